"""The numbering that Chinese official documents use for headings and list items.

The schemes are ranked: 第一部分 > 一、 > （一） > 1. > （1） > ①. The rank, not the Markdown
marks of an extraction, says what stands under what.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from index.record import record


class Scheme(IntEnum):
    """A numbering scheme; a smaller value stands higher in the outline."""

    PART = 1  # 第一部分
    CHINESE = 2  # 一、
    CHINESE_BRACKETS = 3  # （一）
    ARABIC = 4  # 1.
    ARABIC_BRACKETS = 5  # （1）
    CIRCLED = 6  # ①


@record
class Mark:
    """A number at the start of a line: its scheme, its value, and where the words begin."""

    scheme: Scheme
    ordinal: int
    end: int


_NUMERALS = "一二三四五六七八九十"
_DIGITS = "0123456789０１２３４５６７８９"
_PATTERNS = (  # each with the characters that it may begin with
    (_NUMERALS, Scheme.CHINESE, re.compile(rf"([{_NUMERALS}]{{1,3}})\s*[、.．]\s*")),
    ("（(", Scheme.CHINESE_BRACKETS, re.compile(rf"[（(]\s*([{_NUMERALS}]{{1,3}})\s*[）)]\s*[、.．]?\s*")),
    (_DIGITS, Scheme.ARABIC, re.compile(r"([0-9０-９]{1,2})\s*(?:[、．]|\.(?![0-9０-９]))\s*")),
    (f"（({_DIGITS}", Scheme.ARABIC_BRACKETS, re.compile(r"[（(]?\s*([0-9０-９]{1,2})\s*[）)]\s*[、.．]?\s*")),
    ("第", Scheme.PART, re.compile(rf"第\s*([{_NUMERALS}]{{1,3}}|[0-9]{{1,2}})\s*(?:部分|章|篇)\s*[、:：.．]?\s*")),
)
_BY_FIRST = {
    first: tuple((scheme, pattern) for firsts, scheme, pattern in _PATTERNS if first in firsts)
    for first in f"{_NUMERALS}第（({_DIGITS}"
}
_FIRST_CIRCLED, _LAST_CIRCLED = "①", "⑳"


def parse_mark(text: str) -> Mark | None:
    """The number that `text` begins with, or None. An amount (3.5 万元) is no number of a list."""
    first = text[:1]
    if first in _BY_FIRST:
        return _mark_at_start(text)
    if _FIRST_CIRCLED <= first <= _LAST_CIRCLED:
        return Mark(Scheme.CIRCLED, ord(first) - ord(_FIRST_CIRCLED) + 1, 1)
    return None


@lru_cache(maxsize=8192)
def _mark_at_start(text: str) -> Mark | None:
    for scheme, pattern in _BY_FIRST[text[0]]:
        match = pattern.match(text)
        if match:
            return Mark(scheme, _value(match[1]), match.end())
    return None


def _value(numeral: str) -> int:
    if numeral[0] not in _NUMERALS:
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    value = (_NUMERALS.index(tens[0]) + 1 if tens else 1) * 10 if ten else 0
    return value + (_NUMERALS.index(ones[0]) + 1 if ones else 0)
