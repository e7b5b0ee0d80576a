"""Columns and tables that a question names: 人员经费, 政府性基金, 按支出预算总表."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.table_order import BUDGET_STAGES
from assistant.understand.vocabulary import measure_words
from index.catalogue import funds
from index.tables.kinds import kind_of_title

FUNDS = frozenset(funds().values()) | {"本年收入", "其他资金", "用事业基金弥补收支差额"}
BASES = frozenset({"决算数", "上年预算数", "上年决算数", "上年执行数", "增减额", "增减率"})
_ALL_MONEY = re.compile(r"[(（]?(?:按|以)?(?:全部|全)收支的?口径[)）]?")
_MAKES_TABLE = re.compile(r"[列做画制]成?[一个张份]*表$")  # asks for a table, and names none
_TABLE = re.compile(
    r"(?:(?!比|[里中上]的)[一-鿿]){2,16}?(?:总表|(?<!一览)(?<![代地仪水电手外])表)(?![示明现决彰演扬态达述]|里的项目(?!支出))"
)


_SHORT_TITLES = {
    "支出表": "支出总表",
    "收入表": "收入总表",
    "项目表": "项目支出表",
    "采购表": "政府采购表",
    "资产表": "固定资产表",
    "指标表": "绩效指标表",
}
CARRIED = "上年结转"
_COMPARED = re.compile(r"[比较与和跟同](?:上一?年|去年|20\d\d年?)(?:度)?的?$")
_INSIDE = re.compile(r"(?:结余|资金)*(?:里面?|[当之其]?中|内)(?:的|,)?(?:属于|来自)?")
_PROJECTS_PAID = re.compile("(项目)(?:支出)?(?:里面?|[当之其]?中|内)?的?(?:使?用|由|靠|以|从)$")
_SHORT = re.compile(r"(人员)(?:支出|经费)?[、和与及,](?:日常)?(公用)(?:支出|经费)?(?:[、和与及,](项目)(?!支出))?")
_SHORT_NAMES = ("人员经费", "公用经费", "项目支出")


@dataclass(frozen=True, slots=True)
class Column:
    """A stretch of the question that names the measure `name`, in these words."""

    start: int
    end: int
    name: str
    words: str = ""


def columns_of(text: str, spans: Sequence[tuple[int, int]], own: Sequence[tuple[str, str]] = ()) -> tuple[Column, ...]:
    """The measures that the text names outside `spans`, in order, the longest wordings first; `own` are
    wordings of columns that only the documents know, with their measures."""
    taken = list(spans)
    found: list[Column] = []
    for words, name in sorted((*own, *measure_words()), key=lambda pair: -len(pair[0])):
        if name in BASES or (name.startswith("上年") and not name.startswith("上年结转")):
            continue
        for place in re.finditer(re.escape(words), text):
            if name in BUDGET_STAGES and _COMPARED.search(text, 0, place.start()):
                continue  # 比2024年年初预算数增加: what is compared with
            if not any(place.start() < end and start < place.end() for start, end in taken):
                taken.append(place.span())
                found.append(Column(*place.span(), name, words))
    found = _within_groups(found, text)
    found += _projects_paid(found, text)
    found += [one for one in _listed(text) if not any(one.start < end and start < one.end for start, end in taken)]
    return tuple(sorted(found, key=lambda one: one.start))


def _projects_paid(found: Sequence[Column], text: str) -> list[Column]:
    """The projects as a column, where it is asked what a source of funds pays of them (项目里用其他收入安排的)."""
    if any(one.name not in FUNDS for one in found):
        return []
    places = (_PROJECTS_PAID.search(text, 0, one.start) for one in found)
    return [Column(*one.span(1), "项目支出", one[1]) for one in places if one][:1]


def _within_groups(found: list[Column], text: str) -> list[Column]:
    """The columns, a source of funds within what is carried over as one with it (上年结转里的政府性基金)."""
    kept: list[Column] = []
    for one in sorted(found, key=lambda column: column.start):
        before = kept[-1] if kept else None
        if before and before.name == CARRIED and one.name in FUNDS and _INSIDE.fullmatch(text[before.end : one.start]):
            kept[-1] = Column(before.start, one.end, f"{CARRIED}/{one.name}", text[before.start : one.end])
        else:
            kept.append(one)
    return kept


def _listed(text: str) -> list[Column]:
    """The columns of a list that leaves their endings out: 人员、公用、项目各多少."""
    return [
        Column(*found.span(number), name, found[number])
        for found in _SHORT.finditer(text)
        for number, name in enumerate(_SHORT_NAMES, 1)
        if found[number]
    ]


def tables_of(text: str) -> tuple[tuple[str, ...], list[tuple[int, int]]]:
    """The kinds of table that the text names, with the stretches of their names."""
    kinds: list[str] = []
    spans: list[tuple[int, int]] = []
    for found in _TABLE.finditer(text):
        if _MAKES_TABLE.search(found[0]):
            continue
        best = _longest_title(found[0])
        if best:
            kinds.append(best[0])
            spans.append((found.end() - best[1], found.end()))
    for found in _ALL_MONEY.finditer(text):
        kinds.append("支出总表")
        spans.append(found.span())
    return tuple(dict.fromkeys(kinds)), spans


def _longest_title(words: str) -> tuple[str, int] | None:
    """The kind that the end of the words names, with the length of the shortest ending that does."""
    whole = kind_of_title(words)
    if whole == "其他":
        short = _SHORT_TITLES.get(words[-len("支出表") :])
        return (short, len("支出表")) if short else None
    for start in range(len(words) - 3, -1, -1):
        if kind_of_title(words[start:]) == whole:
            return str(whole), len(words) - start
    return str(whole), len(words)


_WITHIN = re.compile("里面?|[当其]?中|之中|下面|部分?里|部分?中")


def without_scope(columns: Sequence[Column], text: str) -> tuple[Column, ...]:
    """The columns without the first, if the text says that the others are parts of it (基本支出中人员经费)."""
    if len(columns) < 2:
        return tuple(columns)
    gap = text[columns[0].end : columns[1].start]
    part_of = columns[0].name == "基本支出" and columns[1].name in _SHORT_NAMES[:2] and gap == "的"
    return tuple(columns[1:]) if part_of or _WITHIN.fullmatch(gap.rstrip("的,:")) else tuple(columns)
