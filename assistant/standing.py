"""Which place a figure takes among those beside it: 信息化建设在各项目中排第几."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answer import Role, Status
from assistant.context import Context, list_figures, name_of, resolve
from assistant.draft import amount_text
from assistant.found import Found, size_of
from assistant.plan import Plan, Selector
from assistant.prompting import say

_MOST_LISTED = 15


def standing(plan: Plan, context: Context) -> Status | None:
    """The place of each figure that is named, with the whole order; None where it stands in no group."""
    done = False
    for document in plan.documents:
        for selector in plan.selectors:
            for own in resolve(document, selector, context.facts)[:1]:
                beside = next((one for one in _groups_of(own, document, selector, context) if _holds(one, own)), None)
                if beside:
                    _tell_place(own, beside, plan, context)
                    done = True
    return Status.ANSWERED if done else None


def _groups_of(own: Found, document: str, selector: Selector, context: Context) -> Iterator[list[Found]]:
    """What a figure may be held against, the narrowest that the question speaks of first."""
    facts = context.facts
    if selector.unit_name:
        whole = selector.model_copy(update={"unit_name": ""})
        yield facts.by_unit(document, whole, context.snapshot.card(document).units)
    if selector.within:
        yield facts.children(document, Selector(label=selector.within[0], names=selector.within))
    if selector.measure not in ("合计", own.item):
        yield facts.children(document, Selector(label=selector.measure, measure=selector.measure))
    if own.item_kind == "project" and selector.unit_name:
        yield facts.projects(document, selector.unit_name)
    if own.item_kind == "project":
        yield from (facts.projects(document, finest=finest) for finest in (True, False))
    if own.item_kind == "three_public":
        yield facts.children(document, Selector(label="三公经费", names=("三公经费",)))
        return  # other rows of the table are of its units
    if own.parents:
        yield facts.children(document, Selector(label=own.parents[-1], names=own.parents[-1:]))
    yield facts.rows_of(document, own.item_kind, Selector(label=""), own.level)


def _holds(group: list[Found], own: Found) -> bool:
    return len(group) > 1 and any(
        (one.item, one.value, one.unit_name) == (own.item, own.value, own.unit_name) for one in group
    )


def _tell_place(own: Found, beside: list[Found], plan: Plan, context: Context) -> None:
    ordered = sorted(beside, key=size_of, reverse=not plan.ascending)
    ahead = [one for one in ordered if (one.value < own.value if plan.ascending else one.value > own.value)]
    number = len(ahead) + 1
    draft = context.draft
    draft.counted_figure(f"{own.label}的名次", [*ahead, own], unit="位")
    amount = amount_text(own.value, own.unit)
    order = "从低到高" if plan.ascending else "从高到低"
    words = {"label": name_of(own), "order": order, "total": str(len(ordered)), "number": str(number)}
    draft.read_figure(own, Role.DETAIL)
    draft.say(say("standing", amount=amount, cite=draft.cite(own), **words))
    list_figures(ordered if len(ordered) <= _MOST_LISTED else [*ahead, own][-_MOST_LISTED:], draft)
    context.history[:] = [own]
