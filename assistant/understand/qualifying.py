"""Names beside each other of which the first only says which of the second is meant: the part of an item, the
indicator of a project, a name put more precisely."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.plan import Operation, Selector
from assistant.table_order import OWN_TABLES
from assistant.understand.reading import Reading
from assistant.understand.text import bare
from assistant.understand.vocabulary import ItemLink, Vocabulary
from index.catalogue import THREE_PUBLIC_KINDS

INSIDE = re.compile(
    r"(?:里面|里头|里边|当中|之中|其中|里|中|内|下面|下)(?:的)?(?:用于|安排给|属于|有没有|有无|是否有|有|包含|包括|含)?$|项目(?:的|里|中)?$|的$"
)
TOGETHER = re.compile(r"[和与及跟、]|以及|还有|加上?")
_OWN = frozenset(OWN_TABLES)  # things that have a table to themselves
_FEW = 6  # characters between two names of a list
_NAMES_PART = 3  # characters of a project's name that name it
_CLOSE = 0.3


def qualified(named: list[Selector], reading: Reading, vocabulary: Vocabulary) -> list[Selector]:
    """An item of which another is a part (人才工作经费的引进人数) qualifies that other, and goes."""
    if reading.operation is Operation.SHARE or len(named) < 2:
        return named
    links, text = list(reading.links), reading.linked_in or reading.text
    if len(links) > 2 and _is_of_each(links, text):
        return [_of_project(named[-1], one, vocabulary) for one in links[:-1]]
    kept: list[Selector] = []
    for number, _selector in enumerate(named):
        link = links[number]
        later = links[number + 1] if number + 1 < len(links) else None
        gap = text[link.end : later.start].rstrip(",") if later else ""
        if later and _is_put_more_precisely(link, later, gap, text):
            continue
        if later and "project" in link.kinds and "indicator" in later.kinds and not TOGETHER.search(gap):
            named[number + 1] = named[number + 1].model_copy(update={"project": link.names[0]})
        elif later and not TOGETHER.search(gap) and (project := _project_of(link, later, vocabulary)):
            named[number + 1] = named[number + 1].model_copy(update={"project": project})
        elif later and INSIDE.search(gap) and _only_introduces(link, later):
            continue
        elif later and INSIDE.search(gap) and not TOGETHER.search(gap) and _contains(link, later, vocabulary):
            within = () if "three_public" in link.kinds else link.names
            named[number + 1] = named[number + 1].model_copy(update={"within": within})
        else:
            kept.append(named[number])
    return kept


def below_left_words(named: list[Selector], reading: Reading, vocabulary: Vocabulary) -> list[Selector]:
    """Things bought, below what words before them say, be it no item itself (全委会|的住宿服务: 省政协全委会)."""
    if len(named) != len(reading.links):
        return named
    return [_below(one, link, reading, vocabulary) for one, link in zip(named, reading.links, strict=True)]


def _below(item: Selector, link: ItemLink, reading: Reading, vocabulary: Vocabulary) -> Selector:
    if item.within or "procurement" not in link.kinds:
        return item
    above = {parent for name in link.names for parent in vocabulary.parents.get(name, ())}
    words = [one.text for one in reading.left if one.end <= link.start]
    within = tuple(sorted(name for name in above if any(one in name for one in words)))
    return item.model_copy(update={"within": within}) if within else item


def _project_of(link: ItemLink, later: ItemLink, vocabulary: Vocabulary) -> str:
    """The one project that the name of a subject begins (基本公共卫生服务|补助), or whose name has the words in it
    (水电费: 业务用房水电费), of those that have the indicator named behind it; empty where there is none."""
    if later.kinds != {"indicator"} or ("indicator" in link.kinds and link.sure == 1.0):
        return ""
    above = {parent for item in later.names for parent in vocabulary.parents.get(item, ())}
    begun = [one for one in above for name in link.names if bare(one).startswith(bare(name))]
    meant = begun or [one for one in above if len(link.text) >= _NAMES_PART and bare(link.text) in bare(one)]
    return meant[0] if len(meant) == 1 else ""


def _only_introduces(link: ItemLink, later: ItemLink) -> bool:
    """Whether the first of two names says no more than the second: no row and no table is of it, or both are
    assets."""
    of_nothing = not link.kinds and not _OWN & set(link.names)
    return of_nothing or link.kinds == later.kinds == {"asset"}


def _is_of_each(links: list[ItemLink], text: str) -> bool:
    """Whether one indicator is asked of several projects: 甲项目和乙项目的满意度各是多少."""
    gaps = [text[one.end : later.start] for one, later in pairwise(links)]
    together = all(TOGETHER.search(gap) and len(gap) < _FEW for gap in gaps[:-1])
    kinds = ["indicator" if "indicator" in one.kinds else "project" if "project" in one.kinds else "" for one in links]
    return together and kinds == ["project"] * (len(links) - 1) + ["indicator"]


def _of_project(indicator: Selector, project: ItemLink, vocabulary: Vocabulary) -> Selector:
    """The indicator of one project, whose name there may differ a little."""
    near = vocabulary.nearest(bare(indicator.label), kinds=("indicator",))
    alike = [name for name, score in near if near and score >= near[0][1] - _CLOSE]
    names = tuple(dict.fromkeys((*indicator.names, *alike)))
    label = f"{project.names[0]}·{indicator.label}"
    return indicator.model_copy(update={"names": names, "project": project.names[0], "label": label})


def _is_put_more_precisely(link: ItemLink, later: ItemLink, gap: str, text: str) -> bool:
    """Whether the next name only says the same more precisely: 水电费里电费, 离退休（行政单位离退休）."""
    if gap == "(" and text[later.end : later.end + 1] == ")":
        return True
    return bool(INSIDE.search(gap)) and set(later.names) < set(link.names)


def _contains(link: ItemLink, later: ItemLink, vocabulary: Vocabulary) -> bool:
    """Whether an item is said to lie in another that has rows below it, or in a project."""
    if _OWN & set(link.names):
        return True  # 政府采购里的会议费 is no other
    in_project = link.kinds == {"project"} and bool(later.kinds & {"project", "economic"})
    return in_project or _holds(link, later, vocabulary)


def _holds(link: ItemLink, later: ItemLink, vocabulary: Vocabulary) -> bool:
    """Whether some row of the later item stands below the earlier one."""
    if "three_public" in link.kinds and ("three_public" in later.kinds or set(later.names) <= set(THREE_PUBLIC_KINDS)):
        cars = link.names[0].startswith("公务用车购置及") and later.names[0].startswith("公务用车")
        return "三公经费" in link.names or cars
    return any(name in vocabulary.parents.get(item, ()) for name in link.names for item in later.names)
