"""How many of something an amount is told for each one of: heads, vehicles, pieces, projects, months."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.context import Context, Operand
from assistant.counted import numbers_of
from assistant.found import Found
from assistant.plan import Plan, Selector
from assistant.rates import PER_PERSON
from assistant.understand.editions import edition_of
from index.amounts import YUAN_PER_UNIT
from index.model import Statement

PER_PROJECT = re.compile(r"每(?:一)?个?项目|平均(?:每|一)?个?(?:明细|一级|二级)?项目|项目.{0,8}平均(?!.{0,4}[人辆台])")
PER_MONTH = re.compile(r"(?:平均(?:到|下来)?(?:每个?|一个))月|月均|每个?月(?:平均|均)|按月(?:平均|均摊)")
PER_CAR = re.compile(r"一[辆台]车|每(?:一)?(?:辆|台)车?|平均(?:每|一)?(?:辆|台)|车均|单车|一[辆台]")
MONTHS = Decimal(12)
_NOT_STAFF = re.compile("代表|委员|会议|考试|培训|学员|学生|活动|补贴|救助")
_PER_PUPIL = re.compile("生均|(?:每|一)个?(?:名|位)?(?:在校)?(?:学生|学员)")
_CARS_STATED = re.compile("车")
_OF_CARS = re.compile("[车辆]")
_PUPILS = (re.compile("学生|在校生|学员"),)
_STAFF = (
    re.compile("^(?!.*编制).*在职"),
    re.compile("^(?!.*编制).*实有"),
    re.compile(r"职工|工作人员"),
    re.compile("编制"),
)
HEADS = ("人", "名", "位")  # units of people


def is_of_others(selectors: Sequence[Selector], parts: Sequence[Found], plan: Plan, context: Context) -> bool:
    """Whether the heads of what an amount is for are not the staff (会议费; those whom a project is for), unless it was
    the staff that was asked for before."""
    if _staff_told(context):
        return False
    of_project = bool(parts) and all(one.item_kind == "project" for one in parts)
    by_head = of_project and bool(PER_PERSON.search(plan.question))
    return by_head or any(_NOT_STAFF.search(one.label) for one in selectors)


def heads_of_others(parts: Sequence[Found], document: str, plan: Plan, context: Context) -> bool:
    """Whether it is told how many others an amount is for, before or by the project's own indicators."""
    counted = any(is_divided_by(one, plan) for one in counted_of(document, parts, context))
    return counted or bool(divisors_told(parts, document, plan, context))


def _staff_told(context: Context) -> bool:
    """Whether the turns before told how many the staff are."""
    told = [one for turn in context.said for one in turn if isinstance(one, Statement)]
    return any(one.unit in HEADS and words.search(one.subject) for one in told for words in _STAFF)


def is_divided_by(found: Found, plan: Plan) -> bool:
    """Whether an amount is to be told for each one of what a figure counts (4.2 万册, then 平均一册多少钱)."""
    unit = found.unit.removeprefix("万")
    counts = bool(unit) and found.unit not in (*YUAN_PER_UNIT, "%")
    by_head = unit in ("人", "人次") and "人均" in plan.question
    return counts and (by_head or bool(re.search(rf"(?:每|一)个?{re.escape(unit)}", plan.question)))


def divisors_told(parts: Sequence[Found], document: str, plan: Plan, context: Context) -> list[Found]:
    """The figures told before that count what the amount is to be told for each one of; those of a project only for
    its own amount (慰问53人 are not the heads of 福利费)."""
    projects = {"", *(name for one in parts for name in (one.item, one.project))}
    own = [one for one in context.history if one.cell.document_id == document and one.project in projects]
    return [one for one in own if is_divided_by(one, plan)]


def counted_of(document: str, parts: Sequence[Found], context: Context) -> list[Found]:
    """How many of something the project of an amount is to have, by its own indicators that give one number."""
    projects = {one.item for one in parts if one.item_kind == "project"}
    if not projects:
        return []
    rows = context.facts.rows_of(document, "indicator", Selector(label=""))
    return [one for one in rows if one.project in projects and one.operator in ("", "=")]


def number_of(
    document: str, amount: Operand, plan: Plan, context: Context
) -> tuple[Decimal, str, list[Found], str] | None:
    """How many heads, vehicles or projects the document gives, with the proof."""
    if PER_MONTH.search(plan.question):
        return MONTHS, "个月", [], ""
    if amount.parts and all(one.item_kind == "procurement" or one.kind == "其他" for one in amount.parts):
        pieces = _pieces_of(amount, plan, context)
        if pieces or not _OF_CARS.search(plan.question):  # else what is bought is for the cars
            return pieces
    if PER_PROJECT.search(plan.question):
        projects = context.facts.projects(document)
        return (Decimal(len(projects)), "个项目", projects, "") if projects else None
    cars = bool(PER_CAR.search(plan.question))
    if cars:
        counted = [
            one
            for one in context.facts.rows_of(document, "asset", Selector(label="", measure="数量"))
            if "车" in one.label
        ]
        if counted and counted[0].value:
            return counted[0].value, "辆", counted[:1], context.draft.cite(counted[0])
    told = divisors_told(amount.parts, document, plan, context)
    told = told or [one for one in counted_of(document, amount.parts, context) if is_divided_by(one, plan)]
    if told and told[-1].value:
        return told[-1].value, told[-1].unit, told[-1:], context.draft.cite(told[-1])
    pupils = bool(_PER_PUPIL.search(plan.question))
    if not (cars or pupils or PER_PERSON.search(plan.question)):
        return None
    heads = numbers_of(document, "人员", context)
    if heads and heads[0].value and not (cars or pupils):
        return heads[0].value, "人", heads[:1], context.draft.cite(heads[0])
    said = _stated_number(document, (_CARS_STATED,) if cars else _PUPILS if pupils else _STAFF, context)
    if said is None or not said.amount:
        return None
    mark = context.draft.cite_passage(context.passage(said.passage_id), said.quote)
    return said.amount, "名学生" if pupils else said.unit, [], mark


def _pieces_of(amount: Operand, plan: Plan, context: Context) -> tuple[Decimal, str, list[Found], str] | None:
    """How many pieces of the one thing that is bought its own row tells, where it is asked what one of them costs."""
    beside = context.facts.pieces_beside(amount.parts[0]) if len(amount.parts) == 1 else []
    pieces = [one for one in beside if one.value and (not one.unit or is_divided_by(one, plan))]
    return (pieces[0].value, pieces[0].unit or "件", pieces[:1], context.draft.cite(pieces[0])) if pieces else None


def staff_stated(document: str, context: Context) -> Statement | None:
    """How many the staff are, of those that there are before the posts (编制), as a sentence of the body tells it."""
    return _stated_number(document, _STAFF, context)


def _stated_number(document: str, subjects: Sequence[re.Pattern[str]], context: Context) -> Statement | None:
    """How many cars, pupils or staff a sentence of the body tells in that year, by the first of some words."""
    units = ("辆",) if _CARS_STATED in subjects else HEADS
    beside = edition_of(context.snapshot.card(document))
    together = {card.id for card in context.snapshot.documents if edition_of(card) == beside}
    stated = [one for one in context.snapshot.statements if one.document_id in together and one.unit in units]
    return next((one for words in subjects for one in stated if one.amount and words.search(one.subject)), None)
