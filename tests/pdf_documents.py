"""PDF files for the tests, printed here: text, rules, pages, in points from the top left."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
FONT = "STSong-Light"


class Printer:
    """Prints a PDF file page by page."""

    def __init__(self, size: tuple[float, float] = (WIDTH, HEIGHT), password: str = "") -> None:
        if FONT not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self._file = BytesIO()
        self.height = size[1]
        self.canvas = Canvas(self._file, pagesize=size, encrypt=password or None)

    def text(self, x: float, y: float, text: str, size: float = 12.0, right: bool = False) -> None:
        """Sets a line with its middle at `y`; with `right` it ends at `x`."""
        self.canvas.setFont(FONT, size)
        baseline = self.height - y - size * 0.38
        (self.canvas.drawRightString if right else self.canvas.drawString)(x, baseline, text)

    def paragraph(self, y: float, text: str, characters: int = 36, left: float = 80.0) -> float:
        """Sets a paragraph with an indented first line, wrapped at so many characters; the y of the next line."""
        first, rest = text[: characters - 2], text[characters - 2 :]
        lines = [first, *(rest[start : start + characters] for start in range(0, len(rest), characters))]
        for number, line in enumerate(lines):
            self.text(left + (24 if number == 0 else 0), y, line)
            y += 20
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draws a rule."""
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def table(
        self,
        top: float,
        columns: Sequence[float],
        rows: Sequence[Sequence[str]],
        height: float = 20.0,
        *,
        across: bool = True,
        down: bool = True,
    ) -> float:
        """Prints a table with the boundaries `columns`: amounts to the right, words to the left of their
        cells; rules across and down where wanted. Returns its bottom."""
        for number, row in enumerate(rows):
            middle = top + (number + 0.5) * height
            for left, right, cell in zip(columns, columns[1:], row, strict=False):
                if cell[:1].isdigit() and left > columns[0]:
                    self.text(right - 4, middle, cell, 10, right=True)
                elif cell:
                    self.text(left + 4, middle, cell, 10)
        bottom = top + len(rows) * height
        for number in range(len(rows) + 1) if across else ():
            self.rule(columns[0], top + number * height, columns[-1], top + number * height)
        for x in columns if down else ():
            self.rule(x, top, x, bottom)
        return bottom

    def image(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Prints a grey picture, as a scanner would."""
        picture = ImageReader(Image.new("L", (40, 40), 200))
        self.canvas.drawImage(picture, x0, self.height - y1, x1 - x0, y1 - y0)

    def next_page(self) -> None:
        """Ends the page."""
        self.canvas.showPage()

    def data(self) -> bytes:
        """The file."""
        self.canvas.save()
        return self._file.getvalue()
