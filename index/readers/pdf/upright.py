"""From a page as the file has it to the page with its text upright: words and rules from the top left."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from index.readers.pdf.characters import is_strange
from index.readers.pdf.page import Box, Page, Rule, Rulings, Word
from index.readers.pdf.pdfium import Glyph, Point, RawPage, Stroke

_ABOVE, _BELOW = 0.88, 0.12  # of the font size, from the baseline
_MAX_GAP = 0.35  # of the font size, within a word
_STRAIGHT = 1.5  # points off the straight
_MAX_SLANT = 8.0  # degrees
_STRANGE_SHARE = 0.3
_SAME_PLACE = 0.18  # of the font size: a glyph printed twice to look bold


def upright_page(raw: RawPage) -> Page:
    """The page turned so that most of its text reads from left to right; what lies outside of the page's
    box and text in other directions is left out."""
    turns = _turns_of(raw)
    frame = _Frame(raw.box, turns)
    glyphs = [glyph for glyph in raw.glyphs if _quarter(glyph) == turns]
    words = tuple(_words(frame, glyphs))
    strange = sum(is_strange(glyph.text) for glyph in glyphs)
    return Page(
        raw.number,
        frame.width,
        frame.height,
        words,
        _rulings(frame, raw.strokes),
        (raw.rotation // 90 - turns) % 4,
        frame.share_of(raw.images),
        bool(glyphs) and strange > len(glyphs) * _STRANGE_SHARE,
    )


class _Frame:
    """Turns points of the file into points from the top left of the upright page."""

    def __init__(self, box: tuple[float, float, float, float], turns: int) -> None:
        self._left, self._bottom, self._right, self._top = box
        self._turns = turns
        size = (self._right - self._left, self._top - self._bottom)
        self.width, self.height = size if turns % 2 == 0 else size[::-1]

    def point(self, point: Point) -> Point:
        x, y = point
        if self._turns == 0:
            return (x - self._left, self._top - y)
        if self._turns == 1:
            return (y - self._bottom, x - self._left)
        if self._turns == 2:
            return (self._right - x, y - self._bottom)
        return (self._top - y, self._right - x)

    def holds(self, box: Box) -> bool:
        """Whether the middle of a box lies on the page."""
        return 0 <= (box[0] + box[2]) / 2 <= self.width and 0 <= (box[1] + box[3]) / 2 <= self.height

    def share_of(self, images: Iterable[Box]) -> float:
        """The share of the page that the images cover, overlaps counted twice, at most 1."""
        covered = 0.0
        for left, bottom, right, top in images:
            width = min(right, self._right) - max(left, self._left)
            height = min(top, self._top) - max(bottom, self._bottom)
            covered += max(width, 0.0) * max(height, 0.0)
        return min(covered / max(self.width * self.height, 1.0), 1.0)


def _quarter(glyph: Glyph) -> int:
    """How many quarter turns clockwise make a glyph upright; -1 for slanted text (water marks)."""
    angle = math.degrees(math.atan2(glyph.end[1] - glyph.start[1], glyph.end[0] - glyph.start[0])) % 360
    quarter = round(angle / 90)
    return quarter % 4 if abs(angle - quarter * 90) <= _MAX_SLANT else -1


def _turns_of(raw: RawPage) -> int:
    votes = Counter(_quarter(glyph) for glyph in raw.glyphs)
    votes.pop(-1, None)
    return votes.most_common(1)[0][0] if votes else (raw.rotation // 90) % 4


def _words(frame: _Frame, glyphs: Sequence[Glyph]) -> Iterable[Word]:
    """Glyphs of one text object that follow each other closely, as words."""
    text = ""
    box: Box = (0, 0, 0, 0)
    last: Glyph | None = None
    seen: dict[tuple[str, int, int], Box] = {}
    doubled: set[tuple[str, int, int]] = set()
    parts: list[tuple[str, Box, Glyph]] = []
    for glyph in glyphs:
        own = _box_of(frame, glyph)
        if not frame.holds(own) or glyph.size <= 0.5:
            continue
        if last is not None and _is_one_sign(last, glyph) and parts:
            text += glyph.text
            parts[-1] = (text, box, parts[-1][2])
            continue
        key = (glyph.text, round(own[0] / 3), round(own[1] / 3))
        if key in seen and abs(seen[key][0] - own[0]) <= glyph.size * _SAME_PLACE:
            doubled.add(key)
            continue
        seen[key] = own
        follows = last is not None and last.run == glyph.run and _follows(box, own, glyph.size)
        if follows:
            text, box = text + glyph.text, (box[0], min(box[1], own[1]), own[2], max(box[3], own[3]))
            parts[-1] = (text, box, parts[-1][2])
        else:
            text, box = glyph.text, own
            parts.append((text, box, glyph))
        last = glyph
    share = len(doubled) / max(len(seen), 1)
    for text, box, first in parts:
        is_doubled = share > 0 and (text[0], round(box[0] / 3), round(box[1] / 3)) in doubled
        yield Word(text, box, first.size, first.bold or is_doubled, first.font)


def _box_of(frame: _Frame, glyph: Glyph) -> Box:
    (x0, baseline), (x1, _) = frame.point(glyph.start), frame.point(glyph.end)
    return (min(x0, x1), baseline - glyph.size * _ABOVE, max(x0, x1), baseline + glyph.size * _BELOW)


def _is_one_sign(last: Glyph, glyph: Glyph) -> bool:
    """Whether two characters are one sign of the font, such as a dash of double length."""
    return (last.run, last.text, last.start) == (glyph.run, glyph.text, glyph.start)


def _follows(box: Box, own: Box, size: float) -> bool:
    return abs(own[3] - box[3]) <= size * 0.2 and -size * 0.5 <= own[0] - box[2] <= size * _MAX_GAP


def _rulings(frame: _Frame, strokes: Iterable[Stroke]) -> Rulings:
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    for stroke in strokes:
        (x0, y0), (x1, y1) = frame.point(stroke.start), frame.point(stroke.end)
        if abs(y1 - y0) <= _STRAIGHT and abs(x1 - x0) > abs(y1 - y0):
            y = (y0 + y1) / 2
            if -_STRAIGHT <= y <= frame.height + _STRAIGHT:
                horizontal.append(Rule(y, max(min(x0, x1), 0.0), min(max(x0, x1), frame.width)))
        elif abs(x1 - x0) <= _STRAIGHT:
            x = (x0 + x1) / 2
            if -_STRAIGHT <= x <= frame.width + _STRAIGHT:
                vertical.append(Rule(x, max(min(y0, y1), 0.0), min(max(y0, y1), frame.height)))
    return Rulings(tuple(horizontal), tuple(vertical))
