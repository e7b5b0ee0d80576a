"""The sides of a comparison: a figure of the tables, or what a sentence states where no table holds it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.answer import Role, Status
from assistant.context import Context, Operand, in_one_unit, list_figures, operand_of, operand_stated, resolve
from assistant.draft import amount_text
from assistant.plan import TOTAL, Plan, Selector
from assistant.prompting import say
from assistant.stated import stated_amount
from assistant.understand.editions import edition_of

if TYPE_CHECKING:
    from index.store import Snapshot


def by_edition(plan: Plan, snapshot: Snapshot) -> list[tuple[str, ...]]:
    """The documents of a plan, those of one body and year together: its words and its tables may be files of
    their own. The years of a single body come in the order in which they are named."""
    groups: dict[tuple[str, str, str, int | None], list[str]] = {}
    for document in plan.documents:
        groups.setdefault(edition_of(snapshot.card(document)), []).append(document)
    keys = list(groups)
    if len({key[:3] for key in keys}) == 1:
        keys.sort(key=lambda key: plan.years.index(key[3]) if key[3] in plan.years else len(plan.years))
    return [tuple(groups[key]) for key in keys]


def operand_for(documents: Sequence[str], selector: Selector, context: Context, label: str = "") -> Operand | None:
    """What a selector asks of the documents of one body and year, under the label of the selector or another
    one: as a table has it, or else a sentence. None where none has it, or its parts are of different units."""
    own = [one for one in documents if not selector.documents or one in selector.documents]
    for document in own:
        found = resolve(document, selector, context.facts)
        if found:
            return operand_of(found, label or selector.label)
    hits = (stated_amount(context.snapshot, document, selector) for document in own)
    hit = next((one for one in hits if one is not None), None)
    return operand_stated(hit, label or selector.label, context) if hit else None


def marks_of(sides: Sequence[Operand]) -> tuple[str, ...]:
    """The marks of the sentences that state sides of a comparison, each once."""
    return tuple(dict.fromkeys(mark for one in sides for mark in one.marks))


def documents_of(side: Operand) -> set[str]:
    """The documents that a side is read from."""
    own = {side.statement.document_id} if side.statement else set()
    return own | {part.cell.document_id for part in side.parts}


def say_absent(there: Collection[str], plan: Plan, context: Context, *, of_average: bool = False) -> bool:
    """Says which bodies asked about, or which years of one, took no part, because none of their documents is among
    those `there`, for an average by head or piece that the number of these may lack too; whether there are any."""
    absent = absent_bodies(there, plan, context)
    if absent:
        label = plan.selectors[0].label if plan.selectors else TOTAL
        words = {"bodies": "、".join(absent), "label": label}
        context.draft.say(say("absent_average", **words) if of_average else say("absent", **words))
    return bool(absent)


def absent_bodies(there: Collection[str], plan: Plan, context: Context) -> dict[str, list[str]]:
    """The bodies asked about, or the years of one, none of whose documents is among those `there`, each with its
    documents."""
    cards = [context.snapshot.card(one) for one in plan.documents]
    held = {(card.department, year) for card in cards if card.id in there for year in (card.year, None)}
    absent: dict[str, list[str]] = {}
    for card in cards:
        if (card.department, card.year) not in held:
            year = f"{card.year}年" if (card.department, None) in held else ""
            absent.setdefault(f"{card.department}{year}", []).append(card.id)
    return absent


def list_sides(sides: Sequence[Operand], context: Context) -> None:
    """A line for every figure of the sides, with its row or its sentence."""
    printed = all(one.statement is None for one in sides)
    for group in [sides] if printed else [[one] for one in sides]:
        list_figures([part for one in group if one.statement is None for part in one.parts], context.draft)
        for one in group:
            _list_stated(one, context)


def _list_stated(side: Operand, context: Context) -> None:
    if side.statement is None:
        return
    mark = side.marks[0]
    draft, amount = context.draft, amount_text(side.value, side.unit)
    if side.formula.strip("()") in (str(side.statement.amount), str(side.value)):
        draft.stated_figure(side.label, side.value, side.unit, Role.DETAIL, mark)
    else:
        draft.computed_figure(side.label, side.value, side.unit, side.formula, side.parts, (mark,))
        amount = f"{amount}（{side.formula[1:-1] if side.formula.startswith('(') else side.formula}）"
    draft.say(say("row", label=side.label, amount=amount, cite=mark))


def sum_of(sides: Sequence[Operand]) -> Operand:
    """The sum of sides of one unit, its formula in brackets where it has more than one term."""
    formula = " + ".join(one.formula for one in sides)
    cells = tuple(part for one in sides for part in one.parts)
    value = sum((one.value for one in sides), Decimal(0))
    return Operand("合计", value, sides[0].unit, f"({formula})" if sides[1:] else formula, cells, marks_of(sides))


def add_up_sides(sides: Sequence[Operand], context: Context) -> Status | None:
    """The sum of figures of which sentences state some; None where their units differ."""
    listed, sides = list(sides), in_one_unit(sides)
    if len({one.unit for one in sides}) > 1:
        return None
    total = sum_of(sides)
    formula = total.formula[1:-1] if sides[1:] else total.formula
    context.draft.computed_figure(total.label, total.value, total.unit, formula, total.parts, total.marks)
    context.draft.say(say("sum", amount=amount_text(total.value, total.unit), formula=formula))
    list_sides(listed, context)
    context.history += total.parts
    context.stated += [one.statement for one in sides if one.statement]
    return Status.ANSWERED
