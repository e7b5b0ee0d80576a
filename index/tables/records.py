"""Tables inside forms: a row of column words, and below it rows of several cells (年度重点工作任务 with
名称, 主要实施内容, 拟投入的资金), all right of the cell that names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.model import GridRow
from index.tables.cells import is_blank, is_number
from index.tables.forms import are_pairs, is_field

_MIN_COLUMNS = 3
_MAX_WORD = 30


@dataclass(frozen=True, slots=True)
class Records:
    """A table inside a form: its header row and its rows."""

    head: GridRow
    rows: tuple[GridRow, ...]


def take_records(rows: Sequence[GridRow]) -> tuple[list[GridRow], list[Records]]:
    """The rows of a form without the tables inside it, and these tables."""
    left: list[GridRow] = []
    found: list[Records] = []
    index = 0
    while index < len(rows):
        end = _end_of_records(rows, index)
        if end:
            found.append(Records(rows[index], tuple(rows[index + 1 : end])))
            index = end
        else:
            left.append(rows[index])
            index += 1
    return left, found


def filled_cells(row: GridRow) -> dict[int, str]:
    """The filled cells of a row by their columns."""
    return {column: cell for column, cell in enumerate(row.cells) if not is_blank(cell)}


def _end_of_records(rows: Sequence[GridRow], index: int) -> int:
    """Where the table that begins with the row at `index` ends; 0 where none begins there."""
    columns = {column: cell for column, cell in filled_cells(rows[index]).items() if column}
    if len(columns) < _MIN_COLUMNS or not all(map(_is_word, columns.values())):
        return 0
    end = index + 1
    while end < len(rows) and _is_record(filled_cells(rows[end]), columns):
        end += 1
    return end if end > index + 1 else 0


def _is_word(cell: str) -> bool:
    return len(cell) <= _MAX_WORD and not is_number(cell) and not is_field(cell)


def _is_record(cells: dict[int, str], columns: dict[int, str]) -> bool:
    """Whether a row fills the columns, with a number, but not as pairs of a word and a number."""
    return (
        len(cells) >= _MIN_COLUMNS
        and cells.keys() <= columns.keys()
        and min(cells) == min(columns)
        and not is_number(cells[min(cells)])
        and any(map(is_number, cells.values()))
        and not are_pairs(list(cells.values()))
    )
