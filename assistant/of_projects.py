"""The reading of a clause that asks something of a project: of the one talked of, or of one that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.library import Library
from assistant.narrative.asked import measure_asked
from assistant.plan import Operation
from assistant.understand.clues import asks_money
from assistant.understand.numbers_apart import NUMBERS_APART
from assistant.understand.reading import Reading, read
from assistant.understand.text import folded, of_each
from assistant.understand.told import Told
from assistant.understand.vocabulary import ItemLink

_TASKS = re.compile(
    "(?:年度)?(?:重点)?(?:工作)?任务(?=$|[是有最里的中列拟要都投共]|[?？,，]|一共|各|分别|总共|合计|计划|安排|预计)"
)
_GOALS_TABLE = "项目绩效表"
_PLAN_OF_PAYMENTS = "资金支出计划"
_OF_COST = {"economic", "three_public"}  # kinds of items that no number of times or heads is asked of (培训几次)
_OF_IT = re.compile("^(?:这个|这一)?(?:工作)?(?:项目|经费|专项)*(?:里面?|[中内])?[的,]*")
_BOUND = re.compile("不超过|不高于|不低于|不少于|至少|控制在|以内|要求|目标|指标")
_GOALS_OF_PROJECT = re.compile(
    "(?:项目)?(?:都?(?:有|设了?|包括)(?:哪些|哪几[个项]|什么)|的)?(?:绩效|年度|总体)*(?:目标|指标)(?:(?:都|又)?(?:是|有)?(?:什么|哪些|啥))?"
    "[呢?？]?$"
)
_SEVERAL_PROJECTS = re.compile("[两俩三四五六]个?项目(?!支出)")
_CALLED_PROJECT = re.compile("(?:这个|那个)?项目(?:的?(?:预算|资金|经费|金额|钱|是|多少|要|花|占|比|和|$)|[?？呢])")
_BEFORE_NUMBER = re.compile(
    "(?:那么?|请问|还有)*([一-鿿]{3,10}?)(?:要|得|计划|安排|[一全今]年|至少|最多|一共|总共)*(?:开展?|搞|办|组织|举办)?(?:几|多少)"
)
_SURE = 0.8  # how surely a project is named
_RATES = re.compile("率|度")


def of_project(reading: Reading, told: Told | None, library: Library) -> Reading:
    """The reading with the project, or the indicators of a project, that a clause asks about."""
    reading = _of_called_project(_of_several(reading, library), library)
    reading = _of_goals(_of_plan(_of_tasks(reading, library), library), library)
    return _of_project_told(_of_named_project(reading, library), told, library)


def _of_tasks(reading: Reading, library: Library) -> Reading:
    """The reading of a clause that asks for the tasks of the year (重点工作任务有哪些), which a form of the whole
    body's goals lists with the money that they take, as one that asks for its projects."""
    if reading.links or reading.columns or not reading.documents or not _TASKS.search(reading.text):
        return reading
    held = [library.facts.projects(document) for document in reading.documents]
    if not all(group and all(one.kind == _GOALS_TABLE for one in group) for group in held):
        return reading
    own = read(_TASKS.sub("项目", reading.text), library.snapshot.documents, library.vocabulary, reading.documents)
    return replace(own, bodies=reading.bodies, years=reading.years, fresh=reading.fresh)


def _of_project_told(reading: Reading, told: Told | None, library: Library) -> Reading:
    """The reading of a clause that asks an indicator of the project talked of."""
    own = [one for one in reading.links if one.text in reading.text]
    if told is None or not told.projects or reading.total or reading.of_told or NUMBERS_APART.search(reading.text):
        return reading
    if reading.operation is Operation.SUM:
        return reading  # it and something else added up
    if (
        asks_money(reading.text)
        and not own
        and reading.links
        and all(one.kinds == {"indicator"} for one in reading.links)
    ):
        name = told.projects[-1]  # of an indicator no money is asked
        return replace(reading, links=(library.vocabulary.link(0, 0, (name,), name),), project="", left=())
    if reading.columns:
        planned = not own and all(_PLAN_OF_PAYMENTS in one.name for one in reading.columns)
        name = told.projects[-1]
        return replace(reading, links=(library.vocabulary.link(0, 0, (name,), name),)) if planned else reading
    counted = bool(measure_asked(reading.text) or _BOUND.search(reading.text))
    if any(one.kinds != {"indicator"} and one.sure == 1.0 and not (counted and one.kinds <= _OF_COST) for one in own):
        return reading
    if _is_of_another(reading, told.projects, library):
        return reading
    asked = library.indicators.asked(reading, told.projects)
    if asked is None:
        return reading
    links, project = asked
    if _names_other_in_full(own, links):
        return reading
    return replace(
        reading, links=links, project=project, left=(), fresh=True, wants_text=False, operation=Operation.VALUE
    )


def _is_of_another(reading: Reading, projects: Sequence[str], library: Library) -> bool:
    """Whether what a clause counts begins the way that but one project is called, and none of those talked of
    (代表培训几次, after a project of legislation)."""
    found = _BEFORE_NUMBER.match(reading.text)
    name = library.vocabulary.only_project(folded(found[1]), reading.documents) if found else ""
    return bool(name) and name not in projects


def _of_several(reading: Reading, library: Library) -> Reading:
    """The reading of a clause about several projects (信息化和网络运维两个项目), each by the one project that has the
    words in its name, where they are a subject's name too."""
    if len(reading.links) < 2 or not _SEVERAL_PROJECTS.search(reading.text):
        return reading
    return replace(reading, links=tuple(_as_project(one, reading, library) or one for one in reading.links))


def _of_called_project(reading: Reading, library: Library) -> Reading:
    """The reading of a clause that calls something a project by a word which is a subject too (人大立法项目), with the
    one project that has the word in its name."""
    link = reading.links[0] if len(reading.links) == 1 else None
    if (
        link is None
        or not link.kinds <= {"functional", "economic"}
        or not _CALLED_PROJECT.match(reading.text, link.end)
    ):
        return reading
    project = _as_project(link, reading, library)
    return replace(reading, links=(project,)) if project else reading


def _of_goals(reading: Reading, library: Library) -> Reading:
    """The reading of a clause about the goals of a project that it calls by a word which is a subject too, with the
    one project that has the word in its name (防汛项目的绩效目标)."""
    link = reading.links[0] if len(reading.links) == 1 else None
    found = _GOALS_OF_PROJECT.match(reading.text, link.end) if link else None
    if found is None or link is None:
        return reading
    if not found[0].startswith("项目") and link.sure == 1.0:
        return reading  # 学前教育的目标 may be told of the subject itself
    project = _as_project(link, reading, library)
    return replace(reading, links=(project,), wants_text=True, operation=Operation.VALUE) if project else reading


def _as_project(link: ItemLink, reading: Reading, library: Library) -> ItemLink | None:
    """The one project with the words of something else in its name; None where none or several have them, or where the
    words are a project's already."""
    name = library.vocabulary.only_project(folded(link.text), reading.documents) if "project" not in link.kinds else ""
    return library.vocabulary.link(link.start, link.end, (name,), link.text) if name else None


def _of_plan(reading: Reading, library: Library) -> Reading:
    """The reading of a clause that asks how much of a project is paid until when, with the project that its words
    resemble, where an indicator resembles them too (执法检查6月底付百分之几)."""
    planned = bool(reading.columns) and all(_PLAN_OF_PAYMENTS in one.name for one in reading.columns)
    if not planned or len(reading.links) != 1 or reading.links[0].kinds != {"indicator"}:
        return reading
    link, vocabulary = reading.links[0], library.vocabulary
    words = link.text if link.text in reading.text else ""
    own = [
        name
        for name, kinds in vocabulary.kinds.items()
        if "project" in kinds
        and words
        and words in folded(name)
        and vocabulary.documents[name] & set(reading.documents)
    ]
    return (
        replace(reading, links=(vocabulary.link(link.start, link.end, (own[0],), words),)) if len(own) == 1 else reading
    )


def _of_named_project(reading: Reading, library: Library) -> Reading:
    """The reading of a clause that names a project and asks several of its rates or bounds (…的满意度和注册率各是
    多少)."""
    own = [one for one in reading.links if one.text in reading.text and "project" in one.kinds]
    own = [one for one in own if one.sure >= _SURE]
    rest = _around(reading.text, own) if len({one.names for one in own}) == 1 else ""
    guessed = any(one.kinds == {"indicator"} and one.sure < 1.0 for one in reading.links)  # of any project
    if not (of_each(rest) or guessed) or not (_RATES.search(rest) or _BOUND.search(rest)):
        return reading
    left = tuple(one for one in reading.links if one not in own)
    asked = library.indicators.asked(replace(reading, text=rest, links=left), own[0].names)
    if asked is None:
        return reading
    links, project = asked
    if _names_other_in_full(own, links):
        return reading
    return replace(reading, links=links, project=project, left=(), wants_text=False, operation=Operation.VALUE)


def _names_other_in_full(own: Sequence[ItemLink], found: Sequence[ItemLink]) -> bool:
    """Whether a clause gives the full name of something, and what was found for a project is none of that."""
    exact = {
        name for one in own if one.sure == 1.0 and folded(one.text) in map(folded, one.names) for name in one.names
    }
    return bool(exact) and not any(name in other for name in exact for one in found for other in one.names)


def _around(text: str, named: Sequence[ItemLink]) -> str:
    """What a clause asks of a project: behind its name, or before it where nothing is asked behind it."""
    behind = _OF_IT.sub("", text[named[-1].end :])
    return behind if _RATES.search(behind) or _BOUND.search(behind) else text[: named[0].start]
