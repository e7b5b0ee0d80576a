"""What each unit of a department spends on projects, added up where no row of a table does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Status
from assistant.context import Context, Operand, operand_of
from assistant.draft import amount_text
from assistant.order_told import Order
from assistant.plan import Operation, Plan, Selector
from assistant.prompting import say
from assistant.understand.text import UNIT_NOUN, bare

_KINDS = (  # units by what they are, and how the names of such end
    ("学校", re.compile("(?:学校|[中小]学|中专|职高|学院|大学)$")),
    ("院校", re.compile("(?:学校|学院|大学)$")),
    ("幼儿园", re.compile("幼儿园$")),
    ("卫生院", re.compile("卫生院$")),
    ("医院", re.compile("(?:医院|卫生院|保健院)$")),
)


def units_asked(units: Sequence[str], question: str) -> tuple[str, ...]:
    """The units of the kind that a question asks for (哪所学校); all of them where it names none, or none is such."""
    noun = UNIT_NOUN.search(question)
    ending = next((one for kind, one in _KINDS if noun and kind in noun[0]), None)
    named = tuple(unit for unit in units if ending and ending.search(bare(unit)))
    return named or tuple(units)


def project_sums(document: str, plan: Plan, context: Context) -> list[Operand]:
    """The projects of each unit added up; empty where something else is asked, or the units list none."""
    selector = plan.selectors[0] if plan.selectors else Selector(label="")
    if plan.group != "units" or selector.names or selector.measure != "项目支出":
        return []
    card = context.snapshot.card(document)
    found = [
        (unit, context.facts.projects(document, unit, finest=False, fund=selector.fund))
        for unit in units_asked(card.units, plan.question)
    ]
    sums = (operand_of(projects, "项目支出") for _, projects in found if projects)
    return [one for one in sums if one is not None]


def tell_project_sums(plan: Plan, context: Context) -> Status | None:
    """A line for each unit, the largest or the smallest first where they are ranked."""
    return tell_sums(
        [one for document in plan.documents for one in project_sums(document, plan, context)], plan, context
    )


def tell_sums(sums: list[Operand], plan: Plan, context: Context) -> Status | None:
    """A line for each sum, in the order that a ranking asks for; None without any, or where their units differ."""
    if plan.operation is Operation.RANK:
        sums.sort(key=lambda one: one.value, reverse=not plan.ascending)
        sums = sums[plan.nth - 1 : plan.nth] if plan.nth else sums[: plan.top] if plan.top > 1 else sums
    if len({one.unit for one in sums}) > 1:
        return None
    if plan.operation is Operation.RANK and sums and plan.selectors:
        first = sums[0].parts[0].unit_name
        context.order = Order(goes_on=True, first_unit=(first, plan.selectors[0].label))
    for one in sums:
        draft = context.draft
        draft.computed_figure(one.label, one.value, one.unit, one.formula, one.parts)
        marks = "".join(dict.fromkeys(draft.cite(part) for part in one.parts))
        added = f"（{one.formula.strip('()')}）" if len(one.parts) > 1 else ""
        said = f"{amount_text(one.value, one.unit)}{added}"
        draft.say(say("row", label=one.label, amount=said, cite=marks))
    return Status.ANSWERED if sums else None
