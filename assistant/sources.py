"""Which funds an amount is paid from: the columns of its own row."""

from __future__ import annotations

import re

from assistant.answer import Role
from assistant.context import Context
from assistant.draft import amount_text
from assistant.found import Found
from assistant.prompting import say

_ASKS = re.compile(
    r"(?:哪|什么|啥)[一种类个些]*(?:性质的)?(?:资金|财源|预算|拨款|经费|收入)(?:来源)?(?:里|中)?(?:安排|列支|承担|出|支付|保障|拨)?[的了]?[?？]?$"
    r"|资金(?:的)?来源|经费(?:的)?来源|钱(?:是|都)?(?:从|由)?哪(?:里|儿)?(?:来|出)|(?:从|由)哪(?:里|儿|块|笔|个口袋)(?:出|列支|安排|承担)"
)


def asks_source(question: str) -> bool:
    """Whether it is asked which funds something is paid from (用的哪类资金, 资金来源)."""
    return bool(_ASKS.search(question))


def tell_sources(found: Found, context: Context) -> bool:
    """Tells the columns of funds in the row of a figure; False where its table has none."""
    sources = context.facts.sources_of(found)
    if not sources:
        return False
    draft = context.draft
    for one in sources:
        draft.read_figure(one, Role.DETAIL, f"{found.label}·{one.measure}")
        label = f"{found.label}的资金来源：{one.measure}"
        draft.say(say("row", label=label, amount=amount_text(one.value, one.unit), cite=draft.cite(one)))
    return True
