"""Items of a list by their number: 第4条职责, 名词解释第7条."""

from __future__ import annotations

import re

from assistant.narrative.extract import whole
from assistant.narrative.pools import pool_of
from assistant.narrative.scoring import Inquiry
from assistant.narrative_query import Aspect, Quote
from index.numbering import parse_mark

_NUMERALS = "一二三四五六七八九十"
_NUMBERED = re.compile(rf"第([{_NUMERALS}]{{1,3}}|\d{{1,2}})(?=(?:[、和与及到至]第?[{_NUMERALS}\d]{{1,3}})*[条项点款])")
_LISTS = (Aspect.DUTY, Aspect.ORGANISATION, Aspect.DEFINITION)


def asks_numbered(inquiry: Inquiry) -> bool:
    """Whether items of a list of duties, units or terms are asked for by their number."""
    return inquiry.query.aspect in _LISTS and bool(_NUMBERED.search(inquiry.query.question))


def numbered_quotes(inquiry: Inquiry) -> list[Quote]:
    """The items of the lists on what is asked about that have the numbers asked for; empty where the lists
    are shorter."""
    asked = {_value(number) for number in _NUMBERED.findall(inquiry.query.question)}
    pool = pool_of(inquiry.query.aspect, inquiry.library.of_documents(inquiry.query.documents))
    marks = [(parse_mark(passage.text), passage) for passage in pool]
    return [whole(passage, 1.0) for mark, passage in marks if mark and mark.ordinal in asked]


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    tens, ten, ones = number.partition("十")
    value = (_NUMERALS.index(tens) + 1 if tens else 1) * 10 if ten else 0
    last = ones if ten else number
    return value + (_NUMERALS.index(last) + 1 if last else 0)
