"""For which project something is bought: the name above its row in the table of procurement."""

from __future__ import annotations

import re

from assistant.answer import Status
from assistant.context import Context, add_up, list_figures
from assistant.found import bought_for
from assistant.plan import Operation, Plan, Selector
from assistant.understand.clues import asks_sum
from assistant.understand.reading import Reading

_ASKS = re.compile("(?:哪一?[个些]?|哪几个|什么|啥)(?:专项|项目)")
_TABLE = "政府采购表"


def tell_bought_for(reading: Reading, plan: Plan, context: Context) -> Status | None:
    """Each row of the things that a clause names and asks for which projects they are bought, with the project above
    it, and the sum where that is asked too; None where it asks something else, or a row stands below no project."""
    named = [one for one in reading.links if "procurement" in one.kinds]
    if not named or not _ASKS.search(reading.text):
        return None
    selectors = [Selector(label=one.names[0], names=one.names, tables=(_TABLE,)) for one in named]
    pairs = [(document, one) for document in plan.documents for one in selectors]
    found = [one for pair in pairs for one in context.facts.find_all(*pair)]
    if not found or not all(map(bought_for, found)):
        return None
    if len(found) > 1 and asks_sum(reading.plain):
        return add_up(found, context, plan.unit)
    if plan.operation is Operation.RANK:
        found = sorted(found, key=lambda one: one.value, reverse=not plan.ascending)[: max(plan.top, 1)]
    list_figures(found, context.draft, headline=True)
    context.history += found
    return Status.ANSWERED
