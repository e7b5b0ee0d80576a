"""The steps of reading a PDF file in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from index.errors import ReadError
from index.model import Block, Doubt, Grid, GridRow, Place
from index.numbering import parse_mark
from index.readers.content import Content
from index.readers.ocr.doubts import PrintedText, doubts_of
from index.readers.ocr.scan import Mark, recognised_page
from index.readers.ocr.tables import with_scanned_tables
from index.readers.pdf.flow import PagedTable, PrintedLine, Stretch, stretches_of
from index.readers.pdf.layout import RuledPage, lay_out, with_ruled_tables
from index.readers.pdf.page import Page, box_around
from index.readers.pdf.pdfium import RawPage, open_pages
from index.readers.pdf.rendering import PageImages
from index.readers.pdf.upright import upright_page
from index.readers.text import blocks_of_items
from index.readers.units import Item, Unit, joined_text, width_of

_MIN_CHARACTERS = 12
_SCAN_SHARE = 0.4  # of the page, covered by images
_SCAN_RESOLUTION = 200.0  # dots per inch
_SHOWN = 8


def read(data: bytes, name: str) -> Content:
    """The blocks and lines of a PDF file, its scanned pages recognised; `ReadError` where it is locked or
    damaged, or there is no text on it."""
    pages: list[RuledPage] = []
    marks: dict[int, tuple[Mark, ...]] = {}
    unread: list[int] = []
    damaged: list[int] = []
    with PageImages(data) as images:
        for raw in open_pages(data, name):
            page = upright_page(raw)
            inked = bool(page.words) or images.has_ink(page.number)
            if inked and _is_picture(page, raw):
                recognised = recognised_page(*images.picture(page.number, _SCAN_RESOLUTION), page.number)
                page = recognised.page
                marks |= {page.number: recognised.marks} if page.words else {}
            if page.words:
                scanned = page.number in marks
                pages.append(with_scanned_tables(page) if scanned else with_ruled_tables(page))
                damaged += [page.number] if raw.damaged else []
            elif raw.damaged or (inked and (raw.images or raw.glyphs)):
                unread.append(page.number)
    if not pages:
        raise ReadError(f"PDF 文件没有文字，扫描图像里也没有认出文字：{name}")
    return content_of(pages, marks, unread, damaged)


def _is_picture(page: Page, raw: RawPage) -> bool:
    """Whether what a page shows has to be recognised: its text cannot be read, or there is none to speak of."""
    characters = sum(len(word.text) for word in page.words)
    covered = characters < _MIN_CHARACTERS and page.image_share > _SCAN_SHARE
    return page.garbled or covered or not (page.words or raw.glyphs)


def content_of(
    pages: Sequence[RuledPage],
    marks: dict[int, tuple[Mark, ...]],
    unread: Sequence[int] = (),
    damaged: Sequence[int] = (),
) -> Content:
    """The content of pages; `marks` tell for the recognised ones what is doubtful, `unread` are the numbers
    of those with characters, a picture or damage on which no text was found, `damaged` of those that lost something."""
    laid = lay_out(pages)
    sequence = stretches_of([(one.page.number, one.page.width, one.elements) for one in laid])
    items, printed = _numbered(sequence, {one.page.number: one.page for one in laid})
    places = [one.place for one in printed]
    blocks = tuple(_placed(block, places) for block in blocks_of_items(items))
    lines = tuple("\t".join(one.cells) for one in printed)
    doubts = doubts_of(printed, marks)
    layout = tuple(Doubt(one.place.line or 0, "", by_layout=True) for one in printed if one.doubtful)
    recognised = sorted(marks)
    tables = [element for element in sequence if isinstance(element, PagedTable) and not element.table.boundaries]
    unruled = sorted({table.page for table in tables})
    remarks = tuple(_remarks(recognised, unread, damaged, len(doubts), len(layout)))
    return Content(blocks, lines, remarks, (*doubts, *layout), tuple(recognised), tuple(unruled))


def _numbered(sequence: Iterable[Stretch | PagedTable], pages: dict[int, Page]) -> tuple[list[Item], list[PrintedText]]:
    """The items of the document, and its lines with their places."""
    items: list[Item] = []
    printed: list[PrintedText] = []
    for table, element in enumerate(sequence):
        first = len(printed) + 1
        if isinstance(element, PagedTable):
            page = pages[element.page]
            rows = []
            for row in element.table.rows:
                number = len(printed) + 1
                place = Place(number, number, element.page, page.shown_box(row.box))
                printed.append(PrintedText(row.cells, place, row.box, table, row.doubtful))
                rows.append(GridRow(row.cells, place))
            whole = Place(first, len(printed), element.page, page.shown_box(element.table.box))
            items.append(Grid(tuple(rows), whole, element.table.spans))
            continue
        for line in element.lines:
            number, box = len(printed) + 1, line.line.box
            place = Place(number, number, line.page, pages[line.page].shown_box(box))
            printed.append(PrintedText((line.text,), place, box))
        items.append(_unit(element, first))
    return items, printed


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


def _remarks(
    recognised: Sequence[int], unread: Sequence[int], damaged: Sequence[int], doubts: int, rows: int
) -> Iterator[str]:
    if recognised:
        yield f"{_pages(recognised)}是扫描图像，文字和数字由识别得到"
    if doubts:
        yield f"识别结果有 {doubts} 处不能确定，用到时会提示核对原件"
    if rows:
        yield f"没有表格线的表里有 {rows} 行不能确定各数属于哪一行、哪一列，用到时会提示核对原件"
    if unread:
        yield f"{_pages(unread)}没有读出文字，请核对原件"
    if damaged:
        yield f"{_pages(damaged)}的内容有损坏，可能没有读全或有错，请核对原件"


def _pages(numbers: Sequence[int]) -> str:
    shown = "、".join(str(number) for number in numbers[:_SHOWN])
    return f"第 {shown}" + (f" 等 {len(numbers)} 页" if len(numbers) > _SHOWN else " 页")
