"""What part of the sum over several bodies the figure of one of them is."""

from __future__ import annotations

from assistant.context import Context, in_one_unit
from assistant.operands import by_edition, list_sides, operand_for, say_absent, sum_of
from assistant.plan import Plan
from assistant.prompting import say
from assistant.share_rows import ShareRow, row_of


def shares_of_bodies(plan: Plan, context: Context) -> list[ShareRow]:
    """The share of each of the plan's documents in the sum over all its `whole_documents`; empty where one of its
    own documents has no such figure, or fewer than two have."""
    if not plan.selectors or plan.base is None:
        return []
    everywhere = plan.model_copy(update={"documents": plan.whole_documents})
    found = [operand_for(one, plan.base, context) for one in by_edition(everywhere, context.snapshot)]
    sides = in_one_unit([one for one in found if one is not None])
    parts = [operand_for(one, plan.selectors[0], context) for one in by_edition(plan, context.snapshot)]
    if len(sides) < 2 or len({one.unit for one in sides}) > 1 or None in parts:
        return []
    label = say("together", number=str(len(sides)), label=plan.base.full_name)
    return [row for part in parts for row in row_of(part, sum_of(sides), label)]


def tell_bodies(plan: Plan, context: Context) -> None:
    """A line for the figure of each body that is added up, and which bodies have none."""
    everywhere = plan.model_copy(update={"documents": plan.whole_documents})
    found = [operand_for(one, plan.base, context) for one in by_edition(everywhere, context.snapshot) if plan.base]
    sides = [one for one in found if one is not None]
    list_sides(sides, context)
    there = {part.cell.document_id for one in sides for part in one.parts}
    there |= {one.statement.document_id for one in sides if one.statement}
    say_absent(there, everywhere, context)
