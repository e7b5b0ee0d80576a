"""The columns of a table without rules, told by what stands one below the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.readers.pdf.lines import Line, usual_gap
from index.readers.pdf.page import Box, Word

Interval = tuple[float, float]
_PART_GAP = 0.8  # of the font size, between cells
_AMOUNT_GAP = 0.2  # the same behind an amount with its decimals or separators
_MIN_SPACED = 5  # words from which on a line can be letter-spaced
_ORDINAL = re.compile(r"(?:\*\*|栏次|行次|[甲乙丙丁]|\d{1,2}(?:=[\d+\-=()（）]+)?)$")
_FULL_AMOUNT = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{2})$")
_AMOUNT = re.compile(r"[-−]?(?:[\d,]*\d(?:\.\d+)?|\d+(?:\.\d+)?[%％])$|[-—]{1,2}$")


def is_amount(text: str) -> bool:
    """Whether a part is nothing but a number, a percentage, a code or the dash for none."""
    return bool(_AMOUNT.match(text))


def is_ordinals(parts: Sequence[Line]) -> bool:
    """Whether cells number the columns: ** ** 1 2 3, 栏次 1 2 3=1+2."""
    texts = [part.text for part in parts]
    numbers = [int(text) for text in texts if text.isdigit()]
    if len(texts) < 2 or not all(_ORDINAL.match(text) for text in texts):
        return False
    return not numbers or (numbers[0] in (1, 2) and numbers == sorted(set(numbers)) and numbers[-1] < 40)


def cells_of(line: Line) -> list[Line]:
    """The parts of a line as cells of a table: parted by gaps, by narrow ones too behind a full amount."""
    wide = _PART_GAP + (usual_gap(line.words) if len(line.words) >= _MIN_SPACED else 0.0)
    parts: list[list[Word]] = [[line.words[0]]]
    for first, second in pairwise(line.words):
        gap = (second.box[0] - first.box[2]) / max(first.size, second.size)
        amount = _FULL_AMOUNT.match("".join(word.text for word in parts[-1]))
        if gap > wide or (amount and gap > _AMOUNT_GAP and second.text[0] not in "%％,."):
            parts.append([])
        parts[-1].append(second)
    return [Line(tuple(part)) for part in parts]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table from left to right, each with the stretch that its cells cover, and whether
    it holds amounts."""

    stretches: tuple[Interval, ...]
    numeric: tuple[bool, ...]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Columns:
        """The columns of lines with amounts: amounts that stand one below the other make one, words
        between the same two of these too."""
        parts = [part for line in lines for part in cells_of(line)]
        amounts = _clusters(_stretch(part) for part in parts if is_amount(part.text))
        words: dict[int, list[Interval]] = {}
        for part in parts:
            if not is_amount(part.text):
                left = part.box[0]
                words.setdefault(sum(end <= left for _, end in amounts), []).append(_stretch(part))
        found = [(stretch, True) for stretch in amounts]
        for region, stretches in words.items():
            limit = amounts[region][0] if region < len(amounts) else float("inf")
            cut = [(start, min(end, max(limit - 1.0, start + 1.0))) for start, end in stretches]
            found += [(stretch, False) for stretch in _clusters(cut)]
        found.sort()
        return cls(tuple(stretch for stretch, _ in found), tuple(numeric for _, numeric in found))

    def joined(self, lines: Iterable[Line], named: frozenset[int]) -> tuple[Columns, tuple[int, ...]]:
        """The columns with those joined that are two halves of one, and where each one went: words to the
        left and amounts to the right in one column, which no line fills both, under one header word.
        `named` are the columns that a header word stands over."""
        filled = [frozenset(self.place(part) for part in cells_of(line)) for line in lines]
        places: list[int] = []
        stretches: list[Interval] = []
        numeric: list[bool] = []
        for column, stretch in enumerate(self.stretches):
            if self._are_halves(column, named, filled) and places[-2:] != [len(stretches) - 1] * 2:
                stretches[-1] = (stretches[-1][0], stretch[1])
                numeric[-1] = True
            else:
                stretches.append(stretch)
                numeric.append(self.numeric[column])
            places.append(len(stretches) - 1)
        return Columns(tuple(stretches), tuple(numeric)), tuple(places)

    def _are_halves(self, column: int, named: frozenset[int], filled: Sequence[frozenset[int]]) -> bool:
        """Whether a column and the one before it share a header word and no line fills both."""
        if column == 0 or self.numeric[column] == self.numeric[column - 1]:
            return False
        one_word = (column in named) != (column - 1 in named)
        return one_word and not any({column - 1, column} <= one for one in filled)

    def widened(self, column: int, part: Box) -> Columns:
        """The columns with one of them stretched over a header word."""
        stretches = list(self.stretches)
        first, last = stretches[column]
        stretches[column] = (min(first, part[0]), max(last, part[2]))
        return Columns(tuple(stretches), self.numeric)

    def with_blank(self, part: Box) -> Columns:
        """The columns with one more, which only a header word names: all its cells are blank."""
        known = [*zip(self.stretches, self.numeric, strict=True), ((part[0], part[2]), True)]
        known.sort()
        return Columns(tuple(stretch for stretch, _ in known), tuple(numeric for _, numeric in known))

    def place(self, part: Line) -> int:
        """The column of a cell: the one that it covers most of, else the nearest."""
        start, end = _stretch(part)
        shared = [min(end, last) - max(start, first) for first, last in self.stretches]
        best = max(range(len(shared)), key=lambda column: shared[column])
        if shared[best] > 0 and not is_amount(part.text):
            first = next(column for column, width in enumerate(shared) if width > 0)
            return first if not self.numeric[first] else best
        return best

    def centre(self, column: int) -> float:
        """The middle of a column."""
        first, last = self.stretches[column]
        return (first + last) / 2


def _stretch(part: Line) -> Interval:
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
