"""What only recognised tables need before they are laid out: their rows of column numbers put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.readers.pdf.layout import RuledPage, with_ruled_tables
from index.readers.pdf.page import Page

_HEADER_ROWS = 6
_MIN_NUMBERS = 3
_SHORT = 3  # characters
_WORDS = ("合计", "总计", "小计", "共计", "栏次", "行次")


def with_scanned_tables(page: Page) -> RuledPage:
    """A recognised page with its ruled tables told."""
    ruled = with_ruled_tables(page)
    tables = []
    for table in ruled.tables:
        head = [replace(row, cells=with_stars(row.cells)) for row in table.rows[:_HEADER_ROWS]]
        tables.append(replace(table, rows=(*head, *table.rows[_HEADER_ROWS:])))
    return replace(ruled, tables=tuple(tables))


def with_stars(cells: Sequence[str]) -> tuple[str, ...]:
    """A row of column numbers (** ** 1 2 3) with the stars that were taken for characters as stars; any
    other row as it is."""
    numbers = [int(cell) for cell in cells if cell.isdecimal() and len(cell) < 3 and cell[0] != "0"]
    others = [cell for cell in cells if cell and not cell.isdecimal()]
    counts = len(numbers) >= _MIN_NUMBERS and numbers[0] < 3 and all(b - a in (1, 2) for a, b in pairwise(numbers))
    if not counts or any(len(cell) > _SHORT or cell in _WORDS for cell in others):
        return tuple(cells)
    return tuple("**" if cell in others else cell for cell in cells)
