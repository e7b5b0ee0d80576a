"""Workbooks of before 2007 (.xls), read as those of today: what is visible, as it is shown."""

from __future__ import annotations

from io import StringIO
from typing import Any

from index.errors import ReadError
from index.model import Span
from index.readers.content import Content
from index.readers.limits import MAX_SHEET_COLUMNS, MAX_SHEET_ROWS, MAX_SHEETS
from index.readers.number_format import shown_number
from index.readers.package import damaged
from index.readers.progress import tell_progress
from index.readers.sheets import write_sheet
from index.readers.transcript import Transcript
from index.readers.workbook import Cells, Hidden, Shown, visible_sheet


def read(data: bytes, name: str) -> Content:
    """The content of a workbook. Hidden sheets, rows and columns are left out, with a remark."""
    book = _open(data, name)
    if book.nsheets > MAX_SHEETS:
        raise ReadError(f"工作表太多（超过 {MAX_SHEETS} 张），不像是预算文件：{name}")
    transcript, hidden, shown = Transcript(name), Hidden(), Shown()
    for number, sheet in enumerate(book.sheets()):
        tell_progress(number, book.nsheets)
        if sheet.visibility:
            hidden.sheets.append(sheet.name)
        else:
            write_sheet(visible_sheet(_cells(book, sheet), hidden, shown), transcript)
    for remark in (*hidden.remarks(), *shown.remarks()):
        transcript.remark(remark)
    return transcript.content()


def _open(data: bytes, name: str) -> Any:
    import xlrd

    try:
        return xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=StringIO())
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # the library meets broken files with errors of every type
        if "encrypted" in str(error).lower():
            raise ReadError(f"文件有密码保护，请取消密码后再试：{name}") from error
        raise damaged(name) from error


def _cells(book: Any, sheet: Any) -> Cells:
    """The filled cells of a sheet; rows and columns of the library count from 0."""
    import xlrd

    cells = Cells(sheet.name)
    for row in range(min(sheet.nrows, MAX_SHEET_ROWS)):
        for column in range(min(sheet.row_len(row), MAX_SHEET_COLUMNS)):
            cell = sheet.cell(row, column)
            if cell.ctype == xlrd.XL_CELL_ERROR:
                cells.errors += 1
            text = _text_of_cell(book, cell)
            if text.strip():
                cells.put(row + 1, column + 1, text)
    for top, bottom, left, right in sheet.merged_cells:
        if (bottom - top) * (right - left) > 1:
            cells.merged.append(Span(top + 1, left + 1, bottom - top, min(right, MAX_SHEET_COLUMNS) - left))
    cells.hidden_rows.update(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden)
    cells.hidden_columns.update(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden)
    return cells


def _text_of_cell(book: Any, cell: Any) -> str:
    """A cell as it is shown."""
    import xlrd

    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return ""
    return shown_number(cell.value, _format_of(book, cell), from_1904=bool(book.datemode))


def _format_of(book: Any, cell: Any) -> str:
    if cell.xf_index is None or cell.xf_index >= len(book.xf_list):
        return "General"
    found = book.format_map.get(book.xf_list[cell.xf_index].format_key)
    return found.format_str if found is not None and found.format_str else "General"
