"""The rows of a table without rules between its columns: which lines are one row, which cell holds what."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.readers.pdf.cells import cell_text
from index.readers.pdf.columns import Columns, cells_of, is_amount, is_full_amount
from index.readers.pdf.lines import Line
from index.readers.pdf.page import Box, Rule, box_around
from index.readers.pdf.ruled import PrintedRow
from index.readers.pdf.wrapped_rows import rows_of

_SEVERAL = re.compile(r"[-−]?[\d,.]+[%％]? [-−]?[\d,.]+[%％]?$")  # amounts in one cell


def printed_rows(body: Sequence[Line], columns: Columns, rules: Sequence[Rule], box: Box) -> list[PrintedRow]:
    """The rows in the lines of a table's body; where rules across the table part rows, by these."""
    bands = bands_of(rules, box)
    groups = _grouped(body, columns, bands) if bands else rows_of(body, columns)
    return [_row_of(group, columns, box, doubtful=doubtful) for group, doubtful in groups]


def _row_of(group: Sequence[Line], columns: Columns, box: Box, *, doubtful: bool) -> PrintedRow:
    cells: list[list[Line]] = [[] for _ in columns.all]
    for line in group:
        places = [columns.place(part) for part in cells_of(line)]
        doubtful = doubtful or len(set(places)) < len(places)
        for place, part in zip(places, cells_of(line), strict=True):
            cells[place].append(part)
    texts = tuple(
        cell_text([word for part in parts for word in part.words], *column.stretch) if parts else ""
        for parts, column in zip(cells, columns.all, strict=True)
    )
    own = box_around(line.box for line in group)
    doubtful = doubtful or any(map(_SEVERAL.match, texts)) or _has_no_name(texts)
    return PrintedRow(texts, (box[0], own[1], box[2], own[3]), doubtful)


def _has_no_name(cells: Sequence[str]) -> bool:
    """Whether a row has an amount, but no words that it could be of."""
    return any(map(is_full_amount, cells)) and all(not cell or is_amount(cell) for cell in cells)


def bands_of(rules: Sequence[Rule], box: Box) -> list[float]:
    """The heights at which rules across the whole table part its rows; empty where they do not."""
    wide = sorted(
        rule.position
        for rule in rules
        if box[1] - 12 <= rule.position <= box[3] + 12
        and min(rule.end, box[2]) - max(rule.start, box[0]) >= (box[2] - box[0]) * 0.6
    )
    return wide if len(wide) > 3 else []


def _grouped(lines: Sequence[Line], columns: Columns, bands: Sequence[float]) -> list[tuple[list[Line], bool]]:
    """The lines by the bands that hold their middles; several rows of amounts in a band are told as without rules."""
    groups: dict[int, list[Line]] = {}
    for line in lines:
        groups.setdefault(sum(_middle(line) > band for band in bands), []).append(line)
    found: list[tuple[list[Line], bool]] = []
    for group in groups.values():
        amounts = [columns.place(part) for line in group for part in cells_of(line) if is_full_amount(part.text)]
        found += rows_of(group, columns) if len(set(amounts)) < len(amounts) else [(group, False)]
    return found


def first_of_row(lines: Sequence[Line], index: int, room: float) -> int:
    """The index of the first line of the row that a line belongs to, with `room` points between rows."""
    gaps = _gaps(lines[: index + 1])
    while index > 0 and gaps[index - 1] < room:
        index -= 1
    return index


def _gaps(lines: Sequence[Line]) -> list[float]:
    """The room above each line but the first."""
    bottom, gaps = lines[0].box[3], []
    for line in lines[1:]:
        gaps.append(line.box[1] - bottom)
        bottom = max(bottom, line.box[3])
    return gaps


def _middle(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2
