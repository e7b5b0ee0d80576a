"""Whether quotes answer a question, and what to name when nothing does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.narrative.relevance import focus_of, fold
from assistant.narrative.scoring import Inquiry, term_strengths, weighted
from assistant.narrative_query import Aspect, Quote

_COVERAGE_WEIGHT = 1.3  # against nearness, which is 0 to 1 too
_ENOUGH = 1.18
_STRICT = (Aspect.GENERAL, Aspect.STATEMENT)
_NAMED = 0.5
_LEAST_COVERAGE = 0.25
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_NAMED_HEADINGS = 3


def answers(inquiry: Inquiry, quotes: Sequence[Quote]) -> bool:
    """Whether the quotes cover enough of what is asked. A word of the question that they leave out counts
    against them by its rarity; nearness in meaning makes up for part of it, since a paraphrase shares
    few words with the passage."""
    if not quotes or _asks_other_year(inquiry, quotes):
        return False
    reached = [0.0] * len(inquiry.terms)
    for quote in quotes:
        strengths = term_strengths(
            inquiry, fold(quote.text), inquiry.library.texts[quote.passage.id], inquiry.library.headings[quote.passage.id]
        )
        reached = [max(a, b) for a, b in zip(reached, strengths, strict=True)]
    if inquiry.query.aspect in _STRICT and _lacks_focus(inquiry, reached):
        return False
    covered = weighted(inquiry, reached)
    near = max(inquiry.nearness.get(quote.passage.id, 0.0) for quote in quotes)
    return covered >= _LEAST_COVERAGE and _COVERAGE_WEIGHT * covered + near >= _ENOUGH


def _lacks_focus(inquiry: Inquiry, reached: Sequence[float]) -> bool:
    """Whether the quotes leave out a word that names what is asked for."""
    focus = focus_of(inquiry.query.question, inquiry.words)
    return any(term.text in focus and found < _NAMED for term, found in zip(inquiry.terms, reached, strict=True))


def _asks_other_year(inquiry: Inquiry, quotes: Sequence[Quote]) -> bool:
    """Whether the question names a year that is neither the documents' nor in the quoted passages."""
    cards = inquiry.library.cards
    own = {cards[document].year for document in inquiry.query.documents if document in cards}
    asked = {int(year) for year in _YEAR.findall(inquiry.query.question)} - own
    quoted = " ".join(quote.passage.text for quote in quotes)
    return any(str(year) not in quoted for year in asked)


def nearest_headings(inquiry: Inquiry) -> tuple[str, ...]:
    """The innermost headings of the passages nearest in meaning, for saying what the documents do hold."""
    passages = {p.id: p for p in inquiry.library.of_documents(inquiry.query.documents)}
    ranked = sorted((key for key in inquiry.nearness if key in passages), key=lambda key: -inquiry.nearness[key])
    headings = (passages[key].section[-1] for key in ranked if passages[key].section)
    return tuple(dict.fromkeys(headings))[:_NAMED_HEADINGS]
