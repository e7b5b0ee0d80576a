"""From rules to cells: the lattice that the rules of one table draw, merged cells included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.model import Span
from index.readers.pdf.page import Box, Rule, Rulings
from index.readers.pdf.rulings import NEAR, axis, connected, merged

_MIN_COVER = 0.55  # of the side of a cell, for a rule to close it
_MAX_CELLS = 20_000  # more are a drawing
_OUTSIDE = 6.0  # points that rules must stick out for an open side to be one of the table


@dataclass(frozen=True, slots=True)
class Lattice:
    """The cells of a table: the boundaries of its columns and rows in points, and each cell as a span
    of them, in reading order."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[Span, ...]

    @property
    def box(self) -> Box:
        """The whole table."""
        return (self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.columns) - 1

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.rows) - 1


def find_lattices(rulings: Rulings) -> list[Lattice]:
    """The lattices of a page from top to bottom; those of a single column or cell, which frame text,
    are left out."""
    found = [_lattice(group) for group in connected(merged(rulings))]
    return [lattice for lattice in found if lattice is not None and lattice.width > 1]


def _lattice(group: Rulings) -> Lattice | None:
    columns = _boundaries(group.vertical, group.horizontal)
    rows = _boundaries(group.horizontal, group.vertical)
    if len(columns) < 2 or len(rows) < 2 or len(columns) * len(rows) > _MAX_CELLS:
        return None
    return Lattice(tuple(columns), tuple(rows), tuple(_cells(columns, rows, group)))


def _boundaries(rules: Sequence[Rule], crossing: Sequence[Rule]) -> list[float]:
    """The positions of the rules, and the ends of the crossing ones where these stick out: a table
    without a rule at its side, or cut off at the end of a page."""
    positions = axis([rule.position for rule in rules])
    first = min(rule.start for rule in crossing)
    last = max(rule.end for rule in crossing)
    if first < positions[0] - _OUTSIDE:
        positions.insert(0, first)
    if last > positions[-1] + _OUTSIDE:
        positions.append(last)
    return positions


def _cells(columns: Sequence[float], rows: Sequence[float], group: Rulings) -> list[Span]:
    width, height = len(columns) - 1, len(rows) - 1
    owner = {(row, column): (row, column) for row in range(height) for column in range(width)}

    def root(cell: tuple[int, int]) -> tuple[int, int]:
        while owner[cell] != cell:
            cell = owner[cell]
        return cell

    down = [_near(group.vertical, position) for position in columns]
    across = [_near(group.horizontal, position) for position in rows]
    for row, (top, bottom) in enumerate(pairwise(rows)):
        for column, (left, right) in enumerate(pairwise(columns)):
            if column and not _closed(down[column], top, bottom):
                owner[root((row, column))] = root((row, column - 1))
            if row and not _closed(across[row], left, right):
                owner[root((row, column))] = root((row - 1, column))
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for cell in owner:
        groups.setdefault(root(cell), []).append(cell)
    return sorted((span for cells in groups.values() for span in _spans(cells)), key=lambda one: (one.row, one.column))


def _near(rules: Sequence[Rule], position: float) -> list[Rule]:
    return [rule for rule in rules if abs(rule.position - position) <= 2 * NEAR]


def _closed(rules: Sequence[Rule], start: float, end: float) -> bool:
    """Whether rules cover most of the way from `start` to `end`."""
    covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules)
    return covered >= (end - start) * _MIN_COVER


def _spans(cells: Sequence[tuple[int, int]]) -> list[Span]:
    """The cells as one span where they fill a rectangle, else as one for each row."""
    rows = sorted({row for row, _ in cells})
    columns = sorted({column for _, column in cells})
    if len(cells) == len(rows) * len(columns) == (rows[-1] - rows[0] + 1) * (columns[-1] - columns[0] + 1):
        return [Span(rows[0], columns[0], len(rows), len(columns))]
    found: list[Span] = []
    for row in rows:
        start = last = -2
        for column in sorted(column for other, column in cells if other == row):
            if column != last + 1:
                if start >= 0:
                    found.append(Span(row, start, 1, last - start + 1))
                start = column
            last = column
        found.append(Span(row, start, 1, last - start + 1))
    return found
