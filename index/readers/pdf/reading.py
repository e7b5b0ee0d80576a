"""The steps of reading a PDF file in their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.errors import ReadError
from index.line_kinds import is_page_number
from index.model import Block, Grid, GridRow, Place
from index.numbering import parse_mark
from index.readers.content import Content
from index.readers.pdf.columns import Columns
from index.readers.pdf.continuing import aligned
from index.readers.pdf.flow import Element, PagedTable, PrintedLine, Stretch, stretches_of
from index.readers.pdf.lines import Line, lines_of
from index.readers.pdf.margins import without_margins
from index.readers.pdf.page import Page, Rulings, Word, box_around
from index.readers.pdf.pdfium import open_pages
from index.readers.pdf.ruled import PrintedTable, ruled_tables
from index.readers.pdf.unruled import unruled_tables
from index.readers.pdf.upright import upright_page
from index.readers.text import blocks_of_items
from index.readers.units import Item, Unit, joined_text, width_of

_MIN_CHARACTERS = 12
_SCAN_SHARE = 0.4  # of the page, covered by images
_SHOWN_PAGES = 8


def read(data: bytes, name: str) -> Content:
    """The blocks and lines of a PDF file; `ReadError` where it is locked, damaged, or nothing but images."""
    pages, unread = _read_pages(data, name)
    elements = _with_margins_dropped(pages)
    sequence = stretches_of([(page.number, page.width, own) for page, own in elements])
    items, lines, places = _numbered(sequence, {page.number: page for page, _ in elements})
    blocks = tuple(_placed(block, places) for block in blocks_of_items(items))
    return Content(blocks, lines, tuple(_remarks(unread)))


@dataclass(frozen=True, slots=True)
class _ReadPage:
    """A page with its tables and with the lines outside of them."""

    page: Page
    tables: tuple[PrintedTable, ...]
    lines: tuple[Line, ...]


def _read_pages(data: bytes, name: str) -> tuple[list[_ReadPage], list[int]]:
    """The pages with text, and the numbers of those that hold only images or unreadable characters."""
    found: list[_ReadPage] = []
    unread: list[int] = []
    for raw in open_pages(data, name):
        page = upright_page(raw)
        characters = sum(len(word.text) for word in page.words)
        if page.garbled or (characters < _MIN_CHARACTERS and page.image_share > _SCAN_SHARE):
            unread.append(page.number)
        elif characters:
            found.append(_read_page(page, _open_columns(found[-1:])))
    if not found:
        reason = "是扫描图像，没有文字" if unread else "没有文字"
        raise ReadError(f"PDF 文件{reason}，暂时读不出内容：{name}")
    return found, unread


def _open_columns(pages: Sequence[_ReadPage]) -> Columns | None:
    """The columns of the table without rules that the last of these pages ends with, if it does."""
    if not pages or not pages[-1].tables:
        return None
    last = max(pages[-1].tables, key=lambda table: table.box[3])
    below = [line for line in pages[-1].lines if line.box[1] > last.box[3] and not is_page_number(line.text)]
    return None if below else last.columns


def _read_page(page: Page, before: Columns | None = None) -> _ReadPage:
    tables = ruled_tables(page.rulings, page.words)
    lines = lines_of(_others(page.words, tables))
    tables += unruled_tables(lines, page.rulings.horizontal, before)
    lines = lines_of(_others(page.words, tables))
    slim = replace(page, words=(), rulings=Rulings())
    return _ReadPage(slim, tuple(replace(table, words=()) for table in tables), tuple(lines))


def _others(words: Iterable[Word], tables: Iterable[PrintedTable]) -> list[Word]:
    """The words that no table holds."""
    taken = {id(word) for table in tables for word in table.words}
    return [word for word in words if id(word) not in taken]


def _with_margins_dropped(pages: Sequence[_ReadPage]) -> list[tuple[Page, list[Element]]]:
    """Each page with its tables and lines from top to bottom, page numbers and running heads left out."""
    kept = without_margins([page.lines for page in pages], [page.page.height for page in pages])
    found: list[tuple[Page, list[Element]]] = []
    for page, lines in zip(pages, kept, strict=True):
        elements: list[Element] = [*page.tables, *lines]
        elements.sort(key=lambda one: (one.box[1], one.box[0]))
        if found and found[-1][1] and elements:
            found[-1][1][-1], elements[0] = _continued(found[-1][1][-1], elements[0])
        found.append((page.page, elements))
    return found


def _continued(last: Element, first: Element) -> tuple[Element, Element]:
    """What a page ends with and what the next begins with: two tables on the same columns if possible."""
    if isinstance(last, PrintedTable) and isinstance(first, PrintedTable):
        return aligned(last, first)
    return last, first


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
