"""What one head gets or costs as the documents state it (≤ 380 元, 每人每月 750 元), which is not to be computed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Role
from assistant.context import Context
from assistant.draft import amount_text
from assistant.found import Found
from assistant.plan import Plan, Selector
from assistant.prompting import say
from assistant.quoting import quoted
from assistant.understand.residue import content_words
from index.amounts import YUAN_PER_UNIT, find_amounts
from index.model import Passage
from index.statements import sentences

PER_PERSON = re.compile(r"人均|每(?:个)?人|平均(?:每|一)?(?:个)?人|人头")
_TIME = "(?P<time>月|年|天|日|次|学期|学年|期|课时|小时)"
_RATE = re.compile(rf"(?:(?:每|一)个?人(?:平均)?|人均)(?:每|一)个?{_TIME}")
_RATE_TURNED = re.compile(rf"(?:每|一)个?{_TIME}(?:平均)?(?:(?:每|一)个?人|人均)")
_MONEY_BY_HEAD = re.compile(r"^(?:万|千)?元(?=.*人)")  # the unit of what a head gets (元每人每月, 元/人·天)


def rate_asked(question: str) -> str:
    """The time by which an amount is asked for one head (每人每月: 月); empty where by none."""
    found = _RATE.search(question) or _RATE_TURNED.search(question)
    return found["time"].replace("天", "日") if found else ""


def printed_average(document: str, plan: Plan, context: Context) -> Found | None:
    """The indicator that gives the amount by head (人均补助标准): of the project talked of, else the one whose
    row says all that the question names."""
    if not PER_PERSON.search(plan.question):
        return None
    rows = context.facts.rows_of(document, "indicator", Selector(label=""))
    rows = [one for one in rows if _is_by_head(one) and _is_by_time(one, plan.question)]
    told = context.history[-1] if context.history and not plan.selectors_are_new else None
    named = (
        {told.project, told.item} if told else {name for one in plan.selectors for name in (*one.names, one.project)}
    )
    words = _words_of(document, plan, context)
    of_all = not told and len(words) > 0  # those of the whole body
    own = [one for one in rows if one.project and one.project in named]
    own += [one for one in rows if of_all and not one.project and 2 * _said(one.label, words) > len(words)]
    own.sort(key=lambda one: -_said(one.label, words))
    if len(own) == 1 and (told or _said(own[0].label, words)):
        return own[0]
    return own[0] if len(own) > 1 and _said(own[0].label, words) > _said(own[1].label, words) else None


def quote_rate(document: str, plan: Plan, context: Context) -> bool:
    """Quotes the sentences that say what one head gets in the time asked (按每人每月750元标准), of the passage in which
    most of the question's words stand; all of them, as one may be for other heads than the next."""
    time = rate_asked(plan.question)
    words = _words_of(document, plan, context) if time else []
    own = [one for one in context.snapshot.passages if words and one.document_id == document]
    told = [(one, _rates_in(one, time)) for one in own if one.kind != "definition" and rate_asked(one.text)]
    passage, quotes = max(
        ((one, rates) for one, rates in told if rates), key=lambda pair: _said(pair[0].text, words), default=(None, [])
    )
    if passage is None or 2 * _said(passage.text, words) < len(words):
        return False
    said = {one.value for one in find_amounts(plan.question)}  # 交600元以上的
    meant = [one for one in quotes if said & {part.value for part in find_amounts(one)}]
    for quote in meant or quotes:
        _tell(passage, quote, context)
    return True


def _rates_in(passage: Passage, time: str) -> list[str]:
    """The sentences of a passage that say what one head gets in a time."""
    told = [passage.text[start:end].strip() for start, end in sentences(passage.text)]
    return [one for one in told if rate_asked(one) == time and any(part.is_money for part in find_amounts(one))]


def _tell(passage: Passage, quote: str, context: Context) -> None:
    """The sentence with the amounts behind its rates."""
    draft = context.draft
    mark = draft.cite_passage(passage, quote)
    draft.say(quoted(context.snapshot.card(passage.document_id).department, quote, mark))
    for rate in [*_RATE.finditer(quote), *_RATE_TURNED.finditer(quote)]:
        amount = next((one for one in find_amounts(quote) if one.is_money and one.start >= rate.end()), None)
        if amount is None or amount.start - rate.end() > 1:
            continue
        first = not any(one.role is Role.HEADLINE for one in draft.figures)
        draft.stated_figure(rate[0], amount.value, amount.unit, Role.HEADLINE if first else Role.DETAIL, mark)
        draft.say(say("row", label=rate[0], amount=amount_text(amount.value, amount.unit), cite=mark))


def _is_by_head(found: Found) -> bool:
    """Whether an indicator is an amount of money for one head, by its name or by its unit."""
    named = bool(PER_PERSON.search(found.label)) and found.unit in YUAN_PER_UNIT
    return named or bool(_MONEY_BY_HEAD.search(found.unit))


def _is_by_time(found: Found, question: str) -> bool:
    """Whether an indicator is for the time that is asked for, where both name one (每人每月, 每人每年)."""
    times = {rate_asked(words) for words in (found.label, found.unit, question)} - {""}
    return len(times) < 2


def _words_of(document: str, plan: Plan, context: Context) -> list[str]:
    """The words of a question that name something, without the body and what asks for one head."""
    body = context.snapshot.card(document).department
    asked = _RATE_TURNED.sub("", _RATE.sub("", plan.question))
    return [one for one in content_words(PER_PERSON.sub("", asked), lambda _: True) if one not in body]


def _said(text: str, words: Sequence[str]) -> int:
    """How many of the words a text says."""
    return sum(word in text for word in words)
