"""What a question says that nothing has accounted for: left-over words, and whether they carry content.

A left-over word argues against an answer (局长叫什么, 执行进度, 食堂), so it must not be ignored; words
that only shape the sentence must not argue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.understand.clues import filler_pattern
from index.amounts import find_amounts

_YEAR = re.compile(r"20\d\d年?度?|(?<!\d)\d\d年度?")
_SPLIT = re.compile(r"[^一-鿿\da-z]+")
_BREAKS = re.compile(r"(?<=[一-鿿])[和与及跟或](?=[一-鿿])|的|是|在|里|中")
_CLOSED = frozenset(
    ("r", "p", "u", "c", "y", "e", "o", "x", "w", "q", "m", "f", "k", "h", "zg", "ul", "uj", "ug", "uz", "ud", "uv")
)
_OPEN_IF_KNOWN = frozenset(("v", "d", "a", "an", "ad", "t", "l", "z", "g", "vd", "vn", "i"))


@dataclass(frozen=True, slots=True)
class Residue:
    """A stretch of the question that no name and no clue covers."""

    start: int
    end: int
    text: str


def residues(text: str, spans: Sequence[tuple[int, int]]) -> list[Residue]:
    """The left-over stretches of at least two characters, without the fillers at their ends."""
    covered = [False] * len(text)
    amounts = [(one.start, one.end) for one in find_amounts(text)]
    years = [found.span() for found in _YEAR.finditer(text)]
    for start, end in [*spans, *amounts, *years]:
        covered[start:end] = [True] * (end - start)
    found: list[Residue] = []
    for start, end in _runs(text, covered):
        found += _trimmed(text, start, end)
    return found


def _runs(text: str, covered: Sequence[bool]) -> list[tuple[int, int]]:
    masked = "".join(" " if is_covered else char for char, is_covered in zip(text, covered, strict=True))
    return [found.span() for found in re.finditer(r"[一-鿿\da-z()（）]+", masked)]


def _trimmed(text: str, start: int, end: int) -> list[Residue]:
    """The pieces of a run between its fillers; fillers of one character split only at the ends."""
    pattern = filler_pattern()
    pieces: list[tuple[int, int]] = []
    last = start
    for found in pattern.finditer(text, start, end):
        inside = len(found[0]) == 1 and found[0] not in "的是吗呢了" and _is_inside(pattern, text, found, last, end)
        if inside:
            continue
        pieces.append((last, found.start()))
        last = found.end()
    pieces.append((last, end))
    return [Residue(one, two, text[one:two]) for one, two in pieces if _is_worded(text[one:two])]


def _is_inside(pattern: re.Pattern[str], text: str, found: re.Match[str], start: int, end: int) -> bool:
    """Whether a single filler character stands between others that are none, within a word."""
    before, after = text[start : found.start()], text[found.end() : end]
    return bool(before) and bool(after) and not pattern.match(after)


def _is_worded(words: str) -> bool:
    return len(re.sub(r"[^一-鿿\da-z]", "", words)) > 1


def content_words(words: str, is_known: Callable[[str], bool]) -> list[str]:
    """The words that name something: nouns, and other words that the documents use (`is_known`)."""
    from index.lexical import tagged_words  # slow to load: only a question with left-over words pays for it

    found = []
    for word, flag in tagged_words(words):
        if len(word) < 2 or filler_pattern().fullmatch(word) or flag in _CLOSED:
            continue
        if flag in _OPEN_IF_KNOWN and not is_known(word):
            continue
        found.append(word)
    return found


def split_words(words: str) -> list[str]:
    """The parts of a left-over stretch that could each name something."""
    return [part for part in _BREAKS.split(words) if len(part) > 1]
