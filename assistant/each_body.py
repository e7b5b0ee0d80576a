"""A clause about several bodies whose answer must be found for each by itself: what each counts in its own words
(三家各开几次会), and what the words found for all of them together leave out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.answer import Status
from assistant.context import Context
from assistant.conversing import understood
from assistant.library import Library
from assistant.narrative.aspect import asks_who
from assistant.placing_years import with_documents
from assistant.plan import Operation
from assistant.prompting import say
from assistant.understand.clues import asks_money
from assistant.understand.reading import Reading
from assistant.understand.units_counted import counted_in
from index.model import DocumentCard

Answering = Callable[[Reading, str, Context, Library], tuple[Reading, Status | None, bool]]

_BETWEEN = re.compile("[、,和与及跟以]*")
_EACH = re.compile("各自|分别|各(?![项类种地级个])|都")
_MEETING = re.compile("常委会$|代表大会$")  # at the end of a body's name that also is what it holds (三家人大常委会)
_WHICH = re.compile("哪[一几]?[家个]|谁")
_MOST = 6  # bodies that are asked one by one


def answer_bodies(
    reading: Reading, words: str, context: Context, library: Library, answer: Answering
) -> tuple[Reading, Status | None, bool]:
    """A clause answered; of several bodies those of which the answer says nothing are asked by themselves, and those
    of which nothing is found are named."""
    asked = _asked_of_each(reading, library.snapshot.documents)
    if not asked:
        return answer(reading, words, context, library)
    before, history = context.draft.mark(), list(context.history)
    meant, status, by_text = answer(reading, words, context, library)
    cited = {one.document_id for one in context.draft.citations[before[2] :]}
    left = {card: text for card, text in asked.items() if card.id not in cited}
    if left and _counts(reading):
        context.draft.reset(before)
        context.history[:] = history
        context.stated.clear()
        own, in_words, silent = _ask(asked, reading, context, library, answer)
        if own and len(silent) < len(left):
            _tell_silent(silent, context)
            return reading, own, in_words
        context.draft.reset(before)
        context.history[:] = history
        return answer(reading, words, context, library)
    in_words = by_text or not any(one.cells for one in context.draft.figures[before[1] :])
    if status is Status.ANSWERED and in_words and len(left) < len(asked):
        _tell_silent(_ask(left, reading, context, library, answer)[2], context)
    return meant, status, by_text


def _counts(reading: Reading) -> bool:
    """Whether a clause counts things, or asks indicators, which each body calls otherwise."""
    indicators = bool(reading.links) and all(one.kinds == {"indicator"} for one in reading.links)
    return bool(counted_in(reading.text)) or indicators


def _asked_of_each(reading: Reading, cards: Sequence[DocumentCard]) -> dict[DocumentCard, str]:
    """The question for each of the bodies that a clause names in a row; empty where it is about one, asks which of
    them, or compares them."""
    chosen = [card for card in cards if card.id in reading.documents]
    one_each = len({card.department for card in chosen}) == len(chosen)
    apart = reading.several and reading.fresh and reading.operation is Operation.VALUE and not reading.unit_names
    if not (apart and one_each and 1 < len(chosen) <= _MOST) or asks_money(reading.plain):
        return {}
    spans = sorted(reading.bodies.spans)
    row = _row_of(reading.text, spans)
    if row is None or asks_who(reading.text) or _WHICH.search(reading.text):
        return {}
    ordered = sorted(chosen, key=lambda card: reading.documents.index(card.id))
    held = _MEETING.search(reading.text[: row[1]])
    rest = (held[0] if held else "") + _EACH.sub("", reading.text[row[1] :], count=1)
    return {card: f"{reading.text[: row[0]]}{card.department}{rest}" for card in ordered}


def _row_of(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The stretch in which the names of bodies stand one after the other; None where other words part them."""
    gaps = [text[end:start] for (_, end), (start, _) in pairwise(spans)]
    return (spans[0][0], spans[-1][1]) if spans and all(map(_BETWEEN.fullmatch, gaps)) else None


def _ask(
    asked: dict[DocumentCard, str], whole: Reading, context: Context, library: Library, answer: Answering
) -> tuple[Status | None, bool, list[str]]:
    """Asks each body by itself; what came of it, whether words answered, and the bodies of which nothing was found."""
    statuses: list[Status] = []
    by_text = False
    silent: list[str] = []
    for card, text in asked.items():
        before = context.draft.mark()
        _, reading = understood(text, None, None, context, library)
        reading = replace(with_documents(reading, (card.id,)), years=whole.years)
        _, status, in_words = answer(reading, text, context, library)
        if status in (Status.ANSWERED, Status.CLARIFY):
            statuses.append(status)
            by_text = by_text or in_words
        else:
            context.draft.reset(before)
            silent.append(card.department)
    best = Status.ANSWERED if Status.ANSWERED in statuses else next(iter(statuses), None)
    return best, by_text, silent


def _tell_silent(bodies: Sequence[str], context: Context) -> None:
    if bodies:
        context.draft.say(say("absent_words", bodies="、".join(bodies)))
