"""Guesses at what a question meant of which some characters turned out to be strays after it was read: likely
enough to be asked back, not to be taken without asking."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.understand.respelling import RUN, Respelt, Slip, Speller
from assistant.understand.spelling import Piece, cheapest, pieces_of, text_of
from assistant.understand.text import folded
from index.dictionary import word_share

_GUESSES = 4  # ways that are tried
_FAR = 14.0  # by how much the likeliest of them may cost more than the words as they stand
_MOST_MENDED = 2  # slips that such a way may mend
_PRINTED = 3  # characters from which on words that the documents print are no slip
_SPOKEN = frozenset("给请让把的了元多")  # words that stand before or behind anything


def guesses(question: str, strays: Sequence[str], speller: Speller) -> list[Respelt]:
    """The likeliest ways to mend a question, each of which takes one of the strays for part of a slip."""
    text = folded(question)
    found = [one for one in strays if one in text and not set(one) <= _SPOKEN]
    ways = [way for one in found for way in _guesses_at(text, text.find(one), text.find(one) + len(one), speller)]
    mended = (_with_others(one, found, speller) for one in ways[:_GUESSES])
    return [one for one in mended if len(one.mended) <= _MOST_MENDED]


def _with_others(way: Respelt, strays: Sequence[str], speller: Speller) -> Respelt:
    """A guess with the likeliest way to mend each of the other strays."""
    for one in strays:
        at = way.text.find(one)
        other = next(iter(_guesses_at(way.text, at, at + len(one), speller)), None) if at >= 0 else None
        way = replace(way, text=other.text, mended=(*way.mended, *other.mended)) if other else way
    return way


def _guesses_at(text: str, start: int, end: int, speller: Speller) -> list[Respelt]:
    run = next((one for one in RUN.finditer(text) if one.start() <= start < one.end()), None)
    if run is None:
        return []
    pieces = _pieces_of_run(run, text, speller)
    stray = start - run.start(), end - run.start()
    words = [one for here in pieces for one in here if not one.is_slip]
    slips = [one for here in pieces for one in here if one.is_slip]
    barred = {one for one in words if stray[0] <= one.start and one.end <= stray[1]}
    barred |= {one for one in slips if _is_no_guess(one, words, stray, speller)}
    total = cheapest(pieces, speller.lexicon)[0]
    ways: list[Respelt] = []
    while len(ways) < _GUESSES:
        cost, path = cheapest(pieces, speller.lexicon, barred)
        slip = next((one for one in path if one.is_slip and one.start < stray[1] and stray[0] < one.end), None)
        if slip is None or cost - total > _FAR:
            break
        mended = tuple(Slip(one.typed, (one.meant,)) for one in path if one.is_slip)
        ways.append(Respelt(text[: run.start()] + text_of(path) + text[run.end() :], mended))
        barred = barred | {slip}
    return ways


def _pieces_of_run(run: re.Match[str], text: str, speller: Speller) -> list[list[Piece]]:
    known = {(max(0, one - run.start()), min(len(run[0]), two - run.start())) for one, two in speller.spans(text)}
    return pieces_of(run[0], speller.lexicon, {(one, two) for one, two in known if one < two})


def _is_no_guess(piece: Piece, words: Sequence[Piece], stray: tuple[int, int], speller: Speller) -> bool:
    """Whether a slip is none that strays may be of: words of the language, or that the documents print, or a piece
    that cuts a word beside the stray in two (请物|业)."""
    if word_share(piece.typed) or (speller.prints(piece) and len(piece.typed) >= _PRINTED):
        return True
    beside = [one for one in words if one.end <= stray[0] or one.start >= stray[1]]
    ends = {one.end for one in words if one.end - one.start > 1}  # where words meet anyway (经费|多少)
    places = {piece.start, piece.end} - ends
    return any(one.start < place < one.end for one in beside for place in places)
