"""Narrative questions: from the request for text to the quotes that answer it, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Protocol

from assistant.narrative.asked import form_asked, measure_asked
from assistant.narrative.aspect import asks_who, asks_why, aspect_of, is_loose
from assistant.narrative.definitions import is_residual
from assistant.narrative.extract import in_reading_order, states_change
from assistant.narrative.library import Corpus, Library, library_of
from assistant.narrative.names import name_quotes
from assistant.narrative.numbered import asks_numbered, numbered_quotes
from assistant.narrative.parts import parts_of
from assistant.narrative.pools import pool_of
from assistant.narrative.reasons import gives_reason
from assistant.narrative.relevance import (
    content_words,
    focus_of,
    fold,
    implied_words,
    phrases_of,
    terms_of,
    without_names,
)
from assistant.narrative.scoring import Inquiry
from assistant.narrative.strategies import OPEN_ASPECTS, best_sentences, may_tell_use, ranked_spans, strategy_of
from assistant.narrative.verdict import answers, counts_things, nearest_places, share_told
from assistant.narrative_query import Aspect, NarrativeQuery, NarrativeResult, Quote
from index.model import Passage

_EXPLAINS = re.compile(
    r"[一-鿿]{2,10}后[，,][^。]{0,24}(?:减少|增加|下降|降低)|调整|改为|转为|改由|属于|口径|根据|由于|鉴于|按照?[^，。]{1,12}(?:规定|要求|标准)"
)
_ADJUSTS = re.compile(r"调整|改为|转为|改由|取消|新增")
_EXPLAINED = re.compile(r"(?:的|名词)解释[?？]?$|^(?:按|根据|照)[^，,。]{0,14}解释")
_IN_CHARGE = re.compile("负责|主管|管理|承担|牵头|组织|监督|指导|办理|实施|承办|协助|所属|局属|直属|下属|预算包括")
_WHETHER = re.compile(r"吗|管不管|负不负责|是不是|归不归")
_AMOUNT = re.compile(r"多少|几[十百千万]|金额")
_SAYS_NONE = re.compile(r"没有|未|无|不列|不安排|不再|(?<![\d.])0(?:\.0+)?\s*万?元")
_ASKS_NONE = re.compile(r"没|不|零|无|未|(?<!\d)0|空")
CANDIDATES = 40  # passages looked at for one document or group of documents, beside those of telling headings


class Retriever(Protocol):
    """What answering needs of the hybrid retriever."""

    def nearest(self, question: str, documents: Sequence[str], k: int) -> Mapping[str, float]:
        """Ids of the passages that fit best, each with how near it is in meaning (0 to 1)."""


def answer_narrative(query: NarrativeQuery, snapshot: Corpus, retriever: Retriever) -> NarrativeResult:
    """The quotes that answer, in reading order, grouped by document when several are asked; empty, with
    what is worth naming instead, when the documents do not hold it. Encodes the question and each of its parts once."""
    library = library_of(snapshot)
    groups = [(document,) for document in query.documents] if query.several else [query.documents]

    @cache
    def inquiry_into(question: str) -> Inquiry:
        return _inquiry(_asking(query, question), library, retriever, CANDIDATES * len(groups))

    quotes: list[Quote] = []
    nearest: list[str] = []
    unexplained: list[str] = []
    for documents in groups:
        inquiry = _narrowed(inquiry_into(query.question), documents)
        found = _find_parts(query.question, documents, inquiry_into) or _find(inquiry)
        if len(documents) > 1 and asks_who(query.question):
            found = _of_the_one_in_charge(inquiry, found)
        quotes += in_reading_order(inquiry, found)
        unexplained += _unexplained(inquiry, found)
        nearest += () if found else nearest_places(inquiry)
    return NarrativeResult(tuple(quotes), () if quotes else tuple(dict.fromkeys(nearest)), tuple(unexplained))


def _of_the_one_in_charge(inquiry: Inquiry, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes of the document whose own words answer best: one body is asked for, as its last document has it."""
    cards = inquiry.library.cards
    bodies = {cards[quote.passage.document_id].department for quote in quotes}
    asked = [document for document in inquiry.query.documents if cards[document].department in bodies]
    found = {document: one for document in asked if (one := _find(_narrowed(inquiry, (document,))))}
    if not found:
        return list(quotes)
    best = cards[max(found, key=lambda document: _fit(inquiry, found[document]))]
    own = [document for document in found if cards[document].department == best.department]
    return found[max(own, key=lambda document: (cards[document].year or 0, document == best.id))]


def _fit(inquiry: Inquiry, quotes: Sequence[Quote]) -> float:
    return share_told(inquiry, quotes) + max(inquiry.nearness.get(quote.passage.id, 0.0) for quote in quotes)


def _asking(query: NarrativeQuery, question: str) -> NarrativeQuery:
    """The request for a part of its question."""
    if question == query.question:
        return query
    aspect, subject = aspect_of(question)
    return replace(query, question=question, aspect=aspect, subject=subject)


def _find_parts(question: str, documents: tuple[str, ...], inquiry_into: Callable[[str], Inquiry]) -> list[Quote]:
    """The quotes of all parts of a question that asks several things; none when a part has no answer. Of the
    readings of a part that one counts whose quotes tell most of its own words."""
    if _EXPLAINED.search(question):
        return []  # the glossary tells of a term what all its parts ask
    quotes: list[Quote] = []
    for readings in parts_of(question):
        inquiries = [_narrowed(inquiry_into(one), documents) for one in readings]
        found = [one for one in map(_find, inquiries) if one]
        if not found and _asks_amount(readings[-1]):
            continue  # tables tell it
        if not found:
            return []
        told = [share_told(inquiries[-1], one) for one in found]
        quotes += found[told.index(max(told))]
    return quotes


def _asks_amount(question: str) -> bool:
    return bool(_AMOUNT.search(question)) and form_asked(question) is None


def _unexplained(inquiry: Inquiry, quotes: Sequence[Quote]) -> tuple[str, ...]:
    """The document whose words state what is asked about, but not why."""
    if not asks_why(inquiry.query.question) or any(_explains(quote.text) for quote in quotes):
        return ()
    return tuple(dict.fromkeys(quote.passage.document_id for quote in quotes))


def _explains(text: str) -> bool:
    return gives_reason(text) or bool(_EXPLAINS.search(text))


def _inquiry(query: NarrativeQuery, library: Library, retriever: Retriever, candidates: int) -> Inquiry:
    names = library.names(query.documents)
    subject = without_names(query.subject, names)
    words = (*content_words(subject), *implied_words(query.question))
    focus = focus_of(query.question, words, open_ended=query.aspect is Aspect.GENERAL)
    return Inquiry(
        query=replace(query, subject=subject),
        library=library,
        terms=terms_of(words, library.frequency, len(library.texts), focus),
        words=(*words, *filter(None, [measure_asked(query.question)])),
        focus=focus,
        phrases=phrases_of(subject),
        form=form_asked(query.question),
        nearness=retriever.nearest(without_names(query.question, names), query.documents, candidates),
    )


def _narrowed(inquiry: Inquiry, documents: tuple[str, ...]) -> Inquiry:
    return replace(inquiry, query=replace(inquiry.query, documents=documents))


def _find(inquiry: Inquiry) -> list[Quote]:
    """The quotes of the first way of looking that answers the question."""
    named = name_quotes(inquiry)
    if named:
        return named
    if asks_numbered(inquiry):
        return numbered_quotes(inquiry)
    ways = [strategy_of(inquiry.query.aspect)]
    if ways[0] is not best_sentences and _may_be_elsewhere(inquiry):
        ways.append(best_sentences)
    for look in ways:
        quotes = look(inquiry)
        if look is best_sentences and inquiry.query.aspect is Aspect.PURPOSE:
            quotes = [one for one in quotes if may_tell_use(one.passage, one.text)]
        if counts_things(inquiry):
            quotes = _of_form(inquiry, quotes)  # what has no number of the kind makes up for nothing
        if answers(inquiry, quotes) and (look is not best_sentences or _tells(inquiry, quotes)):
            return _of_form(inquiry, quotes)
    return []


def _of_form(inquiry: Inquiry, quotes: list[Quote]) -> list[Quote]:
    """The quotes of the form that is asked for, where there are some: a rate is no number of days."""
    if inquiry.form is None or inquiry.query.aspect not in OPEN_ASPECTS:
        return quotes
    return [quote for quote in quotes if inquiry.form.search(fold(quote.text))] or quotes


def _tells(inquiry: Inquiry, quotes: Sequence[Quote]) -> bool:
    """Whether sentences found by their words alone tell what the kind of question is after: for a reason, how
    something changed, why, or that there is none."""
    if asks_who(inquiry.query.question):
        return any(_IN_CHARGE.search(one.text) for one in quotes)
    if inquiry.query.aspect is not Aspect.REASON:
        return True
    return any(
        states_change(one.passage.text)
        or gives_reason(one.text)
        or _ADJUSTS.search(one.text)
        or (_SAYS_NONE.search(one.text) and _ASKS_NONE.search(inquiry.query.question))
        for one in quotes
    )


def _may_be_elsewhere(inquiry: Inquiry) -> bool:
    """Whether other sentences than those of the question's kind may answer: not where a meaning is asked, or
    whether something is among the duties that are listed,
    nor where only the kind of question tells what it is about."""
    question, aspect = inquiry.query.question, inquiry.query.aspect
    if aspect is Aspect.DUTY and _WHETHER.search(question):
        return not pool_of(aspect, inquiry.library.of_documents(inquiry.query.documents))
    return bool(inquiry.terms) and (
        aspect is not Aspect.DEFINITION or (is_loose(question) and not is_residual(inquiry))
    )


def rank_passages(query: NarrativeQuery, snapshot: Corpus, retriever: Retriever, k: int) -> list[Passage]:
    """The `k` passages that answer best: those quoted, then the others by the score of their best span."""
    library = library_of(snapshot)
    inquiry = _inquiry(query, library, retriever, CANDIDATES)
    quoted = sorted(_first_quotes(inquiry), key=lambda quote: -quote.score)
    ranked = ranked_spans(inquiry)
    passages = {one.id: one for one in (*(quote.passage for quote in quoted), *(span.passage for span in ranked))}
    return list(passages.values())[:k]


def _first_quotes(inquiry: Inquiry) -> list[Quote]:
    """The quotes of the first way of looking that finds some, whether they answer or not."""
    found = name_quotes(inquiry) or strategy_of(inquiry.query.aspect)(inquiry)
    return found or best_sentences(inquiry)
