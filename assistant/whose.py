"""Which unit a project that is named belongs to, or the figure that the turn before told (是哪个单位的); of which
project the indicator is that was told (是哪个项目里的)."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import Status
from assistant.context import Context, list_figures
from assistant.found import Found
from assistant.plan import Plan, Selector
from assistant.prompting import say

_ASKS_WHOSE = re.compile(
    r"(?:那|请问)?(?:它|这|该|这个|该|这笔|这一)?(?:项目|钱|经费|支出)?(?:是|属于|归|算|由|列在)?(?:哪个|哪家|哪一家|哪些|哪几[个家]|什么)"
    r"(?:下属|所属|预算)?(?:单位|部门|机构)(?:在|来)?(?:的|(?:负责|管|名下|用|花|使|使用|安排|支出|列)了?的?)?(?:项目|钱|经费|支出)?[?？呀啊呢]*"
)
_ASKS_PROJECT = re.compile(
    "(?:那么?|请问)?(?:它|这|该|这个|这项|该项)?(?:指标|目标|数|要求)?(?:又|都)?(?:是|属于|归|在|列在|算)?(?:哪一?个|什么|啥)项目"
    "(?:的|里面?|下面?|中|名下)*(?:的)?(?:绩效)?(?:指标|目标|要求|数)?[?？呀啊呢]*"
)
_OWNER = re.compile(
    "(?:归|属于?|算|由|列在|是)(?:哪个|哪家|哪一家|什么)(?:下属|所属|预算)?(?:单位|机构)"
    "(?:的|管理?|负责|名下|实施|承担|使用|用|申报|的项目)*(?:的)?[?？呢]*$"
)


def tell_whose(turn: str, context: Context) -> bool:
    """Names the unit that the row of the last figure told stands under, with the row, or the units that the figure
    of a whole department is made of; False where a turn asks something else, or no figure of a row was told."""
    if context.told and _ASKS_PROJECT.fullmatch(turn.strip()):
        return _tell_project(context)
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


def _tell_project(context: Context) -> bool:
    """Names the project of each indicator told last; False where none was told."""
    last = {(one.label, one.project): one for one in context.told if one.item_kind == "indicator" and one.project}
    for one in last.values():
        cite = context.draft.cite(one)
        context.draft.say(say("whose_project", label=one.item, project=one.project, cite=cite))
    return bool(last)


def tell_owner(plan: Plan, context: Context) -> Status | None:
    """The unit that a project stands under that a clause names and asks whose it is (某项目归哪个单位); None where it
    asks something else, or the rows tell no unit."""
    if len(plan.selectors) != 1 or not _OWNER.search(plan.question):
        return None
    pairs = [(document, plan.selectors[0]) for document in plan.documents]
    found = [one for pair in pairs for one in context.facts.find_all(*pair) if one.item_kind == "project"]
    told = list({one.unit_name: one for one in found if one.unit_name}.values())
    for one in told:
        context.draft.say(say("whose", label=one.label, unit=one.unit_name, cite=context.draft.cite(one)))
    return Status.ANSWERED if told else None


def _of_units(found: Found, context: Context) -> list[Found]:
    """The same figure of each unit of a department that has one."""
    if found.of_unit:
        return []
    document = found.cell.document_id
    same = Selector(label=found.label, names=(found.item,), measure=found.measure)
    rows = context.facts.by_unit(document, same, context.snapshot.card(document).units)
    return [replace(one, label=found.label) for one in rows if one.value]
