"""The table of contents: found by its heading, ended where its first entries come again.

Its lines repeat the headings of the document and are no headings themselves; what they say is
kept as evidence for telling the true headings from list items.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.line_kinds import (
    has_page_reference,
    heading_key,
    is_contents_title,
    is_label,
    is_table_title,
    shares_topic,
)
from index.model import Grid
from index.numbering import Mark, Scheme, parse_mark
from index.readers.units import Item, Unit

_MAX_ENTRY_LENGTH = 90
_MAX_HEADING_LENGTH = 120
_MAX_ITEMS = 400
_MIN_KEY_LENGTH = 4
_MIN_ENDING_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Contents:
    """Where a table of contents stands among the items (title excluded), its entries, and the line after
    it where that words an entry otherwise (主要职责 for 部门主要职能)."""

    start: int
    end: int
    entries: tuple[str, ...]
    reworded: str = ""


class Listing:
    """What the tables of contents of a document list: evidence for telling headings in its text."""

    def __init__(self, contents: Sequence[Contents]) -> None:
        entries = [entry for part in contents for entry in part.entries]
        self._keys = _long_enough(map(heading_key, entries))
        entries += [part.reworded for part in contents]
        self._words = _long_enough(heading_key(_without_number(entry)) for entry in entries)

    def names(self, text: str) -> bool:
        """Whether `text` is listed, with the number it has there or without."""
        if len(text) > _MAX_HEADING_LENGTH or not self._keys:
            return False
        key = heading_key(text)
        return key in self._keys or key in self._words

    def names_end_of(self, text: str) -> bool:
        """Whether `text` ends in what is listed: 某局（部门）主要职能 for 部门主要职能."""
        key = heading_key(text)
        return any(key[start:] in self._words for start in range(len(key) - _MIN_ENDING_LENGTH + 1))


def _long_enough(keys: Iterable[str]) -> frozenset[str]:
    return frozenset(key for key in keys if len(key) >= _MIN_KEY_LENGTH)


def _without_number(entry: str) -> str:
    mark = parse_mark(entry)
    return entry[mark.end :] if mark else entry


def find_contents(items: Sequence[Item]) -> list[Contents]:
    """Every table of contents of a document, in order; usually there is one."""
    found: list[Contents] = []
    index = 0
    while index < len(items):
        item = items[index]
        index += 1
        if _is_title(item) or (_is_title(item, "目") and index < len(items) and _is_title(items[index], "录")):
            index += not _is_title(item)
            contents = _read_contents(items, index)
            if contents.end - contents.start > 1:
                found.append(contents)
                index = contents.end
    return found


def _is_title(item: Item, text: str = "") -> bool:
    """Whether an item is the heading of a table of contents, or exactly `text`, a half of it."""
    return isinstance(item, Unit) and (item.text == text if text else is_contents_title(item.text))


def _read_contents(items: Sequence[Item], start: int) -> Contents:
    reader = _ContentsReader()
    end = start
    stopped_by_text = False
    while end < min(len(items), start + _MAX_ITEMS):
        entries = _entries(items[end])
        if entries is None:
            stopped_by_text = True
            break
        if not all(reader.accepts(entry) for entry in entries):
            break
        end += 1
    end = _before_first_heading(items, start, end) if stopped_by_text else _before_reworded(items, start, end)
    listed = tuple(entry for item in items[start:end] for entry in _entries(item) or ())
    return Contents(start, end, listed, _reworded(items[end], listed) if end < len(items) else "")


def _reworded(item: Item, listed: Sequence[str]) -> str:
    """The text of a line without a number that speaks of the same as a listed entry, in other words."""
    if not isinstance(item, Unit) or item.mark is not None or not _is_entry(item.text):
        return ""
    return item.text if any(shares_topic(item.text, entry) for entry in listed) else ""


class _ContentsReader:
    """Knows which entries came already, so that the document's first true heading is noticed."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._top: Scheme | None = None
        self._last = 0

    def accepts(self, entry: str) -> bool:
        """Whether `entry` goes on with the contents; False at a repeated or restarted heading."""
        mark = parse_mark(entry)
        deep = mark is not None and mark.scheme >= Scheme.ARABIC
        key = heading_key(entry)
        if key in self._seen and not deep:
            return False
        self._seen.add(key)
        if mark is None:
            return True
        if self._top is None or mark.scheme < self._top:
            self._top, self._last = mark.scheme, mark.ordinal
        elif mark.scheme == self._top:
            if mark.ordinal <= self._last:
                return False
            self._last = mark.ordinal
        return True


def _entries(item: Item) -> tuple[str, ...] | None:
    """The entries that an item can hold, or None for a sentence or a table of figures."""
    if isinstance(item, Unit):
        return (item.text,) if _is_entry(item.text) else None
    rows = [[cell for cell in row.cells if cell] for row in item.rows]
    if not all(len(cells) <= 1 or (len(cells) <= 3 and cells[-1].isdigit() and len(cells[-1]) <= 3) for cells in rows):
        return None
    texts = tuple(" ".join(cells) for cells in rows if cells)
    return texts if all(_is_entry(text) for text in texts) else None


def _is_entry(text: str) -> bool:
    return len(text) <= _MAX_ENTRY_LENGTH and not any(mark in text for mark in "。；！？")


def _before_first_heading(items: Sequence[Item], start: int, end: int) -> int:
    """Running text or a table follows: give back the headings that lead up to it."""
    referring = [index for index in range(start, end) if any(map(has_page_reference, _entries(items[index]) or ()))]
    if len(referring) > 1:
        return referring[-1] + 1
    while end > start + 1 and isinstance(items[end - 1], Unit) and is_label(_text(items[end - 1])):
        end -= 1
    if end > start + 1 and (isinstance(items[end - 1], Grid) or not _is_numbered(items[end - 1])):
        end -= 1
    above = _mark(items[end - 1]) if end > start else None
    if above is None or above.ordinal != 1:
        return end
    if all(_leads_down(items[index], items[index + 1]) for index in range(start, end - 1)):
        return start  # nothing is listed: the title of the contents stands right above the body
    return _first_of_body(items, start, end, end - 1)


def _before_reworded(items: Sequence[Item], start: int, end: int) -> int:
    """A heading of the contents comes again at `end`: where it is not the first of its numbering, those
    before it stand in the body too, worded otherwise than in the contents, and are given back."""
    again = _mark(items[end]) if end < len(items) else None
    if again is None or again.ordinal == 1:
        return end
    firsts = [index for index in range(start, end) if _begins(items[index], again.scheme)]
    return _first_of_body(items, start, end, firsts[-1]) if len(firsts) > 1 else end


def _first_of_body(items: Sequence[Item], start: int, end: int, first: int) -> int:
    """Where the body begins if `first` is a heading of it: there, or at the headings that lead down to it
    (第一部分 above 一、). The first two entries stay contents."""
    while first > start and _leads_down(items[first - 1], items[first]):
        first -= 1
    return first if first > start + 1 else end


def _begins(item: Item, scheme: Scheme) -> bool:
    mark = _mark(item)
    return mark is not None and mark.ordinal == 1 and mark.scheme == scheme


def _leads_down(upper: Item, lower: Item) -> bool:
    above, below = _mark(upper), _mark(lower)
    return above is not None and below is not None and above.ordinal == 1 and above.scheme < below.scheme


def _mark(item: Item) -> Mark | None:
    return item.mark if isinstance(item, Unit) else None


def _text(item: Item) -> str:
    return item.text if isinstance(item, Unit) else ""


def _is_numbered(item: Item) -> bool:
    return isinstance(item, Unit) and item.mark is not None and not is_table_title(item.text)
