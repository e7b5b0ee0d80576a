"""The wordings by which items are called in full: their own names and the forms of them that people write."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from assistant.understand.text import bare, folded
from index.catalogue import measures, subjects, synonyms

_DEAR = re.compile(r"(?:单价|单位价值)在?(\d+)万元?(?:\(含\))?以上的?([一-鿿]{2,8})")
_PRICED = ("", "单价", "单价在", "单位价值", "单件")
_WAN = ("万", "万元", "万块")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_SAID_IN_BRACKETS = re.compile(
    r"(?<=[一-鿿])\((?![类款项含不新续])([一-鿿]{2,6})\)(?=[一-鿿])"
)  # 老领导(研究会)工作经费
_OF_PRICE = re.compile(r"\(\d+万元?以[上下](?:\(含\))?\)$")  # 台式计算机(20万以下)
_LONG_NAME = 7  # characters of the name of a project that is also called without 项目
_OF_RANK = re.compile(r"[省市区县](?![级区直属场民域容镇政])(?=[一-鿿]{5})")  # 市人大常委会会议: 人大常委会会议
_MEANS = re.compile(r"(?<=[一-鿿]{5})(?:经费|资金|费用)$")  # words for money behind the name of a project
_OF_WORK = re.compile("(?<=[一-鿿]{4})工作(?=(?:经费|专项)$)")
_SESSION = re.compile(r"([一二三四五六七八九十]+届)(?:人大|人民代表大会)第?([一二三四五六七八九十]+次(?:全体)?会议)")
_CONGRESS = ("", "人大", "人代会", "人民代表大会")
GENERIC = {"支出", "收入", "预算", "经费", "项目", "合计", "金额"}


def short_names(items: Iterable[str], exact: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The items that long names without rank and 经费 stand for, where such words are no `exact` name."""
    short: dict[str, tuple[str, ...]] = {}
    for item in items:
        names = {folded(item), _SAID_IN_BRACKETS.sub(r"\1", folded(item))}
        for form in {form for name in names for form in _short_forms(name)} - exact.keys():
            short[form] = (*short.get(form, ()), item)
    return short


def exact_names(items: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The items that each wording names: names, forms of them, everyday words, subjects that no document lists."""
    exact: dict[str, tuple[str, ...]] = {}
    for item in items:
        for form in _forms(item):
            exact[form] = tuple(dict.fromkeys((*exact.get(form, ()), item)))
    held: dict[str, list[str]] = defaultdict(list)
    for item in items:
        for name in dict.fromkeys((folded(item), _OF_PRICE.sub("", folded(item)))):
            held[name].append(item)
    for word, names in synonyms().items():
        if folded(word) not in exact:
            exact[folded(word)] = tuple(one for name in names for one in held.get(folded(name), [name]))
    for subject in subjects():
        if len(subject.name) > 3:  # known, though no document lists it
            for form in (folded(subject.name), _IN_BRACKETS.sub("", folded(subject.name))):
                exact.setdefault(form, (subject.name,))  # 退职费
    return exact


def _forms(item: str) -> Iterable[str]:
    forms = {folded(item), bare(item), _SAID_IN_BRACKETS.sub(r"\1", folded(item))}
    for form in tuple(forms):
        if form.endswith("支出") and len(form) >= 6:
            forms.add(form.removesuffix("支出"))
        if form.endswith("项目") and len(form) >= _LONG_NAME and form.removesuffix("项目") not in measures():
            forms.add(form.removesuffix("项目"))  # 特定人员发放项目
        dear = _DEAR.fullmatch(form)
        if dear:  # 单价在20万元以上的设备: 20万以上设备
            forms |= {
                f"{price}{dear[1]}{wan}以上{of}{dear[2]}" for price in _PRICED for wan in _WAN for of in ("", "的")
            }
    return (form for form in forms if len(form) >= 2 and not form.isdigit() and form not in GENERIC)


_NUMBER_OF = re.compile(r"(?<=[一-鿿]{3})((?:人员|单位)(数))$")  # 财政供养|人员|数


def _short_forms(name: str) -> set[str]:
    """What a long name is also called: without the rank of its body in front, and without 经费 behind; the session
    of a congress by its numbers, and as 人代会."""
    unranked = {name, _OF_RANK.sub("", name, count=1) if _OF_RANK.match(name) else name}
    unranked |= {one.removeprefix("人大") for one in unranked if one.startswith("人大常委会")}  # 常委会会议经费
    session = _SESSION.search(name)
    numbers = {f"{session[1]}{of}{nth}{session[2]}" for of in _CONGRESS for nth in ("", "第")} if session else set()
    called = numbers | {"人代会", "人大会"} if session else set()
    called |= {name[: found.start(number)] for number in (1, 2) if (found := _NUMBER_OF.search(name))}
    called |= {_OF_WORK.sub("", one) for one in unranked}  # 老领导工作经费: 老领导经费
    return (unranked | {_MEANS.sub("", one) for one in unranked} | called) - {name}
