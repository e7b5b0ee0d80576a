"""The classes of a table of indicators: how many 一级指标 there are, which 二级指标 an 一级指标 holds, which
indicators stand below them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Status
from assistant.context import Context
from assistant.indicator_rows import IndicatorRow, indicator_rows
from assistant.prompting import say
from assistant.understand.clues import asks_level
from assistant.understand.reading import Reading
from assistant.understand.text import bare

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
            _tell(list(first.values()), level, (*sorted(projects), *named), reading, context)
            told = True
    return Status.ANSWERED if told else None


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
        draft.say(say("level_row", label=_at(one, level), cite=draft.cite_cell(one.cell)))
