"""Slips of the pen in the names of bodies: a homophone in an abbreviation, a wrong character in a
full name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from assistant.understand.text import bare
from index.model import DocumentCard

_LONG = 6  # characters from which on one or two wrong ones leave no doubt
_ALIKE = 75  # of 100: how alike a long name must be


def meant_body(words: str, cards: Sequence[DocumentCard]) -> tuple[str, ...]:
    """The documents of the one body that the words most probably misspell; empty where in doubt."""
    by_body: dict[str, list[str]] = {}
    for card in cards:
        by_body.setdefault(bare(card.department), []).append(card.id)
    if len(words) >= _LONG:
        scored = sorted(((fuzz.ratio(words, name), name) for name in by_body), reverse=True)
        if scored[0][0] >= _ALIKE and (len(scored) == 1 or scored[0][0] > scored[1][0] + 5):
            return tuple(by_body[scored[0][1]])
    if len(words) >= _LONG - 1:
        near = [name for name in by_body if LCSseq.similarity(words, name) >= len(words) - 1]
        if len(near) == 1:
            return tuple(by_body[near[0]])
    heard = [name for name in by_body if _sounds_abbreviated(words, name)]
    return tuple(by_body[heard[0]]) if len(heard) == 1 else ()


def _sounds_abbreviated(words: str, name: str) -> bool:
    """Whether the words, read aloud, are an abbreviation of the name that ends as it ends."""
    if len(words) < 3 or words[-1] != name[-1]:
        return False
    sounds = [_sound(char) for char in name]
    position = -1
    for char in words:
        try:
            position = sounds.index(_sound(char), position + 1)
        except ValueError:
            return False
    return True


@lru_cache(maxsize=8192)
def _sound(char: str) -> str:
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(char, style=Style.NORMAL)[0] or char
