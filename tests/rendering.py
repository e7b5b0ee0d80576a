"""Text documents written down in other formats: Word, workbooks, web pages, delimited text.

A document is taken apart here by a few lines of its own into paragraphs and tables, so that what
is written does not depend on how the program reads. Blank cells beside and below the words of a
table's header become merged cells where `merged` is set, as people draw such tables.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import docx
import openpyxl
import xlwt
from docx.enum.text import WD_ALIGN_PARAGRAPH

_SEPARATOR = re.compile(r"[\s|:-]+")
_HASHES = re.compile(r"(#+)\s+")
_DATUM = re.compile(r"-?\d+(?:\.\d\d)?|[<>=≥≤]|定性")
_ORDINAL = re.compile(r"\*\*|\d?")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; `level` counts the marks of a heading."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: all rows are equally long."""

    cells: tuple[tuple[str, ...], ...]


Part = Line | Rows


def parts_of(text: str) -> list[Part]:
    """The paragraphs and tables of a text or Markdown document."""
    parts: list[Part] = []
    rows: list[tuple[str, ...]] = []
    for line in [*text.split("\n"), ""]:
        is_piped = line.startswith("|") and line.rstrip().endswith("|")
        if "\t" in line or is_piped:
            if not (is_piped and _SEPARATOR.fullmatch(line)):
                rows.append(
                    tuple(
                        cell.strip() for cell in (line.strip().strip("|").split("|") if is_piped else line.split("\t"))
                    )
                )
            continue
        if rows:
            parts.append(Rows(_even(rows)))
            rows = []
        if line.strip():
            marks = _HASHES.match(line)
            parts.append(Line(line[marks.end() :].strip(), len(marks[1])) if marks else Line(line.strip()))
    return parts


def _even(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    width = max(map(len, rows))
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def merges_of(rows: Rows) -> Iterator[tuple[int, int, int, int]]:
    """First row, first column, last row, last column of what merged cells cover in the header."""
    header = rows.cells[: head_depth(rows)]
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(header):
        for column, cell in enumerate(cells):
            if not cell or (row, column) in taken:
                continue
            last = column
            while (
                last + 1 < len(cells)
                and _is_free(cells, row, last + 1, taken)
                and any(one[last + 1] for one in header[row + 1 :])
            ):
                last += 1
            bottom = row
            if last == column:
                while (
                    bottom + 1 < len(header)
                    and not header[bottom + 1][column]
                    and not _hangs(header, bottom + 1, column)
                ):
                    bottom += 1
            if (last, bottom) != (column, row):
                taken |= {(r, c) for r in range(row, bottom + 1) for c in range(column, last + 1)}
                yield row, column, bottom, last


def head_depth(rows: Rows) -> int:
    """How many rows the header has, that of the numbers of columns not counted."""
    depth = next((index for index, row in enumerate(rows.cells) if is_datum(row)), 1)
    depth = next((index for index, row in enumerate(rows.cells[:depth]) if "栏次" in row), depth)
    return max(depth, 1) if depth < 4 else 1


def is_datum(row: Sequence[str]) -> bool:
    """Whether a row holds a number or an operator, and does not just number the columns; or a single name."""
    single = bool(row[0]) and not any(row[1:])
    return single or (any(map(_DATUM.fullmatch, row)) and not all(map(_ORDINAL.fullmatch, row)))


def _is_free(cells: Sequence[str], row: int, column: int, taken: set[tuple[int, int]]) -> bool:
    return not cells[column] and (row, column) not in taken


def _hangs(header: Sequence[Sequence[str]], row: int, column: int) -> bool:
    """Whether the blank cell here is covered by a span to its left."""
    return any(header[row][:column]) and column > 0 and bool(header[row][column - 1]) and not header[row - 1][column]


def as_docx(parts: Sequence[Part], *, merged: bool, styled: bool = True) -> bytes:
    """A Word file with heading styles where the text has marks; without styles its headings are bold paragraphs
    and units stand to the right."""
    file = docx.Document()
    for part in parts:
        if isinstance(part, Line) and styled:
            file.add_paragraph(part.text, style=f"Heading {part.level}" if part.level else None)
            continue
        if isinstance(part, Line):
            paragraph = file.add_paragraph()
            paragraph.add_run(part.text).bold = bool(part.level)
            if part.text.startswith("单位"):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            continue
        table = file.add_table(len(part.cells), len(part.cells[0]))
        for row, cells in zip(table.rows, part.cells, strict=True):
            for place, cell in zip(row.cells, cells, strict=True):
                place.text = cell
        for top, left, bottom, right in merges_of(part) if merged else ():
            text = part.cells[top][left]
            table.cell(top, left).merge(table.cell(bottom, right)).text = text
        file.add_paragraph("")
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def as_html(
    parts: Sequence[Part], *, merged: bool, encoding: str = "utf-8", style: str = "", plain: bool = False
) -> bytes:
    """A web page. `style` is CSS, such as rules for the tables. A plain one has bold paragraphs for headings, and
    tables with a head and a body."""
    body = "\n".join(
        _line_html(part, plain) if isinstance(part, Line) else _table_html(part, merged, plain) for part in parts
    )
    page = (
        f'<!DOCTYPE html><html><head><meta charset="{encoding}"><title>预算</title><style>{style}</style>'
        f'<script>document.write("<p>脚本写的 1.00 万元。</p>")</script></head><body>{body}</body></html>'
    )
    return page.encode(encoding)


def _line_html(line: Line, plain: bool) -> str:
    if plain:
        text = html.escape(line.text)
        return f"<p><strong>{text}</strong></p>" if line.level else f"<div><span>{text}</span></div>"
    tag = f"h{line.level}" if line.level else "p"
    return f"<{tag}>{html.escape(line.text)}</{tag}>"


def _table_html(rows: Rows, merged: bool, plain: bool = False) -> str:
    spans = {
        (top, left): (bottom - top + 1, right - left + 1)
        for top, left, bottom, right in (merges_of(rows) if merged else ())
    }
    covered = {
        (top + r, left + c) for (top, left), (down, right) in spans.items() for r in range(down) for c in range(right)
    }
    text = ""
    depth = head_depth(rows)
    for number, row in enumerate(rows.cells):
        cells = ""
        tag = "th" if plain and number < depth else "td"
        for column, cell in enumerate(row):
            if (number, column) in spans:
                down, across = spans[number, column]
                cells += f'<{tag} rowspan="{down}" colspan="{across}">{html.escape(cell)}</{tag}>'
            elif (number, column) not in covered:
                cells += f"<{tag}>{html.escape(cell)}</{tag}>"
        row_text = f"<tr>{cells}</tr>\n"
        text += f"<thead>{row_text}" if plain and number == 0 else row_text
        text += "</thead><tbody>" if plain and number == depth - 1 else ""
    return f"<table>{text}</tbody></table>" if plain else f"<table>{text}</table>"


def as_xlsx(parts: Sequence[Part], *, merged: bool, numbers: bool = True) -> bytes:
    """A workbook: a new sheet after each table, what stands above a table on the table's sheet. Amounts are
    stored as numbers with two decimals shown, or as text."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, sheet_parts in enumerate(_sheets(parts), 1):
        sheet = book.create_sheet(f"Sheet{number}")
        row = 1
        for part in sheet_parts:
            if isinstance(part, Line):
                sheet.cell(row, 1, part.text)
                row += 1
                continue
            for offset, cells in enumerate(part.cells):
                for column, cell in enumerate(cells, 1):
                    if cell:
                        _set_cell(sheet.cell(row + offset, column), cell, numbers)
            for top, left, bottom, right in merges_of(part) if merged else ():
                sheet.merge_cells(
                    start_row=row + top, start_column=left + 1, end_row=row + bottom, end_column=right + 1
                )
            row += len(part.cells) + 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_one_sheet(parts: Sequence[Part]) -> bytes:
    """A workbook with all on one sheet: titles over the whole table merged into one cell, units at its right end."""
    book = openpyxl.Workbook()
    sheet, row = book.active, 1
    width = 1
    for index, part in enumerate(parts):
        if isinstance(part, Line):
            table = next((other for other in parts[index : index + 4] if isinstance(other, Rows)), None)
            width = len(table.cells[0]) if table else 8
            unit = part.text.startswith("单位") and width > 1
            sheet.cell(row, width - 1 if unit else 1, part.text)
            sheet.merge_cells(start_row=row, end_row=row, start_column=width - 1 if unit else 1, end_column=width)
            row += 1
            continue
        for offset, cells in enumerate(part.cells):
            for column, cell in enumerate(cells, 1):
                if cell:
                    _set_cell(sheet.cell(row + offset, column), cell, True)
        for top, left, bottom, right in merges_of(part):
            sheet.merge_cells(start_row=row + top, start_column=left + 1, end_row=row + bottom, end_column=right + 1)
        row += len(part.cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_xls(parts: Sequence[Part]) -> bytes:
    """A workbook of the old format, laid out like `as_xlsx`, with amounts stored as numbers."""
    book = xlwt.Workbook(encoding="utf-8")
    amount = xlwt.easyxf(num_format_str="0.00")
    for number, sheet_parts in enumerate(_sheets(parts), 1):
        sheet = book.add_sheet(f"Sheet{number}")
        row = 0
        for part in sheet_parts:
            lines = ((part.text,),) if isinstance(part, Line) else part.cells
            for offset, cells in enumerate(lines):
                for column, cell in enumerate(cells):
                    if re.fullmatch(r"-?\d+\.\d\d", cell):
                        sheet.write(row + offset, column, float(cell), amount)
                    elif cell:
                        sheet.write(row + offset, column, cell)
            row += len(lines) + isinstance(part, Rows)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _set_cell(place: Any, cell: str, numbers: bool) -> None:
    if numbers and re.fullmatch(r"-?\d+\.\d\d", cell):
        place.value, place.number_format = float(cell), "0.00_ "
    elif numbers and re.fullmatch(r"[1-9]\d{0,9}", cell):
        place.value = int(cell)
    else:
        place.value, place.data_type = cell, "s"  # never a formula


def _sheets(parts: Sequence[Part]) -> Iterator[list[Part]]:
    sheet: list[Part] = []
    for part in parts:
        sheet.append(part)
        if isinstance(part, Rows):
            yield sheet
            sheet = []
    if sheet:
        yield sheet


def as_csv(lines: Sequence[Line], rows: Rows, *, separator: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """One table as delimited text, with the lines above it."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator)
    writer.writerows([line.text] for line in lines)
    writer.writerows(rows.cells)
    return stream.getvalue().encode(encoding)
