"""Performance indicators that cannot be meant as they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from index.checks.ledger import Ledger, Trouble
from index.findings import Severity
from index.model import DataRow, Fact, TableKind

_BRACKET = re.compile(r"[（(]([^（）()%％/率\s]{1,4})[）)]\s*$")
_WHOLE = Decimal(100)
_LOW_SATISFACTION = Decimal(50)
_VALUE = "指标值"


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


_DOUBTS: tuple[Callable[[DataRow, Fact], str], ...] = (
    _below_zero,
    _beyond_whole,
    _low_satisfaction,
    _unit_at_odds,
    _cut_off,
    _without_name,
    _quality_as_number,
    _cost_upwards,
)
