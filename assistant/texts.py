"""Text questions: the quotes that answer, worded with their citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answer import Role, Status
from assistant.draft import Draft
from assistant.prompting import say

if TYPE_CHECKING:
    from assistant.retrieve import HybridRetriever
    from index.store import Snapshot


def answer_text(
    question: str,
    documents: tuple[str, ...],
    several: bool,
    snapshot: Snapshot,
    retriever: HybridRetriever,
    draft: Draft,
) -> tuple[Status | None, tuple[str, ...]]:
    """Adds the quotes that answer; None with the nearest places when nothing does."""
    from assistant.narrative.answer import answer_narrative
    from assistant.narrative.aspect import aspect_of
    from assistant.narrative_query import NarrativeQuery

    aspect, subject = aspect_of(question)
    result = answer_narrative(NarrativeQuery(question, subject, aspect, documents, several), snapshot, retriever)
    if not result.quotes:
        return None, result.nearest
    names = {card.id: f"{card.department}{card.year or ''}年{card.basis}" for card in snapshot.documents}
    for quote in result.quotes:
        mark = draft.cite_passage(quote.passage, quote.text)
        draft.say(say("quote", where=names[quote.passage.document_id], quote=quote.text, cite=mark))
        _state_figures(quote.passage.id, quote.text, snapshot, draft, mark)
    return Status.ANSWERED, ()


def _state_figures(passage_id: str, text: str, snapshot: Snapshot, draft: Draft, mark: str) -> None:
    """The amounts that the quoted words state of a subject become figures with the quote as proof."""
    for statement in snapshot.statements:
        if statement.passage_id != passage_id or statement.amount is None or statement.quote not in text:
            continue
        first = not any(one.role is Role.HEADLINE for one in draft.figures)
        role = Role.HEADLINE if first else Role.DETAIL
        draft.stated_figure(statement.subject, statement.amount, statement.unit, role, mark)
