"""What the tables say of a project beside its amount: its indicators, all or of a kind, its goal, its use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.answer import CellRef, Role, Status
from assistant.context import Context
from assistant.draft import amount_text
from assistant.found import Found, cell_of, found_of
from assistant.prompting import say
from assistant.understand.reading import Reading
from assistant.understand.residue import content_words
from assistant.understand.text import bare
from assistant.understand.vocabulary import ItemLink

_INDICATORS = re.compile(r"指标|绩效(?![目工自评管])|考核|满意度")
_KINDS = re.compile(
    r"产出|(?:经济|社会|生态)?效益|可持续影响|服务对象满意度|满意度?|数量|质量|时效性?|成本(?=指标|类|方面|[上的]|$)"
)
_NUMBER = re.compile(r"(?:几|多少)[个项条](?:[一-鿿]{0,6}指标|$|[?？])|指标[^，。]{0,6}(?:几|多少)[个项条]")
_GOAL = re.compile(r"目标(?!值|[是为各]*多少|[是为]*几)|要?达到什么")
_USE = re.compile(r"用途|用[来在于]|怎么[用花使]|如何(?:使用|用)|[干做]什么|[干做]啥|花[在到]|实施内容")
_MONEY = re.compile(r"多少钱|多少万|几万|多少元|金额|预算数|(?:经费|预算|费用)(?:是|有|为|安排)?多少")
_CLOSED = re.compile(r"指标|绩效|考核|目标|用途|项目|要求|设置|设了|设有|关于|分别|都")
_SHORTEST_CUT = 6  # characters of a name that a table may cut off


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of an indicator: what it is called, the kinds that it is of, its cell, its figure if it has one."""

    item: str
    kinds: tuple[str, ...]
    cell: CellRef
    figure: Found | None

    @property
    def words(self) -> str:
        if self.figure is None:
            return " ".join(self.cell.raw.split())
        return amount_text(self.figure.value, self.figure.unit, self.figure.operator)


def tell_project(reading: Reading, context: Context) -> Status | None:
    """The indicators, the goal or the use of the one project that a clause names; None where it asks for none
    of them, or for an indicator by its name, or the tables say nothing of it."""
    if _MONEY.search(reading.plain) or len(reading.documents) != 1:
        return None
    names = _projects(reading, context)
    if not names:
        return None
    if _INDICATORS.search(reading.plain) and not _GOAL.search(reading.plain):
        return _tell_indicators(names, reading, context)
    for words, measure in ((_GOAL, "目标"), (_USE, "用途")):
        if words.search(reading.plain):
            return _tell_cells(names, measure, reading, context)
    return None


def _projects(reading: Reading, context: Context) -> list[str]:
    """The projects that a clause names, and nothing else; the one talked of where it names nothing."""
    last = context.history[-1].project if context.history and not reading.fresh else ""
    if last and all("indicator" in one.kinds for one in reading.links):
        return [last]
    return [name for one in reading.links for name in one.names] if _are_projects(reading.links) else []


def _are_projects(links: Sequence[ItemLink]) -> bool:
    return bool(links) and all("project" in one.kinds for one in links)


def _tell_indicators(names: Sequence[str], reading: Reading, context: Context) -> Status | None:
    rows = [row for name in names for row in _indicators_of(name, reading.documents[0], context)]
    kinds = tuple(dict.fromkeys(one.group().removesuffix("性") for one in _KINDS.finditer(reading.plain)))
    chosen = [row for row in rows if any(kind[:2] in parent for kind in kinds for parent in row.kinds)]
    chosen = chosen if kinds else _speaking_of(reading, rows)
    if not chosen:
        return None
    draft = context.draft
    card = context.snapshot.card(reading.documents[0])
    label = f"{card.department}{card.year or ''}年{names[0]}的{'、'.join(kinds)}{'' if kinds else '绩效'}指标"
    if _NUMBER.search(reading.plain):
        marks = [draft.cite_cell(row.cell) for row in chosen]
        draft.computed_figure(label, Decimal(len(chosen)), "个", " + ".join("1" for _ in chosen), (), marks)
        draft.say(say("count", label=label, amount=f"{len(chosen)} 个"))
    else:
        draft.say(f"{label}：")
    for row in chosen:
        if row.figure is not None:
            draft.read_figure(row.figure, Role.HEADLINE if _is_first(context) else Role.DETAIL)
        name = f"{row.item}（{row.kinds[-1]}）" if row.kinds else row.item
        draft.say(say("row", label=name, amount=row.words, cite=draft.cite_cell(row.cell)))
    context.history[:] = [row.figure for row in chosen if row.figure is not None] or context.history
    return Status.ANSWERED


def _is_first(context: Context) -> bool:
    return not any(one.role is Role.HEADLINE for one in context.draft.figures)


def _indicators_of(project: str, document: str, context: Context) -> list[_Row]:
    """The rows of a project of either level, each once."""
    found: dict[tuple[str, str], _Row] = {}
    for record in context.facts.of_document(document).to_dict("records"):
        parents = tuple(filter(None, str(record["parents"]).split(" / ")))
        if record["item_kind"] != "indicator" or record["measure"] != "指标值":
            continue
        if not any(_is_name_of(one, project) for one in (str(record["project"]), *parents)):
            continue
        kinds = tuple(one for one in parents if one != record["project"] and ("指标" in one or _KINDS.search(one)))
        value = record["value"]
        figure = found_of(record) if value is not None and value == value else None
        row = _Row(str(record["item"]), kinds[-2:], cell_of(record), figure)
        found.setdefault((row.item, row.words), row)
    return list(found.values())


def _is_name_of(printed: str, project: str) -> bool:
    """Whether a printed name is the project's: the same, or cut off at the width of its cell."""
    own, asked = bare(printed), bare(project)
    return own == asked or (len(own) >= _SHORTEST_CUT and asked.startswith(own))


def _speaking_of(reading: Reading, rows: Iterable[_Row]) -> list[_Row]:
    """All rows, or those that speak of what else the clause names (关于培训的指标)."""
    words = [
        word
        for residue in reading.left
        for word in content_words(_CLOSED.sub(" ", residue.text), lambda _: True)
        if len(word) > 1
    ]
    return [row for row in rows if all(word in bare(row.item) for word in words)]


def _tell_cells(names: Sequence[str], measure: str, reading: Reading, context: Context) -> Status | None:
    """What the cells of a project's form or row under a header say in words."""
    document = reading.documents[0]
    records = context.facts.of_document(document).to_dict("records")
    told = [one for name in names for one in records if _says(one, name, measure)]
    card = context.snapshot.card(document)
    for one in told:
        where = f"{card.department}{card.year or ''}年{card.basis}"
        label, mark = f"{one['project']} · {one['measure']}", context.draft.cite_cell(cell_of(one))
        words = " ".join(str(one["raw"]).split())
        context.draft.say(say("quoted_row", where=where, label=label, words=words, cite=mark))
    return Status.ANSWERED if told else None


def _says(record: Mapping[Any, Any], project: str, measure: str) -> bool:
    in_words = record["value"] is None or record["value"] != record["value"]
    of_project = _is_name_of(str(record["project"]), project) and record["item_kind"] != "indicator"
    meant = (measure, "内容") if measure == "用途" else (measure,)
    return in_words and of_project and any(one in str(record["measure"]) for one in meant)
