"""Performance indicators that cannot be meant as they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import combinations

from index.amounts import in_unit
from index.catalogue.measures import TOTAL
from index.catalogue.wording import folded
from index.checks.ledger import Ledger, Trouble, plain, yuan
from index.findings import Severity
from index.model import DataRow, Fact, ItemKind, TableKind

_BRACKET = re.compile(r"[（(]([^（）()%％/率\s]{1,4})[）)]\s*$")
_WHOLE = Decimal(100)
_LOW_SATISFACTION = Decimal(50)
_VALUE = "指标值"
_NEAR = 0.85
_SLACK = Decimal("0.001")


def check_indicator_values(ledger: Ledger) -> Iterator[Trouble]:
    """Targets below zero or beyond 100 %, units at odds, words cut off, numbers in place of names."""
    values = {
        (fact.table_id, fact.row_number): fact
        for fact in ledger.facts
        if fact.table_kind == TableKind.INDICATOR.value and fact.measure == _VALUE
    }
    for table in ledger.document.tables:
        if table.kind is not TableKind.INDICATOR:
            continue
        for number, row in enumerate(table.rows):
            fact = values.get((table.id, number))
            if fact is None:
                continue
            for doubt in _DOUBTS:
                words = doubt(row, fact)
                if words:
                    message = (
                        f"“{row.project}”的指标“{row.label.strip()}”{row.operator} {fact.raw}{fact.unit}：{words}。"
                    )
                    yield Trouble(Severity.NOTE, message, cells=(fact,))


def check_cost_targets(ledger: Ledger) -> Iterator[Trouble]:
    """The cost targets of a project, in money, together stay within its budget."""
    budgets = {
        folded(fact.project or fact.item): fact
        for fact in ledger.amounts((TableKind.PROJECT, TableKind.PROJECT_INFO))
        if fact.item_kind == ItemKind.PROJECT and fact.measure == TOTAL
    }
    costs: dict[str, list[Fact]] = defaultdict(list)
    for fact in ledger.amounts((TableKind.INDICATOR,)):
        if (
            fact.measure == _VALUE
            and "成本" in f"{fact.parents}{fact.row}"
            and not re.search("人均|每|标准|单价", fact.row)
        ):
            costs[folded(fact.project)].append(fact)
    for project, facts in costs.items():
        budget = budgets.get(project)
        total = sum(map(yuan, facts), Decimal(0))
        if budget and total > yuan(budget) * (1 + _SLACK):
            shown = plain(in_unit(total, "元", budget.unit))
            message = f"“{budget.item}”的成本指标合计 {shown} {budget.unit}，超过预算数 {budget.raw}。"
            yield Trouble(Severity.NOTE, message, budget.value, shown, budget.unit, (budget, *facts))


def check_project_groups(ledger: Ledger) -> Iterator[Trouble]:
    """First-level projects whose names differ in a word or two only: one project named in two ways."""
    names: dict[str, Fact] = {}
    rows = {(table.id, number): row for table in ledger.document.tables for number, row in enumerate(table.rows)}
    for fact in ledger.facts:
        row = rows[fact.table_id, fact.row_number]
        if fact.table_kind == TableKind.INDICATOR.value and row.parents and row.parents[0] != row.project:
            names.setdefault(re.sub(r"[\d（）()]+$", "", folded(row.parents[0])), fact)
    pairs = combinations(names, 2)
    alike = [
        pair for pair in pairs if _NEAR <= SequenceMatcher(None, *pair).ratio() < 1 and len(pair[0]) == len(pair[1])
    ]
    for first, second in alike:
        changed = "".join(one for one, other in zip(first, second, strict=True) if one != other)
        if not re.search(r"[\d一二三四五六七八九十上下东西南北甲乙丙丁ABC]", changed):
            message = f"一级项目的名称前后不一：“{first}”与“{second}”。"
            yield Trouble(Severity.NOTE, message, cells=(names[first], names[second]))


def _below_zero(_: DataRow, fact: Fact) -> str:
    if fact.value != 0:
        return ""
    return {"<": "小于 0 无法达到", "≥": "不小于 0 没有约束"}.get(fact.operator, "")


def _beyond_whole(row: DataRow, fact: Fact) -> str:
    if fact.value is None or "%" not in f"{fact.unit}{row.label}{fact.raw}".replace("％", "%"):
        return ""
    share = re.search("覆盖|满意|完成率|合格|及时|达标|出勤|通过|准确|落实|办结", row.label)
    beyond = fact.value > _WHOLE or (fact.operator == ">" and fact.value == _WHOLE)
    return "超过 100% 无法达到" if share and beyond else ""


def _low_satisfaction(row: DataRow, fact: Fact) -> str:
    low = fact.value is not None and fact.value < _LOW_SATISFACTION and fact.operator in ("≥", ">", "=")
    return "满意度的目标过低" if "满意" in row.label and low and "%" in fact.unit else ""


def _unit_at_odds(row: DataRow, fact: Fact) -> str:
    match = _BRACKET.search(row.label)
    unit = row.measure_unit.strip("()（）% ")
    differs = match and unit and fact.value is not None and unit not in match[1] and match[1] not in unit
    return f"名称里的单位是“{match[1]}”，计量单位却是“{row.measure_unit}”" if match and differs else ""


def _cut_off(_: DataRow, fact: Fact) -> str:
    return "指标值没有写完" if fact.raw.rstrip().endswith(("、", "，", ",")) else ""


def _without_name(row: DataRow, _: Fact) -> str:
    return "指标名称只有数字" if re.fullmatch(r"[\d.]+", row.label.strip()) else ""


def _quality_as_number(row: DataRow, fact: Fact) -> str:
    return "定性指标填了数字" if row.operator == "定性" and re.fullmatch(r"\d+(?:\.\d+)?", fact.raw) else ""


def _cost_upwards(row: DataRow, fact: Fact) -> str:
    cost = re.search("成本|费用", row.label) and not re.search("控制|节约|率", row.label)
    return "成本指标只有下限，没有上限" if cost and fact.operator in ("≥", ">") and fact.value is not None else ""


def _rate_as_count(row: DataRow, fact: Fact) -> str:
    unit = row.measure_unit.strip("()（）")
    counted = re.fullmatch("次|个|人|件|家|项|份|天", unit)
    rate = re.search(r"率(?:[（(][^（）()]*[）)])?$", row.label.strip()) and fact.value is not None
    return f"名称是比率，计量单位却是“{unit}”" if rate and counted else ""


def _unit_as_value(row: DataRow, fact: Fact) -> str:
    unit = row.measure_unit.strip()
    repeated = row.operator == "定性" and len(unit) > 1 and fact.raw.endswith(unit) and not fact.raw[0].isdigit()
    return f"计量单位填了指标值的文字“{unit}”" if repeated else ""


_DOUBTS: tuple[Callable[[DataRow, Fact], str], ...] = (
    _below_zero,
    _beyond_whole,
    _low_satisfaction,
    _unit_at_odds,
    _cut_off,
    _without_name,
    _quality_as_number,
    _cost_upwards,
    _rate_as_count,
    _unit_as_value,
)
