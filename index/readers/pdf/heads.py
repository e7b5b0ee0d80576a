"""The header of a table without rules: wrapped words put together, and which word spans which columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.model import Span
from index.readers.pdf.columns import Columns, cells_of
from index.readers.pdf.lines import Line, cell_text
from index.readers.pdf.page import Box, Rule, box_around

_WRAP_GAP = 0.7  # of the font size, between the lines of one wrapped word
_ABOVE = 0.35  # of the font size that a word may reach into the line of its children
_MIN_OVERLAP = 0.5
_OFF_CENTRE = 0.12  # of the width of the words below


@dataclass(frozen=True, slots=True)
class Head:
    """The rows of a header with their boxes, the words that span several columns, and the columns of
    the whole table: those of its body and those that only the header names."""

    rows: tuple[tuple[str, ...], ...]
    boxes: tuple[Box, ...]
    spans: tuple[Span, ...]
    columns: Columns


@dataclass(eq=False, slots=True)
class _Word:
    """A word of the header, of one or more printed parts, with the words that it stands over."""

    parts: list[Line]
    children: list[_Word] = field(default_factory=list)
    level: int = 0

    @property
    def box(self) -> Box:
        return box_around(part.box for part in self.parts)

    @property
    def size(self) -> float:
        return self.parts[0].size

    @property
    def text(self) -> str:
        box = self.box
        return cell_text([word for part in self.parts for word in part.words], box[2] - box[0])

    def leaves(self) -> list[_Word]:
        """The words at the bottom below it, itself if there are none."""
        return [leaf for child in self.children for leaf in child.leaves()] or [self]


def read_head(lines: Sequence[Line], columns: Columns, rules: Sequence[Rule]) -> Head:
    """The header in the lines above a table's body. A word with words below it spans their columns."""
    words = _whole_words(lines, rules)
    _link(words)
    leaves = sorted((word for word in words if not word.children), key=lambda word: _middle(word.box))
    columns = _with_leaves(columns, leaves)
    place = {id(leaf): columns.place(leaf.parts[0]) for leaf in leaves}
    depth = max((word.level for word in words), default=-1) + 1
    grid = [[""] * len(columns.stretches) for _ in range(depth)]
    spans: list[Span] = []
    for word in words:
        own = [place[id(leaf)] for leaf in word.leaves()]
        grid[word.level][min(own)] += word.text
        if max(own) > min(own):
            spans.append(Span(word.level, min(own), 1, max(own) - min(own) + 1))
    boxes = [box_around(word.box for word in words if word.level == level) for level in range(depth)]
    return Head(tuple(map(tuple, grid)), tuple(boxes), tuple(spans), columns)


def _whole_words(lines: Sequence[Line], rules: Sequence[Rule]) -> list[_Word]:
    """The parts of the lines, those of one wrapped word together, level after level."""
    found: list[_Word] = []
    for line in lines:
        parts = cells_of(line)
        for part in parts:
            over = [word for word in found if _overlap(word.box, part.box) >= _MIN_OVERLAP]
            last = over[-1] if over else None
            alone = last is not None and sum(_overlap(last.box, other.box) > 0 for other in parts) == 1
            if last is not None and alone and _continues(last, part, rules):
                last.parts.append(part)
            else:
                found.append(_Word([part]))
    return sorted(found, key=lambda word: word.box[1])


def _continues(word: _Word, part: Line, rules: Sequence[Rule]) -> bool:
    bottom, top = word.box[3], part.box[1]
    if top - bottom > _WRAP_GAP * word.size:
        return False
    return not any(
        bottom - 3 <= rule.position <= top + 3 and rule.start < part.box[2] and rule.end > part.box[0] for rule in rules
    )


def _link(words: Sequence[_Word]) -> None:
    """Gives each word the words below that it spans: as many around its middle as leave it in their middle."""
    free = list(words)
    for word in sorted(words, key=lambda word: -word.box[3]):
        below = sorted((other for other in free if _stands_above(word, other)), key=lambda other: _middle(other.box))
        below = [other for other in below if _is_nearest(word, other, words)]
        word.children = _centred(word, below)
        free = [other for other in free if other not in word.children]
    for word in sorted(words, key=lambda word: word.box[1]):
        for child in word.children:
            child.level = max(child.level, word.level + 1)


def _is_nearest(word: _Word, below: _Word, words: Sequence[_Word]) -> bool:
    """Whether no other word level with `word` stands nearer above `below`."""
    distance = abs(_middle(word.box) - _middle(below.box))
    return not any(
        abs(_middle(other.box) - _middle(below.box)) < distance and other.box[3] > word.box[1]
        for other in words
        if other is not word and other is not below and _stands_above(other, below)
    )


def _centred(word: _Word, below: Sequence[_Word]) -> list[_Word]:
    """The longest run of words that has `word` in its middle; a single one where it is wrapped or below it."""
    best: list[_Word] = []
    for first in range(len(below)):
        for last in range(first, len(below)):
            run = list(below[first : last + 1])
            hull = box_around(other.box for other in run)
            off = abs(_middle(hull) - _middle(word.box))
            near = off <= max((hull[2] - hull[0]) * _OFF_CENTRE, word.size)
            over = hull[0] - word.size <= _middle(word.box) <= hull[2] + word.size
            if near and over and len(run) > len(best):
                best = run
    return best


def _with_leaves(columns: Columns, leaves: Sequence[_Word]) -> Columns:
    """The columns with each leaf of the header over one: the one below it, else the next that has no word
    yet, else a new one whose cells are all blank."""
    waiting: list[_Word] = []
    named: set[float] = set()
    for leaf in leaves:
        over = [at for at, stretch in enumerate(columns.stretches) if _shared(leaf.box, stretch) > 0]
        if over:
            named.add(columns.centre(max(over, key=lambda at: _shared(leaf.box, columns.stretches[at]))))
        else:
            waiting.append(leaf)
    for leaf in waiting:
        middle = _middle(leaf.box)
        free = [at for at in range(len(columns.stretches)) if columns.centre(at) not in named]
        nearest = min(free, key=lambda at: abs(columns.centre(at) - middle), default=None)
        if nearest is None or _is_between(columns, named, middle, columns.centre(nearest)):
            columns = columns.with_blank(leaf.box)
            named.add(middle)
        else:
            columns = columns.widened(nearest, leaf.box)
            named.add(columns.centre(nearest))
    return columns


def _is_between(columns: Columns, named: set[float], first: float, second: float) -> bool:
    """Whether a column that has its word already lies between two positions."""
    return any(min(first, second) < centre < max(first, second) for centre in named)


def _shared(box: Box, stretch: tuple[float, float]) -> float:
    return min(box[2], stretch[1]) - max(box[0], stretch[0])


def _stands_above(upper: _Word, lower: _Word) -> bool:
    return upper is not lower and upper.box[3] <= lower.box[1] + _ABOVE * lower.size


def _overlap(first: Box, second: Box) -> float:
    """How much of the narrower of two boxes lies above or below the other."""
    shared = min(first[2], second[2]) - max(first[0], second[0])
    return shared / max(min(first[2] - first[0], second[2] - second[0]), 1.0)


def _middle(box: Box) -> float:
    return (box[0] + box[2]) / 2
