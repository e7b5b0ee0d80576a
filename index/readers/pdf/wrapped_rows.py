"""Which lines of a table without rules make one row: told by what may be wrapped and what stands level.

A cell's line goes on below only where it leaves no room for what follows, the lines of a cell stand closer than rows
may, a row holds one amount in a column, and its cells have their middles, or their tops, level. Each of these speaks
for or against a row; the rows that cost least over the whole table are taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

from index.catalogue.headers import header_words
from index.catalogue.wording import folded
from index.numbering import parse_mark
from index.readers.pdf.cells import are_pieces
from index.readers.pdf.columns import Columns, Kind, cells_of, is_amount
from index.readers.pdf.lines import Line

_MOST_LINES = 40  # of one row
_LOOSE = 0.08  # font sizes, by which the room between the lines of a cell varies
_LOOSE_COST = 20.0  # per font size of room beyond that
_MOST_LOOSE = 8.0
_SHORT = 3.0  # cost of a line that goes on although there is room behind it
_BROKEN = 1.5  # cost of a row that begins where a full line could go on
_TIGHT = 0.3  # the same below a line that is not full
_ROW = 0.2
_OVERLAP = 6.0  # cost of a row that begins a font size above the end of the one before
_ALIKE = 0.5  # cost of a line that goes on where rows stand as close as the lines of a cell
_LEVEL = 0.25  # font sizes, that the cells of a row may be off level for nothing
_OFF = 1.0  # cost per font size off level
_MOST_OFF = 1.5
_NO_WAY = float("inf")
_DOUBTFUL = 1.0  # cost of a row that may be none
_SAME_EDGE = 1.0  # points
_SPARE = 0.35  # font sizes, of room at the end of a full line
_TOKEN = re.compile(r"[\dA-Za-z.,%％]+|.[，。；：、！？）”》]*")


class Level(Enum):
    """What the cells of a row have level."""

    MIDDLE = 0.5
    TOP = 0.0

    def of(self, top: float, bottom: float) -> float:
        """The height of a cell that is to be level with others."""
        return top + (bottom - top) * self.value


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of a cell. `going_on` is what it costs to take it for the next line of the cell above it in its
    column, `parting` for the first of another."""

    column: int
    top: float
    bottom: float
    going_on: float = 0.0
    parting: float = 0.0


@dataclass(slots=True)
class _Group:
    """Lines on the way to be a row: what they cost, and where the cell of each column begins and ends."""

    cost: float
    tops: dict[int, float] = field(default_factory=dict)
    bottoms: dict[int, float] = field(default_factory=dict)

    def add(self, pieces: Iterable[_Piece]) -> None:
        known = frozenset(self.tops)
        for piece in pieces:
            self.cost += piece.going_on if piece.column in known else piece.parting
            self.tops.setdefault(piece.column, piece.top)
            self.bottoms[piece.column] = piece.bottom

    def cost_of_level(self, level: Level, size: float) -> float:
        """What it costs that its cells are not level."""
        if len(self.tops) < 2:
            return 0.0
        height = level.of(min(self.tops.values()), max(self.bottoms.values()))
        off = (abs(level.of(self.tops[column], self.bottoms[column]) - height) / size for column in self.tops)
        return sum(min((one - _LEVEL) * _OFF, _MOST_OFF) for one in off if one > _LEVEL)


def rows_of(lines: Sequence[Line], columns: Columns) -> list[tuple[list[Line], bool]]:
    """The lines of each row, from top to bottom, and whether it is doubtful that they are one."""
    if not lines:
        return []
    cuts, costs = _best_cuts(_pieces(lines, columns), lines[0].size, 0)
    return [
        (list(lines[first:second]), cost > _DOUBTFUL)
        for (first, second), cost in zip(pairwise(cuts), costs, strict=True)
    ]


def first_of_first_row(lines: Sequence[Line], index: int, columns: Columns) -> int:
    """The index of the first line of the row that the line at `index` belongs to; what is above is no row."""
    header = max((at for at in range(index) if is_header_line(lines[at], columns)), default=-1) + 1
    return header + _best_cuts(_pieces(lines[header:], columns), lines[index].size, index - header)[0][0]


def is_header_line(line: Line, columns: Columns) -> bool:
    """Whether a cell of a line is a known word of headers, and not just one of cells that begin as the rows below."""
    parts = cells_of(line)
    known = sum(folded(part.text) in header_words() for part in parts)
    return known == len(parts) or (known > 0 and not begins_as_cells(parts, columns))


def begins_as_cells(parts: Sequence[Line], columns: Columns) -> bool:
    """Whether parts of a line begin where the cells of columns of words do."""
    lefts = [column.cells[0] for column in columns.all if column.kind is Kind.WORDS]
    return all(any(abs(part.box[0] - left) <= _SAME_EDGE for left in lefts) for part in parts)


def _best_cuts(pieces: Sequence[Sequence[_Piece]], size: float, free: int) -> tuple[list[int], list[float]]:
    """Where rows begin, and the end of the last: the cheapest way, and what each row costs; up to `free` lines may be
    left out above."""
    cuts, costs = min((_cuts(pieces, size, free, level) for level in Level), key=lambda found: found[1][-1])
    return cuts, [costs[second] - costs[first] for first, second in pairwise(cuts)]


def _cuts(pieces: Sequence[Sequence[_Piece]], size: float, free: int, level: Level) -> tuple[list[int], list[float]]:
    best = [0.0] * (free + 1) + [_NO_WAY] * (len(pieces) - free)
    start = list(range(len(pieces) + 1))
    bottom = float("-inf")
    for first in range(len(pieces)):
        own = [piece for line in pieces[max(first - 1, 0) : first] for piece in line]
        bottom = max([bottom, *(piece.bottom for piece in own)])
        overlap = (bottom - min(piece.top for piece in pieces[first])) / size
        group = _Group(_ROW + (min(overlap, 1.0) * _OVERLAP if overlap > _LEVEL else 0.0))
        for end in range(first + 1, min(first + _MOST_LINES, len(pieces)) + 1):
            group.add(pieces[end - 1])
            if best[first] + group.cost >= best[-1]:
                break
            cost = best[first] + group.cost + group.cost_of_level(level, size)
            if end > free and cost < best[end]:
                best[end], start[end] = cost, first
    cuts = [len(pieces)]
    while start[cuts[-1]] != cuts[-1]:
        cuts.append(start[cuts[-1]])
    return cuts[::-1], best


def _pieces(lines: Sequence[Line], columns: Columns) -> list[list[_Piece]]:
    """The pieces of cells on each line."""
    placed = [[(columns.place(part), part) for part in cells_of(line)] for line in lines]
    widths = _widths(placed, columns)
    last: dict[int, tuple[int, Line]] = {}
    pairs: list[list[tuple[int, Line, int, Line | None]]] = []
    for number, parts in enumerate(placed):
        pairs.append([(column, part, *last.get(column, (-1, None))) for column, part in parts])
        last |= {column: (number, part) for column, part in parts}
    gaps = [part.box[1] - above.box[3] for own in pairs for _, part, _, above in own if above is not None]
    room = min((gap for gap in gaps if gap > -0.5 * lines[0].size), default=0.0)
    between = [
        part.box[1] - above.box[3]
        for own in pairs
        for _, part, number, above in own
        if above is not None and is_amount(part.text) and is_amount(above.text)
    ]
    alike = bool(between) and min(between) - room <= _LOOSE * lines[0].size
    return [
        [
            _piece(column, part, above, room, widths[column], _ALIKE if alike else 0.0, len(own) == 1)
            for column, part, number, above in own
        ]
        for own in pairs
    ]


def _piece(column: int, part: Line, above: Line | None, room: float, width: float, alike: float, alone: bool) -> _Piece:
    top, bottom = part.box[1], part.box[3]
    if above is None:
        return _Piece(column, top, bottom, going_on=_NO_WAY)
    loose = (top - above.box[3] - room) / part.size - _LOOSE
    full = _is_full(above, part.text, width) and parse_mark(part.text) is None
    if is_amount(above.text) and is_amount(part.text) and not are_pieces(above.text, part.text, full=False):
        return _Piece(column, top, bottom, _NO_WAY)
    going_on = min(max(loose, 0.0) * _LOOSE_COST, _MOST_LOOSE) + (alike if full else _SHORT)
    broken = 0.1 if alike and not alone else _BROKEN if not alike else 0.5
    parting = 0.0 if loose > 0 else broken if full else min(_TIGHT, broken)
    return _Piece(column, top, bottom, going_on, parting)


def _widths(placed: Iterable[Iterable[tuple[int, Line]]], columns: Columns) -> list[float]:
    """The width of the longest line of a cell in each column, of those that keep within it."""
    found = [0.0] * len(columns.all)
    for parts in placed:
        for column, part in parts:
            left, _, right, _ = part.box
            following = columns.all[column + 1].cells[0] if column + 1 < len(found) else float("inf")
            if right <= following:
                found[column] = max(found[column], right - left)
    return found


def _is_full(line: Line, following: str, width: float) -> bool:
    """Whether a line leaves no room in a cell of `width` points for the beginning of what follows."""
    token = _TOKEN.match(following)
    needed = sum(0.55 if char.isascii() else 1.0 for char in token[0]) if token else 1.0
    return width - (line.box[2] - line.box[0]) <= (needed + _SPARE) * line.size
