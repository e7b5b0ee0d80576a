"""From the picture of a page to its words and rules: turned upright and straight, boxes parted at rules,
cells with ink in which no text was found read once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median

import numpy as np

from index.readers.ocr.boxes import characters_below, lines_of_text, pixels_of, unread_ink
from index.readers.ocr.engine import PixelBox, Pixels, Recognised, detect, recognise
from index.readers.ocr.figures import is_doubtful, tidied
from index.readers.ocr.picture import Scan, Stroke, resized, scan_of, skew_of, smoothed, turned, without_seals
from index.readers.ocr.signs import lost_sign
from index.readers.pdf.lattice import find_lattices
from index.readers.pdf.page import Page, Rule, Rulings, Word

RESOLUTION = 200.0  # dots per inch for recognition
_DETECTION = 0.75  # of it, for finding text
_UPRIGHT = 0.75  # mean confidence from which on a page needs no second try turned about
_TRIED = 8  # crops for telling the top of a page from its foot
_SURE = 0.5  # below, a crop without a digit is taken for a picture or a stain
_FIGURE_SURE = 0.3  # the same with a digit
_EDGE = 3  # pixels around what was read that belong to it
_CHARACTER = 25  # pixels that characters are high, where no others tell
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
class _Laid:
    """A picture with level lines, the quarter turns back clockwise, the degrees by which it was turned straight,
    and where text was found in it."""

    picture: Pixels
    turns: int
    angle: float
    texts: Sequence[PixelBox]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A recognised crop: its text, the box of its ink in pixels."""

    text: str
    score: float
    box: PixelBox
    figure_score: float = 1.0


def recognised_page(picture: Pixels, dots_per_point: float, number: int) -> RecognisedPage:
    """The page in a picture with so many pixels per point; boxes are in points."""
    scale = RESOLUTION / 72 / dots_per_point
    if abs(scale - 1) > 0.02:
        picture, dots_per_point = resized(picture, scale), RESOLUTION / 72
    point = 1 / dots_per_point
    laid = _laid(smoothed(without_seals(picture)))
    rulings, pieces = _read_page(laid, point)
    if pieces and fmean(piece.score for piece in pieces) < _UPRIGHT and _is_upside_down(laid, pieces):
        laid = _turned_about(laid)
        rulings, pieces = _read_page(laid, point)
    height, width = laid.picture.shape[:2]
    words = _words(pieces, point)
    marks = [
        Mark(piece.text, word.centre, word.middle)
        for piece, word in zip(pieces, words, strict=True)
        if is_doubtful(piece.text, piece.score, piece.figure_score)
    ]
    seen = tuple(word for word in words if word.text)
    page = Page(number, width * point, height * point, seen, rulings, laid.turns, slant=laid.angle)
    return RecognisedPage(page, tuple(marks))


def _laid(picture: Pixels) -> _Laid:
    """The picture turned by quarters until its lines of text are level, and straight."""
    for turns in (0, 1):
        whole = _rotated(picture, turns) if turns else picture
        angle = skew_of(whole)
        straight = turned(whole, angle) if angle else whole
        boxes = detect(resized(straight, _DETECTION))
        sideways = sum(_area(box) for box in boxes if box[3] - box[1] > 1.5 * (box[2] - box[0]))
        level = sum(_area(box) for box in boxes if box[2] - box[0] > 1.5 * (box[3] - box[1]))
        if sideways <= level:
            break
    return _Laid(straight, turns, angle, [_scaled(box, 1 / _DETECTION) for box in boxes])


def _turned_about(laid: _Laid) -> _Laid:
    height, width = laid.picture.shape[:2]
    texts = [(width - x1, height - y1, width - x0, height - y0) for x0, y0, x1, y1 in laid.texts]
    return _Laid(_rotated(laid.picture, 2), laid.turns + 2, laid.angle, texts)


def _is_upside_down(laid: _Laid, pieces: Sequence[_Piece]) -> bool:
    """Whether the longest pieces are read with more certainty when they are turned about."""
    longest = sorted(pieces, key=lambda piece: _area(piece.box), reverse=True)[:_TRIED]
    crops = [_rotated(_cropped(laid.picture, _padded(piece.box)), 2) for piece in longest]
    return fmean(one.score for one in recognise(crops)) > fmean(piece.score for piece in longest)


def _read_page(laid: _Laid, point: float) -> tuple[Rulings, list[_Piece]]:
    scan = scan_of(laid.picture, laid.texts)
    rulings = Rulings(_rules(scan.across, point), _rules(scan.down, point))
    return rulings, _pieces(scan, laid.texts, rulings, point)


def _rules(strokes: Sequence[Stroke], point: float) -> tuple[Rule, ...]:
    return tuple(Rule(one.position * point, one.start * point, one.end * point) for one in strokes)


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
    """What is recognised on a page, with boxes tight around the ink; what is hardly recognised in a cell has
    no text."""
    pieces = [piece for piece in _read(scan, lines_of_text(texts, scan)) if _is_read(piece)]
    pieces = _with_signs(scan, pieces)
    left = scan.ink.copy()
    for piece in pieces:
        x0, y0, x1, y1 = piece.box
        left[max(y0 - _EDGE, 0) : y1 + _EDGE, max(x0 - _EDGE, 0) : x1 + _EDGE] = 0
    boxes = [piece.box for piece in pieces]
    usual = median([box[3] - box[1] for box in boxes if box[2] - box[0] > box[3] - box[1]] or [_CHARACTER])
    missed = [
        ink
        for lattice in find_lattices(rulings)
        for cell in lattice.cells
        for ink in unread_ink(left, pixels_of(lattice, cell, point), boxes, usual)
    ]
    return pieces + [piece if _is_sure(piece) else replace(piece, text="") for piece in _read(scan, missed)]


def _with_signs(scan: Scan, pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces, those read once more that a sign seems to stand before; where that tells no sign, the figure
    is not certain."""
    boxes = [piece.box for piece in pieces]
    signs = {place: lost_sign(scan, piece.box, piece.text, boxes) for place, piece in enumerate(pieces)}
    found = list(pieces)
    lost = {place: box for place, box in signs.items() if box is not None}
    for place, again in zip(lost, _read(scan, list(lost.values())), strict=True):
        is_signed = again.text == f"-{pieces[place].text}"
        found[place] = again if is_signed else replace(pieces[place], score=0.0)
    return found


def _is_read(piece: _Piece) -> bool:
    return bool(piece.text) and piece.score > (_FIGURE_SURE if _has_digit(piece.text) else _SURE)


def _is_sure(piece: _Piece) -> bool:
    """Whether what was read of left-over ink is text: in Latin letters and marks also rests of rules are read."""
    plain = piece.text.isascii() and not _has_digit(piece.text)
    return _is_read(piece) and (piece.score > _UPRIGHT or not plain)


def _read(scan: Scan, boxes: Sequence[PixelBox]) -> list[_Piece]:
    texts: list[Recognised] = recognise([_crop(scan, box) for box in boxes])
    return [_Piece(tidied(one.text), one.score, box, one.figure_score) for one, box in zip(texts, boxes, strict=True)]


def _crop(scan: Scan, box: PixelBox) -> Pixels:
    """The picture of a line of text; characters that stand one below another are set side by side."""
    characters = [_cropped(scan.clean, _padded(one)) for one in characters_below(scan.ink, box)]
    if not characters:
        return _cropped(scan.clean, _padded(box))
    height = max(len(one) for one in characters)
    level = [
        np.pad(
            one,
            (((height - len(one)) // 2, height - len(one) - (height - len(one)) // 2), (0, 0), (0, 0)),
            constant_values=scan.paper,
        )
        for one in characters
    ]
    return np.ascontiguousarray(np.hstack(level))


def _padded(box: PixelBox) -> PixelBox:
    """A box with the margin that recognition is used to."""
    margin = max(3, round((box[3] - box[1]) * 0.15))
    return box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


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
    width, height = piece.box[2] - piece.box[0], piece.box[3] - piece.box[1]
    if len(piece.text) > 1 and height > width:
        return float(width)
    return height / (0.92 if chinese else 0.74)
