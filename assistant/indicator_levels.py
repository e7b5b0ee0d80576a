"""The classes of a table of indicators: how many 一级指标 there are, which 二级指标 an 一级指标 holds, which
indicators stand below them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from assistant.answer import CellRef, Status
from assistant.context import Context
from assistant.found import cell_of
from assistant.prompting import say
from assistant.understand.clues import asks_level
from assistant.understand.reading import Reading
from assistant.understand.text import bare

_TOPS = re.compile(r"(?:产出|效益|效果|满意度|成本|投入|过程|决策|管理)(?:类)?(?:指标)?$")
_COUNTS = re.compile("多少|几个|几项|几类|几种")


@dataclass(frozen=True, slots=True)
class _Row:
    """An indicator with the classes above it, outermost first, and its cell."""

    name: str
    project: str
    classes: tuple[str, ...]
    cell: CellRef

    def at(self, level: int) -> str:
        """The name of its class of a level, its own for the third; empty where it has none."""
        if level > 2:
            return self.name
        return self.classes[level - 1] if level <= len(self.classes) else ""


def tell_levels(reading: Reading, context: Context) -> Status | None:
    """Counts or lists the classes or indicators of the level that is asked for, of each document; None where
    none is asked for or held."""
    level = asks_level(reading.plain)
    projects = {name for link in reading.links if "project" in link.kinds for name in link.names}
    told = False
    for document in reading.documents if level else ():
        rows = _rows_of(context.facts.of_document(document))
        own = [one for one in rows if one.project in projects] if projects else rows
        named = _classes_named(reading.text, own, level)
        within = [one for one in own if all(name in one.classes for name in named)]
        first: dict[tuple[str, str], _Row] = {}
        for one in within:
            if one.at(level):
                first.setdefault((one.at(level), one.project if level > 2 else ""), one)
        if first:
            _tell(list(first.values()), level, named, sorted(projects), reading, context)
            told = True
    return Status.ANSWERED if told else None


def _rows_of(facts: pd.DataFrame) -> list[_Row]:
    """The indicators of a document, each once."""
    facts = facts[facts["item_kind"] == "indicator"]
    rows = [_row_of(one) for one in facts.to_dict("records")]
    unique: dict[tuple[str, str, tuple[str, ...]], _Row] = {}
    for one in rows:
        unique.setdefault((one.name, one.project, one.classes), one)
    return list(unique.values())


def _row_of(fact: Mapping[object, object]) -> _Row:
    above = [one for one in str(fact["parents"]).split(" / ") if one]
    top = next((place for place, one in enumerate(above) if _TOPS.fullmatch(bare(one))), len(above))
    return _Row(str(fact["item"]), str(fact["project"] or ""), tuple(above[top : top + 2]), cell_of(fact))


def _classes_named(text: str, rows: Sequence[_Row], level: int) -> list[str]:
    """The classes above the level asked for that the question names."""
    known = {one.at(number) for one in rows for number in range(1, level)} - {""}
    return [name for name in sorted(known) if bare(name).removesuffix("指标") in text]


def _tell(
    rows: Sequence[_Row],
    level: int,
    named: Sequence[str],
    projects: Sequence[str],
    reading: Reading,
    context: Context,
) -> None:
    draft = context.draft
    card = context.snapshot.card(rows[0].cell.document_id)
    noun = f"{'一二三'[level - 1]}级指标"
    scope = "".join(f"“{name}”" for name in (*projects, *named))
    where = f"{card.department}{card.year or ''}年{scope}"
    if _COUNTS.search(reading.plain):
        draft.counted_figure(f"{where}{noun}", [one.cell for one in rows])
        draft.say(say("count", label=f"{where}{noun}", amount=f"{len(rows)} 个"))
    else:
        draft.say(say("level_list", where=where, noun=noun))
    for one in rows:
        draft.say(say("level_row", label=one.at(level), cite=draft.cite_cell(one.cell)))
