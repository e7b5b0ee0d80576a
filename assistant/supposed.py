"""Questions that suppose a cut or a rise (如果压减两成还剩多少): the documents hold the amount, not what would be."""

from __future__ import annotations

import re

from assistant.answer import Role, Status
from assistant.context import Context
from assistant.draft import amount_text
from assistant.operands import operand_for
from assistant.plan import Plan
from assistant.prompting import say
from assistant.understand.bounds import money_named
from assistant.understand.clues import fraction_of
from index.amounts import YUAN_PER_UNIT

_CHANGED = re.compile(
    r"压减|压缩|削减|核减|缩减|裁减|调减|砍|减少?|降低?|下调|节约|节省|(?<!多)少|增加|提高|上调|上浮|增长|追加|多花|涨"
)
_SUPPOSED = re.compile(
    r"如果|(?<![主只需])要是|假如|假设|假定|倘若|万一|(?:能|可以|可)(?:省|节约|节省)(?:下|出|掉)?(?:来)?(?:多少|几)"
    r"|[减缩砍](?:掉|去|完)?(?:[\d.]+%|一半|[一二三四五六七八九]成)(?:[之以]?后|是|还剩|剩)"
)
_AGAINST_A_YEAR = re.compile(r"上年|去年|同比|比20\d\d年")


def tell_supposed(plan: Plan, context: Context) -> Status | None:
    """Tells the one amount that a clause supposes to be changed by a part or a sum, and that the documents hold no
    other; None where a clause supposes nothing, or names no single amount of money."""
    text = plan.question
    if not (_CHANGED.search(text) and _SUPPOSED.search(text)) or _AGAINST_A_YEAR.search(text):
        return None
    if not (fraction_of(text) or money_named(text)) or len(plan.selectors) != 1 or plan.group:
        return None
    amount = operand_for(plan.documents, plan.selectors[0], context) if len(plan.documents) == 1 else None
    if amount is None or amount.unit not in YUAN_PER_UNIT:
        return None
    for one in amount.parts:
        context.draft.read_figure(one, Role.DETAIL)
    cites = "".join(dict.fromkeys(context.draft.cite(one) for one in amount.parts))
    context.draft.say(say("supposed", label=amount.label, amount=amount_text(amount.value, amount.unit), cite=cites))
    return Status.NOT_FOUND
