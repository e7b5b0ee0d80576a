"""Reconciliation (勾稽核对): do the figures of a document agree with each other?

`RULES` is the whole list, in the order of the findings. A rule is one function that gets a `Ledger`
and yields `Trouble`; its name here is what the user sees and filters by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

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
from index.checks.completion import check_completion
from index.checks.dates import check_cover_date, check_sentence_years, check_title_years
from index.checks.definitions import check_defined_subjects
from index.checks.form import (
    check_body_names,
    check_definition_numbers,
    check_level_words,
    check_placeholders,
    check_wording,
)
from index.checks.goods import (
    check_change_columns,
    check_payment_plans,
    check_procurement_budgets,
    check_quantities,
    check_whole_quantities,
)
from index.checks.indicators import check_cost_targets, check_indicator_values, check_project_groups
from index.checks.kindred import check_insurance, check_operating_scope, check_three_public_against_basic
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
    check_named_parts,
    check_procurement_parts,
    check_project_counts,
    check_spending_list,
    check_vehicles,
)
from index.checks.presence import check_contents, check_empty_tables, check_headings, check_no_fund
from index.checks.projects import (
    check_form_amounts,
    check_indicators,
    check_project_amounts,
    check_project_levels,
    check_project_totals,
)
from index.checks.rows import check_row_sums
from index.checks.shares import check_shares, check_sum_of_shares
from index.checks.years import check_last_year, pairs_of, parted
from index.facts import facts_of
from index.findings import Finding
from index.model import Document, Fact


class Group(StrEnum):
    """What a rule compares."""

    WITHIN = "表内"
    ACROSS = "表间"
    NARRATIVE = "文字与表格"
    FORM = "形式与时间"
    YEARS = "跨年"
    UNCHECKED = "未核对"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by the name that findings carry."""

    name: str
    check: Callable[[Ledger], Iterator[Trouble]]
    group: Group


RULES: tuple[Rule, ...] = (
    Rule("收支平衡", check_balance, Group.WITHIN),
    Rule("纵向合计", check_row_sums, Group.WITHIN),
    Rule("横向合计", check_column_sums, Group.WITHIN),
    Rule("数量乘单价", check_quantities, Group.WITHIN),
    Rule("采购数量", check_whole_quantities, Group.WITHIN),
    Rule("采购项目预算", check_procurement_budgets, Group.WITHIN),
    Rule("支出计划", check_payment_plans, Group.WITHIN),
    Rule("表内增减", check_change_columns, Group.WITHIN),
    Rule("收支总表与明细表", check_whole_scope, Group.ACROSS),
    Rule("各表合计", check_totals_across, Group.ACROSS),
    Rule("财政拨款口径", check_fiscal_scope, Group.ACROSS),
    Rule("科目缺漏", check_absent_subjects, Group.ACROSS),
    Rule("全部资金与财政拨款", check_wider_scope, Group.ACROSS),
    Rule("同一资金来源", check_single_fund, Group.ACROSS),
    Rule("功能分类与经济分类", check_basic_expenditure, Group.ACROSS),
    Rule("收入来源", check_income_sources, Group.ACROSS),
    Rule("项目支出合计", check_project_totals, Group.ACROSS),
    Rule("一级与二级项目", check_project_levels, Group.ACROSS),
    Rule("项目金额", check_project_amounts, Group.ACROSS),
    Rule("项目绩效表金额", check_form_amounts, Group.ACROSS),
    Rule("项目与绩效指标", check_indicators, Group.ACROSS),
    Rule("三公经费与基本支出", check_three_public_against_basic, Group.ACROSS),
    Rule("保险与公积金", check_insurance, Group.ACROSS),
    Rule("文字与表格", check_amounts, Group.NARRATIVE),
    Rule("项目名称", check_project_names, Group.NARRATIVE),
    Rule("文字中的项目", check_project_mentions, Group.NARRATIVE),
    Rule("支出用途", check_use, Group.NARRATIVE),
    Rule("机关运行经费范围", check_operating_scope, Group.NARRATIVE),
    Rule("占比", check_shares, Group.NARRATIVE),
    Rule("占比合计", check_sum_of_shares, Group.NARRATIVE),
    Rule("增减比率", check_rates, Group.NARRATIVE),
    Rule("增减方向", check_directions, Group.NARRATIVE),
    Rule("增减分项", check_parts_of_change, Group.NARRATIVE),
    Rule("预算完成比例", check_completion, Group.NARRATIVE),
    Rule("推算的上年数", check_implied_bases, Group.NARRATIVE),
    Rule("收入与支出的增减", check_same_amount_same_change, Group.NARRATIVE),
    Rule("政府采购分项", check_procurement_parts, Group.NARRATIVE),
    Rule("其中各项", check_named_parts, Group.NARRATIVE),
    Rule("车辆分项", check_vehicles, Group.NARRATIVE),
    Rule("支出科目列举", check_spending_list, Group.NARRATIVE),
    Rule("收入来源列举", check_income_list, Group.NARRATIVE),
    Rule("经济科目列举", check_economic_list, Group.NARRATIVE),
    Rule("项目个数", check_project_counts, Group.NARRATIVE),
    Rule("措辞", check_wording, Group.FORM),
    Rule("占位符", check_placeholders, Group.FORM),
    Rule("标题年度", check_title_years, Group.FORM),
    Rule("文字年度", check_sentence_years, Group.FORM),
    Rule("落款日期", check_cover_date, Group.FORM),
    Rule("部门与单位", check_level_words, Group.FORM),
    Rule("机构名称", check_body_names, Group.FORM),
    Rule("空表", check_empty_tables, Group.FORM),
    Rule("有无该项预算", check_no_fund, Group.FORM),
    Rule("目录与正文", check_contents, Group.FORM),
    Rule("目录与标题", check_headings, Group.FORM),
    Rule("名词解释与科目", check_defined_subjects, Group.FORM),
    Rule("名词解释编号", check_definition_numbers, Group.FORM),
    Rule("绩效指标值", check_indicator_values, Group.FORM),
    Rule("成本指标", check_cost_targets, Group.FORM),
    Rule("一级项目名称", check_project_groups, Group.FORM),
    Rule("未核对的文字", check_unbound, Group.UNCHECKED),
)
ACROSS_YEARS = "与上年文件"
_GROUPS = {rule.name: rule.group for rule in RULES} | {ACROSS_YEARS: Group.YEARS}


def group_of(rule: str) -> Group:
    """The group of a rule by its name; the last for a name that is none of today's."""
    return _GROUPS.get(rule, Group.UNCHECKED)


def check_document(document: Document, facts: Sequence[Fact]) -> tuple[Finding, ...]:
    """All findings about one document, in the order of `RULES`."""
    ledger = Ledger(document, facts)
    found = (_finding(rule.name, trouble, document) for rule in RULES for trouble in rule.check(ledger))
    return tuple(dict.fromkeys(found))


def check_years(documents: Sequence[Document]) -> tuple[Finding, ...]:
    """What the documents of one body say of each other: of last year against last year's, and the narrative
    against the tables where the two stand in files of their own."""
    ledgers = {document.id: Ledger(document, facts_of(document)) for document in documents}
    found = [
        _finding(ACROSS_YEARS, trouble, now)
        for now, before in pairs_of(documents)
        for trouble in check_last_year(ledgers[now.id], ledgers[before.id])
    ]
    narrative = [rule for rule in RULES if rule.group is Group.NARRATIVE]
    for words, tables in parted(list(ledgers.values())):
        both = Ledger(replace(words.document, tables=tables.document.tables), tables.facts)
        found += [_finding(rule.name, one, words.document) for rule in narrative for one in rule.check(both)]
    return tuple(dict.fromkeys(found))


def _finding(rule: str, trouble: Trouble, document: Document) -> Finding:
    known = trouble.expected is not None and trouble.actual is not None
    return Finding(
        rule=rule,
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
        proofs=trouble.proofs,
    )
