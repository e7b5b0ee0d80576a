"""The columns of a table without rules, told by what stands one below the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from index.readers.pdf.lines import Line, usual_gap
from index.readers.pdf.page import Box, Word

Interval = tuple[float, float]
_PART_GAP = 0.8  # of the font size, between cells
_AMOUNT_GAP = 0.2  # the same behind an amount with its decimals or separators
_SAME_EDGE = 1.0  # points
_WRAP = 0.35  # font sizes, between the lines of one cell
_FEW = 12  # stretches of which one may reach over several columns
_PADDING = 4.0  # points between a cell's text and its edge
_MIN_SPACED = 5  # words from which on a line can be letter-spaced
_ORDINAL = re.compile(r"(?:\*\*|栏次|行次|[甲乙丙丁]|\d{1,2}(?:=[\d+\-=()（）]+)?)$")
_FULL_AMOUNT = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{2})$")
_UNIT_IN_SENTENCE = re.compile(r"(?:[百千万亿]*元|[%％]|平方米|[个件次人辆台])[，。；、（(]")
_AMOUNT = re.compile(r"[-−]?(?:[\d,]*\d(?:\.\d+)?|\d+(?:\.\d+)?[%％])$|[-—]{1,2}$")


def is_amount(text: str) -> bool:
    """Whether a part is nothing but a number, a percentage, a code or the dash for none."""
    return bool(_AMOUNT.match(text))


def is_full_amount(text: str) -> bool:
    """Whether a part is an amount with its decimals or separators."""
    return bool(_FULL_AMOUNT.match(text))


def is_ordinals(parts: Sequence[Line]) -> bool:
    """Whether cells number the columns: ** ** 1 2 3, 栏次 1 2 3=1+2."""
    texts = [part.text for part in parts]
    numbers = [int(text) for text in texts if text.isdigit()]
    if len(texts) < 2 or not all(_ORDINAL.match(text) for text in texts):
        return False
    return not numbers or (numbers[0] in (1, 2) and numbers == sorted(set(numbers)) and numbers[-1] < 40)


def cells_of(line: Line) -> list[Line]:
    """The parts of a line as cells of a table: parted by gaps, by narrow ones too behind a full amount and where
    the lines around show the edge of a column."""
    wide = _PART_GAP + (usual_gap(line.words) if len(line.words) >= _MIN_SPACED else 0.0)
    parts: list[list[Word]] = [[line.words[0]]]
    for index, (first, second) in enumerate(pairwise(line.words)):
        gap = (second.box[0] - first.box[2]) / max(first.size, second.size)
        amount = _FULL_AMOUNT.match("".join(word.text for word in parts[-1]))
        parted = gap > wide or (amount and gap > _AMOUNT_GAP and second.text[0] not in "%％,.")
        if index in line.cuts or (parted and index not in line.joints):
            parts.append([])
        parts[-1].append(second)
    return [Line(tuple(part)) for part in parts]


def is_row(line: Line) -> bool:
    """Whether a line has an amount and something beside it, and is no sentence (4780.71 万元，占 …)."""
    parts = cells_of(line)
    if len(parts) < 2 or any(_UNIT_IN_SENTENCE.match(part.text) for part in parts[1:]):
        return False
    return any(is_amount(part.text) for part in parts) and not is_ordinals(parts)


class Kind(StrEnum):
    """What stands in the cells of a column."""

    AMOUNTS = "amounts"  # to the right
    WORDS = "words"  # to the left
    BLANK = "blank"  # nothing: only the header names it


_HALVES = (
    (Kind.WORDS, Kind.AMOUNTS),
    (Kind.AMOUNTS, Kind.WORDS),
    (Kind.BLANK, Kind.AMOUNTS),  # a word in the middle, its amounts to the right
    (Kind.WORDS, Kind.BLANK),  # words to the left, theirs in the middle
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the stretch that its cells and the header word over it cover, and that of its cells alone;
    `end` is where amounts in it would end, None where that is not known; `is_aligned` says that amounts of the table
    are seen to end below each other, whatever their length."""

    stretch: Interval
    cells: Interval
    kind: Kind
    end: float | None = None
    is_aligned: bool = True

    @property
    def centre(self) -> float:
        """Its middle."""
        return (self.stretch[0] + self.stretch[1]) / 2

    def shared(self, stretch: Interval) -> float:
        """How much of a stretch it covers, negative for the distance."""
        return min(stretch[1], self.stretch[1]) - max(stretch[0], self.stretch[0])


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table from left to right."""

    all: tuple[Column, ...]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Columns:
        """The columns of lines with amounts: amounts that stand one below the other make one, words
        between the same two of these too."""
        parts = [(number, part) for number, line in enumerate(lines) for part in cells_of(line)]
        names = _bottoms(part for _, part in parts if not is_amount(part.text))
        own = [is_amount(part.text) and not _is_end_of_name(part, names) for _, part in parts]
        numbers = [stretch_of(part) for (_, part), is_number in zip(parts, own, strict=True) if is_number]
        amounts = _clusters(numbers)
        words: dict[int, list[tuple[int, Interval]]] = {}
        for (number, part), is_number in zip(parts, own, strict=True):
            if not is_number:
                left = part.box[0]
                words.setdefault(sum(end <= left for _, end in amounts), []).append((number, stretch_of(part)))
        kinds = [_kind_of(stretch, numbers) for stretch in amounts]
        aligned = any(_are_aligned(stretch, numbers) for stretch in amounts)
        found = [Column(one, one, kind, is_aligned=aligned) for one, kind in zip(amounts, kinds, strict=True)]
        for region, stretches in words.items():
            limit = amounts[region][0] if region < len(amounts) else float("inf")
            cut = [(number, (start, min(end, max(limit - 1.0, start + 1.0)))) for number, (start, end) in stretches]
            found += [Column(stretch, stretch, Kind.WORDS) for stretch in _parted_clusters(cut)]
        return cls(tuple(sorted(found, key=lambda column: column.stretch)))

    def joined(self, lines: Iterable[Line], named: frozenset[int]) -> tuple[Columns, tuple[int, ...]]:
        """The columns with those joined that are two halves of one, and where each one went: words to the
        left and amounts to the right in one column, which no line fills both, under one header word.
        `named` are the columns that a header word stands over."""
        filled = [frozenset(self.place(part) for part in cells_of(line)) for line in lines]
        places: list[int] = []
        found: list[Column] = []
        for index, column in enumerate(self.all):
            if self._are_halves(index, named, filled) and places[-2:] != [len(found) - 1] * 2:
                stretch = (found[-1].stretch[0], column.stretch[1])
                found[-1] = Column(stretch, stretch, Kind.AMOUNTS)
            else:
                found.append(column)
            places.append(len(found) - 1)
        return Columns(tuple(found)), tuple(places)

    def _are_halves(self, column: int, named: frozenset[int], filled: Sequence[frozenset[int]]) -> bool:
        """Whether a column and the one before it share a header word and no line fills both."""
        if column == 0 or (self.all[column - 1].kind, self.all[column].kind) not in _HALVES:
            return False
        if any({column - 1, column} <= one for one in filled):
            return False
        if named:
            return (column in named) != (column - 1 in named)
        counts = [sum(index in one for one in filled) for index in range(column - 2, column + 2)]
        return counts[1] + counts[2] == max(counts[0], counts[3])  # without a header: each row has one of them

    def widened(self, column: int, part: Box) -> Columns:
        """The columns with one of them stretched over a header word."""
        old = self.all[column]
        new = replace(old, stretch=(min(old.stretch[0], part[0]), max(old.stretch[1], part[2])))
        return Columns((*self.all[:column], new, *self.all[column + 1 :]))

    def ended(self, column: int, end: float) -> Columns:
        """The columns with the place at which the text of one of them ends, where it was not known."""
        if self.all[column].end is not None:
            return self
        new = replace(self.all[column], end=end)
        return Columns((*self.all[:column], new, *self.all[column + 1 :]))

    def with_blank(self, part: Box) -> tuple[Columns, int]:
        """The columns with one more, which only a header word names as all its cells are blank, and its place."""
        place = sum(column.centre < (part[0] + part[2]) / 2 for column in self.all)
        new = Column((part[0], part[2]), (part[0], part[2]), Kind.BLANK)
        return Columns((*self.all[:place], new, *self.all[place:])), place

    def place(self, part: Line) -> int:
        """The column of a cell: the one that it covers most of, else the nearest; for words that reach
        over several the first, if it holds words."""
        shared = [column.shared(stretch_of(part)) for column in self.all]
        best = max(range(len(shared)), key=lambda column: shared[column])
        if shared[best] > 0 and not is_amount(part.text):
            first = next(column for column, width in enumerate(shared) if width > 0)
            return first if self.all[first].kind is Kind.WORDS else best
        return best

    def extent(self, first: int, last: int) -> Interval:
        """From where to where some columns reach on paper, halfway to their neighbours where unknown."""
        left = self._edge(first) if first else self.all[0].stretch[0] - _PADDING
        if last + 1 < len(self.all):
            return left, self._edge(last + 1)
        right = self.all[-1].stretch[1] + _PADDING
        if self.all[-1].end is not None:
            return left, max(right, self.all[-1].end + _PADDING)
        centred = self.all[-1].kind is Kind.BLANK and last
        return left, max(right, 2 * self.all[-1].centre - self._edge(last)) if centred else right

    def _edge(self, column: int) -> float:
        """The boundary before a column: amounts end at the one to their right, words begin at theirs."""
        before, after = self.all[column - 1], self.all[column]
        if after.kind is Kind.WORDS:
            return after.cells[0] - _PADDING
        if before.end is not None:
            return before.end + _PADDING
        if before.kind is Kind.AMOUNTS:
            return before.cells[1] + _PADDING
        return (before.stretch[1] + after.stretch[0]) / 2


def _bottoms(parts: Iterable[Line]) -> dict[int, list[float]]:
    """Where the texts that begin at a point, counted from the left, end below."""
    found: dict[int, list[float]] = {}
    for part in parts:
        box = part.box
        found.setdefault(round(box[0]), []).append(box[3])
    return found


def _is_end_of_name(part: Line, names: Mapping[int, Sequence[float]]) -> bool:
    """Whether a number is the wrapped end of a name (人事管理 / 1): it begins right below where words begin."""
    if is_full_amount(part.text):
        return False
    left, top = part.box[:2]
    near = (bottom for off in (-1, 0, 1) for bottom in names.get(round(left) + off, ()))
    return any(abs(top - bottom) <= _WRAP * part.size for bottom in near)


def _kind_of(column: Interval, numbers: Sequence[Interval]) -> Kind:
    """How the numbers in a column are set: as amounts to the right, or to the left as words are."""
    own = [one for one in numbers if column[0] <= one[0] and one[1] <= column[1]]
    left = max(one[0] for one in own) - column[0]
    right = column[1] - min(one[1] for one in own)
    return Kind.WORDS if left <= _SAME_EDGE < right else Kind.AMOUNTS


def _are_aligned(column: Interval, numbers: Sequence[Interval]) -> bool:
    """Whether numbers of different lengths end below each other in a column."""
    own = [one for one in numbers if column[0] <= one[0] and one[1] <= column[1]]
    left = max(one[0] for one in own) - column[0]
    return left > 2 * _SAME_EDGE and column[1] - min(one[1] for one in own) <= _SAME_EDGE


def stretch_of(part: Line) -> Interval:
    """From where to where a cell's text reaches."""
    box = part.box
    return (box[0], box[2])


def _clusters(stretches: Iterable[Interval]) -> list[Interval]:
    """The stretches with those that overlap as one."""
    found: list[Interval] = []
    for start, end in sorted(stretches):
        if found and start < found[-1][1] - 0.5:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _parted_clusters(words: Sequence[tuple[int, Interval]]) -> list[Interval]:
    """The clusters of the stretches of words, each with the number of its line; those parted that only a few long
    ones hold together, cells that reach over several columns, where lines print words in the parts side by side."""
    found: list[Interval] = []
    for start, end in _clusters(stretch for _, stretch in words):
        inside = sorted(
            (one for one in words if start <= one[1][0] and one[1][1] <= end), key=lambda one: one[1][0] - one[1][1]
        )
        kept = inside[len(inside) // _FEW :]
        parts = _clusters(stretch for _, stretch in kept)
        found += _proved(parts, kept) if len(parts) > 1 else [(start, end)]
    return found


def _proved(parts: Sequence[Interval], words: Sequence[tuple[int, Interval]]) -> list[Interval]:
    """Neighbouring parts as one unless some line has words in both."""
    lines = [{number for number, stretch in words if part[0] <= stretch[0] and stretch[1] <= part[1]} for part in parts]
    found, own = [parts[0]], lines[0]
    for part, others in zip(parts[1:], lines[1:], strict=True):
        if own & others:
            found.append(part)
            own = others
        else:
            found[-1] = (found[-1][0], part[1])
            own = own | others
    return found
