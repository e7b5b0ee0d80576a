"""Narrative questions: from the request for text to the quotes that answer it, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from assistant.narrative.aspect import is_loose
from assistant.narrative.extract import in_reading_order
from assistant.narrative.library import Corpus, Library, library_of
from assistant.narrative.names import name_quotes
from assistant.narrative.relevance import (
    content_words,
    counted_in,
    focus_of,
    implied_words,
    phrases_of,
    terms_of,
    without_names,
)
from assistant.narrative.scoring import Inquiry
from assistant.narrative.strategies import best_sentences, strategy_of
from assistant.narrative.verdict import answers, nearest_places
from assistant.narrative_query import Aspect, NarrativeQuery, NarrativeResult, Quote

CANDIDATES = 40  # passages looked at for one document or group of documents, beside those of telling headings


class Retriever(Protocol):
    """What answering needs of the hybrid retriever."""

    def nearest(self, question: str, documents: Sequence[str], k: int) -> Mapping[str, float]:
        """Ids of the passages that fit best, each with how near it is in meaning (0 to 1)."""


def answer_narrative(query: NarrativeQuery, snapshot: Corpus, retriever: Retriever) -> NarrativeResult:
    """The quotes that answer, in reading order, grouped by document when several are asked; empty, with
    what is worth naming instead, when the documents do not hold it. Encodes the question once."""
    library = library_of(snapshot)
    asked = without_names(query.question, library.names(query.documents))
    groups = [(document,) for document in query.documents] if query.several else [query.documents]
    nearness = retriever.nearest(asked, query.documents, CANDIDATES * len(groups))
    quotes: list[Quote] = []
    nearest: list[str] = []
    for documents in groups:
        inquiry = _inquiry(query, documents, library, nearness)
        found = _find(inquiry)
        quotes += in_reading_order(inquiry, found)
        nearest += () if found else nearest_places(inquiry)
    return NarrativeResult(tuple(quotes), () if quotes else tuple(dict.fromkeys(nearest)))


def _inquiry(
    query: NarrativeQuery, documents: tuple[str, ...], library: Library, nearness: Mapping[str, float]
) -> Inquiry:
    subject = without_names(query.subject, library.names(query.documents))
    words = (*content_words(subject), *implied_words(query.question))
    focus = focus_of(query.question, words, open_ended=query.aspect is Aspect.GENERAL)
    return Inquiry(
        query=replace(query, subject=subject, documents=documents),
        library=library,
        terms=terms_of(words, library.frequency, len(library.texts), focus),
        words=words,
        focus=focus,
        phrases=phrases_of(subject),
        counted=counted_in(query.question),
        nearness=nearness,
    )


def _find(inquiry: Inquiry) -> list[Quote]:
    """The quotes of the first way of looking that answers the question."""
    named = name_quotes(inquiry)
    if named:
        return named
    ways = [strategy_of(inquiry.query.aspect)]
    if ways[0] is not best_sentences and _may_be_elsewhere(inquiry):
        ways.append(best_sentences)
    for look in ways:
        quotes = look(inquiry)
        if answers(inquiry, quotes):
            return quotes
    return []


def _may_be_elsewhere(inquiry: Inquiry) -> bool:
    """Whether other sentences than those of the question's kind may answer: not where a meaning is asked,
    nor where only the kind of question tells what it is about."""
    return bool(inquiry.terms) and (inquiry.query.aspect is not Aspect.DEFINITION or is_loose(inquiry.query.question))
