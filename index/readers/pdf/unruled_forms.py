"""Forms without rules: labels beside values, texts of several lines among them, and indicators below."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise, permutations

from index.catalogue.headers import form_fields, header_words
from index.catalogue.wording import folded
from index.readers.pdf.cells import cell_text
from index.readers.pdf.columns import Column, Columns, Interval, Kind, cells_of, is_amount
from index.readers.pdf.gutters import begins_apart
from index.readers.pdf.lines import Line
from index.readers.pdf.page import Box, Rule, Word, box_around
from index.readers.pdf.ruled import PrintedRow
from index.readers.pdf.unruled_rows import bands_of, first_of_row

_HEADER_WORDS = 3  # that come again, at the least, to tell columns apart by them
_FIRST_LINES = 5  # of a form, among which its first label stands
_INDENT = 4.0  # font sizes, further than any paragraph is indented
_NARROW = 0.6  # of the width of the text, of a cell at the left edge
_LEVEL = 1.0  # font sizes, between the left edges of the lines of one cell
_WRAP = 1.0  # font sizes, between the lines of one cell at the most
_EDGE = 1.0  # points, by which the left edges of cells in a column differ
_EVEN = 0.1  # font sizes, by which the room between the lines of a cell varies


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a cell with its column."""

    line: Line
    column: int


def stand_in_columns(lines: Sequence[Line], index: int, parts: Sequence[Line]) -> bool:
    """Whether sentences in a line are set within columns of a table: further to the right than a paragraph
    begins, or wrapped well before the text of the page ends."""
    left, right = min(one.box[0] for one in lines), max(one.box[2] for one in lines)
    for part in parts:
        if part.box[0] <= left + _INDENT * part.size:
            own = _wrapped_with(lines, index, part)
            if len(own) < 2 or max(one.box[2] for one in own) > left + (right - left) * _NARROW:
                return False
    return True


def _wrapped_with(lines: Sequence[Line], index: int, part: Line) -> list[Line]:
    """A piece of a cell with those above it that begin where it does, line by line."""
    found = [part]
    for line in reversed(lines[:index]):
        near = found[-1].box[1] - line.box[3] <= _WRAP * part.size
        above = next((one for one in cells_of(line) if abs(one.box[0] - part.box[0]) <= _LEVEL * part.size), None)
        if not near:
            break
        if above is not None:
            found.append(above)
    return found


def start_of_form(region: Sequence[Line]) -> int | None:
    """The index of the first line of a form in the lines that may be one; None where they are none."""
    for index, line in enumerate(region[:_FIRST_LINES]):
        texts = [folded(part.text) for part in cells_of(line)]
        if len(texts) > 1 and texts[0] in form_fields():
            others = [text for text in texts[1:] if text not in form_fields()]
            others += _beside(region, index)
            if not others or any(text in header_words() for text in others):
                return None
            room = _line_room(region, form_columns([region]))
            return first_of_row(region, index, room + _EVEN * line.size) if room is not None else index
        if any(is_amount(text) for text in texts):
            return None
    return None


def _beside(region: Sequence[Line], index: int) -> list[str]:
    """The values of several lines beside the labels of a line: wrapped pieces at half their height, above and below."""
    own = region[index]
    near = (*region[max(index - 1, 0) : index], *region[index + 1 : index + 2])
    return [
        part.text
        for line in near
        if line.box[1] < own.box[3] and own.box[1] < line.box[3]
        for part in cells_of(line)
        if any(char.isdigit() for char in part.text)
    ]


def grids_of(lines: Sequence[Line], before: Sequence[Line]) -> list[tuple[Line, ...]]:
    """The lines of forms parted where header words come again over other columns: another table. `before` are the
    lines of the page before it that may go on."""
    cuts = [0]
    before = () if begins_anew(before, lines) else before
    for index, line in enumerate(lines):
        if have_other_columns([*before, *lines[cuts[-1] : index]], [line]):
            first = index
            while first > cuts[-1] and lines[first - 1].box[3] > line.box[1]:
                first -= 1
            cuts += [first] if first > cuts[-1] else []
            before = ()
    return [tuple(lines[first:second]) for first, second in pairwise([*cuts, len(lines)])]


def have_other_columns(first: Iterable[Line], second: Iterable[Line]) -> bool:
    """Whether header words that both have stand elsewhere in the second."""
    own, other = (
        {part.text: part.box[0] for line in lines for part in cells_of(line) if folded(part.text) in header_words()}
        for lines in (first, second)
    )
    known = [text for text in own if text in other]
    return len(known) >= _HEADER_WORDS and any(abs(own[text] - other[text]) > 2 * _EDGE for text in known)


def begins_anew(first: Sequence[Line], second: Sequence[Line]) -> bool:
    """Whether the second of two pages of forms begins one of its own: with the label of the first, but another
    value beside it."""
    begin = next((line for line in first[:_FIRST_LINES] if folded(cells_of(line)[0].text) in form_fields()), None)
    if begin is None:
        return False
    label = cells_of(begin)[0].text
    own = next((line for line in second[:_FIRST_LINES] if cells_of(line)[0].text == label), None)
    return own is not None and own.text != begin.text


def form_columns(pages: Iterable[Sequence[Line]]) -> Columns:
    """The columns of a form, all of words: texts that overlap stand in one, but for those that reach over texts
    which stand side by side elsewhere; amounts set to the right of a column belong to it."""
    parts = [[part for line in lines for part in cells_of(line)] for lines in pages]
    beside = {pair for own in parts for pair in _side_by_side(own)}
    stretches = {(_rounded(part), is_amount(part.text)) for own in parts for part in own}
    found: list[Interval] = []
    for stretch in sorted({one for one, _ in stretches}, key=lambda one: one[1] - one[0]):
        over = [one for one in found if _overlap(one, stretch)]
        if not any(_are_beside(first, second, beside) for first, second in permutations(over, 2)):
            found = [one for one in found if one not in over]
            found.append((min(one[0] for one in (*over, stretch)), max(one[1] for one in (*over, stretch))))
    words = [one for one, amount in stretches if not amount]
    joined: list[Interval] = []
    for one in sorted(found):
        amounts = not any(_overlap(one, word) for word in words)
        if joined and amounts and not _are_beside(joined[-1], one, beside):
            joined[-1] = (joined[-1][0], one[1])
        else:
            joined.append(one)
    return Columns(tuple(Column(one, one, Kind.WORDS) for one in joined))


def _rounded(part: Line) -> Interval:
    """From where to where a piece of a cell reaches, to a tenth of a point: few texts of a form differ in it."""
    box = part.box
    return (round(box[0], 1), round(box[2], 1))


def _side_by_side(parts: Sequence[Line]) -> Iterator[tuple[Interval, Interval]]:
    """The texts of a page that stand beside each other, left and right."""
    placed = sorted(parts, key=lambda part: part.box[1])
    tops = [part.box[1] for part in placed]
    for index, part in enumerate(placed):
        own = _rounded(part)
        for other in placed[index + 1 : bisect_left(tops, part.box[3] - 1)]:
            stretch = _rounded(other)
            if own[1] <= stretch[0]:
                yield own, stretch
            elif stretch[1] <= own[0]:
                yield stretch, own


def cut_at_columns(lines: Iterable[Line], columns: Columns) -> list[Line]:
    """The lines of a form with the narrow gaps before the left edges of its columns as edges of cells."""
    edges = [column.stretch[0] for column in columns.all[1:]]
    return [
        replace(
            line,
            cuts=line.cuts
            | {
                index
                for index, (first, second) in enumerate(pairwise(line.words))
                if begins_apart(first, second) and any(abs(second.box[0] - edge) <= _EDGE for edge in edges)
            },
        )
        for line in lines
    ]


def _are_beside(first: Interval, second: Interval, beside: Iterable[tuple[Interval, Interval]]) -> bool:
    """Whether texts stand side by side in two stretches."""
    return any(_overlap(first, left) and _overlap(second, right) for left, right in beside)


def _overlap(first: Interval, second: Interval) -> bool:
    return min(first[1], second[1]) - max(first[0], second[0]) > 0.5


def form_rows(lines: Sequence[Line], columns: Columns, rules: Sequence[Rule], box: Box) -> list[PrintedRow]:
    """The rows of a form; where rules across it part rows, by these, else cells that stand beside each other are
    one, each with the lines that it is wrapped in."""
    bands = bands_of(rules, box)
    groups = _banded(_parts(lines, columns), bands) if bands else _level(_cells(lines, columns))
    rows: list[PrintedRow] = []
    for group in groups:
        cells: list[list[Word]] = [[] for _ in columns.all]
        for part in group:
            cells[part.column] += part.line.words
        own = box_around(part.line.box for part in group)
        texts = (
            cell_text(words, *column.stretch) if words else "" for words, column in zip(cells, columns.all, strict=True)
        )
        doubtful = any(_share_a_cell(first, second) for first, second in combinations(group, 2))
        rows.append(PrintedRow(tuple(texts), (box[0], own[1], box[2], own[3]), doubtful))
    return rows


def _share_a_cell(first: _Part, second: _Part) -> bool:
    """Whether two pieces that are printed side by side came into one cell."""
    above, below = first.line.box, second.line.box
    return first.column == second.column and min(above[3], below[3]) - max(above[1], below[1]) > 0.5 * first.line.size


def _banded(parts: Iterable[_Part], bands: Sequence[float]) -> list[list[_Part]]:
    found: dict[int, list[_Part]] = {}
    for part in parts:
        middle = (part.line.box[1] + part.line.box[3]) / 2
        found.setdefault(sum(middle > band for band in bands), []).append(part)
    return [found[band] for band in sorted(found)]


def _cells(lines: Sequence[Line], columns: Columns) -> list[list[_Part]]:
    """The pieces of each cell."""
    room = _line_room(lines, columns)
    found: list[list[_Part]] = []
    last: dict[int, list[_Part]] = {}
    for part in _parts(lines, columns):
        own = last.get(part.column)
        if own and room is not None and part.line.box[1] - own[-1].line.box[3] <= room + _EVEN * part.line.size:
            own.append(part)
        else:
            last[part.column] = [part]
            found.append(last[part.column])
    return found


def _level(cells: Iterable[list[_Part]]) -> list[list[_Part]]:
    """The pieces of the cells that share their heights, together."""
    rows: list[list[_Part]] = []
    bottom = 0.0
    for cell in sorted(cells, key=lambda cell: cell[0].line.box[1]):
        top, end = cell[0].line.box[1], cell[-1].line.box[3]
        if rows and top < bottom:
            rows[-1] += cell
        else:
            rows.append(list(cell))
        bottom = max(bottom, end)
    return rows


def _parts(lines: Iterable[Line], columns: Columns) -> list[_Part]:
    return [_Part(part, columns.place(part)) for line in lines for part in cells_of(line)]


def _line_room(lines: Sequence[Line], columns: Columns) -> float | None:
    """The room between the lines of one cell, in points; None where no cell is seen to have several."""
    last: dict[int, Line] = {}
    pairs: list[tuple[Line, Line]] = []
    for part in _parts(lines, columns):
        if part.column in last:
            pairs.append((last[part.column], part.line))
        last[part.column] = part.line
    gaps = [second.box[1] - first.box[3] for first, second in pairs]
    if not gaps or min(gaps) > _WRAP * lines[0].size:
        return None
    room = min(gaps)
    tight = [pair for pair, gap in zip(pairs, gaps, strict=True) if gap <= room + _EVEN * lines[0].size]
    if any(_is_whole(first.text) and _is_whole(second.text) for first, second in tight):
        return None
    return room


def _is_whole(text: str) -> bool:
    """Whether a text is a cell by itself."""
    return is_amount(text) or folded(text) in form_fields() or folded(text) in header_words()
