"""Reasons of single things: the sentence that says why the very item asked about changed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.context import Context
from assistant.plan import Plan, Selector
from assistant.prompting import say
from assistant.stated import stated
from assistant.stated_changes import best_change
from assistant.understand.editions import edition_of
from index.catalogue import THREE_PUBLIC_KINDS
from index.model import Statement

_ITEM = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,2}[、.．)）]")


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
            passage = context.passage(hits[0].passage_id)
            words = _to_full_stop(hits[0].quote, passage.text)
            mark = draft.cite_passage(passage, words)
            where = snapshot.card(hits[0].document_id)
            quoted = say("quote", where=f"{where.department}{where.year or ''}年{where.basis}", quote=words, cite=mark)
            draft.say("" if any(words in line for line in draft.lines) else quoted)
    return bool(plan.selectors)


def _to_full_stop(quote: str, text: str) -> str:
    """A quoted clause that ends at a semicolon, with what its sentence goes on to say; items of a list apart."""
    if not quote.rstrip().endswith(("；", ";")) or quote not in text:
        return quote
    rest = text[text.index(quote) + len(quote) :]
    stop = rest.find("。")
    further = rest[: stop + 1]
    return quote if not further or _ITEM.match(further.lstrip()) or "万元" in further else quote + further


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
