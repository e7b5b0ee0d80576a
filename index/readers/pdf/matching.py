"""Header words and columns matched from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from statistics import median

Interval = tuple[float, float]
_LEFT_OUT = 0.55  # cost of a word or a column left out, in usual distances between the words
_USUAL = 60.0  # points between words where there is only one


def matched(words: Sequence[float], columns: Sequence[Interval]) -> list[int | None]:
    """The column of each word, None for a word over a column whose cells are all blank: both in order,
    each word as near its column as possible. `words` are middles, `columns` stretches of cells."""
    spacing = median([second - first for first, second in pairwise(words)] or [_USUAL])
    left_out = max(spacing, 1.0) * _LEFT_OUT

    @cache
    def best(word: int, column: int) -> tuple[float, tuple[int | None, ...]]:
        if word == len(words):
            return (len(columns) - column) * left_out, ()
        cost, rest = best(word + 1, column)
        found: tuple[float, tuple[int | None, ...]] = (cost + left_out, (None, *rest))
        if column < len(columns):
            cost, rest = best(word, column + 1)
            found = min(found, (cost + left_out, rest), key=lambda one: one[0])
            cost, rest = best(word + 1, column + 1)
            found = min(
                found, (cost + _distance(words[word], columns[column]), (column, *rest)), key=lambda one: one[0]
            )
        return found

    return list(best(0, 0)[1])


def _distance(middle: float, stretch: Interval) -> float:
    """How far a word is from the cells of a column; a little for being off their middle."""
    outside = max(stretch[0] - middle, middle - stretch[1], 0.0)
    return outside + 0.1 * abs((stretch[0] + stretch[1]) / 2 - middle)
