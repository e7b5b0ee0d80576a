"""One turn of a conversation: its clauses, answered one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.across import sides_of, tell_side
from assistant.answer import Answer, Route, Status
from assistant.any_words import by_any_words, is_open_to_words
from assistant.context import Context
from assistant.conversing import goes_on, of_new_topic, told_after, told_in_words, understood
from assistant.counted_beside import tell_counted_beside
from assistant.draft import Draft
from assistant.each_body import answer_bodies
from assistant.found import Found
from assistant.holdings import holdings_told
from assistant.inherited import tell_inherited
from assistant.library import Library
from assistant.named_or_meant import by_name_or_meaning
from assistant.nth_told import tell_nth
from assistant.placing import opening, place
from assistant.plan import Operation
from assistant.prompting import say
from assistant.recalled import recalled
from assistant.reviewing import answer_review, asks_review, tell_contradictions
from assistant.scope import NAMED, is_repeated, refusal, without_year
from assistant.spoken import (
    is_spoken_of,
    strange_words,
)
from assistant.told_already import NAMES_ASKED, is_told_already, is_told_of_others, repeats_what_was_told
from assistant.unanswered import clarify_bodies, not_found
from assistant.understand.body_count import not_as_many, other_number
from assistant.understand.planning import plan_of
from assistant.understand.reading import Reading
from assistant.understand.text import clauses
from assistant.understand.told import Told
from assistant.whose import tell_whose
from assistant.worded import found_in_vain

_GREETING = re.compile(r"^\s*(?:你好|您好|哈喽|嗨|hi|hello)[啊呀哈]?[,，!！。~～、\s]+", re.IGNORECASE)
_ASKS_FIGURE = re.compile("多少|几[个项家万]")
_ASKS_WHICH = re.compile("多少|几[个项家万]|[一-鿿]还是[一-鿿]")
_OF_SPENDING = frozenset(("functional", "economic"))
_ASKS_NUMBER = re.compile("多少|几|多[久高大长快]|比[例重]")
_OF_TWO = (Operation.DIFFERENCE, Operation.RATIO, Operation.RANK)
_TWO = "两个"
_OF_THE_SAME = re.compile(
    "(?:那|它们?|这些?钱?|又|都|主要是?|分别|各自?|具体|钱)*(?:[用花投]|拿来|[做干]|为什么|为啥|从哪|哪里?来|来自|怎么)"
    "[^,，。]{0,6}[?？]?|(?:它们?|都|又|分别|各自?)*(?:叫|是)(?:什么|啥|哪些|哪几[个家])(?:名字|名称)?[?？]?"
)
_OF_AMOUNT = re.compile(r"(?:金额|具体|分别|各)?(?:是|要|花|有)?(?:多少(?:钱|万元?)?|几万|叫什么)[?？]?")


def answer_turn(turn: str, told: Told | None, context: Context, library: Library) -> tuple[Answer, Told]:
    """Every clause of a turn; a clause inherits from the one before it."""
    earlier = told.last if told else None
    after = (told if tell_whose(turn, context) else tell_nth(turn, told, context)) if told else None
    if after:
        return _answer("\n\n".join(context.draft.lines), Status.ANSWERED, Route.TABLE, context.draft), after
    turn = _GREETING.sub("", turn) or turn
    told, anew = of_new_topic(turn, told, context, library)
    earlier = told.last if told and not anew else None
    text, whole = understood(turn, None if anew else told, earlier, context, library)
    context.turn, context.typed = text, turn
    about = (whole.documents or whole.undecided) if whole.bodies.mentions else ()
    held = holdings_told(turn, about, library.snapshot)
    if held and not whole.bodies.foreign:
        return _answer(held, Status.ANSWERED, Route.NONE, context.draft), told_after(whole, whole, told, [])
    early = _settled(text, whole, context, library)
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
    return _composed(said.statuses, used_text=said.used_text, context=context), come_to


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
    return _answer("\n\n".join(draft.lines), Status.NOT_FOUND, Route.TABLE, draft)


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
            reviewed = answer_review(text, reading.documents, library.snapshot, context.draft, _items_of(reading))
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
    if part.later and status is Status.ANSWERED and repeats_what_was_told(part.asked, context.draft, before):
        context.draft.reset(before)
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


def _settled(text: str, whole: Reading, context: Context, library: Library) -> Answer | None:
    """The answer where the question as a whole decides: a refusal, a question back, a review."""
    refused = refusal(whole, library.snapshot, library.vocabulary)
    if refused:
        return _answer(refused, Status.NOT_FOUND, Route.NONE, context.draft)
    unnamed = not whole.bodies.mentions or not (
        whole.names_something or whole.wants_text or _names_office(whole, library)
    )
    if whole.undecided and not whole.documents and unnamed and strange_words(whole):
        return not_found(whole, library.snapshot, library.vocabulary)
    if whole.undecided and not whole.documents:
        asked_back = clarify_bodies(whole, context, library.vocabulary)
        tell_contradictions(context.draft, library.snapshot)
        return replace(asked_back, warnings=tuple(context.draft.warnings))
    topic = text if whole.fresh else f"{whole.topic}"  # these two agree?: of what was asked before
    if whole.fresh and not_as_many(text, whole.bodies, library.snapshot.documents):
        return _answer(
            say("not_as_many", bodies=_bodies_told(whole, library)), Status.CLARIFY, Route.NONE, context.draft
        )
    parts = clauses(text)
    of_part = len(parts) > 1 and bool(_ASKS_WHICH.search(parts[0])) and not asks_review(parts[0])
    of_item = len(whole.tables) > 1 and len(whole.links) == 1  # one row in two tables: told of it, not of all checks
    of_told = of_part or of_item or _compares_told(whole, context)
    if not of_told and answer_review(topic, whole.documents, library.snapshot, context.draft, _items_of(whole)):
        return _composed([Status.ANSWERED], used_text=True, context=context)
    return None


def _items_of(reading: Reading) -> tuple[str, ...]:
    """The items of spending that a question calls by their names."""
    exact = [one for one in reading.links if one.sure == 1.0 and len(one.names) == 1 and one.kinds & _OF_SPENDING]
    return tuple(dict.fromkeys(one.names[0] for one in exact))


def _names_office(whole: Reading, library: Library) -> bool:
    """Whether a question names bodies by more than their place (人大常委会), and something that their documents
    speak of."""
    cards, printed = library.snapshot.documents, library.printed.of(whole.undecided)
    if not any(is_spoken_of(word, printed) for word in strange_words(whole)):
        return False
    named = [(whole.text[one.start : one.end], one.documents) for one in whole.bodies.mentions]
    return any(all(words not in card.region for card in cards if card.id in ids) for words, ids in named)


def _bodies_told(whole: Reading, library: Library) -> str:
    cards = [card for card in library.snapshot.documents if card.id in whole.documents]
    return "、".join(dict.fromkeys(card.department for card in cards))


def _compares_told(whole: Reading, context: Context) -> bool:
    """Whether it is asked if two amounts agree that were told before and can be set against each other."""
    two = recalled(_TWO, context) if whole.operation is Operation.DIFFERENCE and not whole.fresh else []
    return len({one.unit for one in two}) == 1


def _since(before: Sequence[Found], after: Sequence[Found]) -> list[Found]:
    """The figures that were told since a moment of the conversation."""
    known = {id(one) for one in before}
    fresh = [one for one in after if id(one) not in known]
    return fresh or (list({id(one): one for one in after}.values()) if list(after) != list(before) else [])


def _composed(statuses: Sequence[Status], *, used_text: bool, context: Context) -> Answer:
    """The answer of a draft, with the tools that it came from."""
    draft = context.draft
    draft.lead_with_number()
    stated = any(one.citations and not one.cells for one in draft.figures)
    printed = any(one.cells for one in draft.figures)
    route = Route.NARRATIVE if used_text or (stated and not printed) else Route.TABLE
    if printed and (used_text or stated):
        route = Route.HYBRID
    status = next((one for one in (Status.CLARIFY, Status.ANSWERED) if one in statuses), Status.NOT_FOUND)
    return _answer("\n\n".join(draft.lines), status, route, draft)


def _answer(text: str, status: Status, route: Route, draft: Draft) -> Answer:
    figures, citations, warnings = tuple(draft.figures), tuple(draft.citations), tuple(draft.warnings)
    return Answer("", "", text, status, route, figures, citations, warnings, draft.chart)
