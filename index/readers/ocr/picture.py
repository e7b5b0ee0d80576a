"""What can be told of a scanned picture without reading it: how far it is turned, where rules and ink are.
The one module that imports OpenCV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.readers.ocr.engine import PixelBox, Pixels

_MAX_SKEW = 5.0  # degrees
_ESTIMATE_SIDE = 1000  # pixels of the picture on which the skew is estimated
_RULE = 40  # pixels that a rule is long at least, at the resolution of recognition
_THICKEST = 12  # pixels of a rule
_SPECK = 5  # pixels
_EDGE = 3  # pixels by which the strokes of characters reach out of their box
_STROKE = 1.2  # of the height of a line of text, that strokes of its characters are long at most
_SHORT = 110  # pixels up to which a stroke is a rule only where it leads from one rule to another
_JOIN = 7  # pixels within which rules meet
_PALE = 14  # grey levels that ink is darker than the paper about it
_RED = 40  # levels by which red is brighter than the other colours in the ink of seals
_STAMPED = 0.65  # of the brightness of paper in red, that the ink of seals has at least
_SEAL = 150  # pixels that seals are broad and high at least
_NOISY = 2.0  # grey levels of deviation from which on a picture is smoothed
_SIGNIFICANT = 4.0  # deviations that ink differs from noisy paper


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight rule in pixels: its middle across, and where it starts and ends along its direction."""

    position: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scan:
    """A straightened picture: in colour with its rules painted over, its ink without them, the rules, and how
    bright the paper is."""

    clean: Pixels
    ink: Pixels
    across: tuple[Stroke, ...]
    down: tuple[Stroke, ...]
    paper: int = 255


def skew_of(picture: Pixels) -> float:
    """The degrees, counter-clockwise, by which to turn a picture so that its lines and rules lie level."""
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    scale = min(_ESTIMATE_SIDE / max(grey.shape), 1.0)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    dark = cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    best = 0.0
    for span, step in ((_MAX_SKEW, 0.5), (0.5, 0.1), (0.1, 0.02)):
        angles = [best + number * step for number in range(-round(span / step), round(span / step) + 1)]
        best = max(angles, key=lambda angle: (_levelness(dark, angle), -abs(angle)))
    return best if abs(best) < _MAX_SKEW else 0.0


def _levelness(dark: Pixels, angle: float) -> float:
    """How sharply the dark pixels part into rows when the picture is turned."""
    rows = turned(dark, angle, paper=0).sum(axis=1, dtype=np.int64)
    return float(np.square(np.diff(rows)).sum())


def without_seals(picture: Pixels) -> Pixels:
    """The picture with red seals taken off what they are stamped on; one without seals as it is."""
    import cv2

    red = (picture[..., 2].astype(np.int16) - picture[..., :2].max(axis=2) > _RED).astype(np.uint8)
    if np.count_nonzero(red) < _SEAL:
        return picture
    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(red, np.ones((15, 15), np.uint8)))
    found = picture.copy()
    for left, top, width, height, _ in stats[1:]:
        if min(width, height) >= _SEAL and max(width, height) < 2 * min(width, height):
            part = found[top : top + height, left : left + width]
            part[...] = _without_red(part)[..., None]
    return found


def _without_red(part: Pixels) -> Pixels:
    """The grey levels of a stamped part of a page as if its red were paper."""
    import cv2

    level = part[..., 2]
    redness = cv2.subtract(level, part[..., :2].max(axis=2))
    paper = int(np.median(level[redness <= _RED]))
    stamped = cv2.dilate((redness > _RED // 2).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    found: Pixels = np.where(stamped & (level > paper * _STAMPED), paper, level).astype(np.uint8)
    return found


def smoothed(picture: Pixels) -> Pixels:
    """The picture without the grain of a bad scan; one without grain as it is."""
    import cv2

    if _grain(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)) <= _NOISY:
        return picture
    found: Pixels = cv2.GaussianBlur(picture, (5, 5), 1.1)
    return found


def _grain(grey: Pixels) -> float:
    """The deviation of the grey levels of paper, of which most of a page consists."""
    import cv2

    around = cv2.blur(grey, (9, 9))
    return float(np.median(cv2.absdiff(grey, around)[::3, ::3])) * 1.48


def turned(picture: Pixels, angle: float, paper: int = 255) -> Pixels:
    """The picture turned counter-clockwise about its middle, as large as before."""
    import cv2

    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    border = (paper,) * 3
    found: Pixels = cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=border)
    return found


def resized(picture: Pixels, scale: float) -> Pixels:
    """The picture made larger or smaller."""
    import cv2

    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    found: Pixels = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=way)
    return found


def scan_of(picture: Pixels, texts: Sequence[PixelBox]) -> Scan:
    """Rules and ink of a straightened picture in colour; `texts` are the boxes of its text, in which short
    strokes are those of large characters."""
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    pale = max(_PALE, round(_grain(grey) * _SIGNIFICANT))
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, pale)
    mirrored = [(top, left, bottom, right) for left, top, right, bottom in texts]
    rows, columns = _rules(dark, texts), _rules(np.ascontiguousarray(dark.T), mirrored, down=True)
    found = list(_strokes(rows)), list(_strokes(columns))
    across, down = _kept(rows, *found), _kept(columns, *reversed(found))
    masks = rows, np.ascontiguousarray(columns.T)
    ruled = cv2.dilate(cv2.bitwise_or(*masks), np.ones((3, 3), np.uint8))
    clean = picture.copy()
    paper = int(np.median(grey))
    clean[ruled > 0] = paper
    ink = cv2.bitwise_and(dark, cv2.bitwise_not(ruled))
    return Scan(clean, _without_specks(ink), across, down, paper)


def _rules(dark: Pixels, texts: Sequence[PixelBox], *, down: bool = False) -> Pixels:
    """The pixels of the long straight strokes that run across; with `down` rows and columns have changed
    places, in the boxes of text too."""
    import cv2

    long: Pixels = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (_RULE, 1)))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(long)
    left, top, width, height = (stats[:, column] for column in range(4))
    dropped = height > _THICKEST
    for x0, y0, x1, y1 in texts:
        size = x1 - x0 if down else y1 - y0
        inside = (left >= x0 - _EDGE) & (left + width <= x1 + _EDGE) & (top >= y0) & (top + height <= y1)
        dropped |= inside & (width <= size * _STROKE)
    dropped[0] = False
    long[dropped[labels]] = 0
    return long


def _strokes(mask: Pixels) -> Iterator[Stroke]:
    """The rules of a mask of rules that run across."""
    import cv2

    _, _, stats, centres = cv2.connectedComponentsWithStats(mask)
    for (left, _, width, _, _), (_, middle) in zip(stats[1:], centres[1:], strict=True):
        yield Stroke(float(middle), int(left), int(left + width))


def _kept(mask: Pixels, strokes: Sequence[Stroke], crossing: Sequence[Stroke]) -> tuple[Stroke, ...]:
    """The strokes that are rules; the others are taken out of the mask of those that run across."""
    import cv2

    for one in strokes:
        if not _is_rule(one, crossing):
            top = max(round(one.position) - _THICKEST, 0)
            inked = np.flatnonzero(mask[top : top + 2 * _THICKEST, one.start])
            nearest = min(inked, key=lambda row: abs(top + row - one.position))
            cv2.floodFill(mask, None, (one.start, top + int(nearest)), 0)
    return tuple(one for one in strokes if _is_rule(one, crossing))


def _is_rule(stroke: Stroke, crossing: Sequence[Stroke]) -> bool:
    """Whether a stroke is long, or leads from one crossing rule to another, unlike those of large characters."""
    if stroke.end - stroke.start > _SHORT:
        return True
    met = [one.position for one in crossing if one.start - _JOIN <= stroke.position <= one.end + _JOIN]
    return all(any(abs(position - end) <= _JOIN for position in met) for end in (stroke.start, stroke.end))


def _without_specks(ink: Pixels) -> Pixels:
    import cv2

    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    small = stats[:, cv2.CC_STAT_AREA] < _SPECK
    small[0] = False
    ink[small[labels]] = 0
    return ink


def ink_box(ink: Pixels, box: PixelBox) -> PixelBox | None:
    """The box around the ink within a box; None where there is none."""
    left, top = max(box[0], 0), max(box[1], 0)
    part = ink[top : max(box[3], top), left : max(box[2], left)]
    columns, rows = np.flatnonzero(part.any(axis=0)), np.flatnonzero(part.any(axis=1))
    if not len(columns):
        return None
    return left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1, top + int(rows[-1]) + 1
