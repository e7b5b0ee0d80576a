"""Tables of a brief: borders, a header row that is repeated on every page, rows that no page break splits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from assistant.report.content import Column, Row, Sheet
from assistant.report.styles import CELL, HEADING_FONT, mark_east_asian, set_font

if TYPE_CHECKING:
    from docx.document import Document as Paper

_SHADE = "EDEDED"
_STEP = Pt(10.5)


def add_table(paper: Paper, sheet: Sheet) -> None:
    """Adds a table at the end of the document."""
    table: Any = paper.add_table(rows=1, cols=len(sheet.columns))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for column, grid in zip(sheet.columns, table.columns, strict=True):
        grid.width = Mm(column.width)
    _fill_header(table.rows[0], sheet.columns)
    for row in sheet.rows:
        _fill_row(table.add_row(), row, sheet.columns)
    _after(paper)


def _fill_header(row: Any, columns: tuple[Column, ...]) -> None:
    _mark_row(row, "w:tblHeader")
    for cell, column in zip(row.cells, columns, strict=True):
        paragraph = _write(cell, column.title, column.width)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True
        set_font(paragraph.runs[0], HEADING_FONT, Pt(10.5))
        shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{_SHADE}"/>')
        cell._tc.tcPr.find(qn("w:vAlign")).addprevious(shade)  # the order that the format demands


def _fill_row(row: Any, content: Row, columns: tuple[Column, ...]) -> None:
    for number, (cell, column, text) in enumerate(zip(row.cells, columns, content.cells, strict=True)):
        paragraph = _write(cell, text, column.width)
        if column.numeric:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if number == 0 and content.depth:
            paragraph.paragraph_format.left_indent = content.depth * _STEP
    _mark_row(row)


def _write(cell: Any, text: str, width: int) -> Any:
    cell.width, cell.vertical_alignment = Mm(width), WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.style = CELL
    paragraph.add_run(text)
    mark_east_asian(paragraph)
    return paragraph


def _mark_row(row: Any, *marks: str) -> None:
    properties = row._tr.get_or_add_trPr()
    for mark in ("w:cantSplit", *marks):
        element = OxmlElement(mark)
        element.set(qn("w:val"), "true")
        properties.append(element)


def _after(paper: Paper) -> None:
    """A thin paragraph, so that the text below does not touch the table."""
    paragraph = paper.add_paragraph(style=CELL)
    paragraph.paragraph_format.line_spacing = Pt(8)
