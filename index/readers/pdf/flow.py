"""Printed lines and tables in reading order, on their way to blocks: captions parted, paragraphs joined
by their indents and margins, over pages too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.line_kinds import (
    ends_sentence,
    has_words,
    is_contents_title,
    is_label,
    is_table_title,
    labelled_name,
)
from index.numbering import parse_mark
from index.readers.pdf.columns import is_amount
from index.readers.pdf.lines import Line, parts_of
from index.readers.pdf.ruled import PrintedTable

Element = Line | PrintedTable
_LEADERS = re.compile(r"\s*(?:[.．…·⋯]\s?){5,}\s*")
_TOKEN = re.compile(r"[\dA-Za-z.,%％]+|.[，。；：、！？）”》]*")
_HEADING_FONTS = re.compile(r"bold|heavy|black|(?:sim|st|fz)?hei|黑体|yahei|雅黑|biaosong|小标宋|xbs", re.IGNORECASE)
_CLOSERS = "，。；：、！？,;:.)）”》%％"
_MIN_SHARE = 0.04
_MAX_TITLE = 60


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of running text as printed, with its page."""

    text: str
    line: Line
    page: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """The lines of one paragraph or heading; `marked` says that it is set apart by its size or face."""

    lines: tuple[PrintedLine, ...]
    marked: bool


@dataclass(frozen=True, slots=True)
class PagedTable:
    """A table with its page."""

    table: PrintedTable
    page: int


def stretches_of(pages: Sequence[tuple[int, float, Sequence[Element]]]) -> list[Stretch | PagedTable]:
    """Paragraphs, headings and tables of a document in order. Each page comes as its number, its width
    and its elements from top to bottom."""
    style = _Style.of(line for _, _, elements in pages for line in elements if isinstance(line, Line))
    measures = _measures(pages)
    found: list[Stretch | PagedTable] = []
    for number, width, elements in pages:
        joiner = _Joiner(style, measures[round(width)])
        for element in _captions_parted(elements):
            if isinstance(element, PrintedTable):
                found.append(PagedTable(element, number))
                continue
            text = _LEADERS.sub(" …… ", element.text)
            own = Stretch((PrintedLine(text, element, number),), style.marks(element))
            last = found[-1] if found else None
            if isinstance(last, Stretch) and joiner.continues(last, own):
                found[-1] = Stretch(last.lines + own.lines, last.marked and own.marked)
            else:
                found.append(own)
    return found


@dataclass(frozen=True, slots=True)
class _Style:
    """How the running text of a document is set."""

    size: float
    bold: bool
    heading_face: bool

    @classmethod
    def of(cls, lines: Iterable[Line]) -> _Style:
        known = list(lines)
        sizes: Counter[float] = Counter()
        bold: Counter[bool] = Counter()
        faces: Counter[bool] = Counter()
        for line in known:
            weight = sum(len(word.text) for word in line.words)
            sizes[round(line.size * 2) / 2] += weight
            bold[line.bold] += weight
            faces[bool(_HEADING_FONTS.search(line.font))] += weight
        if not known:
            return cls(0.0, False, False)
        return cls(sizes.most_common(1)[0][0], bold.most_common(1)[0][0], faces.most_common(1)[0][0])

    def marks(self, line: Line) -> bool:
        """Whether a line is set apart from the running text."""
        if line.size >= self.size * 1.15:
            return True
        if line.size < self.size * 0.9:
            return False
        return (line.bold and not self.bold) or (bool(_HEADING_FONTS.search(line.font)) and not self.heading_face)


@dataclass(frozen=True, slots=True)
class _Measure:
    """Where the lines of running text begin and end on pages of one width."""

    left: float
    right: float
    indented: bool  # paragraphs begin with an indent


def _measures(pages: Sequence[tuple[int, float, Sequence[Element]]]) -> dict[int, _Measure]:
    found: dict[int, _Measure] = {}
    for width in {round(width) for _, width, _ in pages}:
        lines = [
            element
            for _, other, elements in pages
            if round(other) == width
            for element in elements
            if isinstance(element, Line)
        ]
        found[width] = _measure(lines, width)
    return found


def _measure(lines: Sequence[Line], width: int) -> _Measure:
    if not lines:
        return _Measure(0.0, width, False)
    often = max(2, len(lines) * _MIN_SHARE)
    lefts = Counter(round(line.box[0] / 3) for line in lines)
    rights = Counter(round(line.box[2] / 6) for line in lines)
    left = min((edge for edge, count in lefts.items() if count >= often), default=min(lefts)) * 3.0
    right = max((edge for edge, count in rights.items() if count >= often), default=max(rights)) * 6.0
    indented = sum(left + line.size * 1.2 < line.box[0] < left + line.size * 4 for line in lines)
    return _Measure(left, right, indented >= often)


class _Joiner:
    """Tells whether a line goes on with the paragraph before it."""

    def __init__(self, style: _Style, measure: _Measure) -> None:
        self._style = style
        self._measure = measure

    def continues(self, last: Stretch, own: Stretch) -> bool:
        above, below = last.lines[-1], own.lines[0]
        first, second = above.text, below.text
        if abs(above.line.size - below.line.size) > above.line.size * 0.2:
            return False
        same_page = above.page == below.page
        if same_page and below.line.box[1] - above.line.box[3] > above.line.size * 2.2:
            return False
        if is_label(first) and labelled_name(first):
            return same_page and self._is_wrapped_label(above.line, below.line)
        if is_label(first) or is_label(second) or is_contents_title(first) or "……" in first:
            return False
        if second[0] in _CLOSERS:
            return True
        if own.marked and last.marked:
            return same_page and self._is_broken_title(last, above, below)
        return self._is_wrapped(above, below)

    def _is_wrapped_label(self, above: Line, below: Line) -> bool:
        level = abs(below.box[0] - above.box[0]) <= 3 and below.box[1] - above.box[3] <= above.size
        return level and not is_label(below.text) and not is_table_title(below.text)

    def _is_broken_title(self, last: Stretch, above: PrintedLine, below: PrintedLine) -> bool:
        text = "".join(line.text for line in last.lines)
        if len(text + below.text) > _MAX_TITLE or is_table_title(text) or parse_mark(below.text):
            return False
        near = below.line.box[1] - above.line.box[3] <= above.line.size * 1.6
        one, other = above.line.box, below.line.box
        centred = abs((one[0] + one[2]) - (other[0] + other[2])) <= 2 * above.line.size
        if above.line.size >= self._style.size * 1.15 and centred and near:
            return not is_table_title(below.text) or not text.endswith(("表", "算"))
        return near and self._is_full(above.line, below.text) and not self._is_indented(below.line)

    def _is_wrapped(self, above: PrintedLine, below: PrintedLine) -> bool:
        first, second = above.text, below.text
        if is_table_title(first) and ends_sentence(first) is False and parse_mark(first) is None:
            return False
        if not self._is_full(above.line, second):
            return False
        if not self._is_indented(below.line):
            if ends_sentence(first) and not self._measure.indented:
                return self._is_close(above, below)
            return not (ends_sentence(first) and parse_mark(second))
        level = abs(below.line.box[0] - above.line.box[0]) <= 3 or below.line.box[0] < above.line.box[0]
        return level and not ends_sentence(first) and parse_mark(second) is None

    def _is_close(self, above: PrintedLine, below: PrintedLine) -> bool:
        if above.page != below.page:
            return False
        return below.line.box[1] - above.line.box[3] <= above.line.size * 0.5 and parse_mark(below.text) is None

    def _is_full(self, above: Line, second: str) -> bool:
        """Whether a line ends where the next word would not have fitted."""
        token = _TOKEN.match(second)
        needed = sum(0.55 if char.isascii() else 1.0 for char in token[0]) if token else 1.0
        return self._measure.right - above.box[2] <= (needed + 1.2) * above.size

    def _is_indented(self, line: Line) -> bool:
        return line.box[0] > self._measure.left + line.size * 1.1


def _captions_parted(elements: Sequence[Element]) -> list[Element]:
    """The elements with lines that hold several captions side by side (body, date, unit) parted, and the
    rest of a wrapped caption directly below it."""
    found: list[Element] = []
    for element in elements:
        parts = parts_of(element) if isinstance(element, Line) else []
        if len(parts) > 1 and any(_is_caption(part.text) for part in parts):
            found += _names_kept_whole(parts)
        else:
            found.append(element)
    return _wrapped_captions_together(found)


def _is_caption(text: str) -> bool:
    return is_label(text) and has_words(text) and not is_amount(text)


def _names_kept_whole(parts: Sequence[Line]) -> list[Line]:
    """The parts with 部门： and the name behind it as one."""
    found: list[Line] = []
    for part in parts:
        if found and found[-1].text.endswith(("：", ":")) and not is_label(part.text):
            found[-1] = Line(found[-1].words + part.words)
        else:
            found.append(part)
    return found


def _wrapped_captions_together(elements: list[Element]) -> list[Element]:
    """Puts a unit line that stands level between two lines of a body's name behind them."""
    for index in range(len(elements) - 2):
        name, unit, rest = elements[index : index + 3]
        if not (isinstance(name, Line) and isinstance(unit, Line) and isinstance(rest, Line)):
            continue
        wrapped = abs(name.box[0] - rest.box[0]) <= 3 and rest.box[1] - name.box[3] <= name.size
        if wrapped and labelled_name(name.text) and unit.box[0] > name.box[2] and is_label(unit.text):
            elements[index + 1], elements[index + 2] = rest, unit
    return elements
