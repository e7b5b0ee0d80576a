"""Yes or no to a question that holds a share against a part: 超过三成吗, 占23.1%对吗."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.context import Context
from assistant.plan import Plan
from assistant.prompting import say
from assistant.understand.clues import fraction_of
from assistant.understand.text import ASKS_WHETHER

_RIGHT = re.compile("对吗|对不对|是吗|没错|准确|属实")
_IS_PART = re.compile("是[^,，。;]{1,20}的(?:一半|半数|[一二两三四五六七八九]成|[二三四五六七八九十]分之|[\\d.]+%)")
_HELD = re.compile("超|[高低大小多少]于|不到|不足|达到|以[上下]|够")
_BELOW = re.compile("低于|不到|不足|以下|小于|少于")


def say_verdict(value: Decimal, plan: Plan, context: Context) -> None:
    """Says whether a share is above, below or just what the question says; nothing where it asks none of that."""
    bound = fraction_of(plan.question)
    is_just = _RIGHT.search(plan.question) or _IS_PART.search(plan.question)
    if bound is not None and is_just and not _HELD.search(plan.question):
        step = Decimal(1).scaleb(min(0, int(bound[0].as_tuple().exponent)))
        context.draft.say(say("yes") if abs(value - bound[0]) <= step / 2 else say("no"))
    elif bound is not None and ASKS_WHETHER.search(plan.question):
        over = value > bound[0]
        words = {"words": "超过" if over else "等于" if value == bound[0] else "低于", "amount": bound[1]}
        right = over != bool(_BELOW.search(plan.question)) and value != bound[0]
        context.draft.say(say("yes_bound", **words) if right else say("no_bound", **words))
