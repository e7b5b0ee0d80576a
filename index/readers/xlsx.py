"""Workbooks (.xlsx): every visible sheet as it is shown, formulas by the values that were saved with them."""

from __future__ import annotations

from typing import Any

from index.errors import ReadError
from index.readers.content import Content
from index.readers.limits import MAX_SHEETS
from index.readers.package import Package, attribute, child, children, local_name
from index.readers.progress import tell_progress
from index.readers.sheets import write_sheet
from index.readers.transcript import Transcript
from index.readers.workbook import Hidden, Shown, visible_sheet
from index.readers.xlsx_sheet import BUILT_IN_FORMATS, Book, read_cells

_WORKSHEET = "worksheet"


def read(data: bytes, name: str) -> Content:
    """The content of a workbook. Hidden sheets, rows and columns are left out, with a remark."""
    package = Package(data, name)
    main = package.main_part()
    root = package.tree(main)
    if root is None or local_name(root) != "workbook":
        raise ReadError(f"不是 Excel 工作簿：{name}")
    related = package.related(main)
    book = _book(package, root, related)
    transcript, hidden, shown = Transcript(name), Hidden(), Shown()
    listed = list(children(child(root, "sheets"), "sheet"))
    if len(listed) > MAX_SHEETS:
        raise ReadError(f"工作表太多（超过 {MAX_SHEETS} 张），不像是预算文件：{name}")
    for number, entry in enumerate(listed):
        tell_progress(number, len(listed))
        kind, path = related.get(attribute(entry, "id"), ("", ""))
        data_of_sheet = package.part(path) if kind.endswith(f"/{_WORKSHEET}") else None
        title = attribute(entry, "name")
        if attribute(entry, "state", "visible") != "visible":
            hidden.sheets.append(title)
        elif data_of_sheet is not None:
            cells = read_cells(data_of_sheet, book, title, name)
            write_sheet(visible_sheet(cells, hidden, shown), transcript)
    for remark in (*hidden.remarks(), *shown.remarks()):
        transcript.remark(remark)
    return transcript.content()


def _book(package: Package, root: Any, related: dict[str, tuple[str, str]]) -> Book:
    """What the sheets of a workbook share: texts, formats, the first day of dates."""
    parts = {kind.rpartition("/")[2]: path for kind, path in related.values()}
    texts = [_shared_text(item) for item in children(package.tree(parts.get("sharedStrings", "")), "si")]
    first_day = child(root, "workbookPr")
    from_1904 = first_day is not None and attribute(first_day, "date1904") in ("1", "true")
    return Book(texts, _formats(package.tree(parts.get("styles", ""))), from_1904)


def _shared_text(item: Any) -> str:
    """A shared text with all its runs, without the readings printed above characters."""
    runs = [item, *children(item, "r")]
    return "".join(text.text or "" for run in runs for text in children(run, "t"))


def _formats(root: Any | None) -> list[str]:
    """The number format of each cell style."""
    own = {
        attribute(one, "numFmtId"): attribute(one, "formatCode") for one in children(child(root, "numFmts"), "numFmt")
    }
    found = []
    for style in children(child(root, "cellXfs"), "xf"):
        number = attribute(style, "numFmtId", "0")
        found.append(own.get(number) or BUILT_IN_FORMATS.get(number, "General"))
    return found
