"""甲和乙的比例: the share of a part in its whole where one of the two is a part of the other, else how many times
the second the first is."""

from __future__ import annotations

import re

from assistant.answer import Status
from assistant.changes import documents_before
from assistant.comparing import LAST_YEAR, ratio
from assistant.context import Context
from assistant.found import is_part
from assistant.operands import by_edition, operand_for
from assistant.plan import TOTALS, Operation, Plan
from assistant.prompting import say
from assistant.shares import share

_OF_TWO = re.compile(r"[和与跟同及][^,，占各]{2,20}?(?:之间)?的?(?:比例|比值)")


def share_or_ratio(plan: Plan, context: Context) -> Status | None:
    """A share; of two things put beside each other without a whole, what they are to each other."""
    plan = _with_year_before(plan, context)
    named_whole = plan.base is not None and plan.base.label not in TOTALS
    one_body = len({context.snapshot.card(one).department for one in plan.documents}) == 1
    if len(plan.selectors) != 2 or named_whole or plan.group or not one_body or not _OF_TWO.search(plan.question):
        return share(plan, context)
    if re.search("占|各|分别", plan.question):
        return share(plan, context)
    first, second = (operand_for(plan.documents, one, context) for one in plan.selectors)
    if first is None or second is None:
        return share(plan, context)
    for part, whole, places in ((first, second, (0, 1)), (second, first, (1, 0))):
        if any(is_part(one, other) for one in part.parts for other in whole.parts):
            one, base = (plan.selectors[place] for place in places)
            return share(plan.model_copy(update={"selectors": (one,), "base": base}), context)
    return ratio(plan.model_copy(update={"operation": Operation.RATIO, "base": None}), context)


def _with_year_before(plan: Plan, context: Context) -> Plan:
    """The plan over the documents of the year before too, where it is asked by how many points a share moved (占比比
    2024年高几个百分点)."""
    moved = "百分点" in plan.question and (plan.base_year or LAST_YEAR.search(plan.question))
    if not moved or plan.of_told or len(by_edition(plan, context.snapshot)) != 1:
        return plan
    before = documents_before(plan.documents, plan, context.snapshot)
    if not before:
        card = context.snapshot.card(plan.documents[0])
        year = plan.base_year or (card.year or 1) - 1
        context.draft.is_open = True
        context.draft.say(say("no_such_year", departments=card.department, year=str(year)))
    return plan.model_copy(update={"documents": (*plan.documents, *before)})
