"""What reading made of the tables of a document: kinds, dropped rows, and cells left without meaning.

The cells as printed are held against the tables that were read from them: each number of a table
region has to be a datum, a code, a name or a serial number, or to stand in a row that was dropped
with a reason. What is left over is kept with the table, so that a fault of reading can be seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from index.catalogue.headers import column_roles
from index.catalogue.wording import folded
from index.model import Block, DataRow, Document, Dropped, Grid, GridRow, Place, Table, Unexplained
from index.tables.cells import is_number, parse_quantity
from index.tables.parts import Role

NO_PLACE_IN_TABLE = "数字没有归入任何数据"
NO_COLUMN_NAME = "所在的列没有名称"
NO_ROW_NAME = "所在的行没有名称"
_MAX_HEADER_ROWS = 8
_FIRST_CHINESE = "\u2e80"
_NUMBER_STARTS = "不大小等＜＞＝－０１２３４５６７８９"

_Key = tuple[int | None, int | None]  # page, line


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
    read = _read_by_place(tables)
    owner = 0
    for row, serials in _printed_rows(blocks):
        place = row.place
        known = read.get((place.page, place.line))
        if known is not None:
            owner = known.owner
        left = [
            text
            for column, text in enumerate(row.cells)
            if text
            and (text[0] < _FIRST_CHINESE or text[0] in _NUMBER_STARTS)
            and not (column in serials and text.isdigit())
            and not (known is not None and known.explains(text))
            and is_number_like(text)
        ]
        if left:
            yield owner, [_unexplained(row.place, NO_PLACE_IN_TABLE, text) for text in left]


def _unexplained(place: Place, reason: str, text: str) -> Unexplained:
    return Unexplained(place.line, place.page, reason, text, place.sheet, place.row)


def is_number_like(cell: str) -> bool:
    """Whether a cell is a number, alone or with an operator and a unit (≥95%, 3次)."""
    return bool(cell) and (is_number(cell) or parse_quantity(cell).value is not None)


def _printed_rows(blocks: Iterable[Block]) -> Iterator[tuple[GridRow, frozenset[int]]]:
    """Every row of every grid with the columns of serial numbers and codes of units; a page without a header
    inherits them."""
    serials: frozenset[int] = frozenset()
    width = 0
    for block in blocks:
        if not isinstance(block, Grid):
            continue
        own = _serial_columns(block.rows[:_MAX_HEADER_ROWS])
        if own or len(block.rows[0].cells) != width:
            serials, width = own, len(block.rows[0].cells)
        yield from ((row, serials) for row in block.rows)


def _serial_columns(rows: Sequence[GridRow]) -> frozenset[int]:
    roles = column_roles()
    return frozenset(
        column for row in rows for column, cell in enumerate(row.cells) if roles.get(folded(cell)) == Role.SERIAL
    )


class _Read:
    """What was read at one place: its data rows, its dropped rows, and the table that it belongs to. All rows
    of a page share one place where the source has no lines."""

    __slots__ = ("_data", "_names", "gone", "owner", "rows")

    def __init__(self, owner: int) -> None:
        self.owner = owner
        self.rows: list[DataRow] = []
        self.gone: list[str] = []
        self._data: dict[str, int] | None = None
        self._names: dict[str, int] | None = None

    def explains(self, text: str) -> bool:
        """Whether a text is one of the data or names of its row; each counts as often as it was read."""
        if self._data is None:
            self._data = _counted([cell for row in self.rows for cell in row.cells if cell])
        if _take(self._data, text):
            return True
        if self._names is None:
            self._names = _counted([name for row in self.rows for name in _names(row)])
        return _take(self._names, text) or any(f" {text} " in row for row in self.gone)


def _counted(texts: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for text in texts:
        found[text] = found.get(text, 0) + 1
    return found


def _take(counts: dict[str, int], text: str) -> bool:
    left = counts.get(text, 0)
    if left:
        counts[text] = left - 1
    return left > 0


def _read_by_place(tables: Sequence[Table]) -> Mapping[_Key, _Read]:
    """What the tables hold, by the places of the print; a place belongs to the first table that names it."""
    found: dict[_Key, _Read] = {}
    for number, table in enumerate(tables):
        for row in table.rows:
            place = row.place
            key = (place.page, place.line)
            read = found.get(key)
            if read is None:
                read = found[key] = _Read(number)
            read.rows.append(row)
        for gone in table.dropped:
            read = found.setdefault((gone.page, gone.line), _Read(number))
            read.gone.append(f" {gone.text} ")
    return found


def _names(row: DataRow) -> Iterator[str]:
    """The texts of a data row that are no data: its code, whole and in parts, and its names."""
    code = row.code
    if code:
        yield code
        for part in (code[:3], code[3:5], code[5:7]) if code.isdigit() and len(code) > 3 else ():
            yield from {part, part.lstrip("0")} - {""}
    yield from {row.label, row.unit_name, row.project, *row.parents} - {"", code}
