"""What columns measure and where money comes from, by canonical names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from index.catalogue.wording import folded, read_toml

THREE_PUBLIC_KINDS = (
    "三公经费",
    "因公出国（境）费用",
    "公务用车购置及运行维护费",
    "公务用车购置费",
    "公务用车运行维护费",
    "公务接待费",
)
TOTAL = "合计"
VALUE = "指标值"
ATTAINED = "实际完成值"  # of an indicator, beside its goal
_VALUE_EXPLAINED = "指标值("  # and what it comprises: 指标值（包含数字及文字描述）
_YEAR = re.compile(r"^(?:20\d\d年(?:度)?|本年度?|\d{4})(?=.)")
_SIDE = re.compile(r"^(?:本年|财政拨款)?(?:收入|支出)$")
_SUMMED = re.compile(r"^(?:本年|全年|收入|支出|预算|拨款|安排|资金|经费)+(?:数|额)?(?:合计|总计|总额)$")
_NUMBER = re.compile(r"^(?:其中:?|[一二三四五六七八九十]+、|\d+[、.]|\([一二三四五六七八九十\d]+\))")
_ALL_THREE_PUBLIC = re.compile(r"^(?!.*(?:会议|培训)).*三公\W?经费(?:预算|决算|支出|安排|合计|小计|总计)*$")
_AMOUNT_UNIT = re.compile(r"\((?:金额)?(?:单位:?)?(?:万元|亿元|元|%)\)$")


@lru_cache(maxsize=1)
def measures() -> Mapping[str, str]:
    """Folded wording of a header cell -> canonical measure (人员支出 -> 人员经费, 总计 -> 合计)."""
    return _inverted(read_toml("measures.toml")["wordings"])


@lru_cache(maxsize=1)
def funds() -> Mapping[str, str]:
    """Folded wording of a source of funds -> its canonical name."""
    return _inverted(read_toml("funds.toml")["sources"])


@lru_cache(maxsize=1)
def transparent_groups() -> frozenset[str]:
    """Folded header groups that say nothing about the columns below them."""
    return frozenset(folded(word) for word in read_toml("measures.toml")["groups"]["transparent"])


@lru_cache(maxsize=1)
def _group_names() -> Mapping[str, str]:
    return _inverted(read_toml("measures.toml")["group_names"])


def basis_of(word: str) -> str:
    """预算数 or 决算数 where a header word says no more than that, else an empty string."""
    return _group_names().get(folded(word), "")


@lru_cache(maxsize=1)
def prefixed_groups() -> frozenset[str]:
    """Canonical header groups that stay before the column's own name (上年结转/一般公共预算)."""
    return frozenset(read_toml("measures.toml")["groups"]["prefixed"])


def fund_of(label: str) -> str:
    """The canonical source of funds that a label names, or an empty string."""
    return funds().get(folded(label), "")


@lru_cache(maxsize=4096)
def three_public_kind(wording: str) -> str:
    """The canonical kind of 三公经费 that a label or header names, or an empty string."""
    canonical = _canonical(wording)
    return canonical if canonical in THREE_PUBLIC_KINDS else ""


@lru_cache(maxsize=4096)
def measure_of(column: str) -> str:
    """The canonical measure of a header path whose parts are joined by " / ".

    "基本支出 / 小计" is 基本支出, "上年结转结余 / 一般公共预算" is 上年结转/一般公共预算, "公务接待费 / 决算数"
    is 决算数/公务接待费; a path that the catalogue does not know keeps its last part.
    """
    parts = [part for part in column.split(" / ") if folded(part)]
    if not parts:
        return TOTAL
    *groups, last = parts
    name = _canonical(last) or _bare(last)
    basis = _group_names().get(folded(last), name)
    if basis in _bases():
        subjects = [group for group in groups if folded(group) not in transparent_groups() and not _is_side(group)]
        subject = measure_of(" / ".join(subjects))
        return name if subject == TOTAL else f"{basis}/{subject}"
    for group in reversed(groups):
        canonical = _group_names().get(folded(group)) or _canonical(group)
        if canonical in prefixed_groups():
            return canonical if name == TOTAL else f"{canonical}/{name}"
        if name == TOTAL and folded(group) not in transparent_groups():
            name = canonical or _bare(group)
    return name


def _is_side(group: str) -> bool:
    return bool(_SIDE.match(folded(group)))


@lru_cache(maxsize=1)
def _bases() -> frozenset[str]:
    return frozenset(read_toml("measures.toml")["basis"]["names"])


def _canonical(wording: str) -> str:
    text = folded(wording)
    known = measures()
    for candidate in (text, _bare(text)):
        if candidate in known:
            return known[candidate]
    if text.startswith(_VALUE_EXPLAINED):
        return VALUE
    if _ALL_THREE_PUBLIC.match(text):
        return THREE_PUBLIC_KINDS[0]
    return TOTAL if _SUMMED.match(_bare(text)) else ""


def _bare(wording: str) -> str:
    """A header word without year, unit in brackets, numbering and 其中."""
    text = _AMOUNT_UNIT.sub("", folded(wording))
    text = _NUMBER.sub("", text)
    return _YEAR.sub("", text) or text


def _inverted(entries: Mapping[str, list[str]]) -> Mapping[str, str]:
    return MappingProxyType({folded(word): name for name, words in entries.items() for word in words})
