"""Facts: one for each non-empty data cell, with everything that computing and exporting need."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Context, Decimal
from typing import TYPE_CHECKING, NamedTuple

from index.catalogue.comparisons import measures_of, names_year, of_dated_row
from index.catalogue.measures import THREE_PUBLIC_KINDS, TOTAL, measure_of, three_public_kind
from index.catalogue.wording import folded
from index.model import DataRow, Document, Fact, ItemKind, Table, TableKind
from index.tables.cells import parse_number, parse_quantity
from index.tables.units import bracketed_unit

if TYPE_CHECKING:
    import pandas as pd

export_columns: tuple[str, ...] = (
    "document_id",
    "source_file",
    "document",
    "department",
    "year",
    "basis",
    "table_id",
    "table_kind",
    "table_title",
    "unit_name",
    "code",
    "row",
    "parents",
    "column",
    "operator",
    "raw",
    "value",
    "unit",
    "page",
    "line",
)
_INTEGERS = ("year", "page", "line", "level", "row_number", "column_number", "sheet_row")
_COUNTS = frozenset(("数量", "编制数", "实有人数", "人数", "面积"))
_RATES = frozenset(("增减率", "占比", "比例", "比重"))
_BESIDE_THREE_PUBLIC = frozenset(("会议费", "培训费"))
_RUNNING_COST = "机关运行经费"
_VALUE = "指标值"
_PROJECT_MONEY = frozenset((TOTAL, "财政拨款", "其他资金", "一般公共预算", "预算资金", "单位资金"))
_PRECISION, _SCALE = 28, 8
_SMALLEST = Decimal(1).scaleb(-_SCALE)
_MAX_DIGITS = _PRECISION - _SCALE  # before the point
_SHORT = _SCALE + 2  # as long as a printed number may be without a look at its digits
_ROUNDING = Context(prec=_PRECISION + 1)
_DEPARTMENT_WIDE = re.compile(r"[(](?:部门|汇总)[)]?$")
_CODE_FIELD = re.compile(r"编码|编号|名称|电话|时间|期限")


def facts_of(document: Document) -> tuple[Fact, ...]:
    """The facts of a document, in document order; a blank cell gives none.

    `value` is the decimal as printed, without conversion, in `unit`; None for words and codes, to which
    numbers of more than 20 digits belong. Decimals beyond the eighth are rounded.
    """
    return tuple(fact for table in document.tables for fact in _facts_of_table(document, table))


def _facts_of_table(document: Document, table: Table) -> Iterator[Fact]:
    measures = measures_of(table.columns, table.title, document.basis, document.year)
    units = [_column_unit(column, measure, table) for column, measure in zip(table.columns, measures, strict=True)]
    mixed = _holds_more_than_three_public(table, measures)
    shared = document.basis.value, table.kind.value
    for row_number, row in enumerate(table.rows):
        of_row = _OfRow(*shared, row_number, " / ".join(row.parents), _scope(document, row))
        for column, raw in enumerate(row.cells):
            if raw:
                item, kind, measure = _meaning(table, row, measures[column], mixed)
                meaning = item, kind, of_dated_row(row.label, measure, document.year)
                value = _value(table, row, raw, measures[column], units[column])
                yield _fact(document, table, of_row, column, meaning, value)


_Meaning = tuple[str, ItemKind, str]
_Value = tuple[Decimal | None, str, str]


class _OfRow(NamedTuple):
    """What the facts of a row have in common: basis and kind as text, its number, its ancestors joined, its scope."""

    basis: str
    kind: str
    number: int
    parents: str
    scope: str


def _fact(document: Document, table: Table, of_row: _OfRow, column: int, meaning: _Meaning, printed: _Value) -> Fact:
    """The fact of the cell in a row and column, with its item, kind and measure, and its value, unit and operator."""
    row = table.rows[of_row.number]
    item, kind, measure = meaning
    value, unit, operator = printed
    return Fact(
        document_id=document.id,
        source_file=document.source.name,
        document=document.title,
        department=document.department,
        year=document.year,
        basis=of_row.basis,
        table_id=table.id,
        table_kind=of_row.kind,
        table_title=table.title,
        unit_name=row.unit_name or document.department,
        code=row.code,
        row=row.label,
        parents=of_row.parents,
        column=table.columns[column],
        operator=operator,
        raw=row.cells[column],
        value=value,
        unit=unit,
        page=row.place.page,
        line=row.place.line,
        item=item,
        item_kind=kind,
        measure=measure,
        level=row.level,
        side=row.side,
        project=row.project,
        row_number=of_row.number,
        column_number=column,
        scope=of_row.scope,
        sheet=row.place.sheet or "",
        sheet_row=row.place.row,
    )


def _scope(document: Document, row: DataRow) -> str:
    """Whether a row speaks of the whole department or of one of its units."""
    if not row.unit_name:
        return "department"
    unit = folded(row.unit_name)
    whole = not unit or bool(_DEPARTMENT_WIDE.search(unit)) or document.level == "单位"
    return "department" if whole else "unit"


def _meaning(table: Table, row: DataRow, measure: str, mixed: bool) -> _Meaning:
    """What a cell is about (item and its kind) and what it measures.

    In a table of 三公经费 the kinds may stand in the columns or in the rows; in a form the amount is
    that of the project, and the field says what is measured.
    """
    if table.kind is TableKind.THREE_PUBLIC:
        return _three_public_meaning(row, measure, mixed)
    if table.kind is TableKind.PROJECT_INFO and row.project:
        field = measure_of(row.label)
        group = row.parents[-1] if len(row.parents) > 1 else ""
        if row.item_kind is ItemKind.PROJECT or parse_number(row.cells[0]) is not None:
            name = f"资金支出计划/{row.item}" if "计划" in group else field
            return row.project, ItemKind.PROJECT, name
        return row.item, row.item_kind, row.item
    if table.kind is TableKind.PROJECT_INFO and parse_number(row.cells[0]) is not None:
        return row.item, row.item_kind, TOTAL  # a figure of the whole department
    if table.kind is TableKind.INDICATOR and row.project and measure in _PROJECT_MONEY:
        return row.project, ItemKind.PROJECT, measure
    return row.item, row.item_kind, measure


def _holds_more_than_three_public(table: Table, measures: Sequence[str]) -> bool:
    """Whether a table of 三公经费 has columns or rows for 会议费 or 培训费 too."""
    if table.kind is not TableKind.THREE_PUBLIC:
        return False
    named = {*(measure.rpartition("/")[2] for measure in measures), *(row.item for row in table.rows)}
    return not _BESIDE_THREE_PUBLIC.isdisjoint(named)


def _three_public_meaning(row: DataRow, measure: str, mixed: bool) -> _Meaning:
    """The kind of 三公经费 that a cell is about, from its row or its column.

    `mixed` says that 会议费 or 培训费 stand beside them, so that a bare 合计 is not the 三公 total.
    """
    by_row = three_public_kind(row.item)
    if by_row:
        return by_row, ItemKind.THREE_PUBLIC, measure
    group, _, name = measure.rpartition("/")
    if name in THREE_PUBLIC_KINDS:
        return name, ItemKind.THREE_PUBLIC, group or TOTAL
    if name in _BESIDE_THREE_PUBLIC or name == _RUNNING_COST:
        return name, ItemKind.OTHER, group or TOTAL
    if row.item in _BESIDE_THREE_PUBLIC:
        return row.item, ItemKind.OTHER, measure
    whole = not row.item or row.item_kind in (ItemKind.TOTAL, ItemKind.UNIT) or names_year(row.label)
    if whole and not mixed:
        return THREE_PUBLIC_KINDS[0], ItemKind.THREE_PUBLIC, measure
    return row.item, ItemKind.OTHER if row.item_kind is ItemKind.THREE_PUBLIC else row.item_kind, measure


def _column_unit(column: str, measure: str, table: Table) -> str | None:
    """The unit that a column gives its figures; None where the row has to tell."""
    money = bracketed_unit(column)
    if money:
        return money
    last = unicodedata.normalize("NFKC", column.split(" / ")[-1])
    bracket = re.search(r"\(([^()]{1,4})\)$", last)
    if bracket and measure in _COUNTS:
        return bracket[1]
    if measure in _RATES or last.endswith(("%", "%)")):
        return "%"
    if table.kind is TableKind.PROJECT_INFO and not table.unit:
        return None
    return None if measure in _COUNTS or table.kind is TableKind.INDICATOR else table.unit


def _value(table: Table, row: DataRow, raw: str, measure: str, column_unit: str | None) -> _Value:
    """Value, unit and operator of a cell as printed; a number too long for any amount is a code, so words."""
    value, unit, operator = _printed_value(table, row, raw, measure, column_unit)
    if value is None:
        return None, unit, operator
    if len(raw) <= _SHORT:
        return value, unit, operator
    stored = _storable(value)
    return (None, "", "") if stored is None else (stored, unit, operator)


def _storable(value: Decimal) -> Decimal | None:
    """The value as the store can hold it: None with more digits before the point than that, rounded
    where a workbook's binary fraction prints more decimals."""
    exponent = value.as_tuple().exponent
    if value.adjusted() < _MAX_DIGITS and isinstance(exponent, int) and exponent < -_SCALE:
        value = value.quantize(_SMALLEST, context=_ROUNDING)
    return value if value.adjusted() < _MAX_DIGITS else None


def _printed_value(table: Table, row: DataRow, raw: str, measure: str, column_unit: str | None) -> _Value:
    if table.kind is TableKind.INDICATOR:
        if measure == _VALUE:
            return parse_quantity(raw).value, row.measure_unit, row.operator
        number = parse_number(raw)
        return number, table.unit if number is not None and measure in _PROJECT_MONEY else "", ""
    if table.kind is TableKind.PROJECT_INFO and _CODE_FIELD.search(row.label):
        return None, "", ""
    number = parse_number(raw)
    if number is not None:
        percent = raw.rstrip().endswith(("%", "％"))
        return number, "%" if percent else row.measure_unit if column_unit is None else column_unit, ""
    quantity = parse_quantity(raw)
    return quantity.value, quantity.unit if quantity.value is not None else "", ""


def facts_frame(facts: Sequence[Fact]) -> pd.DataFrame:
    """The facts as a pandas frame with Arrow-backed columns, one a field, in the order of `Fact`.

    Texts are `string[pyarrow]`, `value` is decimal128(28, 8), numbers are nullable integers.
    """
    import pandas as pd
    import pyarrow as pa

    from index.model import Fact as Row

    columns = {}
    for name in Row.__dataclass_fields__:
        values = [getattr(fact, name) for fact in facts]
        if name == "value":
            dtype: object = pd.ArrowDtype(pa.decimal128(_PRECISION, _SCALE))
            array = pa.array(values, type=pa.decimal128(_PRECISION, _SCALE))
            columns[name] = pd.Series(pd.arrays.ArrowExtensionArray(array), dtype=dtype)
        elif name in _INTEGERS:
            columns[name] = pd.Series(values, dtype="Int64")
        else:
            columns[name] = pd.Series([str(value) for value in values], dtype="string[pyarrow]")
    return pd.DataFrame(columns)
