"""What a sentence states of all that is spent on something, of which a table has but a part: that of basic expenditure
what is no project (会议费 54 万元, 其中基本支出 14 万元), one of 财政拨款 what is not paid by own income."""

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
_GRANTS = "财政拨款"
_AROUND = 6  # characters that a sentence says around the name of a subject (本部门…预算)


def tell_stated_whole(found: Found, selector: Selector, plan: Plan, context: Context) -> bool:
    """Tells the larger amount that a sentence states of the very subject; whether there is one."""
    asked = plan.operation is Operation.VALUE and not (selector.unit_name or found.of_unit)
    of_basic = found.kind == "基本支出表" and found.item_kind == "economic" and _OF_BASIC not in plan.question
    of_grants = found.kind == "三公经费表" and not found.value and _GRANTS in found.cell.table
    of_part = of_basic or (of_grants and _GRANTS not in plan.question)
    planned = context.snapshot.card(found.cell.document_id).basis == "预算"  # an account states its budget too
    if not asked or not of_part or not planned:
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
    draft.say(say("value_stated_whole", amount=amount, cite=mark, part=_part_of(found), **words))
    return True


def _part_of(found: Found) -> str:
    """What the table has of the amount that the sentence states."""
    return _OF_BASIC if found.kind == "基本支出表" else _GRANTS


def part_told(found: Found) -> str:
    """The part that a table's figure is of, behind its label where the whole was told before it."""
    return f"（{_part_of(found)}）"
