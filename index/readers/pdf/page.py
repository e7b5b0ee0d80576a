"""What is printed on a page: words and straight rules, in points from the top left of the upright page."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

Box = tuple[float, float, float, float]  # x0, top, x1, bottom


@dataclass(frozen=True, slots=True)
class Word:
    """Characters that were set together. `size` is the font size in points; `bold` holds for bold fonts
    and for outlined or doubled printing; `font` tells fonts apart within a file."""

    text: str
    box: Box
    size: float
    bold: bool = False
    font: str = ""

    @property
    def middle(self) -> float:
        """The vertical middle."""
        return (self.box[1] + self.box[3]) / 2

    @property
    def centre(self) -> float:
        """The horizontal middle."""
        return (self.box[0] + self.box[2]) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule: its `position` across, and where it starts and ends along its own direction."""

    position: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """How long it is, in points."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Rulings:
    """The straight rules of a page; `position` is y for the horizontal and x for the vertical ones."""

    horizontal: tuple[Rule, ...] = ()
    vertical: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page turned so that its text is upright. `turns` says how many quarter turns clockwise lead
    from it to the page as it is shown; `image_share` is the part of it that images cover, and
    `garbled` that its characters cannot be read (a font without a usable table of characters). `slant`
    is by how many degrees counter-clockwise a scan was turned about its middle to lie straight."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rulings: Rulings
    turns: int = 0
    image_share: float = 0.0
    garbled: bool = False
    slant: float = 0.0

    def shown_box(self, box: Box) -> Box:
        """`box` of the upright page, in points from the top left of the page as it is shown."""
        box = self._as_scanned(box) if self.slant else box
        x0, top, x1, bottom = box
        if self.turns == 1:
            box = (self.height - bottom, x0, self.height - top, x1)
        elif self.turns == 2:
            box = (self.width - x1, self.height - bottom, self.width - x0, self.height - top)
        elif self.turns == 3:
            box = (top, self.width - x1, bottom, self.width - x0)
        return (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))

    def _as_scanned(self, box: Box) -> Box:
        """The box around `box` where it stood before the scan was laid straight."""
        sine, cosine = math.sin(math.radians(self.slant)), math.cos(math.radians(self.slant))
        middle_x, middle_y = self.width / 2, self.height / 2
        corners = [(x - middle_x, y - middle_y) for x in box[::2] for y in box[1::2]]
        xs = [middle_x + x * cosine - y * sine for x, y in corners]
        ys = [middle_y + x * sine + y * cosine for x, y in corners]
        return (min(xs), min(ys), max(xs), max(ys))


def box_around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of `boxes`, of which there is at least one."""
    known = list(boxes)
    return (
        min(box[0] for box in known),
        min(box[1] for box in known),
        max(box[2] for box in known),
        max(box[3] for box in known),
    )
