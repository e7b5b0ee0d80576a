"""What reading made of the tables of a document: kinds, dropped rows, and cells left without meaning.

The cells as printed are held against the tables that were read from them: each number of a table
region has to be a datum, a code, a name or a serial number, or to stand in a row that was dropped
with a reason. What is left over is kept with the table, so that a fault of reading can be seen.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.catalogue.headers import column_roles
from index.catalogue.wording import folded
from index.model import Block, DataRow, Document, Dropped, Grid, GridRow, Place, Table, Unexplained
from index.record import replace
from index.tables.cells import is_number, parse_quantity
from index.tables.parts import Role

NO_PLACE_IN_TABLE = "数字没有归入任何数据"
NO_COLUMN_NAME = "所在的列没有名称"
NO_ROW_NAME = "所在的行没有名称"
_MAX_HEADER_ROWS = 8
_YEAR_DIGITS = 4

_CODE_OF_GOVERNMENT = re.compile(r"^5[01]\d(?:\d\d)?$")  # of the classification beside the department's own

_Key = int


@dataclass(frozen=True, slots=True)
class TableRecord:
    """What was read of one table: `rows` and `cells` count its data; `line`, `page`, and the `row` of a
    `sheet` say where it begins."""

    id: str
    title: str
    kind: str
    confidence: float
    line: int | None
    page: int | None
    sheet: str | None
    row: int | None
    rows: int
    cells: int
    dropped: tuple[Dropped, ...]
    unexplained: tuple[Unexplained, ...]


def reading_record(document: Document) -> tuple[TableRecord, ...]:
    """The record of each table of a document, in order."""
    return tuple(map(_record, document.tables))


def _record(table: Table) -> TableRecord:
    places = [row.place for row in table.rows[:1]]
    places += [Place(gone.line, sheet=gone.sheet, row=gone.row) for gone in table.dropped[:1]]
    start = min(places, key=lambda place: place.line or 0, default=table.place)
    return TableRecord(
        id=table.id,
        title=table.title,
        kind=table.kind.value,
        confidence=table.confidence,
        line=table.place.line,
        page=table.place.page,
        sheet=start.sheet,
        row=start.row,
        rows=len(table.rows),
        cells=sum(1 for row in table.rows for cell in row.cells if cell),
        dropped=table.dropped,
        unexplained=table.unexplained,
    )


def with_unexplained(tables: Sequence[Table], blocks: Sequence[Block]) -> tuple[Table, ...]:
    """The tables, each with the cells of its region that stayed without meaning. `blocks` are those
    that the tables were read from."""
    if not tables:
        return ()
    found: list[list[Unexplained]] = [list(_nameless(table)) for table in tables]
    for number, cells in _left_over(tables, blocks):
        found[number] += cells
    return tuple(
        replace(table, unexplained=tuple(cells)) if cells else table for table, cells in zip(tables, found, strict=True)
    )


def _nameless(table: Table) -> Iterator[Unexplained]:
    """The data that no header path or no row label explains."""
    all_named = all(table.columns)
    for row in table.rows:
        named = bool(row.label or row.item or row.parents)
        if named and all_named:
            continue
        for column, cell in zip(table.columns, row.cells, strict=True):
            if cell and not (named and column):
                reason = NO_ROW_NAME if not named else NO_COLUMN_NAME
                yield _unexplained(row.place, reason, cell)


def _left_over(tables: Sequence[Table], blocks: Sequence[Block]) -> Iterator[tuple[int, list[Unexplained]]]:
    """For each printed row with numbers that went nowhere: the position of its table, and these numbers."""
    read = _rows_by_place(tables)
    gone = _dropped_by_place(tables)
    for grid, serials in _printed_grids(blocks):
        for row in grid.rows:
            key = _key(row.place)
            data = read.get(key, ())
            if len(data) == 1 and _is_whole(row, data[0]):
                continue
            numbers = _unmatched_numbers(row, serials, data)
            left = [text for text in numbers if not any(f" {text} " in words for words in gone.get(key, ()))]
            owner = _owner(tables, key)
            left = [text for text in left if not _heads_columns(text, tables[owner])]
            if left:
                yield owner, [_unexplained(row.place, NO_PLACE_IN_TABLE, text) for text in left]


def _is_whole(row: GridRow, data: DataRow) -> bool:
    """Whether the data of a row are its last cells and nothing but words, its code and its label stand before
    them: so it is with most rows, which then have no number left over."""
    before = len(row.cells) - len(data.cells)
    if row.cells[before:] != data.cells:
        return False
    code, label = data.code, data.label
    if row.cells[:before] == (code, label) and code != label:
        return True
    others = [cell for cell in row.cells[:before] if cell and not cell.isalpha()]
    return not others or others == [code] or (label != code and others in ([label], [code, label]))


def _unmatched_numbers(row: GridRow, serials: frozenset[int], rows: Sequence[DataRow]) -> list[str]:
    """The numbers of a printed row that are neither data nor codes, names or serial numbers of the data
    rows read from it; each of these explains one cell only."""
    left = [cell for cell in row.cells if not cell.isalpha()] if not serials else _without_serials(row, serials)
    for data in rows:
        code, label = data.code, data.label
        for text in (*data.cells, code, label if label != code else ""):
            if text and text in left:
                left.remove(text)
    numbers = [text for text in left if text and is_number_like(text)]
    if not numbers:
        return numbers
    if any(data.code.startswith("3") for data in rows):
        numbers = [text for text in numbers if not _CODE_OF_GOVERNMENT.match(text)]
    for name in (name for data in rows for name in _names(data)):
        if name in numbers:
            numbers.remove(name)
    return numbers


def _without_serials(row: GridRow, serials: frozenset[int]) -> list[str]:
    """The cells of a row that are no words, without those that number it."""
    return [
        cell for column, cell in enumerate(row.cells) if not (cell.isalpha() or (column in serials and cell.isdigit()))
    ]


def _heads_columns(text: str, table: Table) -> bool:
    """Whether a number is the year that the table's columns were set apart by, printed in a column of years."""
    return len(text) == _YEAR_DIGITS and any(column.startswith(f"{text}年 / ") for column in table.columns)


def _owner(tables: Sequence[Table], key: _Key) -> int:
    """The position of the table that a place belongs to: the last one that begins at it or before it."""
    before = [number for number, table in enumerate(tables) if _key(table.place) <= key]
    return before[-1] if before else 0


def _unexplained(place: Place, reason: str, text: str) -> Unexplained:
    return Unexplained(place.line, place.page, reason, text, place.sheet, place.row)


def is_number_like(cell: str) -> bool:
    """Whether a cell is a number, alone or with an operator and a unit (≥95%, 3次)."""
    return bool(cell) and (is_number(cell) or parse_quantity(cell).value is not None)


def _printed_grids(blocks: Iterable[Block]) -> Iterator[tuple[Grid, frozenset[int]]]:
    """Every grid with the columns of serial numbers and codes of units; a page without a header
    inherits them."""
    serials: frozenset[int] = frozenset()
    width = 0
    for block in blocks:
        if not isinstance(block, Grid):
            continue
        own = _serial_columns(block.rows[:_MAX_HEADER_ROWS])
        if own or len(block.rows[0].cells) != width:
            serials, width = own, len(block.rows[0].cells)
        yield block, serials


def _serial_columns(rows: Sequence[GridRow]) -> frozenset[int]:
    """The columns below a Chinese word for serial numbers."""
    roles = column_roles()
    return frozenset(
        column
        for row in rows
        for column, cell in enumerate(row.cells)
        if not cell.isascii() and roles.get(folded(cell)) == Role.SERIAL
    )


def _key(place: Place) -> _Key:
    """Where a row stands: its line, which every source gives; else its page."""
    return place.line if place.line is not None else place.page or 0


def _rows_by_place(tables: Sequence[Table]) -> Mapping[_Key, list[DataRow]]:
    """The data rows that were read at each place."""
    found: dict[_Key, list[DataRow]] = defaultdict(list)
    for table in tables:
        for row in table.rows:
            found[_key(row.place)].append(row)
    return found


def _names(row: DataRow) -> Iterator[str]:
    """The texts of a data row that are no data: the parts of its code, and its names but for its label."""
    code = row.code
    for part in (code[:3], code[3:5], code[5:7]) if code.isdigit() and len(code) > 3 else ():
        yield from {part, part.lstrip("0")} - {""}
    yield from {row.unit_name, row.project, *row.parents} - {"", code, row.label}


def _dropped_by_place(tables: Sequence[Table]) -> Mapping[_Key, list[str]]:
    """The words of the rows that were dropped at each place."""
    found: dict[_Key, list[str]] = defaultdict(list)
    for table in tables:
        for row in table.dropped:
            found[_key(Place(row.line, page=row.page))].append(f" {row.text} ")
    return found
