"""Word documents (.docx): paragraphs with their headings and numbers, tables with merged cells, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from index.errors import ReadError
from index.line_kinds import is_contents_title
from index.model import Span
from index.readers.content import Content
from index.readers.docx_numbering import Numbering
from index.readers.docx_styles import Style, attribute_of, is_on, number_of, outline_level, read_styles
from index.readers.limits import MAX_SHEET_COLUMNS
from index.readers.package import Package, attribute, child, local_name
from index.readers.transcript import Transcript, check_width

_WRAPPERS = frozenset(("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice"))
_SKIPPED = frozenset(("del", "moveFrom", "drawing", "pict", "object", "Fallback", "rPr", "pPr", "sdtPr", "rt"))
_BREAKS = frozenset(("br", "cr"))
_CONTENTS_STYLE = re.compile(r"toc \d", re.IGNORECASE)
_TEXT_BOX = "txbxContent"
_MIN_BOX_WORDS = 10
_PLAIN = Style()


def read(data: bytes, name: str) -> Content:
    """The content of a Word document. Deleted and hidden text is left out; text boxes too, with a remark."""
    package = Package(data, name)
    main = package.main_part()
    root = package.tree(main)
    body = child(root, "body")
    if root is None or body is None:
        raise ReadError(f"不是 Word 文档：{name}")
    parts = {kind.rpartition("/")[2]: path for kind, path in package.related(main).values()}
    styles = read_styles(package.tree(parts.get("styles", "")))
    numbering = Numbering(package.tree(parts.get("numbering", "")))
    writer = _Writer(Transcript(name), styles, numbering)
    writer.take_all(body)
    boxes = "".join(text_of(box) for box in root.iter("{*}" + _TEXT_BOX))
    if len(boxes) >= _MIN_BOX_WORDS:
        writer.transcript.remark("文本框里的文字没有读入。")
    return writer.transcript.content()


class _Writer:
    """Walks through the body and writes it down."""

    def __init__(self, transcript: Transcript, styles: dict[str, Style], numbering: Numbering) -> None:
        self.transcript = transcript
        self._styles = styles
        self._numbering = numbering
        self._in_contents = False

    def take_all(self, element: Any) -> None:
        """The paragraphs and tables below an element."""
        for item in flow_of(element):
            if local_name(item) == "p":
                self._take_paragraph(item)
            else:
                self._take_table(item)

    def _take_paragraph(self, element: Any) -> None:
        text, style = self._numbered_text(element)
        if not text.strip():
            return
        listed = bool(_CONTENTS_STYLE.match(style.name))
        if listed and not self._in_contents:
            return  # entries of a table of contents without its title
        self._in_contents = listed or is_contents_title(text.strip())
        own = outline_level(child(element, "pPr"))
        level = 0 if listed else style.level if own is None else own
        self.transcript.add_text(text, level=level, bold=_is_bold(element, style))

    def _numbered_text(self, element: Any) -> tuple[str, Style]:
        """The text of a paragraph with the number that Word prints before it."""
        properties = child(element, "pPr")
        style = self._styles.get(attribute_of(properties, "pStyle"), _PLAIN)
        text = text_of(element)
        own = child(properties, "numPr")
        list_id = attribute_of(own, "numId") or style.list_id
        if not text.strip() or not list_id or list_id == "0":
            return text, style
        level = attribute_of(own, "ilvl")
        return self._numbering.label(list_id, number_of(level) if level else style.list_level) + text, style

    def _take_table(self, element: Any) -> None:
        frame = _only_cell(element)
        if frame is not None:
            self.take_all(frame)
            return
        self._in_contents = False
        rows: list[list[str]] = []
        spans = _Spans()
        for number, row in enumerate(_within(element, "tr")):
            cells: list[str] = []
            column = number_of(attribute_of(child(row, "trPr"), "gridBefore"))
            cells += [""] * min(column, MAX_SHEET_COLUMNS)
            for cell in _within(row, "tc"):
                width, covered, opens = _merging(cell)
                cells.append("" if covered else self._text_of_cell(cell))
                cells += [""] * (width - 1)
                spans.add(number, len(cells) - width, width, covered, opens)
                check_width(len(cells), self.transcript.name)
            rows.append(cells)
        self.transcript.add_table(rows, spans.found())

    def _text_of_cell(self, cell: Any) -> str:
        return "\n".join(self._numbered_text(paragraph)[0] for paragraph in _paragraphs(cell))


class _Spans:
    """The merged cells of a table; those merged downwards grow row by row."""

    def __init__(self) -> None:
        self._done: list[Span] = []
        self._open: dict[int, Span] = {}

    def add(self, row: int, column: int, width: int, covered: bool, opens: bool) -> None:
        above = self._open.get(column)
        if covered and above is not None and above.row + above.rows == row:
            self._open[column] = Span(above.row, column, above.rows + 1, above.columns)
            return
        if above is not None:
            self._done.append(self._open.pop(column))
        if opens:
            self._open[column] = Span(row, column, 1, width)
        elif width > 1:
            self._done.append(Span(row, column, 1, width))

    def found(self) -> list[Span]:
        return sorted((*self._done, *self._open.values()), key=lambda span: (span.row, span.column))


def _merging(cell: Any) -> tuple[int, bool, bool]:
    """How many columns a cell takes, whether it belongs to the cell above or before it, whether cells below
    may belong to it."""
    properties = child(cell, "tcPr")
    width = min(max(number_of(attribute_of(properties, "gridSpan"), 1), 1), MAX_SHEET_COLUMNS)
    down = child(properties, "vMerge")
    across = child(properties, "hMerge")
    goes_on = down is not None and attribute(down, "val", "continue") != "restart"
    beside = across is not None and attribute(across, "val", "continue") != "restart"
    return width, goes_on or beside, down is not None and not goes_on


def flow_of(element: Any) -> Iterator[Any]:
    """The paragraphs and tables directly below an element, wrappers looked through."""
    for item in element:
        name = local_name(item)
        if name in ("p", "tbl"):
            yield item
        elif name in _WRAPPERS:
            yield from flow_of(item)


def _within(element: Any, name: str) -> Iterator[Any]:
    """The rows of a table or cells of a row, wrappers looked through."""
    for item in element:
        found = local_name(item)
        if found == name:
            yield item
        elif found in _WRAPPERS:
            yield from _within(item, name)


def _paragraphs(element: Any) -> Iterator[Any]:
    """The paragraphs of a cell, those of tables within it too."""
    for item in flow_of(element):
        if local_name(item) == "p":
            yield item
        else:
            for row in _within(item, "tr"):
                for cell in _within(row, "tc"):
                    yield from _paragraphs(cell)


def _only_cell(table: Any) -> Any | None:
    """The cell of a table that has but one and so is a frame around what stands in it."""
    cells = [cell for row in _within(table, "tr") for cell in _within(row, "tc")]
    return cells[0] if len(cells) == 1 else None


def text_of(element: Any) -> str:
    """The visible text of a paragraph; line breaks as such."""
    name = local_name(element)
    if name == "t":
        return element.text or ""
    if name in ("tab", "ptab"):
        return " "
    if name in _BREAKS:
        return "\n"
    if name == "noBreakHyphen":
        return "-"
    if name == "r" and is_on(child(element, "rPr", "vanish")):
        return ""
    return "".join(text_of(item) for item in element if local_name(item) not in _SKIPPED)


def _is_bold(element: Any, style: Style) -> bool:
    """Whether all words of a paragraph are bold."""
    runs = [run for run in element.iter("{*}r") if text_of(run).strip()]
    states = [is_on(child(run, "rPr", "b")) for run in runs]
    return bool(runs) and all(style.bold if state is None else state for state in states)
