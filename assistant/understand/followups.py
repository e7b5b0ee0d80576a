"""What a follow-up leaves out and takes from the question before it."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.plan import Operation
from assistant.understand.clues import condition_of
from assistant.understand.columns import Column
from assistant.understand.reading import Reading

_OF_GROUPS = (Operation.LIST, Operation.FILTER, Operation.COUNT, Operation.RANK)
_PART_WORDS = ("其中", "这里面", "里面")
_BASE_ONLY = re.compile(r"(?:那么?|它们?|这|其|分别|各|大概|又|合计)*占")


def _columns(reading: Reading, earlier: Reading, *, same_topic: bool, part_column: bool) -> tuple[Column, ...]:
    """The columns of a follow-up; 其中一般公共预算 keeps what it is a part of (项目支出)."""
    if part_column and not reading.measures:
        return (*earlier.measures, *reading.columns)
    return reading.columns or (earlier.columns if same_topic else ())


def _continued(reading: Reading, earlier: Reading) -> Operation:
    """What a follow-up without an operation of its own does with a group: 50万以下的呢, 养老中心的是哪几个."""
    if reading.operation is not Operation.VALUE or earlier.operation not in _OF_GROUPS:
        return reading.operation
    if condition_of(reading.text):
        return Operation.FILTER
    return earlier.operation if reading.bodies.unit_names or reading.documents else reading.operation


def inherit(reading: Reading, earlier: Reading | None) -> Reading:
    """What a follow-up leaves out comes from the clause before it."""
    if earlier is None:
        return reading
    same_topic = not reading.names_something
    part_column = reading.text.startswith(_PART_WORDS) and bool(reading.columns) and not reading.links
    parallel = bool(reading.funds and earlier.links and earlier.funds) and not (
        reading.links or reading.measures or reading.total or reading.documents
    )
    base_only = bool(reading.operation is Operation.SHARE and not same_topic and _BASE_ONLY.match(reading.text))
    return replace(
        reading,
        bodies=reading.bodies.after(earlier.bodies),
        years=reading.years or (earlier.years if not reading.documents else ()),
        links=reading.links or (earlier.links if same_topic or part_column or parallel else ()),
        columns=_columns(reading, earlier, same_topic=same_topic, part_column=part_column),
        tables=reading.tables or (earlier.tables if same_topic else ()),
        total=reading.total or (earlier.total if same_topic else ""),
        left=reading.left or (earlier.left if same_topic else ()),
        fresh=not same_topic,
        carried=earlier if base_only else None,
        parent=earlier
        if reading.text.startswith(("其中", "这里面", "里面"))
        else earlier.parent
        if same_topic
        else None,
        topic=f"{earlier.topic or earlier.text} {reading.text}" if same_topic else reading.text,
        operation=_continued(reading, earlier) if same_topic else reading.operation,
    )
