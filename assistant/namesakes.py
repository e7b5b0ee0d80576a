"""Rows of one table that have the same name below different ones (行政运行 of several 款): a figure of one of
them is never told for that of another without a word."""

from __future__ import annotations

from assistant.answer import Role, Status
from assistant.context import Context, resolve
from assistant.draft import amount_text
from assistant.found import Found
from assistant.plan import Plan, Selector
from assistant.prompting import say

_SUBJECTS = ("functional", "economic")


def namesakes(selector: Selector, found: Found) -> list[Found]:
    """The other rows of the figure's table that the selector could mean as well."""
    if selector.within or len(selector.names) != 1 or found.of_unit or found.item_kind not in _SUBJECTS:
        return []
    return [
        one
        for one in found.others
        if (one.cell.table_id, one.measure, one.item_kind) == (found.cell.table_id, found.measure, found.item_kind)
        and one.parents != found.parents
        and not {one.item, found.item} & {*one.parents, *found.parents}
        and not one.of_unit
    ]


def say_namesakes(selector: Selector, found: Found, context: Context) -> Status:
    """Each of the rows with the name above it."""
    draft = context.draft
    rows = [found, *namesakes(selector, found)]
    draft.say(say("namesakes", where=found.department, label=found.label, count=str(len(rows))))
    for one in rows:
        label = _full_name(one)
        draft.read_figure(one, Role.DETAIL, label)
        amount = amount_text(one.value, one.unit, one.operator)
        draft.say(say("row", label=label, amount=amount, cite=draft.cite(one)))
    context.history += rows
    return Status.CLARIFY


def note_namesakes(plan: Plan, context: Context) -> None:
    """Says of a figure that was computed with which of the rows of that name it was, and which were not."""
    pairs = [(document, selector) for document in plan.documents for selector in plan.selectors]
    for document, selector in pairs:
        for found in resolve(document, selector, context.facts)[:1]:
            others = namesakes(selector, found)
            if others:
                names = "、".join(_full_name(one) for one in others)
                context.draft.say(say("namesakes_left", label=_full_name(found), others=names))


def _full_name(found: Found) -> str:
    return f"{found.parents[-1]}—{found.label}" if found.parents else found.label
