"""From the picture of a page to its words and rules: turned upright and straight, boxes parted at rules,
cells with ink in which no text was found read once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median

import numpy as np

from index.model import Span
from index.readers.ocr.engine import PixelBox, Pixels, Recognised, detect, recognise
from index.readers.ocr.figures import is_doubtful, tidied
from index.readers.ocr.picture import Scan, Stroke, ink_box, resized, scan_of, skew_of, turned
from index.readers.pdf.lattice import Lattice, find_lattices
from index.readers.pdf.page import Box, Page, Rule, Rulings, Word

RESOLUTION = 200.0  # dots per inch for recognition
_DETECTION = 0.75  # of it, for finding text
_UPRIGHT = 0.75  # mean confidence from which on a page needs no second try turned about
_TRIED = 8  # crops for telling the top of a page from its foot
_SURE = 0.5  # below, a crop without a digit is taken for a picture or a stain
_EDGE = 3  # pixels around what was read that belong to it
_CHARACTER = 14  # pixels that a character beside others is high at least
_FOOT = 0.2  # of a line of text, that feet of the line above it reach into it
_BLANK = 3  # rows of pixels without ink that part lines
_SIGN = 6  # the same for the largest side of what stands alone, such as a dash
_NEAR_SIZE = 0.15  # within which sizes of characters are one


@dataclass(frozen=True, slots=True)
class Mark:
    """Recognised characters that are not to be trusted, with their middle on the upright page; no text where
    there is ink that could not be read."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """A page as recognised, and what on it is doubtful."""

    page: Page
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A recognised crop: its text, the box of its ink in pixels."""

    text: str
    score: float
    box: PixelBox


def recognised_page(picture: Pixels, dots_per_point: float, number: int) -> RecognisedPage:
    """The page in a picture with so many pixels per point; boxes are in points."""
    scale = RESOLUTION / 72 / dots_per_point
    if abs(scale - 1) > 0.02:
        picture, dots_per_point = resized(picture, scale), RESOLUTION / 72
    picture, turns = _upright(picture)
    angle = skew_of(picture)
    straight = turned(picture, angle) if angle else picture
    texts = [_scaled(box, 1 / _DETECTION) for box in detect(resized(straight, _DETECTION))]
    scan = scan_of(straight, texts)
    point = 1 / dots_per_point
    rulings = Rulings(_rules(scan.across, point), _rules(scan.down, point))
    pieces = _pieces(scan, texts, rulings, point)
    height, width = picture.shape[:2]
    words = _words(pieces, point)
    marks = [
        Mark(piece.text, word.centre, word.middle)
        for piece, word in zip(pieces, words, strict=True)
        if is_doubtful(piece.text, piece.score)
    ]
    seen = tuple(word for word in words if word.text)
    page = Page(number, width * point, height * point, seen, rulings, turns, slant=angle)
    return RecognisedPage(page, tuple(marks))


def _rules(strokes: Sequence[Stroke], point: float) -> tuple[Rule, ...]:
    return tuple(Rule(one.position * point, one.start * point, one.end * point) for one in strokes)


def _upright(picture: Pixels) -> tuple[Pixels, int]:
    """The picture turned so that its text reads from left to right, and the quarter turns back clockwise."""
    boxes = detect(resized(picture, 0.5))
    sideways = sum(_area(box) for box in boxes if box[3] - box[1] > 1.5 * (box[2] - box[0]))
    level = sum(_area(box) for box in boxes if box[2] - box[0] > 1.5 * (box[3] - box[1]))
    turns = 1 if sideways > level else 0
    first, second = (_rotated(picture, turns + more) for more in (0, 2))
    longest = sorted(boxes, key=_area, reverse=True)[:_TRIED]
    if not longest:
        return first, turns
    sample = [_cropped(picture, _scaled(box, 2)) for box in longest]
    scores = [fmean(one.score for one in recognise([_rotated(crop, turns) for crop in sample]))]
    if scores[0] < _UPRIGHT:
        scores.append(fmean(one.score for one in recognise([_rotated(crop, turns + 2) for crop in sample])))
    return (second, turns + 2) if scores[-1] > scores[0] else (first, turns)


def _rotated(picture: Pixels, turns: int) -> Pixels:
    return np.ascontiguousarray(np.rot90(picture, turns))


def _area(box: PixelBox) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def _scaled(box: PixelBox, scale: float) -> PixelBox:
    left, top, right, bottom = (round(edge * scale) for edge in box)
    return left, top, right, bottom


def _cropped(picture: Pixels, box: PixelBox) -> Pixels:
    return np.ascontiguousarray(picture[max(box[1], 0) : box[3], max(box[0], 0) : box[2]])


def _pieces(scan: Scan, texts: Sequence[PixelBox], rulings: Rulings, point: float) -> list[_Piece]:
    """What is recognised on a page, with boxes tight around the ink."""
    boxes = [part for box in texts for part in _parted(box, scan)]
    tight = [ink for box in boxes if (ink := _own_ink(scan.ink, box)) is not None]
    tight = [_widened(box, tight, scan) for box in tight]
    pieces = [piece for piece in _read(scan, tight) if piece.text and (piece.score > _SURE or _has_digit(piece.text))]
    left = scan.ink.copy()
    for piece in pieces:
        x0, y0, x1, y1 = piece.box
        left[max(y0 - _EDGE, 0) : y1 + _EDGE, max(x0 - _EDGE, 0) : x1 + _EDGE] = 0
    missed = [
        ink
        for lattice in find_lattices(rulings)
        for cell in lattice.cells
        for ink in _unread_ink(left, lattice, cell, pieces, point)
    ]
    return pieces + _read(scan, missed)


def _read(scan: Scan, boxes: Sequence[PixelBox]) -> list[_Piece]:
    texts: list[Recognised] = recognise([_cropped(scan.clean, _padded(box)) for box in boxes])
    return [_Piece(tidied(one.text), one.score, box) for one, box in zip(texts, boxes, strict=True)]


def _padded(box: PixelBox) -> PixelBox:
    """A box with the margin that recognition is used to."""
    margin = max(3, round((box[3] - box[1]) * 0.15))
    return box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


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


def _widened(box: PixelBox, boxes: Sequence[PixelBox], scan: Scan) -> PixelBox:
    """A box with the ink close beside it that the search for text has left out, such as a sign before a
    number or a thin first character; up to the next rule or box."""
    left, top, right, bottom = box
    height = bottom - top
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


def _unread_ink(left: Pixels, lattice: Lattice, cell: Span, pieces: Sequence[_Piece], point: float) -> list[PixelBox]:
    """The boxes of the ink in a cell of which nothing was read: all of its text, or beside what was read wrapped
    lines; no specks and rests of characters."""
    x0, x1 = (lattice.columns[edge] / point for edge in (cell.column, cell.column + cell.columns))
    y0, y1 = (lattice.rows[edge] / point for edge in (cell.row, cell.row + cell.rows))
    inner = (round(x0) + 4, round(y0) + 4, round(x1) - 4, round(y1) - 4)
    ink = ink_box(left, inner)
    if ink is None:
        return []
    if not any(_is_within(piece.box, (x0, y0, x1, y1)) for piece in pieces):
        return [ink] if max(ink[2] - ink[0], ink[3] - ink[1]) >= _SIGN else []
    rows = np.flatnonzero(left[ink[1] : ink[3], ink[0] : ink[2]].max(axis=1)) + ink[1]
    bands = np.split(rows, np.flatnonzero(np.diff(rows) > _BLANK) + 1)
    high = [band for band in bands if len(band) >= _CHARACTER]
    boxes = (ink_box(left, (ink[0], int(band[0]), ink[2], int(band[-1]) + 1)) for band in high)
    return [box for box in boxes if box is not None]


def _is_within(box: PixelBox, cell: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]


def _words(pieces: Sequence[_Piece], point: float) -> list[Word]:
    """The pieces as words in points, with one size for all that are set about alike."""
    sizes = [_size_of(piece) * point for piece in pieces]
    weighed = [
        size
        for piece, size in zip(pieces, sizes, strict=True)
        if sum(char > "\u2e80" for char in piece.text) > 2
        for _ in piece.text
    ]
    usual = median(weighed or sizes or [10.0])
    found: list[Word] = []
    for piece, size in zip(pieces, sizes, strict=True):
        left, top, right, bottom = (edge * point for edge in piece.box)
        size = usual if abs(size - usual) <= usual * _NEAR_SIZE else round(size * 2) / 2
        found.append(Word(piece.text, (left, top, right, bottom), max(size, 1.0)))
    return found


def _size_of(piece: _Piece) -> float:
    """The font size in pixels by the height of the ink: Chinese characters fill it, digits do not."""
    chinese = any("\u3400" <= char <= "\u9fff" for char in piece.text)
    height = piece.box[3] - piece.box[1]
    return height / (0.92 if chinese else 0.74)
