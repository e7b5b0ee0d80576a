"""Sums of what earlier turns told: all of it, the last of it, or without what the question leaves out; sums of which
sentences state a part."""

from __future__ import annotations

import re

from assistant.answer import Status
from assistant.context import Context, add_up, list_figures, operand_told
from assistant.excluding import rest_of_told
from assistant.found import Found
from assistant.operands import add_up_sides, by_edition, documents_of, operand_for, say_absent
from assistant.plan import Plan
from assistant.prompting import say
from assistant.recalled import number_meant, recalled

_SOME = re.compile(r"(?:那么?|这|以上|上面|前面)*[两二三四五六七八九十][样项个笔者种块类]")


def sum_of_told(plan: Plan, context: Context) -> Status | None:
    """The sum of the amounts told before that a clause means which names none; None where these are not two."""
    told = recalled("" if plan.excluded else plan.question, context)
    figures = [one for one in told if isinstance(one, Found)]
    if len(told) == 1 == len(figures) and context.selected and not plan.excluded:
        list_figures(figures, context.draft, headline=True)  # all that kept the bound
        return Status.ANSWERED
    if len(told) < 2:
        return None
    if plan.excluded and len(figures) == len(told):
        return rest_of_told(figures, plan, context)
    if len(figures) == len(told):
        return add_up(figures, context, plan.unit)
    return add_up_sides([operand_told(one, context) for one in told], context)


def sum_of_others(plan: Plan, context: Context) -> Status | None:
    """The sum of what was told before, where the question names nothing, or of figures of which sentences
    state some; None for any other sum."""
    told = None if plan.selectors_are_new else sum_of_told(plan, context)
    if told or not plan.selectors:
        return told
    if not plan.selectors_are_new and _SOME.match(plan.question) and number_meant(plan.question) > 1:
        context.draft.say(say("fewer_told"))
        return Status.NOT_FOUND
    editions = by_edition(plan, context.snapshot)
    found = (operand_for(documents, one, context) for documents in editions for one in plan.selectors)
    sides = [one for one in found if one is not None]
    if len(sides) < 2 or not any(one.statement for one in sides):
        return None
    status = add_up_sides(sides, context)
    if status:
        say_absent({document for one in sides for document in documents_of(one)}, plan, context)
    return status
