"""Which unit the figure belongs to that the turn before told (是哪个单位的)."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.context import Context, list_figures
from assistant.found import Found
from assistant.plan import Selector
from assistant.prompting import say

_ASKS_WHOSE = re.compile(
    r"(?:那|请问)?(?:它|这|该|这个|该|这笔|这一)?(?:项目|钱|经费|支出)?(?:是|属于|归|算|由|列在)?(?:哪个|哪家|哪一家|哪些|哪几[个家]|什么)"
    r"(?:下属|所属|预算)?(?:单位|部门|机构)(?:在|来)?(?:的|(?:负责|管|名下|用|花|使|使用|安排|支出|列)了?的?)?(?:项目|钱|经费|支出)?[?？呀啊呢]*"
)


def tell_whose(turn: str, context: Context) -> bool:
    """Names the unit that the row of the last figure told stands under, with the row, or the units that the figure
    of a whole department is made of; False where a turn asks something else, or no figure of a row was told."""
    if not context.told or not _ASKS_WHOSE.fullmatch(turn.strip()):
        return False
    last = [one for one in context.told if one.item][-1:]
    for one in last:
        rows = _of_units(one, context)
        if rows:
            list_figures(rows, context.draft, headline=True)
            continue
        unit = one.unit_name or one.department
        context.draft.say(say("whose", label=one.label, unit=unit, cite=context.draft.cite(one)))
    return bool(last)


def _of_units(found: Found, context: Context) -> list[Found]:
    """The same figure of each unit of a department that has one."""
    if found.of_unit:
        return []
    document = found.cell.document_id
    same = Selector(label=found.label, names=(found.item,), measure=found.measure)
    rows = context.facts.by_unit(document, same, context.snapshot.card(document).units)
    return [replace(one, label=found.label) for one in rows if one.value]
