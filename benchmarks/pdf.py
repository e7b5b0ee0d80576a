"""How fast PDF files are read, how much memory a long one takes, and what reading loses without rules.

    python benchmarks/pdf.py [FOLDER]

FOLDER (default: ../shared/real) holds PDF files with text. Times are processor seconds of one core. The long
file is made of the pages of all files, over and over. For the last part every ruled table is read once
more with its rules taken away; a row counts as the same when its filled cells are.
"""

from __future__ import annotations

import io
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2

from index.readers.pdf.layout import lay_out, with_ruled_tables
from index.readers.pdf.page import Page, Rulings
from index.readers.pdf.pdfium import open_pages
from index.readers.pdf.reading import read
from index.readers.pdf.ruled import PrintedTable
from index.readers.pdf.upright import upright_page
from index.reading import read_document

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "real"
LONG = 500  # pages


def main() -> None:
    """Measures and prints."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else REAL
    paths = sorted(folder.rglob("*.pdf"))
    if not paths:
        sys.exit(f"no PDF files in {folder}")
    pages = sum(len(pypdfium2.PdfDocument(path)) for path in paths)
    start = time.process_time()
    for path in paths:
        read(path.read_bytes(), path.name)
    reading = time.process_time() - start
    start = _processor_seconds()
    for path in paths:
        read_document(path)
    whole = _processor_seconds() - start
    print(f"{len(paths)} files, {pages} pages")
    print(f"reader alone: {pages / reading:.0f} pages per second")
    print(f"to documents with facts and passages: {pages / whole:.0f} pages per second")
    long_file = _long_file(paths)
    start = time.process_time()
    read(long_file, "long.pdf")
    seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{LONG} pages: {LONG / seconds:.0f} pages per second, {memory} MiB at the most")
    same = total = 0
    for path in paths:
        for page in map(upright_page, open_pages(path.read_bytes(), path.name)):
            found = _rows(page)
            same += (found & _rows(replace(page, rulings=Rulings()))).total()
            total += found.total()
    print(f"rows that are the same without rules: {same} of {total}, {same / total:.1%}")


def _processor_seconds() -> float:
    """Of this process and of those that it has started and ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def _long_file(paths: Sequence[Path]) -> bytes:
    whole = pypdfium2.PdfDocument.new()
    for path in _again_and_again(paths):
        if len(whole) >= LONG:
            break
        source = pypdfium2.PdfDocument(path)
        whole.import_pages(source, list(range(min(len(source), LONG - len(whole)))))
    buffer = io.BytesIO()
    whole.save(buffer)
    return buffer.getvalue()


def _again_and_again(paths: Sequence[Path]) -> Iterator[Path]:
    while True:
        yield from paths


def _rows(page: Page) -> Counter[tuple[str, ...]]:
    tables = [one for laid in lay_out([with_ruled_tables(page)]) for one in laid.elements]
    rows = [row.cells for table in tables if isinstance(table, PrintedTable) for row in table.rows]
    return Counter(tuple(cell for cell in cells if cell) for cells in rows if any(cells))


if __name__ == "__main__":
    main()
