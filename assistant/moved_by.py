"""The bound that a question sets on how much something moved (增长超过10%, 比去年增加20万以上)."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from assistant.plan import TESTS, Plan
from assistant.understand.clues import fraction_of
from assistant.understand.shares import share_bound_of

_MOVED = "(?:增加|增长|上升|提高|上涨|减少|下降|降低|压减|压缩|变化|变动|增|涨|减|降|多|少)(?:了|得|幅度?|在|到)*"
_BY = re.compile(
    rf"{_MOVED}(?:超过?|超出|不到|不足|不满|达到?|大于|小于|高于|低于|不低于|不少于|不超过|至少)*\s*(?:[\d一二两三四五六七八九十百千半]|四分之)"
)


def is_bound_by_change(plan: Plan) -> bool:
    """Whether the bound of a question is one on a change, in money or in percent, not on an amount."""
    return bool(_BY.search(plan.question)) and (plan.condition is not None or fraction_of(plan.question) is not None)


def keeps_change(change: Decimal, unit: str, rate: Decimal, plan: Plan) -> bool:
    """Whether a change of an amount in its unit, or its `rate` in percent, keeps the bound that a question sets on
    changes, whichever way they go; where it sets none, yes."""
    if not is_bound_by_change(plan):
        return True
    if plan.condition is not None:
        return plan.condition.is_met(abs(change), unit)
    bound, said = share_bound_of(plan.question), fraction_of(plan.question)
    if bound is not None:
        return TESTS[bound.operator](abs(rate), bound.amount)
    return said is None or abs(rate).quantize(said[0], ROUND_HALF_UP) == said[0]  # 增长了40%的
