"""Reasons of single things: the sentence that says why the very item asked about changed."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.context import Context
from assistant.plan import Plan, Selector
from assistant.prompting import say
from assistant.stated import stated
from assistant.stated_changes import best_change
from assistant.understand.editions import edition_of
from index.catalogue import THREE_PUBLIC_KINDS
from index.model import Statement


def tell_reasons(plan: Plan, context: Context) -> bool:
    """Quotes the sentence that gives the reason of the very thing that is asked about; False where no
    sentence of the documents does for each of them."""
    draft = context.draft
    snapshot = context.snapshot
    bodies = dict.fromkeys(edition_of(snapshot.card(one)) for one in plan.documents)
    for body in bodies:
        documents = [one for one in plan.documents if edition_of(snapshot.card(one)) == body]
        for selector in plan.selectors:
            names = dict.fromkeys((selector.label, *selector.names))
            hits = [one for name in names for one in stated(snapshot, documents, name, exact=True) if one.reason]
            if not hits and "三公经费" in selector.names:
                hits = [one for one in _of_kinds(documents, context) if one.direction in ("增加", "减少")]
            if not selector.names:
                hits = _of_total(documents, selector, plan, context)
            if not hits or len(selector.names) > 1:
                return False
            mark = draft.cite_passage(context.passage(hits[0].passage_id), hits[0].quote)
            where = snapshot.card(hits[0].document_id)
            quoted = say(
                "quote", where=f"{where.department}{where.year or ''}年{where.basis}", quote=hits[0].quote, cite=mark
            )
            draft.say("" if any(hits[0].quote in line for line in draft.lines) else quoted)
    return bool(plan.selectors)


def _of_total(documents: Sequence[str], selector: Selector, plan: Plan, context: Context) -> list[Statement]:
    """The change of a total with the reason that is given for it."""
    found = best_change(context.snapshot, documents, selector, plan.question)
    return [found] if found is not None and found.reason else []


def _of_kinds(documents: Sequence[str], context: Context) -> list[Statement]:
    """The reasons of the kinds of 三公经费, for a total of which none is given."""
    return [
        one
        for kind in THREE_PUBLIC_KINDS
        for one in stated(context.snapshot, documents, kind, exact=True)
        if one.reason
    ]
