"""Which parts of a spoken sum a question counts (五险一金，就算养老和医保), and what it says it means by its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import LCSseq

from assistant.plan import Operation
from assistant.understand.columns import Column
from assistant.understand.vocabulary import ItemLink

NARROWING = re.compile(
    r"(?:(?:[就只仅光单]算|[只仅]包括|[只仅]含|[指说]的是)(?P<said>[^,。;]+)"
    r"|(?:(?:(?<=[,?。;:])|^)(?:[就只仅光][要看]?)(?![有是能会要看问])|也?就是|(?<=[一-鿿])\()(?P<listed>[^,。;()?]+?[、和与及跟+][^,。;()?]+))"
)
_WITHIN = re.compile(  # 五险一金里养老、医疗、公积金三项
    r"(?:里面?|里头|[当其之]?中|内),?的?(?P<listed>[^,。;、和与及跟]+(?:[、和与及跟][^,。;、和与及跟]+?)+?)"
    r"(?=这?[两三四五六七八九几\d]+[项个样]|各|分别|合计|一共|总共|加|共|是|有|的|多少|几|$)"
)
_MEANT = re.compile(r"(?:就算|只算|仅算|就说|就讲|只说|单说|我是说|我说的是|我指的是)([^,。;]+)")
_LIST = re.compile(r"[、和与及跟+]")
_APPOSED = 9  # characters before a bracket that it may put more precisely
_ADDED = re.compile(r"[、+＋加和与及][^()]*\)")
_CLOSED = re.compile(r"(?:类|款|项|支出|科目)*\)")
_CONSISTS = re.compile("(?:方面|相关|有关|这块|类)的?(?:支出|费用|经费|开支|钱)?,?(?:包括|包含|含)了?")
_LOOSELY = re.compile(r"(?:相关|有关|方面|这块|这类|一类|之类|那块|上|的|支出|费用|经费|开支|钱)*\(")


def narrowed(text: str, links: Sequence[ItemLink]) -> tuple[ItemLink, ...]:
    """The links, where the question says which parts of a spoken sum count (五险一金…，就算养老和医保):
    that sum with these parts alone, in place of what the parts' words would name by themselves; where it says
    in other words what it means (开会的钱，就说人大会议那个项目), what these name."""
    counted = _parts_counted(text, links)
    if counted:
        return counted
    links = [one for one in links if not _is_put_more_precisely(one, text, links)]
    meant = _MEANT.search(text)
    inside = [one for one in links if meant and meant.start() <= one.start < meant.end()]
    outside = [one for one in links if meant and one.end <= meant.start()]
    if inside and outside and not any(len(one.names) > 2 for one in outside):
        return tuple(inside)
    return tuple(links)


def _parts_counted(text: str, links: Sequence[ItemLink]) -> tuple[ItemLink, ...]:
    """The links with a spoken sum narrowed to the parts that the question counts; empty where it names none."""
    narrowing, whole = _narrowing_of(text, links)
    if narrowing is None or whole is None:
        return ()
    words = [word for word in _LIST.split(_counted_in(narrowing)) if len(word) > 1]
    kept = [max(whole.names, key=lambda name: LCSseq.similarity(word, name)) for word in words]
    alike = [name for word, name in zip(words, kept, strict=True) if LCSseq.similarity(word, name) == len(word)]
    others = [one for one in links if one is not whole and not narrowing.start() <= one.start < narrowing.end()]
    return (*others, replace(whole, names=tuple(dict.fromkeys(alike)))) if alike else ()


def _counted_in(narrowing: re.Match[str]) -> str:
    found = narrowing.groupdict()
    return str(found.get("said") or found["listed"])


def _narrowing_of(text: str, links: Sequence[ItemLink]) -> tuple[re.Match[str] | None, ItemLink | None]:
    """The words that say which parts of a spoken sum count, and that sum: behind it, or within it in a row."""
    sums = [one for one in links if len(one.names) > 2]
    narrowing = NARROWING.search(text)
    whole = next((one for one in sums if narrowing and one.end <= narrowing.start()), None)
    if narrowing is not None and whole is not None:
        return narrowing, whole
    return next(((within, one) for one in sums if (within := _WITHIN.match(text, one.end))), (None, None))


def _in_brackets(text: str, links: Sequence[ItemLink]) -> list[ItemLink]:
    opened = [one for one in links if text[one.start - 1 : one.start] == "("]
    return [one for one in opened if _CLOSED.match(text, one.end) or _ADDED.match(text, one.end)]


def _is_put_more_precisely(link: ItemLink, text: str, links: Sequence[ItemLink]) -> bool:
    """Whether a bracket behind an everyday word holds the name meant by it (医疗相关的支出（卫生健康类）), or it is
    said what it consists of (医疗方面的支出，包括…)."""
    consists = _CONSISTS.match(text, link.end)
    if consists and any(one.start == consists.end() for one in links):
        return True
    behind = _LOOSELY.match(text, link.end)
    return behind is not None and any(one.start == behind.end() for one in _in_brackets(text, links))


def apposed(text: str, links: Sequence[ItemLink]) -> list[tuple[int, int]]:
    """The everyday words before a name in brackets, which only say the same (邮电通信这块费用（邮电费）)."""
    spans: list[tuple[int, int]] = []
    for one in _in_brackets(text, links):
        start = max(text.rfind(mark, 0, one.start - 1) for mark in ",;、。的")
        spans.append((max(start + 1, one.start - _APPOSED), one.start))
    spans += [(one.start, one.end) for one in links if _is_put_more_precisely(one, text, links)]
    return spans


def narrowing_spans(text: str, links: Sequence[ItemLink]) -> list[tuple[int, int]]:
    """The stretches that say which parts of a sum count, without the words that name none of them."""
    names = [name for link in links for name in link.names]
    spans: list[tuple[int, int]] = []
    within = [found for one in links if len(one.names) > 1 and (found := _WITHIN.match(text, one.end))]
    for found in (*NARROWING.finditer(text), *within):
        place = found.start()
        for word in _LIST.split(_counted_in(found)):
            at = text.index(word, max(place, text.index(_counted_in(found), found.start())))
            known = len(word) < 2 or any(LCSseq.similarity(word, name) == len(word) for name in names)
            spans.append((place, at + len(word) if known else at))
            place = at + len(word)
    return spans


def compared(
    totals: list[re.Match[str]], text: str, operation: Operation, named: Sequence[ItemLink | Column]
) -> list[re.Match[str]]:
    """The totals without those before the part of a clause that compares two things which it names itself (按支出预算
    …算,项目支出比基本支出多多少)."""
    if operation not in (Operation.DIFFERENCE, Operation.RATIO):
        return totals
    start = text.rfind(",", 0, max(text.find("比"), 0)) + 1
    beside = sum(start <= one.start for one in named) > 1
    return [one for one in totals if not (beside and one.end() <= start)]
