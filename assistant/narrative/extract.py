"""The sentences that answer: from scored spans to quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.narrative.relevance import fold
from assistant.narrative.scoring import Inquiry, ScoredSpan, weighted
from assistant.narrative.spans import Role, Span, enumeration_of, split_spans
from assistant.narrative_query import Aspect, Quote
from index.model import Passage
from index.numbering import parse_mark

MOST_QUOTES = 6
_GAIN = 0.2
_OWN_SHARE = 0.4
_TIE = 0.03  # of coverage
_LOWER = 0.25  # of the score
_SELF_CONTAINED = 90
_LONGEST_HEAD = 24
_OPENS_LIST = ("：", ":", "如下", "如下。", "是", "为")
_LACKS_SUBJECT = re.compile(r"(?:主要|具体|全部)?(?:用于|包括|包含|为)")
_PURPOSE_LABEL = re.compile(r"资\s*金\s*用\s*途|用\s*途")
_CHANGE = re.compile(r"(?:增加|增长|减少|下降|持平|提高|降低|上升|压减|无增减)")


def quote_of(passage: Passage, spans: Sequence[Span], score: float) -> Quote:
    """The contiguous words of the passage from the first of the spans to the last."""
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    return Quote(passage, passage.text[start:end].strip(), score)


def whole(passage: Passage, score: float) -> Quote:
    """The passage as a quote."""
    return Quote(passage, passage.text.strip(), score)


def covering_spans(
    inquiry: Inquiry, ranked: Sequence[ScoredSpan], plural: bool, by_passage: bool = False
) -> list[ScoredSpan]:
    """The best span, then those that cover terms which the chosen ones lack in their own words (or, with
    `by_passage`, in their passages); where several are asked for, also those that are as good as the best."""
    if not ranked:
        return []
    best = ranked[0]
    chosen = [best]
    reached = best.within if by_passage else best.own
    for candidate in ranked[1:]:
        if len(chosen) == MOST_QUOTES:
            break
        together = tuple(map(max, reached, candidate.within if by_passage else candidate.own))
        gain = weighted(inquiry, together) - weighted(inquiry, reached)
        if (candidate.covered >= _OWN_SHARE and gain >= _GAIN) or (plural and _is_as_good(inquiry, candidate, best)):
            chosen.append(candidate)
            reached = together
    return chosen


def _is_as_good(inquiry: Inquiry, candidate: ScoredSpan, best: ScoredSpan) -> bool:
    """Whether the span's own words name the subject as well as the best one's, in the same section."""
    equal = weighted(inquiry, candidate.own) >= weighted(inquiry, best.own) - _TIE
    return equal and candidate.score >= best.score - _LOWER and candidate.passage.section == best.passage.section


def quotes_of(inquiry: Inquiry, chosen: Iterable[ScoredSpan]) -> list[Quote]:
    """One quote for each chosen span, whole enumerations after a lead, and joined where spans touch."""
    quotes: list[Quote] = []
    for scored in chosen:
        spans = split_spans(scored.passage.text)
        members = _with_head(spans, scored.span)
        if scored.span.role is Role.LEAD:
            members = enumeration_of(spans, spans.index(scored.span))
        if inquiry.query.aspect is Aspect.PURPOSE:
            members = _with_other_parts(scored.passage.text, spans, members)
        quotes.append(quote_of(scored.passage, with_subject(inquiry, scored.passage, members), scored.score))
        if members[-1].end == spans[-1].end:
            quotes += continuation(inquiry, scored.passage, scored.score)
    return quotes


def _with_head(spans: tuple[Span, ...], span: Span) -> tuple[Span, ...]:
    """The span; a short head that titles its item or passage comes with the clauses that it titles."""
    at = spans.index(span)
    if span.end - span.start > _LONGEST_HEAD or span.role is Role.LEAD or (at and span.role is not Role.ITEM):
        return (span,)
    end = at + 1
    while end < len(spans) and spans[end].role is Role.PLAIN:
        end += 1
    return spans[at:end]


def _with_other_parts(text: str, spans: tuple[Span, ...], members: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans, with the clauses behind them that say what the other parts of a whole are for (其中：A 1 万元，用于
    …；B 2 万元，用于…)."""
    end = spans.index(members[-1]) + 1
    if "其中" not in text[members[0].start : members[-1].end]:
        return members
    while end < len(spans) and text[: spans[end - 1].end].endswith(("；", ";")):
        if "用于" not in text[spans[end].start : spans[end].end]:
            break
        end += 1
    return spans[spans.index(members[0]) : end]


def with_subject(inquiry: Inquiry, passage: Passage, members: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans, with the short sentence before them when that one names the subject and they do not."""
    spans = split_spans(passage.text)
    at = spans.index(members[0])
    if at == 0 or members[0].role is Role.ITEM:
        return members
    before = spans[at - 1]
    if before.end - before.start > _SELF_CONTAINED:
        return members
    if _LACKS_SUBJECT.match(passage.text, members[0].start):
        return (before, *members)
    text, own = fold(passage.text[before.start : before.end]), fold(passage.text[members[0].start : members[0].end])
    lacks = [t for t in inquiry.terms if t.text not in own and not any(form in own for form in t.forms)]
    names = any(term.text in text or any(form in text for form in term.forms) for term in lacks)
    return (before, *members) if names else members


def continuation(inquiry: Inquiry, passage: Passage, score: float) -> list[Quote]:
    """The items in the passages after one that ends by announcing them ("原因是：", "具体如下："): those
    numbered in the same scheme as the first, and under the same heading or a deeper one."""
    if not passage.text.rstrip().endswith(_OPENS_LIST):
        return []
    items: list[Quote] = []
    scheme = None
    depth = len(passage.section)
    for follower in inquiry.library.following(passage):
        mark = parse_mark(follower.text)
        if follower.section[:depth] != passage.section or follower.kind == "table":
            break
        if scheme is None:
            own = parse_mark(passage.text)
            if mark is None or (own and own.scheme == mark.scheme):
                break
            scheme = mark.scheme
        elif mark and mark.scheme < scheme:
            break
        items.append(whole(follower, score))
    return items


def purpose_below(inquiry: Inquiry, passage: Passage) -> list[Quote]:
    """The row below a form's label of purpose whose own row holds amounts only: the label's cell spans
    both rows."""
    label = _PURPOSE_LABEL.search(passage.text)
    if passage.kind != "table" or not label or "用于" in passage.text[label.end() :]:
        return []
    below = inquiry.library.following(passage)[:1]
    return [whole(row, 1.0) for row in below if row.table_id == passage.table_id]


def states_change(text: str) -> bool:
    """Whether the words state how an amount changed."""
    return bool(_CHANGE.search(text))


def _without_overlaps(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes with those of one passage that overlap made one."""
    kept: list[Quote] = []
    for quote in sorted(quotes, key=lambda one: (one.passage.id, one.passage.text.find(one.text), -len(one.text))):
        last, text = kept[-1] if kept else None, quote.passage.text
        start = text.find(quote.text)
        begin = text.find(last.text) if last and last.passage.id == quote.passage.id else -1
        if last is None or min(start, begin) < 0 or start >= begin + len(last.text):
            kept.append(quote)
            continue
        end = max(begin + len(last.text), start + len(quote.text))
        kept[-1] = Quote(quote.passage, text[begin:end], max(last.score, quote.score))
    return kept


def in_reading_order(inquiry: Inquiry, quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """The quotes by document in the order asked, each place once; a quote inside another is dropped."""
    order = {document: number for number, document in enumerate(inquiry.query.documents)}
    position = inquiry.library.position
    unique: dict[tuple[str, str], Quote] = {}
    for quote in quotes:
        unique.setdefault((quote.passage.id, quote.text), quote)
    kept = _without_overlaps(list(unique.values()))
    return tuple(
        sorted(
            kept,
            key=lambda q: (order.get(q.passage.document_id, 0), position[q.passage.id], q.passage.text.find(q.text)),
        )
    )
