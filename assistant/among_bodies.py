"""One body among others: which place its figure takes, and how it compares with their average."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.across import Side, sides_of, tell_side
from assistant.answer import Status
from assistant.context import Context
from assistant.draft import amount_text, rounded
from assistant.found import Found
from assistant.operands import by_edition, say_absent
from assistant.plan import TOTAL, Operation, Plan, Selector
from assistant.prompting import say
from assistant.understand.body_count import bodies_said
from assistant.understand.departments import SEVERAL
from assistant.understand.text import ASKS_WHETHER
from index.amounts import YUAN_PER_UNIT

_UNITS = re.compile("下属|所属|下面|预算单位|二级单位")
_MEAN = re.compile(r"平均(?:数|值|水平|线)")
_AGAINST_MEAN = re.compile(
    rf"(?:比|高于|低于|超过|超出|与|和|跟|同|是)[^,，。;；]{{0,14}}{_MEAN.pattern}|{_MEAN.pattern}的(?:百分|几|多少)"
)
_OPERATIONS = (Operation.AVERAGE, Operation.DIFFERENCE, Operation.RATIO, Operation.SHARE)
_PART_OF_MEAN = re.compile(rf"{_MEAN.pattern}的(?:百分之|几成|几倍|多少倍)")


def asks_among_bodies(plan: Plan) -> bool:
    """Whether one body's figure is held against those of several bodies, not of its own units."""
    several = SEVERAL.search(plan.question)
    of_units = bool(_UNITS.search(plan.question)) or any(one.unit_name for one in plan.selectors)
    return several is not None and not of_units and len(plan.selectors) < 2


def asks_against_mean(plan: Plan) -> bool:
    """Whether one body's figure is held against the average of several."""
    return plan.operation in _OPERATIONS and asks_among_bodies(plan) and bool(_AGAINST_MEAN.search(plan.question))


def standing_among(plan: Plan, context: Context) -> Status | None:
    """The place of the first body that is named among all that are meant; that it takes none where its figure is not
    listed."""
    own, sides = _field(plan, context)
    if len(sides) < 2:
        return None
    if own is None:
        _tell_field(sides, plan, context)
        return Status.NOT_FOUND
    ordered = sorted(sides, key=lambda one: one.size, reverse=not plan.ascending)
    ahead = [one for one in ordered if (one.size < own.size if plan.ascending else one.size > own.size)]
    draft = context.draft
    cells = [one.source for one in (*ahead, own) if isinstance(one.source, Found)]
    if len(cells) <= len(ahead):
        return None  # a place that sentences decide has no cells to count
    draft.counted_figure(f"{own.body}{own.label}的名次", cells, unit="位")
    words = {"order": "从低到高" if plan.ascending else "从高到低", "number": str(len(ahead) + 1)}
    label, amount = f"{own.body}{own.label}", amount_text(own.value, own.unit)
    mark = draft.cite(cells[-1])
    if ASKS_WHETHER.search(plan.question) and "最" in plan.question:
        draft.say(say("no") if ahead else say("yes"))
    draft.say(say("standing_among", label=label, amount=amount, total=str(len(ordered)), cite=mark, **words))
    return _tell_field(ordered, plan, context)


def against_mean(plan: Plan, context: Context) -> Status | None:
    """How much the first body's figure is above or below the average of all that are meant, or what part of it."""
    own, sides = _field(plan, context)
    cells = [one.source for one in sides if isinstance(one.source, Found)]
    of_money = all(one.unit == sides[0].unit and one.unit in YUAN_PER_UNIT for one in sides)
    if own is None or len(sides) < 2 or len(cells) < len(sides) or not of_money:
        return None
    total = sum((one.value for one in sides), Decimal(0))
    mean = f"({' + '.join(str(one.value) for one in sides)}) ÷ ({' + '.join('1' for _ in sides)})"
    shown = f"({' + '.join(str(one.value) for one in sides)}) ÷ {len(sides)}"
    draft, label = context.draft, f"{own.body}{own.label}"
    words = {"label": label, "mean": amount_text(rounded(total / len(sides)), own.unit)}
    if _PART_OF_MEAN.search(plan.question):
        part = rounded(own.value * 100 * len(sides) / total)
        draft.computed_figure(f"{label}占平均数", part, "%", f"{own.value} ÷ ({mean})", cells)
        draft.say(say("part_of_mean", amount=f"{part}%", formula=f"{own.value} ÷ [{shown}]", **words))
    else:
        above = own.value * len(sides) >= total
        gap = rounded(abs(own.value - total / len(sides)))
        formula = f"{own.value} − {mean}" if above else f"{mean} − {own.value}"
        draft.computed_figure(f"{label}与平均数之差", gap, own.unit, formula, cells)
        shown = f"{own.value} − {shown}" if above else f"{shown} − {own.value}"
        direction = "高" if above else "低"
        draft.say(say("against_mean", direction=direction, amount=amount_text(gap, own.unit), formula=shown, **words))
    draft.computed_figure(f"{own.label}平均数", rounded(total / len(sides)), own.unit, mean, cells)
    return _tell_field(sides, plan, context)


def _tell_field(sides: Sequence[Side], plan: Plan, context: Context) -> Status:
    mixed = len({one.unit for one in sides}) > 1
    for one in sides:
        tell_side(one, context, mixed=mixed, headline=False)
    found = [one.source for one in sides if isinstance(one.source, Found)]
    named = plan.model_copy(update={"documents": _meant(plan, context)})
    say_absent({one.cell.document_id for one in found}, named, context)
    context.history[:] = found[:1]
    return Status.ANSWERED


def _field(plan: Plan, context: Context) -> tuple[Side | None, list[Side]]:
    """The figure of the body that is named first, and those of all that are meant, its own among them."""
    selector = plan.selectors[0] if plan.selectors else Selector(label=TOTAL)
    sides = sides_of(_meant(plan, context), selector, context)
    first = context.snapshot.card(plan.documents[0]).department
    own = next((one for one in sides if isinstance(one.source, Found) and one.source.department == first), None)
    return own, sides


def _meant(plan: Plan, context: Context) -> tuple[str, ...]:
    """The documents of the bodies that are meant: those named, else the latest of each body held; of the own year
    alone where the question's number of bodies, or its year, says so."""
    if len(by_edition(plan, context.snapshot)) > 1:
        return plan.documents
    own = context.snapshot.card(plan.documents[0])
    cards = [one for one in context.snapshot.documents if not plan.years or one.year in plan.years]
    newest: dict[str, int] = {}
    for one in cards:
        newest[one.department] = max(newest.get(one.department, 0), one.year or 0)
    latest = [one for one in cards if (one.year or 0) == newest[one.department]]
    number = bodies_said(plan.question)
    if number and number != len(newest):
        latest = [one for one in latest if one.year == own.year]
    return tuple(one.id for one in latest)
