"""From a reading to a plan: selectors for what is named, the group that is ranked, the base of a share."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.plan import TOTAL, TOTAL_INCOME, Operation, Plan, Selector
from assistant.understand.clues import condition_of, is_ascending, nth_of, top_of, unit_of
from assistant.understand.columns import Column
from assistant.understand.groups import group_of
from assistant.understand.reading import Reading
from assistant.understand.vocabulary import ItemLink, Vocabulary

SUMMED = re.compile(r"合计|一共|总共|加起来|相加|之和|总和")
_PROJECT_NOUN = re.compile(r"项目(?!支出)")
_OVERALL = re.compile(r"(?:花|支出|预算|盘子|用).{0,8}(?:多少|多大|几)|(?:多少|几).{0,4}(?:支出|预算)")
_GROUP_NOUN = re.compile(r"项目|科目|哪些|哪几|单位")
_PROJECTS = re.compile(r"项目(?!支出)|科目|单位|哪些|哪几")
_COUNTED_COLUMNS = (
    ("单价", re.compile("单价")),
    ("数量", re.compile("数量|面积|平方米|[几多少][辆台套]|多少[辆台套]|有多少(?!钱)")),
    ("价值", re.compile("价值|原值|净值|值多少|多少钱")),
)
_INSIDE = re.compile(
    r"(?:里面|里头|里边|当中|之中|其中|里|中|内|下面|下)(?:的)?(?:用于|安排给|属于)?$|项目(?:的|里|中)?$|的$"
)
_TOGETHER = re.compile(r"[和与及跟、]|以及|还有|加上?")
_BOTH_SIDES = frozenset({"基本支出", "项目支出"})


def plan_of(reading: Reading, vocabulary: Vocabulary) -> Plan:
    """The plan of a reading; without selectors it asks for nothing that a table could hold."""
    condition = condition_of(reading.plain)
    reading = replace(reading, operation=_operation(reading, condition is not None))
    selectors = _selectors(reading, vocabulary)
    operation = reading.operation
    group, level = group_of(reading)
    base: Selector | None = None
    if reading.carried:
        whole = _selectors(replace(reading, links=_own(reading), carried=None), vocabulary)
        carried = replace(reading.carried, bodies=reading.bodies, operation=Operation.VALUE)
        selectors, base = _selectors(carried, vocabulary), whole[0] if whole else None
    elif operation is Operation.SHARE:
        selectors, base = _split_share(reading, selectors)
        if reading.parent and base and base.label == TOTAL and not reading.total:
            base = next(iter(_selectors(replace(reading.parent, operation=Operation.VALUE), vocabulary)), base)
    if operation is Operation.COUNT and any(one.names and (one.project or group == "projects") for one in selectors):
        operation, group = (Operation.SUM if SUMMED.search(reading.text) else Operation.VALUE), ""
    if group == "projects" and any("project" in link.kinds for link in _own(reading)):
        group = "items"
    if group == "projects" and operation is not Operation.SHARE:
        fund = reading.funds[0].name if reading.funds else ""
        units = reading.unit_names or (("",) if fund else ())
        selectors = tuple(Selector(label="项目", unit_name=name, fund=fund) for name in units)
    return Plan(
        operation=operation,
        documents=reading.documents,
        selectors=selectors,
        base=base,
        group=group,
        level=level,
        condition=condition,
        unit=unit_of(reading.text),
        rests=reading.rests,
        top=top_of(reading.plain),
        nth=nth_of(reading.plain),
        ascending=is_ascending(reading.text),
        years=reading.years,
        base_year=reading.base_year,
        question=reading.text,
        selectors_are_new=reading.fresh,
    )


def _own(reading: Reading) -> tuple[ItemLink, ...]:
    """The links of the clause itself, not those that it inherits."""
    return tuple(one for one in reading.links if one.text in reading.text)


def _operation(reading: Reading, bounded: bool) -> Operation:
    """The operation as the things named allow it: a bound selects from a group, or is compared with."""
    operation = reading.operation
    named = bool(reading.links or reading.measures or reading.total)
    if operation is Operation.SHARE and any("/" in one.name for one in reading.measures):
        return Operation.VALUE  # a column of percentages, such as the plan of payments
    if operation is Operation.DIFFERENCE and "最" in reading.plain and not re.search("差|多多少", reading.plain):
        return Operation.RANK
    if operation is Operation.SUM and not named and _PROJECT_NOUN.search(reading.plain):
        return Operation.LIST
    if bounded and not named and _GROUP_NOUN.search(reading.text):
        return Operation.FILTER
    if operation is Operation.FILTER and (not bounded or (named and not _PROJECTS.search(reading.text))):
        return Operation.VALUE
    return operation


def _selectors(reading: Reading, vocabulary: Vocabulary) -> tuple[Selector, ...]:
    named = [_of_link(link, reading) for link in reading.links]
    named = _qualified(named, reading, vocabulary)
    named = list({(one.names, one.documents, one.project): one for one in named}.values())
    columns = _own_columns(reading)
    if len(named) == 1 and len(reading.tables) > 1 and reading.operation in (Operation.DIFFERENCE, Operation.RATIO):
        return tuple(_with(named[0], tables=(kind,), fund="") for kind in reading.tables)
    if named and columns:
        return tuple(one.model_copy(update={"measure": name}) for one in named for name in columns)
    if named:
        return tuple(named)
    if not reading.names_something and not reading.rests and reading.fresh and _OVERALL.search(reading.plain):
        return (_with(_common(reading, 0), label=TOTAL, side=""),)
    return _of_columns(reading) or tuple(Selector(label=words, names=(words,)) for words in reading.rests)


def _own_columns(reading: Reading) -> tuple[str, ...]:
    """The columns that are of the named items, not figures beside them (住房公积金占人员经费的比重)."""
    if any(link.kinds & {"asset", "procurement"} for link in reading.links):
        counted = next((name for name, words in _COUNTED_COLUMNS if words.search(reading.plain)), "")
        if counted and (counted != "价值" or any("asset" in link.kinds for link in reading.links)):
            return (counted,)
    if reading.operation is Operation.SHARE:
        return ()
    return tuple(dict.fromkeys(one.name for one in reading.measures))


def _common(reading: Reading, start: int) -> Selector:
    """What every selector of a clause shares: unit, fund, side, tables, its own department."""
    fund = reading.funds[0].name if reading.funds and (reading.links or reading.measures or reading.total) else ""
    unit = reading.unit_names[0] if len(reading.unit_names) == 1 else ""
    return Selector(
        label="",
        fund=fund,
        side=reading.side if not fund else "",
        unit_name=unit,
        tables=reading.tables,
        documents=_own_documents(reading, start),
    )


def _with(common: Selector, **changes: object) -> Selector:
    return common.model_copy(update=changes)


def _own_documents(reading: Reading, start: int) -> tuple[str, ...]:
    """The department that the item stands behind, where each of several has an item of its own."""
    bodies = [one for one in reading.bodies.mentions if one.documents and not one.unit_name]
    places = sorted([*(link.start for link in reading.links), *(one.start for one in reading.measures)])
    if len(bodies) < 2 or len(places) < len(bodies):
        return ()
    starts = [one.start for one in bodies]
    between = [
        any(one < place < two for place in places) for one, two in zip(starts, [*starts[1:], 10**6], strict=True)
    ]
    if not all(between):
        return ()
    before = [one for one in bodies if one.start < start]
    chosen = before[-1] if before else bodies[0]
    return tuple(one for one in chosen.documents if one in reading.documents)


def _of_link(link: ItemLink, reading: Reading) -> Selector:
    label = link.text if link.sure == 1.0 else link.names[0]
    return _with(_common(reading, link.start), label=label, names=link.names, sure=link.sure)


def _qualified(named: list[Selector], reading: Reading, vocabulary: Vocabulary) -> list[Selector]:
    """An item of which another is a part (人才工作经费的引进人数) qualifies that other, and goes."""
    if reading.operation is Operation.SHARE or len(named) < 2:
        return named
    links = list(reading.links)
    kept: list[Selector] = []
    for number, _selector in enumerate(named):
        link = links[number]
        later = links[number + 1] if number + 1 < len(links) else None
        gap = reading.text[link.end : later.start] if later else ""
        if later and "project" in link.kinds and "indicator" in later.kinds and not _TOGETHER.search(gap):
            named[number + 1] = named[number + 1].model_copy(update={"project": link.names[0]})
        elif later and _INSIDE.search(gap) and (not link.kinds or link.kinds == later.kinds == {"asset"}):
            continue
        elif later and _INSIDE.search(gap) and not _TOGETHER.search(gap) and _holds(link, later, vocabulary):
            within = () if "三公经费" in link.names else link.names
            named[number + 1] = named[number + 1].model_copy(update={"within": within})
        else:
            kept.append(named[number])
    return kept


def _holds(link: ItemLink, later: ItemLink, vocabulary: Vocabulary) -> bool:
    """Whether some row of the later item stands below the earlier one."""
    if "三公经费" in link.names and "three_public" in later.kinds:
        return True
    return any(name in vocabulary.parents.get(item, ()) for name in link.names for item in later.names)


def _of_columns(reading: Reading) -> tuple[Selector, ...]:
    """Totals of the document by column, or of a source of funds."""
    selectors = [_of_column(one, reading) for one in reading.measures]
    if not selectors and reading.funds and (not reading.total or reading.operation is Operation.SHARE):
        selectors = [
            _with(_common(reading, one.start), label=one.words or one.name, side=reading.side, fund=one.name)
            for one in reading.funds
        ]
    asked = reading.operation in (Operation.VALUE, Operation.SUM, Operation.DIFFERENCE, Operation.SHARE)
    if reading.total or (reading.unit_names and not selectors and asked):
        for words in reading.total.split("、"):
            side = "收入" if "收入" in words or (not reading.total and reading.side) else ""
            label = TOTAL_INCOME if side else TOTAL
            common = _with(_common(reading, 0), label=label, side=side)
            selectors += [_with(common, unit_name=name) for name in reading.unit_names or ("",)]
    return tuple(selectors)


def _of_column(column: Column, reading: Reading) -> Selector:
    return _with(_common(reading, column.start), label=column.name, measure=column.name, side="")


def _split_share(reading: Reading, selectors: tuple[Selector, ...]) -> tuple[tuple[Selector, ...], Selector | None]:
    """What is the part and what the whole: A占B, B中A, else the part of the total."""
    total = Selector(label=TOTAL, unit_name=selectors[0].unit_name if selectors else "")
    if reading.total:
        parts = tuple(one for one in selectors if one.label not in (TOTAL, TOTAL_INCOME))
        return parts, total.model_copy(update={"label": TOTAL_INCOME, "side": "收入"} if reading.side else {})
    named: list[ItemLink | Column] = sorted([*reading.links, *reading.columns], key=lambda one: one.start)
    if len(named) < 2:
        return selectors, total
    chosen = [_share_selector(one, reading) for one in named]
    behind = reading.text[named[1].end : named[1].end + 2]
    between = reading.text[named[0].end : named[1].start]
    if len(named) == 2 and between.endswith("是") and re.search("几分之|百分之|几成", reading.text):
        return (chosen[0],), chosen[1]
    if len(named) == 2 and re.search("在|占", between) and re.match("当?中|里|内|其中|之中", behind):
        return (chosen[0],), chosen[1]
    divider = reading.text.find("占")
    before = [one for one in named if one.start < divider]
    if divider >= 0 and before and len(before) < len(named):
        first, rest = chosen[: len(before)], chosen[len(before) :]
        if _INSIDE.search(reading.text[: named[0].start]) or not _whole_first(reading, named):
            return tuple(first), rest[0]
        return tuple(chosen[1:]), chosen[0]
    if _whole_first(reading, named):
        return tuple(chosen[1:]), chosen[0]
    return tuple(chosen), total


def _whole_first(reading: Reading, named: list[ItemLink | Column]) -> bool:
    """Whether the first name is what the others are parts of (三公经费中接待费的占比)."""
    first, second = named[0], named[1]
    gap = reading.text[first.end : second.start]
    return bool(_INSIDE.search(gap) or re.search(r"[里中内]|其中|当中|[，,]", gap)) and not _TOGETHER.fullmatch(gap)


def _share_selector(named: ItemLink | Column, reading: Reading) -> Selector:
    if isinstance(named, ItemLink):
        measure = "价值" if named.kinds == {"asset"} else "合计"
        return _of_link(named, reading).model_copy(update={"fund": "", "measure": measure})
    common = _with(_common(reading, named.start), label=named.name, fund="", side="")
    if named in reading.funds:
        return _with(common, fund=named.name)
    return _with(common, measure=named.name)
