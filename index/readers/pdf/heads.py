"""The header of a table without rules: wrapped words put together, and which word spans which columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from index.catalogue.headers import header_words
from index.catalogue.wording import folded
from index.model import Span
from index.readers.pdf.cells import cell_text
from index.readers.pdf.columns import Columns, Kind, cells_of, is_ordinals
from index.readers.pdf.lines import Line
from index.readers.pdf.matching import matched
from index.readers.pdf.page import Box, Rule, box_around

_WRAP_GAP = 0.7  # of the font size, between the lines of one wrapped word
_MIN_GAP = 0.15  # of the font size, between a word and those that it spans
_MIN_OVERLAP = 0.5
_LEVEL = 0.5  # of the font size, between words of one level
_CENTRED = 0.3  # of the font size, off the middle
_MAX_OFF = 0.3  # of the width of what a word spans, from its middle
_LEFT_OUT = 0.01  # cost of a word that nothing above spans, where an off-centre word costs its share off
_LEFT_OUT_AT_TOP = 0.12
_SAME_EDGE = 1.0  # points
_NEW_COLUMN = 0.3
_OWN_COLUMN = -0.3  # of a word that stands over a column which has no word yet
_NO_WAY = 9.0


@dataclass(frozen=True, slots=True)
class Head:
    """The rows of a header with their boxes, the words that span several columns, and the columns of
    the whole table: those of its body and those that only the header names; `named` are the columns that a
    word stands over, `numbers` the rows that number the columns."""

    rows: tuple[tuple[str, ...], ...]
    boxes: tuple[Box, ...]
    spans: tuple[Span, ...]
    columns: Columns
    named: frozenset[int]
    numbers: frozenset[int] = frozenset()


@dataclass(eq=False, slots=True)
class _Word:
    """A word of the header, of one or more printed parts, with the columns that it covers."""

    parts: list[Line]
    level: int = 0
    first: int = -1
    last: int = -1
    is_tall: bool = False  # as high as the header
    is_number: bool = False  # of a column

    @property
    def box(self) -> Box:
        return box_around(part.box for part in self.parts)

    @property
    def size(self) -> float:
        return self.parts[0].size

    @property
    def middle(self) -> float:
        box = self.box
        return (box[0] + box[2]) / 2

    @property
    def text(self) -> str:
        box = self.box
        return cell_text([word for part in self.parts for word in part.words], box[0], box[2])


def read_head(lines: Sequence[Line], columns: Columns, rules: Sequence[Rule]) -> Head:
    """The header in the lines above a table's body. A word that stands in the middle above others spans
    their columns; each other one is over the column below it, or names one whose cells are all blank."""
    levels = _levels(_whole_words(lines, rules))
    words = [word for level in levels for word in level]
    whole = _heights(lines)
    frontier: list[_Word] = []
    for level in reversed(levels):
        columns = _take_level(level, frontier, columns, words)
        for word in level:
            word.is_tall = word.first == word.last and _is_tall(word, levels, whole)
    grid = [[""] * len(columns.all) for _ in levels]
    spans: list[Span] = []
    for word in words:
        grid[word.level][word.first] += word.text
        if word.last > word.first:
            spans.append(Span(word.level, word.first, 1, word.last - word.first + 1))
    boxes = [box_around(word.box for word in level) for level in levels]
    named = frozenset(word.first for word in words if word.first == word.last)
    numbers = frozenset(depth for depth, level in enumerate(levels) if all(word.is_number for word in level))
    return Head(tuple(map(tuple, grid)), tuple(boxes), tuple(spans), columns, named, numbers)


def _heights(lines: Sequence[Line]) -> tuple[float, float]:
    """From where to where the words of a header reach, the numbers of its columns aside."""
    boxes = [line.box for line in lines if not is_ordinals(cells_of(line))]
    return min((box[1] for box in boxes), default=0.0), max((box[3] for box in boxes), default=0.0)


def _is_tall(word: _Word, levels: Sequence[Sequence[_Word]], whole: tuple[float, float]) -> bool:
    """Whether a word stands in the middle of the height of a header with words of other levels above and below
    it: its cell is as high as the header, so that no word spans it."""
    top, bottom = word.box[1], word.box[3]
    above = any(other.box[3] < (top + bottom) / 2 for level in levels for other in level)
    below = any(other.box[1] > (top + bottom) / 2 for level in levels for other in level)
    return above and below and abs((top + bottom) - sum(whole)) <= 2 * _CENTRED * word.size


def _whole_words(lines: Sequence[Line], rules: Sequence[Rule]) -> list[_Word]:
    """The parts of the lines, those of one wrapped word together."""
    found: list[_Word] = []
    for line in lines:
        parts = cells_of(line)
        if is_ordinals(parts):
            found += [_Word([part], is_number=True) for part in parts]
            continue
        for part in parts:
            over = [word for word in found if _overlap(word.box, part.box) >= _MIN_OVERLAP]
            last = over[-1] if over else None
            alone = last is not None and sum(_overlap(last.box, other.box) > 0 for other in parts) == 1
            if last is not None and alone and _continues(last, part, rules):
                last.parts.append(part)
            else:
                found.append(_Word([part]))
    return found


def _continues(word: _Word, part: Line, rules: Sequence[Rule]) -> bool:
    bottom, top = word.box[3], part.box[1]
    if top - bottom > _WRAP_GAP * word.size or _are_two_words(word.text, part.text):
        return False
    return not any(
        bottom - 3 <= rule.position <= top + 3 and rule.start < part.box[2] and rule.end > part.box[0] for rule in rules
    )


def _are_two_words(above: str, below: str) -> bool:
    """Whether texts, one below the other, are known words of headers each, and no longer one together."""
    first, second = folded(above), folded(below)
    return first in header_words() and second in header_words() and first + second not in header_words()


def _overlap(first: Box, second: Box) -> float:
    """How much of the narrower of two boxes lies above or below the other."""
    shared = min(first[2], second[2]) - max(first[0], second[0])
    return shared / max(min(first[2] - first[0], second[2] - second[0]), 1.0)


def _levels(words: Sequence[_Word]) -> list[list[_Word]]:
    """The words by the heights of their middles, from top to bottom, from left to right."""
    found: list[list[_Word]] = []
    for word in sorted(words, key=lambda word: word.box[1] + word.box[3]):
        height = (word.box[1] + word.box[3]) / 2
        last = found[-1][0].box if found else None
        if last is not None and height - (last[1] + last[3]) / 2 <= _LEVEL * word.size:
            found[-1].append(word)
        else:
            found.append([word])
    for depth, level in enumerate(found):
        level.sort(key=lambda word: word.middle)
        for word in level:
            word.level = depth
    return found


def _take_level(level: Sequence[_Word], frontier: list[_Word], columns: Columns, words: Sequence[_Word]) -> Columns:
    """Gives the words of a level their columns: those of words further down that they span, or one of
    their own. `frontier` holds the topmost words so far and gets the new ones in their place; `words` are
    all words of the header."""
    runs = _best_runs(level, frontier, columns, _LEFT_OUT_AT_TOP if level[0].level == 0 else _LEFT_OUT)
    for word, (start, end) in zip(level, runs, strict=True):
        if end > start:
            word.first, word.last = frontier[start].first, frontier[end - 1].last
    spanned = {id(frontier[index]) for start, end in runs for index in range(start, end)}
    alone = [word for word, (start, end) in zip(level, runs, strict=True) if end == start]
    placed = [*frontier, *(word for word in level if word.first >= 0)]
    for word, column in zip(alone, _free_columns(alone, placed, columns), strict=True):
        if column is not None:
            word.first = word.last = column
            columns = columns.widened(column, word.box)
    for word in alone:
        if word.first < 0:
            columns, column = columns.with_blank(word.box)
            _shift(words, column)
            word.first = word.last = column
    if _are_set_right(level, columns):
        for word in level:
            columns = columns.ended(word.first, word.box[2]) if word.text.isdigit() else columns
    frontier[:] = sorted([*(word for word in frontier if id(word) not in spanned), *level], key=lambda one: one.first)
    return columns


def _are_set_right(level: Sequence[_Word], columns: Columns) -> bool:
    """Whether the numbers of columns are set to the right as the amounts below them, so that a number without any
    amounts below it shows where its column ends."""
    ends = [
        word.box[2] - columns.all[word.first].cells[1]
        for word in level
        if word.text.isdigit() and columns.all[word.first].kind is Kind.AMOUNTS
    ]
    right = sum(abs(off) <= _SAME_EDGE for off in ends)
    return right > 1 and right * 2 > len(ends)


def _shift(words: Sequence[_Word], column: int) -> None:
    """Makes room for a new column."""
    for word in words:
        word.first += word.first >= column
        word.last += word.last >= column


def _free_columns(words: Sequence[_Word], placed: Sequence[_Word], columns: Columns) -> list[int | None]:
    """A column that no other word has for each of these words, None where there is none."""
    taken = {column for word in placed for column in range(word.first, word.last + 1)}
    found: list[int | None] = []
    for before in range(len(placed) + 1):
        own = [word.box for word in words if sum(other.middle < word.middle for other in placed) == before]
        free = [
            column
            for column in range(len(columns.all))
            if column not in taken and sum(other.first < column for other in placed) == before
        ]
        if own:
            places = matched([(box[0], box[2]) for box in own], [columns.all[column] for column in free])
            found += [None if place is None else free[place] for place in places]
    return found


def _best_runs(
    level: Sequence[_Word], frontier: Sequence[_Word], columns: Columns, left_out: float
) -> list[tuple[int, int]]:
    """For each word of a level the run of frontier words that it spans, empty for none: in order, each
    word as near the middle of its run as possible, and few frontier words left out at `left_out` each."""

    @cache
    def best(index: int, start: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if index == len(level):
            return left_out * _count_low(frontier[start:]), ()
        cost, runs = best(index + 1, start)
        found = (cost + _cost_alone(level[index], frontier, columns), ((start, start), *runs))
        for first in range(start, len(frontier)):
            for end in range(first + 1, len(frontier) + 1):
                own = _cost_over(level[index], frontier[first:end], columns)
                if own < _NO_WAY:
                    cost, runs = best(index + 1, end)
                    whole = cost + own + left_out * _count_low(frontier[start:first])
                    if whole < found[0]:
                        found = (whole, ((first, end), *runs))
        return found

    return list(best(0, 0)[1])


def _count_low(words: Sequence[_Word]) -> int:
    return sum(not word.is_tall and not word.is_number for word in words)


def _cost_alone(word: _Word, frontier: Sequence[_Word], columns: Columns) -> float:
    """What it costs that a word spans nothing further down."""
    stretch = (word.box[0], word.box[2])
    if any(_overlap(word.box, one.box) > 0 for one in frontier):
        return _NO_WAY
    taken = {column for one in frontier for column in range(one.first, one.last + 1)}
    over = [index for index, column in enumerate(columns.all) if column.shared(stretch) > 0]
    return _OWN_COLUMN if any(column not in taken for column in over) else _NEW_COLUMN


def _cost_over(word: _Word, run: Sequence[_Word], columns: Columns) -> float:
    """What it costs that a word spans a run of words: the share by which it is off their middle."""
    if len(run) > 1 and all(one.is_number for one in run):
        return _NO_WAY
    if any(one.is_tall or one.box[1] - word.box[3] < _MIN_GAP * word.size for one in run):
        return _NO_WAY
    left, right = columns.extent(run[0].first, run[-1].last)
    width = max(right - left, 1.0)
    off = abs((left + right) / 2 - word.middle) / width
    if len(run) == 1:
        off = min(off, abs(run[0].middle - word.middle) / width)
        left, right = min(left, run[0].box[0]), max(right, run[0].box[2])
    return off if off <= _MAX_OFF and left <= word.middle <= right else _NO_WAY
