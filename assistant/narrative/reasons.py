"""Reasons: the sentence that says why, with the change it explains."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.narrative.clues import load_clues
from assistant.narrative.extract import continuation, quote_of, states_change
from assistant.narrative.relevance import coverage, fold
from assistant.narrative.scoring import Inquiry, ScoredSpan
from assistant.narrative.spans import Role, Span, enumeration_of, split_spans
from assistant.narrative_query import Aspect, Quote
from index.model import Passage

_SAME_REASON = re.compile("同样(?:的)?原因|相同原因|同上|上述原因|同一原因")
_SHORTEST_REASON = 3  # characters
_LOWER_SCORE, _LOWER_COVERAGE = 0.3, 0.1


@dataclass(frozen=True, slots=True)
class Reason:
    """The spans of a passage that state a reason, and the one that states the change, if another."""

    passage: Passage
    because: tuple[Span, ...]
    change: Span | None


def reason_at(passage: Passage, span: Span) -> Reason | None:
    """The reason that stands at a span or directly after it in the same passage."""
    spans = split_spans(passage.text)
    start = spans.index(span)
    for position in range(start, len(spans)):
        here = spans[position]
        if position > start and (spans[position].role is Role.ITEM or _new_amount(passage, spans, start, position)):
            break
        if _announces(passage, here) or gives_reason(passage.text[here.start : here.end]):
            because = enumeration_of(spans, position) if here.role is Role.LEAD else _to_full_stop(passage, position)
            if position and _SAME_REASON.search(passage.text, here.start, here.end):
                because = (spans[position - 1], *because)
            change = None if states_amount_change(passage, here) else _change_before(passage, spans, position)
            return Reason(passage, because, change)
    return None


def reason_quotes(inquiry: Inquiry, ranked: Sequence[ScoredSpan]) -> list[Quote]:
    """The quotes of the best reason among the spans, best first; empty when none of the spans that cover
    the subject as well as the best gives one."""
    if not ranked:
        return []
    for scored in ranked:
        if not _as_good(scored, ranked[0]):
            continue
        reason = reason_at(scored.passage, scored.span)
        if reason:
            return _quotes(inquiry, _with_parts(inquiry, reason), scored.score)
    return []


def _with_parts(inquiry: Inquiry, reason: Reason) -> Reason:
    """The reason of a total with those of the parts that follow it in the passage ("减少…，其中：基本支出
    减少…，主要为…。项目支出减少…，主要为…")."""
    text, spans = reason.passage.text, split_spans(reason.passage.text)
    last = reason.because[-1]
    before, opened, part = text[: last.end].partition("其中")
    if not opened or coverage(inquiry.terms, fold(before)) < coverage(inquiry.terms, fold(part)):
        return reason
    further = []
    for span in spans[spans.index(last) + 1 :]:
        if not states_change(text[span.start : span.end]):
            break
        further.append(span)
    return Reason(reason.passage, (*reason.because, *further), reason.change)


def _as_good(scored: ScoredSpan, best: ScoredSpan) -> bool:
    """Whether the span speaks of the subject about as surely as the best one does."""
    return scored.score >= best.score - _LOWER_SCORE and scored.covered >= best.covered - _LOWER_COVERAGE


def change_quotes(ranked: Sequence[ScoredSpan]) -> list[Quote]:
    """The sentence that says how the subject changed, where the document gives no reason for it."""
    for scored in ranked:
        if _as_good(scored, ranked[0]) and states_change(scored.text):
            return [quote_of(scored.passage, (scored.span, *_said_after(scored)), scored.score)]
    return []


def _said_after(scored: ScoredSpan) -> tuple[Span, ...]:
    """The sentences after one that states a change, up to the next amount: they may say why without saying
    that they do ("退休费由社保机构统一发放，单位支出减少。")."""
    text, spans = scored.passage.text, split_spans(scored.passage.text)
    found = []
    for span in spans[spans.index(scored.span) + 1 :]:
        if span.role is not Role.PLAIN or any(char.isdigit() for char in text[span.start : span.end]):
            break
        found.append(span)
    return tuple(found)


def states_amount_change(passage: Passage, span: Span) -> bool:
    """Whether the span itself states the change by an amount or says that there is none."""
    text = passage.text[span.start : span.end]
    return states_change(text) and (any(char.isdigit() for char in text) or "持平" in text)


def _quotes(inquiry: Inquiry, reason: Reason, score: float) -> list[Quote]:
    quotes = [quote_of(reason.passage, reason.because, score)]
    if reason.change:
        adjacent = reason.change.end >= reason.because[0].start - 1
        if adjacent:
            quotes = [quote_of(reason.passage, (reason.change, *reason.because), score)]
        else:
            quotes.insert(0, quote_of(reason.passage, (reason.change,), score))
    told = gives_reason(reason.passage.text[reason.because[0].start : reason.because[-1].end])
    return quotes if told else quotes + continuation(inquiry, reason.passage, score)


def _to_full_stop(passage: Passage, position: int) -> tuple[Span, ...]:
    """The span with the clauses after it that only semicolons part from it."""
    spans = split_spans(passage.text)
    end = position
    while passage.text[spans[end].end - 1] in "；;" and end + 1 < len(spans) and spans[end + 1].role is Role.PLAIN:
        end += 1
    return spans[position : end + 1]


def _announces(passage: Passage, span: Span) -> bool:
    """Whether the span opens a list of reasons."""
    marker = load_clues().aspects[Aspect.REASON].markers
    return span.role is Role.LEAD and bool(marker.search(fold(passage.text[span.start : span.end])))


def gives_reason(text: str) -> bool:
    """Whether the words say why: a marker of reasons with something after it (no broken "主要原因是。")."""
    folded = fold(text)
    return any(
        len(folded[marker.end() :].strip("。,;:是为")) >= _SHORTEST_REASON
        for marker in load_clues().aspects[Aspect.REASON].markers.finditer(folded)
    )


def _change_before(passage: Passage, spans: Sequence[Span], position: int) -> Span | None:
    for before in reversed(spans[:position]):
        if states_amount_change(passage, before) or states_change(passage.text[before.start : before.end]):
            return before
    return None


def _new_amount(passage: Passage, spans: Sequence[Span], start: int, position: int) -> bool:
    """Whether the span at `position` speaks of another amount's change than the one at `start`."""
    return states_amount_change(passage, spans[start]) and states_amount_change(passage, spans[position])
