"""The share of one thing in the sum of several: of those that the question names, or of those told before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.context import Context, Operand, in_one_unit, operand_told
from assistant.found import Found
from assistant.operands import by_edition, operand_for, sum_of
from assistant.plan import Plan
from assistant.recalled import Amount, distinct, recalled
from assistant.share_rows import ShareRow, row_of

OF_LAST_SUM = "其中合计"  # what 其中甲占多少 behind a sum is read as
_OF_TOLD = re.compile(
    f"(.+)占(?:{OF_LAST_SUM}|了?(?:[两二俩三四五六七八九])(?:[项个者种笔类块]|部分)+的?(?:合计|之和|总和|总额|总数))"
)
_NAMED = 4  # things that a sum is called by; one of more is called by their number
_SUM = "合计"


def asks_share_of_told_sum(plan: Plan) -> bool:
    """Whether the share of a thing that a clause names is asked in the sum of so many told before (A占两项合计多少)."""
    return bool(_OF_TOLD.search(plan.question))


def shares_of_told_sum(plan: Plan, context: Context) -> list[ShareRow]:
    """These shares; empty where fewer were told, or the thing is none of them and no table or sentence has it."""
    found = _OF_TOLD.search(plan.question)
    last = OF_LAST_SUM in plan.question
    told = distinct(context.amounts) if last else recalled(plan.question, context) if found else []
    named = [operand_told(one, context) for one in told if found and _is_named(one, found[1], plan)]
    others = [] if named else [_operand(documents, plan, context) for documents in by_edition(plan, context.snapshot)]
    sides = [operand_told(one, context) for one in told]
    names = [one.label if isinstance(one, Found) else one.subject for one in told]
    label = ("、".join(names) if len(names) <= _NAMED else f"以上{len(names)}项") + _SUM
    return _rows([one for one in (*named, *others) if one is not None], sides, label)


def _operand(documents: Sequence[str], plan: Plan, context: Context) -> Operand | None:
    return operand_for(documents, plan.selectors[0], context) if len(plan.selectors) == 1 else None


def _is_named(told: Amount, words: str, plan: Plan) -> bool:
    """Whether words name what was told: as the plan understood them, or by what a sentence calls it."""
    if isinstance(told, Found):
        names = {name for one in plan.selectors for name in (*one.names, one.measure, one.label)}
        return bool({told.item, told.label, told.measure} & (names - {_SUM}))
    return told.subject in words or any(one.label in told.subject for one in plan.selectors)


def shares_of_named_sum(plan: Plan, context: Context) -> list[ShareRow]:
    """The shares in the sum of what the question names, for each body; empty for one that lacks any of it."""
    rows: list[ShareRow] = []
    for documents in by_edition(plan, context.snapshot):
        sides = [operand_for(documents, one, context) for one in plan.added]
        parts = [operand_for(documents, one, context) for one in plan.selectors]
        if all(sides) and all(parts):
            named = "、".join(one.label for one in plan.added)
            rows += _rows([one for one in parts if one], [one for one in sides if one], f"{named}{_SUM}")
    return rows


def _rows(parts: Sequence[Operand], sides: Sequence[Operand], label: str) -> list[ShareRow]:
    sides = in_one_unit(sides)
    if len(sides) < 2 or len({one.unit for one in sides}) > 1:
        return []
    return [row for part in parts for row in row_of(part, sum_of(sides), label)]
