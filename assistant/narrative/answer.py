"""Narrative questions: from the request for text to the quotes that answer it, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from assistant.narrative.clues import load_clues
from assistant.narrative.definitions import find_definitions, find_inner_definition
from assistant.narrative.extract import (
    continuation,
    covering_spans,
    in_reading_order,
    purpose_below,
    quote_of,
    quotes_of,
    whole,
)
from assistant.narrative.library import Library
from assistant.narrative.names import name_quotes
from assistant.narrative.pools import common_heading, pool_of, sections_on
from assistant.narrative.reasons import change_quotes, reason_quotes
from assistant.narrative.relevance import Segmenter, content_words, counted_in, focus_of, fold, phrases_of, strength, terms_of, without_names
from assistant.narrative.scoring import Inquiry, ScoredSpan, score_spans, weighted
from assistant.narrative.verdict import answers, nearest_headings
from assistant.narrative_query import Aspect, NarrativeQuery, NarrativeResult, Quote
from index.model import Passage

CANDIDATES = 40
_NO_MARKER = re.compile(r"(?!)")
_MOST_ROWS = 15
_WHOLE_SECTION_LIMIT = 450
_PLURAL = ("哪些", "哪几", "列", "都", "全部", "所有", "分别", "各", "什么")


class Retriever(Protocol):
    """What finding passages needs of the hybrid retriever."""

    @property
    def library(self) -> Library: ...

    @property
    def segment(self) -> Segmenter: ...

    def nearest(self, question: str, documents: Sequence[str], k: int) -> Mapping[str, float]:
        """Ids of the k passages that fit best, with how near each is in meaning (0 to 1)."""
        ...


def answer_narrative(query: NarrativeQuery, retriever: Retriever) -> NarrativeResult:
    """The quotes that answer, in reading order, grouped by document when several are asked; empty with
    the nearest headings when the documents do not hold it."""
    groups = [(document,) for document in query.documents] if query.several else [query.documents]
    asked = without_names(query.question, retriever.library.names(query.documents), retriever.segment)
    nearness = retriever.nearest(asked, query.documents, CANDIDATES * len(groups))
    quotes: list[Quote] = []
    nearest: list[str] = []
    for documents in groups:
        inquiry = _inquiry(query, documents, retriever, nearness)
        found = name_quotes(inquiry)
        if found or answers(inquiry, found := _answer(inquiry)):
            quotes += in_reading_order(inquiry, found)
        else:
            nearest += nearest_headings(inquiry)
    return NarrativeResult(tuple(quotes), () if quotes else tuple(dict.fromkeys(nearest)))


def _inquiry(
    query: NarrativeQuery, documents: tuple[str, ...], retriever: Retriever, nearness: Mapping[str, float]
) -> Inquiry:
    library = retriever.library
    subject = without_names(query.subject, library.names(query.documents), retriever.segment)
    words = content_words(subject, retriever.segment)
    return Inquiry(
        query=replace(query, subject=subject, documents=documents),
        library=library,
        terms=terms_of(words, library.frequency, len(library.texts), focus_of(query.question, words)),
        words=words,
        phrases=phrases_of(subject),
        counted=counted_in(query.question),
        nearness=nearness,
    )


def _answer(inquiry: Inquiry) -> list[Quote]:
    strategy = _STRATEGIES.get(inquiry.query.aspect, _general)
    return strategy(inquiry) or (_general(inquiry) if strategy is not _general else [])


def _candidates(inquiry: Inquiry, pool: Sequence[Passage]) -> list[Passage]:
    """The passages found by retrieval and those of the pool, each once."""
    found = {p.id: p for p in inquiry.library.of_documents(inquiry.query.documents) if p.id in inquiry.nearness}
    return list((found | {passage.id: passage for passage in pool}).values())


def _ranked(inquiry: Inquiry, pool: Sequence[Passage], only_pool: bool = False) -> list[ScoredSpan]:
    markers = load_clues().aspects[inquiry.query.aspect].markers
    passages = list(pool) if only_pool else _candidates(inquiry, pool)
    return score_spans(inquiry, passages, markers, frozenset(passage.id for passage in pool))


def _pool(inquiry: Inquiry) -> tuple[Passage, ...]:
    return pool_of(inquiry.query.aspect, inquiry.library.of_documents(inquiry.query.documents))


def _listed(inquiry: Inquiry) -> list[Quote]:
    """Duties and organisation: all items when nothing narrower is asked, else the items that answer."""
    pool = _pool(inquiry)
    if not pool:
        return []
    heading = common_heading(inquiry.library, inquiry.query.aspect, pool[0])
    narrower = [t for t in inquiry.terms if strength(t, heading) < 0.5 and t.weight > 0.5]
    if not narrower:
        return [whole(passage, 1.0) for passage in pool if passage.document_id == pool[0].document_id]
    ranked = _ranked(inquiry, pool, only_pool=True)
    return quotes_of(inquiry, covering_spans(inquiry, ranked, _is_plural(inquiry)))


def _definition(inquiry: Inquiry) -> list[Quote]:
    pool = _pool(inquiry)
    entries = find_definitions(inquiry, pool)
    if entries:
        seen: set[str] = set()
        quotes = []
        for entry in entries:
            if not seen & set(entry.terms):
                quotes.append(whole(entry.passage, 1.0))
                seen |= set(entry.terms)
        return quotes
    inner = find_inner_definition(inquiry, (*pool, *_candidates(inquiry, ())))
    return [quote_of(inner[0], (inner[1],), 1.0)] if inner else []


def _reason(inquiry: Inquiry) -> list[Quote]:
    pool = _pool(inquiry)
    ranked = score_spans(inquiry, _candidates(inquiry, pool), _NO_MARKER, frozenset(passage.id for passage in pool))
    return (
        _reasons_below(inquiry, ranked[:1])
        or reason_quotes(inquiry, ranked)
        or change_quotes(ranked)
        or _definition(inquiry)
    )


def _reasons_below(inquiry: Inquiry, ranked: Sequence[ScoredSpan]) -> list[Quote]:
    """The change of a total and the reasons that its parts give ("具体如下：" and the items after it)."""
    for scored in ranked:
        items = continuation(inquiry, scored.passage, scored.score)
        narrowed = [reason_quotes(inquiry, score_spans(inquiry, [item.passage], load_clues().aspects[Aspect.REASON].markers)) for item in items]
        if any(narrowed):
            return [*quotes_of(inquiry, [scored])[:1], *(quote for quotes in narrowed for quote in quotes)]
    return []


def _marked(inquiry: Inquiry) -> list[Quote]:
    """Purpose and composition: the sentence with the telling verb whose passage names the subject."""
    markers = load_clues().aspects[inquiry.query.aspect].markers
    ranked = _ranked(inquiry, _pool(inquiry))
    telling = [one for one in ranked if markers.search(fold(one.text))]
    if not telling or not ranked or telling[0].covered < ranked[0].covered - 0.2:
        return []
    chosen = covering_spans(inquiry, telling, plural=False)
    return [*quotes_of(inquiry, chosen), *(row for one in chosen for row in purpose_below(inquiry, one.passage))]


def _general(inquiry: Inquiry) -> list[Quote]:
    """The section when its heading is all that is asked about and it is short; else the best sentences."""
    asked = fold(inquiry.query.question)
    topics = [word for word in load_clues().aspects[Aspect.STATEMENT].headings if word in asked]
    pool = sections_on(topics, inquiry.library.of_documents(inquiry.query.documents)) if topics else ()
    ranked = _ranked(inquiry, pool)
    if not ranked:
        return []
    best = ranked[0]
    about = _states_topic(best.passage) or (best.passage in pool and _is_about_heading(inquiry, best))
    section = [p for p in inquiry.library.of_documents((best.passage.document_id,)) if p.section == best.passage.section]
    prose = [passage for passage in section if passage.kind not in ("table", "note")]
    rows = [passage for passage in section if passage.kind == "table"]
    if about and not prose and rows and _is_plural(inquiry):
        return [whole(passage, best.score) for passage in rows[:_MOST_ROWS]]
    if about and prose and sum(len(p.text) for p in prose) <= _WHOLE_SECTION_LIMIT:
        return [whole(passage, best.score) for passage in prose]
    return quotes_of(inquiry, covering_spans(inquiry, ranked, _is_plural(inquiry)))


def _states_topic(passage: Passage) -> bool:
    """Whether the passage stands directly under a heading on one of the topics of statements."""
    heading = fold(passage.section[-1]) if passage.section else ""
    return any(topic in heading for topic in load_clues().aspects[Aspect.STATEMENT].headings)


def _is_about_heading(inquiry: Inquiry, best: ScoredSpan) -> bool:
    heading = inquiry.library.headings[best.passage.id]
    return weighted(inquiry, [strength(term, heading) for term in inquiry.terms]) >= 0.8


def _is_plural(inquiry: Inquiry) -> bool:
    return any(word in inquiry.query.question for word in _PLURAL)


_STRATEGIES: dict[Aspect, Callable[[Inquiry], list[Quote]]] = {
    Aspect.DUTY: _listed,
    Aspect.ORGANISATION: _listed,
    Aspect.DEFINITION: _definition,
    Aspect.REASON: _reason,
    Aspect.PURPOSE: _marked,
    Aspect.COMPOSITION: _marked,
}
