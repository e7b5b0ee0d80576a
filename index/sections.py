"""The section tree of a document, built from its headings.

What stands under what follows from the numbering (第一部分 > 一、 > （一） > 1. > （1）), since the
Markdown marks of extracted files are unreliable. Headings without a number are placed by what
they are: the title of a table stands under the open section where that section goes on after it,
and at the top otherwise; the table of contents and a document's title are leaves of their own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index.line_kinds import (
    heading_key,
    is_contents_title,
    is_document_title,
    is_label,
    is_organisation,
    is_table_title,
    shares_topic,
)
from index.model import Block, Grid, Heading, Place, Section
from index.numbering import Mark, Scheme, parse_mark
from index.record import record

_MAX_BLOCKS_BEFORE_TABLE = 8


@dataclass(frozen=True, slots=True)
class SectionTree:
    """Finds the section that a line stands in. `sections` are in document order."""

    sections: tuple[Section, ...]
    _starts: tuple[int, ...]

    @classmethod
    def of(cls, sections: Sequence[Section]) -> SectionTree:
        """The tree over sections as `build_sections` gives them."""
        return cls(tuple(sections), tuple(section.place.line or 0 for section in sections))

    def section_at(self, line: int) -> Section | None:
        """The deepest section whose lines hold `line`; None before the first heading."""
        index = bisect_right(self._starts, line) - 1
        return self.sections[index] if index >= 0 else None

    def path_at(self, line: int) -> tuple[str, ...]:
        """The headings above `line`, from the top down; empty before the first heading."""
        section = self.section_at(line)
        return section.path if section else ()


def build_sections(blocks: Sequence[Block]) -> tuple[Section, ...]:
    """The sections in document order; ids count from 0 and are positions in the result."""
    headings = _outline(blocks)
    last_line = max((block.place.end_line or 0 for block in blocks), default=0)
    builder = _TreeBuilder(headings)
    for index in range(len(headings)):
        builder.add(index)
    return builder.finished(last_line)


@record
class _Entry:
    """A heading with what is needed to place it."""

    text: str
    level: int
    place: Place
    mark: Mark | None
    titles_table: bool
    is_leaf: bool
    is_caption: bool

    @property
    def is_table_leaf(self) -> bool:
        return self.titles_table and self.mark is None


def _outline(blocks: Sequence[Block]) -> list[_Entry]:
    """The headings of the document; a title repeated on the next page of its table counts once."""
    entries: list[_Entry] = []
    for index, block in enumerate(blocks):
        if not isinstance(block, Heading):
            continue
        entry = _entry(block, _titles_table(blocks, index))
        repeats = entries and entry.is_table_leaf and heading_key(entries[-1].text) == heading_key(entry.text)
        if not repeats:
            entries.append(entry)
    return entries


def _entry(heading: Heading, titles_table: bool) -> _Entry:
    mark = parse_mark(heading.text)
    return _Entry(
        heading.text.rstrip("：:").strip(),
        heading.level,
        heading.place,
        mark,
        titles_table,
        is_leaf=is_contents_title(heading.text) or (mark is None and is_document_title(heading.text)),
        is_caption=heading.text.endswith(("：", ":")),
    )


def _titles_table(blocks: Sequence[Block], index: int) -> bool:
    """Whether only labels stand between this heading and a table."""
    for block in blocks[index + 1 : index + 1 + _MAX_BLOCKS_BEFORE_TABLE]:
        if isinstance(block, Grid):
            return True
        if isinstance(block, Heading) or not (is_label(block.text) or is_organisation(block.text)):
            return False
    return False


class _TreeBuilder:
    """Adds headings one by one below the open section that each belongs to."""

    def __init__(self, entries: Sequence[_Entry]) -> None:
        self._entries = entries
        self._sections: list[Section] = []
        self._open: list[int] = []
        self._numbered_below: dict[int, Scheme] = {}
        self._with_next = _with_next_sibling(entries)

    def add(self, index: int) -> None:
        entry = self._entries[index]
        if entry.mark is None and not entry.is_caption and not entry.titles_table:
            self._close_same_marks(entry)
        while self._open and not self._holds(self._open[-1], index):
            self._open.pop()
        parent = self._open[-1] if self._open else None
        above = self._sections[parent].path if parent is not None else ()
        path = (*above, entry.text)
        if parent is not None and entry.mark:
            self._numbered_below.setdefault(parent, entry.mark.scheme)
        self._sections.append(Section(index, parent, len(path), path, entry.place))
        self._open.append(index)

    def _close_same_marks(self, entry: _Entry) -> None:
        """Closes an open heading without a number whose Markdown marks are the same or more."""
        for depth, above in enumerate(self._open):
            upper = self._entries[above]
            if upper.mark is None and not upper.is_caption and upper.level >= entry.level:
                del self._open[depth:]
                return

    def _holds(self, above: int, index: int) -> bool:
        """Whether the open section `above` contains the heading `index`."""
        upper, entry = self._entries[above], self._entries[index]
        if upper.is_leaf or upper.is_table_leaf or entry.is_leaf:
            return False
        if entry.is_table_leaf:
            return self._goes_on_after(above) or _announces(upper, entry) or self._is_marked_deeper(above, entry)
        if entry.mark is None:
            return not upper.is_caption and (entry.is_caption or self._is_marked_deeper(above, entry))
        if upper.mark is None:
            return self._numbering_starts_below(above, entry.mark)
        return upper.mark.scheme < entry.mark.scheme

    def _goes_on_after(self, above: int) -> bool:
        """Whether the numbering that the open section `above` belongs to continues later."""
        if self._entries[above].mark is None:
            parent = self._sections[above].parent
            return parent is not None and self._goes_on_after(parent)
        return above in self._with_next

    def _is_marked_deeper(self, above: int, entry: _Entry) -> bool:
        """Without a number only the Markdown marks are left to go by."""
        upper = self._entries[above]
        trusted = not entry.titles_table or (upper.mark is None and above not in self._numbered_below)
        return trusted and entry.level > upper.level

    def _numbering_starts_below(self, above: int, mark: Mark) -> bool:
        """Whether a heading without a number contains this numbered one: its numbering began there."""
        if self._entries[above].is_caption:
            return False
        return mark.ordinal == 1 or self._numbered_below.get(above, Scheme.CIRCLED) <= mark.scheme

    def finished(self, last_line: int) -> tuple[Section, ...]:
        """The sections with the lines they span: to the next heading of their own level or higher."""
        ends = [last_line] * len(self._sections)
        open_sections: list[int] = []
        for section in self._sections:
            while open_sections and self._sections[open_sections[-1]].level >= section.level:
                ends[open_sections.pop()] = max((section.place.line or 1) - 1, 0)
            open_sections.append(section.id)
        return tuple(
            Section(section.id, section.parent, section.level, section.path, _spanning(section.place, end))
            for section, end in zip(self._sections, ends, strict=True)
        )


def _spanning(place: Place, end: int) -> Place:
    return Place(place.line, max(end, place.end_line or 0), place.page, None, place.sheet, place.row)


def _announces(upper: _Entry, entry: _Entry) -> bool:
    """Whether a section's heading announces tables (第二部分 部门预算表), or speaks of what this one
    holds (国有资产信息 above 固定资产占用情况表)."""
    return (
        is_table_title(upper.text)
        or upper.text.endswith(("报表", "附件", "附表"))
        or shares_topic(upper.text, entry.text)
    )


def _with_next_sibling(entries: Sequence[_Entry]) -> frozenset[int]:
    """The numbered headings whose next number follows before any higher numbering begins."""
    last: dict[Scheme, int] = {}
    found: set[int] = set()
    for index, entry in enumerate(entries):
        if entry.mark is None:
            continue
        before = last.get(entry.mark.scheme)
        if before is not None and (mark := entries[before].mark) is not None and mark.ordinal < entry.mark.ordinal:
            found.add(before)
        last = {scheme: position for scheme, position in last.items() if scheme < entry.mark.scheme}
        last[entry.mark.scheme] = index
    return frozenset(found)
