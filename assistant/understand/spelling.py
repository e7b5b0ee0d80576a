"""Ways to read a run of characters as words, with a slip of the keyboard here and there; the likeliest is
the cheapest."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from assistant.understand.clues import filler_words
from assistant.understand.lexicon import LONGEST, Lexicon
from index.dictionary import word_class

_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两几")
_NEGATIONS = frozenset("不没无未非别")
_DIRECTIONS = frozenset("多少高低增减涨降差")
_ASKING_BOTH = frozenset(("要不要", "是不是", "有没有", "能不能", "会不会", "含不含", "算不算", "有无"))
_SOUND, _DOUBLED, _SWAPPED, _EXTRA, _LACKING, _WRONG = 4.0, 4.5, 5.0, 6.0, 6.0, 7.0
_EXTRA_WORD = 7.5  # a character that is a word by itself
_WORD_BETWEEN_WORDS = 10.0
_WRONG_IN_TWO = 10.0
_MOST_EDITS = 2
_BODY_NAMED = 3.0  # what the name of a body costs less in a question without one
_KNOWN = 7.0
_SHORT = 3  # characters of a word of which one may be the wrong one
_SWAPPED_ACROSS = 6  # characters of each of two words between which two are exchanged


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the run, and the words that it is taken for at a cost."""

    start: int
    end: int
    typed: str
    meant: str
    cost: float

    @property
    def is_slip(self) -> bool:
        return self.typed != self.meant


def pieces_of(
    run: str, lexicon: Lexicon, known: Collection[tuple[int, int]], *, lacks_body: bool = False
) -> list[list[Piece]]:
    """The pieces that start at each place of the run; `known` are stretches that mean something as they
    stand. A question that names no body is likelier to have a slip in its name."""
    saved = _BODY_NAMED if lacks_body else 0.0
    found: list[list[Piece]] = []
    for start in range(len(run)):
        here = [Piece(*span, run[slice(*span)], run[slice(*span)], _KNOWN) for span in known if span[0] == start]
        for end in range(start + 1, min(len(run), start + LONGEST + 1) + 1):
            typed = run[start:end]
            cost = lexicon.cost_of(typed)
            if cost is not None:
                here.append(Piece(start, end, typed, typed, cost))
            if len(typed) > 1:
                here += (
                    Piece(start, end, typed, meant, cost - (saved if meant in lexicon.bodies else 0.0))
                    for meant, cost in _slips(typed, lexicon).items()
                )
        here += _swapped_across(run, start, lexicon)
        found.append(here)
    for piece in _with_two_slips(run, lexicon):
        found[piece.start].append(piece)
    return found


def cheapest(
    pieces: Sequence[Sequence[Piece]], lexicon: Lexicon, without: Collection[Piece] = (), *, as_typed: bool = False
) -> tuple[float, list[Piece]]:
    """The cheapest way through the pieces, and what it costs, infinite where there is none; without some pieces, or
    without any slip."""
    size = len(pieces)
    best: list[dict[str, tuple[float, Piece | None, str]]] = [defaultdict() for _ in range(size + 1)]
    best[0][""] = (0.0, None, "")
    for start in range(size):
        for last, (spent, _, _) in best[start].items():
            for piece in pieces[start]:
                if (as_typed and piece.is_slip) or piece in without:
                    continue
                cost = spent + piece.cost - lexicon.junction(last, piece.meant[0])
                end = piece.meant[-1]
                if end not in best[piece.end] or cost < best[piece.end][end][0]:
                    best[piece.end][end] = (cost, piece, last)
    if not best[size]:
        return math.inf, []
    last = min(best[size], key=lambda char: best[size][char][0])
    total = best[size][last][0]
    path: list[Piece] = []
    place = size
    while place:
        _, taken, last = best[place][last]
        assert taken is not None  # noqa: S101  (only the beginning has none)
        path.append(taken)
        place = taken.start
    return total, path[::-1]


def _slips(typed: str, lexicon: Lexicon) -> dict[str, float]:
    """The words that the typed ones are one slip away from, with their cost."""
    found: dict[str, float] = {}
    for meant, slip in _one_slip_away(typed, lexicon):
        if meant != typed and (_may_replace(typed, meant) or meant in lexicon.bodies):
            cost = lexicon.costs[meant] + slip
            found[meant] = min(cost, found.get(meant, cost))
    return found


def _may_replace(typed: str, meant: str) -> bool:
    """Numbers and negations are never put in or taken out."""
    if sorted(set(typed) & _NUMERALS) != sorted(set(meant) & _NUMERALS):
        return False
    return set(typed) & _NEGATIONS == set(meant) & _NEGATIONS or meant in _ASKING_BOTH


def _one_slip_away(typed: str, lexicon: Lexicon) -> Iterator[tuple[str, float]]:
    size = len(typed)
    for place, char in enumerate(typed):
        shorter = typed[:place] + typed[place + 1 :]
        doubled = char in typed[max(0, place - 1) : place] + typed[place + 1 : place + 2]
        if shorter in lexicon.costs and (doubled or 0 < place < size - 1):
            yield shorter, _DOUBLED if doubled else _cost_of_extra(typed, place, lexicon)
        stands_apart = place in (0, size - 1) and shorter in lexicon.costs  # 票|多少钱
        if not (size == 2 and set(typed) & _NUMERALS):
            for word in lexicon.lacking_one(shorter):
                if stands_apart and word not in lexicon.bodies:
                    continue
                if len(word) == size and word[:place] == typed[:place] and word[place + 1 :] == typed[place + 1 :]:
                    yield word, _WRONG_IN_TWO if size == 2 else _WRONG
        swapped = typed[:place] + typed[place + 1 : place + 2] + char + typed[place + 2 :]
        if swapped in lexicon.costs:
            yield swapped, _SWAPPED
    yield from ((word, _LACKING) for word in lexicon.lacking_one(typed) if len(word) > 2)
    for word in lexicon.sounding(typed):
        if len(word) == size:
            yield word, _SOUND * sum(one != two for one, two in zip(word, typed, strict=True))


def _cost_of_extra(typed: str, place: int, lexicon: Lexicon) -> float:
    """What it costs to take a character for one too many: more for one that is a word by itself, and most
    for one between two others (下属|各|单位)."""
    if typed[place] in _DIRECTIONS:
        return _WORD_BETWEEN_WORDS  # 总计|少多少
    if typed[place] not in filler_words():
        return _EXTRA
    between = typed[:place] in lexicon.costs and typed[place + 1 :] in lexicon.costs
    return _WORD_BETWEEN_WORDS if between else _EXTRA_WORD


def _with_two_slips(run: str, lexicon: Lexicon) -> Iterator[Piece]:
    """Long names that stand in the run but for two slips."""
    for name in lexicon.long_names_like(run):
        found = fuzz.partial_ratio_alignment(name, run)
        if found is None or found.dest_end - found.dest_start < len(name) - 2:
            continue
        typed = run[found.dest_start : found.dest_end]
        edits = OSA.distance(typed, name)
        same_ends = typed[0] == name[0] and typed[-1] == name[-1]
        if same_ends and 1 < edits <= _MOST_EDITS and _may_replace(typed, name):
            cost = lexicon.costs[name] + edits * _EXTRA
            yield Piece(found.dest_start, found.dest_end, typed, name, cost)


def _swapped_across(run: str, start: int, lexicon: Lexicon) -> Iterator[Piece]:
    """Two words of which the end of the first and the beginning of the second are exchanged."""
    for place in range(start + 1, min(start + _SWAPPED_ACROSS, len(run) - 1)):
        one = run[start:place] + run[place + 1]
        if one not in lexicon.costs or {run[place], run[place + 1]} & _NUMERALS:
            continue
        for end in range(place + 3, min(len(run), place + _SWAPPED_ACROSS + 1) + 1):
            two = run[place] + run[place + 2 : end]
            if two in lexicon.costs:
                cost = lexicon.costs[one] + lexicon.costs[two] + _SWAPPED
                yield Piece(start, end, run[start:end], one + two, cost)


_HOLDS = frozenset("开办搞")


def drops_word(piece: Piece) -> bool:
    """Whether a slip takes for one too many a character that makes a noun with the last one, or for another in a word
    as short as that; or the verb before the name of a meeting (人大|开|常委会)."""
    typed, meant = piece.typed, piece.meant
    places = [at for at in range(len(typed)) if typed[:at] + typed[at + 1 :] == meant]
    if typed.endswith("会") and any(typed[at] in _HOLDS for at in places if at):
        return True
    if len(typed) == len(meant) == _SHORT:
        places += [at for at in range(len(typed)) if typed[at] != meant[at]]
    return len(typed) - 2 in places and word_class(typed[-2:]) == "n" and typed[-2:] not in meant


def text_of(path: Sequence[Piece]) -> str:
    """What the pieces of a path are taken for."""
    return "".join(one.meant for one in path)


def overlap(one: Piece, other: Piece) -> bool:
    """Whether two pieces have a character in common."""
    return one.start < other.end and other.start < one.end
