"""How many groups and visitors were received, or sent abroad, as sentences count them (接待18批次175人)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.answer import Role, Status
from assistant.context import Context
from assistant.draft import amount_text
from assistant.found import Found, found_of
from assistant.plan import Plan
from assistant.prompting import say
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
        listed = [_in_table(document, topic, units, question, context) for units in wanted]
        if all(listed):
            _tell_rows([one for one in listed if one], context)
            return Status.ANSWERED
    return None


def _in_table(document: str, topic: str, units: Sequence[str], question: str, context: Context) -> Found | None:
    """The count that a table of related numbers has (国内公务接待批次)."""
    words = re.compile("批次|团组" if units is _OF_GROUPS else "人次|人数")
    for record in context.facts.of_document(document).to_dict("records"):
        item, value = str(record["item"]), record["value"]
        counted = value is not None and value == value and record["measure"] in ("合计", "数量", "决算数")
        abroad = _ABROAD.search(item) and not _ABROAD.search(question)
        if counted and topic in item and words.search(item) and not abroad:
            return found_of(record)
    return None


def _tell_rows(found: Sequence[Found], context: Context) -> None:
    draft = context.draft
    card = context.snapshot.card(found[0].cell.document_id or "")
    draft.say(say("rows_of", department=card.department, year=str(card.year or "")))
    for one in found:
        first = not any(figure.role is Role.HEADLINE for figure in draft.figures)
        draft.read_figure(one, Role.HEADLINE if first else Role.DETAIL)
        amount = amount_text(one.value, one.unit)
        draft.say(say("row", label=one.label, amount=amount, cite=draft.cite_cell(one.cell)))


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
