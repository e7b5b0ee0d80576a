"""What a sentence states of all that is spent on an economic subject, of which the table of basic expenditure has but
the part that is no project (会议费 54 万元, 其中基本支出 14 万元)."""

from __future__ import annotations

from assistant.answer import Role
from assistant.context import Context
from assistant.draft import amount_text
from assistant.found import Found
from assistant.plan import Operation, Plan, Selector
from assistant.prompting import say
from assistant.stated import last_of_path, stated_amount
from assistant.understand.text import bare
from index.amounts import in_unit

_OF_BASIC = "基本支出"
_AROUND = 6  # characters that a sentence says around the name of a subject (本部门…预算)


def tell_stated_whole(found: Found, selector: Selector, plan: Plan, context: Context) -> bool:
    """Tells the larger amount that a sentence states of the very subject; whether there is one."""
    asked = plan.operation is Operation.VALUE and not (selector.unit_name or found.of_unit)
    if not asked or found.kind != "基本支出表" or found.item_kind != "economic" or _OF_BASIC in plan.question:
        return False
    hit = stated_amount(context.snapshot, found.cell.document_id, selector)
    if hit is None or hit.amount is None or in_unit(hit.amount, hit.unit, found.unit) <= found.value:
        return False
    if len(bare(last_of_path(hit.subject))) > len(bare(found.item)) + _AROUND:
        return False
    draft = context.draft
    mark = draft.cite_passage(context.passage(hit.passage_id), hit.quote)
    first = not any(one.role is Role.HEADLINE for one in draft.figures)
    draft.stated_figure(found.label, hit.amount, hit.unit, Role.HEADLINE if first else Role.DETAIL, mark)
    amount = amount_text(hit.amount, hit.unit)
    words = {"department": found.department, "year": str(found.year or ""), "label": found.label}
    draft.say(say("value_stated_whole", amount=amount, cite=mark, **words))
    return True
