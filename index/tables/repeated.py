"""Rows that print the words of another row again."""

from __future__ import annotations

from index.catalogue.wording import folded
from index.model import GridRow
from index.tables.parts import cell_at


def repeats_row(first: GridRow, second: GridRow) -> bool:
    """Whether two rows print the same words, white space and trailing blanks aside."""
    return words_of_row(first) == words_of_row(second)


def words_of_row(row: GridRow) -> list[str]:
    """The words that a row prints, without white space and trailing blanks."""
    cells = [folded(cell) for cell in row.cells]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def repeats_spans(above: GridRow, row: GridRow) -> bool:
    """Whether a row repeats some words of the header above it, each in its own column, and parts a word that is
    repeated for several columns: merged cells printed in full (科目 | 其中 | 其中 above 科目 | 基本支出 | 项目支出)."""
    words = above.cells
    own = [at for at, cell in enumerate(row.cells) if cell and cell != cell_at(above, at)]
    spanned = all(
        cell_at(above, at) and cell_at(above, at) in (*words[max(at - 1, 0) : at], *words[at + 1 : at + 2])
        for at in own
    )
    return bool(own) and len(own) < sum(map(bool, row.cells)) and row.cells[0] == words[0] != "" and spanned
