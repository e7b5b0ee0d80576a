"""The general dictionary of Chinese words: jieba's, read entry by entry where a word is asked for, so that
a question with a strange word in it need not load all 350,000.

Its file is sorted by the first character of its words; the entries of one are read at once.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from index import catalogue

TOTAL = 60_101_967  # how often all words of the dictionary are met together
_FIRST_HAN = "一".encode()
_CATALOGUE_WORD = re.compile(r"[\u4e00-\u9fff]{2,8}")
_CATALOGUE_FREQUENCY = 20  # enough to win over its parts, too little to break up the words around it


@lru_cache(maxsize=1)
def catalogue_words() -> frozenset[str]:
    """The names of the catalogue that are one run of Chinese characters of a length that people write."""
    names = (
        *(subject.name for subject in catalogue.subjects()),
        *catalogue.measures(),
        *catalogue.synonyms(),
        *catalogue.measure_synonyms(),
    )
    return frozenset(name for name in names if _CATALOGUE_WORD.fullmatch(name))


class Frequencies:
    """How often words are met in general text, 0 for what only begins words; with those of the catalogue.
    What a segmenter of jieba asks for, read as it asks."""

    total = TOTAL + _CATALOGUE_FREQUENCY * len(catalogue_words())

    def __contains__(self, word: str) -> bool:
        return word in frequencies_of(word[:1])

    def __getitem__(self, word: str) -> int:
        return frequencies_of(word[:1])[word]

    def get(self, word: str, default: int | None = None) -> int | None:
        """The frequency of a word; the default for what neither is nor begins a word."""
        return frequencies_of(word[:1]).get(word, default)


@cache
def frequencies_of(first: str) -> dict[str, int]:
    """The frequencies of the words that begin with a character, and 0 for their beginnings."""
    found = {word: int(rest.split()[0]) for word, rest in _entries_of(first).items()}
    found |= {word: _CATALOGUE_FREQUENCY for word in catalogue_words() if word[:1] == first}
    for word in list(found):
        for end in range(1, len(word)):
            found.setdefault(word[:end], 0)
    return found


def word_share(word: str) -> float:
    """How often the word is met among all words of general text, from 0 for one that the dictionary
    does not have."""
    return (FREQUENCIES.get(word) or 0) / FREQUENCIES.total


def word_class(word: str) -> str:
    """The tag of a word ("n" noun, "v" verb, "vn" either …); "n" for the names of the catalogue, empty for
    a word that the dictionary does not hold."""
    if word in catalogue_words():
        return "n"
    entry = _entries_of(word[:1]).get(word)
    return entry.split()[-1] if entry else ""


@cache
def _entries_of(first: str) -> dict[str, str]:
    """What the dictionary says of each word that begins with a character: its frequency and its tag."""
    file, key = _file(), first.encode()
    if key < _FIRST_HAN:
        return {}  # the Latin entries are not in order, and no words of the documents
    start, end = _line_from(file, key), _line_from(file, key + b"\xff")
    lines = file[start:end].decode().splitlines()
    return dict(line.split(" ", 1) for line in lines)


def _line_from(file: bytes, key: bytes) -> int:
    """Where the first line begins that is not less than a key."""
    low, high = file.index(b"\n" + _FIRST_HAN) + 1, len(file)
    while low < high:
        middle = file.rfind(b"\n", low, (low + high) // 2) + 1 or low
        after = file.find(b"\n", middle) + 1 or len(file)
        if file[middle:after] < key:
            low = after
        else:
            high = middle
    return low


@lru_cache(maxsize=1)
def _file() -> bytes:
    package = find_spec("jieba")
    assert package is not None and package.origin is not None  # noqa: S101, PT018  (it is a requirement)
    return (Path(package.origin).parent / "dict.txt").read_bytes()


FREQUENCIES = Frequencies()
