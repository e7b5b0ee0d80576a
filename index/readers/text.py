"""Text and Markdown files with tab or pipe tables, read into blocks that keep their lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from index.model import Block, Grid, Heading, Paragraph
from index.readers.content import Content
from index.readers.contents import Listing, find_contents
from index.readers.decoding import decode_lines
from index.readers.outline import find_headings
from index.readers.paragraphs import join_broken_headings, join_broken_sentences, join_wrapped
from index.readers.scan import scan_lines
from index.readers.units import Item, Unit


def read(data: bytes, name: str) -> Content:
    """The blocks and lines of a text or Markdown file."""
    lines = decode_lines(data, name)
    return Content(tuple(blocks_of_lines(lines)), lines)


def blocks_of_lines(lines: Sequence[str]) -> list[Block]:
    """The blocks of a text in document order; every block carries its 1-based lines."""
    return blocks_of_items(scan_lines(lines))


def blocks_of_items(items: Sequence[Item]) -> list[Block]:
    """The blocks of grids and units of running text, as a reader finds them in a file of any type.
    The entries of a table of contents come as paragraphs below its heading."""
    contents = find_contents(items)
    listing = Listing(contents)
    blocks: list[Block] = []
    start = 0
    for part in contents:
        blocks += _blocks_between(items[start : part.start], listing)
        blocks += _contents_entries(items[part.start : part.end])
        start = part.end
    blocks += _blocks_between(items[start:], listing)
    return blocks


def _blocks_between(items: Sequence[Item], listing: Listing) -> Iterator[Block]:
    units = join_wrapped(items, listing)
    headings = find_headings(units, listing)
    for item, is_heading in join_broken_sentences(join_broken_headings(units, headings, listing)):
        if isinstance(item, Grid):
            yield item
        elif is_heading:
            yield Heading(item.text, _level(item), item.place)
        else:
            yield Paragraph(item.text, item.place)


def _contents_entries(items: Iterable[Item]) -> Iterator[Block]:
    for item in items:
        if isinstance(item, Unit):
            yield Paragraph(item.text, item.place)
        else:
            for row in item.rows:
                yield Paragraph(" ".join(cell for cell in row.cells if cell), row.place)


def _level(unit: Unit) -> int:
    """The number of Markdown marks, else the rank of the numbering, else 1."""
    if unit.hashes:
        return unit.hashes
    return int(unit.mark.scheme) if unit.mark else 1
