"""Questions about a group of figures: ranking, filtering, counting and listing projects, items, documents."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from assistant.answer import Status
from assistant.context import Context, add_up, list_figures, resolve
from assistant.draft import amount_text
from assistant.facts import Found
from assistant.plan import Plan, Selector
from assistant.prompting import say
from index.amounts import in_unit


def group_of(plan: Plan, context: Context) -> list[Found]:
    """The figures that are ranked, filtered, counted or listed."""
    facts = context.facts
    if plan.group == "documents":
        return [found for one in plan.documents for found in resolve(one, plan.selectors[0], facts)[:1]]
    group: list[Found] = []
    for document in plan.documents:
        if plan.group == "projects":
            group += facts.projects(document, plan.selectors[0].unit_name if plan.selectors else "")
        else:
            group += facts.children(document, plan.selectors[0] if plan.selectors else Selector(label=""))
    return group


def rank(plan: Plan, context: Context) -> Status | None:
    """The largest or smallest of a group, all of them without a number."""
    group = sorted(group_of(plan, context), key=lambda found: found.value, reverse=not plan.ascending)
    if plan.top and plan.group != "documents":
        kept: list[Found] = []
        for document in plan.documents:
            kept += [found for found in group if found.cell.document_id == document][: plan.top]
        group = sorted(kept, key=lambda found: found.value, reverse=not plan.ascending)
    if not group:
        return None
    list_figures(group, context.draft, headline=True)
    context.history[:] = group
    return Status.ANSWERED


def filter_group(plan: Plan, context: Context) -> Status | None:
    """Those of a group within the condition, added up where the question asks."""
    if plan.condition is None:
        return None
    bound = plan.condition
    test: Callable[[Decimal, Decimal], bool] = {
        ">": lambda value, limit: value > limit,
        ">=": lambda value, limit: value >= limit,
        "<": lambda value, limit: value < limit,
        "<=": lambda value, limit: value <= limit,
    }[bound.operator]
    group = group_of(plan, context)
    kept = [one for one in group if test(one.value, in_unit(bound.amount, bound.unit, one.unit))]
    kept.sort(key=lambda found: -found.value)
    if not group:
        return None
    words = f"{'超过' if '>' in bound.operator else '低于'}{'或等于' if '=' in bound.operator else ''}"
    condition = f"{words} {amount_text(bound.amount, bound.unit)}"
    if not kept:
        context.draft.say(say("none", label=group[0].department, condition=condition))
        return Status.ANSWERED
    if "合计" in plan.question or "一共" in plan.question:
        return add_up(kept, context)
    list_figures(kept, context.draft, headline=True)
    return Status.ANSWERED


def count(plan: Plan, context: Context) -> Status | None:
    """How many there are, for each unit that is named."""
    draft = context.draft
    done = False
    for selector in plan.selectors or (Selector(label="项目"),):
        group = group_of(plan.model_copy(update={"selectors": (selector,)}), context)
        if not group:
            continue
        label = f"{selector.unit_name or group[0].department}{group[0].year or ''}年项目"
        draft.computed_figure(label, Decimal(len(group)), "个", " + ".join("1" for _ in group), group)
        draft.say(say("count", label=label, amount=f"{len(group)} 个"))
        list_figures(group, draft)
        done = True
    return Status.ANSWERED if done else None


def list_group(plan: Plan, context: Context) -> Status | None:
    """Every figure of a group."""
    group = group_of(plan, context)
    if group:
        list_figures(group, context.draft, headline=True)
        context.history[:] = group
    return Status.ANSWERED if group else None
