"""Rows of facts by the table and the class that they are of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.found import Found, found_of
from assistant.plan import Selector
from assistant.table_order import FUND_PARTS, FUND_TABLES, FUNDS_APART, MIXED_TABLES
from assistant.understand.text import bare, unit_key
from index.catalogue import funds

if TYPE_CHECKING:
    import pandas as pd

    from assistant.facts import FactTable

_LONG_NAME = 5  # characters of a name that another name may hold

_PARTS_OF_ROW = ("人员经费", "公用经费", "项目支出")  # what all the money of a row is split into
DEFAULT_MEASURES = ("合计", "决算数", "指标值", "数量", "预算资金")
SOURCES = {*funds().values(), "其他资金"} - {"本年收入合计", "收入总计"}
_PROJECT_TABLES = ("项目支出表", "项目信息表", "项目绩效表", "绩效指标表")
_ROW_KEYS = ("table_id", "item", "unit_name", "parents")
_SUBJECTS = {"functional", "economic", "income"}
_CLASSES = {
    "人员经费": ("301", "303"),
    "公用经费": ("302", "307", "309", "310", "399"),
}  # codes of the economic classes of each


def of_class(rows: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The rows of a table without columns for 人员经费 and 公用经费 that are of one of them by their codes."""
    codes = _CLASSES.get(measure, ())
    rows = rows[rows["measure"].isin(DEFAULT_MEASURES)]
    return rows[rows["code"].map(lambda code: str(code).startswith(codes)).astype(bool)]


def may_be_of_class(code: str, measure: str) -> bool:
    """Whether an item of a code may be of 人员经费 or 公用经费, or of what else is measured; one without a code may."""
    codes = _CLASSES.get(measure, ())
    return not (code and codes) or code.startswith(codes)


def of_fund(fund: str, places: Sequence[int], column: Mapping[str, Any]) -> list[int]:
    """Those of some places of one item that tell what a source of funds pays of it: in the tables of that source; of
    财政拨款, where 政府性基金 pays some of it too, in the table of both."""
    kinds = column["table_kind"]
    tables = [kind for kind in FUND_TABLES.get(fund, ()) if kind not in MIXED_TABLES]
    own = [one for one in places if kinds[one] in tables]
    apart = fund == "财政拨款" and any(kinds[one] in FUNDS_APART for one in places)
    of_both = [one for one in own if kinds[one] == "财政拨款收支总表"]
    return of_both if apart and of_both else own


def spent_of_fund(own: list[int], places: Sequence[int], selector: Selector, column: Mapping[str, Any]) -> list[int]:
    """Those of some places of one item, among them `own` in columns of a source of funds, that tell what it pays: in
    the tables of its expenditure where only 收入总表, in which what is carried over stands apart, has a column."""
    kinds, measure = column["table_kind"], column["measure"]
    income = not selector.names or selector.side == "收入" or "收入总表" in selector.tables
    if income or any(kinds[one] != "收入总表" for one in own):
        return own
    return of_fund(selector.fund, [one for one in places if measure[one] in DEFAULT_MEASURES], column) or own


def first_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Those of the table that the first row is of."""
    return rows[rows["table_id"] == rows["table_id"].iloc[0]] if len(rows) else rows


def projects_among(rows: pd.DataFrame, unit_name: str, *, finest: bool, fund: str) -> list[Found]:
    """The projects among the rows of all projects, of one level, from the first kind of table that has any: with their
    totals, or with what a source of funds pays of them."""
    of_measure = rows[rows["measure"].isin(FUND_PARTS.get(fund, (fund,)) if fund else ("合计", "决算数"))]
    summed = fund or (of_measure["table_kind"] == "项目支出表").any()  # else forms have but the projects with goals
    paid = of_measure if summed else by_source(rows)
    rows = of_measure if paid.empty else paid
    for kind in _PROJECT_TABLES:
        chosen = rows[rows["table_kind"] == kind]
        if len(chosen):
            if kind == "项目支出表":
                chosen = chosen[chosen["level"] == (chosen["level"].max() if finest else chosen["level"].min())]
            found = [found_of(row) for row in rows_of_unit(chosen, unit_name).to_dict("records")]
            return labelled_by_source(found)
    return []


def by_source(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the sources of funds that pay for projects, in tables that add them up nowhere (本年拨款 beside
    单位资金): without the parts of 财政拨款 where that is told."""
    rows = rows[(rows["table_kind"] == "项目支出表") & rows["measure"].isin(SOURCES)]
    granted = rows["measure"].eq("财政拨款").groupby([rows[key] for key in _ROW_KEYS], sort=False).transform("any")
    return rows[~(granted & rows["measure"].isin(FUND_PARTS["财政拨款"]))]


def sole_source(rows: pd.DataFrame) -> list[int]:
    """The place of the one amount of a project that only one source of funds pays for; empty for any other."""
    paid = by_source(rows)
    return [int(paid.index[0])] if len(paid) == 1 else []


def sources_beside(found: Found, rows: pd.DataFrame) -> list[Found]:
    """What each source of funds pays of a figure: the other columns of its row, or fields of its form."""
    same = (rows["table_id"] == found.cell.table_id) & (rows["item"] == found.item) & rows["value"].notna()
    same &= (rows["row"] == found.cell.row) | (rows["table_kind"] == "项目信息表")
    same &= rows["unit_name"] == found.unit_name
    rows = rows[same & rows["measure"].isin(SOURCES)]
    return [found_of(row) for row in rows.drop_duplicates("measure").to_dict("records") if row["value"]]


def labelled_by_source(found: list[Found]) -> list[Found]:
    """Projects with the source of funds in their labels where more than one pays for a project."""
    once = Counter((one.item, one.unit_name, one.parents) for one in found)
    return [
        one if once[one.item, one.unit_name, one.parents] == 1 else replace(one, label=f"{one.label}（{one.measure}）")
        for one in found
    ]


def told_once(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows without those that an earlier table of the kind has too (财政拨款支出预算表 before
    一般公共预算支出预算表), so that none is counted or added up twice. Of subjects only: other rows may be called
    alike."""
    if not set(rows["item_kind"]) <= _SUBJECTS:
        return rows
    by_row = rows.groupby(["item", "parents", "unit_name"], sort=False, dropna=False)
    return rows[rows["table_id"] == by_row["table_id"].transform("first")]


def worth_of(rows: pd.DataFrame) -> list[Found]:
    """What each kind of assets is worth."""
    return [found_of(row) for row in rows[(rows["measure"] == "价值") & (rows["level"] == 1)].to_dict("records")]


def of_table_named(document: str, selector: Selector, found: list[Found], facts: FactTable) -> list[Found]:
    """The figures of a selector; where the table that the question names has none of them, its one row that is
    called a little otherwise (公务员医疗补助 is 公务员医疗补助缴费 in 基本支出表)."""
    if not selector.tables or any(one.kind in selector.tables for one in found):
        return found
    rows = facts.of_document(document)
    rows = rows[rows["table_kind"].isin(selector.tables) & rows["value"].notna()]
    names = [bare(name) for name in selector.names if len(name) >= _LONG_NAME]
    alike = [item for item in rows["item"].unique() if item and any(_is_within(bare(item), name) for name in names)]
    if len(alike) != 1:
        return found
    return facts.find_all(document, selector.model_copy(update={"names": tuple(alike)})) or found


def _is_within(one: str, other: str) -> bool:
    return len(one) >= _LONG_NAME and (one in other or other in one)


def columns_of_row(rows: pd.DataFrame, found: Found) -> list[Found]:
    """Staff, running and project expenditure as the row of a figure has them, each labelled with its column."""
    own = rows[(rows["table_id"] == found.cell.table_id) & (rows["row"] == found.cell.row) & rows["value"].notna()]
    own = own[(own["item"] == found.item) & (own["unit_name"] == found.unit_name)]
    own = own[own["measure"].isin(_PARTS_OF_ROW)].drop_duplicates("measure")
    records = [found_of(row) for row in own.to_dict("records")]
    return [replace(one, label=f"{found.label}（{one.measure}）") for one in records]


def paid_for_projects(document: str, fund: str, find_all: Callable[[str, Selector], list[Found]]) -> list[Found]:
    """What a source of funds, or each of those that it is made of, pays of all projects of a document."""
    parts = FUND_PARTS.get(fund, (fund,))
    asked = (Selector(label=fund, fund=one, tables=("项目支出表",)) for one in parts)
    found = [one for each in asked for one in find_all(document, each) if one.kind == "项目支出表"]
    return [replace(one, label="项目支出" if len(parts) == 1 else f"项目支出（{one.measure}）") for one in found]


def rows_of_unit(rows: pd.DataFrame, unit_name: str) -> pd.DataFrame:
    """The rows of one unit; all of them where none is named."""
    same = rows["unit_name"].map(lambda name: unit_key(str(name))) == unit_key(unit_name)
    return rows[same] if unit_name else rows
