"""Tables whose amounts are spread over units or places in columns of their own (某项目: 合计, 南岭市, 清江市): rows of
each unit or place instead, so that a column measures something and a row says whose it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from index.catalogue.headers import column_roles, header_words
from index.catalogue.measures import TOTAL, measure_of
from index.catalogue.wording import folded
from index.line_kinds import is_organisation
from index.model import GridRow
from index.record import replace
from index.tables.cells import is_number, parse_number
from index.tables.headers import SEPARATOR
from index.tables.hierarchy import is_total
from index.tables.names import OWN_OFFICE, is_place
from index.tables.parts import Draft, Header, cell_at

UNIT_HEADER = "单位名称"
_FEWEST = 2
_PLACES = re.compile(r"^(?:其中:?)?(?:各?地区|各?[州市县区]{1,3}|分[州市县区地]{1,3})$")
_REMARK = re.compile(r"[(（][^()（）]*[)）]$")
_PROJECTS = re.compile(r"项目(?:名称)?[)）]?$|专项(?:名称)?$|资金名称$")
_CODED = re.compile(r"编码$|代码$|科目名称$")


def gathered(draft: Draft) -> Draft:
    """The draft with a row for each unit or place that has a column, below the rows of all of them.

    Told by columns below words that no catalogue of measures knows, most of them names of bodies or places, that add
    up to the total in every row; a table of other items than projects and subjects stays as it is.
    """
    paths = draft.header.paths
    whole = next((at for at, path in enumerate(paths) if measure_of(path) == TOTAL), len(paths))
    columns = [at for at in range(whole + 1, len(paths)) if _is_unknown(paths[at]) and _holds_amounts(draft.body, at)]
    named = sum(_names_unit_or_place(paths[at]) for at in columns)
    if named < _FEWEST or named * 2 < len(columns) or any(column_roles().get(_last(path)) == "unit" for path in paths):
        return draft
    labels = [at for at in range(whole) if _PROJECTS.search(folded(paths[at])) or _CODED.search(folded(paths[at]))]
    alone = _without_unit(draft, labels) if labels and _adds_up(draft.body, whole, columns) else None
    if alone is None:
        return draft
    draft = alone
    own = [at for at in range(len(paths)) if at not in columns]
    names = [f"{paths[at]}名称" if folded(paths[at]) == "项目" else paths[at] for at in own]
    body = [GridRow(("", *(cell_at(row, at) for at in own)), row.place) for row in draft.body]
    for column in columns:
        name = paths[column].rpartition(SEPARATOR)[2]
        parts = [_part(row, name, column, whole, own) for row in draft.body if is_number(cell_at(row, column))]
        body += sorted(parts, key=lambda part: any(part.cells[1 : 1 + own.index(whole)]))  # its total first
    return replace(draft, header=Header(draft.header.rows, (UNIT_HEADER, *names)), body=tuple(body))


def _last(path: str) -> str:
    return folded(path.rpartition(SEPARATOR)[2])


def _without_unit(draft: Draft, labels: Sequence[int]) -> Draft | None:
    """The draft without the row of the only unit, above its projects (单位名称（项目）), that says what the total does;
    None where units say more than that."""
    paths = draft.header.paths
    units = [row for row in draft.body for at in labels if "单位" in paths[at] and is_organisation(cell_at(row, at))]
    if not units:
        return draft
    amounts = [cell for cell in units[0].cells if is_number(cell)]
    totals = [row for row in draft.body if any(is_total(cell_at(row, at)) for at in labels)]
    same = any([cell for cell in row.cells if is_number(cell)] == amounts for row in totals)
    return draft.without(units, "与合计相同") if same and len(units) == 1 else None


def _part(row: GridRow, name: str, column: int, whole: int, own: Sequence[int]) -> GridRow:
    """The row of one unit or place: what it has of the item, in the column of the total."""
    labels = [cell_at(row, at) if at < whole else "" for at in own]
    if any(map(is_total, labels)):
        labels = [""] * len(own)  # of the unit, whose row is called by its name
    labels[own.index(whole)] = cell_at(row, column)
    return GridRow((name, *labels), row.place)


def _is_unknown(path: str) -> bool:
    return folded(path.rpartition(SEPARATOR)[2]) not in header_words()


def _holds_amounts(rows: Sequence[GridRow], column: int) -> bool:
    return any(is_number(cell_at(row, column)) for row in rows)


def _names_unit_or_place(path: str) -> bool:
    *groups, last = path.split(SEPARATOR)
    if any(_PLACES.match(folded(group)) for group in groups):
        return True
    name = _REMARK.sub("", last)
    return name.endswith(OWN_OFFICE) or is_organisation(name) or is_place(name)


def _adds_up(rows: Sequence[GridRow], whole: int, columns: Sequence[int]) -> bool:
    """Whether the amounts in these columns are the parts of that of the total, in every row that has one."""
    summed = [row for row in rows if is_number(cell_at(row, whole))]
    return bool(summed) and all(
        sum((parse_number(cell_at(row, at)) or Decimal(0) for at in columns), Decimal(0))
        == parse_number(cell_at(row, whole))
        for row in summed
    )
