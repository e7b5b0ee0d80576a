"""Delimited text (.csv, .tsv): the separator is told from the text, quoted cells may hold line breaks."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO
from pathlib import PurePath

from index.errors import ReadError
from index.readers.content import Content
from index.readers.decoding import decode_text
from index.readers.limits import MAX_SHEET_ROWS
from index.readers.sheets import Sheet, write_sheet
from index.readers.transcript import Transcript, check_width

_SEPARATORS = ",\t;|，"
_SAMPLE_LINES = 200
_MAX_CELL = 131_072


def read(data: bytes, name: str) -> Content:
    """The content of a delimited file, whose one sheet goes by the file's name where it has no title."""
    text = decode_text(data, name).replace("\r\n", "\n").replace("\r", "\n")
    rows = parse_rows(text, separator_of(text), name)
    transcript = Transcript(name)
    sheet = Sheet(PurePath(name).stem, rows, range(1, len(rows) + 1))
    write_sheet(sheet, transcript, placed=False)
    return transcript.content()


def separator_of(text: str) -> str:
    """The character that parts the lines of a text most evenly; a comma where none does."""
    lines = [line for line in text.split("\n") if line.strip()][:_SAMPLE_LINES]

    def evenness(separator: str) -> tuple[int, int]:
        counts = Counter(count for line in lines if (count := _unquoted_count(line, separator)))
        if not counts:
            return 0, 0
        count, agreeing = counts.most_common(1)[0]
        return agreeing, count

    best = max(_SEPARATORS, key=evenness)
    return best if evenness(best)[0] else ","


def _unquoted_count(line: str, separator: str) -> int:
    """How often a character stands outside quotation marks in a line."""
    return sum(part.count(separator) for part in line.split('"')[::2])


def parse_rows(text: str, separator: str, name: str) -> list[list[str]]:
    """The cells of each row. ReadError where the text is no delimited file of sensible size."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(text), delimiter=separator):
            check_width(len(row), name)
            rows.append([cell if len(cell) <= _MAX_CELL else cell[:_MAX_CELL] for cell in row])
            if len(rows) > MAX_SHEET_ROWS:
                raise ReadError(f"表格太长（超过 {MAX_SHEET_ROWS} 行），不像是预算文件：{name}")
    except csv.Error as error:
        raise ReadError(f"引号或分隔符不成对，无法读成表格：{name}") from error
    return rows
