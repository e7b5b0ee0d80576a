"""Whether known words account for what is typed, and how many of them are single characters: the more of
these stand in a row, the less is it likely to be what was meant."""

from __future__ import annotations

import math
from collections.abc import Collection

from assistant.understand.lexicon import LONGEST

_ALONE = frozenset("的是年月日在里中和与及跟呢吗啊呀了有给按由从占共各把对为这那请等比几个项")


def singles_in_a_row(run: str, words: Collection[str], known: Collection[tuple[int, int]]) -> float:
    """The least number of neighbouring characters that must each be a word by itself, if words, and stretches
    that are `known`, account for the run; infinite where they do not. One that seldom stands by itself counts
    for two."""
    # for each place: by the number of single characters right before it, the most in a row up to there
    reached: list[dict[int, float]] = [{0: 0}, *({} for _ in run)]
    for start in range(len(run)):
        ends = {end for end in range(start + 2, min(len(run), start + LONGEST) + 1) if run[start:end] in words}
        ends |= {two for one, two in known if one <= start < two}
        for row, most in reached[start].items():
            for end in ends:
                reached[end][0] = min(most, reached[end].get(0, math.inf))
            if run[start] in words:
                longer = row + (1 if run[start] in _ALONE else 2)
                reached[start + 1][longer] = min(max(most, longer), reached[start + 1].get(longer, math.inf))
    return min(reached[-1].values(), default=math.inf)


def are_words(typed: str, words: Collection[str]) -> bool:
    """Whether words account for what is typed, with one single character among them at most."""
    least = [0.0, *(math.inf for _ in typed)]
    for start in range(len(typed)):
        for end in range(start + 1, len(typed) + 1):
            if typed[start:end] in words:
                least[end] = min(least[end], least[start] + (end == start + 1))
    return least[-1] <= 1
