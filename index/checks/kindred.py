"""Across tables: figures of two classifications that usually are the same, worth a look where they are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from index.catalogue.measures import TOTAL
from index.catalogue.wording import folded
from index.checks.ledger import Ledger, Trouble, place_of, yuan
from index.checks.mentions import mentions_of
from index.checks.scopes import WHOLE, Figures, figures_of
from index.findings import Severity
from index.model import Fact, TableKind

_OF_THREE_PUBLIC = {
    "因公出国（境）费用": "30212",
    "公务接待费": "30217",
    "公务用车运行维护费": "30231",
}
_USUALLY_BASIC = ("公务接待费", "公务用车运行维护费")
_OF_BASIC = (TOTAL, "基本支出", "人员经费", "公用经费")
_INSURANCE = (("2080505", "30108"), ("2080506", "30109"), ("2210201", "30113"))


def check_three_public_against_basic(ledger: Ledger) -> Iterator[Trouble]:
    """A kind of 三公经费 holds at least what 基本支出表 has of it; the rest is paid by projects."""
    economic = figures_of(ledger, TableKind.BASIC)
    if not economic.found:
        return
    for fact in ledger.amounts((TableKind.THREE_PUBLIC,)):
        code = _OF_THREE_PUBLIC.get(fact.item)
        if code is None or fact.scope == "unit" or fact.measure not in (TOTAL, "一般公共预算"):
            continue
        part = _economic(economic, code)
        if part is None and _is_of_units(ledger, code):
            continue  # in a table of each unit's own, which has no figure of the whole department
        held = yuan(part) if part else Decimal(0)
        if part and part.unit != fact.unit and abs(held - yuan(fact)) <= ledger.grain(fact) / 2:
            continue  # rounded from 元 to 万元
        if part and held > yuan(fact):
            message = f"{place_of(part)}为 {part.raw}，多于{place_of(fact)}的 {fact.raw}。"
            yield Trouble(Severity.ERROR, message, part.value, fact.value, fact.unit, (fact, part))
        elif fact.value and held < yuan(fact) and fact.measure == TOTAL and fact.item in _USUALLY_BASIC:
            words = f"{place_of(part)}为 {part.raw}" if part else "基本支出表里没有这一项"
            message = f"{place_of(fact)}为 {fact.raw}，{words}，其余当由项目支出安排，请留意。"
            cells = (fact, part) if part else (fact,)
            yield Trouble(Severity.NOTE, message, part.value if part else None, fact.value, fact.unit, cells)


def _is_of_units(ledger: Ledger, code: str) -> bool:
    return any(fact.code == code and fact.scope == "unit" for fact in ledger.amounts((TableKind.BASIC,)))


def _economic(figures: Figures, code: str) -> Fact | None:
    """The figure of an economic subject, in whichever column the table has it."""
    return next((fact for measure in _OF_BASIC if (fact := figures.get(code, measure))), None)


def check_insurance(ledger: Ledger) -> Iterator[Trouble]:
    """养老保险, 职业年金 and 住房公积金 by functional and by economic subject."""
    general, economic = (figures_of(ledger, kind) for kind in (TableKind.GENERAL_BUDGET, TableKind.BASIC))
    for functional_code, economic_code in _INSURANCE:
        first = general.get(functional_code, "基本支出") or general.get(functional_code)
        second = _economic(economic, economic_code)
        if first and second and abs(yuan(first) - yuan(second)) > ledger.grain(first):
            message = f"{place_of(first)}为 {first.raw}，{place_of(second)}为 {second.raw}，两处通常一致，请留意。"
            yield Trouble(Severity.NOTE, message, first.value, second.value, second.unit, (first, second))


def check_operating_scope(ledger: Ledger) -> Iterator[Trouble]:
    """机关运行经费 said to be the office's own (本级) and yet all 公用经费, those of 事业单位 included."""
    general = figures_of(ledger, TableKind.GENERAL_BUDGET)
    whole = general.get(WHOLE, "公用经费")
    running = [fact for fact in general.found.values() if _is_running(fact)]
    if whole is None or not running or sum(map(yuan, running)) == yuan(whole):
        return
    others = [fact for fact in general.found.values() if folded(fact.item) == "事业运行" and fact.measure == "公用经费"]
    for mention in mentions_of(ledger):
        amount = mention.amount
        if amount and amount.value == whole.value and re.search("本级.*机关运行", folded(mention.subject)):
            message = (
                f"文字写本级机关运行经费 {amount.value} {amount.unit}，与全部公用经费相同，"
                f"而行政运行的公用经费为 {running[0].raw}，请留意是否含事业单位。"
            )
            yield Trouble(Severity.NOTE, message, cells=(whole, *running, *others), quotes=(mention.quote(ledger),))


def _is_running(fact: Fact) -> bool:
    return folded(fact.item) == "行政运行" and fact.measure == "公用经费"
