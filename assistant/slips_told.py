"""Slips of the keyboard in what is asked: which of the ways to mend them the documents answer, and what the
answer says of it, and of words that it did not use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer, Role, Route, Status
from assistant.context import Context
from assistant.draft import Draft, Mark
from assistant.library import Library
from assistant.plan import Operation, Plan
from assistant.prompting import say
from assistant.restating import restated
from assistant.scope import is_repeated
from assistant.spoken import is_spoken_of
from assistant.understand.accounted import left_of, unjoined, unread_whole, untold_names, unused_things
from assistant.understand.bounds import money_named
from assistant.understand.lexicon import bound
from assistant.understand.reading import Reading
from assistant.understand.respelling import Respelt, Slip
from assistant.understand.strays import strays_of
from assistant.understand.text import bare, grams
from assistant.understand.told import Told
from index.dictionary import word_share

_OPERATIVE = re.compile(
    r"[增减涨降倍]|最(?![多少高低大小](?:[^,，。]{0,4}(?:几|多少|多久|多长)|不超过))|占(?!用|了?多少(?:钱|万))|(?<!出)差(?!旅)|比(?!例|重)|平均|年均|同比|(?<!安)排|为什么|什么原因"
)
_REMARKS = re.compile("没有看懂|没有用上|无法回答")
_ORDERS = re.compile("(?<!安)(?<!编)排(?=单位|部门|项目|科目|[一-鿿]?$)")  # an order is no matter of words
_THESE = re.compile("[这那][两俩三四几]个(?!单位|部门|人大)")  # several that were told before
_MEANS = "理解为"
_SHORT = 2  # characters that may stand in a name by chance (因|公出|国)
_CERTAIN = 0.999  # how surely a name was linked when there is nothing to say of it
_MISSING = re.compile(r"未收录“([^”]+)”")  # the name of a body that is not held, which is no slip
_BETWEEN = "和与跟同及、的"
_NOT_ABOUT_BUDGETS = ("off_topic", "no_opinion", "refused_order")
_HARDLY = 0.7  # how surely an item is linked that words hardly resemble
_LONG = 4  # characters that may be two words
_IN_A_ROW = 4  # characters that are no accident where an answer has them too
_ALIKE = re.compile("(?:金额|预算数?|数额|钱)(?:都|是)?(?:一样|相同|相等)")
_TOLD = 3  # words that could not be read, of which an answer tells at most


@dataclass(frozen=True, slots=True)
class Trial:
    """A way to mend a question, with the answer to it, what was read and computed for it."""

    respelt: Respelt
    answer: Answer
    told: Told
    context: Context


def tried(turn: str, respelt: Respelt, answer: Answer, before: Told | None, told: Told, context: Context) -> Trial:
    """A trial; a follow-up with slips in which nothing new was read is asked back, not answered as before."""
    if before and is_repeated(told.whole, before.last) and (respelt.mended or respelt.unread):
        answer = unread_follow_up(turn)
    return Trial(respelt, answer, told, context)


def unread_follow_up(turn: str) -> Answer:
    """That it is not understood what a follow-up asks."""
    return Answer("", "", say("unread_follow_up", asked=turn), Status.CLARIFY, Route.NONE)


def decided(trials: Sequence[Trial]) -> Trial:
    """The way that the documents answer, with what was mended told; a question back where they answer
    several of them with different figures."""
    answered = [one for one in trials if one.answer.status is not Status.NOT_FOUND]
    best = (answered or list(trials))[0]
    apart = {_said(one.answer): one for one in reversed(answered)}
    if len(apart) > 1:
        return replace(best, answer=_ask_back([one.respelt for one in reversed(apart.values())]))
    return replace(best, answer=_told(best.answer, best.respelt))


def asked_back(best: Trial, others: Sequence[Trial]) -> Trial:
    """A trial; a question back where other ways to mend the turn lead to other figures."""
    apart = {_said(one.answer): one for one in reversed(others) if _said(one.answer) != _said(best.answer)}
    if not apart:
        return best
    ways = [one.respelt for one in reversed(apart.values())]
    meant = "”还是“".join(dict.fromkeys(slip.meant[0] for one in ways for slip in one.mended))
    typed = "”“".join(dict.fromkeys(slip.typed for one in ways for slip in one.mended))
    words = say("which_meant", asked=typed, meant=meant)
    return replace(best, answer=Answer("", "", words, Status.CLARIFY, Route.NONE))


def agree(trials: Sequence[Trial]) -> bool:
    """Whether all the ways to mend a question lead to one answer."""
    answered = all(one.answer.status is Status.ANSWERED for one in trials)
    return answered and len({_said(one.answer) for one in trials}) == 1


def stands_as_typed(typed: Answer, mended: Answer) -> bool:
    """Whether a question is answered as it was typed, so that none of its words need be a slip: by the same
    answer, by a figure with nothing to remark on how it was read, or in words of the documents, where it would
    have no figure if mended either."""
    if typed.status is Status.ANSWERED and typed.answer == mended.answer:
        return True
    if typed.status is Status.ANSWERED and mended.status is Status.NOT_FOUND and not _REMARKS.search(typed.answer):
        return True
    by_table = typed.route is Route.TABLE and any(one.role is Role.HEADLINE for one in typed.figures)
    plain = _MEANS not in typed.answer or _MEANS in mended.answer  # mended, it is no plainer than as it was typed
    if typed.status is Status.ANSWERED and by_table and not _REMARKS.search(typed.answer) and plain:
        return True
    with_figure = any(one.role is Role.HEADLINE for one in (*typed.figures, *mended.figures))
    found = typed.status is Status.ANSWERED and typed.route is Route.NARRATIVE
    return found and (not with_figure or mended.status is Status.NOT_FOUND)


def _said(answer: Answer) -> tuple[object, ...]:
    headlines = tuple((one.value, one.unit) for one in answer.figures if one.role is Role.HEADLINE)
    return headlines or (answer.answer,)


def _ask_back(meanings: Sequence[Respelt]) -> Answer:
    """Which of the meanings that lead to different answers is meant."""
    alike = set(meanings[0].mended).intersection(*(one.mended for one in meanings[1:]))
    options = ["、".join(slip.meant[0] for slip in one.mended if slip not in alike) for one in meanings]
    typed = "”“".join(slip.typed for slip in meanings[0].doubtful)
    words = say("which_meant", asked=typed, meant="”还是“".join(dict.fromkeys(options)))
    return Answer("", "", words, Status.CLARIFY, Route.NONE)


def _told(answer: Answer, respelt: Respelt) -> Answer:
    mended = [say("respelt_one", asked=one.typed, meant=one.meant[0]) for one in respelt.mended]
    refused = answer.status is Status.NOT_FOUND
    slips = "，".join(dict.fromkeys(mended))
    lines = [say("respelt_in_vain", slips=slips) if refused else say("respelt", slips=slips)] if mended else []
    if refused and answer.answer not in map(say, _NOT_ABOUT_BUDGETS):
        missing = set("".join(_MISSING.findall(answer.answer))) | set(_BETWEEN)
        unread = [one for one in respelt.unread[:_TOLD] if len(one.typed) > 1 and not set(one.typed) <= missing]
        lines += [_unread(one) for one in unread]
    return replace(answer, answer="\n\n".join([answer.answer, *lines])) if lines else answer


def _unread(slip: Slip) -> str:
    if slip.meant:
        return say("not_read", asked=slip.typed, meant="”“".join(slip.meant))
    return say("not_read_at_all", asked=slip.typed)


def tell_unread(
    reading: Reading, plan: Plan, draft: Draft, library: Library, before: Mark, unused: Sequence[str], *, in_words: bool
) -> None:
    """Says how a clause was read whose answer since a mark has a figure, where some of its characters are
    strays, or some of its words were not used."""
    new, earlier = draft.figures[before[1] :], draft.figures[: before[1]]
    if not any(one.role is Role.HEADLINE for one in (*new, *earlier)) or not new:
        return
    words = strays_of(reading, library.speller)
    is_first = any(one.role is Role.HEADLINE for one in new)
    if not is_first:  # behind a clause with a figure: only what is surely torn
        words, unused = [one for one in words if bound() & set(one)], ()
    if plan.operation is Operation.VALUE and len(plan.selectors) > 1:
        words += unjoined(reading)
    words += unread_whole(reading)
    if in_words and plan.operation is not Operation.RANK:
        words += [one[0] for one in _ORDERS.finditer(reading.plain)]
    words += [one for one in unused if one not in words]
    units = "".join(one.unit for one in new)
    words = [one for one in words if one not in units]  # 修多少叶
    above = [heading for one in draft.citations for heading in one.section]
    told = " ".join([*draft.lines, *(one.label for one in draft.figures), *above])
    asks_things = is_first and not in_words
    things = unused_things(reading) if asks_things else []
    things += untold_names(reading, told) if plan.selectors and asks_things and plan.group in ("", "documents") else []
    things = [one for one in dict.fromkeys(things) if not is_spoken_of(one, told)]
    draft.say(say("not_computed", words="”“".join(things)) if things and not words else "")
    if words:
        draft.unread += words
        meant = restated(reading, plan, library.snapshot.documents, in_words=in_words)
        draft.say(say("read_as", words="”“".join(words), meant=meant))


def is_torn(reading: Reading, unread: Sequence[str]) -> bool:
    """Whether all that a clause was read as naming are items that it hardly resembles, in the midst of words that
    could not be read (在|校学生)."""
    return bool(reading.links) and all(
        link.sure < _HARDLY and any(link.text in one and link.text != one for one in unread) for link in reading.links
    )


def not_labelled(reading: Reading, draft: Draft, library: Library) -> list[str]:
    """The left-over words of a clause of which the answer does not speak."""
    labels = " ".join(one.label for one in draft.figures)
    left = [one.text for one in left_of(reading) if one.text not in labels]
    told = " ".join(draft.lines)
    return [one for one in left if one not in told or not (len(one) >= _IN_A_ROW or library.speller.is_word(one))]


def unheard_of(reading: Reading, library: Library) -> list[str]:
    """The left-over words of a clause that are no words, of the language or of the documents."""
    printed = library.speller.is_printed
    return [
        one.text
        for one in left_of(reading)
        if not (word_share(one.text) or printed(one.text)) and len(one.text) < _LONG
    ]


def not_spoken_of(reading: Reading, quoted: str) -> list[str]:
    """The left-over words of a question for figures, where the sentences quoted for it speak of none."""
    apart = [one.text for one in reading.left if one.text in reading.text and not _is_near(one.text, quoted)]
    return apart if len(apart) == len(reading.left) and not reading.wants_text else []


def _is_near(words: str, quoted: str) -> bool:
    """Whether a text has most of the pairs of characters that words are made of."""
    pairs = grams(words)
    return not pairs or 2 * sum(pair in quoted for pair in pairs) > len(pairs)


def _is_part(words: str, name: str) -> bool:
    """Whether words are plainly a part of a name: at one of its ends, or more than two characters of it."""
    return name.startswith(words) or name.endswith(words) or (len(words) > _SHORT and words in name)


def tell_reading(reading: Reading, plan: Plan, draft: Draft) -> None:
    """Says how names with slips were understood, and which words of the question were not, or not used."""
    for link in reading.links:
        own = link.sure < _CERTAIN and link.text in reading.text and not _is_part(bare(link.text), bare(link.names[0]))
        draft.say(say("understood", asked=link.text, meant=link.names[0]) if own else "")
    for words in reading.bodies.slips:
        draft.say(say("understood_body", asked=words))
    if plan.group and not (plan.condition or plan.share_bound or plan.leaves_out):
        bounds = [reading.text[one.start : one.end] for one in money_named(reading.text)]
        bounds += [one[0] for one in _ALIKE.finditer(reading.text)]
        draft.say(say("not_computed", words="”“".join(bounds)) if bounds else "")
    unused = _OPERATIVE.search(reading.plain) or (_THESE.search(reading.plain) if len(plan.selectors) == 1 else None)
    if unused and plan.operation is Operation.VALUE and not plan.group:
        draft.say(say("not_computed", words=unused[0]))
