"""Minus signs that recognition loses: thin strokes before a figure that is read without one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

import numpy as np

from index.readers.ocr.engine import PixelBox, Pixels
from index.readers.ocr.picture import Scan

_UNSIGNED = re.compile(r"[\d,.]*\d[%％]?$")
_TALL = 0.5  # of the height of a figure, that a column through a digit has ink over
_REACH = 0.9  # of it, within which a sign stands before the first digit
_BREADTH = 0.2  # of it, that a sign is broad at least
_THIN = 0.35  # of it, that a sign is high at most
_FAINT = 0.2  # of the darkness of the digits, that a sign has at least
_EDGE = 4  # pixels of a rule's blurred edge


def lost_sign(scan: Scan, box: PixelBox, text: str, others: Sequence[PixelBox]) -> PixelBox | None:
    """The box of a figure that was read without a sign, with the thin stroke before its first digit; None where
    there is no such stroke. `others` are the boxes of all text."""
    left, top, right, bottom = box
    height = bottom - top
    if not _UNSIGNED.match(text) or height < 1:
        return None
    ink = np.asarray(scan.ink[top:bottom, left:right] > 0)
    inked = np.asarray(ink.any(axis=0))
    spans = ink.shape[0] - ink.argmax(axis=0) - ink[::-1].argmax(axis=0)
    tall = np.flatnonzero(inked & (spans >= height * _TALL))
    if not len(tall):
        return None
    first = int(tall[0])
    while text[0] == "4" and first and inked[first - 1]:  # whose bar sticks out like a sign
        first -= 1
    digit = left + first
    start = max([digit - round(height * _REACH), 0, *_walls(scan, box, digit, others)])
    if start >= digit:
        return None
    part = scan.clean[top:bottom, start:digit].astype(np.int16)
    darkness = scan.paper - np.percentile(scan.clean[top:bottom, left:right], 5)
    dark = ((scan.paper - part.max(axis=2)) > max(darkness * _FAINT, 1.0)).astype(np.uint8)
    rows = np.flatnonzero([_longest_run(row) >= height * _BREADTH for row in dark])
    if not len(rows) or rows[-1] - rows[0] + 1 > height * _THIN or not 0.2 < rows.mean() / height < 0.8:
        return None
    return min(left, start + int(np.flatnonzero(dark[rows].any(axis=0))[0])), top, right, bottom


def _walls(scan: Scan, box: PixelBox, digit: int, others: Sequence[PixelBox]) -> list[int]:
    """Where the place before a figure ends at the latest: at rules and other text."""
    _, top, _, bottom = box
    rules = [
        round(rule.position) + _EDGE
        for rule in scan.down
        if rule.position < digit and rule.start < bottom and rule.end > top
    ]
    return rules + [one[2] for one in others if one != box and one[2] <= digit and one[1] < bottom and one[3] > top]


def _longest_run(row: Pixels) -> int:
    return max((sum(1 for _ in run) for dark, run in groupby(row) if dark), default=0)
