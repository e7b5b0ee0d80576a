"""What computing shares: the context of a question, resolving a selector, listing and adding up figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.alike_indicators import alike_of_project
from assistant.answer import CellRef, Role, Status
from assistant.draft import Draft, amount_text, rounded
from assistant.facts import FactTable
from assistant.found import Found, bought_for, whole_among
from assistant.order_told import Order
from assistant.plan import Selector
from assistant.printed import PrintedWords
from assistant.prompting import say
from assistant.table_order import FUND_PARTS
from assistant.table_rows import of_table_named
from assistant.totals import total_of, total_of_own_table
from assistant.understand.text import unit_key
from index.amounts import YUAN_PER_UNIT, in_unit
from index.line_kinds import strip_role, without_own_level

if TYPE_CHECKING:
    from index.model import Passage, Statement
    from index.store import Snapshot


_CARS, _OF_CARS = "公务用车购置及运行维护费", ("公务用车购置费", "公务用车运行维护费")
_TOTAL_OF = {"收入总表": "总收入", "支出总表": "总支出"}
_SEVERAL = 3  # figures of one body from which on it is named once above them


@dataclass
class Context:
    """What computing works with, and the figures of the clauses before: all of them (for 这两个差多少),
    those of the sentence, or else of the turn, before (for 占多少), and with them those of the turns that
    this one goes on from (A多少, B呢, 各占多少). `stated` are the amounts that sentences state in this clause,
    `said` those of either kind that each clause before told, `behind` those of the topics before this one,
    `order` what was ranked last, `turn` is what is asked in whole, `typed` how it was put."""

    snapshot: Snapshot
    facts: FactTable
    draft: Draft
    printed: PrintedWords
    history: list[Found] = field(default_factory=list)
    told: list[Found] = field(default_factory=list)
    series: list[Found] = field(default_factory=list)
    stated: list[Statement] = field(default_factory=list)
    said: list[list[Found | Statement]] = field(default_factory=list)
    behind: list[Found | Statement] = field(default_factory=list)
    order: Order = field(default_factory=Order)
    selects: bool = False  # whether this clause tells what keeps a bound, be it but one figure
    selected: bool = False  # whether the clause before did
    turn: str = ""
    typed: str = ""

    @property
    def amounts(self) -> list[Found | Statement]:
        """The amounts that were told last, from tables and from sentences."""
        return self.said[-1] if self.said else []

    def remember(self, found: Sequence[Found]) -> None:
        """Takes what a clause has told, from tables and from sentences, for what the next may mean."""
        self.told = list(found) or self.told
        amounts: list[Found | Statement] = [*found, *self.stated]
        if amounts:
            self.said.append(amounts)
        self.order = self.order.after(amounts)
        self.selected, self.selects = self.selects, False
        self.stated = []

    def put_behind(self) -> None:
        """Takes what was told so far for what is no longer talked of, as a new topic begins."""
        self.behind = [*self.behind, *(one for clause in self.said for one in clause)]
        self.history, self.told, self.series, self.said, self.order = [], [], [], [], Order()

    def apart(self, draft: Draft) -> Context:
        """The same with a draft of its own, and with figures to which others may be added."""
        history, told, series, said = list(self.history), list(self.told), list(self.series), list(self.said)
        return replace(self, draft=draft, history=history, told=told, series=series, stated=[], said=said)

    def passage(self, passage_id: str) -> Passage:
        """The passage of an id that a statement of this snapshot names."""
        return self.snapshot.passage(passage_id)


def resolve(document: str, selector: Selector, facts: FactTable) -> list[Found]:
    """The figures for a selector: one, the several parts that a spoken word sums up, or one for each
    unit where no row adds the units up. Empty where the tables hold none."""
    if selector.documents and document not in selector.documents:
        return []
    if not selector.names:
        return total_of(document, selector, facts)
    if len(selector.names) > 1:
        single = [
            selector.model_copy(update={"names": (name,), "tables": selector.tables or ("基本支出表",)})
            for name in selector.names
        ]
        of_names = [found for found in (facts.find_all(document, one) for one in single) if found]
        parts = [found[0] for found in of_names]
        if len({(found.kind, found.item_kind) for found in parts}) != 1:
            parts = _of_first_kind(parts, selector)
        if len(parts) > 1:
            return [one for found in of_names if found[0] in parts for one in found]
    found = of_table_named(document, selector, facts.find_all(document, selector), facts)
    found = found or total_of_own_table(document, selector, facts) or alike_of_project(document, selector, facts)
    if found or selector.measure != "合计" or selector.fund not in FUND_PARTS:
        return found
    of_parts = (facts.find(document, selector.model_copy(update={"fund": one})) for one in FUND_PARTS[selector.fund])
    return [one for one in of_parts if one]


def _of_first_kind(parts: Sequence[Found], selector: Selector) -> list[Found]:
    """Those of the kind of item that the first is of: subjects by function say what items of expenditure say
    again (行政单位离退休 and 事业单位离退休, or else 离休费 and 退休费), where a word names several of a kind."""
    first = [one for one in parts if one.item_kind == parts[0].item_kind]
    several = len(selector.names) > len(first) > 0 and len(parts) > 2
    return first if several else []


def name_of(found: Found) -> str:
    """Whose figure of which year it is, with its label."""
    year = year_of(found, found.label)
    if found.label == found.unit_name:  # a unit among units is named once, with what it is that it has
        total = _TOTAL_OF.get(found.kind, "") if found.measure == "合计" else found.measure
        whose = body_of(replace(found, label="", of_unit=True))
        return f"{whose}{year}{found.item if found.item != found.label else total}"
    return f"{body_of(found)}{year}{found.label}"


def year_of(found: Found, label: str = "") -> str:
    """The year of a figure, with 决算 where final accounts tell it and the label does not say so."""
    return f"{found.year or ''}年{'决算' if found.is_outcome and '决算' not in label else ''}"


def body_of(found: Found) -> str:
    """The unit that a figure is of, where it is not of the whole department."""
    if not found.of_unit or found.unit_name == found.label:
        return found.department
    own = unit_key(found.unit_name) == unit_key(found.department)
    return f"{without_own_level(strip_role(found.unit_name))}本级" if own else found.unit_name


def add_up(parts: Sequence[Found], context: Context, unit: str = "", label: str = "") -> Status | None:
    """The sum of figures of one unit of measure, under a label where one is given, with its parts, also in `unit` of
    money if given; None where the figures' units differ."""
    draft = context.draft
    parts = list({one.cell: one for one in parts}.values())  # a cell that two names mean is counted once
    wholes = {one.cell: whole for one in parts if (whole := whole_among(one, parts)) is not None}
    if wholes:
        return _add_up_wholes(parts, wholes, context, unit)
    if len({found.item_kind == "indicator" for found in parts}) > 1:
        return None  # what is aimed at, be it an amount a head, and what is spent make no sum
    if len({found.unit for found in parts}) > 1:
        return _add_up_mixed(parts, context)
    value = sum((found.value for found in parts), Decimal(0))
    formula = sum_formula(parts)
    own = parts[0].unit
    if unit and unit != own and own in YUAN_PER_UNIT:
        factor = in_unit(Decimal(1), unit, own)
        converted = f"({formula}) ÷ {factor:f}" if factor >= 1 else f"({formula}) × {1 / factor:f}"
        total = rounded(value / factor, 6).normalize()
        draft.computed_figure("合计", total, unit, converted, parts)
        draft.say(say("sum", amount=amount_text(total, unit), formula=converted))
    draft.computed_figure(f"{label}合计", value, own, formula, parts)
    large = draft.in_wan(f"{label}合计", value, own, parts, formula) if unit in ("", own) else ""
    draft.say(say("sum_of", label=label, amount=amount_text(value, own) + large, formula=formula))
    list_figures(parts, draft)
    context.history += parts
    return Status.ANSWERED


def _add_up_wholes(
    parts: Sequence[Found], wholes: Mapping[CellRef, Found], context: Context, unit: str
) -> Status | None:
    """The sum where some of the figures are parts of others: these are told, and not counted twice."""
    apart = [one for one in parts if one.cell not in wholes]
    if len(apart) > 1:
        status = add_up(apart, context, unit)
    else:
        list_figures(apart, context.draft, headline=True)
        context.history += apart
        status = Status.ANSWERED
    for one in parts:
        if one.cell in wholes:
            list_figures([one], context.draft)
            context.draft.say(say("held_already", part=one.label, whole=wholes[one.cell].label))
    return status


def _add_up_mixed(parts: Sequence[Found], context: Context) -> Status | None:
    """The sum of money of different units, in 万元."""
    sides = in_one_unit([Operand(one.label, one.value, one.unit, str(one.value), (one,)) for one in parts])
    if len({one.unit for one in sides}) > 1:
        return None
    value = sum((one.value for one in sides), Decimal(0))
    formula = " + ".join(one.formula for one in sides)
    context.draft.computed_figure("合计", value, "万元", formula, parts)
    context.draft.say(say("sum", amount=amount_text(value, "万元"), formula=formula))
    list_figures(parts, context.draft)
    context.history += parts
    return Status.ANSWERED


def sum_formula(parts: Sequence[Found]) -> str:
    """The addition of the parts as it is printed; negative parts are taken away."""
    signs = [("−" if found.value < 0 else "+", abs(found.value)) for found in parts]
    text = " ".join(f"{sign} {value}" for sign, value in signs)
    return text.removeprefix("+ ") if signs[0][0] == "+" else f"0 {text}"


@dataclass(frozen=True)
class Operand:
    """One side of a comparison: a printed figure, the sum of several, or what a sentence states."""

    label: str
    value: Decimal
    unit: str
    formula: str
    parts: tuple[Found, ...]
    marks: tuple[str, ...] = ()  # of the sentences that state it, where no table holds it
    statement: Statement | None = None


def operand_stated(statement: Statement, label: str, context: Context) -> Operand:
    """What a sentence states as one operand, cited; an amount that it does not tell counts as 0."""
    card = context.snapshot.card(statement.document_id)
    amount = statement.amount or Decimal(0)
    mark = context.draft.cite_passage(context.passage(statement.passage_id), statement.quote)
    label = f"{card.department}{card.year or ''}年{label}"
    return Operand(label, amount, statement.unit, str(amount), (), (mark,), statement)


def operand_told(told: Found | Statement, context: Context) -> Operand:
    """What a turn before told, from a table or from a sentence, as one operand."""
    if isinstance(told, Found):
        return Operand(name_of(told), told.value, told.unit, str(told.value), (told,))
    return operand_stated(told, f"{told.subject}{told.stage}", context)


def operand_of(parts: Sequence[Found], label: str) -> Operand | None:
    """The parts as one operand; None without parts or where their units differ."""
    if not parts or len({found.unit for found in parts}) > 1:
        return None
    value = sum((found.value for found in parts), Decimal(0))
    formula = sum_formula(parts)
    one = parts[0]
    bodies = {body_of(found) for found in parts}
    named = f"{body_of(one) if len(bodies) == 1 else one.department}{year_of(one, label)}{label}"
    return Operand(named, value, one.unit, f"({formula})" if len(parts) > 1 else str(value), tuple(parts))


def in_one_unit(sides: Sequence[Operand]) -> list[Operand]:
    """The sides with money of different units told in 万元, the formula of each with it."""
    if len({one.unit for one in sides}) < 2 or not all(one.unit in YUAN_PER_UNIT for one in sides):
        return list(sides)
    return [_in_wan(one) for one in sides]


def _in_wan(one: Operand) -> Operand:
    if one.unit == "万元":
        return one
    factor = in_unit(Decimal(1), "万元", one.unit)
    formula = f"({one.formula} ÷ {factor:f})" if factor >= 1 else f"({one.formula} × {1 / factor:f})"
    return replace(one, value=in_unit(one.value, one.unit, "万元"), unit="万元", formula=formula)


def list_figures(parts: Sequence[Found], draft: Draft, headline: bool = False) -> None:
    """A line for each figure with its citation, the body and year once above them where all are of one."""
    whose = {(found.department, found.year) for found in parts}
    shared = len(whose) == 1 and len(parts) >= _SEVERAL
    if shared:
        draft.say(say("rows_of", department=parts[0].department, year=str(parts[0].year or "")))
    for found in parts:
        first = headline and not any(one.role is Role.HEADLINE for one in draft.figures)
        draft.read_figure(found, Role.HEADLINE if first else Role.DETAIL)
        text = amount_text(found.value, found.unit, found.operator)
        label = _short_name_of(found) if shared else name_of(found)
        bought = bought_for(found)
        label = f"{label}（{bought}）" if bought and bought not in label else label
        label = f"其中：{label}" if _is_of_kind(found, parts) else label
        draft.say(say("row", label=label, amount=text, cite=draft.cite(found)))


def _is_of_kind(found: Found, others: Sequence[Found]) -> bool:
    """Whether a figure is a part of one of the kinds of 三公经费 that is listed too."""
    if found.item_kind != "three_public":
        return False
    whole = (*found.parents, *((_CARS,) if found.item in _OF_CARS else ()))
    return any(one.item in whole for one in others if one is not found)


def _short_name_of(found: Found) -> str:
    """A figure's label, with the subordinate unit that it is of."""
    own = found.of_unit and found.unit_name not in (found.label, found.department)
    return f"{found.label}（{found.unit_name}）" if own else found.label
