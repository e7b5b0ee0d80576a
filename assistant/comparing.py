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
    list_figures,
    name_of,
    operand_of,
    resolve,
)
from assistant.draft import amount_text, rounded
from assistant.found import Found
from assistant.groups import at_places, group_of
from assistant.operands import documents_of, list_sides, marks_of, operand_for
from assistant.plan import Plan, Selector
from assistant.priors import prior_operand
from assistant.prompting import say
from assistant.stating import say_missing
from assistant.understand.editions import edition_of
from assistant.understand.text import ASKS_WHETHER
from index.amounts import YUAN_PER_UNIT, in_unit

_PER_PERSON = re.compile(r"人均|每(?:个)?人|平均(?:每|一)?(?:个)?人")
_PER_CAR = re.compile(r"一[辆台]车|每(?:一)?(?:辆|台)车?|平均(?:每|一)?(?:辆|台)|车均|单车")
_PER_PROJECT = re.compile(r"每(?:一)?个?项目|平均(?:每|一)?个?(?:明细|一级|二级)?项目|项目.{0,8}平均(?!.{0,4}[人辆台])")
_PER_TOLD = re.compile(r"平均(?:每|一)+个?([间场次期天份件家条篇本部台户])")
_NOT_STAFF = re.compile("代表|委员|会议|考试|培训|学员|学生|活动|补贴|救助")
_STAFF = (re.compile(r"在职|实有"), re.compile(r"职工|工作人员"), re.compile("编制"))
_MORE = re.compile(r"(?:比|有没有).{1,30}(?:多|高|大)")
_LESS = re.compile(r"比.{1,30}(?:少|低|小)")
LAST_YEAR = re.compile("上年|去年|上一年|前一年")
_ASSET_VALUE = re.compile("价值|原值|净值|值(?!班|守)")


def difference(plan: Plan, context: Context) -> Status | None:
    """By how much the larger exceeds the smaller; of more than two, the largest the smallest."""
    sides = in_one_unit(_ends_of(plan, context) if plan.group else operands_of(plan, context))
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
    draft.computed_figure("差额", value, larger.unit, formula, found, marks_of((larger, smaller)))
    words = {"first": larger.label, "second": _shorter(smaller, larger), "formula": formula}
    turned = len(sides) == 2 and sides[0] is smaller and _LESS.search(plan.question)
    if turned:
        words |= {"first": smaller.label, "second": _shorter(larger, smaller)}
    if larger.label == smaller.label:  # two editions of one year
        first, second = (smaller, larger) if turned else (larger, smaller)
        words |= {"first": _with_document(first), "second": _with_document(second)}
    if ASKS_WHETHER.search(plan.question) and len(sides) == 2:
        more = sides[0].value > sides[1].value if _MORE.search(plan.question) else sides[0].value < sides[1].value
        draft.say(say("yes") if more and value else say("no"))
    more_or_less = "少" if turned else "多"
    amount = amount_text(value, larger.unit) + draft.in_wan("差额", value, larger.unit, found, formula)
    draft.say(say("difference", amount=amount, direction=more_or_less, **words) if value else say("equal", **words))
    list_sides(sides, context)
    _remember(sides, context)
    return Status.ANSWERED


def _one_sided(side: Operand, plan: Plan, context: Context) -> Status | None:
    """The figure of the only side that is listed, and which sides are not."""
    if len(plan.selectors) > 1:
        list_sides([side], context)
        there = [
            one.label for one in plan.selectors if side.label.endswith((one.label, f"{one.label}（{one.measure}）"))
        ]
        say_missing([one.label for one in plan.selectors if one.label not in there], plan, context)
        return Status.ANSWERED
    held = documents_of(side)
    bodies = dict.fromkeys(context.snapshot.card(one).department for one in plan.documents if one not in held)
    if not bodies or not plan.selectors:
        return None
    list_sides([side], context)
    context.draft.say(say("absent", bodies="、".join(bodies), label=plan.selectors[0].label))
    return Status.ANSWERED


def _shorter(operand: Operand, beside: Operand) -> str:
    """The operand's name without the body and year that stand in the name beside it already."""
    if not operand.parts:
        return operand.label
    whose = f"{body_of(operand.parts[0])}{operand.parts[0].year or ''}年"
    shared = beside.label.startswith(whose) and operand.label != whose
    return operand.label.removeprefix(whose) if shared else operand.label


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
    elif "最" in plan.question and not plan.selectors_are_new and len(context.history) > 1:
        ordered = sorted(context.history, key=lambda one: one.value)
        sides = [
            Operand(name_of(one), one.value, one.unit, str(one.value), (one,)) for one in (ordered[-1], ordered[0])
        ]
    sides = in_one_unit(sides)
    if len(sides) != 2 or sides[0].unit != sides[1].unit or not sides[1].value:
        return None
    if plan.excess:
        return _excess(sides, plan, context)
    first, second = sides
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


def average(plan: Plan, context: Context) -> Status | None:
    """An amount by head, by vehicle or by project, where the document gives the number of them."""
    done = False
    for document in plan.documents:
        printed = _printed_average(document, plan, context)
        if printed is not None:
            list_figures([printed], context.draft, headline=True)
            context.history.append(printed)
            done = True
            continue
        selectors = [one for one in plan.selectors if "车辆" not in one.names]
        if any(_NOT_STAFF.search(one.label) for one in selectors):
            continue  # the heads of such an item are not the staff
        parts = [found for one in selectors for found in resolve(document, one, context.facts)]
        if _PER_CAR.search(plan.question) and _ASSET_VALUE.search(plan.question):
            rows = context.facts.rows_of(document, "asset", Selector(label="", measure="价值"))
            parts = [one for one in rows if "车" in one.label][:1] or parts
            selectors = [Selector(label=one.label) for one in parts[:1]] or selectors
        if not any(one.unit in YUAN_PER_UNIT for one in parts):
            spent = [one for one in context.history if one.unit in YUAN_PER_UNIT]
            parts = [one for one in spent if one.cell.document_id == document][-1:]
        label = selectors[0].label if selectors and not parts else parts[0].label if parts else ""
        amount = operand_of(parts, label)
        if amount is None or amount.unit not in YUAN_PER_UNIT:
            continue
        done = _divide(amount, document, plan, context) or done
    return Status.ANSWERED if done else None


def _printed_average(document: str, plan: Plan, context: Context) -> Found | None:
    """The indicator that gives the amount by head (人均补助标准) of the project that was talked of."""
    told = context.history[-1] if context.history and not plan.selectors_are_new else None
    if told is None or not _PER_PERSON.search(plan.question):
        return None
    rows = context.facts.rows_of(document, "indicator", Selector(label=""))
    own = [one for one in rows if _PER_PERSON.search(one.label) and one.project in (told.project, told.item)]
    return own[0] if len(own) == 1 else None


def _divide(amount: Operand, document: str, plan: Plan, context: Context) -> bool:
    draft = context.draft
    found = _number_of(document, plan, context)
    if found is None:
        return False
    number, unit, cells, mark = found
    divisor = str(number) if mark else f"({' + '.join('1' for _ in cells)})"  # projects are counted one by one
    value = rounded(in_unit(amount.value, amount.unit, "万元") / number)
    scale = " ÷ 10000" if amount.unit == "元" else ""
    formula = f"{amount.formula}{scale} ÷ {divisor}"
    marks = (mark,) if mark else ()
    draft.computed_figure(f"{amount.label}（每{unit}）", value, "万元", formula, [*amount.parts, *cells], marks)
    text = say(
        "average",
        label=amount.label,
        unit=unit,
        amount=amount_text(value, "万元"),
        formula=f"{amount.formula}{scale} ÷ {number}",
    )
    draft.say(f"{text}{mark}")
    list_figures([*amount.parts, *(cells if not mark else ())], draft)
    return True


def _number_of(document: str, plan: Plan, context: Context) -> tuple[Decimal, str, list[Found], str] | None:
    """How many heads, vehicles or projects the document gives, with the proof."""
    if _PER_PROJECT.search(plan.question):
        projects = context.facts.projects(document)
        return (Decimal(len(projects)), "个项目", projects, "") if projects else None
    cars = bool(_PER_CAR.search(plan.question))
    if cars:
        counted = [
            one
            for one in context.facts.rows_of(document, "asset", Selector(label="", measure="数量"))
            if "车" in one.label
        ]
        if counted and counted[0].value:
            return counted[0].value, "辆", counted[:1], context.draft.cite(counted[0])
    named = _PER_TOLD.search(plan.question)
    told = [one for one in context.history if one.cell.document_id == document and named and one.unit == named[1]]
    if told and told[-1].value:
        return told[-1].value, told[-1].unit, told[-1:], context.draft.cite(told[-1])
    units, subjects = (("辆",), (re.compile("车"),)) if cars else (("人", "名"), _STAFF)
    if not cars and not _PER_PERSON.search(plan.question):
        return None
    beside = edition_of(context.snapshot.card(document))
    together = {card.id for card in context.snapshot.documents if edition_of(card) == beside}
    stated = [one for one in context.snapshot.statements if one.document_id in together and one.unit in units]
    said = next((one for words in subjects for one in stated if one.amount and words.search(one.subject)), None)
    if said is None or not said.amount:
        return None
    return said.amount, said.unit, [], context.draft.cite_passage(context.passage(said.passage_id), said.quote)
