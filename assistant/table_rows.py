"""Rows of facts by the table and the class that they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
