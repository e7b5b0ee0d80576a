"""Characters of a clause that nothing accounts for: no name, no word that questions are made of, no number,
and no character that stands where it may stand by itself. A slip of the keyboard mostly leaves some behind,
whatever else it makes of the words, so an answer to a clause with strays says how the clause was read."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.understand.accounted import clues_of, left_of, shared_with, stands
from assistant.understand.clues import operation_spans
from assistant.understand.columns import tables_of
from assistant.understand.exclusions import left_out
from assistant.understand.lexicon import alone
from assistant.understand.newness import newness_spans
from assistant.understand.reading import Reading
from assistant.understand.text import bare, folded
from assistant.understand.told import Piece, pieces_of
from assistant.understand.vocabulary import ItemLink
from index.dictionary import word_share

_RUN = re.compile(r"[一-鿿]+")
_NUMERAL = re.compile(
    r"(?<=\d)元|[零〇一二两三四五六七八九十百千万亿][零〇一二两三四五六七八九十百千万亿多几半来]+[块元]?|[多几][十百千万亿]+多?"
)
_LETTERS = re.compile(r"[a-z]{2,}")
_OWN_LEVEL = re.compile("[局委办厅院]本级")
EDGE, NUMBER, NAME, WORD = "|", "#", "N", "W"
_ANYWHERE = "*"
_DENIES = re.compile("[不没无未非]")
_JOINS = "和与及"
_LONGEST = 8  # characters of a word of questions
_LONGEST_OTHER = 6  # of a word of the general dictionary, or of the documents
_KNOWN, _LONE, _OTHER, _OUT_OF_PLACE = 0.01, 0.1, 1.0, 2.0
_CERTAIN = 0.999  # how surely a name was linked that stands there exactly
_SELDOM = 10.0  # how rare a word is that is told, unless documents have it


@dataclass(frozen=True, slots=True)
class _Token:
    """A stretch of a run; `kind` is that of its neighbours' conditions: a name, a word, or the character."""

    start: int
    end: int
    kind: str
    cost: float


@dataclass(frozen=True, slots=True)
class _State:
    """What stands last on a way through a run, and whether that may follow what stands before it."""

    kind: str
    in_place: bool


class Words(Protocol):
    """The words that a question over a store may hold."""

    @property
    def plain(self) -> Collection[str]:
        """The words that questions are made of, and the names of the store."""

    def is_word(self, words: str) -> bool:
        """Whether these are a word of the documents."""

    def is_printed(self, words: str) -> bool:
        """Whether the documents print the words in a row."""


def strays_of(reading: Reading, words: Words) -> list[str]:
    """The stretches of a clause that are strays, outside of what it was read as naming."""
    text = reading.text
    pieces = [one for one in pieces_of(reading) if stands(one, text)]
    near = [one for one in pieces if isinstance(one.item, ItemLink) and one.item.sure < _CERTAIN]
    clues = clues_of(reading)
    left = [(one.start, one.end) for one in left_of(reading)]
    names = [(one.start, one.end) for one in pieces if one not in near]
    names += [(start, end) for start, end in clues if end == start + 1]
    shared = [span for one in reading.links if one.text not in text for span in shared_with(text, one.names)]
    shared += shared_with(text, [bare(reading.project)]) if reading.project else []
    names += [one for one in shared if not _is_in_plain_word(text, one, words.plain)]
    names += [found.span() for found in _OWN_LEVEL.finditer(text)]
    names += [one.words for one in left_out(text)] if reading.left_out or reading.columns_left_out else []
    names += [*left, *reading.bodies.spans, *newness_spans(text)]
    loose_spans = {*tables_of(text)[1], *operation_spans(reading.operation, text)}
    torn = {one for one in loose_spans if any(True for _ in _of_run(text, one, names, words, words.plain))}
    names += [one for one in tables_of(text)[1] if one not in torn]
    clues = [one for one in clues if one not in torn]
    loose = [*left, *((one.start, one.end) for one in near)]
    found = [
        one
        for one in strays(text, names, words, clues)
        if not _is_in_loose_word(text, one, loose, words) and not any(_has_name(piece, text, one) for piece in near)
    ]
    joined: list[tuple[int, int]] = []
    for start, end in found:
        joined[-1:] = [(joined[-1][0], end)] if joined and joined[-1][1] == start else [*joined[-1:], (start, end)]
    words_of_units = "".join(map(folded, reading.unit_names))  # names of units are written out in full
    told = dict.fromkeys(text[start:end] for start, end in joined)
    told = {one: None for one in told if len(one) <= _LONGEST_OTHER or one not in words_of_units}
    return [one for one in told if not (len(one) > 1 and words.is_printed(one) and not set(one) & alone().keys())]


def _is_in_plain_word(text: str, span: tuple[int, int], plain: Collection[str]) -> bool:
    """Whether a stretch is but a part of a word that questions are made of (满意 of 满意度)."""
    start, end = span
    return any(
        last - first > end - start and text[first:last] in plain
        for first in range(max(0, end - _LONGEST), start + 1)
        for last in range(end, min(len(text), first + _LONGEST) + 1)
    )


def _is_in_loose_word(text: str, span: tuple[int, int], loose: Sequence[tuple[int, int]], words: Words) -> bool:
    """Whether a word has both a stretch and some of the words beside it, or around it, that are left over or
    only resemble a name: these begin and end anywhere (研究|会)."""
    start, end = span
    return any(
        bool(word_share(text[first:last])) or words.is_word(text[first:last])
        for one, two in loose
        if one <= end and start <= two
        for first in range(max(0, start - _LONGEST_OTHER), start + 1)
        for last in range(end, min(len(text), first + _LONGEST_OTHER) + 1)
        if last - first > end - start and first < two and one < last
    )


def _has_name(piece: Piece, text: str, span: tuple[int, int]) -> bool:
    """Whether a stretch of what only resembles a name is in that name, or a word."""
    if not isinstance(piece.item, ItemLink) or not (piece.start <= span[0] and span[1] <= piece.end):
        return False
    return span[1] - span[0] > 1 or text[span[0]] in "".join(piece.item.names)


def strays(
    text: str, names: Sequence[tuple[int, int]], words: Words, clues: Sequence[tuple[int, int]] = ()
) -> list[tuple[int, int]]:
    """The words and characters of folded text outside `names` that are strays: characters that stand where
    they are no word, unless the documents have a word there, and rare words that no document prints. `clues`
    are stretches that may be words as they stand."""
    known = frozenset({*words.plain, *(text[start:end] for start, end in clues)}) if clues else words.plain
    letters = [found.span() for found in _LETTERS.finditer(text) if not _is_known(found, names, words)]
    return sorted(
        [*letters, *(one for run in _RUN.finditer(text) for one in _of_run(text, run.span(), names, words, known))]
    )


def _is_known(letters: re.Match[str], names: Sequence[tuple[int, int]], words: Words) -> bool:
    """Whether letters are in a name, or known or printed as they are (top5)."""
    named = any(start <= letters.start() and letters.end() <= end for start, end in names)
    return named or letters[0] in words.plain or words.is_printed(letters[0])


def _of_run(
    text: str, span: tuple[int, int], names: Sequence[tuple[int, int]], words: Words, known: Collection[str]
) -> Iterator[tuple[int, int]]:
    path = _cheapest(text, span, names, known)
    kinds = [_before(text, span[0]), *(one.kind for one in path), EDGE]
    for number, one in enumerate(path, 1):
        typed = text[one.start : one.end]
        strange = _is_rare(typed) and not words.is_printed(typed)
        strange = strange or (typed[0] in _JOINS and kinds[number - 1] == NAME)  # 货物和|服是
        if one.cost == _OTHER and (_DENIES.search(typed) or strange):
            yield one.start, one.end
        if one.cost == _LONE and not stands_alone(typed, kinds[number - 1], kinds[number + 1]):
            first = max([span[0], *(two for _, two in names if two <= one.start)])
            last = min([span[1], *(start for start, _ in names if start >= one.end)])
            if not _is_in_a_word(text, one.start, (first, last), words):
                yield one.start, one.end


def _is_in_a_word(text: str, place: int, within: tuple[int, int], words: Words) -> bool:
    """Whether a character is part of a word of the documents that stands between names."""
    return any(
        words.is_word(text[start:end])
        for start in range(max(within[0], place - _LONGEST_OTHER + 1), place + 1)
        for end in range(place + 1, min(within[1], start + _LONGEST_OTHER) + 1)
        if end - start > 1
    )


def _cheapest(
    text: str,
    span: tuple[int, int],
    names: Sequence[tuple[int, int]],
    plain: Collection[str],
) -> list[_Token]:
    """The likeliest way to read a run: the fewest characters out of place, then the fewest strange words."""
    start, end = span
    ways: list[dict[_State, tuple[float, tuple[_Token, ...]]]] = [{} for _ in range(end - start + 1)]
    ways[0][_State(_before(text, start), in_place=True)] = (0.0, ())
    for place in range(start, end):
        for token in _tokens_at(text, place, end, names, plain):
            for state, (cost, path) in ways[place - start].items():
                cost += token.cost + _OUT_OF_PLACE * (not _ends_well(state, path, token.kind))
                new = _State(token.kind, in_place=token.cost != _LONE or _may_follow(token.kind, state.kind))
                known = ways[token.end - start].get(new)
                if known is None or cost < known[0]:
                    ways[token.end - start][new] = (cost, (*path, token))
    last = ways[-1].items()
    return list(min(last, key=lambda way: way[1][0] + _OUT_OF_PLACE * (not _ends_well(way[0], way[1][1], EDGE)))[1][1])


def _ends_well(state: _State, path: Sequence[_Token], after: str) -> bool:
    """Whether what stands last is in its place, with what stands after it."""
    lone = bool(path) and path[-1].cost == _LONE
    return not lone or (state.in_place and _may_precede(state.kind, after))


def _tokens_at(
    text: str,
    place: int,
    end: int,
    names: Sequence[tuple[int, int]],
    plain: Collection[str],
) -> Iterator[_Token]:
    named = [min(end, two) for one, two in names if one <= place < two]
    if named:
        yield _Token(place, max(named), NAME, 0.0)
        return
    limit = min([end, *(one for one, _ in names if one > place)])
    numeral = _NUMERAL.match(text, place, limit)
    if numeral:
        yield _Token(place, numeral.end(), WORD, _KNOWN)
    for stop in range(place + 2, min(limit, place + _LONGEST) + 1):
        words = text[place:stop]
        if words in plain:
            yield _Token(place, stop, WORD, _KNOWN)
        elif stop - place <= _LONGEST_OTHER and word_share(words):
            yield _Token(place, stop, WORD, _OTHER)
    yield _Token(place, place + 1, text[place], _LONE)


def stands_alone(char: str, before: str, after: str) -> bool:
    """Whether a character between such neighbours may be a word by itself."""
    return _may_follow(char, before) and _may_precede(char, after)


def _may_follow(char: str, before: str) -> bool:
    return _is_among(before, alone().get(char, ("", ""))[0])


def _may_precede(char: str, after: str) -> bool:
    return _is_among(after, alone().get(char, ("", ""))[1])


def _before(text: str, start: int) -> str:
    """What stands on the left of a run: a number, or nothing that counts."""
    return NUMBER if start and text[start - 1].isdigit() else EDGE


def _is_among(kind: str, allowed: str) -> bool:
    like_a_word = kind in alone() and alone()[kind] == (_ANYWHERE, _ANYWHERE) and WORD in allowed
    return allowed == _ANYWHERE or kind in allowed or like_a_word or (kind == NUMBER and EDGE in allowed)


def _is_rare(words: str) -> bool:
    share = word_share(words)
    return not share or -math.log(share) > _SELDOM
