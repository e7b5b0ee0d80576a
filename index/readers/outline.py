"""Which units are headings.

The Markdown marks of extracted files are unreliable, so a plain line can be a heading and a
marked one a list item. Numbered lines are judged in groups of siblings: headings have text or
deeper numbers below them, the items of a list follow one upon the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.line_kinds import (
    ends_sentence,
    has_sentence_mark,
    is_bare_year,
    is_contents_title,
    is_label,
    is_lead_in,
    is_organisation,
    is_table_title,
    may_title_table,
    names_document,
)
from index.model import Grid
from index.numbering import Mark, Scheme
from index.readers.contents import Listing
from index.readers.paragraphs import may_head
from index.readers.units import Item, Unit

_MAX_MARKED_LENGTH = 100
_MAX_BOLD_LENGTH = 60
_MAX_CAPTION_LENGTH = 10
_MAX_SKIPPED_ORDINALS = 3
_MAX_LINES_BEFORE_TABLE = 8


def find_headings(items: Sequence[Item], listing: Listing) -> frozenset[int]:
    """The indexes of the items that are headings (items of the table of contents left out)."""
    titles = _table_titles(items)
    found = set(titles)
    candidates: list[int] = []
    for index, item in enumerate(items):
        if isinstance(item, Grid):
            continue
        if item.mark is None:
            if index not in found and _is_plain_heading(items, index, listing):
                found.add(index)
        else:
            candidates.append(index)
            if may_head(item) and (item.hashes or item.bold or listing.names(item.text)):
                found.add(index)
    _judge_numbered(items, candidates, found)
    return frozenset(found)


def _is_plain_heading(items: Sequence[Item], index: int, listing: Listing) -> bool:
    """Whether a line without a number is a heading."""
    unit = items[index]
    assert isinstance(unit, Unit)  # noqa: S101 - the caller has sorted the grids out
    text = unit.text
    if unit.bullet or len(text) > _MAX_MARKED_LENGTH:
        return False
    if is_contents_title(text):
        return True
    if unit.hashes:
        return not (has_sentence_mark(text) and ends_sentence(text))
    if ends_sentence(text):
        return _is_caption(items, index)
    if len(text) > _MAX_BOLD_LENGTH or has_sentence_mark(text) or is_label(text):
        return False
    return unit.bold or listing.names(text) or listing.names_end_of(text) or names_document(text)


def _is_caption(items: Sequence[Item], index: int) -> bool:
    """A short line of its own that ends in a colon and names what follows: 部门职责："""
    unit = items[index]
    text = unit.text if isinstance(unit, Unit) else ""
    if not 3 <= len(text) <= _MAX_CAPTION_LENGTH or not text.endswith(("：", ":")):
        return False
    if is_lead_in(text) or has_sentence_mark(text):
        return False
    below = items[index + 1] if index + 1 < len(items) else None
    return isinstance(below, Grid) or (isinstance(below, Unit) and below.after_gap and not is_label(text))


def _table_titles(items: Sequence[Item]) -> set[int]:
    """The last short line above each table that names it, past the lines with unit, body and date."""
    found: set[int] = set()
    for index, item in enumerate(items):
        if isinstance(item, Grid):
            title = _title_above(items, index)
            if title is not None:
                found.add(title)
    return found


def _title_above(items: Sequence[Item], grid: int) -> int | None:
    for index in range(grid - 1, max(-1, grid - 1 - _MAX_LINES_BEFORE_TABLE), -1):
        item = items[index]
        if isinstance(item, Grid):
            return None
        text = item.text
        if is_bare_year(text) or is_table_title(text):
            return index
        if is_label(text) or (is_organisation(text) and not item.hashes):
            continue
        plain = item.mark is None and not item.bullet
        return index if plain and may_title_table(text) else None
    return None


def _judge_numbered(items: Sequence[Item], candidates: Sequence[int], found: set[int]) -> None:
    """Adds the numbered headings to `found`, one numbering scheme after the other, highest first;
    an accepted heading of a higher scheme ends a group of siblings."""
    for scheme in Scheme:
        group: list[int] = []
        last = 0
        for index in candidates:
            mark = _mark(items[index])
            if mark.scheme < scheme and index in found:
                _judge_group(items, group, found)
                group, last = [], 0
            elif mark.scheme == scheme:
                if group and not last < mark.ordinal <= last + _MAX_SKIPPED_ORDINALS:
                    _judge_group(items, group, found)
                    group = []
                group.append(index)
                last = mark.ordinal
        _judge_group(items, group, found)


def _judge_group(items: Sequence[Item], group: Sequence[int], found: set[int]) -> None:
    """Siblings are headings where at least half of them read as such and have something below; a short
    one directly above deeper numbers is a heading whatever its siblings are."""
    good = [index for index in group if index in found or (_may_head_at(items, index) and _has_body(items, index))]
    found.update(index for index in good if _leads_deeper(items, index))
    if group and len(good) * 2 >= len(group):
        found.update(good)
        found.update(index for index in group if _may_head_at(items, index) and _lacks_stop(items[index]))


def _may_head_at(items: Sequence[Item], index: int) -> bool:
    item = items[index]
    return isinstance(item, Unit) and may_head(item) and not item.text.endswith(("；", ";"))


def _leads_deeper(items: Sequence[Item], index: int) -> bool:
    below = items[index + 1] if index + 1 < len(items) else None
    return isinstance(below, Unit) and below.mark is not None and below.mark.scheme > _mark(items[index]).scheme


def _lacks_stop(item: Item) -> bool:
    return isinstance(item, Unit) and not ends_sentence(item.text)


def _has_body(items: Sequence[Item], index: int) -> bool:
    if index + 1 >= len(items):
        return False
    below = items[index + 1]
    if isinstance(below, Grid):
        return True
    if below.mark is None:
        return not below.hashes
    return below.mark.scheme > _mark(items[index]).scheme


def _mark(item: Item) -> Mark:
    mark = item.mark if isinstance(item, Unit) else None
    if mark is None:
        raise ValueError("only numbered units are judged")
    return mark
