"""Which funds an amount is paid from: the columns of its own row."""

from __future__ import annotations

import re

from assistant.answer import Role
from assistant.context import Context, resolve
from assistant.draft import amount_text
from assistant.found import Found
from assistant.plan import Operation, Plan, Selector
from assistant.prompting import say

_ASKS = re.compile(
    r"(?<!指)(?<!指的是)(?:哪|什么|啥)[一种类个些]*(?:性质的)?(?:资金|财源|预算|拨款|经费|收入)(?:来源)?(?:里|中)?(?:安排|列支|承担|出|支付|保障|拨)?[的了]?[?？]?$"
    r"|(?:用|花|动)(?:的|了)?(?:都|主要)?是?(?:哪|什么|啥)[一种类个些笔]*的?钱(?:安排|列支|支付|付|出|办|做)?的?[?？]?$"
    r"|(?:由|有|是|用)?(?:哪|几)[几些]?[种类个]?资金(?:组成|构成|安排|来源)?(?:的)?[?？]?$|资金(?:的)?(?:组成|构成)"
    r"|资金(?:的)?来源|经费(?:的)?来源|[钱费金](?:主要)?(?:是|都)?(?:从|由)?哪(?:里|儿)?(?:来|出)|^(?:主要)?(?:是|都)?(?:从|由)?哪(?:里|儿)?来的?|(?:从|由)哪(?:里|儿|块|笔|个口袋)(?:出|列支|安排|承担)"
)


def asks_source(question: str) -> bool:
    """Whether it is asked which funds something is paid from (用的哪类资金, 资金来源)."""
    return bool(_ASKS.search(question))


def of_sources(plan: Plan) -> Plan:
    """The plan for the amount of what is named, which its funds are told with, where it is asked of which funds that
    consists (由哪几种资金组成); any other plan as it is."""
    named = plan.operation is Operation.LIST and bool(plan.selectors) and all(one.names for one in plan.selectors)
    if not named or not asks_source(plan.question):
        return plan
    return plan.model_copy(update={"operation": Operation.VALUE, "group": ""})


def sources_listed(plan: Plan, context: Context) -> bool:
    """Whether it is asked which funds pay for what a plan names, and the row of each of it has columns of them."""
    if plan.operation is not Operation.VALUE or not plan.selectors or not asks_source(plan.question):
        return False
    pairs = [(document, one) for document in plan.documents for one in plan.selectors]
    found = [resolve(*pair, context.facts) for pair in pairs]
    return all(group and all(_sources(one, context) for one in group) for group in found)


def tell_sources(found: Found, context: Context) -> bool:
    """Tells the columns of funds in the row of a figure; False where its table has none."""
    sources = _sources(found, context)
    if not sources:
        return False
    draft = context.draft
    for one in sources:
        draft.read_figure(one, Role.DETAIL, f"{found.label}·{one.measure}")
        label = f"{found.label}的资金来源：{one.measure}"
        draft.say(say("row", label=label, amount=amount_text(one.value, one.unit), cite=draft.cite(one)))
    return True


def _sources(found: Found, context: Context) -> list[Found]:
    return context.facts.sources_of(found) or context.facts.sources_of(_in_own_table(found, context))


def _in_own_table(found: Found, context: Context) -> Found:
    """The total of all projects as their table prints it, with its columns of funds; any other figure itself."""
    if found.item_kind != "total" or found.measure != "项目支出":
        return found
    own = Selector(label=found.label, tables=("项目支出表",))
    return context.facts.total(found.cell.document_id, own) or found
