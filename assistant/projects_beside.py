"""Projects for the same thing beside an item of basic expenditure that everyday words name (租房: 租赁费, and a project
办公用房租赁)."""

from __future__ import annotations

import re

from assistant.answer import Role
from assistant.context import Context
from assistant.draft import amount_text
from assistant.plan import Operation, Plan
from assistant.prompting import say
from assistant.understand.reading import Reading
from assistant.understand.text import bare

_KIND = re.compile(r"[（(].*?[)）]|(?:经费|费用|支出|费)$")
_SHORTEST = 2  # characters of what an item is for
_TOLD = 3  # projects that are named at most
_BASIC = "基本支出表"


def tell_projects_beside(reading: Reading, plan: Plan, context: Context) -> None:
    """Names the projects of a body for what everyday words ask about, where its figure is one of basic expenditure;
    nothing where the item is called by its own name, or no project is called so."""
    links = [one for one in reading.links if one.kinds & {"economic"} and "project" not in one.kinds]
    if plan.operation is not Operation.VALUE or len(links) != 1 or len(plan.documents) != 1 or not context.history:
        return
    (link,), found = links, context.history[-1]
    formal = {bare(name) for name in link.names}
    if bare(link.text) in formal or found.kind != _BASIC or found.item not in link.names:
        return
    purpose = bare(_KIND.sub("", found.item))
    if len(purpose) < _SHORTEST:
        return
    projects = context.facts.projects(plan.documents[0], found.unit_name if found.of_unit else "")
    for one in [one for one in projects if purpose in bare(one.label) and one.value][:_TOLD]:
        context.draft.read_figure(one, Role.DETAIL)
        amount = amount_text(one.value, one.unit, one.operator)
        context.draft.say(say("project_beside", label=one.label, amount=amount, cite=context.draft.cite(one)))
