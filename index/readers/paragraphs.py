"""Putting paragraphs together again: lines wrapped at a width, sentences cut by a page's end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from index.line_kinds import (
    ends_as_heading,
    ends_sentence,
    field_label,
    has_amount,
    has_sentence_mark,
    is_bare_year,
    is_contents_title,
    is_label,
    is_organisation,
    is_table_title,
    is_unit_broken,
)
from index.readers.contents import Listing
from index.readers.units import Item, Unit, has_open_bold, joined, numbered_anew, unbolded, width_of

_MAX_HEADING_LENGTH = 80
_MAX_TAIL_LENGTH = 40
_MIN_PLAIN_LENGTH = 20
_MAX_JOINED_LENGTH = 4000
_MIN_LINE, _MAX_LINE = 30, 160
_RAGGED = 3
_MIN_WRAPPED_LINES = 12
_MIN_FULL_SHARE = 0.35
_MIN_FULL_LINE = 0.8
_AMOUNT_ENDS = ("元", "%", "％")
_CLOSERS = "，。；：、！？,;:)）"


def join_wrapped(items: Sequence[Item], listing: Listing) -> list[Item]:
    """Joins the lines of one paragraph that no blank line divides, and a number that stands on a
    line of its own with what it numbers."""
    page_width = _page_width(items)
    result: list[Item] = []
    for item in items:
        last = result[-1] if result else None
        if not isinstance(item, Unit) or not isinstance(last, Unit):
            result.append(item)
        elif _is_bare_number(last) and not (item.hashes or item.mark or is_label(item.text)):
            result[-1] = numbered_anew(joined(last, item))
        elif _is_wrapped(last, item, listing, page_width):
            result[-1] = unbolded(joined(last, item))
        else:
            result.append(item)
    return result


def _page_width(items: Sequence[Item]) -> int:
    """The width at which the lines of a text were wrapped; 0 where a line is a paragraph."""
    widths = Counter(item.last_width for item in items if isinstance(item, Unit) and item.last_width >= _MIN_LINE)
    lines = widths.total()
    if lines < _MIN_WRAPPED_LINES:
        return 0
    full = max(widths, key=lambda width: sum(widths[width - less] for less in range(_RAGGED + 1)))
    share = sum(widths[full - less] for less in range(_RAGGED + 1)) / lines
    return full if share >= _MIN_FULL_SHARE and full <= _MAX_LINE else 0


def _is_bare_number(unit: Unit) -> bool:
    return unit.mark is not None and unit.mark.end >= len(unit.text)


def _is_wrapped(first: Unit, second: Unit, listing: Listing, page_width: int) -> bool:
    if is_unit_broken(first.text, second.text):
        return True
    if second.after_gap or first.hashes or first.bold or len(first.text) > _MAX_JOINED_LENGTH:
        return False
    if second.text[0] in _CLOSERS:
        return True
    if _starts_anew(second) or _are_fields(first, second):
        return False
    if has_open_bold(first):
        return True
    if (
        is_label(first.text)
        or is_table_title(first.text)
        or is_contents_title(first.text)
        or listing.names(second.text)
    ):
        return False
    if ends_sentence(first.text):
        return bool(page_width) and first.text[-1] in "。；" and first.last_width >= page_width - _RAGGED
    if _may_head_by_itself(first, second, listing):
        return is_heading_tail(first, second, listing)
    if page_width and first.last_width < page_width * _MIN_FULL_LINE:
        return False
    return second.last_width <= width_of(first.text) * 1.3 + 4


def _may_head_by_itself(first: Unit, second: Unit, listing: Listing) -> bool:
    """Whether a line is a heading already, though the next follows without a blank line."""
    if listing.names(first.text):
        return True
    if first.mark is None or not may_head(first):
        return False
    return ends_as_heading(first.text) or first.hard_break or is_heading_tail(first, second, listing)


def _starts_anew(unit: Unit) -> bool:
    """Whether a line begins something of its own whatever stands before it."""
    return (
        bool(unit.hashes or unit.bold or unit.bullet or unit.mark) or is_label(unit.text) or is_table_title(unit.text)
    )


def _are_fields(first: Unit, second: Unit) -> bool:
    """Whether two lines are fields of one list, each with its label (项目承担单位：…), however they end."""
    return bool(field_label(second.text) and field_label(first.text))


def may_head(unit: Unit) -> bool:
    """Whether the wording of a unit allows it to be a heading: short, no clause, no amount. A full
    stop at the end is allowed (2. 政府采购情况。), for numbered headings carry one in many documents."""
    text = unit.text
    if len(text) > _MAX_HEADING_LENGTH or unit.bullet:
        return False
    words = text[unit.mark.end if unit.mark else 0 :].rstrip("*")
    body = words[:-1] if words and words[-1] in "。：:" else words
    return bool(body) and not has_sentence_mark(body) and "：" not in body and ":" not in body and not has_amount(body)


def is_heading_tail(first: Unit, second: Unit, listing: Listing) -> bool:
    """Whether `second` is the rest of the heading that `first` begins, as the table of contents
    prints it, or as its last word shows."""
    text = second.text
    if second.hashes or second.mark or second.bullet or len(text) > _MAX_TAIL_LENGTH:
        return False
    if has_sentence_mark(text) or "：" in text or is_label(text):
        return False
    if listing.names(first.text + text):
        return True
    if listing.names(first.text) or ends_as_heading(first.text) or ends_sentence(first.text):
        return False
    return ends_as_heading(text) and not is_table_title(text)


def join_broken_sentences(items: Sequence[tuple[Item, bool]]) -> list[tuple[Item, bool]]:
    """Joins sentences that the end of a page cut in two; each item comes with whether it is a heading."""
    result: list[tuple[Item, bool]] = []
    for item, is_heading in items:
        if result and isinstance(item, Unit) and not is_heading:
            last, last_is_heading = result[-1]
            if isinstance(last, Unit) and not last_is_heading and _is_broken(last, item):
                result[-1] = (joined(last, item), False)
                continue
        result.append((item, is_heading))
    return result


def join_broken_headings(items: Sequence[Item], headings: frozenset[int], listing: Listing) -> list[tuple[Item, bool]]:
    """Joins each numbered heading with the rest of it on the next line; tells which items are headings."""
    result: list[tuple[Item, bool]] = []
    for index, item in enumerate(items):
        last, last_is_heading = result[-1] if result else (None, False)
        if (
            isinstance(item, Unit)
            and isinstance(last, Unit)
            and last_is_heading
            and last.mark is not None
            and index not in headings
            and is_heading_tail(last, item, listing)
        ):
            result[-1] = (joined(last, item), True)
        else:
            result.append((item, index in headings))
    return result


def _is_broken(first: Unit, second: Unit) -> bool:
    if second.after_noise or not second.after_gap or len(first.text) > _MAX_JOINED_LENGTH or _starts_anew(second):
        return False
    if _are_fields(first, second):
        return False
    text, rest = first.text, second.text
    if ends_sentence(text) or is_label(text) or is_table_title(text) or is_bare_year(rest) or is_organisation(text):
        return False
    if rest[0] in _CLOSERS:
        return True
    if text.endswith(_AMOUNT_ENDS):
        return False
    if first.mark is not None or has_sentence_mark(text) or "、" in text:
        begun = True
    else:
        begun = len(text) >= _MIN_PLAIN_LENGTH and not ends_as_heading(text)
    return begun and (has_sentence_mark(rest) or len(rest) >= _MIN_PLAIN_LENGTH)
