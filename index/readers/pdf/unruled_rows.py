"""The rows of a table without rules between its columns: which lines are one row, which cell holds what."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from index.readers.pdf.cells import cell_text
from index.readers.pdf.columns import Columns, Kind, cells_of, is_amount
from index.readers.pdf.lines import Line
from index.readers.pdf.page import Box, Rule, box_around
from index.readers.pdf.ruled import PrintedRow

_LEVEL = 0.6  # of the usual distance of rows, between cells of one row that are not set level
_TIGHT = 0.8  # of the usual distance of rows, for the rest of a wrapped cell
_FEW_ROWS = 2
_ROOM = 0.1  # of the font size, between rows at the least
_SAME_ROOM = 0.85  # of the room between rows, for a gap that parts two
_LESS = 0.75  # of the room between rows, for the gaps within one at the most
_FEW = 0.1  # share of rows that may hold two lines of amounts


def printed_rows(body: Sequence[Line], columns: Columns, rules: Sequence[Rule], box: Box) -> list[PrintedRow]:
    """The rows in the lines of a table's body; where rules across the table part rows, by these."""
    bands = bands_of(rules, box)
    groups = _grouped(body, bands) if bands else _spaced_rows(body) or _rows_of(body, columns)
    return [row_of(group, columns, box) for group in groups]


def row_of(group: Sequence[Line], columns: Columns, box: Box) -> PrintedRow:
    cells: list[list[Line]] = [[] for _ in columns.all]
    for line in group:
        for part in cells_of(line):
            cells[columns.place(part)].append(part)
    texts = tuple(
        cell_text([word for part in parts for word in part.words], *column.stretch) if parts else ""
        for parts, column in zip(cells, columns.all, strict=True)
    )
    own = box_around(line.box for line in group)
    return PrintedRow(texts, (box[0], own[1], box[2], own[3]))


def bands_of(rules: Sequence[Rule], box: Box) -> list[float]:
    """The heights at which rules across the whole table part its rows; empty where they do not."""
    wide = sorted(
        rule.position
        for rule in rules
        if box[1] - 12 <= rule.position <= box[3] + 12
        and min(rule.end, box[2]) - max(rule.start, box[0]) >= (box[2] - box[0]) * 0.6
    )
    return wide if len(wide) > 3 else []


def _grouped(lines: Sequence[Line], bands: Sequence[float]) -> list[list[Line]]:
    """The lines by the bands that hold their middles; several rows of amounts in a band stay apart."""
    groups: dict[int, list[Line]] = {}
    for line in lines:
        groups.setdefault(sum(_middle(line) > band for band in bands), []).append(line)
    found: list[list[Line]] = []
    for group in groups.values():
        if sum(_has_amount(line) for line in group) > 1:
            found += [[line] for line in group]
        else:
            found.append(group)
    return found


def _has_amount(line: Line) -> bool:
    return any(is_amount(part.text) for part in cells_of(line))


def _spaced_rows(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each row where more room is left between rows than between the lines of a row; empty where
    that cannot be told."""
    room = row_room(lines)
    if not room:
        return []
    groups = [[lines[0]]]
    for gap, line in zip(_gaps(lines), lines[1:], strict=True):
        if gap >= room:
            groups.append([])
        groups[-1].append(line)
    many = [group for group in groups if sum(_has_amount(line) for line in group) > 1]
    return [] if len(many) > len(groups) * _FEW else groups


def row_room(lines: Sequence[Line]) -> float:
    """The least room between rows, in points, where it is more than that between the lines of a row; 0 where that
    cannot be told."""
    amounts = [index for index, line in enumerate(lines) if _has_amount(line)]
    if len(amounts) <= _FEW_ROWS:
        return 0.0
    gaps = _gaps(lines)
    between = sorted(max(gaps[first:second]) for first, second in pairwise(amounts))
    room = between[len(between) // 5]
    if room < _ROOM * lines[0].size or not _are_two_kinds(gaps, room):
        return 0.0
    return room * _SAME_ROOM


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


def _are_two_kinds(gaps: Sequence[float], room: float) -> bool:
    """Whether gaps are either clearly less than the room between rows, or about as much or more."""
    less = [gap for gap in gaps if gap < room * _SAME_ROOM]
    return bool(less) and max(less) < room * _LESS


def _rows_of(lines: Sequence[Line], columns: Columns) -> list[list[Line]]:
    """The lines of each row: a line of amounts, and the rest of its words above and below it."""
    middles = [_middle(line) for line in lines]
    steps = sorted(second - first for first, second in pairwise(middles)) or [0.0]
    pitch = steps[len(steps) * 3 // 4]
    groups: list[list[Line]] = []
    waiting: list[Line] = []  # words that belong to the next row
    for index, line in enumerate(lines):
        if groups and not waiting and _is_staggered(groups[-1][-1], line, columns, pitch):
            groups[-1].append(line)
            continue
        if _has_amount(line):
            groups.append([*waiting, line])
            waiting = []
            continue
        above = _middle(line) - _middle(lines[index - 1]) if groups and not waiting else pitch
        below = _middle(lines[index + 1]) - _middle(line) if index + 1 < len(lines) else pitch
        if below < pitch * _TIGHT and below < above and _has_amount(lines[index + 1]):
            waiting.append(line)
        elif groups and (above < pitch * _TIGHT or _overflows(groups[-1][-1], line, columns)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _is_staggered(above: Line, line: Line, columns: Columns, pitch: float) -> bool:
    """Whether a line is the rest of the row above it, whose cells are not set quite level."""
    if _middle(line) - _middle(above) > pitch * _LEVEL:
        return False
    known = {columns.place(part) for part in cells_of(above)}
    return not any(columns.place(part) in known for part in cells_of(line))


def _overflows(above: Line, line: Line, columns: Columns) -> bool:
    """Whether a single word goes on with the cell above it, which is filled to its column's edge."""
    parts = cells_of(line)
    if len(parts) != 1 or not _has_amount(above):
        return False
    column = columns.place(parts[0])
    if columns.all[column].kind is Kind.AMOUNTS:
        return False
    cell = next((part for part in cells_of(above) if columns.place(part) == column), None)
    right = columns.all[column].stretch[1]
    return cell is not None and right - cell.box[2] < cell.size and abs(cell.box[0] - parts[0].box[0]) < cell.size


def _middle(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2
