"""Tables without rules, or with rules across only: lines of amounts that stand in columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from index.line_kinds import (
    code_and_name,
    ends_as_heading,
    ends_sentence,
    has_words,
    is_contents_title,
    is_label,
    is_table_title,
)
from index.readers.pdf.columns import Columns, cells_of, is_amount
from index.readers.pdf.heads import read_head
from index.readers.pdf.lines import Line, cell_text
from index.readers.pdf.page import Rule, box_around
from index.readers.pdf.ruled import PrintedRow, PrintedTable

_MAX_CELL = 40  # characters of a cell that is no sentence
_MAX_HEADER_LINES = 8
_FAR = 5.0  # font sizes between lines that belong together
_LEVEL = 0.6  # of the usual distance of rows, between cells of one row that are not set level
_TIGHT = 0.8  # of the usual distance of rows, for the rest of a wrapped cell


def unruled_tables(lines: Sequence[Line], rules: Sequence[Rule], before: Columns | None = None) -> list[PrintedTable]:
    """The tables in the lines of a page that no ruled table holds, from top to bottom. `rules` are the
    horizontal rules of the page: where they part rows, they tell which lines are one row. `before` are the
    columns of the table at the end of the page before, which the first lines may go on with."""
    if any(is_contents_title(line.text) for line in lines):
        return []
    found: list[PrintedTable] = []
    for number, region in enumerate(_regions(lines)):
        rows = [index for index, line in enumerate(region) if _is_row(line)]
        if not _make_table([region[index] for index in rows]):
            continue
        start = _start_of_header(region, rows[0])
        end = _end_of_body(region, rows[-1])
        known = before if number == 0 and start == 0 else None
        found.append(_table(region[start : rows[0]], region[rows[0] : end], rules, known))
    return found


def _regions(lines: Sequence[Line]) -> list[list[Line]]:
    """Runs of lines that may stand in one table: near each other, without titles, captions, sentences."""
    found: list[list[Line]] = [[]]
    for line in lines:
        if not _may_stand_in_table(line):
            found.append([])
            continue
        if found[-1] and line.box[1] - found[-1][-1].box[3] > _FAR * max(line.size, found[-1][-1].size):
            found.append([])
        found[-1].append(line)
    return [region for region in found if region]


def _make_table(rows: Sequence[Line]) -> bool:
    """Whether lines of amounts are a table: two that have a column in common, or one of three amounts."""
    amounts = [[part for part in cells_of(line) if is_amount(part.text)] for line in rows]
    if any(len(parts) > 2 for parts in amounts):
        return True
    return any(
        min(one.box[2], other.box[2]) > max(one.box[0], other.box[0])
        for first, second in pairwise(amounts)
        for one in first
        for other in second
    )


def _is_row(line: Line) -> bool:
    parts = cells_of(line)
    return len(parts) > 1 and any(is_amount(part.text) for part in parts)


def _may_stand_in_table(line: Line) -> bool:
    """Whether a line can be a row, a part of a header, or the rest of a wrapped cell."""
    text = line.text
    if is_table_title(text) or "……" in text:
        return False
    return all(
        len(part.text) <= _MAX_CELL and not ends_sentence(part.text) and not _is_caption(part.text)
        for part in cells_of(line)
    )


def _is_caption(text: str) -> bool:
    """Whether a part tells of a table's unit, body, date or number; a code with a name is a row."""
    return is_label(text) and has_words(text) and not code_and_name(text)


def _start_of_header(region: Sequence[Line], first: int) -> int:
    """The index of the first line of the header above the row `first`."""
    columns = Columns.of(region[first:])
    start = first
    while start > 0 and first - start < _MAX_HEADER_LINES:
        parts = cells_of(region[start - 1])
        if len(parts) < 2 and not _is_header_word(parts[0], columns):
            break
        start -= 1
    return start


def _end_of_body(region: Sequence[Line], last: int) -> int:
    """The end of the body (exclusive): rows without amounts below the last one with some belong to it
    where their words stand in its columns of words."""
    columns = Columns.of(region[: last + 1])
    lefts = [stretch[0] for stretch, numeric in zip(columns.stretches, columns.numeric, strict=True) if not numeric]
    end = last + 1
    while end < len(region):
        parts = cells_of(region[end])
        level = all(any(abs(part.box[0] - left) <= 2.2 * part.size for left in lefts) for part in parts)
        if not level or (len(parts) == 1 and ends_as_heading(parts[0].text)):
            break
        end += 1
    return end


def _is_header_word(part: Line, columns: Columns) -> bool:
    """Whether a single part of a line stands over some of the columns only, as no title does."""
    left, right = columns.stretches[0][0], columns.stretches[-1][1]
    return part.box[2] - part.box[0] < (right - left) * 0.35 and len(part.text) <= 12


def _table(header: Sequence[Line], body: Sequence[Line], rules: Sequence[Rule], before: Columns | None) -> PrintedTable:
    box = box_around(line.box for line in (*header, *body))
    head = read_head(header, Columns.of(body).continued(before), rules)
    columns = head.columns
    bands = _bands(rules, box)
    groups = _grouped(body, bands) if bands else _rows_of(body, columns)
    rows = [
        PrintedRow(cells, (box[0], own[1], box[2], own[3])) for cells, own in zip(head.rows, head.boxes, strict=True)
    ]
    rows += [_body_row(group, columns, box) for group in groups]
    words = tuple(word for line in (*header, *body) for word in line.words)
    return PrintedTable(tuple(rows), head.spans, box, words, columns)


def _body_row(group: Sequence[Line], columns: Columns, box: tuple[float, float, float, float]) -> PrintedRow:
    cells: list[list[Line]] = [[] for _ in columns.stretches]
    for line in group:
        for part in cells_of(line):
            cells[columns.place(part)].append(part)
    texts = tuple(
        cell_text([word for part in parts for word in part.words], last - first) if parts else ""
        for parts, (first, last) in zip(cells, columns.stretches, strict=True)
    )
    own = box_around(line.box for line in group)
    return PrintedRow(texts, (box[0], own[1], box[2], own[3]))


def _bands(rules: Sequence[Rule], box: tuple[float, float, float, float]) -> list[float]:
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
        if sum(_is_row(line) for line in group) > 1:
            found += [[line] for line in group]
        else:
            found.append(group)
    return found


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
        if _is_row(line):
            groups.append([*waiting, line])
            waiting = []
            continue
        above = _middle(line) - _middle(lines[index - 1]) if groups and not waiting else pitch
        below = _middle(lines[index + 1]) - _middle(line) if index + 1 < len(lines) else pitch
        if below < pitch * _TIGHT and below < above and _is_row(lines[index + 1]):
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
    if len(parts) != 1 or not _is_row(above):
        return False
    column = columns.place(parts[0])
    if columns.numeric[column]:
        return False
    cell = next((part for part in cells_of(above) if columns.place(part) == column), None)
    right = columns.stretches[column][1]
    return cell is not None and right - cell.box[2] < cell.size and abs(cell.box[0] - parts[0].box[0]) < cell.size


def _middle(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2
