"""By how many projects two bodies, or two years of one, differ: 项目数量差几个, 项目比去年多几个."""

from __future__ import annotations

from decimal import Decimal

from assistant.answer import Status
from assistant.changes import documents_before
from assistant.context import Context, list_figures
from assistant.found import Found
from assistant.groups import group_of
from assistant.plan import Plan
from assistant.prompting import say
from assistant.understand.numbers_apart import MORE_PROJECTS, NUMBERS_APART


def number_gap(plan: Plan, context: Context) -> Status | None:
    """The numbers of projects of two documents and their difference; None where a clause asks something else, or
    there are not two documents that list some."""
    which = MORE_PROJECTS.search(plan.question)
    if plan.group != "projects" or not (which or NUMBERS_APART.search(plan.question)):
        return None
    documents = plan.documents
    if len(documents) == 1:
        documents += documents_before(documents, plan, context.snapshot)
    groups = [group_of(plan.model_copy(update={"documents": (one,)}), context) for one in documents]
    if len(groups) != 2 or not all(groups):
        return None
    if which:
        groups.sort(key=len, reverse="少" not in which[0])
    draft, (first, second) = context.draft, groups
    larger, smaller = (first, second) if len(first) >= len(second) else (second, first)
    gap = Decimal(len(larger) - len(smaller))
    formula = f"({_ones(larger)}) − ({_ones(smaller)})"
    draft.computed_figure("项目数之差", gap, "个", formula, [*larger, *smaller])
    words = {"first": _whose(first), "second": _whose(second), "formula": f"{len(larger)} − {len(smaller)}"}
    direction = "多" if len(first) >= len(second) else "少"
    line = say("difference", amount=f"{gap} 个", direction=direction, **words) if gap else say("equal", **words)
    draft.say(line)
    for group in groups:
        draft.counted_figure(_whose(group), group)
        draft.say(say("count", label=_whose(group), amount=f"{len(group)} 个"))
        list_figures(group, draft)
    return Status.ANSWERED


def _ones(group: list[Found]) -> str:
    return " + ".join("1" for _ in group)


def _whose(group: list[Found]) -> str:
    return f"{group[0].department}{group[0].year or ''}年项目"
