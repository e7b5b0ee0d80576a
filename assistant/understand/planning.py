"""From a reading to a plan: selectors for what is named, the group that is ranked, the base of a share."""

from __future__ import annotations

import re

from assistant.plan import Operation, Plan, Selector
from assistant.understand.clues import condition_of, is_ascending, top_of
from assistant.understand.reading import Reading
from assistant.understand.vocabulary import Vocabulary

_NEAR_ENOUGH = 0.5
_FUZZY_KINDS = ("project", "indicator", "procurement", "asset", "functional", "economic", "three_public")
_PARTS = re.compile(r"(?:里面?|中|内|里头)")
_MONEY = re.compile(r"多少钱|几万|多少万|花")
_COUNTED = re.compile(r"指标|多少个|几个|几次|多少次|多少场|满意度|多少人")
_PROJECTS = re.compile(r"项目(?!支出)")


def plan_of(reading: Reading, vocabulary: Vocabulary) -> Plan:
    """The plan of a reading; without selectors it asks for nothing that a table could hold."""
    selectors = _selectors(reading, vocabulary)
    operation = reading.operation
    condition = condition_of(reading.text)
    group = _group(reading, operation)
    base: Selector | None = None
    if operation is Operation.SHARE:
        selectors, base = _split_share(reading, selectors)
    if operation is Operation.RANK and not group:
        group = "documents" if len(reading.documents) > 1 else "items"
    if operation is Operation.COUNT and any(one.project for one in selectors):
        operation, group = Operation.VALUE, ""
    if group == "projects":
        selectors = tuple(Selector(label="项目", unit_name=name) for name in reading.unit_names)
    return Plan(
        operation=operation,
        documents=reading.documents,
        selectors=selectors,
        base=base,
        group=group,
        condition=condition,
        top=top_of(reading.text),
        ascending=is_ascending(reading.text),
        years=reading.years,
        question=reading.text,
    )


def _selectors(reading: Reading, vocabulary: Vocabulary) -> tuple[Selector, ...]:
    unit = reading.unit_names[0] if len(reading.unit_names) == 1 else ""
    named = [Selector(label=link.text, names=link.names, scope=reading.scope, unit_name=unit) for link in reading.links]
    for words in reading.rests:
        near = _nearest(words, reading, vocabulary)
        if not near:
            continue
        projects = [link for link in reading.links if "project" in link.kinds]
        if projects and "indicator" in vocabulary.kinds[near]:
            named = [one for one in named if one.names != projects[0].names]
            named.append(Selector(label=near, names=(near,), project=projects[0].names[0]))
        else:
            named.append(Selector(label=near, names=(near,), scope=reading.scope, unit_name=unit))
    named = list({one.names: one for one in named}.values())
    measures = [name for _, name in reading.measures]
    if named and measures:
        return tuple(one.model_copy(update={"measure": measures[-1]}) for one in named)
    if named:
        return tuple(named)
    selectors = [Selector(label=name, measure=name, scope=reading.scope, unit_name=unit) for name in measures]
    if reading.total or (unit and not selectors and reading.operation in (Operation.VALUE, Operation.SUM)):
        selectors.append(Selector(label="总支出", scope=reading.scope, unit_name=unit))
    if not selectors and reading.rests:
        selectors = [Selector(label=words, names=(words,), scope=reading.scope) for words in reading.rests]
    return tuple(selectors)


def _nearest(words: str, reading: Reading, vocabulary: Vocabulary) -> str:
    """The item that the words mean, by the part of them that it covers; money only if money is asked."""
    kinds = [kind for kind in _FUZZY_KINDS if kind != "indicator"] if _MONEY.search(reading.text) else _FUZZY_KINDS
    near = vocabulary.nearest(words, reading.documents, kinds)
    if near and near[0][1] < _NEAR_ENOUGH and _COUNTED.search(reading.text):
        near = [(item, score + 0.1) for item, score in vocabulary.nearest(words, reading.documents, ("indicator",))]
    return near[0][0] if near and near[0][1] >= _NEAR_ENOUGH else ""


def _split_share(reading: Reading, selectors: tuple[Selector, ...]) -> tuple[tuple[Selector, ...], Selector]:
    """What is the part and what the whole: A占B, B中A, else the part of the total."""
    total = Selector(label="总支出")
    if reading.total:
        return tuple(one for one in selectors if one.label != "总支出"), total
    measures = [Selector(label=name, measure=name) for _, name in reading.measures]
    if reading.links and measures:
        parts = tuple(one.model_copy(update={"measure": "合计"}) for one in selectors)
        return parts, measures[-1]
    if len(selectors) > 1:
        if _PARTS.search(reading.text) and "占" not in reading.text.split(selectors[0].label)[0]:
            return selectors[1:], selectors[0]
        return selectors[:-1], selectors[-1]
    return selectors, total


def _group(reading: Reading, operation: Operation) -> str:
    if operation in (Operation.COUNT, Operation.LIST, Operation.FILTER):
        return "projects"
    if operation is Operation.RANK and _PROJECTS.search(reading.text) and not reading.links:
        return "projects"
    return ""
