"""Tables in which what tells rows apart stands in the header, or what tells columns apart in the rows: units above
groups of columns, years in a column of their own, kinds of indicators above pairs of columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.catalogue.headers import column_roles
from index.catalogue.measures import VALUE, measure_of
from index.catalogue.wording import folded
from index.line_kinds import is_organisation, without_own_level
from index.model import GridRow
from index.record import replace
from index.tables.cells import is_blank, is_number
from index.tables.headers import SEPARATOR
from index.tables.hierarchy import is_total
from index.tables.parts import Draft, Header, cell_at
from index.tables.spread import UNIT_HEADER, gathered

_YEAR_HEADER = re.compile(r"^(?:预算|决算|公开)?(?:年度|年份)$")
_YEAR = re.compile(r"^20\d\d年?度?$")
_FEWEST_UNITS = 2
_INDICATOR_HEADER = ("一级指标", "三级指标", "指标值")
_LABELS_MAY_BE = re.compile("名称|编码|代码|科目|项目|类|款|项|序号|单位|部门")


def unpivoted(draft: Draft) -> Draft:
    """The draft with a row of its own for each unit or place that heads columns, with the columns of each year
    that a column of years sets apart, and with a row of its own for each indicator."""
    return _by_indicator(gathered(_by_year(_by_unit(draft))))


def _by_unit(draft: Draft) -> Draft:
    """The rows of a table with units above its columns, one for each unit: 甲 / 基本支出, 乙 / 基本支出 become rows of
    甲 and 乙 in one column. What stands in no unit's group, the total, stays in the row of the whole department."""
    paths = draft.header.paths
    units = [_unit_above(path) for path in paths]
    named = list(dict.fromkeys(filter(None, units)))
    if len(named) < _FEWEST_UNITS or any(folded(path).startswith(UNIT_HEADER) for path in paths):
        return draft
    own = [at for at, unit in enumerate(units) if not unit]
    below = list(dict.fromkeys(_below(path) for path, unit in zip(paths, units, strict=True) if unit))
    header = Header(draft.header.rows, (UNIT_HEADER, *(paths[at] for at in own), *below))
    labels = [at for at in own if _LABELS_MAY_BE.search(folded(paths[at])) or not paths[at]]
    body = [GridRow(("", *(cell_at(row, at) for at in own), *[""] * len(below)), row.place) for row in draft.body]
    for unit in named:
        columns = {_below(paths[at]): at for at, one in enumerate(units) if one == unit}
        for row in draft.body:
            cells = [cell_at(row, columns[one]) if one in columns else "" for one in below]
            if all(map(is_blank, cells)):
                continue
            kept = [cell_at(row, at) if at in labels else "" for at in own]
            total = any(map(is_total, kept))  # of the unit, whose row is called by its name
            body.append(GridRow((unit, *([""] * len(own) if total else kept), *cells), row.place))
    return replace(draft, header=header, body=tuple(body))


def _unit_above(path: str) -> str:
    """The unit that is the head of a column's group; empty where none is."""
    group, separator, _ = path.partition(SEPARATOR)
    return group if separator and is_organisation(without_own_level(group)) else ""


def _below(path: str) -> str:
    return path.partition(SEPARATOR)[2]


def _by_year(draft: Draft) -> Draft:
    """The rows of a table with a column of years, the amounts of each year in columns that its year heads; a label
    that is printed once for its years stands in each of their rows."""
    paths = draft.header.paths
    at = next((column for column, path in enumerate(paths) if _YEAR_HEADER.match(folded(path))), None)
    years = list(dict.fromkeys(cell_at(row, at) for row in draft.body)) if at is not None else []
    if at is None or len(years) < _FEWEST_UNITS or not all(map(_YEAR.match, years)):
        return draft
    lead = _first_amount(draft.body, at)
    labels = [column for column in range(lead) if column != at]
    if not labels:
        return draft  # the years are the labels
    amounts = range(lead, len(paths))
    dated = [f"{_named(year)}{SEPARATOR}{paths[column]}" for year in years for column in amounts]
    body: list[GridRow] = []
    above = [""] * len(labels)
    for row in draft.body:
        own = [cell_at(row, column) for column in labels]
        above = own if any(not is_blank(cell) for cell in own) else above
        place = years.index(cell_at(row, at)) * len(amounts)
        cells = [""] * len(dated)
        cells[place : place + len(amounts)] = [cell_at(row, column) for column in amounts]
        body.append(GridRow((*above, *cells), row.place))
    header = Header(draft.header.rows, (*(paths[column] for column in labels), *dated))
    return replace(draft, header=header, body=tuple(body))


def _by_indicator(draft: Draft) -> Draft:
    """The rows of a table with indicators beside each other, one for each of them: 成本指标 / 三级指标, its 指标值, and
    then 产出指标 / 三级指标. The first of them keeps what else its row prints."""
    paths = draft.header.paths
    pairs = [at for at in range(len(paths) - 1) if _begins_pair(paths[at], paths[at + 1])]
    if len(pairs) < _FEWEST_UNITS:
        return draft
    own = [at for at in range(len(paths)) if at not in pairs and at - 1 not in pairs]
    header = Header(draft.header.rows, (*(paths[at] for at in own), *_INDICATOR_HEADER))
    body: list[GridRow] = []
    for row in draft.body:
        lead = [cell_at(row, at) for at in own]
        filled = [at for at in pairs if not is_blank(cell_at(row, at)) or not is_blank(cell_at(row, at + 1))]
        for at in filled:
            top = paths[at].partition(SEPARATOR)[0]
            body.append(GridRow((*lead, top, cell_at(row, at), cell_at(row, at + 1)), row.place))
            lead = [""] * len(own)
        if not filled:
            body.append(GridRow((*lead, "", "", ""), row.place))
    return replace(draft, header=header, body=tuple(body))


def _begins_pair(path: str, following: str) -> bool:
    """Whether a column names indicators of a kind and the one to its right holds their values."""
    top, _, last = path.partition(SEPARATOR)
    beside, _, value = following.partition(SEPARATOR)
    named = top == beside and folded(top).endswith("指标") and column_roles().get(folded(last)) == "indicator"
    return named and measure_of(value) == VALUE


def _named(year: str) -> str:
    return f"{year[:4]}年"


def _first_amount(rows: Sequence[GridRow], years: int) -> int:
    """The first column behind that of the years that holds amounts."""
    width = max(len(row.cells) for row in rows)
    held = (column for column in range(years + 1, width) if any(is_number(cell_at(row, column)) for row in rows))
    return next(held, width)
