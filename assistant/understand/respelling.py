"""A question as it was probably meant where it holds slips of the keyboard. A slip is mended only where that
leads the words as they stand by a margin; where two ways to mend it are about as likely, both are given.
What looks like the name of an office is left to `slips`, where it is known whether a document is of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, product
from typing import TYPE_CHECKING

from assistant.understand.clues import clue_spans, filler_words
from assistant.understand.columns import tables_of
from assistant.understand.departments import mentions_of
from assistant.understand.latin import Spelt, has_words_in_letters, spelt_out
from assistant.understand.lexicon import Lexicon, joints, offices, phrases
from assistant.understand.likeness import changes_kind
from assistant.understand.mentions import end_before_thing
from assistant.understand.plainness import are_words, singles_in_a_row
from assistant.understand.slips import sound_of
from assistant.understand.spelling import Piece, cheapest, drops_word, overlap, pieces_of, text_of
from assistant.understand.strays import EDGE, WORD, stands_alone
from assistant.understand.text import folded
from assistant.understand.vocabulary import Vocabulary, measure_words
from index.dictionary import word_class

if TYPE_CHECKING:
    from index.store import Snapshot

RUN = re.compile(
    r"(?:(?<=\d年)(?!度)|(?<=\d年度)|(?<!\d)(?<!\d年)|(?<=\d)(?!年))[一-鿿]+"
)  # 年 behind digits is of the number
_LEAD = 3.0  # by how much a mended reading leads the one without it
_LEAD_OF_WORDS = 5.0  # the same where what is typed are ordinary words
_RIVAL = 1.5  # by how much it leads another mended one
_RIVAL_IN_TWO = 2.5  # the same for a word of two characters with one of them wrong
_MOST_RIVALS = 8
_PRINTED = 3  # characters from which on words that the documents print are no slip
_LONG = 5  # characters of which all but the first or the last may be printed
_SINGLES = 1  # characters in a row that are words by themselves, at most
_READINGS = 8
_COMMON = 8.0  # what a character costs at most that is often a word by itself
_OFFICES = frozenset("局厅委院馆署")


@dataclass(frozen=True, slots=True)
class Slip:
    """Words of the question, and what they are taken for, or may mean; nothing where that is not known."""

    typed: str
    meant: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Respelt:
    """A question as it may be meant: its text, the slips that were mended for it, those between whose
    meanings nothing decides (each is mended in one way here), and words that could not be read."""

    text: str
    mended: tuple[Slip, ...] = ()
    doubtful: tuple[Slip, ...] = ()
    unread: tuple[Slip, ...] = ()


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A slip that is not mended for good: the readings between which nothing decides, none where its words
    are better left as they stand."""

    piece: Piece
    readings: tuple[tuple[Piece, ...], ...] = ()
    is_likely: bool = False  # whether the words may nevertheless be asked about


class Speller:
    """Mends the slips in questions over a snapshot."""

    def __init__(self, vocabulary: Vocabulary, snapshot: Snapshot) -> None:
        self._vocabulary, self._snapshot = vocabulary, snapshot
        self._plain = {words for words, _ in measure_words()} | filler_words() | phrases()
        self._plain |= set(vocabulary.exact_names) | offices() | joints()

    @property
    def plain(self) -> Collection[str]:
        """The words that questions are made of, names of the store included."""
        return self._plain

    def is_word(self, words: str) -> bool:
        """Whether these are a word of the documents."""
        return words in self.lexicon.costs

    def is_printed(self, words: str) -> bool:
        """Whether the documents print the words in a row."""
        return self.lexicon.is_printed(words)

    @cached_property
    def lexicon(self) -> Lexicon:
        """What the words of the snapshot cost."""
        return Lexicon(self._vocabulary, self._snapshot)

    def readings(self, question: str) -> list[Respelt]:
        """The question with its slips mended, in each of the ways between which nothing decides; as it
        stands where there are none."""
        text = folded(question)
        if not has_words_in_letters(text):
            return self._mended(text, question)
        ways = spelt_out(text, self.lexicon)
        return [_with_letters(one, way) for way in ways for one in self._mended(way.text, way.text)][:_READINGS]

    def _mended(self, text: str, question: str) -> list[Respelt]:
        bodies = self._bodies(text)
        spans = self.spans(text)
        place = 0
        parts: list[list[Respelt]] = []
        for found in RUN.finditer(text):
            known = {(max(0, one - found.start()), min(len(found[0]), two - found.start())) for one, two in spans}
            known = {(one, two) for one, two in known if one < two}
            parts += [[Respelt(text[place : found.start()])], self._readings_of(found[0], known, lacks_body=not bodies)]
            place = found.end()
        parts.append([Respelt(text[place:])])
        joined = [_joined(one) for one in product(*parts)][:_READINGS]
        return [one if one.mended else replace(one, text=question) for one in joined]

    def _bodies(self, text: str) -> list[tuple[int, int]]:
        return [(one.start, end_before_thing(one, text)) for one in mentions_of(text, self._snapshot.documents)]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """The stretches of a text that mean something as they stand."""
        links = [(one.start, one.end) for one in self._vocabulary.links(text)]
        return [*self._bodies(text), *clue_spans(text), *tables_of(text)[1], *links]

    def _readings_of(self, run: str, known: Collection[tuple[int, int]], *, lacks_body: bool) -> list[Respelt]:
        if singles_in_a_row(run, self._plain, known) <= _SINGLES:
            return [Respelt(run)]
        pieces = pieces_of(run, self.lexicon, known, lacks_body=lacks_body)
        without: set[Piece] = set()
        unread: list[Slip] = []
        while True:
            total, path = cheapest(pieces, self.lexicon, without)
            doubts = (self._doubt(one, total, path, pieces, without) for one in path if one.is_slip)
            doubt = next((one for one in doubts if one), None)
            if doubt is None:
                return [_reading_of(path, unread=(*unread, *_unread(path, self.lexicon)))]
            piece = doubt.piece
            if doubt.readings:
                meant = [_meant_at(piece, reading) for reading in doubt.readings]
                slip = Slip(piece.typed, tuple(dict.fromkeys(meant)))
                return [_reading_of(reading, (slip,)) for reading in doubt.readings]
            unread += [Slip(piece.typed, (piece.meant,))] if doubt.is_likely else []
            without |= {one for one in pieces[piece.start] if one.end == piece.end and one.meant == piece.meant}

    def _doubt(
        self,
        piece: Piece,
        total: float,
        path: Sequence[Piece],
        pieces: Sequence[Sequence[Piece]],
        without: Collection[Piece],
    ) -> _Doubt | None:
        """What speaks against taking a slip on the cheapest path for mended; None where nothing does."""
        if (self.prints(piece) and len(piece.typed) >= _PRINTED) or self._names_office(piece, path):
            return _Doubt(piece)
        if drops_word(piece):
            return _Doubt(piece)  # 买校车 is not 买|车
        if self._cuts_body(piece, pieces) or self._cuts_word(piece, path, pieces) or self._is_of_other_words(piece):
            return _Doubt(piece)  # 图书馆古籍修复 is not 图书|馆藏古籍修复, nor 粮食储备 a slip of 粮油储备
        other_total, other = cheapest(pieces, self.lexicon, {*without, piece})
        if text_of(other) == text_of(path):
            return None
        lead = other_total - total
        if not any(one.is_slip and one not in path and overlap(one, piece) for one in other):
            ordinary = self._may_be_meant(piece.typed)
            if lead >= (_LEAD_OF_WORDS if ordinary else _LEAD):
                return None
            return _Doubt(piece, is_likely=not ordinary and not self.prints(piece) and lead > _RIVAL)
        if self.prints(piece):
            return _Doubt(piece)
        return self._between(piece, total, path, pieces, without)

    def _between(
        self,
        piece: Piece,
        total: float,
        path: Sequence[Piece],
        pieces: Sequence[Sequence[Piece]],
        without: Collection[Piece],
    ) -> _Doubt | None:
        """The doubt between a slip on the cheapest path and others that are about as likely, if any."""
        margin = _RIVAL_IN_TWO if len(piece.typed) == len(piece.meant) == 2 else _RIVAL
        readings = [tuple(path)]
        tried = {*without, piece}
        while len(readings) < _MOST_RIVALS:
            cost, other = cheapest(pieces, self.lexicon, tried)
            rival = next((one for one in other if one.is_slip and one not in path and overlap(one, piece)), None)
            if rival is None or cost - total >= margin:
                break
            readings.append(tuple(other))
            tried.add(rival)
        return _Doubt(piece, tuple(readings)) if len(readings) > 1 else None

    def _may_be_meant(self, typed: str) -> bool:
        """Whether what is typed are ordinary words, or two characters that often are."""
        common = len(typed) == 2 and all((self.lexicon.cost_of(char) or 0) <= _COMMON for char in typed)
        return common or are_words(typed, self._plain)

    def _is_of_other_words(self, piece: Piece) -> bool:
        """Whether what is typed is made of words of the dictionary, and sounds otherwise than what it would
        be taken for."""
        typed, meant = piece.typed, piece.meant
        if changes_kind(typed, meant):
            return True
        if len(typed) != len(meant) or sound_of(typed) == sound_of(meant):
            return False
        if len(typed) == len("人防") and word_class(typed).startswith(("n", "v", "a")):
            return True
        if len(typed) < _LONG - 1:
            return False
        return any(
            self.lexicon.cost_of(typed[:place]) and self.lexicon.cost_of(typed[place:])
            for place in range(2, len(typed) - 1)
        )

    def _names_office(self, piece: Piece, path: Sequence[Piece]) -> bool:
        """Whether the words name an office, and are not to be taken for one of another name nor for another
        word: no document may be of it."""
        after = next((one.typed[0] for one in path if one.start == piece.end), "")
        office = piece.typed if piece.typed[-1] in _OFFICES else piece.typed + after
        if office[-1] not in _OFFICES:
            return False
        other = any(name in piece.typed and name not in piece.meant for name in offices())  # 省委办公厅, 省政协办公厅
        known = other or office in offices() or self.lexicon.cost_of(office[:-1]) is not None
        return known or piece.meant not in self.lexicon.bodies

    def _cuts_body(self, piece: Piece, pieces: Sequence[Sequence[Piece]]) -> bool:
        """Whether a slip begins within the name of a body."""
        bodies = self.lexicon.bodies
        return any(one.end > piece.start and one.typed in bodies for here in pieces[: piece.start] for one in here)

    def _cuts_word(self, piece: Piece, path: Sequence[Piece], pieces: Sequence[Sequence[Piece]]) -> bool:
        """Whether a slip takes the last character of a word as it stands, behind which the rest of what is typed
        are ordinary words (折|旧了, not 折旧|了)."""
        starts = {one.start for one in path if one.start < piece.start}
        words = (one for start in starts for one in pieces[start] if not one.is_slip)
        ends = {one.end - piece.start for one in words if piece.start < one.end < piece.end}
        return any(are_words(piece.typed[end:], self._plain) for end in ends)

    def prints(self, piece: Piece) -> bool:
        """Whether the documents have the words, or long ones but for one character, as they stand, and not
        only within those that they are taken for."""
        typed = piece.typed
        parts = (typed, typed[1:], typed[:-1]) if len(typed) > _LONG else (typed,)
        return any(self.lexicon.is_printed(part, outside=piece.meant) for part in parts)


def _unread(path: Sequence[Piece], lexicon: Lexicon) -> list[Slip]:
    """Characters in a row that are no part of a word, one of which at least stands where it is no word by itself;
    not those that the documents print in that row."""
    kinds = [EDGE, *(one.meant if len(one.meant) == 1 else WORD for one in path), EDGE]
    found: list[Slip] = []
    for lone, places in groupby(range(1, len(path) + 1), key=lambda place: len(path[place - 1].meant) == 1):
        row = list(places)
        words = "".join(path[place - 1].meant for place in row)
        odd = lone and not all(stands_alone(kinds[place], kinds[place - 1], kinds[place + 1]) for place in row)
        if odd and not (len(words) > 1 and lexicon.is_printed(words)):
            found.append(Slip(words, ()))
    return found


def _with_letters(respelt: Respelt, way: Spelt) -> Respelt:
    """A reading of a question in which words in letters were written out first."""
    written = tuple(Slip(typed, (meant,)) for typed, meant in way.words)
    unread = tuple(Slip(letters, ()) for letters in way.unread)
    doubtful = respelt.doubtful or written
    return replace(respelt, mended=written + respelt.mended, doubtful=doubtful, unread=unread + respelt.unread)


def _reading_of(path: Sequence[Piece], doubtful: tuple[Slip, ...] = (), unread: tuple[Slip, ...] = ()) -> Respelt:
    mended = tuple(Slip(one.typed, (one.meant,)) for one in path if one.is_slip)
    return Respelt(text_of(path), mended, doubtful, unread)


def _joined(parts: Sequence[Respelt]) -> Respelt:
    return Respelt(
        "".join(one.text for one in parts),
        tuple(slip for one in parts for slip in one.mended),
        tuple(slip for one in parts for slip in one.doubtful),
        tuple(slip for one in parts for slip in one.unread),
    )


def _meant_at(place: Piece, path: Sequence[Piece]) -> str:
    """What a path takes the characters of a piece for, or those around them."""
    return next((one.meant for one in path if one.is_slip and overlap(one, place)), place.typed)
