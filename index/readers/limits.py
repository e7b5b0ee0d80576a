"""How much one file may hold and cost. Budget documents stay far below; what goes beyond is a mistake or
made to do harm."""

from __future__ import annotations

MAX_CELLS = 1_000_000  # of all tables of a file, counted after empty rows and columns are left out
MAX_CHARACTERS = 5_000_000
MAX_PAGES = 3_000
MAX_PIXELS = 150_000_000  # of one picture
MAX_SHEETS = 200
MAX_SHEET_ROWS = 100_000
MAX_SHEET_COLUMNS = 1_000

MAX_UNPACKED = 512 * 1024 * 1024  # bytes of all parts of a zip container
MAX_PART = 200 * 1024 * 1024  # bytes of the largest part that is read
MAX_RATIO = 200  # how much larger than packed a part above MIN_SUSPECT may be
MIN_SUSPECT = 10 * 1024 * 1024
MAX_PARTS = 10_000

MAX_DEPTH = 200  # elements within elements

CONVERSION_SECONDS = 90  # of an old file by LibreOffice
FILES_A_PROCESS = 100  # after which the reading process is replaced, with the memory that it holds
START_SECONDS = 60.0  # of the reading process
SILENT_SECONDS = 120.0  # without any sign of progress
TOTAL_SECONDS = 3600.0
LARGE_BLOCK = 4 * 1024 * 1024  # bytes, of memory that goes back to the system as soon as it is free
MAX_MEMORY = 3 * 1024 * 1024 * 1024  # bytes that the reading process may take
