"""Scores of the spans of passages for one question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.narrative.library import Library
from assistant.narrative.relevance import Term, adjacency, fold, strength
from assistant.narrative.spans import Span, split_spans
from assistant.narrative_query import Aspect, NarrativeQuery
from index.model import Passage

HEADING_SHARE = 0.9
PASSAGE_SHARE = 0.85
_ADJACENCY_WEIGHT = 0.2
_MARKER_WEIGHT = 0.2
_PHRASE_WEIGHT = 0.3
_LAST_PHRASE_WEIGHT = 0.15  # what is asked of the rest ("某经费的绩效目标")
_FORM_WEIGHT = 0.25
_TEMPLATE_PENALTY = 0.5
_TEMPLATE = re.compile(r"[(（](?:减少|下降|增加|降低)[)）]|[xX×]{2,}|_{2,}|…{3,}")  # words of a form left in
_FORM_HEAD = "项目编码"  # the row of a project's form that says nothing but its code and name
_ASIDE_PENALTIES = {"table": 0.1, "note": 0.1, "definition": 0.1}  # where prose says the same, it is quoted rather
_OF_WORDS = (Aspect.DEFINITION, Aspect.COMPOSITION)
_SIMILARITY_WEIGHT = 0.5
_PLACE_WEIGHT = 0.2
_HEAD_WEIGHT = 0.2  # of a span that begins with what is asked for, as rows of forms do
_OWN_WEIGHT = 0.15  # of words in the span itself: those of a heading are shared by all below it


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One question against a library: its content terms, its words in order and those that name what
    is asked for, its phrases, the form of what it asks for, and how near in meaning each retrieved passage is
    (0 to 1)."""

    query: NarrativeQuery
    library: Library
    terms: tuple[Term, ...]
    words: tuple[str, ...]
    focus: frozenset[str]
    phrases: tuple[str, ...]
    form: re.Pattern[str] | None
    nearness: Mapping[str, float]

    @property
    def weight(self) -> float:
        """The total weight of the terms."""
        return sum(term.weight for term in self.terms)


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """A span of a passage with its score, the share of the subject that it covers, and each term's
    strength: in its own words or headings, and with the rest of its passage."""

    passage: Passage
    span: Span
    score: float
    covered: float
    own: tuple[float, ...]
    within: tuple[float, ...]

    @property
    def text(self) -> str:
        return self.passage.text[self.span.start : self.span.end]


def score_spans(
    inquiry: Inquiry, passages: Sequence[Passage], markers: re.Pattern[str], preferred: frozenset[str] = frozenset()
) -> list[ScoredSpan]:
    """All spans of the passages, best first. A term counts fully in the span itself, less in the rest of
    its passage or in its headings. `preferred` are ids of passages that stand where answers of this kind do."""
    scored = [
        one
        for passage in passages
        for one in _spans_of(inquiry, passage, markers, _PLACE_WEIGHT if passage.id in preferred else 0.0)
    ]
    return sorted(scored, key=lambda one: -one.score)


def term_strengths(inquiry: Inquiry, text: str, passage_text: str, heading: str) -> tuple[float, ...]:
    """Each term's strength in the folded texts, by the share that each text counts for."""
    return tuple(
        max(
            strength(term, text),
            PASSAGE_SHARE * strength(term, passage_text),
            HEADING_SHARE * strength(term, heading),
        )
        for term in inquiry.terms
    )


def weighted(inquiry: Inquiry, strengths: Sequence[float]) -> float:
    """The weighted share of the subject that the strengths cover; 1 where the subject has no terms."""
    total = inquiry.weight
    return sum(t.weight * s for t, s in zip(inquiry.terms, strengths, strict=True)) / total if total else 1.0


def _spans_of(inquiry: Inquiry, passage: Passage, markers: re.Pattern[str], place: float) -> list[ScoredSpan]:
    found: list[ScoredSpan] = []
    whole, heading = inquiry.library.texts[passage.id], inquiry.library.headings[passage.id]
    near = inquiry.nearness.get(passage.id, 0.0)
    if inquiry.query.aspect not in _OF_WORDS:
        place -= _ASIDE_PENALTIES.get(passage.kind, 0.0)
    if whole.startswith(_FORM_HEAD) and "编码" not in inquiry.query.question:
        place -= _TEMPLATE_PENALTY
    above = [HEADING_SHARE * strength(term, heading) for term in inquiry.terms]
    around = [PASSAGE_SHARE * strength(term, whole) for term in inquiry.terms]
    for span in split_spans(passage.text):
        text = fold(passage.text[span.start : span.end])
        own = tuple(max(high, strength(term, text)) for high, term in zip(above, inquiry.terms, strict=True))
        within = tuple(map(max, own, around))
        covered = weighted(inquiry, within)
        score = (
            covered
            + _ADJACENCY_WEIGHT * adjacency(inquiry.words, text)
            + _MARKER_WEIGHT * bool(markers.search(text))
            + _PHRASE_WEIGHT * _phrase_share(inquiry.phrases, text, whole, heading)
            + _LAST_PHRASE_WEIGHT * (len(inquiry.phrases) > 1 and inquiry.phrases[-1] in text)
            + _FORM_WEIGHT * bool(inquiry.form and inquiry.form.search(text))
            + _HEAD_WEIGHT * bool(inquiry.words and text.startswith("".join(inquiry.words[-2:])))
            + _OWN_WEIGHT * weighted(inquiry, [strength(term, text) for term in inquiry.terms])
            - _TEMPLATE_PENALTY * bool(_TEMPLATE.search(passage.text, span.start, span.end))
            + _SIMILARITY_WEIGHT * near
            + place
        )
        found.append(ScoredSpan(passage, span, score, covered, own, within))
    return found


def _phrase_share(phrases: Sequence[str], text: str, passage_text: str, heading: str) -> float:
    """The share of the question's phrases that stand in the text, or for less in its headings or passage."""
    if not phrases:
        return 0.0
    shares = ((text, 1.0), (heading, HEADING_SHARE), (passage_text, PASSAGE_SHARE))
    return sum(next((share for place, share in shares if phrase in place), 0.0) for phrase in phrases) / len(phrases)
