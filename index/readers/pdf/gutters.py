"""The gutters between the columns of a table without rules: where words of line after line stand apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.line_kinds import code_and_name, ends_sentence, has_words, is_label, is_organisation, is_table_title
from index.readers.pdf.columns import is_amount
from index.readers.pdf.lines import Line
from index.readers.pdf.page import Word

_AROUND = 20  # lines above and below that tell whether a gap is a gutter
_FAR = 5.0  # font sizes between lines that belong together
_LEAST = 0.12  # of the font size, of a gap between words that can be a gutter
_WIDE = 0.8  # of the font size, of a gap that is one without further proof
_CROSSED = 0.34  # share of the lines around that may print across a gutter, such as spanning header words
_MARKS = "，。、；：！？）”》"
_HANGING = 0.08  # of the font size, by which a mark reaches into the next cell at the least
_EDGE = 0.5  # points
_LETTERS = 2.5  # font sizes, between single letters of one spaced word


def with_cuts(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page from top to bottom with the narrow gaps that are gutters, and the wide ones that are
    not, told by the lines around each."""
    return [
        line if len(line.words) < 2 else _with_cuts(line, _around(lines, index)) for index, line in enumerate(lines)
    ]


def _around(lines: Sequence[Line], index: int) -> list[Line]:
    """The lines near a line, up to where the page leaves much room."""
    found: list[Line] = []
    for others in (reversed(lines[max(index - _AROUND, 0) : index]), lines[index + 1 : index + 1 + _AROUND]):
        last = lines[index]
        for other in others:
            far = max(other.box[1] - last.box[3], last.box[1] - other.box[3]) > _FAR * max(other.size, last.size)
            if far or _is_outside(other):
                break
            found.append(other)
            last = other
    return found


def _is_outside(line: Line) -> bool:
    """Whether a line is no part of a table: a title, a caption, a sentence."""
    text = line.text
    return is_table_title(text) or is_caption(text) or ends_sentence(text)


def is_caption(text: str) -> bool:
    """Whether a text tells of a table's unit, body, date or number; the code of a subject with its name is a row."""
    if not is_label(text) or not has_words(text) or is_amount(text):
        return False
    name = code_and_name(text)
    return not name or is_organisation(name)


def _with_cuts(line: Line, around: Sequence[Line]) -> Line:
    cuts: set[int] = set()
    joints: set[int] = set()
    for index, (first, second) in enumerate(pairwise(line.words)):
        left, right = first.box[2], second.box[0]
        size = max(first.size, second.size)
        if right - left < _LEAST * size:
            hangs = left - right > _HANGING * size and begins_apart(first, second)
            if hangs and sum(_begins(other, right) for other in around) >= 2:
                cuts.add(index)
            continue
        apart = sum(_parts(other, left, right) for other in around)
        across = sum(_crosses(other, left, right) for other in around)
        if right - left <= _WIDE * size:
            if apart >= 2 and across <= _CROSSED * (apart + across):
                cuts.add(index)
        elif right - left <= _LETTERS * size and len(first.text) == len(second.text) == 1 and across > 1 and not apart:
            joints.add(index)
    return replace(line, cuts=frozenset(cuts), joints=frozenset(joints)) if cuts or joints else line


def _parts(line: Line, left: float, right: float) -> bool:
    """Whether words of a line stand apart on both sides of a stretch that a gap of it shares."""
    return any(
        min(second.box[0], right) - max(first.box[2], left) >= min(1.0, (right - left) * 0.6)
        for first, second in pairwise(line.words)
    )


def begins_apart(first: Word, second: Word) -> bool:
    """Whether a word begins behind another, whose last mark may hang over the edge of its cell."""
    hanging = first.text[-1] in _MARKS and second.box[0] > first.box[2] - first.size
    return second.box[0] > first.box[2] or hanging


def _begins(line: Line, left: float) -> bool:
    """Whether a word of a line begins at a place, apart from what stands before it."""
    return any(abs(word.box[0] - left) <= _EDGE for word in line.words)


def _crosses(line: Line, left: float, right: float) -> bool:
    """Whether a word of a line is printed all over a stretch."""
    return any(word.box[0] < left + 0.2 and word.box[2] > right - 0.2 for word in line.words)
