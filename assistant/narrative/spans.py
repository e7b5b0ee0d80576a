"""Sentences, clauses and enumerations of a passage, as spans of its own text.

A span never changes a character: `text[span.start:span.end]` is what a quote shows. Stops inside
brackets or quotation marks do not end a sentence; the items of an enumeration ("1、…2、…", "一是…")
are spans of their own, and the words before them are their lead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

_PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "「": "」", "【": "】"}
_LONGEST_BRACKET = 160
_STOPS = "。！？!?；;\n"
_NUMBERS = "一二三四五六七八九十"
_MARKER = re.compile(
    r"(?P<digit>\d{1,2})(?:、|[．.](?!\d))|[（(](?P<bracket>\d{1,2})[)）]|[（(](?P<han>[一二三四五六七八九十]{1,3})[)）]"
    r"|(?P<shi>[一二三四五六七八九十])(?:是|要|、)|其(?P<qi>[一二三四五六七八九十])[，,、是]|(?P<ring>[①-⑳])"
)
_GOES_ON = re.compile(r"\s*(?:主要|具体|其中)(?:是|还)?(?:包括|包含|用于|用来)")  # of what the sentence before names
_BEFORE_MARKER = set("。；;：:，,、！？\n 　")


class Role(StrEnum):
    """What a span is within its passage."""

    PLAIN = "plain"
    LEAD = "lead"  # introduces the items that follow
    ITEM = "item"  # one item of an enumeration


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text; `group` numbers the enumeration that leads and items belong to (0: none)."""

    start: int
    end: int
    role: Role = Role.PLAIN
    group: int = 0


@lru_cache(maxsize=8192)
def split_spans(text: str) -> tuple[Span, ...]:
    """The text's clauses in order; together they cover everything but white space between them."""
    protected = _protected(text)
    markers = _enumeration_markers(text, protected)
    cuts = sorted({position for position, _ in markers} | set(_stops(text, protected)) | {len(text)})
    spans: list[Span] = []
    start = 0
    starts = dict(markers)
    for cut in cuts:
        if text[start:cut].strip():
            spans.append(_trimmed(text, start, cut, starts.get(_content_start(text, start), 0)))
        start = cut
    return _with_leads(text, spans)


def enumeration_of(spans: tuple[Span, ...], position: int) -> tuple[Span, ...]:
    """The lead and all items of the enumeration that the span at `position` belongs to."""
    group = spans[position].group
    return tuple(span for span in spans if span.group == group) if group else (spans[position],)


def _content_start(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _trimmed(text: str, start: int, end: int, group: int) -> Span:
    start = _content_start(text, start)
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end, Role.ITEM if group else Role.PLAIN, group)


def _with_leads(text: str, spans: list[Span]) -> tuple[Span, ...]:
    """Marks the span before the first item of an enumeration as its lead when it introduces it, and
    gives the further clauses of all items but the last to the enumeration."""
    last_item = {span.group: position for position, span in enumerate(spans) if span.group}
    last_item = {group: _last_clause(text, spans, position) for group, position in last_item.items()}
    group = 0
    for position, span in enumerate(spans):
        group = span.group or (group if last_item.get(group, -1) >= position else 0)
        if group and not span.group:
            spans[position] = Span(span.start, span.end, Role.PLAIN, group)
    for position in range(len(spans) - 1):
        here, following = spans[position], spans[position + 1]
        opens = following.role is Role.ITEM and following.group != here.group
        if opens and here.role is Role.PLAIN and text[here.end - 1] in "：:，,是为":
            spans[position] = Span(here.start, here.end, Role.LEAD, following.group)
    return tuple(spans)


def _last_clause(text: str, spans: list[Span], position: int) -> int:
    """Where an enumeration ends: its last item may stop at a semicolon before a mark that is misprinted
    (四是…；五加强…。)."""
    while position + 1 < len(spans) and not spans[position + 1].group and text[spans[position].end - 1] in "；;":
        position += 1
    return position


def _protected(text: str) -> list[bool]:
    """For each character whether it stands within a closed pair of brackets or quotation marks."""
    inside = [False] * len(text)
    open_at: list[tuple[str, int]] = []
    for position, char in enumerate(text):
        if char in _PAIRS:
            open_at.append((_PAIRS[char], position))
        elif open_at and any(char == closing for closing, _ in open_at):
            while open_at:
                closing, begin = open_at.pop()
                if closing == char:
                    if position - begin <= _LONGEST_BRACKET:
                        inside[begin:position] = [True] * (position - begin)
                    break
    return inside


def _stops(text: str, protected: list[bool]) -> list[int]:
    """Positions after each sentence stop, repeated stops and closing marks taken along."""
    found: list[int] = []
    position = 0
    while position < len(text):
        ends = text[position] in _STOPS and not protected[position] and not _announces(text, position)
        if ends and not _GOES_ON.match(text, position + 1):
            while position + 1 < len(text) and text[position + 1] in _STOPS + "”」）)":
                position += 1
            found.append(position + 1)
        position += 1
    return found


def _announces(text: str, position: int) -> bool:
    """Whether a line break at `position` only sets off what the colon before it announces."""
    return text[position] == "\n" and text[:position].rstrip().endswith(("：", ":"))


def _enumeration_markers(text: str, protected: list[bool]) -> list[tuple[int, int]]:
    """Positions of markers that count up from one within the text, with their enumeration's number."""
    found: list[tuple[int, int]] = []
    open_runs: dict[str, tuple[int, int, int]] = {}  # style -> (last number, group, first position)
    pending: dict[int, list[int]] = {}
    for match in _MARKER.finditer(text):
        position = match.start()
        if not _may_begin(text, position, protected):
            continue
        style = match.lastgroup or ""
        number = _number(match[style])
        last, group, _ = open_runs.get(style, (0, 0, 0))
        if number == 1:
            group = len(pending) + 1
            pending[group] = [position]
        elif number == last + 1 and group:
            pending[group].append(position)
        else:
            continue
        open_runs[style] = (number, group, position)
    for group, positions in pending.items():
        if len(positions) > 1 or _opens_text(text, positions[0]):
            found += [(position, group) for position in positions]
    return sorted(found)


def _may_begin(text: str, position: int, protected: list[bool]) -> bool:
    if protected[position] and text[position] not in "（(":
        return False
    return position == 0 or text[position - 1] in _BEFORE_MARKER or _ends_clause_word(text, position)


def _ends_clause_word(text: str, position: int) -> bool:
    """Whether a clause word ends there: "主要为1、…" has no stop before its first marker."""
    return text[position - 1] in "为是"


def _opens_text(text: str, position: int) -> bool:
    return not text[:position].strip()


def _number(word: str) -> int:
    if word.isdigit() and word.isascii():
        return int(word)
    if "①" <= word <= "⑳":
        return ord(word) - ord("①") + 1
    if len(word) == 1:
        return _NUMBERS.index(word) + 1
    tens, _, units = word.partition("十")
    return (_NUMBERS.index(tens) + 1 if tens else 1) * 10 + (_NUMBERS.index(units) + 1 if units else 0)
