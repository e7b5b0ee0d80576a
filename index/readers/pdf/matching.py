"""Header words and columns matched from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from statistics import median

from index.readers.pdf.columns import Column, Interval, Kind

_LEFT_OUT = 0.55  # cost of a word or a column left out, in usual distances between the words
_WRONG_SIDE = 0.4  # cost of amounts to the left of their word or words to the right of it, the same
_OFF_CENTRE = 0.1  # of the distance between the middles
_USUAL = 60.0  # points between words where there is only one


def matched(words: Sequence[Interval], columns: Sequence[Column]) -> list[int | None]:
    """The column of each header word, None for a word over a column whose cells are all blank: both in
    order from left to right, each word as near its column as possible."""
    middles = [(start + end) / 2 for start, end in words]
    spacing = max(median([second - first for first, second in pairwise(middles)] or [_USUAL]), 1.0)

    @cache
    def best(word: int, column: int) -> tuple[float, tuple[int | None, ...]]:
        if word == len(words):
            return (len(columns) - column) * spacing * _LEFT_OUT, ()
        cost, rest = best(word + 1, column)
        choices: list[tuple[float, tuple[int | None, ...]]] = [(cost + spacing * _LEFT_OUT, (None, *rest))]
        if column < len(columns):
            cost, rest = best(word, column + 1)
            choices.append((cost + spacing * _LEFT_OUT, rest))
            cost, rest = best(word + 1, column + 1)
            choices.append((cost + _distance(words[word], columns[column], spacing), (column, *rest)))
        return min(choices, key=lambda choice: choice[0])

    return list(best(0, 0)[1])


def _distance(word: Interval, column: Column, spacing: float) -> float:
    """How far a word is from the cells of a column. Amounts end to the right of the middle of their
    word and words begin to the left of it, so that they never lie wholly on the other side."""
    start, end = column.cells
    gap = max(start - word[1], word[0] - end, 0.0)
    if not column.is_aligned:
        return gap + _OFF_CENTRE * abs((start + end) / 2 - (word[0] + word[1]) / 2)
    wrong = end < word[0] if column.kind is Kind.AMOUNTS else start > word[1]
    off = abs((start + end) / 2 - (word[0] + word[1]) / 2)
    return gap + _OFF_CENTRE * off + (spacing * _WRONG_SIDE if wrong else 0.0)
