"""Questions that set figures against each other: differences, ratios, averages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.answer import Status
from assistant.changes import latest_documents
from assistant.compared import operands_of
from assistant.context import (
    Context,
    Operand,
    body_of,
    in_one_unit,
    name_of,
)
from assistant.draft import amount_text, gap_unit, rounded
from assistant.groups import at_places, group_of
from assistant.operands import documents_of, list_sides, marks_of, operand_for, say_absent
from assistant.plan import Plan
from assistant.priors import prior_operand
from assistant.prompting import say
from assistant.recalled import distinct
from assistant.stated_changes import rate_of
from assistant.stating import say_missing
from assistant.understand.text import ASKS_WHETHER
from assistant.verdicts import held_right, say_times_verdict

_MORE = re.compile(r"(?:比|有没有).{1,30}(?:多|高|大)")
_APART = re.compile("(?<![多少高低大小])差(?!旅)")  # by how much, whichever is more
_EQUAL = re.compile("等于|相等|一样|相同|一致|对得上|吻合|相符|一回事")
_EACH = re.compile("各[自是为]?多少|分别")
_OF_THE_LARGER = re.compile("(?:又|那么?|具体|相差|是)*(?:[多高大](?!大)|(?P<less>少|低|小)|(?:几|多少)(?:个)?倍)")
_LESS = re.compile(r"比.{1,30}(?:少|低|小)")
_MINUS = re.compile("减去?|扣除?|扣掉")
_PAIR = 2
_WHICH = re.compile("(?:谁|哪一?[家个边项种])[^,，。]{0,12}?(?:[多高大贵]|(?P<less>[少低小]))")
_BY_HOW_MUCH = re.compile("(?:[多高大贵少低小超差]|相差)(?:[出了过到]|来)*(?:多少|几|百分)|差(?:额|距|别)|[相悬]差")
_ROUNDING = Decimal("0.02")  # that a sum of printed amounts may be off, in their unit
LAST_YEAR = re.compile("上年|去年|上一年|前一年")


def difference(plan: Plan, context: Context) -> Status | None:
    """By how much the larger exceeds the smaller; of more than two, the largest the smallest."""
    sides = in_one_unit(_ends_of(plan, context) if plan.group else _taken_off(operands_of(plan, context), plan))
    if len(sides) == 1 and not plan.group:
        return _one_sided(sides[0], plan, context)
    if len(sides) < 2 or len({one.unit for one in sides}) > 1:
        return None
    draft = context.draft
    larger, smaller = max(sides, key=lambda one: one.value), min(sides, key=lambda one: one.value)
    if larger.value == smaller.value:
        larger, smaller = sides[0], sides[1]
    same = larger.label == smaller.label and [one.cell for one in larger.parts] == [one.cell for one in smaller.parts]
    if same and larger.parts:
        return None  # a figure is not set against itself
    value = larger.value - smaller.value
    formula = f"{larger.formula} − {smaller.formula}"
    found = [*larger.parts, *smaller.parts]
    before = draft.mark()
    unit = gap_unit(larger.unit)
    draft.computed_figure("差额", value, unit, formula, found, marks_of((larger, smaller)))
    which = _WHICH.search(plan.question)
    less = which["less"] if which else sides[0] is smaller and _LESS.search(plan.question)
    turned = len(sides) == 2 and less
    words = _named(*((smaller, larger) if turned else (larger, smaller))) | {"formula": formula}
    if ASKS_WHETHER.search(plan.question) and len(sides) == 2:
        draft.say(_verdict(sides, plan))
    more_or_less = "少" if turned else "多"
    amount = amount_text(value, unit) + draft.in_wan("差额", value, unit, found, formula)
    draft.say(say("difference", amount=amount, direction=more_or_less, **words) if value else say("equal", **words))
    list_sides(sides, context)
    if _EQUAL.search(plan.question) and _EACH.search(context.turn):
        draft.promote_best(before, lambda one: int(one.formula is None))  # the sides, not what they differ by
    elif which and _EACH.search(context.turn) and not _BY_HOW_MUCH.search(context.turn):
        values = {part.value for part in (smaller if which["less"] else larger).parts}
        draft.promote_best(before, lambda one: int(one.formula is None and one.value in values))
    _remember(sides, context)
    return Status.ANSWERED


def _taken_off(sides: Sequence[Operand], plan: Plan) -> Sequence[Operand]:
    """Of more than two amounts the two that stand beside the word for taking off (基本支出里人员经费减去公用经费)."""
    minus = _MINUS.search(plan.question)
    if minus is None or len(sides) <= _PAIR:
        return sides
    ahead, behind = plan.question[: minus.start()], plan.question[minus.end() :]
    first = [one for one in plan.selectors if ahead.endswith(one.label)]
    second = [one for one in plan.selectors if behind.startswith(one.label)]
    pair = [one for one in sides if any(one.label.endswith(by.label) for by in (*first, *second))]
    return pair if first and second and len(pair) == _PAIR else sides


def _named(first: Operand, second: Operand) -> dict[str, str]:
    """What two sides are called in a sentence; with their documents or tables where they are called alike."""
    if first.label != second.label:
        return {"first": first.label, "second": _shorter(second, first)}
    tell_apart = _with_document if _documents(first) != _documents(second) else _with_table
    return {"first": tell_apart(first), "second": tell_apart(second)}


def _verdict(sides: Sequence[Operand], plan: Plan) -> str:
    """Yes or no to whether the first of two sides is more, or less, than the second, or equals it."""
    first, second = (one.value for one in sides)
    if _EQUAL.search(plan.question):
        near = "+" in f"{sides[0].formula}{sides[1].formula}" and abs(first - second) <= _ROUNDING
        apart = say("rounded_apart") if near else say("unequal")
        return say("yes") if first == second else apart
    size: Decimal | None = abs(first - second)
    if not _APART.search(plan.question) and (first > second) != bool(_MORE.search(plan.question)):
        size = None
    right = bool(size) and held_right(size, sides[0].unit, rate_of(first - second, second).copy_abs(), plan)
    return "" if right is None else say("yes") if right else say("no")


def _one_sided(side: Operand, plan: Plan, context: Context) -> Status | None:
    """The figure of the only side that is listed, and which sides are not."""
    if len(plan.selectors) > 1:
        list_sides([side], context)
        there = [
            one.label for one in plan.selectors if side.label.endswith((one.label, f"{one.label}（{one.measure}）"))
        ]
        say_missing([one.label for one in plan.selectors if one.label not in there], plan, context)
        return Status.ANSWERED
    before = context.draft.mark()
    list_sides([side], context)
    if plan.selectors and say_absent(documents_of(side), plan, context):
        return Status.ANSWERED
    context.draft.reset(before)
    return None


def _shorter(operand: Operand, beside: Operand) -> str:
    """The operand's name without the body and year that stand in the name beside it already."""
    if not operand.parts:
        return operand.label
    whose = f"{body_of(operand.parts[0])}{operand.parts[0].year or ''}年"
    shared = beside.label.startswith(whose) and operand.label != whose
    return operand.label.removeprefix(whose) if shared else operand.label


def _documents(operand: Operand) -> set[str]:
    return {one.cell.document_id for one in operand.parts}


def _with_table(operand: Operand) -> str:
    """The operand's name with the table that it stands in."""
    return f"{operand.label}（{operand.parts[0].kind}）" if operand.parts else operand.label


def _with_document(operand: Operand) -> str:
    """The operand's name with the document that it stands in."""
    return f"《{operand.parts[0].cell.document}》的{operand.parts[0].label}" if operand.parts else operand.label


def _ends_of(plan: Plan, context: Context) -> list[Operand]:
    """The members of a group that are set against each other: the largest and the second, the largest and the
    smallest."""
    chosen = at_places(group_of(plan, context), plan)
    return [Operand(name_of(one), one.value, one.unit, str(one.value), (one,)) for one in chosen]


def ratio(plan: Plan, context: Context) -> Status | None:
    """How many times the first is of the second, or in percent where the plan's unit says so."""
    sides = _against_last_year(plan, context) if LAST_YEAR.search(plan.question) else operands_of(plan, context)
    if plan.group:
        sides = _ends_of(plan, context)
    elif "最" in plan.question and not plan.selectors_are_new and len(distinct(context.history)) > 1:
        ordered = sorted(distinct(context.history), key=lambda one: one.value)
        sides = [
            Operand(name_of(one), one.value, one.unit, str(one.value), (one,)) for one in (ordered[-1], ordered[0])
        ]
    sides = in_one_unit(sides)
    if len(sides) != 2 or sides[0].unit != sides[1].unit or not sides[1].value:
        return None
    first, second = _in_order_asked(sides, plan)
    sides = [first, second]
    say_times_verdict(first.value / second.value, plan, context)
    if plan.excess:
        return _excess(sides, plan, context)
    in_percent = plan.unit == "%"
    value = rounded(first.value * (100 if in_percent else 1) / second.value)
    amount = f"{value}%" if in_percent else f"{value} 倍"
    formula = f"{first.formula} ÷ {second.formula}"
    draft = context.draft
    found = [*first.parts, *second.parts]
    draft.computed_figure("倍数", value, "%" if in_percent else "倍", formula, found, marks_of(sides))
    draft.say(say("ratio", first=first.label, second=_shorter(second, first), amount=amount, formula=formula))
    list_sides(sides, context)
    _remember(sides, context)
    return Status.ANSWERED


def _in_order_asked(sides: Sequence[Operand], plan: Plan) -> Sequence[Operand]:
    """The two sides as they are set against each other; of those told before the larger first, which 多几成 and 是几倍
    after 谁多 mean, the smaller for 少几成."""
    found = None if plan.selectors_are_new or plan.group else _OF_THE_LARGER.match(plan.question)
    if found is None:
        return sides
    return sorted(sides, key=lambda one: one.value, reverse=found["less"] is None)


def _excess(sides: Sequence[Operand], plan: Plan, context: Context) -> Status:
    """By what part of the second the first is above or below it, in percent, or in times where these are asked."""
    first, second = sides
    in_times = "倍" in plan.question
    difference = first.value - second.value
    value = rounded(abs(difference) * (1 if in_times else 100) / second.value)
    larger, smaller = (first, second) if difference >= 0 else (second, first)
    formula = f"({larger.formula} − {smaller.formula}) ÷ {second.formula}"
    found = [*first.parts, *second.parts]
    unit = "倍" if in_times else "%"
    context.draft.computed_figure("相差幅度", value, unit, formula, found, marks_of(sides))
    amount = f"{value} 倍" if in_times else f"{value}%"
    words = {"first": first.label, "second": _shorter(second, first), "amount": amount, "formula": formula}
    context.draft.say(say("difference", direction="多" if difference >= 0 else "少", **words))
    if in_times:  # 多几倍 often asks how many times one is of the other
        times, divided = rounded(first.value / second.value), f"{first.formula} ÷ {second.formula}"
        context.draft.computed_figure("倍数", times, unit, divided, found, marks_of(sides))
        context.draft.say(say("ratio", **{**words, "amount": f"{times} 倍", "formula": divided}))
    list_sides(sides, context)
    _remember(sides, context)
    return Status.ANSWERED


def _against_last_year(plan: Plan, context: Context) -> list[Operand]:
    """This year's figure and last year's (是上年的几倍)."""
    for documents in latest_documents(plan, context.snapshot):
        for selector in plan.selectors:
            now = operand_for(documents, selector, context)
            then = prior_operand(documents, selector, plan, context)
            if now and then:
                return [now, then]
    return []


def _remember(sides: Sequence[Operand], context: Context) -> None:
    context.history += [part for one in sides for part in one.parts if len(one.parts) == 1]
