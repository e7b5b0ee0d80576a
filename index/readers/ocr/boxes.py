"""From the boxes of the search for text to one box for each line of a cell: parted at rules, closed around the
ink, those of one line made one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from index.model import Span
from index.readers.ocr.engine import PixelBox, Pixels
from index.readers.ocr.picture import Scan, Stroke, ink_box
from index.readers.pdf.lattice import Lattice
from index.readers.pdf.page import Box

_FOOT = 0.2  # of a line of text, that feet of the line above it reach into it
_BLANK = 3  # rows of pixels without ink that part lines
_SIGN = 6  # pixels of the largest side of what stands alone, such as a dash, at least
_OVERLAP = 3  # pixels by which boxes of one line overlap that are one
_LEVEL = 0.6  # of the lower box, for two boxes to be of one line
_SQUARE = 1.15  # of its width, that a Chinese character is high at most
_TALL = 1.5  # times its width, from which on a box may hold characters one below another


def lines_of_text(texts: Sequence[PixelBox], scan: Scan) -> list[PixelBox]:
    """The boxes of a search for text, parted at rules, tight around their ink and what belongs to it."""
    parted = (part for box in texts for part in _parted(box, scan))
    tight = _united([ink for box in parted if (ink := _own_ink(scan.ink, box)) is not None])
    return _united([widened(box, tight, scan) for box in tight])


def characters_below(ink: Pixels, box: PixelBox) -> list[PixelBox]:
    """The boxes of the characters of a narrow column in which they stand one below another; none where the
    box holds a line."""
    left, top, right, bottom = box
    if bottom - top < _TALL * (right - left):
        return []
    found: list[tuple[int, int]] = []
    for first, last in _bands(ink, box, blank=1):
        if found and last - found[-1][0] <= _SQUARE * (right - left):
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return [(left, first, right, last) for first, last in found] if len(found) > 1 else []


def unread_ink(left: Pixels, cell: Box, read: Sequence[PixelBox], usual: float) -> list[PixelBox]:
    """The boxes of the lines of ink in a cell of which nothing was read, all in pixels; beside what was read no
    specks and rests of characters, which are lower than `usual` ones."""
    x0, y0, x1, y1 = cell
    ink = ink_box(left, (round(x0) + 4, round(y0) + 4, round(x1) - 4, round(y1) - 4))
    if ink is None:
        return []
    beside = any(_is_within(box, cell) for box in read)
    bands: list[tuple[int, int]] = []
    for first, last in _bands(left, ink, blank=1 if not beside else _BLANK):
        if not beside and bands and last - bands[-1][0] <= usual * _SQUARE:
            bands[-1] = (bands[-1][0], last)
        else:
            bands.append((first, last))
    boxes = [ink_box(left, (ink[0], first, ink[2], last)) for first, last in bands]
    found = [box for box in boxes if box is not None]
    if beside:
        return [box for box in found if box[3] - box[1] >= usual * 0.6]
    high = [box for box in found if box[3] - box[1] >= usual * 0.5] or found
    if len(high) > 1 and ink[2] - ink[0] <= usual * _SQUARE:
        return [ink]  # a column of characters
    return [box for box in high if max(box[2] - box[0], box[3] - box[1]) >= _SIGN]


def pixels_of(lattice: Lattice, cell: Span, point: float) -> Box:
    """The box of a cell of a lattice, whose boundaries are in points, in pixels of so many points."""
    x0, x1 = (lattice.columns[edge] / point for edge in (cell.column, cell.column + cell.columns))
    y0, y1 = (lattice.rows[edge] / point for edge in (cell.row, cell.row + cell.rows))
    return x0, y0, x1, y1


def _bands(ink: Pixels, box: PixelBox, *, blank: int) -> Iterator[tuple[int, int]]:
    """First and last row, exclusive, of the bands of ink in a box that more than `blank` rows part."""
    left, top, right, bottom = box
    rows = np.flatnonzero(ink[top:bottom, left:right].max(axis=1)) + top
    for band in np.split(rows, np.flatnonzero(np.diff(rows) > blank) + 1):
        if len(band):
            yield int(band[0]), int(band[-1]) + 1


def _united(boxes: Sequence[PixelBox]) -> list[PixelBox]:
    """The boxes with those that cover the same stretch of a line made one."""
    found: list[PixelBox] = []
    for box in sorted(boxes, key=lambda one: (one[0], -one[2])):
        for place, other in enumerate(found):
            if _cover_same(other, box):
                left, top, right, bottom = zip(other, box, strict=True)
                found[place] = min(left), min(top), max(right), max(bottom)
                break
        else:
            found.append(box)
    return found


def _cover_same(first: PixelBox, second: PixelBox) -> bool:
    """Whether two boxes are of one line and overlap, or one lies within the other."""
    breadth = min(first[2], second[2]) - max(first[0], second[0])
    level = min(first[3], second[3]) - max(first[1], second[1])
    low, high = sorted((first[3] - first[1], second[3] - second[1]))
    narrow = min(first[2] - first[0], second[2] - second[0])
    if breadth >= narrow - _OVERLAP and level >= low - _OVERLAP:
        return True
    return breadth > _OVERLAP and level > _LEVEL * low and high < _TALL * low


def _own_ink(ink: Pixels, box: PixelBox) -> PixelBox | None:
    """The box of the ink of a line of text, without the feet of the line above that reach into its box."""
    whole = ink_box(ink, box)
    if whole is None or whole[1] > max(box[1], 0) + _BLANK:
        return whole
    rows = np.flatnonzero(ink[whole[1] : whole[3], whole[0] : whole[2]].max(axis=1))
    gaps = np.flatnonzero(np.diff(rows) > _BLANK)
    if not len(gaps) or rows[gaps[0]] > (whole[3] - whole[1]) * _FOOT:
        return whole
    return ink_box(ink, (whole[0], whole[1] + int(rows[gaps[0] + 1]), whole[2], whole[3]))


def widened(box: PixelBox, boxes: Sequence[PixelBox], scan: Scan) -> PixelBox:
    """A box with the ink close beside it that the search for text has left out, such as a sign before a
    number or a thin first character; up to the next rule or box."""
    left, top, right, bottom = box
    height = min(bottom - top, right - left) if bottom - top > 2 * (right - left) else bottom - top
    reach, gap = round(height * 1.4), round(height * 0.5)
    level = [one for one in boxes if one != box and one[1] < bottom and one[3] > top]
    walls = [rule.position for rule in scan.down if rule.start < bottom and rule.end > top]
    first = max([left - reach, *(one[2] for one in level if one[2] <= left), *(x + 3 for x in walls if x < left)])
    last = min([right + reach, *(one[0] for one in level if one[0] >= right), *(x - 3 for x in walls if x > right)])
    inked = np.flatnonzero(scan.ink[top:bottom].max(axis=0))
    for x in inked[(inked >= first) & (inked < left)][::-1]:
        if left - x > gap:
            break
        left = int(x)
    for x in inked[(inked >= right) & (inked < last)]:
        if x + 1 - right > gap:
            break
        right = int(x) + 1
    return left, top, right, bottom


def _parted(box: PixelBox, scan: Scan) -> list[PixelBox]:
    """A box of text that reaches over rules, parted at these."""
    left, top, right, bottom = box
    x, y = (left + right) / 2, (top + bottom) / 2
    height = bottom - top
    downs = _cuts(scan.down, left + 5, right - 5, y, height * 1.3)
    columns = list(pairwise([left, *downs, right]))
    crossing = _cuts(scan.across, top + height * 0.25, bottom - height * 0.25, x, height * 3)
    rows = list(pairwise([top, *crossing, bottom]))
    return [(x0, y0, x1, y1) for y0, y1 in rows for x0, x1 in columns]


def _cuts(rules: Sequence[Stroke], first: float, last: float, at: float, shortest: float) -> list[int]:
    """The positions of the rules between two edges that cross the height, or the breadth, `at`."""
    return sorted(
        round(rule.position)
        for rule in rules
        if first < rule.position < last and rule.start <= at <= rule.end and rule.end - rule.start >= shortest
    )


def _is_within(box: PixelBox, cell: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]
