"""Rows of facts by the table and the class that they are of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.found import Found
from assistant.plan import Selector
from assistant.table_order import FUND_PARTS

if TYPE_CHECKING:
    import pandas as pd

DEFAULT_MEASURES = ("合计", "决算数", "指标值", "数量", "预算资金")
_CLASSES = {
    "人员经费": ("301", "303"),
    "公用经费": ("302", "307", "309", "310", "399"),
}  # codes of the economic classes of each


def of_class(rows: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The rows of a table without columns for 人员经费 and 公用经费 that are of one of them by their codes."""
    codes = _CLASSES.get(measure, ())
    rows = rows[rows["measure"].isin(DEFAULT_MEASURES)]
    return rows[rows["code"].map(lambda code: str(code).startswith(codes)).astype(bool)]


def first_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Those of the table that the first row is of."""
    return rows[rows["table_id"] == rows["table_id"].iloc[0]] if len(rows) else rows


def paid_for_projects(document: str, fund: str, find_all: Callable[[str, Selector], list[Found]]) -> list[Found]:
    """What a source of funds, or each of those that it is made of, pays of all projects of a document."""
    parts = FUND_PARTS.get(fund, (fund,))
    asked = (Selector(label=fund, fund=one, tables=("项目支出表",)) for one in parts)
    found = [one for each in asked for one in find_all(document, each) if one.kind == "项目支出表"]
    return [replace(one, label="项目支出" if len(parts) == 1 else f"项目支出（{one.measure}）") for one in found]
