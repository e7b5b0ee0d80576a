"""Words put together to printed lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.readers.pdf.page import Box, Word, box_around

_SAME_LINE = 0.45  # of the font size, between the middles of words of one line
_WORD_GAP = 0.17  # of the font size, between Latin words
_BLANK_GAP = 0.9  # of the font size, that is printed as a blank between Chinese words
_WIDE_GAP = 1.8  # of the font size, that sets things apart which are no sentence
_SPACED_SHARE = 0.6
_MAX_SPACED = 2.5  # of the font size, between letter-spaced characters
_EVEN = 1.7  # times the usual gap, for a gap between letter-spaced characters
_LATIN_END = re.compile(r"[A-Za-z0-9%)\]]$")
_CODE = re.compile(r"\d{3,9}$")
_LATIN_START = re.compile(r"[A-Za-z0-9(\[]")


@dataclass(frozen=True, slots=True)
class Line:
    """Words printed side by side, from left to right. `cuts` are the places behind words at which what stands
    above and below shows the edge of a column, `joints` those at which it shows none."""

    words: tuple[Word, ...]
    cuts: frozenset[int] = frozenset()
    joints: frozenset[int] = frozenset()

    @property
    def box(self) -> Box:
        """The box around the words."""
        return box_around(word.box for word in self.words)

    @property
    def size(self) -> float:
        """The size of most of its characters."""
        return median(size for word in self.words for size in [word.size] * len(word.text))

    @property
    def text(self) -> str:
        """The text, with blanks where the print sets words apart."""
        return spaced_text(self.words)

    @property
    def bold(self) -> bool:
        """Whether most of its characters are bold."""
        return sum(len(word.text) for word in self.words if word.bold) * 2 > sum(len(word.text) for word in self.words)

    @property
    def font(self) -> str:
        """The font of most of its Chinese characters, or of most of all."""
        names: dict[str, int] = {}
        for word in self.words:
            weight = sum(1 if char.isascii() else 100 for char in word.text)
            names[word.font] = names.get(word.font, 0) + weight
        return max(names, key=lambda name: names[name])


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The words in lines from top to bottom. Words belong to one line where their middles are level."""
    groups: list[list[Word]] = []
    anchors: list[Word] = []  # the largest word of each group
    for word in sorted(words, key=lambda word: word.middle):
        for index in range(len(groups) - 1, max(len(groups) - 4, -1), -1):
            anchor = anchors[index]
            if abs(word.middle - anchor.middle) <= max(anchor.size, word.size) * _SAME_LINE:
                groups[index].append(word)
                anchors[index] = max(anchor, word, key=lambda one: one.size)
                break
        else:
            groups.append([word])
            anchors.append(word)
    lines = [Line(tuple(sorted(group, key=lambda word: word.box[0]))) for group in groups]
    return sorted(lines, key=lambda line: (line.box[1] + line.box[3], line.box[0]))


def spaced_text(words: Sequence[Word]) -> str:
    """The text of a line: a blank between Latin words, behind a code, and where Chinese words stand clearly
    apart; text that is letter-spaced all through keeps together."""
    blank = _BLANK_GAP + usual_gap(words)
    text = words[0].text
    for first, second in pairwise(words):
        gap = (second.box[0] - first.box[2]) / max(first.size, second.size)
        latin = _LATIN_END.search(first.text) and _LATIN_START.match(second.text)
        close = latin or (_CODE.match(text) and second.text[0] != "年")
        text += (" " if gap > (_WORD_GAP if close else blank) else "") + second.text
    return text


def parts_of(line: Line) -> list[Line]:
    """The line in parts where wide gaps divide it."""
    wide = _WIDE_GAP + usual_gap(line.words)
    parts: list[list[Word]] = [[line.words[0]]]
    for first, second in pairwise(line.words):
        if (second.box[0] - first.box[2]) / max(first.size, second.size) > wide:
            parts.append([])
        parts[-1].append(second)
    return [Line(tuple(part)) for part in parts]


def usual_gap(words: Sequence[Word]) -> float:
    """The gap between letter-spaced Chinese characters in font sizes; 0 where the text is set as usual."""
    gaps = [
        (second.box[0] - first.box[2]) / max(first.size, second.size)
        for first, second in pairwise(words)
        if len(first.text) == len(second.text) == 1 and not (first.text.isascii() or second.text.isascii())
    ]
    wide = [gap for gap in gaps if gap > 0.25]
    if len(gaps) < 2 or len(wide) < len(gaps) * _SPACED_SHARE or len(gaps) < (len(words) - 1) * _SPACED_SHARE:
        return 0.0
    usual = median(wide)
    return usual if usual <= _MAX_SPACED and max(wide) <= usual * _EVEN else 0.0
