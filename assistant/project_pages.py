"""Projects that a document tells on pages of their own (某专项经费情况说明) where none of its tables lists projects:
listed, counted, ranked, bounded and added up, and what a chapter of such pages says (立项依据, 实施周期)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from assistant.answer import Role, Status
from assistant.context import Context
from assistant.draft import amount_text
from assistant.plan import Operation, Plan
from assistant.projects_counted import BY_GOALS
from assistant.prompting import say
from assistant.quoting import quoted
from assistant.understand.reading import Reading
from index.amounts import YUAN_PER_UNIT, number_value
from index.line_kinds import field_label
from index.model import Passage, Statement
from index.statements import is_project_total, project_of, sentences

_SPECIAL = re.compile(
    r"(?:哪一?[些个]|哪几个|几个|多少个|各个?|所有|全部)(?:[一-鿿]{0,4}的?)专项|专项(?:里|中|当中|之中)|附[^，。]{0,4}哪"
)
_HOW_MANY = re.compile("(?<!哪)(?:几|多少)个(?:[一-鿿]{0,4}的?)专项")
_OF_PAGES = re.compile(
    "(?:[两二三四五六七八九十]个(?=专项)|专项|项目|经费|资金|情况|说明|公开|单独|写|附|列|里)+"
)  # words for projects and their pages
_SPECIAL_WORD = "专项"
_NUMBER = re.compile(r"([两二三四五六七八九十]|\d+)个(?:[一-鿿]{0,4}的?)专项")
_GROUPED = (Operation.LIST, Operation.COUNT, Operation.RANK, Operation.FILTER, Operation.SUM, Operation.VALUE)
_CHAPTERS = {  # what headings and labels of fields hold, and what asks for them
    "依据": re.compile("依据|(?:根据|按照|按|凭)(?:的是)?(?:什么|啥|哪)"),
    "周期|时间": re.compile("周期|(?:什么|啥)时[候间]|何时|多久|期限|几月"),
    "方案": re.compile("方案|怎么(?:实施|做|搞|推进|落实)|如何(?:实施|推进|落实)"),
    "主体|承担单位|实施单位": re.compile("主体|(?:谁|哪家|哪个单位|哪个部门)[^，。]{0,3}(?:实施|承担|来做|负责)|由谁"),
    "分配": re.compile("分配|怎么分|如何分"),
    "概": re.compile("概况|概述|简介|干什么的|做什么的|(?:为了|图)(?:什么|啥)"),
}
_UNNAMED = re.compile("(?:专项|项目)(?:资金|经费)情况说明")
_MONEY = re.compile("多少|几万|金额")


class ProjectPage(NamedTuple):
    """A project with the sentence that states its sum, or else the first words of its pages."""

    name: str
    total: Statement | None
    first: Passage


def pages_of(document: str, context: Context) -> list[ProjectPage]:
    """The projects that have pages of their own in a document, in its order."""
    first: dict[str, Passage] = {}
    for passage in context.snapshot.passages:
        if passage.document_id == document and (name := project_of(passage.section)):
            first.setdefault(name, passage)
    totals: dict[str, Statement] = {}
    for one in context.snapshot.statements:
        named = project_of(one.section) if one.document_id == document else ""
        if named and one.amount is not None and one.unit in YUAN_PER_UNIT and is_project_total(one.subject, named):
            totals.setdefault(named, one)
    return [ProjectPage(name, totals.get(name), passage) for name, passage in first.items()]


def tell_project_pages(reading: Reading, plan: Plan, context: Context) -> Status | None:
    """The projects with pages of their own, as a clause lists, counts, ranks, bounds or adds up the projects of a body;
    None where it asks something else, or tables list projects."""
    left = [one.text for one in reading.left]
    asked = (
        plan.group == "projects" or _SPECIAL.search(reading.plain) or any(one.endswith(_SPECIAL_WORD) for one in left)
    )
    asked = asked and not BY_GOALS.search(reading.text)
    of_else = any(not _OF_PAGES.fullmatch(one) for one in left)  # 绩效自评的项目几个
    if (
        reading.links
        or of_else
        or not asked
        or plan.operation not in _GROUPED
        or len(plan.documents) != 1
        or plan.topic
    ):
        return None
    document = plan.documents[0]
    if context.facts.projects(document):
        return None
    pages = pages_of(document, context)
    ranked = plan.operation in (Operation.RANK, Operation.FILTER, Operation.SUM)
    if not pages and not ranked:
        return _tell_unnamed(document, context)
    pages = [one for one in pages if one.total or not ranked]
    if plan.condition:
        pages = [one for one in pages if plan.condition.is_met(_amount(one), _unit(one))]
    number = _NUMBER.search(reading.plain)
    if not pages or (number and number_value(number[1]) != len(pages)):
        return None
    if plan.operation is Operation.VALUE and _HOW_MANY.search(reading.plain):
        plan = plan.model_copy(update={"operation": Operation.COUNT})
    if plan.operation is Operation.RANK:
        pages.sort(key=_amount, reverse=not plan.ascending)
        pages = pages[plan.nth - 1 : plan.nth] if plan.nth else pages[: max(plan.top, 1)]
    _tell_pages(pages, plan, context)
    return Status.ANSWERED


def tell_chapter(reading: Reading, plan: Plan, context: Context) -> Status | None:
    """What the chapter of a project's pages says that a clause asks for (立项依据是哪些文件); None where it names no
    such project, asks for money, or the pages have no such chapter."""
    names = [one.names[0] for one in reading.links if one.kinds == {"project"} and len(one.names) == 1]
    words = next((heading for heading, asked in _CHAPTERS.items() if asked.search(reading.text)), "")
    if len(names) != 1 or len(reading.links) > 1 or not words or _MONEY.search(reading.plain):
        return None
    own = [
        one
        for one in context.snapshot.passages
        if one.document_id in plan.documents
        and project_of(one.section) == names[0]
        and re.search(words, chapter_of(one))
    ]
    for passage in own:
        card = context.snapshot.card(passage.document_id)
        mark = context.draft.cite_passage(passage, passage.text)
        context.draft.say(quoted(f"{card.department}{card.year or ''}年{card.basis}", passage.text, mark))
    return Status.ANSWERED if own else None


def chapter_of(passage: Passage) -> str:
    """What a passage of a project's pages is about: the label of its field, or the heading of its chapter."""
    heading = passage.section[-1]
    return field_label(passage.text) or ("" if project_of((heading,)) else heading)


def _tell_pages(pages: Sequence[ProjectPage], plan: Plan, context: Context) -> None:
    """Their number or sum where it is asked for, and each with its amount."""
    draft, card = context.draft, context.snapshot.card(plan.documents[0])
    marks = [_mark(one, context) for one in pages]
    whose = f"{card.department}{card.year or ''}年"
    if plan.operation is Operation.COUNT:
        label = f"{whose}附有经费情况说明的项目"
        draft.counted_figure(label, (), list(dict.fromkeys(marks)))
        draft.say(say("count", label=label, amount=f"{len(pages)} 个"))
    if plan.operation is Operation.SUM and len({_unit(one) for one in pages}) == 1:
        total, formula = sum(map(_amount, pages), Decimal(0)), " + ".join(str(_amount(one)) for one in pages)
        draft.computed_figure(f"{whose}附有经费情况说明的项目合计", total, _unit(pages[0]), formula, (), marks)
        draft.say(say("sum", amount=amount_text(total, _unit(pages[0])), formula=formula))
    for one, mark in zip(pages, marks, strict=True):
        if one.total is None:
            draft.say(f"- {one.name}{mark}")
            continue
        first = not any(figure.role is Role.HEADLINE for figure in draft.figures)
        draft.stated_figure(one.name, _amount(one), _unit(one), Role.HEADLINE if first else Role.DETAIL, mark)
        draft.say(say("row", label=one.name, amount=amount_text(_amount(one), _unit(one)), cite=mark))
        context.stated.append(one.total)
    draft.say(say("only_project_pages"))


def _tell_unnamed(document: str, context: Context) -> Status | None:
    """What a project is about whose pages do not head it with a name; None where a document has no such pages."""
    own = [
        one
        for one in context.snapshot.passages
        if one.document_id == document
        and any(_UNNAMED.fullmatch(heading) for heading in one.section[:-1])
        and "概" in one.section[-1]
    ]
    for passage in own[:1]:
        card = context.snapshot.card(document)
        quote = passage.text[slice(*next(sentences(passage.text)))]
        mark = context.draft.cite_passage(passage, quote)
        context.draft.say(quoted(f"{card.department}{card.year or ''}年{card.basis}", quote, mark))
        context.draft.say(say("only_project_pages"))
    return Status.ANSWERED if own else None


def _mark(page: ProjectPage, context: Context) -> str:
    if page.total is None:
        return context.draft.cite_passage(page.first, page.first.text)
    return context.draft.cite_passage(context.passage(page.total.passage_id), page.total.quote)


def _amount(page: ProjectPage) -> Decimal:
    return (page.total.amount if page.total else None) or Decimal(0)


def _unit(page: ProjectPage) -> str:
    return page.total.unit if page.total else ""
