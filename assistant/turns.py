"""One turn of a conversation: its clauses, answered one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.across import sides_of, tell_side
from assistant.answer import Answer, Route, Status
from assistant.any_words import by_any_words, is_open_to_words
from assistant.composing import answer_of, composed
from assistant.context import Context
from assistant.conversing import goes_on, of_new_topic, told_after, told_by_sentence, told_in_words, understood
from assistant.counted_beside import tell_counted_beside
from assistant.each_body import answer_bodies
from assistant.found import Found
from assistant.inherited import tell_inherited
from assistant.library import Library
from assistant.named_or_meant import by_name_or_meaning
from assistant.nth_told import tell_nth
from assistant.placing import opening, place
from assistant.plan import Operation
from assistant.prompting import say
from assistant.reviewing import answer_review, asks_review, tell_contradictions
from assistant.scope import NAMED, is_repeated, refusal, without_year
from assistant.settled import items_of, settled
from assistant.told_already import NAMES_ASKED, is_told_already, is_told_of_others, repeats_what_was_told
from assistant.understand.body_count import other_number
from assistant.understand.likeness import names_rate_of
from assistant.understand.planning import plan_of
from assistant.understand.reading import Reading
from assistant.understand.text import clauses
from assistant.understand.told import Told
from assistant.whose import tell_whose
from assistant.worded import found_in_vain

_GREETING = re.compile(r"^\s*(?:你好|您好|哈喽|嗨|hi|hello)[啊呀哈]?[,，!！。~～、\s]+", re.IGNORECASE)
_ASKS_FIGURE = re.compile("多少|几[个项家万]")
_ASKS_NUMBER = re.compile("多少|几|多[久高大长快]|比[例重]")
_OF_TWO = (Operation.DIFFERENCE, Operation.RATIO, Operation.RANK)
_OF_THE_SAME = re.compile(
    "(?:那|它们?|这些?钱?|又|都|主要是?|分别|各自?|具体|钱)*(?:[用花投]|拿来|[做干]|为什么|为啥|从哪|哪里?来|来自|怎么)"
    "[^,，。]{0,6}[?？]?|(?:它们?|都|又|分别|各自?)*(?:叫|是)(?:什么|啥|哪些|哪几[个家])(?:名字|名称)?[?？]?"
    "|(?:一?共|总共|合计|分别|各|又|都|要|有|是)*(?:多少|几)(?:个|名|位)?(?:人次?|人员|[批场天期家项辆台套件篇份团组]次?)[呢?？]*"
)
_OF_AMOUNT = re.compile(r"(?:金额|具体|分别|各)?(?:是|要|花|有)?(?:多少(?:钱|万元?)?|几万|叫什么)[?？]?")


def answer_turn(turn: str, told: Told | None, context: Context, library: Library) -> tuple[Answer, Told]:
    """Every clause of a turn; a clause inherits from the one before it."""
    earlier = told.last if told else None
    after = (told if tell_whose(turn, context) else tell_nth(turn, told, context)) if told else None
    if after:
        return answer_of("\n\n".join(context.draft.lines), Status.ANSWERED, Route.TABLE, context.draft), after
    turn = _GREETING.sub("", turn) or turn
    told, anew = of_new_topic(turn, told, context, library)
    earlier = told.last if told and not anew else None
    text, whole = understood(turn, None if anew else told, earlier, context, library)
    context.turn, context.typed = text, turn
    early = settled(text, whole, context, library)
    if early:
        return early, told_after(whole, whole, told, [])
    if whole.bodies.beside and whole.bodies.distinct < 2 and whole.operation in _OF_TWO:
        return _one_side_missing(whole, context, library), told_after(whole, whole, told, [])
    said = _Said(whole, told, anew, context.series if told and whole.fresh and goes_on(turn, text) else [])
    _answer_clauses(text, said, earlier, context, library)
    if not said.statuses and whole.documents and is_open_to_words(whole, said.come_to.last, library):
        said.statuses = by_any_words(text, whole, context, library)
        said.used_text = bool(said.statuses)
    if not said.statuses:
        return found_in_vain(whole, said.come_to.last, library), said.come_to
    _tell_missing(whole, said, context, library)
    for part in (one for one in said.open_parts if not is_told_already(one, context.draft.citations)):
        context.draft.is_open = True
        context.draft.say(say("unanswered", words=part))
    if earlier and is_repeated(whole, earlier):
        context.draft.say(say("repeated"))
    if earlier:
        tell_inherited(turn, said.come_to.last, context.draft, library.snapshot)
    tell_contradictions(context.draft, library.snapshot)
    come_to = told_in_words(said.come_to, context.draft, library) if said.used_text else said.come_to
    come_to = told_by_sentence(come_to, context, library)
    return composed(said.statuses, used_text=said.used_text, context=context), come_to


def _tell_missing(whole: Reading, said: _Said, context: Context, library: Library) -> None:
    """Says which bodies took no part in an answer, and that it is of another number of bodies than the question."""
    cards = library.snapshot.documents
    if whole.bodies.beside:
        context.draft.say(say("missing_beside", body=whole.bodies.beside))
    number = other_number(whole.text, whole.bodies, cards) if said.statuses else ""
    if number:
        context.draft.say(say("other_number", words=number))
    missing = without_year(whole, cards)
    if missing:
        context.draft.say(say("without_year", bodies="、".join(missing), years="、".join(map(str, whole.years))))


def _one_side_missing(whole: Reading, context: Context, library: Library) -> Answer:
    """That a comparison lacks a body which the store does not hold, with the figure of the one it holds."""
    draft = context.draft
    cards = [card for card in library.snapshot.documents if card.id in whole.documents]
    draft.say(
        say("missing_side", body=whole.bodies.beside, held="、".join(f"《{card.title}》" for card in cards[:NAMED]))
    )
    held = replace(whole, operation=Operation.VALUE)
    for selector in plan_of(held, library.vocabulary).selectors:
        for side in sides_of(whole.documents, selector, context):
            tell_side(side, context, headline=False)
    return answer_of("\n\n".join(draft.lines), Status.NOT_FOUND, Route.TABLE, draft)


class _Part(NamedTuple):
    """A clause as it was asked and as it is meant, and whether others of its turn stand before it or none beside it."""

    asked: str
    meant: str
    later: bool
    alone: bool


class _Said:
    """What has been answered of a turn so far, and what the conversation has come to with it."""

    def __init__(self, whole: Reading, told: Told | None, anew: bool, series: Sequence[Found]) -> None:
        self.whole = whole
        self.memory = told
        self.goes_on_from = None if anew else told
        self.series = tuple(series)
        self.come_to = told_after(whole, whole, told, [])
        self.statuses: list[Status] = []
        self.open_parts: list[str] = []
        self.used_text = False
        self.number_asked = False


def _answer_clauses(text: str, said: _Said, earlier: Reading | None, context: Context, library: Library) -> None:
    """The clauses of a turn, one after the other; those that nothing answers stay open."""
    whole, reading, told = said.whole, said.whole, said.goes_on_from
    parts = clauses(text) or [text]
    before = list(context.history)
    for number, part in enumerate(parts):
        words = text if len(parts) == 1 else part
        if len(parts) > 1:
            words, reading = understood(part, told, reading if number else opening(whole, earlier), context, library)
            reading = place(reading, earlier, library.snapshot.documents, library.vocabulary)
            reading = replace(reading, fresh=True) if earlier is None and number == 0 else reading
            refused = refusal(reading, library.snapshot, library.vocabulary)
            if refused:
                context.draft.say(refused)
                continue
        if number and said.statuses and _asks_what_is_told(part, said.come_to.last, context, library):
            continue
        if number and asks_review(part):
            reviewed = answer_review(text, reading.documents, library.snapshot, context.draft, items_of(reading))
            said.statuses += [reviewed] if reviewed else []
            continue
        if number and parts[number - 1] in said.open_parts and _OF_THE_SAME.fullmatch(part.strip()):
            said.open_parts.append(part)  # what is not held is used for nothing
            continue
        asked = _Part(part, words, later=number > 0, alone=len(parts) == 1)
        reading, status, by_text = _answer_part(asked, reading, said, context, library)
        said.used_text = said.used_text or by_text
        said.statuses += [status] if status else []
        answered = status or len(parts) == 1 or (_OF_AMOUNT.fullmatch(part.strip()) and said.statuses)
        said.open_parts += [] if answered else [part]
        found = _since(before, context.history)
        context.remember(found)
        context.series = [*said.series, *found] if found else context.series
        said.come_to = told = told_after(whole, reading, told or said.memory, found)


def _answer_part(
    part: _Part, reading: Reading, said: _Said, context: Context, library: Library
) -> tuple[Reading, Status | None, bool]:
    """One clause of a turn, in the words that it means. What words quoted so far say in passing leads no answer once
    an amount is asked for; what only says again what was told is left out (三家谁最高，都列一下)."""
    before = context.draft.mark()
    first_number = part.later and not said.number_asked and bool(_ASKS_FIGURE.search(part.asked))
    if first_number:
        context.draft.demote_others((0, 0, 0), ())
    reading, status, by_text = answer_bodies(reading, part.meant, context, library, by_name_or_meaning)
    if status is None and not part.alone and is_open_to_words(reading, reading, library):
        status = next(iter(by_any_words(part.meant, reading, context, library)), None)
        by_text = status is not None
    if by_text or (status is None and part.later):
        status = tell_counted_beside(part.asked, context, before) or status
    chosen = reading.operation is Operation.FILTER  # some of those told: 一共几个项目, 超过100万的是哪几个
    told_again = part.later and not chosen and repeats_what_was_told(part.asked, context.draft, before)
    if told_again and status is Status.ANSWERED:
        context.draft.reset(before)
    adds_nothing = part.later and len(context.draft.lines) == before[0]
    if adds_nothing and status is Status.ANSWERED and not names_rate_of(part.asked, context.draft.lines):
        status = None  # another rate was told again
    if first_number:
        context.draft.promote_first()
    said.number_asked = said.number_asked or bool(_ASKS_NUMBER.search(part.asked)) or not by_text
    return reading, status, by_text


def _asks_what_is_told(part: str, last: Reading, context: Context, library: Library) -> bool:
    """Whether a clause asks no more than the amounts, or the names, of what was ranked, selected or counted before,
    told with it; or of the other bodies what was told of all."""
    selected = last.operation in (Operation.RANK, Operation.FILTER)
    named = (selected or last.operation in (Operation.COUNT, Operation.LIST)) and NAMES_ASKED.fullmatch(part.strip())
    if (selected and _OF_AMOUNT.fullmatch(part.strip())) or (named and context.series):
        return True
    bodies = [card.department for card in library.snapshot.documents if card.id in last.documents]
    return is_told_of_others(part, bodies, context.draft.lines)


def _since(before: Sequence[Found], after: Sequence[Found]) -> list[Found]:
    """The figures that were told since a moment of the conversation; of those told before only where no other was
    (前三个合计, of those listed)."""
    known = {id(one) for one in before}
    fresh = [one for one in after if id(one) not in known]
    again = after[len(before) :] if list(map(id, after[: len(before)])) == list(map(id, before)) else after
    return fresh or list({id(one): one for one in again}.values())
