"""Averages: by head, by vehicle, by project, by whatever the documents count, and over several bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.answer import Status
from assistant.compared import operands_of
from assistant.context import Context, Operand, body_of, in_one_unit, list_figures, operand_of, operand_told, resolve
from assistant.divisors import (
    HEADS,
    MONTHS,
    PER_CAR,
    PER_MONTH,
    PER_PROJECT,
    heads_of_others,
    is_of_others,
    number_of,
)
from assistant.draft import amount_text, rounded
from assistant.found import Found
from assistant.operands import documents_of, list_sides, marks_of, say_absent
from assistant.plan import Plan, Selector
from assistant.prompting import say
from assistant.rates import PER_PERSON, printed_average, quote_rate, rate_asked
from assistant.recalled import recalled
from assistant.understand.clues import asks_sum
from index.amounts import YUAN_PER_UNIT, in_unit

_PER_PIECE = re.compile(r"(?:每|一)+个?[间场次期天份件家条篇本部台户册叶]")
_PER_BODY = re.compile("(?:每|一)+(?:家|个?(?:单位|部门))")  # of several bodies each
_ASSET_VALUE = re.compile("价值|原值|净值|值(?!班|守)")
_THREE_PUBLIC, _CARS = "三公经费", "公务用车购置及运行维护费"
_SMALL = Decimal(1)  # 万元, below which an average is told in 元


def average(plan: Plan, context: Context) -> Status | None:
    """An amount by head, by vehicle or by project, where the document gives the number of them."""
    of_bodies = _average_of_bodies(plan, context)
    if of_bodies:
        return of_bodies
    done, divided = False, set[str]()
    for document in plan.documents:
        printed = printed_average(document, plan, context)
        if printed is not None:
            list_figures([printed], context.draft, headline=True)
            context.history.append(printed)
            done = True
            continue
        if quote_rate(document, plan, context):
            done = True
            continue
        selectors = [one for one in plan.selectors if "车辆" not in one.names]
        parts = [found for one in selectors for found in resolve(document, one, context.facts)]
        if is_of_others(selectors, parts, plan, context) and not heads_of_others(parts, document, plan, context):
            continue
        if PER_CAR.search(plan.question) and _ASSET_VALUE.search(plan.question):
            rows = context.facts.rows_of(document, "asset", Selector(label="", measure="价值"))
            parts = [one for one in rows if "车" in one.label][:1] or parts
            selectors = [Selector(label=one.label) for one in parts[:1]] or selectors
        if not any(one.unit in YUAN_PER_UNIT for one in parts):
            spent = [one for one in context.history if one.unit in YUAN_PER_UNIT]
            parts = [one for one in spent if one.cell.document_id == document][-1:]
        if PER_CAR.search(plan.question) and any(one.item == _THREE_PUBLIC for one in parts):
            parts = resolve(document, Selector(label=_CARS, names=(_CARS,)), context.facts)  # what cars cost of it
            selectors = [Selector(label=one.label) for one in parts[:1]]
        label = selectors[0].label if selectors and not parts else parts[0].label if parts else ""
        amount = operand_of(parts, label)
        if amount is None or amount.unit not in YUAN_PER_UNIT:
            continue
        if _divide(amount, document, plan, context):
            divided.add(document)
    if divided and len(plan.documents) > 1:
        say_absent(divided, plan, context, of_average=True)
    done = done or bool(divided)
    return Status.ANSWERED if done else None


def _average_of_bodies(plan: Plan, context: Context) -> Status | None:
    """The average of one figure over several bodies, those that were told before where the clause names none;
    None where it is by head, by car or by project."""
    by_piece = (PER_PERSON, PER_CAR, PER_PROJECT, _PER_PIECE, PER_MONTH)
    if any(words.search(_PER_BODY.sub("", plan.question)) for words in by_piece):
        return None
    lists = _lists_told(plan, context)
    if lists:
        for one in lists:
            _tell_mean(one, "", plan, context)
        return Status.ANSWERED
    several = len(plan.selectors) == 1 and len({context.snapshot.card(one).department for one in plan.documents}) > 1
    sides = in_one_unit(_sides_told(plan, context) or (operands_of(plan, context) if several else []))
    label = plan.selectors[0].label if len(plan.selectors) == 1 else ""
    if len(sides) < 2 or len({one.unit for one in sides}) > 1 or any(one.unit not in YUAN_PER_UNIT for one in sides):
        return None
    if asks_sum(plan.question):
        added, cells = _added(sides), [part for one in sides for part in one.parts]
        total = sum((one.value for one in sides), Decimal(0))
        context.draft.computed_figure(f"{label}合计", total, sides[0].unit, added, cells, marks_of(sides))
        context.draft.say(say("sum", amount=amount_text(total, sides[0].unit), formula=added.strip("()")))
    _tell_mean(sides, label, plan, context)
    say_absent({document for one in sides for document in documents_of(one)}, plan, context)
    context.history += [part for one in sides for part in one.parts if len(one.parts) == 1]
    return Status.ANSWERED


def _tell_mean(sides: Sequence[Operand], label: str, plan: Plan, context: Context) -> None:
    """The average of amounts of one unit of money, with these."""
    added, cells = _added(sides), [part for one in sides for part in one.parts]
    value = rounded(sum((one.value for one in sides), Decimal(0)) / len(sides))
    formula = f"{added} ÷ ({' + '.join('1' for _ in sides)})"
    whose = f"{cells[0].department}{cells[0].year or ''}年" if _is_one_list(cells) else ""
    context.draft.computed_figure(f"{label}平均数", value, sides[0].unit, formula, cells, marks_of(sides))
    amount, shown, number = amount_text(value, sides[0].unit), f"{added} ÷ {len(sides)}", _number_text(sides)
    context.draft.say(say("mean_of_bodies", whose=whose, label=label, number=number, amount=amount, formula=shown))
    list_sides(sides, context)


def _added(sides: Sequence[Operand]) -> str:
    return f"({' + '.join(one.formula for one in sides)})"


def _number_text(sides: Sequence[Operand]) -> str:
    """How many bodies, years or rows of a list are averaged, in words."""
    cells = [part for one in sides for part in one.parts]
    if _is_one_list(cells):
        return f"{len(sides)} {'个项目' if cells[0].item_kind == 'project' else '项'}"
    bodies = {body_of(one.parts[0]) for one in sides if one.parts}
    return f"{len(sides)} 个{'部门' if len(bodies) > 1 or not bodies else '年度'}"


def _sides_told(plan: Plan, context: Context) -> list[Operand]:
    """The amounts of one item that the turns before told of several bodies or years, where the clause names nothing
    itself (三家平均多少)."""
    told = [] if plan.selectors_are_new else recalled(plan.question, context)
    figures = [one for one in told if isinstance(one, Found)]
    alike = len({one.item for one in figures}) == 1 or _is_one_list(figures)
    return [operand_told(one, context) for one in figures] if alike and len(figures) == len(told) else []


def _lists_told(plan: Plan, context: Context) -> list[list[Operand]]:
    """The projects of each of several documents that were told together (甲和乙各有几个项目, then 平均每个多少钱)."""
    told = [] if plan.selectors_are_new else context.told
    lists: dict[str, list[Found]] = {}
    for one in told:
        lists.setdefault(one.cell.document_id, []).append(one)
    if len(lists) < 2 or any(one.item_kind != "project" or one.unit not in YUAN_PER_UNIT for one in told):
        return []
    return [in_one_unit([operand_told(one, context) for one in rows]) for rows in lists.values()]


def _is_one_list(figures: Sequence[Found]) -> bool:
    """Whether figures are rows of one kind of one document (all its projects), told together."""
    return len({(one.cell.document_id, one.item_kind, one.measure) for one in figures}) == 1


def _divide(amount: Operand, document: str, plan: Plan, context: Context) -> bool:
    draft = context.draft
    found = number_of(document, amount, plan, context)
    if found is None:
        return False
    number, unit, cells, mark = found
    amount = _of_counted(amount, cells, context)
    divisor, shown = str(number) if mark else _ones(number), f"{number}"  # projects, months: one by one
    if unit in HEADS and rate_asked(plan.question) not in ("", "年"):
        if rate_asked(plan.question) != "月":
            return False  # for a day, or for a time: of how many is not said
        divisor, shown = f"{divisor} ÷ {_ones(MONTHS)}", f"{number} ÷ {MONTHS}"
        number, unit = number * MONTHS, f"{unit}每月"
    exact = in_unit(amount.value, amount.unit, "万元") / number
    money = "元" if abs(exact) < _SMALL else "万元"
    value = rounded(in_unit(exact, "万元", money))
    scale = {("元", "万元"): " ÷ 10000", ("万元", "元"): " × 10000"}.get((amount.unit, money), "")
    formula = f"{amount.formula}{scale} ÷ {divisor}"
    marks = (mark,) if mark else ()
    draft.computed_figure(f"{amount.label}（每{unit}）", value, money, formula, [*amount.parts, *cells], marks)
    text = say(
        "average",
        label=amount.label,
        unit=unit,
        amount=amount_text(value, money),
        formula=f"{amount.formula}{scale} ÷ {shown}",
    )
    draft.say(f"{text}{mark}")
    bounded = [one for one in cells if one.operator not in ("", "=")]  # ≤ 1000 人次 is no number of heads
    list_figures([*amount.parts, *(bounded if mark else cells)], draft)
    if bounded:
        draft.say(say("average_of_bound", label=bounded[0].label))
    return True


def _of_counted(amount: Operand, cells: Sequence[Found], context: Context) -> Operand:
    """The money of the one project whose things are counted, without what else was found by its words (办公用房租赁
    and 租赁费 by 租金)."""
    own = [one for one in amount.parts if cells and one.item_kind == "project" and one.item == cells[0].project]
    return operand_told(own[0], context) if len(own) == 1 < len(amount.parts) else amount


def _ones(number: Decimal) -> str:
    return f"({' + '.join('1' for _ in range(int(number)))})"
