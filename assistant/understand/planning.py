"""From a reading to a plan: what to do with which figures."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from assistant.plan import TOTAL, TOTAL_INCOME, TOTALS, Operation, Plan, Selector
from assistant.understand.bounds import condition_of
from assistant.understand.clues import (
    asks_standing,
    asks_sum,
    is_ascending,
    nth_of,
    places_of,
    top_of,
    unit_of,
)
from assistant.understand.columns import FUNDS
from assistant.understand.excluded import excluded_from
from assistant.understand.exclusions import ranks_left_out
from assistant.understand.groups import group_of, topic_of
from assistant.understand.operations import of_another_body, of_another_told, operation_allowed
from assistant.understand.reading import Reading
from assistant.understand.selecting import selectors_of
from assistant.understand.shares import (
    is_of_department,
    of_department,
    of_unit_or_department,
    share_bound_of,
    split_share,
)
from assistant.understand.summed import shares_of_sum
from assistant.understand.text import PROJECT_NOUN
from assistant.understand.vocabulary import ItemLink, Vocabulary

_PROJECT_TOTAL = Selector(label="项目支出", measure="项目支出")
_PROJECTS_COST = re.compile(
    r"项目(?:总共|一共|合计|共)?(?:要|得|需要)?(?:还|又)?(?:花|用|安排|投入|预算|有|剩)?(?:了|掉|下)?(?:多少钱|多少万|多少$|几万)"
)
_WITHIN = re.compile(r"^(?:里面?|[当其之]?中|内)[,，的]?$")
_EACH_ITEM = re.compile(r"各(?:项|类|分项|个?子项)|分项|逐项|每一?[项类]|[三3][项类]")
_KINDS = {"三公经费": ("因公出国（境）费用", "公务用车购置及运行维护费", "公务接待费")}
_GRAND = re.compile("总计|收支总")
_EXCESS = re.compile(
    r"(?:跟|和|与|同)[^,，。]{2,14}?相?比[,，]?(?:是)?[多少高低](?:出|了)?(?:百分之(?:几|多少)|(?:几|多少)个?(?:百分比|%)|几成|(?:几|多少)个?倍)|"
    r"比.{1,30}[多少高低大小](?:出|了)?(?:百分之(?:几|多少)|(?:几|多少)个?(?:百分比|%)|[几多少]+成|(?:几|多少)个?倍)"
    r"|^(?:又|那么?|具体)?[多少高低](?:了|出)?(?:百分之(?:几|多少)|几成|(?:几|多少)倍)"
    r"|比.{1,30}[多高大](?:出|了)?[一二两三四五六七八九十\d.]+个?倍"
)


class _Wanted(NamedTuple):
    """What is done with which figures or with which group of them."""

    operation: Operation
    selectors: tuple[Selector, ...]
    base: Selector | None
    group: str
    level: int
    added: tuple[Selector, ...] = ()


def plan_of(reading: Reading, vocabulary: Vocabulary) -> Plan:
    """The plan of a reading; without selectors it asks for nothing that a table could hold."""
    condition = condition_of(reading.plain)
    in_percent = of_another_told(reading) or (reading.operation is Operation.SHARE and of_another_body(reading))
    reading = replace(reading, operation=operation_allowed(reading, condition is not None))
    wanted = _grand(_wanted(reading, vocabulary), reading)
    return Plan(
        operation=wanted.operation,
        documents=reading.documents,
        selectors=wanted.selectors,
        base=wanted.base,
        added=wanted.added,
        group=wanted.group,
        level=wanted.level,
        topic=topic_of(reading) if wanted.group == "projects" else "",
        condition=condition,
        share_bound=share_bound_of(reading.plain) if wanted.operation is Operation.SHARE else None,
        excluded=excluded_from(reading, wanted.selectors, wanted.group),
        without=()
        if reading.left_out or reading.columns_left_out or reading.units_left_out
        else ranks_left_out(reading.text),
        leaves_out=reading.leaves_out,
        unit="%" if in_percent else unit_of(reading.text),
        rests=reading.rests,
        top=top_of(reading.plain),
        nth=nth_of(reading.plain),
        standing=asks_standing(reading.plain),
        places=places_of(reading.plain),
        ascending=is_ascending(reading.text),
        years=reading.years,
        base_year=reading.base_year,
        question=reading.text,
        selectors_are_new=reading.fresh,
        of_told=reading.of_told,
        of_sum=reading.of_sum,
        whole_documents=reading.whole_documents,
        excess=bool(_EXCESS.search(reading.plain)),
        of_rest=_asks_rest(reading),
        each_named=1 < reading.bodies.distinct == sum(not one.unit_name for one in reading.bodies.mentions),
    )


def _wanted(reading: Reading, vocabulary: Vocabulary) -> _Wanted:
    summed = shares_of_sum(reading)
    if summed:
        return _Wanted(reading.operation, summed.parts, None, "", 0, summed.added)
    operation = reading.operation
    selectors: tuple[Selector, ...] = _of_each_unit(selectors_of(reading, vocabulary), reading)
    base: Selector | None = None
    group, level = group_of(reading)
    if operation is Operation.SHARE:
        selectors, base = _part_and_whole(reading, selectors, vocabulary)
        if _asks_rest(reading) and base:
            group, rest = "", _PROJECT_TOTAL if PROJECT_NOUN.search(reading.plain) else (selectors or (base,))[0]
            selectors, base = (rest,), selectors[0] if selectors and not reading.total else base
    if operation is Operation.SHARE and not selectors and base and "平均" in reading.plain:
        selectors = (base,)  # 总支出是平均水平的百分之几
    if operation is Operation.SHARE and group == "projects":
        named = (*selectors, *((base,) if base else ()))
        of_all = base if reading.total and base else _PROJECT_TOTAL
        base = next((one for one in named if one.label != TOTAL), of_all)
        selectors = _of_projects(reading) if len(reading.unit_names) == 1 else ()
        base = of_unit_or_department(base, reading) if selectors else base
    elif operation is Operation.SHARE and group and selectors:
        base = selectors[0]
    elif operation is Operation.COUNT and any(_is_one_of(group, one, reading) for one in selectors):
        operation, group = (Operation.SUM if asks_sum(reading.text) else Operation.VALUE), ""
    elif group == "projects" and not topic_of(reading) and any("project" in link.kinds for link in _own(reading)):
        group = "items"
    if group == "projects" and operation is not Operation.SHARE:
        selectors = _of_projects(reading)
    if operation is Operation.CHANGE and _EACH_ITEM.search(reading.plain):
        selectors = tuple(part for one in selectors for part in _with_kinds(one))
    return _Wanted(operation, selectors or _unnamed(reading, group), base, group, level)


def _is_one_of(group: str, one: Selector, reading: Reading) -> bool:
    """Whether a selector names one project or an indicator of it, of which there is nothing to be counted."""
    named = set(one.names) - set(reading.rests)
    return bool(named) and bool(one.project or group == "projects")


def _with_kinds(selector: Selector) -> tuple[Selector, ...]:
    """What is selected, and each of the kinds of which it is made up."""
    kinds = _KINDS.get(selector.names[0], ()) if len(selector.names) == 1 else ()
    return (selector, *(selector.model_copy(update={"label": one, "names": (one,)}) for one in kinds))


def _grand(wanted: _Wanted, reading: Reading) -> _Wanted:
    """The same of the totals with what is carried over, where it is these that are asked for (支出总计)."""
    if not _GRAND.search(reading.total):
        return wanted
    all_of_it = (TOTAL, TOTAL_INCOME)
    selectors = tuple(
        one.model_copy(update={"grand": True}) if one.label in all_of_it else one for one in wanted.selectors
    )
    return wanted._replace(selectors=selectors)


def _unnamed(reading: Reading, group: str) -> tuple[Selector, ...]:
    """What is asked for without a name: the average of the projects, last year's income, the rows of a table."""
    if group == "subjects" and reading.tables:
        return (Selector(label="", tables=reading.tables),)
    if reading.operation is Operation.AVERAGE and not group and PROJECT_NOUN.search(reading.plain):
        return (_PROJECT_TOTAL,)
    if reading.operation is Operation.VALUE and any(one.name in FUNDS for one in reading.columns_left_out):
        return (Selector(label=TOTAL_INCOME if reading.side else TOTAL, side=reading.side),)
    unnamed = reading.operation is Operation.VALUE and not group and not reading.left and not reading.names_something
    if unnamed and _PROJECTS_COST.search(reading.plain):
        unit = reading.unit_names[0] if len(reading.unit_names) == 1 else ""
        return (_PROJECT_TOTAL.model_copy(update={"unit_name": unit}),)
    of_bodies = reading.operation in (Operation.DIFFERENCE, Operation.RATIO) and reading.bodies.distinct > 1
    if of_bodies and not group and not reading.left and not reading.names_something:
        return (Selector(label=TOTAL),)  # 甲局比乙局少多少钱
    if reading.operation is Operation.AVERAGE and not group and "车" in reading.plain:
        return (Selector(label="车辆", names=("车辆",)),)
    if reading.operation is Operation.CHANGE and len(reading.unit_names) == 1 and not (reading.left or group):
        label = TOTAL_INCOME if reading.side else TOTAL
        return (Selector(label=label, side=reading.side, unit_name=reading.unit_names[0]),)
    moved = reading.operation is Operation.CHANGE and not (reading.names_something or group or "支出" in reading.plain)
    if (moved or reading.operation in (Operation.PRIOR, Operation.RATIO)) and reading.side and not reading.left:
        return (Selector(label=TOTAL_INCOME, side=reading.side),)
    return ()


def _whole_of_group(parent: Reading | None, vocabulary: Vocabulary) -> Selector | None:
    """What a group that was told before is part of, where not all of it was told: the category whose items
    were ranked, or the project expenditure."""
    plan = plan_of(parent, vocabulary) if parent else None
    if plan and plan.operation is Operation.VALUE and len(plan.selectors) == 1:
        return plan.selectors[0].model_copy(update={"unit_name": ""})
    if plan is None or not (plan.top or plan.nth or plan.condition):
        return None
    if plan.group == "projects":
        return Selector(label="项目支出", measure="项目支出")
    return next((one for one in plan.selectors if one.names or one.measure != "合计"), None)


def _of_each_unit(selectors: tuple[Selector, ...], reading: Reading) -> tuple[Selector, ...]:
    """The figures of each of several units that are named, and indicators of the project talked of."""
    if reading.project:
        return tuple(one.model_copy(update={"project": reading.project}) for one in selectors)
    if len(reading.unit_names) < 2 or any(one.unit_name for one in selectors):
        return selectors
    return tuple(one.model_copy(update={"unit_name": unit}) for one in selectors for unit in reading.unit_names)


def _part_and_whole(
    reading: Reading, selectors: tuple[Selector, ...], vocabulary: Vocabulary
) -> tuple[tuple[Selector, ...], Selector | None]:
    """The parts and the whole of a share; a follow-up takes what it leaves out from the turns before."""
    if reading.of_told:
        whole = selectors_of(replace(reading, links=_own(reading), operation=Operation.VALUE), vocabulary)
        if reading.fresh and whole:
            return (), of_department(whole[0]) if is_of_department(reading) else whole[0]
        return (), _whole_of_group(reading.parent, vocabulary)
    if reading.whole_documents:
        sides = selectors_of(replace(reading, operation=Operation.VALUE), vocabulary) or (Selector(label=TOTAL),)
        sides = tuple(one.model_copy(update={"documents": ()}) for one in sides)
        other = Selector(label=TOTAL) if reading.total and sides[0].label not in TOTALS else sides[0]
        first = sides[0]
        return sides[:1], next(
            (one for one in sides[1:] if (one.names, one.measure) != (first.names, first.measure)), other
        )
    units = {one.unit_name for one in selectors}
    if len(units) == len(selectors) > 1 and all(units) and _names_no_figure(reading):
        return selectors, of_department(selectors[0])  # 甲中心和乙所加起来占全局多少
    parts, base = split_share(reading, selectors)
    if parts and base and parts[0].unit_name == base.unit_name != "" and _names_no_figure(reading):
        return parts[-1:], of_department(parts[-1])  # 哪个单位最多, then its part of the same
    of_all = is_of_department(reading) or _names_twice(reading) or _is_unit_within(reading)
    if of_all and parts and parts[0].unit_name:
        named = base is not None and (reading.total or base.names or base.measure != "合计")
        if not named and any("project" in one.kinds for one in reading.links):
            return parts, Selector(label=TOTAL)  # a project is in one unit only
        return parts, of_department(base if base and named else parts[0])
    if reading.parent and base and base.label == TOTAL and not reading.total:
        base = next(iter(selectors_of(replace(reading.parent, operation=Operation.VALUE), vocabulary)), base)
    if base and base.unit_name and [base] == list(parts):
        base = of_department(base)
    return parts, base


def _names_no_figure(reading: Reading) -> bool:
    """Whether a follow-up itself names neither item nor column nor total."""
    return not (_own(reading) or reading.total or any(one.words in reading.text for one in reading.columns))


def _asks_rest(reading: Reading) -> bool:
    """Whether the share of what remains is asked (除人大会议外，其他项目占多少)."""
    return reading.operation is Operation.SHARE and bool(
        reading.left_out and re.search(r"(?:其[他余它]|剩[下余]|余下|剩)[^,。占]{0,8}占", reading.plain)
    )


def _is_unit_within(reading: Reading) -> bool:
    """Whether a unit is asked for its part of what is named before it (三公经费里信息中心占多少)."""
    units = [one for one in reading.bodies.mentions if one.unit_name]
    named = min((link.end for link in reading.links), default=len(reading.text))
    return any(named <= one.start and _WITHIN.search(reading.text[named : one.start]) for one in units)


def _names_twice(reading: Reading) -> bool:
    """Whether the whole is called as the part is (信息中心三公经费占全部三公经费)."""
    whole = re.search(r"占(?:全部|整个|全局|总的)?(.*)", reading.text)
    spans = [*((one.start, one.end) for one in reading.links), *((one.start, one.end) for one in reading.measures)]
    names = tuple(reading.text[start:end] for start, end in spans if whole and end <= whole.start())
    return whole is not None and bool(names) and whole[1].startswith(names)


def _of_projects(reading: Reading) -> tuple[Selector, ...]:
    """The projects of each unit that is named, or of a source of funds; none for those of the whole document."""
    fund = reading.funds[0].name if reading.funds else ""
    units = reading.unit_names or (("",) if fund else ())
    return tuple(Selector(label="项目", unit_name=name, fund=fund) for name in units)


def _own(reading: Reading) -> tuple[ItemLink, ...]:
    """The links of the clause itself, not those that it inherits."""
    return tuple(one for one in reading.links if one.text in reading.text)
