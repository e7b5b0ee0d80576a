"""Narrative of final accounts: what share of the budget was carried out, and which of the two is larger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from index.amounts import plain_number
from index.checks.form import paragraphs
from index.checks.ledger import Ledger, Trouble
from index.findings import Proof, Quote, Severity

_AMOUNT = r"\s*(?:为|是)?\s*(?P<{name}>\d[\d,]*(?:\.\d+)?)\s*万元"
_PLAN = r"(?:年初|全年|调整)?预算数?"
_PAIR = re.compile(
    _PLAN
    + _AMOUNT.format(name="plan")
    + r"[，,；;]\s*(?:支出|收入)?决算数?"
    + _AMOUNT.format(name="done")
    + rf"(?:[，,]\s*(?:为|完成|占)?{_PLAN}的?\s*(?P<rate>\d+(?:\.\d+)?)\s*[%％])?"
)
_DIRECTION = re.compile(
    r"决算数?\s*(?P<word>大于|小于|高于|低于|等于|与)\s*(?:年初)?预算数?\s*(?P<level>基本持平|持平|相等)?"
)
_HUNDRED = Decimal(100)
_ABOUT_LEVEL = Decimal("0.05")


def check_completion(ledger: Ledger) -> Iterator[Trouble]:
    """年初预算 a，支出决算 b，完成 c%: c = b ÷ a, and 大于, 小于, 持平 as the two amounts are."""
    for passage in paragraphs(ledger):
        for match in _PAIR.finditer(passage.text):
            plan, done = (plain_number(match[name]) for name in ("plan", "done"))
            if not plan or done is None:
                continue
            quote = ledger.quote(match[0], passage.section, passage.place, passage.id)
            if match["rate"]:
                yield from _rate(plan, done, Decimal(match["rate"]), quote)
            following = _DIRECTION.search(passage.text, match.end(), match.end() + 40)
            if following and not _fits(following, plan, done):
                words = passage.text[match.start() : following.end()]
                message = f"预算 {plan} 万元、决算 {done} 万元，文字却写“{following[0]}”。"
                wrong = ledger.quote(words, passage.section, passage.place, passage.id)
                yield Trouble(Severity.ERROR, message, plan, done, "万元", (), (wrong,))


def _rate(plan: Decimal, done: Decimal, stated: Decimal, quote: Quote) -> Iterator[Trouble]:
    digit = Decimal(1).scaleb(int(stated.as_tuple().exponent))
    exact = done * _HUNDRED / plan
    distance = abs(stated - exact)
    if distance <= digit / 2:
        return
    rounded = distance <= digit or _is_of_exact_amounts(plan, done, stated, digit)
    severity = Severity.ROUNDING if rounded else Severity.ERROR
    expected = exact.quantize(digit)
    message = f"文字写预算 {plan} 万元、决算 {done} 万元，完成 {stated}%，按两数计算应为 {expected}%。"
    proofs = (Proof(expected, "%", f"{done} ÷ {plan}"),)
    yield Trouble(severity, message, expected, stated, "%", (), (quote,), proofs)


def _is_of_exact_amounts(plan: Decimal, done: Decimal, stated: Decimal, digit: Decimal) -> bool:
    """Whether a rate may be that of the amounts in 元, of which the text gives two in 万元, each rounded by itself."""
    off_plan, off_done = (Decimal(1).scaleb(int(one.as_tuple().exponent)) / 2 for one in (plan, done))
    least = (done - off_done) * _HUNDRED / (plan + off_plan)
    most = (done + off_done) * _HUNDRED / (plan - off_plan) if plan > off_plan else least
    return least - digit / 2 <= stated <= most + digit / 2


def _fits(direction: re.Match[str], plan: Decimal, done: Decimal) -> bool:
    if direction["level"] or direction["word"] == "等于":
        return abs(done - plan) <= plan * _ABOUT_LEVEL
    if direction["word"] == "与":
        return True
    return done > plan if direction["word"] in ("大于", "高于") else done < plan
