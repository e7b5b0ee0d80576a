"""Facts: one for each non-empty data cell, with everything that computing and exporting need."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from index.catalogue.comparisons import RATE, change_in_row, measures_of, of_dated_row
from index.catalogue.measures import TOTAL
from index.catalogue.wording import folded
from index.cell_meaning import PRECISION, SCALE, column_unit, is_plain_amount, printed_value, special_reading
from index.model import Document, Fact, Table, TableKind

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
_fact: Callable[[Iterable[object]], Fact] = partial(tuple.__new__, Fact)  # from all its fields, which go uncounted
_DEPARTMENT_WIDE = re.compile(r"[(](?:部门|汇总)[)]?$")


def facts_of(document: Document) -> tuple[Fact, ...]:
    """The facts of a document, in document order; a blank cell gives none.

    `value` is the decimal as printed, without conversion, in `unit`; None for words and codes, to which
    numbers of more than 20 digits belong. Decimals beyond the eighth are rounded.
    """
    printed = _PrintedValues()
    return tuple(chain.from_iterable(_facts_of_table(document, table, printed) for table in document.tables))


class _PrintedValues(dict[str, tuple[Decimal | None, str | None]]):
    """The value and the unit of each printed cell, worked out when it is first asked for."""

    def __missing__(self, raw: str) -> tuple[Decimal | None, str | None]:
        self[raw] = found = printed_value(raw)
        return found


def _facts_of_table(document: Document, table: Table, printed: _PrintedValues) -> list[Fact]:
    """The facts of a table: first what all of them share, then what those of a row share, then each cell's own."""
    columns = _columns(document, table)
    of_table = _of_table(document, table)
    read = special_reading(table, [column.measure for column in columns])
    found: list[Fact] = []
    named = {(row.unit_name, row.label) for row in table.rows}  # one row, or one for each year, is of all of it
    alone = len(named) == 1 and table.rows[0].unit_name == document.department
    for number, row in enumerate(table.rows):
        words = (*of_table, row.unit_name or document.department, row.code, row.label, " / ".join(row.parents))
        kind: str = row.item_kind
        item, own_unit, place = row.item, row.measure_unit, row.place
        level, side, project, page, line = row.level, row.side, row.project, place.page, place.line
        sheet, sheet_row = place.sheet or "", place.row
        scope = _scope("" if alone else row.unit_name, document.level)
        change = change_in_row(row.label)
        dated = row.label.startswith("20") or change
        for (column, path, measure, unit), raw in zip(columns, row.cells, strict=True):
            if not raw:
                continue
            if read:
                (item, kind, measure), (value, unit, operator) = read(row, raw, measure, unit)
            elif is_plain_amount(raw):
                value, operator = Decimal(raw), ""
                unit = own_unit if unit is None else unit
            else:
                (value, printed_unit), operator = printed[raw], ""
                unit = (own_unit if unit is None else unit) if printed_unit is None else printed_unit
            if dated and (value is not None or not change):
                measure = of_dated_row(row.label, measure, document.year)
                unit = "%" if change == RATE else unit
            # fmt: off
            own = (path, operator, raw, value, unit, page, line, item, kind, measure,
                   level, side, project, number, column, sheet, sheet_row, scope)
            # fmt: on
            found.append(_fact(words + own))
    return found


_WHOLE = {TableKind.BASIC: "基本支出", TableKind.PROJECT: "项目支出"}  # what the total of such a table may be called


class _Column(NamedTuple):
    """What the facts of a column share; `unit` is None where the row has to tell it."""

    number: int
    path: str
    measure: str
    unit: str | None


def _columns(document: Document, table: Table) -> list[_Column]:
    measures = measures_of(table.columns, table.title, document.basis, document.year)
    whole = _WHOLE.get(table.kind, "")
    if whole and TOTAL not in measures:
        own = [measure for measure in measures if measure.endswith(whole)]
        measures = [TOTAL if measure == whole or own == [measure] else measure for measure in measures]
    return [
        _Column(number, path, measure, column_unit(path, measure, table.kind, table.unit))
        for number, (path, measure) in enumerate(zip(table.columns, measures, strict=True))
    ]


def _of_table(document: Document, table: Table) -> tuple[object, ...]:
    """The first fields of all facts of a table."""
    of_document = document.id, document.source.name, document.title, document.department, document.year
    return (*of_document, document.basis.value, table.id, table.kind.value, table.title)


@lru_cache(maxsize=4096)
def _scope(unit_name: str, level: str) -> str:
    """Whether a row speaks of the whole department or of one of its units, in a document of that level."""
    unit = folded(unit_name)
    whole = not unit or level == "单位" or bool(_DEPARTMENT_WIDE.search(unit))
    return "department" if whole else "unit"


def facts_frame(facts: Sequence[Fact]) -> pd.DataFrame:
    """The facts as a pandas frame with Arrow-backed columns, one a field, in the order of `Fact`.

    Texts are `string[pyarrow]`, `value` is decimal128(28, 8), numbers are nullable integers.
    """
    import pandas as pd
    import pyarrow as pa

    columns = {}
    for position, name in enumerate(Fact._fields):
        values = [fact[position] for fact in facts]
        if name == "value":
            dtype: object = pd.ArrowDtype(pa.decimal128(PRECISION, SCALE))
            array = pa.array(values, type=pa.decimal128(PRECISION, SCALE))
            columns[name] = pd.Series(pd.arrays.ArrowExtensionArray(array), dtype=dtype)
        elif name in _INTEGERS:
            columns[name] = pd.Series(values, dtype="Int64")
        else:
            columns[name] = pd.Series([str(value) for value in values], dtype="string[pyarrow]")
    return pd.DataFrame(columns)
