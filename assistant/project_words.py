"""What the tables say of a project beside its amount: its indicators, all or of a kind, its goal, its use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from assistant.answer import Status
from assistant.context import Context
from assistant.found import Found, cell_of
from assistant.indicator_rows import KINDS, IndicatorRow, indicator_rows, kinds_named, tell_rows
from assistant.plan import Selector
from assistant.prompting import say
from assistant.reasons import tell_use_by_amount, tell_uses
from assistant.understand.planning import plan_of
from assistant.understand.reading import Reading
from assistant.understand.residue import content_words
from assistant.understand.text import bare, folded, grams
from assistant.understand.vocabulary import ItemLink, Vocabulary

_INDICATORS = re.compile(r"指标|绩效(?![目工自评管])|考核|满意度")
_NUMBER = re.compile(r"(?:几|多少)[个项条](?:[一-鿿]{0,6}指标|$|[?？])|指标[^，。]{0,6}(?:几|多少)[个项条]")
_GOAL = re.compile(r"目标(?!值|[是为各]*多少|[是为]*几)|要?达到什么")
_USE = re.compile(r"用途|用[来在于]|怎么[用花使]|如何(?:使用|用)|[干做]什么|[干做]啥|花[在到]|实施内容")
_MONEY = re.compile(
    r"多少钱|多少万|几万|多少元|金额|预算数|(?:经费|预算|费用|安排|共|花)(?:是|有|为|安排|了)?多少(?![个项条])"
)
_COUNTED = re.compile("多少|几")
_PIECES = re.compile(
    "(?P<before>[一-鿿]{2,4}?)(?:要|得|有|共|一共|需要|应该?|计划|完成|达到)*(?:几|多少)[个份篇件家]"
    "(?:(?P<behind>[一-鿿]{2,8}?)(?=$|[?？,，。])|(?=$|[?？,，。]))"
)
_NUMBER_OF = re.compile(r"\d[\d,.]*(?<![.,])\s*[一-鿿%]")  # of something, not of a place in a list
_NUMBERS = re.compile(
    "(?<!指标)([次人场天批件]数|场次|批次|人次|数量)(?=和|与|、|及|的|目标|指标|各|分别|是|定|要|多少|几|呢|$)"
)
_WHEN = re.compile("(?:什么|啥)时候?|何时|哪天|几月|哪个月|期限|时限")
_DATE = re.compile("[月日季]|年(?:内|底|末|前)|天")
_WORDS_OF = {"目标": ("目标",), "用途": ("用途", "内容", "简介", "概况")}  # parts of the headers of such columns
_SECOND_LEVEL = re.compile("(?:[哪几]|多少|什么|有|包括|包含)[哪些几个什么]{0,3}(?:二级|子|下级|明细)项目")
_PER_HEAD = re.compile(r"人均|每人|生均|单位成本|单价|标准(?=是|为|多少|$)")
_PART_OF_IT = ("其中", "里面", "这里面")
_CLOSED = re.compile(r"指标|绩效|考核|目标|用途|项目|要求|设置|设了|设有|关于|分别|都")
_HEADER = 4  # characters of a header that a clause names
_ALIKE = 3  # characters in a row that an indicator shares with what is asked
_SHORTEST_CUT = 6  # characters of a name that a table may cut off


def tell_project(reading: Reading, context: Context, vocabulary: Vocabulary) -> Status | None:
    """The indicators, the goal or the use of the one project that a clause names; None where it asks for none
    of them, or for an indicator by its name, or the tables say nothing of it."""
    names = _projects(reading, context)
    per_head = _PER_HEAD.search(reading.plain)
    dated = any("/" in one.name for one in reading.columns)  # of a plan of payments
    if not names or dated or (_MONEY.search(reading.plain) and not per_head):
        return None
    documents = reading.documents or tuple({one for name in names for one in vocabulary.documents.get(name, ())})
    if len(documents) != 1:
        return None
    if _SECOND_LEVEL.search(reading.plain):
        return _tell_second_level(names, documents[0], context)
    if per_head:
        return _tell_per_head(names, documents[0], reading, context)
    if _WHEN.search(reading.plain) and not _GOAL.search(reading.plain):
        return _tell_dates(names, documents[0], reading, context)
    numbers = _numbers_asked(names, documents[0], reading, context)
    if numbers:
        tell_rows(numbers, context, with_project=True)
        return Status.ANSWERED
    if _INDICATORS.search(reading.plain) and not _GOAL.search(reading.plain):
        return _tell_indicators(names, documents[0], reading, context)
    if _GOAL.search(reading.plain):  # what is to be reached is told by indicators where no cell puts it in words
        told = _tell_cells(names, _WORDS_OF["目标"], documents[0], context)
        return told or _tell_indicators(names, documents[0], reading, context)
    if _USE.search(reading.plain):
        of_subject = any("functional" in one.kinds for one in reading.links)
        if of_subject and tell_uses(plan_of(reading, vocabulary), context):
            return Status.ANSWERED  # the sentence on the subject of that name
        told = _tell_cells(names, _WORDS_OF["用途"], documents[0], context)
        return told or _tell_use(names, documents[0], context)
    return _tell_said(names, reading, documents[0], context) or _tell_headed(names, reading, documents[0], context)


def _tell_use(names: Sequence[str], document: str, context: Context) -> Status | None:
    """What the money of a project is for that no cell says, as the sentence on an amount like its own does."""
    found = context.facts.find(document, Selector(label=names[0], names=tuple(names), tables=("项目支出表",)))
    return Status.ANSWERED if found is not None and tell_use_by_amount(found, context) else None


def _tell_headed(names: Sequence[str], reading: Reading, document: str, context: Context) -> Status | None:
    """The words of a project's row in the column that a clause names by its header (立项依据, 项目属性)."""
    rows = context.facts.of_document(document)
    heads = rows.loc[rows["value"].isna(), "measure"].unique()
    said = [one for one in map(str, heads) if len(one) >= _HEADER and one in reading.plain]
    named = [one for one in said if not any(one in name for name in names)]
    held = any(_says(one, name, named) for one in rows.to_dict("records") for name in names) if named else False
    return _tell_cells(names, named, document, context) if held else None


def _shares_indicator(told: Sequence[Found]) -> bool:
    """Whether the last figures told are one indicator of several projects, between which was asked back."""
    alike = [one for one in told if one.item_kind == "indicator" and one.item == told[-1].item]
    return not told or len({one.project for one in alike}) > 1


def _tell_said(names: Sequence[str], reading: Reading, document: str, context: Context) -> Status | None:
    """The words of one project's row that hold all else that a clause asks of it (全年培训多少人次)."""
    left = " ".join(one.text for one in reading.left)
    words = [one for one in content_words(left, lambda _: True) if len(one) > 1]
    words = words or [found["behind"] or found["before"] for found in _PIECES.finditer(reading.plain)][:1]
    if len(names) > 1 or not words or not _COUNTED.search(reading.plain):
        return None
    headers = (*_WORDS_OF["目标"], *_WORDS_OF["用途"])
    return _tell_cells(names, headers, document, context, words)


def _tell_second_level(names: Sequence[str], document: str, context: Context) -> Status | None:
    """The projects of the second level below one that is named, as the table of indicators has them; None where it
    has none below it."""
    below: dict[str, IndicatorRow] = {}
    for row in _rows_of(names, document, context):
        if row.project not in names and any(_is_name_of(one, name) for one in row.above for name in names):
            below.setdefault(row.project, row)
    if not below:
        return None
    draft, card = context.draft, context.snapshot.card(document)
    marks = [draft.cite_cell(row.cell) for row in below.values()]
    label = f"{card.department}{card.year or ''}年{names[0]}的二级项目"
    draft.counted_figure(label, (), marks)
    draft.say(say("count", label=label, amount=f"{len(below)} 个"))
    for name, mark in zip(below, marks, strict=True):
        draft.say(f"- {name}{mark}")
    return Status.ANSWERED


def _tell_per_head(names: Sequence[str], document: str, reading: Reading, context: Context) -> Status | None:
    """The indicator of a project that says what is spent on each head or piece: the only one, or the one that
    is named most like what is asked."""
    asked = grams(reading.text)
    rows = [one for one in _rows_of(names, document, context) if _PER_HEAD.search(one.item) and one.figure]
    rows = [one for one in rows if "率" not in one.item or "率" in reading.plain]  # 人均成本控制率 is no cost
    rows.sort(key=lambda one: -len(grams(one.item) & asked))
    if not rows or (len(rows) > 1 and len(grams(rows[0].item) & asked) == len(grams(rows[1].item) & asked)):
        return None
    tell_rows(rows[:1], context, with_project=True)
    return Status.ANSWERED


def _numbers_asked(names: Sequence[str], document: str, reading: Reading, context: Context) -> list[IndicatorRow]:
    """The indicators of a project that are the numbers which a clause asks for together (次数和人数各是多少), one for
    each; empty where fewer than two are asked for, or the project has none or several of one."""
    asked = list(dict.fromkeys(_NUMBERS.findall(reading.plain)))
    if len(asked) < 2:
        return []
    ordered = sorted(_rows_of(names, document, context), key=lambda row: len(row.item))
    found = [[row for row in ordered if row.item.endswith(words)] for words in asked]
    plain = [group[:1] for group in found if len({len(row.item) for row in group[:2]}) == len(group[:2])]
    return [row for group in plain for row in group] if len(plain) == len(asked) and all(plain) else []


def _tell_dates(names: Sequence[str], document: str, reading: Reading, context: Context) -> Status | None:
    """The indicators of a project that say until when it is done: those of what the clause names, or told last."""
    rows = [row for row in _rows_of(names, document, context) if row.is_of(("时效",)) and _DATE.search(row.words)]
    said = [folded(reading.plain), *(folded(one.item) for one in context.history[-1:] if not reading.fresh)]
    alike = {row: max(_common(folded(row.item), one) for one in said) for row in rows}
    most = max(alike.values(), default=0)
    if most >= _ALIKE:
        rows = [row for row in rows if alike[row] == most]
    if rows:
        tell_rows(rows, context, with_project=True)
    return Status.ANSWERED if rows else None


def _common(one: str, other: str) -> int:
    """How many characters two names have in common in one stretch."""
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size


def _rows_of(names: Sequence[str], document: str, context: Context) -> list[IndicatorRow]:
    """The indicators of projects of either level."""
    return [
        row
        for row in indicator_rows(document, context)
        if any(_is_name_of(one, name) for one in (row.project, *row.above) for name in names)
    ]


def _projects(reading: Reading, context: Context) -> list[str]:
    """The projects that a clause names, and nothing else; the one talked of where it names nothing."""
    of_told = not reading.fresh or reading.text.startswith(_PART_OF_IT)
    last = context.history[-1].project if of_told and not _shares_indicator(context.history) else ""
    if last and all("indicator" in one.kinds for one in reading.links):
        return [last]
    links = [one for one in reading.links if one.sure == 1.0 or not KINDS.search(one.text)]
    return [name for one in links for name in one.names] if _are_projects(links) else []


def _are_projects(links: Sequence[ItemLink]) -> bool:
    return bool(links) and all("project" in one.kinds for one in links)


def _tell_indicators(names: Sequence[str], document: str, reading: Reading, context: Context) -> Status | None:
    rows = _rows_of(names, document, context)
    kinds = kinds_named(reading.plain)
    chosen = [row for row in rows if row.is_of(kinds)] if kinds else _speaking_of(reading, rows)
    if not chosen:
        return None
    draft = context.draft
    card = context.snapshot.card(document)
    label = f"{card.department}{card.year or ''}年{names[0]}的{'、'.join(kinds)}{'' if kinds else '绩效'}指标"
    if _NUMBER.search(reading.plain):
        marks = [draft.cite_cell(row.cell) for row in chosen]
        draft.counted_figure(label, (), marks)
        draft.say(say("count", label=label, amount=f"{len(chosen)} 个"))
    else:
        draft.say(f"{label}：")
    tell_rows(chosen, context, with_project=False)
    return Status.ANSWERED


def _is_name_of(printed: str, project: str) -> bool:
    """Whether a printed name is the project's: the same, or cut off at the width of its cell."""
    own, asked = bare(printed), bare(project)
    return own == asked or (len(own) >= _SHORTEST_CUT and asked.startswith(own))


def _speaking_of(reading: Reading, rows: Iterable[IndicatorRow]) -> list[IndicatorRow]:
    """All rows, or those that speak of what else the clause names (关于培训的指标)."""
    words = [
        word
        for residue in reading.left
        for word in content_words(_CLOSED.sub(" ", residue.text), lambda _: True)
        if len(word) > 1
    ]
    return [row for row in rows if all(word in bare(row.item) for word in words)]


def _tell_cells(
    names: Sequence[str], headers: Sequence[str], document: str, context: Context, holding: Sequence[str] = ()
) -> Status | None:
    """What the cells of a project's form or row under headers say in words, those that hold some words."""
    records = context.facts.of_document(document).to_dict("records")
    told = [one for name in names for one in records if _says(one, name, headers)]
    told = told or [one for name in names for one in records if _says(one, name, _WORDS_OF["目标"])]
    if holding:
        told = [one for one in told if all(word in bare(str(one["raw"])) for word in holding)]
        told = [one for one in told if _NUMBER_OF.search(str(one["raw"]))]
    card = context.snapshot.card(document)
    for one in told:
        where = f"{card.department}{card.year or ''}年{card.basis}"
        label, mark = f"{one['project']} · {one['measure']}", context.draft.cite_cell(cell_of(one))
        words = " ".join(str(one["raw"]).split())
        context.draft.say(say("quoted_row", where=where, label=label, words=words, cite=mark))
    return Status.ANSWERED if told else None


def _says(record: Mapping[Any, Any], project: str, headers: Sequence[str]) -> bool:
    in_words = record["value"] is None or record["value"] != record["value"]
    of_project = _is_name_of(str(record["project"]), project) and record["item_kind"] != "indicator"
    return in_words and of_project and any(one in str(record["measure"]) for one in headers)
