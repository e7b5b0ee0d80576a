"""Projects by what a column of their table prints beside their money: 自评得分低于90分的项目, 哪个项目执行率最高."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answer import Status
from assistant.context import Context, list_figures
from assistant.filtering import BOUND_WORDS, asks_number, say_number
from assistant.found import Found, size_of
from assistant.plan import TESTS, Operation, Plan, Selector
from assistant.prompting import say
from assistant.understand.bounds import bound_of
from assistant.understand.reading import Reading
from assistant.understand.text import PROJECT_NOUN
from index.amounts import YUAN_PER_UNIT

_NUMBER = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>[分%])")
_ORDER = re.compile("最[高低好差优]|排")
_LOWEST = re.compile("最[低差]|从低到高")
_EACH = re.compile("各|分别|哪些|多少|列")


def tell_by_column(reading: Reading, plan: Plan, context: Context) -> Status | None:
    """The projects within a bound on one column, in its order, or all of them with it; None where no column of
    projects but one of money is named, or something that is not understood is said of them."""
    names = [one.name for one in reading.columns]
    known = all(_NUMBER.search(one.text) for one in reading.left)
    if len(names) != 1 or reading.links or not known or not PROJECT_NOUN.search(reading.plain):
        return None
    rows = [
        replace(found, label=f"{found.label}（{found.measure}）")
        for document in plan.documents
        for found in context.facts.rows_of(document, "project", Selector(label=names[0], measure=names[0]))
        if found.unit and found.unit not in YUAN_PER_UNIT
    ]
    if not rows:
        return None
    if _NUMBER.search(reading.text):
        return _tell_within(rows, reading, context)
    if _ORDER.search(reading.text) or plan.operation is Operation.RANK:
        rows.sort(key=size_of, reverse=not _LOWEST.search(reading.text))
        rows = [one for one in rows if one.value == rows[0].value] if plan.top < 2 else rows[: plan.top]
    elif not _EACH.search(reading.text):
        return None
    return _list(rows, context)


def _tell_within(rows: Sequence[Found], reading: Reading, context: Context) -> Status | None:
    """The members whose number keeps the bound that is asked for; None where it sets none."""
    number = next(_NUMBER.finditer(reading.text))
    sign = bound_of(number.start(), number.end(), reading.text)
    rows = [one for one in rows if one.unit == number["unit"]]
    if not sign or not rows:
        return None
    chosen = [one for one in rows if TESTS[sign](one.value, Decimal(number["number"]))]
    condition = f"{rows[0].measure}{BOUND_WORDS[sign]} {number[0]}"
    whose = f"{rows[0].department}{rows[0].year or ''}年"
    if not chosen:
        context.draft.say(say("none", label=whose, condition=condition, noun="项目"))
        return Status.ANSWERED
    if asks_number(reading.text):
        say_number(f"{whose}{condition}的项目", chosen, context)
    return _list(chosen, context)


def _list(rows: Sequence[Found], context: Context) -> Status:
    context.history[:] = rows
    context.selects = True
    list_figures(rows, context.draft, headline=True)
    return Status.ANSWERED
