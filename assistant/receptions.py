"""How many groups and visitors were received, or sent abroad, as sentences count them (接待18批次175人)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.answer import Role, Status
from assistant.context import Context
from assistant.plan import Plan
from assistant.quoting import quoted
from assistant.understand.editions import edition_of
from index.model import Statement

_TOPICS = ("接待", "出国", "培训", "会议")
_ABROAD = re.compile(r"外事|国（境）外|国\(境\)外|境外")
_GROUPS, _HEADS = re.compile("批次|团组|几批|多少批"), re.compile("人次|多少人|几人|几个人|来宾")
_OF_GROUPS, _OF_HEADS = ("批次", "个批次", "个团组", "批", "个"), ("人次", "人")


def tell_counts(question: str, plan: Plan, context: Context) -> Status | None:
    """Quotes the sentence that counts what is asked, its numbers first; None where none counts all of it."""
    topic = next((word for word in _TOPICS if word in question), "")
    wanted = [units for asked, units in ((_GROUPS, _OF_GROUPS), (_HEADS, _OF_HEADS)) if asked.search(question)]
    if not topic or not wanted:
        return None
    for document in plan.documents:
        if plan.years and context.snapshot.card(document).year not in plan.years:
            continue
        told = list(_sentences(document, topic, question, context))
        hits = [_first(told, units) for units in wanted]
        if hits and all(hits):
            _tell([hit for hit in hits if hit], context)
            return Status.ANSWERED
    return None


def _sentences(document: str, topic: str, question: str, context: Context) -> Iterator[Statement]:
    """The statements of the document, and of those that belong to it, whose sentences speak of the topic."""
    beside = edition_of(context.snapshot.card(document))
    together = {card.id for card in context.snapshot.documents if edition_of(card) == beside}
    for one in context.snapshot.statements:
        abroad = _ABROAD.search(one.subject) and not _ABROAD.search(question)
        if one.document_id in together and topic in one.quote and one.amount is not None and not abroad:
            yield one


def _first(told: Sequence[Statement], units: Sequence[str]) -> Statement | None:
    groups = units is _OF_GROUPS
    return next(
        (
            one
            for one in told
            if one.unit in units and (not groups or one.unit != "个" or re.search("团组|批", one.subject))
        ),
        None,
    )


def _tell(hits: Sequence[Statement], context: Context) -> None:
    draft = context.draft
    for hit in hits:
        mark = draft.cite_passage(context.passage(hit.passage_id), hit.quote)
        first = not any(figure.role is Role.HEADLINE for figure in draft.figures)
        role = Role.HEADLINE if first else Role.DETAIL
        draft.stated_figure(hit.subject, hit.amount or Decimal(0), hit.unit, role, mark)
        card = context.snapshot.card(hit.document_id)
        where = f"{card.department}{card.year or ''}年{card.basis}"
        line = quoted(where, hit.quote, mark)
        draft.say("" if line in draft.lines else line)
