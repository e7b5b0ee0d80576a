"""What part of the sum over several bodies the figure of one of them is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Context, Operand, in_one_unit
from assistant.operands import by_edition, list_sides, operand_for, say_absent, sum_of
from assistant.plan import Plan, Selector
from assistant.prompting import say
from assistant.share_rows import ShareRow, row_of
from assistant.understand.among import TOP_BODIES
from assistant.understand.body_count import not_of
from assistant.understand.clues import NUMERALS

_EACH = re.compile("各|分别")
_SUM_FIRST = re.compile("^[^比是]*(?:加起来|加在?一[起块]|合起来|合计|总和|之和|总共|一共|相加|加总)[^比是]{0,6}[比是]")


def shares_of_bodies(plan: Plan, context: Context) -> list[ShareRow]:
    """The share of each of the plan's documents in the sum over all its `whole_documents`; empty where one of its
    own documents has no such figure, or fewer than two have."""
    parts, whole = _parts_and_whole(plan, plan.base, context)
    return [row for part in parts for row in row_of(part, whole, whole.label)] if whole else []


def body_and_sum(plan: Plan, context: Context) -> list[Operand]:
    """The figure of one body and the sum of those that it is set against; empty where one of them is not held."""
    parts, whole = _parts_and_whole(plan, plan.selectors[-1] if plan.selectors else None, context)
    if whole is None:
        return []
    return [whole, *parts] if _SUM_FIRST.search(plan.question) else [*parts, whole]


def _parts_and_whole(plan: Plan, base: Selector | None, context: Context) -> tuple[list[Operand], Operand | None]:
    found = _of_each(plan, base, context)
    sides = in_one_unit([one for one in found if one is not None])
    own = [operand_for(one, plan.selectors[0], context) for one in by_edition(plan, context.snapshot)]
    of_top = TOP_BODIES.search(plan.question)
    parts = _first_of(plan, [one for one in own if one is not None])
    lacks = len(parts) < len(own) and not of_top
    if base is None or len(sides) < 2 or len({one.unit for one in sides}) > 1 or lacks:
        return [], None
    if (plan.of_sum or of_top) and len(parts) > 1 and not _EACH.search(plan.question):
        whose = "、".join(part.department for one in parts for part in one.parts[:1]) if of_top else ""
        together = _together(in_one_unit(parts), plan.selectors[0])
        parts = [replace(together, label=f"{whose}这 {together.label}") if whose else together]
    return parts, _together(sides, base)


def _first_of(plan: Plan, sides: Sequence[Operand]) -> list[Operand]:
    """The bodies with the most or the least, as many as the question says (最高的两家占五家的多少); else all."""
    top = TOP_BODIES.search(plan.question)
    if top is None:
        return list(sides)
    number = NUMERALS.get(top["number"] or "", 1)
    return sorted(in_one_unit(sides), key=lambda one: one.value, reverse=top["end"] not in "低少小")[:number]


def _together(sides: Sequence[Operand], selector: Selector) -> Operand:
    """The sum over bodies, under a name that says of how many."""
    label = say("together", number=str(len(sides)), label=selector.full_name)
    return replace(sum_of(sides), label=label)


def _of_each(plan: Plan, base: Selector | None, context: Context) -> list[Operand | None]:
    """The figures of the bodies that are added up."""
    everywhere = plan.model_copy(update={"documents": plan.whole_documents})
    return [operand_for(one, base, context) for one in by_edition(everywhere, context.snapshot)] if base else []


def tell_bodies(plan: Plan, context: Context) -> None:
    """A line for the figure of each body that is added up, and which bodies have none."""
    if plan.base != plan.selectors[0] and len(plan.documents) > 1:
        list_sides([one for one in _of_each(plan, plan.selectors[0], context) if one is not None], context)
    sides = [one for one in _of_each(plan, plan.base, context) if one is not None]
    list_sides(sides, context)
    there = {part.cell.document_id for one in sides for part in one.parts}
    there |= {one.statement.document_id for one in sides if one.statement}
    everywhere = plan.model_copy(update={"documents": plan.whole_documents})
    number = not_of(len(by_edition(everywhere, context.snapshot)), plan.question)
    context.draft.say(say("other_number", words=number) if number else "")
    say_absent(there, everywhere, context)
