"""How many there are of a group: projects, units, items of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Status
from assistant.context import Context, add_up, list_figures
from assistant.found import Found
from assistant.groups import group_of
from assistant.number_gaps import number_gap
from assistant.plan import Plan, Selector
from assistant.projects_counted import state_counted
from assistant.prompting import say
from assistant.understand.clues import asks_money, asks_sum
from assistant.understand.groups import EVERY_UNIT
from assistant.understand.text import unit_key

_SEVERAL = 2  # units that tables tell apart
_UNIT_BUDGETS = re.compile("预算单位|[部门单位]+预算")  # which name what units make up, and ask for no money
_IN_ALL = re.compile(r"(?:一共|总共|共)(?=[^,，。;；]{0,8}(?:几|多少)[个项家])")  # 一共几个 counts, and adds up nothing

_BELOW = re.compile("下属|所属|下级|下面|底下|下辖|直属")
NOUNS = {
    "documents": "部门",
    "projects": "项目",
    "subjects": "科目",
    "units": "单位",
    "indicators": "指标",
    "income": "收入来源",
    "procurement": "采购品目",
}


def count(plan: Plan, context: Context) -> Status | None:
    """How many there are, for each unit that is named; what a sentence states of second-level projects
    where the tables list none of that level."""
    draft = context.draft
    apart = number_gap(plan, context)
    if apart:
        return apart
    if plan.of_told and (len(context.told) > 1 or context.selected):
        told = context.told
        draft.counted_figure("以上项数", told)
        draft.say(say("count", label="以上所列", amount=f"{len(told)} 个"))
        list_figures(told, draft)
        return Status.ANSWERED
    done, counted = False, list[Found]()
    noun = NOUNS.get(plan.group, "明细")
    for selector in _counted_apart(plan, context) or (Selector(label=noun),):
        one = plan.model_copy(update={"selectors": (selector,)})
        for document in _by_number(one, context):
            if plan.group == "projects" and state_counted(document, plan.question, context):
                done = True
                continue
            group = group_of(one.model_copy(update={"documents": (document,)}), context)
            if plan.group == "units" and len(group) < _SEVERAL and _tell_number_of_units(document, context):
                done = True
            elif group:
                own = "本级" if selector.unit_name == group[0].department else ""
                whose = f"{selector.unit_name or group[0].department}{own}{group[0].year or ''}年"
                if plan.group == "units" and not asks_units_money(plan):
                    _count_units(group, whose, plan, context)
                else:
                    counted += _count_rows(group, f"{whose}{noun}", plan, context)
                done = True
    context.history[:] = counted or context.history
    return Status.ANSWERED if done else None


def _count_units(units: Sequence[Found], whose: str, plan: Plan, context: Context) -> None:
    """How many units there are and which; the department's own office is none of those below it."""
    draft = context.draft
    below = [one for one in units if unit_key(one.unit_name) != unit_key(one.department)]
    of_below = bool(_BELOW.search(plan.question)) and 0 < len(below) < len(units)
    counted, label = (below, f"{whose}下属单位") if of_below else (units, f"{whose}单位")
    draft.counted_figure(label, counted)
    draft.say(say("count", label=label, amount=f"{len(counted)} 个"))
    draft.say("、".join(f"{one.unit_name}{draft.cite(one)}" for one in counted))
    if of_below:
        own = next(one for one in units if one not in below)
        draft.counted_figure(f"{whose}单位", units)
        draft.say(say("count_with_own", amount=f"{len(units)} 个", cite=draft.cite(own)))


def _count_rows(rows: Sequence[Found], label: str, plan: Plan, context: Context) -> Sequence[Found]:
    """How many rows there are, with their sum where it is asked, else each; those that are told one by one. A project
    with a row for each subject, or source of funds, that pays for it is one."""
    projects = {(one.item, one.unit_name, one.parents): one for one in reversed(rows)}
    apart = list(reversed(projects.values())) if plan.group == "projects" else rows
    context.draft.counted_figure(label, apart)
    context.draft.say(say("count", label=label, amount=f"{len(apart)} 个"))
    if asks_sum(_IN_ALL.sub("", plan.question)) and (plan.group != "items" or asks_money(plan.question)):
        add_up(rows, context, plan.unit)
        return ()
    list_figures(rows, context.draft)
    return rows


def _tell_number_of_units(document: str, context: Context) -> bool:
    """Tells how many units there are, as a form says that names none of them."""
    stated = numbers_of(document, "单位", context)
    list_figures(stated[:1], context.draft, headline=True)
    return bool(stated)


def numbers_of(document: str, noun: str, context: Context) -> list[Found]:
    """How many of something (人员, 单位) the body has, as a form about the whole of it says (财政供养人员数)."""
    rows = context.facts.rows_of(document, "other", Selector(label=""))
    return [one for one in rows if one.unit in ("个", "人", "名") and noun in one.item]


def asks_units_money(plan: Plan) -> bool:
    """Whether it is asked what units spend, not only which or how many there are."""
    return asks_money(_UNIT_BUDGETS.sub("", plan.question))


def _by_number(plan: Plan, context: Context) -> Sequence[str]:
    """The documents, those first of which most, or fewest, are counted where that is asked (谁的项目最多)."""
    if "最" not in plan.question:
        return plan.documents
    numbers = {one: len(group_of(plan.model_copy(update={"documents": (one,)}), context)) for one in plan.documents}
    return sorted(plan.documents, key=lambda one: numbers[one], reverse=not plan.ascending)


def _counted_apart(plan: Plan, context: Context) -> tuple[Selector, ...]:
    """What is counted each by itself: what is named, or the projects of every unit (各单位各有几个项目)."""
    if plan.group != "projects" or plan.selectors or not EVERY_UNIT.search(plan.question):
        return plan.selectors
    units = [unit for document in plan.documents for unit in context.snapshot.card(document).units]
    counted = [Selector(label="项目", unit_name=unit) for unit in units]
    if "最" in plan.question:  # 哪个单位项目最多
        own = {one: plan.model_copy(update={"selectors": (one,)}) for one in counted}
        counted.sort(key=lambda one: len(group_of(own[one], context)), reverse=not plan.ascending)
    return tuple(counted)
