"""Figures of several bodies side by side: one for each body, from its tables or, where these hold none,
from its sentences; in one unit of money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.answer import Role, Status
from assistant.context import Context, Operand, add_up, body_of, operand_stated, operand_told, resolve
from assistant.draft import amount_text
from assistant.found import Found
from assistant.plan import TOTAL, Plan, Selector
from assistant.prompting import say
from assistant.stated import stated_amount
from assistant.understand.clues import asks_sum
from assistant.understand.departments import asks_who_has
from assistant.understand.editions import edition_of
from assistant.understand.groups import tells_first
from index.amounts import YUAN_PER_UNIT, in_unit
from index.model import Statement

_FEW = 6  # bodies that are all told where the first and the last of them are asked


@dataclass(frozen=True, slots=True)
class Side:
    """The figure of one body for one selector."""

    body: str
    label: str
    value: Decimal
    unit: str
    source: Found | Statement

    @property
    def size(self) -> Decimal:
        """The value to compare by: money in 元."""
        return in_unit(self.value, self.unit, "元") if self.unit in YUAN_PER_UNIT else self.value


def rank_bodies(plan: Plan, context: Context) -> Status | None:
    """Every body's figure, the largest or the smallest first; None where none has one."""
    selector = plan.selectors[0] if plan.selectors else Selector(label=TOTAL)
    sides = sides_of(plan.documents, selector, context)
    if not sides or len({one.unit in YUAN_PER_UNIT for one in sides}) > 1:
        return None
    sides = sorted(sides, key=lambda one: one.size, reverse=not plan.ascending)
    order = [one.source for one in sides]
    missing = _missing(plan.documents, sides, context)
    both_ends = set(plan.places) == {1, -1}
    if both_ends:
        sides = sorted(sides, key=lambda one: -one.size)
        sides = sides if len(sides) <= _FEW else [sides[0], sides[-1]]
    elif plan.places:
        sides = [sides[one - 1 if one > 0 else one] for one in plan.places if abs(one) <= len(sides)]
    elif plan.nth and len(sides) >= plan.nth:
        sides = sides[plan.nth - 1 : plan.nth]
    elif 1 < plan.top < len(sides):
        sides = sides[: plan.top]
    told = [one.source for one in sides if isinstance(one.source, Found)]
    absent = say("absent", bodies="、".join(missing), label=selector.label) if missing else ""
    if asks_sum(plan.question) and plan.top > 1 and len(told) == len(sides):
        status = add_up(told, context, plan.unit)
        context.draft.say(absent if status else "")
        return status
    mixed = len({one.unit for one in sides}) > 1
    leading = both_ends or tells_first(plan)
    at_places = sides if plan.nth or plan.places else sides[:1] if leading else []
    context.order = context.order.then(order, [one.source for one in at_places])
    for place, one in enumerate(sides):
        end = ("最少" if plan.ascending and not both_ends else "最多") if leading and not place else ""
        end = "最少" if both_ends and place == len(sides) - 1 else end
        tell_side(one, context, mixed=mixed, end=end)
    context.draft.say(absent)
    context.history[:] = told
    return Status.ANSWERED


def which_have(plan: Plan, context: Context) -> Status | None:
    """Which of several bodies have an amount of something and which list none, be it that all list 0; None where
    none lists it."""
    selector = plan.selectors[0]
    sides = sides_of(plan.documents, selector, context)
    having = sorted((one for one in sides if one.value), key=lambda one: -one.size)
    if not sides:
        return None
    listed = having or sides
    mixed = len({one.unit for one in listed}) > 1
    named = dict.fromkeys(context.snapshot.card(one).department for one in plan.documents)
    told = {one.source.department if isinstance(one.source, Found) else one.body for one in having}
    without = [body for body in named if body not in told]
    if without:
        context.draft.say(say("have_none", bodies="、".join(without), label=selector.label))
    if having:
        context.draft.say(say("have_some", label=selector.label) if without else say("have_all", label=selector.label))
    for one in listed:
        tell_side(one, context, mixed=mixed)
    context.history[:] = [one.source for one in listed if isinstance(one.source, Found)]
    return Status.ANSWERED


def asks_which_have(plan: Plan) -> bool:
    """Whether it is asked which of several bodies have something or have it not (哪些部门没有因公出国预算)."""
    return asks_who_has(plan.question) and len(plan.selectors) == 1 and plan.condition is None


def sides_of(documents: Sequence[str], selector: Selector, context: Context) -> list[Side]:
    """Of each body and year one figure: its tables' first, else what a sentence states of the very thing."""
    found: dict[tuple[str, str, str, int | None], Side] = {}
    for document in documents:
        for one in resolve(document, selector, context.facts)[:1]:
            found.setdefault(_key(document, context), Side(body_of(one), one.label, one.value, one.unit, one))
    for document in documents:
        if (
            _key(document, context) not in found
            and (hit := stated_amount(context.snapshot, document, selector)) is not None
        ):
            body = context.snapshot.card(document).department
            value = hit.amount or Decimal(0)
            found[_key(document, context)] = Side(body, selector.full_name, value, hit.unit, hit)
    return list(found.values())


def operands_of_bodies(plan: Plan, context: Context) -> list[Operand]:
    """The figures of several bodies for the one thing that is asked, where sentences state some of them; empty
    where the tables hold each, or the question is not of this kind."""
    bodies = {context.snapshot.card(one).department for one in plan.documents}
    if len(bodies) < 2 or len(plan.selectors) != 1 or not plan.selectors[0].names:
        return []
    sides = sides_of(plan.documents, plan.selectors[0], context)
    if not any(isinstance(one.source, Statement) for one in sides):
        return []
    sides.sort(key=lambda one: plan.documents.index(_document_of(one)))
    return [
        operand_told(one.source, context)
        if isinstance(one.source, Found)
        else operand_stated(one.source, one.label, context)
        for one in sides
    ]


def _document_of(side: Side) -> str:
    return side.source.cell.document_id if isinstance(side.source, Found) else side.source.document_id


def _key(document: str, context: Context) -> tuple[str, str, str, int | None]:
    return edition_of(context.snapshot.card(document))


def _missing(documents: Sequence[str], sides: Sequence[Side], context: Context) -> list[str]:
    named = {context.snapshot.card(document).department for document in documents}
    told = {one.source.department if isinstance(one.source, Found) else one.body for one in sides}
    return sorted(named - told - {""})


def _year_of(side: Side, context: Context) -> int | None:
    if isinstance(side.source, Found):
        return side.source.year
    return context.snapshot.card(side.source.document_id).year


def tell_side(side: Side, context: Context, *, mixed: bool = False, end: str = "", headline: bool = True) -> None:
    """Says the figure of a body, as the first or the last of them where `end` says so; with its amount in
    万元 where the bodies print `mixed` units."""
    draft = context.draft
    first = headline and not any(one.role is Role.HEADLINE for one in draft.figures)
    role = Role.HEADLINE if first else Role.DETAIL
    name = f"{side.body}{side.label}"
    if isinstance(side.source, Found):
        draft.read_figure(side.source, role, name)
        mark = draft.cite(side.source)
    else:
        mark = draft.cite_passage(context.passage(side.source.passage_id), side.source.quote)
        draft.stated_figure(name, side.value, side.unit, role, mark)
        context.stated.append(side.source)
    amount = amount_text(side.value, side.unit)
    if mixed and side.unit == "元" and isinstance(side.source, Found):
        value, formula = in_unit(side.value, "元", "万元").normalize(), f"{side.value} ÷ 10000"
        draft.computed_figure(name, value, "万元", formula, [side.source])
        amount = f"{amount}（{value:f} 万元）"
    year = _year_of(side, context)
    words = {"label": f"{side.body}{year or ''}年{side.label}", "amount": amount, "cite": mark}
    draft.say(say("extreme", end=end, **words) if end else say("row", **words))
