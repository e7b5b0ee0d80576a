"""The share of what two amounts of one body differ by: 人员经费和公用经费的差额占基本支出多少."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.context import Context, Operand, in_one_unit
from assistant.operands import marks_of, operand_for
from assistant.plan import TOTAL, Plan
from assistant.share_rows import ShareRow, names_total, row_of, whole_of
from assistant.understand.plain_forms import means_excess

_SIDES = 2


def asks_share_of_gap(plan: Plan) -> bool:
    """Whether the part is what two amounts differ by."""
    return means_excess(plan.question)


def share_of_gap(documents: Sequence[str], plan: Plan, context: Context) -> list[ShareRow]:
    """The difference of two amounts of one body as a share of what is named; empty where not two are held."""
    if len(plan.selectors) != _SIDES or plan.group:
        return []
    held = [one for one in (operand_for(documents, each, context) for each in plan.selectors) if one is not None]
    sides = in_one_unit(held)
    if len(sides) != _SIDES or len({one.unit for one in sides}) > 1:
        return []
    more, less = sorted(sides, key=lambda one: one.value, reverse=True)
    parts = (*more.parts, *less.parts)
    base, whole = whole_of(documents, parts, plan, context)
    if base.label == TOTAL and not names_total(plan):
        return []  # of something that was not understood
    label = f"{sides[0].label}与{plan.selectors[1].label}的差额"
    formula = f"({more.formula} − {less.formula})"
    gap = Operand(label, more.value - less.value, more.unit, formula, parts, marks_of((more, less)))
    return row_of(gap, whole, base.label)
