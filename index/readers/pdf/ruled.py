"""Ruled tables: the words of a page in the cells that its rules draw.

Independent of where words and rules come from, so that recognised scans can use it too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.model import Span
from index.readers.pdf.cells import cell_text, inset_of, is_full, is_one_number
from index.readers.pdf.lattice import Lattice, find_lattices
from index.readers.pdf.lines import Line, lines_of, parts_of
from index.readers.pdf.page import Box, Rulings, Word

_AMOUNT = re.compile(r"[-−]?[\d,]*\d(?:\.\d+)?[%％]?$")
_ALIGNED = 0.6  # of the font size, between lines of neighbouring cells in one row


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of a printed table: the text of each cell, and where it stands on the page; `doubtful` says that in a
    table without rules it is not certain which cells are its own, or in which column they stand."""

    cells: tuple[str, ...]
    box: Box
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as printed on one page; `words` are those that it holds, `boundaries` where rules part its
    columns, `full` the columns whose last cell is filled to its edge, so that its words may go on overleaf."""

    rows: tuple[PrintedRow, ...]
    spans: tuple[Span, ...]
    box: Box
    words: tuple[Word, ...]
    boundaries: tuple[float, ...] = ()
    full: frozenset[int] = frozenset()


def ruled_tables(rulings: Rulings, words: Sequence[Word]) -> list[PrintedTable]:
    """The ruled tables of a page from top to bottom, without rows and columns that rules alone make.

    A word belongs to the cell that holds its middle; where rules between the rows of amounts are
    missing, the rows are told by the amounts.
    """
    found: list[PrintedTable] = []
    taken: set[int] = set()
    for lattice in find_lattices(rulings):
        inside = [word for word in words if id(word) not in taken and _is_within(word, lattice.box)]
        if not inside or _is_coarse(lattice, inside):
            continue
        taken.update(map(id, inside))
        found.append(_table(lattice, inside))
    return found


def _is_within(word: Word, box: Box) -> bool:
    return box[0] <= word.centre <= box[2] and box[1] <= word.middle <= box[3]


def _is_coarse(lattice: Lattice, words: Sequence[Word]) -> bool:
    """Whether rules only frame the table or its head, so that single cells hold rows of amounts."""
    for words_of_cell in _by_cell(lattice, words).values():
        lines = [parts_of(line) for line in lines_of(words_of_cell)]
        if sum(len(parts) > 1 and _is_amount(parts[-1].text) for parts in lines) > 2:
            return True
    return False


def _is_amount(text: str) -> bool:
    return bool(_AMOUNT.match(text))


def _by_cell(lattice: Lattice, words: Sequence[Word]) -> dict[Span, list[Word]]:
    """The words of each cell that holds any."""
    owner = {
        (row, column): cell
        for cell in lattice.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
    found: dict[Span, list[Word]] = {}
    for word in words:
        row = _slot(lattice.rows, word.middle)
        column = _slot(lattice.columns, word.centre)
        found.setdefault(owner[row, column], []).append(word)
    return found


def _slot(boundaries: Sequence[float], position: float) -> int:
    return min(max(bisect_right(boundaries, position) - 1, 0), len(boundaries) - 2)


def _table(lattice: Lattice, words: Sequence[Word]) -> PrintedTable:
    by_cell = _by_cell(lattice, words)
    lattice, by_cell = _with_unruled_rows(lattice, by_cell)
    grid = [[""] * lattice.width for _ in range(lattice.height)]
    for cell, inside in by_cell.items():
        grid[cell.row][cell.column] = cell_text(inside, *_sides(lattice, cell))
    kept_rows, kept_columns = _kept(lattice, grid)
    rows = tuple(
        PrintedRow(
            tuple(grid[row][column] for column in kept_columns),
            (lattice.columns[0], lattice.rows[row], lattice.columns[-1], lattice.rows[row + 1]),
        )
        for row in kept_rows
    )
    return PrintedTable(
        rows,
        tuple(_kept_spans(lattice.cells, kept_rows, kept_columns)),
        lattice.box,
        tuple(words),
        boundaries=(*(lattice.columns[column] for column in kept_columns), lattice.columns[kept_columns[-1] + 1]),
        full=frozenset(_full_columns(lattice, by_cell, kept_columns)),
    )


def _full_columns(lattice: Lattice, by_cell: dict[Span, list[Word]], kept: Sequence[int]) -> Iterator[int]:
    """The columns whose cell in the last row ends with a line that leaves no room for a further character."""
    for cell, words in by_cell.items():
        if cell.row + cell.rows == lattice.height and cell.columns == 1 and cell.column in kept:
            left, right = _sides(lattice, cell)
            column = [other for own, other in by_cell.items() if (own.column, own.columns) == (cell.column, 1)]
            inset = inset_of((line for other in column for line in lines_of(other)), left, right)
            if is_full(lines_of(words)[-1], right - left - 2 * inset):
                yield kept.index(cell.column)


def _kept(lattice: Lattice, grid: Sequence[Sequence[str]]) -> tuple[list[int], list[int]]:
    """The rows and columns that are more than a gap between double rules."""
    rows = [row for row in range(lattice.height) if any(grid[row]) or lattice.rows[row + 1] - lattice.rows[row] > 5.0]
    columns = [
        column
        for column in range(lattice.width)
        if any(line[column] for line in grid) or lattice.columns[column + 1] - lattice.columns[column] > 5.0
    ]
    return rows, columns


def _kept_spans(cells: Sequence[Span], rows: Sequence[int], columns: Sequence[int]) -> list[Span]:
    """The merged cells counted in the rows and columns that are kept."""
    found: list[Span] = []
    for cell in cells:
        in_rows = [place for place, row in enumerate(rows) if cell.row <= row < cell.row + cell.rows]
        in_columns = [
            place for place, column in enumerate(columns) if cell.column <= column < cell.column + cell.columns
        ]
        if in_rows and in_columns and len(in_rows) * len(in_columns) > 1:
            found.append(Span(in_rows[0], in_columns[0], len(in_rows), len(in_columns)))
    return found


def _with_unruled_rows(lattice: Lattice, by_cell: dict[Span, list[Word]]) -> tuple[Lattice, dict[Span, list[Word]]]:
    """The lattice with rows that hold several lines of amounts parted at these lines."""
    for row in range(lattice.height - 1, -1, -1):
        cells = [cell for cell in lattice.cells if cell.row <= row < cell.row + cell.rows]
        own = [cell for cell in cells if cell.row == row and cell.rows == 1]
        cuts = _cuts(lattice, {cell: by_cell.get(cell, []) for cell in own})
        if cuts:
            lattice, by_cell = _parted(lattice, by_cell, row, cuts)
    return lattice, by_cell


def _sides(lattice: Lattice, cell: Span) -> tuple[float, float]:
    return lattice.columns[cell.column], lattice.columns[cell.column + cell.columns]


def _cuts(lattice: Lattice, cells: dict[Span, list[Word]]) -> list[float]:
    """Where to part a row: between the lines of amounts that two cells or more have level."""
    columns = [(cell, lines) for cell, words in cells.items() if len(lines := lines_of(words)) > 1]
    amounts = [
        lines
        for cell, lines in columns
        if all(_is_amount(line.text) for line in lines) and not is_one_number(lines, *_sides(lattice, cell))
    ]
    if len(amounts) < 2:
        return []
    longest = max(amounts, key=len)
    if not any(other is not longest and _level_lines(longest, other) > 1 for other in amounts):
        return []
    middles = [_middle(line) for line in longest]
    return [(first + second) / 2 for first, second in pairwise(middles)]


def _middle(line: Line) -> float:
    box = line.box
    return (box[1] + box[3]) / 2


def _level_lines(first: Sequence[Line], second: Sequence[Line]) -> int:
    return sum(any(abs(_middle(a) - _middle(b)) <= a.size * _ALIGNED for b in second) for a in first)


def _parted(
    lattice: Lattice, by_cell: dict[Span, list[Word]], row: int, cuts: Sequence[float]
) -> tuple[Lattice, dict[Span, list[Word]]]:
    """The lattice with `row` cut at these heights; its words go to the parts that hold their middles."""
    rows = (*lattice.rows[: row + 1], *cuts, *lattice.rows[row + 1 :])
    cells: list[Span] = []
    words: dict[Span, list[Word]] = {}
    for cell in lattice.cells:
        inside = by_cell.get(cell, [])
        if cell.row > row:
            parts = [replace(cell, row=cell.row + len(cuts))]
        elif cell.row + cell.rows <= row:
            parts = [cell]
        elif cell.row == row and cell.rows == 1:
            parts = [replace(cell, row=row + step) for step in range(len(cuts) + 1)]
        else:
            parts = [replace(cell, rows=cell.rows + len(cuts))]
        cells += parts
        for word in inside:
            part = parts[0] if len(parts) == 1 else parts[sum(word.middle > cut for cut in cuts)]
            words.setdefault(part, []).append(word)
    cells.sort(key=lambda one: (one.row, one.column))
    return Lattice(lattice.columns, tuple(rows), tuple(cells)), words
