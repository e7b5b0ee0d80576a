"""What earlier turns told, added up: all of it, the last of it, or without what the question leaves out."""

from __future__ import annotations

from assistant.answer import Status
from assistant.context import Context, add_up, operand_told
from assistant.excluding import rest_of_told
from assistant.found import Found
from assistant.operands import add_up_sides
from assistant.plan import Plan
from assistant.recalled import recalled


def sum_of_told(plan: Plan, context: Context) -> Status | None:
    """The sum of the amounts told before that a clause means which names none; None where these are not two."""
    told = recalled("" if plan.excluded else plan.question, context)
    figures = [one for one in told if isinstance(one, Found)]
    if len(told) < 2:
        return None
    if plan.excluded and len(figures) == len(told):
        return rest_of_told(figures, plan, context)
    if len(figures) == len(told):
        return add_up(figures, context, plan.unit)
    return add_up_sides([operand_told(one, context) for one in told], context)
