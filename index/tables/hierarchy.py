"""What stands under what: by the codes of subjects, by numbering, by the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from index.catalogue.subjects import (
    Classification,
    subject_of,
    subjects_named,
)
from index.catalogue.wording import folded
from index.record import record
from index.tables.cells import mended

_NUMBERING = re.compile(
    r"^\s*(?:(?P<chinese>[一二三四五六七八九十]+)[、.．]|[(（](?P<bracketed>[一二三四五六七八九十]+)[)）]、?"
    r"|(?P<arabic>\d{1,2})[、.．](?!\d)|[(（](?P<numbered>\d{1,2})[)）]、?|(?P<circled>[①-⑳]))\s*"
)
_AMONG = re.compile(r"^\s*(?:其\s*中)\s*[:：]?\s*")
_NUMBERED = frozenset("一二三四五六七八九十(（0123456789其①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ \u3000")
_RANKS = {"chinese": 1, "bracketed": 2, "arabic": 3, "numbered": 4, "circled": 5}
_TOTAL = re.compile(r"^(?:.{0,30}(?:合计|总计|小计)|资产总额|合计金额)$")
_TOTAL_ENDS = frozenset("计额")
AMONG_RANK = 9
_PLAIN_RANK = 8


@record
class Label:
    """A row label taken apart: the words, the rank of its numbering (0 for none, 9 for 其中), and the rank of
    the number behind 其中."""

    words: str
    rank: int
    inner_rank: int = 0


@lru_cache(maxsize=65536)
def read_label(text: str) -> Label:
    """The label without numbering, 其中：, and the spaces that the print sets into words."""
    if not text or text[0] not in _NUMBERED:
        return Label(mended(text), 0)
    rest = mended(text)
    rank = inner = 0
    match = _AMONG.match(rest)
    if match and match.end():
        rest, rank = rest[match.end() :], AMONG_RANK
    match = _NUMBERING.match(rest)
    if match:
        rest = rest[match.end() :]
        inner = next(_RANKS[name] for name, value in match.groupdict().items() if value)
    return Label(rest or mended(text), rank or inner, inner if rank else 0)


def label_words(text: str) -> str:
    """The words of a label, as `read_label` gives them."""
    return read_label(text).words if not text or text[0] in _NUMBERED else mended(text)


def is_total(label: str) -> bool:
    """Whether a row label is that of a total (合计, 本年收入合计, 收入总计, …小计)."""
    return label[-1:] in _TOTAL_ENDS and bool(_TOTAL.match(folded(label)))


class CodeTree:
    """The ancestors of coded subjects, from the rows of the table itself, else from the catalogue."""

    def __init__(self) -> None:
        self._labels = _Labels()

    def place(self, code: str, label: str) -> tuple[int, tuple[str, ...]]:
        """The level of a subject by its code of 3, 5 or 7 digits, and the labels of its ancestors; the subject
        is remembered if it may have others below it."""
        labels = self._labels
        if len(code) < 7:
            labels[code] = label
        if len(code) == 3:
            return 1, ()
        top = labels[code[:3]]
        if len(code) == 5:
            return 2, (top,) if top else ()
        group = labels[code[:5]]
        return 3, (top, group) if top and group else (top or group,) if top or group else ()


class _Labels(dict[str, str]):
    """The label of each code; the catalogue's name, or nothing, where the table has no row for it."""

    def __missing__(self, code: str) -> str:
        subject = subject_of(code)
        self[code] = name = subject.name if subject else ""
        return name


class NumberTree:
    """The ancestors of numbered items: 一、 over （一） over 1、; un-numbered rows stand under the last number,
    what begins with 其中 under the row that it is a part of."""

    def __init__(self) -> None:
        self._above: list[tuple[int, str]] = []  # rank and words of each row that others may stand under

    def place(self, text: str, *, heads: bool = False) -> tuple[int, tuple[str, ...]]:
        """The level (1 for the top) and the ancestors' labels of the next row of a list.

        `heads` marks an un-numbered row that begins a part of its own, as 上年结转结余 does.
        """
        label = read_label(text)
        if is_total(label.words):
            self._above = []
            return 0, ()
        if heads:
            self._above = [(0, mended(text))]
            return 1, ()
        self._close(label.rank or _PLAIN_RANK)
        parents = tuple([above for _, above in self._above])
        if label.rank != 0 or not parents:
            self._above.append((label.inner_rank or label.rank or _PLAIN_RANK, mended(text)))
        return len(parents) + 1, parents

    def _close(self, rank: int) -> None:
        """Ends what a row of this rank does not stand under: its last sibling and all below that, else all
        of its rank or lower."""
        siblings = [depth for depth, (other, _) in enumerate(self._above) if other == rank < _PLAIN_RANK]
        if siblings:
            del self._above[siblings[-1] :]
            return
        while self._above and self._above[-1][0] >= rank:
            self._above.pop()


class SubjectNames:
    """Codes for subjects that a list prints without codes: the document's own coded rows, then the catalogue."""

    def __init__(self, coded: Iterable[tuple[str, str]]) -> None:
        self._coded = coded
        self._known: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._next: dict[tuple[str, str], str] = {}

    @cached_property
    def _own(self) -> Mapping[str, tuple[str, ...]]:
        """The document's own codes of each name; gathered for the first list, so not at all for most documents."""
        own: dict[str, set[str]] = {}
        for code, name in self._coded:
            own.setdefault(folded(name), set()).add(code)
        return {name: tuple(sorted(codes)) for name, codes in own.items()}

    def codes(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The codes that the document gives a name, and those of the catalogue."""
        found = self._known.get(name)
        if found is None:
            known = subjects_named(name, Classification.FUNCTIONAL)
            found = self._known[name] = self._own.get(folded(name), ()), tuple(subject.code for subject in known)
        return found

    def next_code(self, name: str, previous: str) -> str:
        """The code of the next subject of a list in the order of codes; empty when nothing fits.

        An 项 of the 款 just before is preferred, then a 款 of its 类, then what else is there, then the first
        code after them.
        """
        key = name, previous
        found = self._next.get(key)
        if found is None:
            found = self._next[key] = self._code_after(name, previous)
        return found

    def _code_after(self, name: str, previous: str) -> str:
        known = self.codes(name)
        for width, length in ((5, 7), (3, 5)):
            for codes in known:
                inside = [code for code in codes if code > previous and len(code) == length]
                inside = [code for code in inside if len(previous) >= width and code[:width] == previous[:width]]
                if inside:
                    return min(inside)
        for codes in known:
            later = [code for code in codes if code > previous]
            close = [code for code in later if code[:3] == previous[:3]]
            for choice in (close, [code for code in later if len(code) == 3], later if not previous else []):
                if choice:
                    return min(choice)
        own = known[0]
        return own[0] if len(own) == 1 else ""
