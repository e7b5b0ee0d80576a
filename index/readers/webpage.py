"""Saved web pages (.html, .mht): headings, paragraphs and tables with merged cells; scripts are never run."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message
from typing import Any

from index.errors import ReadError
from index.model import Span
from index.readers.content import Content
from index.readers.decoding import decode_text
from index.readers.limits import MAX_DEPTH
from index.readers.package import damaged
from index.readers.transcript import Transcript, check_width

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_HEAD = 4096
_CHINESE = frozenset(("gb2312", "gbk", "gb_2312-80", "cp936", "x-gbk"))
_IGNORED = frozenset(
    "|script|style|noscript|template|head|nav|footer|aside|button|select|option|input|textarea|iframe|frame|object|"
    "embed|applet|svg|canvas|audio|video|map|link|meta|title|rp|rt|".strip("|").split("|")
)
_BLOCKS = frozenset(
    "|p|div|section|article|main|header|ul|ol|li|dl|dt|dd|pre|blockquote|center|address|figure|figcaption|body|hr|"
    "fieldset|caption|details|summary|form|table|h1|h2|h3|h4|h5|h6|".strip("|").split("|")
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset(("b", "strong"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_MAX_MENU_LENGTH = 30
_MAX_SPAN_ROWS = 10_000


def read(data: bytes, name: str) -> Content:
    """The content of a web page. Menus, forms and hidden parts are left out."""
    from lxml import etree, html

    text = _markup(data, name)
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = html.document_fromstring(text.encode(), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name) from error
    writer = _Writer(Transcript(name))
    body = root.find("body")
    writer.take(root if body is None else body, 0)
    writer.end_paragraph()
    return writer.transcript.content()


def _markup(data: bytes, name: str) -> str:
    """The page as text, in the encoding that it names, else in the one that fits; of an archive the first page."""
    if (
        data[:_HEAD].lstrip()[:5].lower() in (b"mime-", b"from:")
        or b"\nContent-Type: multipart/related" in data[:_HEAD]
    ):
        data = _first_page(message_from_bytes(data), name)
    found = _CHARSET.search(data[:_HEAD])
    named = found[1].decode("ascii").lower() if found else ""
    try:
        if named:
            return data.decode("gb18030" if named in _CHINESE else named)
    except (LookupError, UnicodeDecodeError):
        pass  # pages that name a wrong encoding are common; it is told by the bytes then
    return decode_text(data, name)


def _first_page(message: Message, name: str) -> bytes:
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                return page
    raise damaged(name)


class _Writer:
    """Walks through the page and writes down what people see of it."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self._text: list[str] = []
        self._level = 0
        self._bold = self._links = 0  # how many such elements are open
        self._seen: set[tuple[bool, bool]] = set()  # whether the words of the paragraph are bold, are linked

    def take(self, element: Any, depth: int) -> None:
        """What stands in an element, its own and that of all below."""
        _check_depth(depth, self.transcript.name)
        self._add(element.text)
        for item in element:
            self._take_element(item, depth + 1)
            self._add(item.tail)

    def _take_element(self, element: Any, depth: int) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _IGNORED or is_hidden(element):
            return
        if tag == "br":
            self._text.append("\n")
        elif tag == "table":
            self.end_paragraph()
            self._take_table(element, depth)
        elif tag in _BLOCKS:
            self.end_paragraph()
            self._level = _HEADINGS.get(tag, self._level)
            self.take(element, depth)
            self.end_paragraph()
            self._level = 0 if tag in _HEADINGS else self._level
        else:
            bold, linked = tag in _BOLD, tag == "a" and not (element.get("href") or "#").startswith("#")
            self._bold += bold
            self._links += linked
            self.take(element, depth)
            self._bold -= bold
            self._links -= linked

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if text.strip():
            self._seen.add((self._bold > 0, self._links > 0))
        self._text.append(re.sub(r"[ \t\r\n\f]+", " ", text))

    def end_paragraph(self) -> None:
        """Writes down the words since the last paragraph, unless they are the item of a menu."""
        text = "".join(self._text).strip()
        is_menu = all(linked for _, linked in self._seen) and len(text) <= _MAX_MENU_LENGTH
        if text and not is_menu:
            self.transcript.add_text(text, level=self._level, bold=all(bold for bold, _ in self._seen))
        self._text = []
        self._seen = set()

    def _take_table(self, table: Any, depth: int) -> None:
        rows = _rows_of(table)
        for caption in table.iterchildren("caption"):
            self._take_element(caption, depth)
        if any(True for row in rows for cell in row for _ in cell.iter("table")) or _is_frame(rows):
            for row in rows:
                for cell in row:
                    self.end_paragraph()
                    self.take(cell, depth + 2)
                    self.end_paragraph()
            return
        cells, spans = _laid_out(rows, depth + 2, self.transcript.name)
        self.transcript.add_table(cells, spans)


def _is_frame(rows: list[list[Any]]) -> bool:
    """Whether a table only lays out running text: one column of paragraphs."""
    return all(len(row) <= 1 for row in rows)


def _rows_of(table: Any) -> list[list[Any]]:
    """The visible cells of a table row by row, head and body and foot alike."""
    rows: list[list[Any]] = []
    for item in table:
        group = [item] if item.tag == "tr" else item if item.tag in ("thead", "tbody", "tfoot") else []
        rows += [_cells_of(row) for row in group if row.tag == "tr" and not is_hidden(row)]
    return rows


def _cells_of(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag in ("td", "th") and not is_hidden(cell)]


def _laid_out(rows: list[list[Any]], depth: int, name: str) -> tuple[list[list[str]], list[Span]]:
    """The cells of a table in their columns; those below or beside the first of a merged cell are blank."""
    grid: list[list[str]] = []
    spans: list[Span] = []
    taken: dict[int, int] = {}  # column -> the row before which a merged cell above ends
    for number, row in enumerate(rows):
        line: dict[int, str] = {}
        column = 0
        for cell in row:
            while taken.get(column, 0) > number:
                column += 1
            across = _span_of(cell, "colspan", 1000)
            down = _span_of(cell, "rowspan", _MAX_SPAN_ROWS) or len(rows) - number
            down = min(down, len(rows) - number)
            across = max(across, 1)
            check_width(column + across, name)
            line[column] = text_of_cell(cell, depth, name)
            taken.update(dict.fromkeys(range(column, column + across), number + down))
            if down * across > 1:
                spans.append(Span(number, column, down, across))
            column += across
        width = max(line, default=-1) + 1
        grid.append([line.get(one, "") for one in range(width)])
    return grid, spans


def _span_of(cell: Any, name: str, largest: int) -> int:
    """How many rows or columns a cell takes; 0 for a rowspan means all that are left."""
    match = re.match(r"\s*(\d{1,6})", cell.get(name) or "1")
    return min(int(match[1]), largest) if match else 1


def text_of_cell(element: Any, depth: int, name: str) -> str:
    """The visible words of a cell; its paragraphs and forced breaks as lines."""
    _check_depth(depth, name)
    parts = [_collapsed(element.text)]
    for item in element:
        tag = item.tag if isinstance(item.tag, str) else ""
        if tag == "br":
            parts.append("\n")
        elif tag and tag not in _IGNORED and not is_hidden(item):
            inner = text_of_cell(item, depth + 1, name)
            parts.append(f"\n{inner}\n" if tag in _BLOCKS else inner)
        parts.append(_collapsed(item.tail))
    return "".join(parts)


def _collapsed(text: str | None) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", text or "")


def is_hidden(element: Any) -> bool:
    """Whether an element says of itself that it is not shown."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _check_depth(depth: int, name: str) -> None:
    if depth > MAX_DEPTH:
        raise ReadError(f"网页的结构嵌套得太深，没有读入：{name}")
