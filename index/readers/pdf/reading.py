"""The steps of reading a PDF file in their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.errors import ReadError
from index.model import Block, Grid, GridRow, Place
from index.numbering import parse_mark
from index.readers.content import Content
from index.readers.pdf.flow import PagedTable, PrintedLine, Stretch, stretches_of
from index.readers.pdf.layout import RuledPage, lay_out, with_ruled_tables
from index.readers.pdf.page import Page, box_around
from index.readers.pdf.pdfium import open_pages
from index.readers.pdf.upright import upright_page
from index.readers.text import blocks_of_items
from index.readers.units import Item, Unit, joined_text, width_of

_MIN_CHARACTERS = 12
_SCAN_SHARE = 0.4  # of the page, covered by images
_SHOWN_PAGES = 8


def read(data: bytes, name: str) -> Content:
    """The blocks and lines of a PDF file; `ReadError` where it is locked, damaged, or nothing but images."""
    pages, unread = _read_pages(data, name)
    laid = lay_out(pages)
    sequence = stretches_of([(one.page.number, one.page.width, one.elements) for one in laid])
    items, lines, places = _numbered(sequence, {one.page.number: one.page for one in laid})
    blocks = tuple(_placed(block, places) for block in blocks_of_items(items))
    return Content(blocks, lines, tuple(_remarks(unread)))


def _read_pages(data: bytes, name: str) -> tuple[list[RuledPage], list[int]]:
    """The pages with text, and the numbers of those that hold only images or unreadable characters."""
    found: list[RuledPage] = []
    unread: list[int] = []
    for raw in open_pages(data, name):
        page = upright_page(raw)
        characters = sum(len(word.text) for word in page.words)
        if page.garbled or (characters < _MIN_CHARACTERS and page.image_share > _SCAN_SHARE):
            unread.append(page.number)
        elif characters:
            found.append(with_ruled_tables(page))
    if not found:
        reason = "是扫描图像，没有文字" if unread else "没有文字"
        raise ReadError(f"PDF 文件{reason}，暂时读不出内容：{name}")
    return found, unread


def _numbered(
    sequence: Iterable[Stretch | PagedTable], pages: dict[int, Page]
) -> tuple[list[Item], tuple[str, ...], list[Place]]:
    """The items of the document, its lines, and the place of each line."""
    items: list[Item] = []
    lines: list[str] = []
    places: list[Place] = []
    for element in sequence:
        first = len(lines) + 1
        if isinstance(element, PagedTable):
            page = pages[element.page]
            rows = []
            for row in element.table.rows:
                place = Place(len(lines) + 1, len(lines) + 1, element.page, page.shown_box(row.box))
                lines.append("\t".join(row.cells))
                places.append(place)
                rows.append(GridRow(row.cells, place))
            whole = Place(first, len(lines), element.page, page.shown_box(element.table.box))
            items.append(Grid(tuple(rows), whole, element.table.spans))
            continue
        for line in element.lines:
            lines.append(line.text)
            number = len(lines)
            places.append(Place(number, number, line.page, pages[line.page].shown_box(line.line.box)))
        items.append(_unit(element, first))
    return items, tuple(lines), places


def _unit(stretch: Stretch, first: int) -> Unit:
    """A paragraph as a unit whose lines are joined already: nothing is to be joined to it or from it."""
    text = _joined(stretch.lines)
    last = first + len(stretch.lines) - 1
    return Unit(
        text, first, last, bold=stretch.marked, after_noise=True, mark=parse_mark(text), last_width=width_of(text)
    )


def _joined(lines: Sequence[PrintedLine]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        text = joined_text(text, line.text)
    return text


def _placed(block: Block, places: Sequence[Place]) -> Block:
    """The block with its page, and its box there; a paragraph over two pages is placed on the first."""
    if isinstance(block, Grid) or block.place.line is None:
        return block
    covered = places[block.place.line - 1 : block.place.end_line or block.place.line]
    own = [place for place in covered if place.page == covered[0].page]
    box = box_around(place.box for place in own if place.box is not None)
    return replace(block, place=replace(block.place, page=covered[0].page, box=box))


def _remarks(unread: Sequence[int]) -> Iterable[str]:
    if unread:
        shown = "、".join(str(number) for number in unread[:_SHOWN_PAGES])
        more = f" 等 {len(unread)} 页" if len(unread) > _SHOWN_PAGES else " 页"
        yield f"第 {shown}{more}是扫描图像或文字无法识别，没有读入"
