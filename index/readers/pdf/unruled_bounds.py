"""Where a table without rules begins and ends among the lines of a page, and where its header ends."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from index.line_kinds import ends_as_heading
from index.readers.pdf.columns import Columns, Kind, cells_of, is_ordinals
from index.readers.pdf.lines import Line
from index.readers.pdf.wrapped_rows import begins_as_cells, first_of_first_row, is_header_line

_MAX_HEADER_LINES = 16
_WRAPPED = 0.35  # font sizes, between the lines of one cell
_LEVEL_SHARE = 0.6  # of the cells of a row, that stand in columns of words
_NEAR = 4  # lines above, among which the line before one of the same cell stands
_LEVEL = 0.15  # font sizes, by which lines of one row overlap
_SAME_EDGE = 1.0  # points
_FURTHER = 1.25  # times the room between the rows of a table, of what does not belong to it
_LARGER = 1.1  # times the letters of a table, of a title


def start_of_header(region: Sequence[Line], first: int) -> int:
    """The index of the first line of the header above the row `first`."""
    columns = Columns.of(region[first:])
    start = first
    while start > 0 and first - start < _MAX_HEADER_LINES:
        parts = cells_of(region[start - 1])
        larger = parts[0].size > region[first].size * _LARGER
        within = are_level(region[start - 1], region[start])
        if len(parts) < 2 and not within and (larger or not _is_header_word(parts[0], columns)):
            break
        start -= 1
    return start


def end_of_header(region: Sequence[Line], first: int) -> int:
    """The end (exclusive) of a header whose first row of amounts is `first`: numbers of columns end it, what
    follows them, or belongs to the row of the first amounts, is the beginning of a wrapped cell."""
    above = range(max(first - _MAX_HEADER_LINES, 0), first)
    numbers = [index for index in above if is_ordinals(cells_of(region[index]))]
    if not numbers:
        columns = Columns.of(region[first:])
        return _first_name(region, first_of_first_row(region, first, columns), columns)
    end = numbers[-1] + 1
    while end < first and len(region[end].text) == 1:
        end += 1
    return end


def _first_name(region: Sequence[Line], first: int, columns: Columns) -> int:
    """The first of the rows without amounts, such as a body's name by itself, between a header and the row `first`:
    their words begin where those of its columns do."""
    header = max((at for at in range(first) if is_header_line(region[at], columns)), default=first)
    while first > header + 1 and begins_as_cells(cells_of(region[first - 1]), columns):
        first -= 1
    return first


def end_of_body(region: Sequence[Line], first: int, last: int) -> int:
    """The end of a body (exclusive) that begins at `first`: rows without amounts below the last one with some belong
    to it where their words stand in its columns of words."""
    columns = Columns.of(region[first : last + 1])
    lefts = [column.stretch[0] for column in columns.all if column.kind is Kind.WORDS]
    size = region[last].size
    room = max([_gap(*pair) for pair in pairwise(region[: last + 1])], default=size)
    end = last + 1
    while end < len(region):
        parts = cells_of(region[end])
        own = [any(abs(part.box[0] - left) <= 2.2 * part.size for left in lefts) for part in parts]
        level = own[0] and sum(own) >= len(own) * _LEVEL_SHARE
        heading = len(parts) == 1 and ends_as_heading(parts[0].text) and not _goes_on(region[:end], parts[0])
        if not level or heading or not belongs(region, end, size, room):
            break
        end += 1
    return end


def _goes_on(above: Sequence[Line], part: Line) -> bool:
    """Whether a part of a line is wrapped below one that begins where it does."""
    near = (one for line in reversed(above[-_NEAR:]) for one in cells_of(line))
    last = next((one for one in near if abs(one.box[0] - part.box[0]) <= _SAME_EDGE), None)
    return last is not None and is_wrapped(last, part)


def belongs(region: Sequence[Line], index: int, size: float, room: float) -> bool:
    """Whether a line is set in letters as large as a table's, and no further below the line before it than `room`."""
    apart = _gap(region[index - 1], region[index]) > room * _FURTHER + 1.0
    return not apart and size / _LARGER < region[index].size < size * _LARGER


def are_level(above: Line, line: Line) -> bool:
    """Whether two lines share some of their height, as those of neighbouring cells do."""
    return above.box[3] - line.box[1] > _LEVEL * line.size


def is_wrapped(above: Line, line: Line) -> bool:
    """Whether a line is set so close below another that its words go on with those above them."""
    return _gap(above, line) <= line.size * _WRAPPED


def _gap(above: Line, line: Line) -> float:
    return line.box[1] - above.box[3]


def _is_header_word(part: Line, columns: Columns) -> bool:
    """Whether a single part of a line stands over some of the columns only, as no title does."""
    left, right = columns.all[0].stretch[0], columns.all[-1].stretch[1]
    return part.box[2] - part.box[0] < (right - left) * 0.35 and len(part.text) <= 12
