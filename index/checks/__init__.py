"""Reconciliation (勾稽核对): do the figures of a document agree with each other?

`RULES` is the whole list, in the order of the findings. A rule is one function that gets a `Ledger`
and yields `Trouble`; its name here is what the user sees and filters by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.checks.across import (
    check_absent_subjects,
    check_basic_expenditure,
    check_fiscal_scope,
    check_income_sources,
    check_single_fund,
    check_totals_across,
    check_whole_scope,
    check_wider_scope,
)
from index.checks.balance import check_balance
from index.checks.changes import (
    check_directions,
    check_implied_bases,
    check_parts_of_change,
    check_rates,
    check_same_amount_same_change,
)
from index.checks.columns import check_column_sums
from index.checks.dates import check_cover_date, check_sentence_years, check_title_years
from index.checks.form import (
    check_body_names,
    check_definition_numbers,
    check_level_words,
    check_placeholders,
    check_wording,
)
from index.checks.goods import check_change_columns, check_payment_plans, check_procurement_budgets, check_quantities
from index.checks.indicators import check_indicator_values
from index.checks.ledger import Ledger, Trouble
from index.checks.narrative import (
    check_amounts,
    check_project_mentions,
    check_project_names,
    check_unbound,
    check_use,
)
from index.checks.parts import (
    check_economic_list,
    check_income_list,
    check_procurement_parts,
    check_project_counts,
    check_spending_list,
    check_vehicles,
)
from index.checks.presence import check_contents, check_empty_tables, check_no_fund
from index.checks.projects import (
    check_form_amounts,
    check_indicators,
    check_project_amounts,
    check_project_levels,
    check_project_totals,
)
from index.checks.rows import check_row_sums
from index.checks.shares import check_shares
from index.findings import Finding
from index.model import Document, Fact


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by the name that findings carry."""

    name: str
    check: Callable[[Ledger], Iterator[Trouble]]


RULES: tuple[Rule, ...] = (
    # within a table
    Rule("收支平衡", check_balance),
    Rule("纵向合计", check_row_sums),
    Rule("横向合计", check_column_sums),
    Rule("数量乘单价", check_quantities),
    Rule("采购项目预算", check_procurement_budgets),
    Rule("支出计划", check_payment_plans),
    Rule("表内增减", check_change_columns),
    # across tables
    Rule("收支总表与明细表", check_whole_scope),
    Rule("各表合计", check_totals_across),
    Rule("财政拨款口径", check_fiscal_scope),
    Rule("科目缺漏", check_absent_subjects),
    Rule("全部资金与财政拨款", check_wider_scope),
    Rule("同一资金来源", check_single_fund),
    Rule("功能分类与经济分类", check_basic_expenditure),
    Rule("收入来源", check_income_sources),
    Rule("项目支出合计", check_project_totals),
    Rule("一级与二级项目", check_project_levels),
    Rule("项目金额", check_project_amounts),
    Rule("项目绩效表金额", check_form_amounts),
    Rule("项目与绩效指标", check_indicators),
    # narrative against tables
    Rule("文字与表格", check_amounts),
    Rule("项目名称", check_project_names),
    Rule("文字中的项目", check_project_mentions),
    Rule("支出用途", check_use),
    Rule("占比", check_shares),
    Rule("增减比率", check_rates),
    Rule("增减方向", check_directions),
    Rule("增减分项", check_parts_of_change),
    Rule("推算的上年数", check_implied_bases),
    Rule("收入与支出的增减", check_same_amount_same_change),
    Rule("政府采购分项", check_procurement_parts),
    Rule("车辆分项", check_vehicles),
    Rule("支出科目列举", check_spending_list),
    Rule("收入来源列举", check_income_list),
    Rule("经济科目列举", check_economic_list),
    Rule("项目个数", check_project_counts),
    # form and time
    Rule("措辞", check_wording),
    Rule("占位符", check_placeholders),
    Rule("标题年度", check_title_years),
    Rule("文字年度", check_sentence_years),
    Rule("落款日期", check_cover_date),
    Rule("部门与单位", check_level_words),
    Rule("机构名称", check_body_names),
    Rule("空表", check_empty_tables),
    Rule("有无该项预算", check_no_fund),
    Rule("目录与正文", check_contents),
    Rule("名词解释编号", check_definition_numbers),
    Rule("绩效指标值", check_indicator_values),
    # what could not be checked
    Rule("未核对的文字", check_unbound),
)


def check_document(document: Document, facts: Sequence[Fact]) -> tuple[Finding, ...]:
    """All findings about one document, in the order of `RULES`."""
    ledger = Ledger(document, facts)
    found = (_finding(rule, trouble, document) for rule in RULES for trouble in rule.check(ledger))
    return tuple(dict.fromkeys(found))


def _finding(rule: Rule, trouble: Trouble, document: Document) -> Finding:
    known = trouble.expected is not None and trouble.actual is not None
    return Finding(
        rule=rule.name,
        document_id=document.id,
        document=document.title,
        severity=trouble.severity,
        message=trouble.message,
        expected=trouble.expected,
        actual=trouble.actual,
        difference=trouble.actual - trouble.expected if known else None,  # type: ignore[operator]
        unit=trouble.unit,
        cells=trouble.cells,
        quotes=trouble.quotes,
    )
