"""Indicators over all projects of a document: how many projects have some, which has most, which are of
something, which keep a bound."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from assistant.answer import Status
from assistant.context import Context
from assistant.indicator_rows import IndicatorRow, indicator_rows, kinds_named, tell_rows
from assistant.plan import Plan
from assistant.projects_counted import BY_GOALS, counting_sentences
from assistant.prompting import say
from assistant.understand.reading import Reading
from assistant.understand.text import bare

_PROJECTS = re.compile(r"(?:多少|几)个(?:二级)?项目[^,，。]{0,6}(?:设|有|列|编)[^,，。]{0,6}(?:指标|绩效(?!目标管理))")
_MOST = re.compile(r"(?:哪|什么)[一些个]*(?:二级)?项目[^,，。]{0,8}指标[^,，。]{0,4}最([多少])")
_ABOUT = re.compile(
    r"(?:跟|和|与|同|关于|涉及|有关|提到)[^,，。]*?([一-鿿a-z\d]{2,10}?)(?:有关|相关|方面)?的?(?:绩效)?(?:指标|$|[?？])"
)
_WHICH = re.compile(r"哪些(?:绩效)?指标|指标[^,，。]{0,8}(?:哪些|什么)|哪[几两]?[些个]项目[^,，。]{0,8}指标")
_CLASS_ASKED = re.compile(
    r"([一-鿿]{2,10}?)指标(?:值|要求)?(?:里面?|中|下面?)?(?:都|主要|分别|各自?|一共)*(?:要求|定|设|有|是|包括|包含|列|为)*(?:了)?(?:哪|什么|啥|多少(?!个))"
)
_CLASS_LISTED = re.compile(
    "(?P<behind>[一-鿿]{2,6})(?:类|方面的?)?指标(?:都|分别|主要|一共)*(?:有|是|包括|设了?)(?:哪|什么|啥)"
    "|(?:哪[些几]个?|什么|所有|全部|各项?)(?P<before>[一-鿿]{2,6}?)(?:类|方面的?)?指标"
)
_NUMBER_OF_PROJECTS = re.compile("(?:多少|几)个?(?:二级)?项目|项目(?:一?共|总共|总计)?有?(?:多少|几)个")
_IN_WORDS = re.compile(r"定性")
_BOUND = re.compile(
    r"(不低于|不少于|大于等于|≥|>=|至少|达到|超过|高于|大于|>|低于|小于|<(?!=)|不足|不超过|不高于|≤|<=)?(\d+(?:\.\d+)?)%(以上|及以上|以下|以内)?"
)
_OF_PROJECTS = re.compile(r"哪[些几个]+[^,，。]{0,4}项目|的(?:二级)?项目(?:都|一共|总共)*[有是]哪")
_OF_BOUND = re.compile(
    r"项目(?:的|对)?([一-鿿]{2,8}?)(?:指标|目标值?|要求|都|定|在|为|是)*(?=不低|不少|大于|至少|达到|超|高于|低于|小于|不足|不高|\d)"
)
_BEHIND_BOUND = re.compile(
    "%(?:及?以[上下内])?的?(?P<name>(?!以[上下内])(?:(?![哪有些几])[一-鿿]){2,8}?)(?:指标|目标|要求)*的(?:二级)?项目"
)  # ≥98%满意度的项目
_BEFORE_BOUND = re.compile("(?:指标|目标值?|要求|都|定|在|为|是|设|的)+$")
_EACH_PROJECT = re.compile(
    "(?:各个?|每一?个|所有)(?:二级)?项目的?([一-鿿]{2,8}?)(?:指标|目标值?|要求|标准)*(?:分别|各自?|都)*(?:是|要求|为|定)*(?:多少|什么|啥|几)"
)
_LONGEST = 8  # characters of what an indicator is called in a question
_LESS = ("低于", "小于", "<", "不足", "不超过", "不高于", "≤", "以下", "以内")
_EQUAL_TOO = (
    "不低于",
    "不少于",
    "大于等于",
    "≥",
    ">=",
    "≤",
    "至少",
    "达到",
    "不超过",
    "不高于",
    "以上",
    "及以上",
    "以下",
    "以内",
)


def tell_indicator_set(reading: Reading, context: Context) -> Status | None:
    """What a clause asks of the indicators of all projects of the document; None where it asks nothing of the kind."""
    if len(reading.documents) != 1 or not re.search("指标|满意|绩效|率", reading.text):
        return None
    if any("project" in one.kinds and one.sure == 1.0 for one in reading.links):
        return None
    most, rows = _MOST.search(reading.text), indicator_rows(reading.documents[0], context)
    by_goals = not most and BY_GOALS.search(reading.text) and counting_sentences(reading.documents[0], context)
    if most or (_PROJECTS.search(reading.text) and not by_goals):  # a sentence says how many have goals
        return _tell_numbers(rows, most[1] if most else "", context)
    counts = bool(_NUMBER_OF_PROJECTS.search(reading.text))
    of_any = _WHICH.search(reading.text) and not reading.links
    if (counts or of_any or _OF_PROJECTS.search(reading.text)) and _BOUND.search(reading.text):
        return _tell_all(_within(reading.text, rows), context, counts=counts)
    of_each = _EACH_PROJECT.search(reading.text)
    if of_each:
        return _tell_all(_called(of_each[1], rows), context)
    of_body = _of_class(reading, rows)
    if of_body:
        return _tell_class(of_body, context)
    listed = _CLASS_LISTED.search(reading.text) if not reading.links else None
    words = (listed["behind"] or listed["before"]) if listed else ""
    kind = next((one for one in kinds_named(words) if words.endswith(one)), "")
    if kind:
        return _tell_all([one for one in rows if one.is_of((kind,)) or kind in bare(one.item)], context)
    about = _ABOUT.search(reading.text)
    if _WHICH.search(reading.text) and about:
        return _tell_all([one for one in rows if about[1] in bare(one.item + one.said)], context)
    return None


def _of_class(reading: Reading, rows: Sequence[IndicatorRow]) -> list[IndicatorRow]:
    """The rows of the class of indicators that is asked for (满意度指标有哪些), where they are of the whole body, of no
    project; empty where none is asked for, or one indicator by its name (就业服务满意度|指标值)."""
    asked = _CLASS_ASKED.search(reading.text)
    if asked is None or any(one.project for one in rows):
        return []
    if any("indicator" in one.kinds and one.sure == 1.0 and one.end == asked.end(1) for one in reading.links):
        return []
    classes = {kind for one in rows for kind in one.kinds}
    named = [kind for kind in classes if asked[1].endswith(bare(kind).removesuffix("指标"))]
    best = max(named, key=len, default="")
    return [one for one in rows if best in one.kinds] if best else []


def _tell_class(rows: Sequence[IndicatorRow], context: Context) -> Status:
    card = context.snapshot.card(rows[0].cell.document_id)
    context.draft.say(say("rows_of", department=card.department, year=str(card.year or "")))
    tell_rows(rows, context, with_project=False)
    return Status.ANSWERED


def _tell_all(rows: Sequence[IndicatorRow], context: Context, *, counts: bool = False) -> Status | None:
    """The rows with their projects, where a clause asks for that also how many projects these are."""
    if not rows:
        return None
    if counts:
        card, first = context.snapshot.card(rows[0].cell.document_id), {one.project: one for one in reversed(rows)}
        label = f"{card.department}{card.year or ''}年这样的项目"
        context.draft.counted_figure(label, [one.cell for one in first.values()])
        context.draft.say(say("count", label=label, amount=f"{len(first)} 个"))
    tell_rows(rows, context, with_project=True)
    return Status.ANSWERED


def _within(text: str, rows: Sequence[IndicatorRow]) -> list[IndicatorRow]:
    """The rows in percent that keep the bound of a question, of the kind or the name that it says."""
    bound, of = _BOUND.search(text), _OF_BOUND.search(text)
    behind = _BEHIND_BOUND.search(text)
    named = of[1] if of else behind["name"] if behind else ""
    meant = _called(named, rows) if named else _called_before(text[: bound.start()], rows) if bound else []
    of_any = not meant and not named and bool(_WHICH.search(text))
    meant = list(rows) if of_any else meant
    if bound is None or not meant:
        return []
    words = [bound[1] or "", bound[3] or ""]
    limit, less = Decimal(bound[2]), any(one in _LESS for one in words)
    equal = any(one in _EQUAL_TOO for one in words) or not any(words)

    def keeps(row: IndicatorRow) -> bool:
        found = row.figure
        if found is None or found.unit != "%":
            return False
        if found.value == limit:
            return equal or found.operator in (("<",) if less else (">",))
        if of_any and not any(words):
            return False  # 哪些指标要求90%: just so much
        return (found.value < limit) == less

    return [one for one in meant if keeps(one)]


def _called(words: str, rows: Sequence[IndicatorRow]) -> list[IndicatorRow]:
    """The rows of the kind that some words are (满意度: a 满意率 too), or else with the words in their names, or else
    of a kind that they name."""
    kinds = kinds_named(words)
    own = [one for one in rows if words in bare(one.item)]
    of_kind = [one for one in rows if kinds and one.is_of(kinds)]
    return (of_kind or own) if kinds == (words,) else own or of_kind


def _called_before(text: str, rows: Sequence[IndicatorRow]) -> list[IndicatorRow]:
    """The rows of what is named right before a bound (满意度要求|100%), by as much of the words as any is called."""
    words = _BEFORE_BOUND.sub("", text)
    names = (words[-length:] for length in range(min(_LONGEST, len(words)), 1, -1))
    called = next((one for one in names if any(one in bare(row.item) for row in rows)), "")
    return _called(called, rows) if called else []


def _tell_numbers(rows: Sequence[IndicatorRow], most: str, context: Context) -> Status | None:
    """How many projects have indicators, or the one that has most or fewest of them, with the number of each."""
    numbers = Counter(one.project for one in rows if one.project)
    if not numbers:
        return None
    draft, card = context.draft, context.snapshot.card(rows[0].cell.document_id)
    where = f"{card.department}{card.year or ''}年"
    first = {project: next(one for one in rows if one.project == project) for project in numbers}
    if not most:
        marks = [draft.cite_cell(one.cell) for one in first.values()]
        draft.counted_figure(f"{where}设有绩效指标的项目", (), marks)
        draft.say(say("count", label=f"{where}设有绩效指标的项目", amount=f"{len(numbers)} 个"))
    ordered = sorted(numbers, key=lambda one: numbers[one], reverse=most != "少")
    for place, project in enumerate(ordered):
        marks = [draft.cite_cell(one.cell) for one in rows if one.project == project]
        draft.counted_figure(project, (), marks)
        if most and not place:
            draft.say(say("most_indicators", where=where, project=project, most=most, amount=f"{numbers[project]} 个"))
        draft.say(say("row", label=project, amount=f"{numbers[project]} 个", cite=draft.cite_cell(first[project].cell)))
    return Status.ANSWERED


def tell_second_level(plan: Plan, context: Context) -> Status | None:
    """The names of the second-level projects below those of the first, where only the table of indicators has them
    and no table their amounts; None for documents that list them with amounts, or that have none."""
    if plan.selectors or "二级项目" not in plan.question:
        return None
    draft, done = context.draft, False
    for document in plan.documents:
        listed = {bare(one.item) for one in context.facts.projects(document)}
        rows = {one.project: one for one in reversed(indicator_rows(document, context)) if one.above}
        if not rows or any(bare(name) in listed for name in rows):
            continue
        card = context.snapshot.card(document)
        draft.say(say("rows_of", department=card.department, year=str(card.year or "")))
        for above in dict.fromkeys(one.above[-1] for one in reversed(rows.values())):
            own = [one for one in reversed(rows.values()) if one.above[-1] == above]
            marks = "".join(dict.fromkeys(draft.cite_cell(one.cell) for one in own))
            draft.say(say("row", label=above, amount="、".join(one.project for one in own), cite=marks))
        done = True
    return Status.ANSWERED if done else None
