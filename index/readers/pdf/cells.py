"""The text of a cell: its wrapped lines joined, amounts that break at its edge one again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from index.readers.pdf.lines import Line, lines_of
from index.readers.pdf.page import Word

_WHOLE_NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{2,})?[%％]?$")
_NUMBER_PART = re.compile(r"[-−]?[\d,.]+[%％]?$")
_FURTHER = 1.6  # of the font size, that words need to go on
_PIECE = re.compile(r"[-−]?0\d|.*\.\d?$|.*,$|[,.]|.*,\d{1,2}(?:\.|$)")  # a number that cannot stand by itself


def cell_text(words: Sequence[Word], left: float, right: float) -> str:
    """The text of a cell between two edges with its wrapped lines joined. Two amounts that stand one above
    the other are kept apart; an amount that breaks at the cell's edge is one again."""
    text = ""
    for is_number, group in groupby(lines_of(words), key=lambda line: bool(_NUMBER_PART.match(line.text))):
        lines = list(group)
        between = "" if not is_number or is_one_number(lines, left, right) else " "
        for index, line in enumerate(lines):
            text += (between if index else _gap(text, line.text)) + line.text
    return text


def is_one_number(lines: Sequence[Line], left: float, right: float) -> bool:
    """Whether the lines of a cell are the pieces of one number: together they are one, and a piece is none by
    itself or each line is as full as the cell allows."""
    texts = [line.text for line in lines]
    if not all(map(_NUMBER_PART.match, texts)) or not _WHOLE_NUMBER.match("".join(texts)):
        return False
    if len(texts) == 1 or any(map(_PIECE.match, texts)):
        return True
    room = right - left - 2 * inset_of(lines, left, right)
    return all(is_full(line, room) and "." not in line.text for line in lines[:-1])


def inset_of(lines: Iterable[Line], left: float, right: float) -> float:
    """How far text keeps from the edges of its column."""
    return max(min(min(line.box[0] - left, right - line.box[2]) for line in lines), 0.0)


def is_full(line: Line, room: float) -> bool:
    """Whether a line in a cell of `room` points for text leaves none for a further character."""
    width = line.box[2] - line.box[0]
    further = width / len(line.text) if _NUMBER_PART.match(line.text) else _FURTHER * line.size
    return width + further > room


def are_pieces(first: str, second: str, *, full: bool) -> bool:
    """Whether two texts, one printed below the other, are the pieces of one number; `full` says that
    the first leaves no room in its cell."""
    if not _NUMBER_PART.match(first) or not _WHOLE_NUMBER.match(first + second):
        return False
    return bool(_PIECE.match(first) or _PIECE.match(second)) or (full and "." not in first)


def _gap(first: str, second: str) -> str:
    """What parts a line of a cell from the text above it: a blank between Latin words and between amounts."""
    if not first:
        return ""
    if first[-1].isascii() and first[-1].isalpha() and second[0].isascii() and second[0].isalpha():
        return " "
    last = first.split(" ")[-1]
    return " " if _NUMBER_PART.match(second) and _WHOLE_NUMBER.match(last) else ""
