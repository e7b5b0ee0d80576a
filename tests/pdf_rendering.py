"""Text documents set as PDF files: tables with all rules, with some or none, narrow or wide, upright or across."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from pdf_documents import FONT
from rendering import Line, Part, Rows, head_depth, is_datum, merges_of
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

_ALIGNMENTS = {"left": TA_LEFT, "centre": TA_CENTER, "right": TA_RIGHT}
_NUMBER = re.compile(r"[-−]?[\d,]+(?:\.\d+)?[%％]?")
_CAPTION = re.compile(r"(?:单位|金额单位)\s*[:：]")
_MARGIN = 50.0


@dataclass(frozen=True, slots=True)
class Style:
    """How a document is set. `rules` is one of all, none, across, three (above and below the head and at the
    end) and frame; `words` and `amounts` say where they stand in their cells; `widest` is how many characters
    of a cell stand on one line."""

    rules: str = "all"
    size: float = 9.0
    gutter: float = 8.0  # points between the texts of neighbouring columns, at the least
    leading: float = 1.25  # of the size, from line to line in a cell
    spacing: float = 6.0  # points between the rows
    words: str = "left"
    amounts: str = "right"
    middle: bool = True  # cells stand in the middle of the height of their row, else at its top
    sideways: bool = False
    widest: int = 14
    stretched: bool = True  # tables take the whole width of the page
    repeated: bool = True  # the head comes again on each page
    running: bool = False  # running heads and page numbers


def as_pdf(parts: Sequence[Part], style: Style) -> bytes:
    """A PDF file of the paragraphs and tables."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    size = landscape(A4) if style.sideways else A4
    stream = BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), _MARGIN)
    file = SimpleDocTemplate(stream, pagesize=size, **margins)
    width = size[0] - 2 * _MARGIN - 12
    story: list[Any] = []
    for part in parts:
        story += [_line(part)] if isinstance(part, Line) else [_table(part, style, width), Spacer(1, 10)]
    title = next((part.text for part in parts if isinstance(part, Line)), "")

    def print_margins(canvas: Canvas, _: object) -> None:
        canvas.setFont(FONT, 8)
        canvas.drawCentredString(size[0] / 2, size[1] - 30, title)
        canvas.drawCentredString(size[0] / 2, 24, f"— {canvas.getPageNumber()} —")

    extra = {"onFirstPage": print_margins, "onLaterPages": print_margins} if style.running else {}
    file.build(story, **extra)
    return stream.getvalue()


def _line(line: Line) -> Paragraph:
    size = max(11.0, 17.0 - line.level * 1.5) if line.level else 10.5
    indent = 0.0 if line.level or len(line.text) < 30 else 2 * size
    place = TA_RIGHT if _CAPTION.match(line.text) else TA_CENTER if line.level == 1 else TA_LEFT
    own = ParagraphStyle(
        "line", fontName=FONT, fontSize=size, leading=size * 1.5, alignment=place, wordWrap="CJK",
        firstLineIndent=indent, spaceAfter=size * 0.4, keepWithNext=bool(line.level),
    )  # fmt: skip
    return Paragraph(_escaped(line.text), own)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _table(rows: Rows, style: Style, width: float) -> Table:
    style = _fitting(rows, style, width)
    depth = 0 if is_datum(rows.cells[0]) else head_depth(rows)
    cells = [[_cell(cell, style, in_head=number < depth) for cell in row] for number, row in enumerate(rows.cells)]
    commands: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE" if style.middle else "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), style.gutter / 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), style.gutter / 2),
        ("TOPPADDING", (0, 0), (-1, -1), style.spacing / 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), style.spacing / 2),
        *(("SPAN", (left, top), (right, bottom)) for top, left, bottom, right in merges_of(rows)),
        *_rules(style.rules, depth),
    ]
    head = depth if style.repeated else 0
    return Table(cells, _widths(rows, style, width), style=TableStyle(commands), repeatRows=head)


def _fitting(rows: Rows, style: Style, width: float) -> Style:
    """The style with letters as small as the table needs them to leave words some room."""
    while style.size > 5 and sum(least for least, _ in _needs(rows, style)) > width:
        style = replace(style, size=style.size - 0.5)
    return style


def _needs(rows: Rows, style: Style) -> list[tuple[float, float]]:
    """The least width of each column and the one it would fill: amounts whole, words up to the widest."""
    depth = head_depth(rows)
    found: list[tuple[float, float]] = []
    for column in range(len(rows.cells[0])):
        cells = [row[column] for row in rows.cells]
        numbers = [_length(cell, style) for cell in cells if _NUMBER.fullmatch(cell)]
        words = [_length(cell, style) for cell in cells[depth:] if not _NUMBER.fullmatch(cell)]
        widest = max([*words, 3 * style.size])
        least = max([*numbers, min(widest, 4 * style.size)]) + style.gutter + 1
        found.append((least, max(least, min(widest, style.widest * style.size) + style.gutter + 1)))
    return found


def _widths(rows: Rows, style: Style, width: float) -> list[float]:
    """The widths of the columns within the page."""
    needs = _needs(rows, style)
    spare = width - sum(least for least, _ in needs)
    more = sum(wanted - least for least, wanted in needs)
    if spare < more:
        return [least + (wanted - least) * spare / more for least, wanted in needs]
    beyond = (spare - more) / len(needs) if style.stretched else 0.0
    return [wanted + beyond for _, wanted in needs]


def _rules(rules: str, depth: int) -> list[tuple[Any, ...]]:
    if rules == "all":
        return [("GRID", (0, 0), (-1, -1), 0.5, "black")]
    if rules == "across":
        return [("LINEABOVE", (0, 0), (-1, -1), 0.5, "black"), ("LINEBELOW", (0, -1), (-1, -1), 0.5, "black")]
    if rules == "three":
        return [
            ("LINEABOVE", (0, 0), (-1, 0), 1, "black"),
            ("LINEBELOW", (0, depth - 1), (-1, depth - 1), 0.5, "black"),
            ("LINEBELOW", (0, -1), (-1, -1), 1, "black"),
        ]
    return [("BOX", (0, 0), (-1, -1), 0.5, "black")] if rules == "frame" else []


def _cell(text: str, style: Style, *, in_head: bool) -> Paragraph | str:
    if not text:
        return ""
    place = "centre" if in_head else style.amounts if _NUMBER.fullmatch(text) else style.words
    own = ParagraphStyle(
        "cell", fontName=FONT, fontSize=style.size, leading=style.size * style.leading,
        alignment=_ALIGNMENTS[place], wordWrap="CJK",
    )  # fmt: skip
    return Paragraph(_escaped(text), own)


def _length(text: str, style: Style) -> float:
    return pdfmetrics.stringWidth(text, FONT, style.size)
