"""How income and expenditure are made up: sources, functional classes, kinds, each with its share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.report.content import (
    TEXT_WIDTH,
    Bar,
    Block,
    Chart,
    Column,
    Evidence,
    Heading,
    Line,
    Row,
    Sheet,
    Style,
)
from assistant.report.keys import KeyFigure, figure_named
from assistant.report.places import nested_quotes, place_of_fact, rounded, shown, where_of_fact
from assistant.report.wording import phrase
from index.catalogue.measures import TOTAL
from index.catalogue.wording import folded
from index.checks.ledger import Ledger, column_word, row_word
from index.checks.totals import whole
from index.findings import Proof
from index.model import Fact, ItemKind, TableKind

_SPENDING = (TableKind.EXPENDITURE, TableKind.GENERAL_BUDGET)
_LISTS = (TableKind.BALANCE, TableKind.FISCAL_BALANCE)
_MOST_BARS = 12
_SHORT, _LONG = 30, 68


def structure_blocks(ledger: Ledger, figures: Sequence[KeyFigure]) -> Iterator[Block]:
    """The part on structure; nothing where no total or no parts were found."""
    income, spending = figure_named(figures, "收入总计"), figure_named(figures, "支出总计")
    parts = [*_income(ledger, income), *_classes(ledger, spending), *_kinds(ledger, figures, spending)]
    if parts:
        yield Heading(phrase("structure"))
        yield from parts


def _income(ledger: Ledger, total: KeyFigure | None) -> Iterator[Block]:
    lines = [
        fact
        for fact in _of_first_table(ledger, (TableKind.BALANCE,))
        if fact.side == "收入" and fact.item_kind == ItemKind.INCOME and fact.level == 1
    ]
    if total and lines:
        yield Heading(phrase("income"), 2)
        yield _shares(phrase("income_caption"), lines, total)
        yield _cells_note(lines[0], total)


def _classes(ledger: Ledger, total: KeyFigure | None) -> Iterator[Block]:
    facts = _functional_classes(ledger)
    base = _base_of(ledger, facts, total)
    if base and facts:
        ordered = sorted(facts, key=lambda fact: fact.value or Decimal(0), reverse=True)
        yield Heading(phrase("classes"), 2)
        yield _shares(phrase("classes_caption"), ordered, base)
        yield _cells_note(ordered[0], base)
        bars = tuple(Bar(_name(fact), fact.value or Decimal(0), Evidence((fact,))) for fact in ordered[:_MOST_BARS])
        if len(bars) > 1:
            yield Chart(phrase("chart_caption", unit=base.unit), base.unit, bars)


def _functional_classes(ledger: Ledger) -> list[Fact]:
    """The 类 of the first table that lists them: of all money, else of the general budget, else of the list."""
    for kind in (*_SPENDING, *_LISTS):
        found: dict[str, Fact] = {}
        for fact in _of_first_table(ledger, (kind,)):
            is_class = fact.item_kind == ItemKind.FUNCTIONAL and fact.level == 1 and fact.value
            if is_class and fact.measure == TOTAL and fact.scope != "unit" and fact.side != "收入":
                found.setdefault(folded(fact.item), fact)
        if found:
            return list(found.values())
    return []


def _base_of(ledger: Ledger, facts: Sequence[Fact], total: KeyFigure | None) -> KeyFigure | None:
    """The total of the very table that the classes stand in, else that of all expenditure."""
    for fact in ledger.amounts():
        is_total = fact.item_kind == ItemKind.TOTAL and fact.level == 0 and fact.scope != "unit"
        same = facts and fact.table_id == facts[0].table_id and fact.measure == TOTAL and fact.side == facts[0].side
        if is_total and same and fact.value:
            return _total_of(fact)
    return total


def _total_of(fact: Fact) -> KeyFigure:
    value = fact.value if fact.value is not None else Decimal(0)
    return KeyFigure(phrase("total"), value, fact.unit, Evidence((fact,)), place_of_fact(fact))


def _kinds(ledger: Ledger, figures: Sequence[KeyFigure], spending: KeyFigure | None) -> Iterator[Block]:
    """基本支出 with its parts, and 项目支出, of what the table of expenditure adds up to."""
    reading = next(whole(ledger, TableKind.EXPENDITURE), None)
    total = _total_of(reading[0]) if reading else spending
    kinds = [one for name in ("基本支出", "人员经费", "公用经费", "项目支出") if (one := figure_named(figures, name))]
    if not total or not any(one.label == "项目支出" or one.label == "基本支出" for one in kinds):
        return
    yield Heading(phrase("kinds"), 2)
    rows = tuple(_share_row(one.label, one, total, max(one.depth - 1, 0)) for one in kinds if one.unit == total.unit)
    yield Sheet(phrase("kinds_caption"), _columns(total.unit, _LONG), rows)
    yield _note(total)


def _shares(caption: str, facts: Sequence[Fact], total: KeyFigure) -> Sheet:
    figures = [
        KeyFigure(_name(fact), fact.value, fact.unit, Evidence((fact,)), where_of_fact(fact) or row_word(fact))
        for fact in facts
        if fact.value is not None and fact.unit == total.unit
    ]
    rows = tuple(_share_row(one.label, one, total, 0) for one in figures)
    return Sheet(caption, _columns(total.unit, _SHORT), rows)


def _share_row(label: str, part: KeyFigure, total: KeyFigure, depth: int) -> Row:
    if not total.value:
        return Row((label, shown(part.value), "", part.place), part.evidence, depth)
    share = rounded(part.value * 100 / total.value)
    proof = Proof(share, "%", f"{part.operand} ÷ {total.operand}")
    evidence = part.evidence + total.evidence + Evidence(computed=(proof,))
    return Row((label, shown(part.value), f"{share}%", part.place), evidence, depth)


def _columns(unit: str, place: int) -> tuple[Column, ...]:
    """The columns of a table of shares, with so many millimetres for the place."""
    return (
        Column(phrase("column_item"), TEXT_WIDTH - 52 - place),
        Column(phrase("column_amount", unit=unit), 32, numeric=True),
        Column(phrase("column_share"), 20, numeric=True),
        Column(phrase("column_place"), place),
    )


def _cells_note(fact: Fact, total: KeyFigure) -> Line:
    column = nested_quotes(column_word(fact)).strip("“”")
    text = phrase(
        "cells_note",
        table=fact.table_title or fact.table_kind,
        column=column,
        total=f"{shown(total.value)} {total.unit}",
        place=total.place,
    )
    return Line(text, total.evidence, Style.REMARK)


def _note(total: KeyFigure) -> Line:
    text = phrase("share_note", total=f"{shown(total.value)} {total.unit}", place=total.place)
    return Line(text, total.evidence, Style.REMARK)


def _of_first_table(ledger: Ledger, kinds: Sequence[TableKind]) -> list[Fact]:
    table = next(ledger.of_kind(*kinds), None)
    return [fact for fact in ledger.amounts() if table and fact.table_id == table.id]


def _name(fact: Fact) -> str:
    return fact.item or " ".join(fact.row.split())
