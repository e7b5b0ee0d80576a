"""Whether words abbreviate a name: parts of it, the first characters of its words, or both in its order."""

from __future__ import annotations

import re
from functools import lru_cache

from index.dictionary import word_share

_NUMBERED = re.compile(
    "(?P<place>.*?)第(?P<number>[一二三四五六七八九十]+)(?:初级|高级|完全|实验|人民|中医)?(?:(?P<school>[中小])学|(?P<nursery>幼)儿园|医(?P<ward>院))"
)


def numbered_name(name: str) -> str:
    """A numbered school or hospital as people call it: 三中 for 第三初级中学, 一院 for 第一人民医院; else empty."""
    found = _NUMBERED.fullmatch(name)
    return f"{found['place']}{found['number']}{found['school'] or found['nursery'] or found['ward']}" if found else ""


def heads_of(name: str) -> str:
    """The first characters of the words of two characters that a name is made of, which abbreviate it."""
    return "".join(name[place] for place in _head_places(name))


@lru_cache(maxsize=4096)
def _head_places(name: str) -> tuple[int, ...]:
    found: list[int] = []
    place = 0
    while place < len(name) - 1:
        if word_share(name[place : place + 2]):
            found.append(place)
            place += 1
        place += 1
    return tuple(found)


def abbreviates(words: str, name: str) -> bool:
    """Whether words without an ending stand for a name."""
    heads = heads_of(name)
    return words in name or is_short_for(words, name) or all(char in heads for char in words)


def is_short_for(words: str, name: str, start: int = 0) -> bool:
    """Whether words are made of parts of a name from a place on, of two characters at least, and of first characters
    of its words, in the order of the name (政务|数据; 职业|中|专 of 职业中等专业学校)."""
    if not words:
        return True
    parts = ((size, name.find(words[:size], start)) for size in range(len(words), 1, -1))
    heads = ((1, place) for place in _head_places(name) if place >= start and name[place] == words[0])
    steps = (*parts, *heads)
    return any(at >= 0 and is_short_for(words[size:], name, at + size) for size, at in steps)
