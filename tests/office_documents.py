"""Workbooks and Word files made for tests, and what is read of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

import docx
import openpyxl

from index.model import Block, Grid
from index.readers import read_content


def workbook(*sheets: tuple[str, Sequence[Sequence[object]]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    return book


def saved(book: openpyxl.Workbook | docx.document.Document) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def blocks_of(data: bytes, name: str = "预算.xlsx") -> list[Block]:
    return list(read_content(data, name).blocks)


def texts(blocks: Iterable[Block]) -> list[str]:
    return [block.text for block in blocks if not isinstance(block, Grid)]


def cells(block: Block) -> list[tuple[str, ...]]:
    assert isinstance(block, Grid)
    return [row.cells for row in block.rows]


BALANCE = [["部门收支预算总表"], ["单位：万元"], [], ["项目", "预算数"], ["合计", 12.5], ["其中：水费", 12.5]]
