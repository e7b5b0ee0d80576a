"""Projects with a row for each subject that pays for them: which of them is the largest is told by their sums."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Status
from assistant.context import Context, operand_of
from assistant.found import Found
from assistant.plan import Plan
from assistant.unit_sums import tell_sums


def rank_split_projects(group: Sequence[Found], plan: Plan, context: Context) -> Status | None:
    """The projects by their sums, where some have several rows of one column; None for all others."""
    if plan.group != "projects":
        return None
    rows: dict[tuple[str, str, tuple[str, ...], str], list[Found]] = {}
    for one in group:
        rows.setdefault((one.item, one.unit_name, one.parents, one.measure), []).append(one)
    if len(rows) == len(group):
        return None
    sums = [total for (item, *_), parts in rows.items() if (total := operand_of(parts, item))]
    context.history[:] = group
    return tell_sums(sums, plan, context)
