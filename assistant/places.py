"""Where the cells and quotes of an answer stand, in words for the reader."""

from __future__ import annotations

from assistant.answer import CellRef, Citation
from index.place_words import place_words


def place_of_cell(cell: CellRef) -> str:
    """第 3 页, 工作表“收支总表”第 12 行, 第 5 行; empty where the type of file has no such places."""
    return place_words(cell.source_file, page=cell.page, sheet=cell.sheet, row=cell.sheet_row, line=cell.line)


def place_of_citation(citation: Citation) -> str:
    """The same for a citation, which may span lines."""
    first, last = citation.lines or (None, None)
    return place_words(
        citation.source_file,
        page=citation.page,
        sheet=citation.sheet,
        row=citation.sheet_row,
        line=first,
        end_line=last,
    )
