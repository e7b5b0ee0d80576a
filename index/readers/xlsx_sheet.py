"""The cells of one sheet of a workbook (.xlsx), read piece by piece so that a large sheet needs little room."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any

from index.model import Span
from index.readers.limits import MAX_SHEET_COLUMNS, MAX_SHEET_ROWS
from index.readers.number_format import shown_number
from index.readers.package import attribute, child, children, damaged, local_name, refused_entities
from index.readers.transcript import check_width
from index.readers.workbook import Cells

BUILT_IN_FORMATS = {
    "0": "General",
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    "9": "0%",
    "10": "0.00%",
    "11": "0.00E+00",
    "14": "yyyy/m/d",
    "15": "d-m-yy",
    "16": "m-d",
    "17": "yyyy-m",
    "20": "h:mm",
    "21": "h:mm:ss",
    "22": "yyyy/m/d h:mm",
    "27": 'yyyy"年"m"月"',
    "28": 'm"月"d"日"',
    "29": 'm"月"d"日"',
    "30": "m-d-yy",
    "31": 'yyyy"年"m"月"d"日"',
    "37": "#,##0;-#,##0",
    "38": "#,##0;-#,##0",
    "39": "#,##0.00;-#,##0.00",
    "40": "#,##0.00;-#,##0.00",
    "41": '#,##0;-#,##0;"-"',
    "42": '#,##0;-#,##0;"-"',
    "43": '#,##0.00;-#,##0.00;"-"',
    "44": '#,##0.00;-#,##0.00;"-"',
    "49": "@",
    "57": 'yyyy"年"m"月"',
    "58": 'm"月"d"日"',
}
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})$")


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a workbook share: texts, the number format of each style, the first day of dates."""

    texts: Sequence[str]
    formats: Sequence[str]
    from_1904: bool


def read_cells(data: bytes, book: Book, title: str, name: str) -> Cells:
    """The cells of a sheet, with what is merged and what is hidden in it."""
    from lxml import etree

    cells = Cells(title)
    try:
        for element in _elements(data):
            if element.getroottree().docinfo.internalDTD is not None:
                raise refused_entities(name)
            kind = local_name(element)
            if kind == "row":
                _take_row(element, book, cells, name)
            elif kind == "col":
                _take_column(element, cells)
            elif kind == "mergeCell":
                _take_merged(attribute(element, "ref"), cells)
    except etree.XMLSyntaxError as error:
        raise damaged(name) from error
    return cells


def _elements(data: bytes) -> Iterator[Any]:
    """The elements that matter, each thrown away once it is read."""
    from lxml import etree

    wanted = ("{*}row", "{*}col", "{*}mergeCell")
    events = etree.iterparse(
        BytesIO(data), tag=wanted, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    for _, element in events:
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _take_row(element: Any, book: Book, cells: Cells, name: str) -> None:
    number = attribute(element, "r")
    row = int(number) if number.isdecimal() else cells.last_row + 1
    if row > MAX_SHEET_ROWS:
        return
    if _is_on(element, "hidden") or attribute(element, "ht") in ("0", "0.0"):
        cells.hidden_rows.add(row)
    column = 0
    for cell in children(element, "c"):
        place = position(attribute(cell, "r"))
        column = place[1] if place else column + 1
        check_width(column, name)
        text = _text_of_cell(cell, book, cells)
        if text.strip():
            cells.put(row, column, text)
    cells.last_row = row


def _text_of_cell(cell: Any, book: Book, cells: Cells) -> str:
    """A cell as it is shown; what cannot be shown is counted."""
    kind = attribute(cell, "t", "n")
    if kind == "inlineStr":
        return "".join(part.text or "" for part in cell.iter("{*}t"))
    value = child(cell, "v")
    text = (value.text or "") if value is not None else ""
    if not text:
        cells.without_value += child(cell, "f") is not None and kind != "str"
        return ""
    if kind == "s":
        return book.texts[int(text)] if text.isdecimal() and int(text) < len(book.texts) else ""
    if kind == "e":
        cells.errors += 1
        return ""
    if kind == "b":
        return "TRUE" if text == "1" else "FALSE"
    return text if kind in ("str", "d") else _number_text(text, attribute(cell, "s", "0"), book)


def _number_text(text: str, style: str, book: Book) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    known = style.isdecimal() and int(style) < len(book.formats)
    return shown_number(number, book.formats[int(style)] if known else "General", from_1904=book.from_1904)


def _take_column(element: Any, cells: Cells) -> None:
    first, last = attribute(element, "min"), attribute(element, "max")
    if (_is_on(element, "hidden") or attribute(element, "width") == "0") and first.isdecimal() and last.isdecimal():
        cells.hidden_columns.update(range(int(first), min(int(last), MAX_SHEET_COLUMNS) + 1))


def _take_merged(reference: str, cells: Cells) -> None:
    first, _, last = reference.partition(":")
    start, end = position(first), position(last)
    if start and end:
        down, across = end[0] - start[0] + 1, min(end[1], MAX_SHEET_COLUMNS) - start[1] + 1
        if down > 0 and across > 0 and down * across > 1:
            cells.merged.append(Span(start[0], start[1], down, across))


def position(reference: str) -> tuple[int, int] | None:
    """Row and column, from 1, of a reference such as B12; None where it is none."""
    match = _REFERENCE.match(reference.upper())
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _is_on(element: Any, name: str) -> bool:
    return attribute(element, name) in ("1", "true")
