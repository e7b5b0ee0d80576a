"""The key figures of a document, each where the document holds it, with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.report.content import Evidence
from assistant.report.places import place_of_fact, place_of_quote, quote_of
from index.amounts import YUAN_PER_UNIT, find_amounts
from index.catalogue.measures import THREE_PUBLIC_KINDS, TOTAL
from index.catalogue.wording import folded
from index.checks.ledger import Ledger, yuan
from index.checks.scopes import side_total
from index.checks.totals import Reading, Scope, fiscal_totals, income_of, measured, totals_named, whole
from index.findings import Proof
from index.model import Basis, Fact, Statement, TableKind

_OUTCOME = "决算数"
_PLANNED = re.compile("年初预算|全年预算|预算数")
_SPENDING_TABLES = (TableKind.EXPENDITURE, TableKind.GENERAL_BUDGET, TableKind.BASIC)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A key figure: what it is, how much, what proves it and where it stands. `depth` is 1 for a part of
    the figure above it."""

    label: str
    value: Decimal
    unit: str
    evidence: Evidence
    place: str
    depth: int = 0
    scope: str = ""  # 本级, where the sentence says that the figure is of the office alone

    @property
    def title(self) -> str:
        """The label with its scope."""
        return f"{self.label}（{self.scope}）" if self.scope else self.label

    @property
    def operand(self) -> str:
        """The figure as a part of a formula: printed as it is, or the sum that gives it."""
        return f"({self.evidence.computed[0].formula})" if self.evidence.computed else str(self.value)


@dataclass(frozen=True, slots=True)
class _Sought:
    """A figure to look for: its readings in the tables, nearest first, and the subject (a pattern) of a
    sentence that states it where no table does."""

    label: str
    depth: int
    readings: Callable[[Ledger], Iterator[Reading]] = lambda _: iter(())
    stated: str = ""
    within: str = ""  # a word of the sentence's headings or subject, where the subject alone could mean more


def _named(words: str, scope: Scope) -> Callable[[Ledger], Iterator[Reading]]:
    return lambda ledger: iter(totals_named(ledger, words, scope))


def _measured(measure: str) -> Callable[[Ledger], Iterator[Reading]]:
    return lambda ledger: (one for kind in _SPENDING_TABLES for one in measured(ledger, kind, measure))


def _spending(ledger: Ledger) -> Iterator[Reading]:
    """支出总计 of the table of income and expenditure, else what the table of expenditure adds up to."""
    yield from ([fact] for fact in reversed(side_total(ledger, TableKind.BALANCE, "支出")))
    yield from totals_named(ledger, "支出总预算", Scope.ALL)


def _whole(kind: TableKind) -> Callable[[Ledger], Iterator[Reading]]:
    return lambda ledger: whole(ledger, kind)


def _three_public(kind: str) -> Callable[[Ledger], Iterator[Reading]]:
    def readings(ledger: Ledger) -> Iterator[Reading]:
        facts = [fact for fact in ledger.amounts((TableKind.THREE_PUBLIC,)) if fact.item == kind]
        for measure in (TOTAL, _OUTCOME):
            yield from ([fact] for fact in facts if fact.measure == measure and fact.scope != "unit")
        alone = [fact for fact in facts if fact.measure == TOTAL]
        if len(alone) == 1:
            yield alone

    return readings


_SOUGHT = (
    _Sought("收入总计", 0, _named("收入总预算", Scope.ALL)),
    _Sought("上年结转", 1, lambda ledger: income_of(ledger, "上年结转")),
    _Sought("支出总计", 0, _spending),
    _Sought("基本支出", 1, _measured("基本支出")),
    _Sought("人员经费", 2, _measured("人员经费")),
    _Sought("公用经费", 2, _measured("公用经费")),
    _Sought("项目支出", 1, _measured("项目支出")),
    _Sought("财政拨款", 0, fiscal_totals),
    _Sought("一般公共预算支出", 1, _whole(TableKind.GENERAL_BUDGET)),
    _Sought("政府性基金预算支出", 1, _whole(TableKind.GOVERNMENT_FUND)),
    _Sought("国有资本经营预算支出", 1, _whole(TableKind.STATE_CAPITAL)),
    *(
        _Sought("“三公”经费" if kind == "三公经费" else kind, depth, _three_public(kind), stated, "三公")
        for kind, depth, stated in zip(
            THREE_PUBLIC_KINDS,
            (0, 1, 1, 2, 2, 1),
            ("三公经费", "因公出国", "用车购置及运", "用车购置费", "用车运行维护费", "公务接待费"),
            strict=True,
        )
    ),
    _Sought("机关运行经费", 0, _whole(TableKind.OPERATING), "机关运行经费"),
    _Sought("政府采购预算", 0, _whole(TableKind.PROCUREMENT), "政府采购(?!货物|工程|服务)"),
    _Sought("货物", 1, stated="采购货物|货物类?采购"),
    _Sought("工程", 1, stated="采购工程|工程类?采购"),
    _Sought("服务", 1, stated="采购服务|服务类?采购"),
)


def key_figures(ledger: Ledger) -> tuple[KeyFigure, ...]:
    """The key figures that the document holds, in their usual order."""
    found = (_find(sought, ledger) for sought in _SOUGHT)
    return tuple(one for one in found if one is not None)


def missing_figures(figures: Sequence[KeyFigure]) -> tuple[str, ...]:
    """The main figures (not their parts) that the document does not hold, or that were not found in it."""
    held = {figure.label for figure in figures}
    return tuple(sought.label for sought in _SOUGHT if sought.depth == 0 and sought.label not in held)


def figure_named(figures: Sequence[KeyFigure], label: str) -> KeyFigure | None:
    """The figure of a label."""
    return next((figure for figure in figures if figure.label == label), None)


def _find(sought: _Sought, ledger: Ledger) -> KeyFigure | None:
    readings = [one for one in sought.readings(ledger) if one]
    if readings:
        return _of_cells(sought, _printed_alone(readings))
    statement = next(_stating(sought, ledger), None) if sought.stated else None
    return _of_sentence(sought, statement, ledger) if statement else None


def _printed_alone(readings: Sequence[Reading]) -> Reading:
    """The nearest reading; where it is a sum, the cell of another table that prints the same amount."""
    first = readings[0]
    alone = [one for one in readings[1:] if len(one) == 1 and len(first) > 1 and _sum(one) == _sum(first)]
    return alone[0] if alone else first


def _sum(reading: Reading) -> Decimal:
    return sum((yuan(fact) for fact in reading), Decimal(0))


def _of_cells(sought: _Sought, reading: Sequence[Fact]) -> KeyFigure | None:
    unit = reading[0].unit
    if any(fact.unit != unit or fact.value is None for fact in reading):
        return None
    value = sum((fact.value for fact in reading if fact.value is not None), Decimal(0))
    place = "；".join(map(place_of_fact, reading))
    computed: tuple[Proof, ...] = ()
    if len(reading) > 1:
        formula = " + ".join(str(fact.value) for fact in reading)
        computed, place = (Proof(value, unit, formula),), f"{formula}：{place}"
    return KeyFigure(sought.label, value, unit, Evidence(tuple(reading), (), computed), place, sought.depth)


def _stating(sought: _Sought, ledger: Ledger) -> Iterator[Statement]:
    """The sentences that state an amount of money of what is sought, in document order."""
    for statement in ledger.document.statements:
        words = folded(statement.subject).replace(folded(ledger.document.department), "")
        is_money = statement.amount is not None and statement.unit in YUAN_PER_UNIT
        if ledger.document.basis is Basis.FINAL and _PLANNED.search(words):
            continue  # a final account tells its budget too, and is not to be mixed up with it
        apart = sought.within and sought.within not in "".join((*statement.section, statement.subject))
        if is_money and not apart and re.search(sought.stated, words) and _is_printed(statement):
            yield statement


def _is_printed(statement: Statement) -> bool:
    """Whether the sentence prints the amount in digits; one in words ("没有安排") is no figure of its own."""
    return any(amount.value == statement.amount for amount in find_amounts(statement.quote))


def _of_sentence(sought: _Sought, statement: Statement, ledger: Ledger) -> KeyFigure:
    quote = quote_of(statement, ledger.document)
    scope = "本级" if "本级" in statement.subject and not sought.depth else ""
    place = place_of_quote(quote, ledger.document.source.name)
    value = statement.amount or Decimal(0)
    return KeyFigure(sought.label, value, statement.unit, Evidence(quotes=(quote,)), place, sought.depth, scope)
