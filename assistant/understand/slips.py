"""Slips of the pen in the names of bodies: a homophone in an abbreviation, a wrong character in a full name.

What looks like the name of an office is no slip for `respelling`, which mends all other words: only where
the bodies of a question are read is it known that no document is of an office (水力局), and is it asked here
which one was meant."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, LCSseq

from assistant.understand.text import bare
from index.dictionary import word_class
from index.model import DocumentCard

_LONG = 6  # characters from which on one or two wrong ones leave no doubt
_MOST_WAYS = 16  # to read the characters of a word aloud
_ALIKE = 75  # of 100: how alike a long name must be


def meant_body(words: str, cards: Sequence[DocumentCard]) -> tuple[str, ...]:
    """The documents of the one body that the words most probably misspell; empty where in doubt."""
    by_body: dict[str, list[str]] = {}
    for card in cards:
        if card.department:
            by_body.setdefault(bare(card.department), []).append(card.id)
    heard = [name for name in by_body if _sounds_abbreviated(words, name)]
    if len(heard) == 1:
        return tuple(by_body[heard[0]])
    if len(words) < _LONG:
        return ()
    near = [
        name
        for name in by_body
        if (fuzz.ratio(words, name) >= _ALIKE or LCSseq.similarity(words, name) >= len(words) - 1)
        and not _says_otherwise(words, name)
    ]
    return tuple(by_body[near[0]]) if len(near) == 1 else ()


def _says_otherwise(words: str, name: str) -> bool:
    """Whether what differs is a word of its own (政府办公厅 is no slip of 政协办公厅)."""
    odd = [edit.src_pos for edit in Indel.editops(words, name) if edit.tag == "delete"]
    pairs = [words[place : place + 2] for one in odd for place in (one - 1, one) if place >= 0]
    return any(len(pair) == 2 and pair not in name and word_class(pair) for pair in pairs)


def _sounds_abbreviated(words: str, name: str) -> bool:
    """Whether the words, read aloud, are an abbreviation of the name that ends as it ends."""
    if len(words) < 3 or words[-1] != name[-1]:
        return False
    sounds = [sound_of(char) for char in name]
    position = -1
    for char in words:
        try:
            position = sounds.index(sound_of(char), position + 1)
        except ValueError:
            return False
    return True


def sound_of(words: str) -> str:
    """How the words are read aloud, syllable by syllable, without tones."""
    return " ".join(map(_sound, words))


def letters_of(words: str) -> Iterator[str]:
    """The letters that the words may be typed with: of a character that is read in several ways each of them,
    unless there are too many."""
    ways = [_sounds(char) for char in words]
    yield from (
        map("".join, product(*ways)) if math.prod(map(len, ways)) <= _MOST_WAYS else [sound_of(words).replace(" ", "")]
    )


@lru_cache(maxsize=8192)
def _sounds(char: str) -> tuple[str, ...]:
    _sound(char)
    from pypinyin import Style, pinyin

    return tuple(dict.fromkeys(pinyin(char, style=Style.NORMAL, heteronym=True)[0]))


@lru_cache(maxsize=8192)
def _sound(char: str) -> str:
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # it is asked for single characters only
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(char, style=Style.NORMAL)[0] or char
