"""What the readers of workbooks have in common: cells by row and column, and what of them is visible."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from index.model import Span
from index.readers.sheets import Sheet

_WIDE = 64  # columns


@dataclass(slots=True)
class Cells:
    """The filled cells of a sheet as shown; rows and columns count from 1, in `merged` too."""

    name: str
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[Span] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    last_row: int = 0
    errors: int = 0  # cells that show an error of their formula
    without_value: int = 0  # formulas whose value was never saved

    def put(self, row: int, column: int, text: str) -> None:
        """Sets a cell."""
        self.rows.setdefault(row, {})[column] = text
        self.last_row = max(self.last_row, row)


@dataclass(slots=True)
class Hidden:
    """What of a workbook is hidden and was left out."""

    sheets: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    def remarks(self) -> Iterator[str]:
        """Sentences for the user."""
        if self.sheets:
            yield f"隐藏的工作表没有读入：{'、'.join(self.sheets)}。"
        if self.parts:
            yield f"隐藏的行、列没有读入：{'，'.join(self.parts)}。"


@dataclass(slots=True)
class Shown:
    """Cells that show no value because of their formulas."""

    errors: int = 0
    without_value: int = 0

    def remarks(self) -> Iterator[str]:
        """Sentences for the user."""
        if self.errors:
            yield f"有 {self.errors} 个单元格的公式出错（如 #REF!），当作空白。"
        if self.without_value:
            yield f"有 {self.without_value} 个公式没有保存结果，当作空白；请在 Excel 或 WPS 里打开、保存后重新读入。"


def visible_sheet(cells: Cells, hidden: Hidden, shown: Shown) -> Sheet:
    """The visible cells of a sheet, those that a merged cell covers left blank; notes what is left out."""
    shown.errors += cells.errors
    shown.without_value += cells.without_value
    for span in cells.merged:
        _clear_covered(cells, span)
    numbers = [row for row in range(1, max(cells.rows, default=0) + 1) if row not in cells.hidden_rows]
    columns = [column for column in _columns(cells) if column not in cells.hidden_columns]
    _note_hidden(cells, hidden)
    blank = ("",) * len(columns)
    found = ((row, cells.rows.get(row)) for row in numbers)
    rows = [tuple(filled.get(column, "") for column in columns) if filled else blank for _, filled in found]
    return Sheet(cells.name, rows, numbers, list(_visible_spans(cells, numbers, columns)))


def _columns(cells: Cells) -> list[int]:
    """The columns of a sheet up to its last word; those with a word only where the sheet is very wide."""
    worded = {column for row in cells.rows.values() for column in row}
    last = max(worded, default=0)
    return sorted(worded) if last > _WIDE else list(range(1, last + 1))


def _clear_covered(cells: Cells, span: Span) -> None:
    """Blanks what a merged cell covers; the text moves to its first visible cell where the first is hidden."""
    text = cells.rows.get(span.row, {}).get(span.column, "")
    for number in range(span.row, min(span.row + span.rows, cells.last_row + 1)):
        filled = cells.rows.get(number, {})
        for column in [one for one in filled if span.column <= one < span.column + span.columns]:
            del filled[column]
    row = _first_visible(span.row, span.rows, cells.hidden_rows)
    column = _first_visible(span.column, span.columns, cells.hidden_columns)
    if text:
        cells.put(row, column, text)


def _first_visible(start: int, count: int, hidden: set[int]) -> int:
    return next((number for number in range(start, start + count) if number not in hidden), start)


def _visible_spans(cells: Cells, rows: list[int], columns: list[int]) -> Iterator[Span]:
    for span in cells.merged:
        top, bottom = bisect_left(rows, span.row), bisect_left(rows, span.row + span.rows)
        left, right = bisect_left(columns, span.column), bisect_left(columns, span.column + span.columns)
        down, across = bottom - top, right - left
        if down > 0 and across > 0 and down * across > 1:
            yield Span(top, left, down, across)


def _note_hidden(cells: Cells, hidden: Hidden) -> None:
    rows = [row for row in cells.hidden_rows if cells.rows.get(row)]
    columns = [one for one in cells.hidden_columns if any(one in row for row in cells.rows.values())]
    counts = [f"{len(rows)} 行"] * bool(rows) + [f"{len(columns)} 列"] * bool(columns)
    if counts:
        hidden.parts.append(f"“{cells.name}”{'、'.join(counts)}")
