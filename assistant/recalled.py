"""Which of the amounts that earlier turns told a clause means: 这两个差多少, 三家加起来呢, 前三名合计多少."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from assistant.context import Context
from assistant.found import Found, size_of, whole_among
from assistant.understand.clues import NUMERALS, top_of
from index.model import Statement

Amount = Found | Statement
_Told = TypeVar("_Told", Found, Found | Statement)

_NUMBER = re.compile(r"(?<!第)([两二俩三四五六七八九十])(?![级成本公]|[次届]会议)")
_OF_BODIES = re.compile("部门|单位")


def recalled(question: str, context: Context) -> list[Amount]:
    """The amounts told before that a clause which names none computes with: those asked for by their places in an
    order, or else the last, as many as it says (两个), the first of a ranking (前三名), else all that the conversation
    is about; those of the topics before as well where it says more than this one told; empty where fewer were told
    than it says. Of figures and parts of them only the parts."""
    said = distinct(one for clause in context.said for one in clause)
    own, order = distinct(context.history), context.order
    told: list[Amount] = said
    if (len(own) > 1 or context.selected) and not any(isinstance(one, Statement) for one in said):
        told = [*own]
    first = top_of(question)
    if first > 1:
        ranked = sorted((one for one in told if isinstance(one, Found)), key=size_of, reverse=True)
        return list(ranked[:first]) if len(ranked) >= first else []
    number = number_meant(question)
    if number > len(told) and not _OF_BODIES.search(question):
        told = distinct([*context.behind, *told])
    last = told[-number:] if number <= len(told) else []
    if _OF_BODIES.search(question) and len({_body_of(one, context) for one in last}) < number:
        return []  # 三个部门, after three amounts of one
    if order.goes_on and len(order.singled) > 1 and number in (0, len(order.singled)):
        return list(order.singled)  # 谁最多, 第二呢, 差多少
    if number > len(told):
        return []
    return order.with_singled_last(told)[-number:] if number else _without_wholes(told)


def over_years(told: Sequence[Found]) -> list[Found]:
    """What was told last of its first and of its last year (三年各多少, 一共降了多少)."""
    alike = [one for one in told if (one.item, one.department) == (told[-1].item, told[-1].department)]
    years = sorted(alike, key=lambda one: one.year or 0)
    return [years[0], years[-1]] if years else []


def _body_of(told: Amount, context: Context) -> str:
    """The body that an amount is of, or its unit."""
    if isinstance(told, Found):
        return told.unit_name or told.department
    return context.snapshot.card(told.document_id).department


def number_meant(question: str) -> int:
    """How many of the amounts told before a clause says that it means; 0 where it does not say."""
    found = _NUMBER.search(question)
    return NUMERALS.get(found[1], 2) if found else 0


def distinct(told: Iterable[_Told]) -> list[_Told]:
    """Each amount once, where it was told last."""
    last: dict[object, _Told] = {}
    for one in told:
        key = (one.cell, one.label) if isinstance(one, Found) else (one.passage_id, one.subject, one.amount)
        last.pop(key, None)
        last[key] = one
    return list(last.values())


def _without_wholes(told: Sequence[Amount]) -> list[Amount]:
    """The amounts without those of which others among them are parts, where more than one is left."""
    figures = [one for one in told if isinstance(one, Found)]
    wholes = {whole.cell for one in figures if (whole := whole_among(one, figures)) is not None}
    parts = [one for one in told if isinstance(one, Statement) or one.cell not in wholes]
    return parts if len(parts) > 1 else list(told)
