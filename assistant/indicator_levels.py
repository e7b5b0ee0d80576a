"""The classes of a table of indicators: how many 一级指标 there are, which 二级指标 an 一级指标 holds, which
indicators stand below them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import CellRef, Status
from assistant.context import Context
from assistant.indicator_rows import IndicatorRow, indicator_rows
from assistant.prompting import say
from assistant.understand.clues import asks_level
from assistant.understand.reading import Reading
from assistant.understand.text import bare
from index.model import TableKind

_COUNTS = re.compile("多少|几个|几项|几类|几种")
_LOWEST = 3


def tell_levels(reading: Reading, context: Context) -> Status | None:
    """Counts or lists the classes or indicators of the level that is asked for, of each document; None where
    none is asked for or held."""
    level = asks_level(reading.plain)
    projects = {name for link in reading.links if "project" in link.kinds for name in link.names}
    told = False
    for document in reading.documents if level else ():
        rows = indicator_rows(document, context)
        rows += _empty_classes(document, context) if level == _LOWEST - 1 else []
        rows = [one for one in rows if one.project in projects] if projects else rows
        named = _classes_named(reading.text, rows, level)
        if not any(set(named) <= set(one.kinds) for one in rows):
            named = named[-1:]  # 效益指标中的数量指标, which is one of 产出指标: where it stands is told
            rows = [one for one in rows if set(named) <= set(one.kinds)]
            named = list(dict.fromkeys(name for one in rows for name in one.kinds[: level - 1]))
        first: dict[tuple[str, str], IndicatorRow] = {}
        for one in rows:
            if _at(one, level) and set(named) <= set(one.kinds):
                first.setdefault((_at(one, level), one.project if level == _LOWEST else ""), one)
        if first:
            told_rows = sorted(first.values(), key=lambda one: one.cell.line or 0)
            _tell(told_rows, level, (*sorted(projects), *named), reading, context)
            told = True
    return Status.ANSWERED if told else None


def _empty_classes(document: str, context: Context) -> list[IndicatorRow]:
    """The classes of the second level that a form prints without an indicator below them (成本指标)."""
    found = context.snapshot.document(document)
    card = context.snapshot.card(document)
    rows: list[IndicatorRow] = []
    for table in found.tables:
        for row in table.rows if table.kind is TableKind.INDICATOR else ():
            if row.item or row.label or len(row.parents) < _LOWEST - 1 or any(one.strip() for one in row.cells):
                continue
            name, place = row.parents[-1], row.place
            where = (table.title, table.id, name, "二级指标", name, "")
            cell = CellRef(
                card.title, card.id, card.source_file, *where, place.page, place.line, place.sheet or "", place.row
            )
            rows.append(IndicatorRow(row.project, (), "", "", row.parents[-2:], cell, None))
    return rows


def _at(row: IndicatorRow, level: int) -> str:
    """The name of a row's class of a level, its own for the third; empty where it has none."""
    if level == _LOWEST:
        return row.item
    return row.kinds[level - 1] if level <= len(row.kinds) else ""


def _classes_named(text: str, rows: Sequence[IndicatorRow], level: int) -> list[str]:
    """The classes above the level asked for that the question names, in its order."""
    known = {_at(one, number) for one in rows for number in range(1, level)} - {""}
    places = {name: text.find(bare(name).removesuffix("指标")) for name in known}
    return sorted((name for name in known if places[name] >= 0), key=lambda name: places[name])


def _tell(rows: Sequence[IndicatorRow], level: int, names: Sequence[str], reading: Reading, context: Context) -> None:
    draft = context.draft
    card = context.snapshot.card(rows[0].cell.document_id)
    noun = f"{'一二三'[level - 1]}级指标"
    where = f"{card.department}{card.year or ''}年{''.join(f'“{name}”' for name in names)}"
    if _COUNTS.search(reading.plain):
        draft.counted_figure(f"{where}{noun}", [one.cell for one in rows])
        draft.say(say("count", label=f"{where}{noun}", amount=f"{len(rows)} 个"))
    else:
        draft.say(say("level_list", where=where, noun=noun))
    for one in rows:
        label = _at(one, level) if one.item else say("level_empty", label=_at(one, level))
        draft.say(say("level_row", label=label, cite=draft.cite_cell(one.cell)))
