"""Which units of one department have an amount of something and which have none (哪个下属单位没有公务接待费)."""

from __future__ import annotations

import re

from assistant.across import asks_which_have
from assistant.answer import Status
from assistant.context import Context, list_figures
from assistant.plan import Plan
from assistant.prompting import say
from assistant.unit_sums import project_sums, tell_project_sums, units_asked

_UNITS = re.compile("单位|机构|中心|学校|院校|医院|幼儿园|卫生院")
_NONE = re.compile("没有?|未|无|不")


def tell_units_having(plan: Plan, context: Context) -> Status | None:
    """The units that have an amount, with it, and those without; None where a clause asks something else, or no table
    tells the units apart by it."""
    if len(plan.documents) != 1 or not asks_which_have(plan) or not _UNITS.search(plan.question):
        return None
    (document,), selector = plan.documents, plan.selectors[0]
    units = units_asked(context.snapshot.card(document).units, plan.question)
    if len(units) < 2 or selector.unit_name or not _NONE.search(plan.question):
        return None
    rows = [one for one in context.facts.by_unit(document, selector, units) if one.value]
    of_units = plan.model_copy(update={"group": "units"})
    sums = [] if rows else project_sums(document, of_units, context)
    named = {one.unit_name for one in (*rows, *(part for one in sums for part in one.parts))}
    if not named:
        return None
    without = [unit for unit in units if unit not in named]
    if without:
        context.draft.say(say("have_none", bodies="、".join(without), label=selector.full_name))
    context.draft.say(say("have_some" if without else "have_all", label=selector.full_name))
    list_figures(rows, context.draft, headline=True)
    if sums:
        tell_project_sums(of_units, context)
    context.history[:] = rows or context.history
    return Status.ANSWERED
