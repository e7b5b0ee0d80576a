"""Which tables answer for what, in order of preference."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.plan import Selector

EXPENDITURE = ("支出总表", "收支总表", "一般公共预算支出表", "财政拨款收支总表", "政府性基金支出表")
ORDER = (
    "三公经费表",
    "项目支出表",
    "项目绩效表",
    "项目信息表",
    *EXPENDITURE,
    "国有资本经营支出表",
    "基本支出表",
    "收入总表",
    "机关运行经费表",
    "政府采购表",
    "固定资产表",
    "绩效指标表",
)
_INCOME_ORDER = ("收入总表", "收支总表", "财政拨款收支总表")
_FISCAL_ORDER = (
    "一般公共预算支出表",
    "财政拨款收支总表",
    "基本支出表",
    "三公经费表",
    "项目支出表",
    "项目信息表",
    "收支总表",
)
FUND_TABLES: Mapping[str, tuple[str, ...]] = {
    "财政拨款": _FISCAL_ORDER,
    "一般公共预算": _FISCAL_ORDER,
    "政府性基金": ("政府性基金支出表",),
    "国有资本经营预算": ("国有资本经营支出表",),
}
FUND_PARTS: Mapping[str, tuple[str, ...]] = {"财政拨款": ("一般公共预算", "政府性基金", "国有资本经营预算")}
FUNDS_APART = ("政府性基金支出表", "国有资本经营支出表")
MIXED_TABLES = ("项目支出表", "项目信息表", "项目绩效表", "收支总表")  # a fund has a column or row of its own there
ASSETS = "资产总额"  # the row that all kinds of assets are parts of
RUNNING_COSTS = "机关运行经费"
OWN_TABLES: Mapping[str, str] = {RUNNING_COSTS: "机关运行经费表", "政府采购": "政府采购表"}  # of nothing else
ALL_OF: Mapping[str, str] = {"基本支出表": "基本支出", "项目支出表": "项目支出"}  # what every figure of a table is of
BUDGET_STAGES = ("年初预算数", "全年预算数", "预算数")


def order_of(selector: Selector) -> tuple[str, ...]:
    if selector.fund in ("财政拨款", "一般公共预算"):
        return _FISCAL_ORDER
    return _INCOME_ORDER if selector.side else ORDER


HEADS = ("人数", "编制数", "人员数", "编制")  # how the measures of people end


def total_tables(selector: Selector) -> tuple[str, ...]:
    """The tables whose total row answers, in order of preference."""
    if selector.measure.endswith(HEADS):
        return ("机构设置表",)
    if selector.fund:
        return tuple(kind for kind in FUND_TABLES.get(selector.fund, ()) if kind not in ("三公经费表", "项目信息表"))
    if selector.side:
        return ("收入总表", "收支总表")
    if selector.unit_name:
        of_units = ("支出总表", "收入总表", "一般公共预算支出表")
        return (*of_units, *(kind for kind, measure in ALL_OF.items() if measure == selector.measure))
    if selector.measure == "合计":
        return (*EXPENDITURE, "收入总表")
    return (*EXPENDITURE, "基本支出表", "项目支出表")
