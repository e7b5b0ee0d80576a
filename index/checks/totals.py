"""The totals that a subject of the narrative may mean, by the words that name them and the scope they stand in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.catalogue.measures import TOTAL, fund_of
from index.catalogue.wording import folded
from index.checks.ledger import Ledger
from index.checks.scopes import FUND_TABLES, WHOLE, figures_of, side_total
from index.model import Basis, Fact, ItemKind, TableKind

Reading = Sequence[Fact]


class Scope(StrEnum):
    """Which money a part of the narrative speaks of."""

    ALL = "收支"
    INCOME = "收入"
    EXPENDITURE = "支出"
    FISCAL = "财政拨款"
    GENERAL = "一般公共预算"
    BASIC = "基本支出"
    FUND = "政府性基金"
    CAPITAL = "国有资本经营预算"
    THREE_PUBLIC = "三公"
    OPERATING = "机关运行经费"
    PROCUREMENT = "政府采购"
    ASSET = "国有资产"
    PERFORMANCE = "绩效"
    UNKNOWN = ""


_SCOPES = (
    (Scope.THREE_PUBLIC, "三公"),
    (Scope.OPERATING, "机关运行"),
    (Scope.PROCUREMENT, "政府采购"),
    (Scope.ASSET, "资产"),
    (Scope.PERFORMANCE, "绩效"),
    (Scope.BASIC, "基本支出"),
    (Scope.FUND, "政府性基金"),
    (Scope.CAPITAL, "国有资本"),
    (
        Scope.FISCAL,
        "(?<!预算)(?<!非)财政拨款(?:收入|支出)(?:预算)?情况|财政拨款收支|财政拨款收入支出|(?<!公共预算)(?<!基金预算)(?<!经营预算)财政拨款.*总体",
    ),
    (Scope.GENERAL, "一般公共预算"),
    (Scope.ALL, "收支|收入支出|总体情况|总体说明"),
    (Scope.INCOME, "收入"),
    (Scope.EXPENDITURE, "支出"),
)
_CLASSES = {"人员经费": ("301", "303"), "公用经费": ("302", "307", "309", "310", "399")}
_FISCAL_FUNDS = ("一般公共预算", "政府性基金", "国有资本经营预算")
_THIS_YEAR = re.compile("^[本当]年(?:财政拨款)?(?:收入|支出)$")
_OTHER_STAGES = ("预算数", "年初预算数", "全年预算数", "上年数", "上年预算数", "上年决算数")  # beside the amount itself
_ANY_MONEY = (Scope.ALL, Scope.UNKNOWN, Scope.INCOME, Scope.EXPENDITURE)
_OF_A_FUND = re.compile("基金|国有资本|专户|单位资金|一般公共|事业|经营|其他|上级|附属|拨款")
_ONE_FUND = "非财政|(?:公共|基金|资本经营)预算财政拨款"


@dataclass(frozen=True, slots=True)
class _Total:
    """A kind of total: how it is worded, but not with which words, in which scopes, and its readings."""

    words: str
    readings: Callable[[Ledger], Iterator[Reading]]
    scopes: tuple[Scope, ...] = tuple(Scope)
    without: str = "^$"


def scope_in(headings: Sequence[str]) -> Scope:
    """The scope that the first of these headings tells."""
    for heading in headings:
        for scope, pattern in _SCOPES:
            if re.search(pattern, folded(heading)):
                return scope
    return Scope.UNKNOWN


def totals_named(ledger: Ledger, words: str, scope: Scope) -> tuple[Reading, ...]:
    """The readings of a subject that names a total, nearest first; none where it names something else."""
    for kind in _TOTALS:
        if scope in kind.scopes and re.search(kind.words, words) and not re.search(kind.without, words):
            return tuple(kind.readings(ledger))
    return ()


def whole(ledger: Ledger, kind: TableKind) -> Iterator[Reading]:
    total = figures_of(ledger, kind).get(WHOLE)
    if total:
        yield [total]


def measured(ledger: Ledger, kind: TableKind, measure: str, subject: str = WHOLE) -> Iterator[Reading]:
    figures = figures_of(ledger, kind)
    total = figures.get(subject, measure)
    if total:
        yield [total]
    elif kind is TableKind.BASIC and measure in _CLASSES:
        parts = [part for code in _CLASSES[measure] if (part := figures.get(code))]
        if parts:
            yield parts
    elif measure == "基本支出":
        parts = [part for name in ("人员经费", "公用经费") if (part := figures.get(subject, name))]
        if parts:
            yield parts
    if subject == WHOLE and not total and kind is TableKind.EXPENDITURE:
        yield from _rows_of(ledger, measure)


def _rows_of(ledger: Ledger, measure: str) -> Iterator[Reading]:
    """The row that 支出总表 or 收支总表 has of 基本支出 or 项目支出, where it lists kinds of spending."""
    for fact in ledger.amounts((TableKind.EXPENDITURE, TableKind.BALANCE)):
        if fact.measure == TOTAL and fact.side != "收入" and fact.item == measure:
            yield [fact]


def fiscal_totals(ledger: Ledger) -> Iterator[Reading]:
    """What 财政拨款 amounts to: the totals of 财政拨款收支总表, the funds' tables together, the income lines."""
    for side in ("支出", "收入"):
        yield from ([fact] for fact in reversed(side_total(ledger, TableKind.FISCAL_BALANCE, side)))
    if ledger.document.basis is Basis.FINAL and not any(True for _ in ledger.amounts((TableKind.FISCAL_BALANCE,))):
        return  # the totals of final accounts hold what is carried over, which no other table does
    parts = [total for kind in FUND_TABLES if (total := figures_of(ledger, kind).get(WHOLE))]
    if parts:
        yield parts
    lines = ledger.amounts((TableKind.FISCAL_BALANCE,))
    yield from ([fact] for fact in lines if _THIS_YEAR.match(fact.item) and fact.measure == TOTAL)
    yield from income_of(ledger, "财政拨款")


def _operating(ledger: Ledger) -> Iterator[Reading]:
    """机关运行经费 is the 公用经费 of the offices: of 行政运行, or of the whole department."""
    yield from whole(ledger, TableKind.OPERATING)
    for kind in (TableKind.GENERAL_BUDGET, TableKind.EXPENDITURE):
        rows = [fact for (_, measure), fact in figures_of(ledger, kind).found.items() if measure == "公用经费"]
        yield from ([fact] for fact in rows if fact.item_kind == ItemKind.TOTAL)
        running = [fact for fact in rows if folded(fact.item) == "行政运行"]
        if running:
            yield running
    yield from measured(ledger, TableKind.BASIC, "公用经费")


def _performance(ledger: Ledger) -> Iterator[Reading]:
    """Money under performance goals: all projects, those of 财政拨款, or those of one fund."""
    totals = [
        fact
        for fact in ledger.amounts((TableKind.PROJECT, TableKind.PROJECT_GOAL))
        if fact.item_kind == ItemKind.TOTAL and fact.scope != "unit"
    ]
    yield from ([fact] for fact in totals)
    fiscal = [fact for fact in totals if fact.measure in ("一般公共预算", "政府性基金", "国有资本经营预算")]
    yield fiscal
    for kind in (*FUND_TABLES, TableKind.EXPENDITURE):
        yield from measured(ledger, kind, "项目支出")
    yield [part for kind in FUND_TABLES for one in measured(ledger, kind, "项目支出") for part in one]
    for kind in (TableKind.EXPENDITURE, TableKind.GENERAL_BUDGET):
        yield from whole(ledger, kind)  # 整体支出
    yield from measured(ledger, TableKind.EXPENDITURE, "基本支出")


def income_of(ledger: Ledger, fund: str) -> Iterator[Reading]:
    """A source of income: this year's, and this year's with what is carried over of it."""
    facts = [*ledger.amounts((TableKind.BALANCE, TableKind.INCOME, TableKind.FISCAL_BALANCE))]
    carried = [fact for fact in facts if fact.measure == f"上年结转/{fund}" and fact.level == 0]
    carried = carried or [
        fact for fact in facts if fund == "财政拨款" and fact.measure == "上年结转" and fact.level == 0
    ]
    lines = [fact for fact in facts if _is_line(fact, fund)]
    whole = [fact for fact in facts if fact.table_kind == "收入总表" and fact.measure == fund and fact.level == 0]
    for fact in (*lines[:1], *whole[:1]):
        yield [fact]
        if carried:
            yield [fact, carried[0]]
    if carried and not lines and not whole:
        yield [carried[0]]
    if fund == "财政拨款":
        parts = [next((one for one in facts if _is_line(one, part)), None) for part in _FISCAL_FUNDS]
        yield [part for part in parts if part]


def _is_line(fact: Fact, fund: str) -> bool:
    if fact.side != "收入" or fact.item_kind != ItemKind.INCOME or fact.measure in _OTHER_STAGES:
        return False
    return "结转" in fact.item if fund == "上年结转" else fund_of(fact.item) == fund and "结转" not in fact.parents


def _procurement(ledger: Ledger) -> Iterator[Reading]:
    return whole(ledger, TableKind.PROCUREMENT)


def _assets(ledger: Ledger) -> Iterator[Reading]:
    return ([fact] for fact in ledger.amounts((TableKind.ASSET,)) if fact.item_kind == ItemKind.TOTAL)


def _balance(ledger: Ledger, *sides: str) -> Iterator[Reading]:
    return ([fact] for side in sides for fact in reversed(side_total(ledger, TableKind.BALANCE, side)))


def _basic(ledger: Ledger) -> Iterator[Reading]:
    yield from whole(ledger, TableKind.BASIC)
    yield from measured(ledger, TableKind.GENERAL_BUDGET, "基本支出")


def _general(ledger: Ledger) -> Iterator[Reading]:
    yield from whole(ledger, TableKind.GENERAL_BUDGET)
    yield from income_of(ledger, "一般公共预算")


def _income(ledger: Ledger) -> Iterator[Reading]:
    yield from _balance(ledger, "收入")
    yield from whole(ledger, TableKind.INCOME)


def _expenditure(ledger: Ledger) -> Iterator[Reading]:
    yield from whole(ledger, TableKind.EXPENDITURE)
    yield from _balance(ledger, "支出")


_TOTALS = (
    _Total("机关运行经费", _operating),
    _Total("一般公共预算.*采购", lambda ledger: measured(ledger, TableKind.PROCUREMENT, "一般公共预算")),
    _Total("政府采购(?:预算)?$|^采购预算$", _procurement, without="(?:货物|工程|服务)类?采购"),
    _Total("固定资产(?:价值|原值|净值|总值|总)?$|资产总$", _assets, without="购置"),
    _Total("拨款|资金|预算|支出", _performance, (Scope.PERFORMANCE,)),
    _Total("(?:一般公共预算|财政拨款)+基本支出", _basic),
    _Total(
        "财政拨款(?:收、?支|收入支出)|财政拨款(?:收入|支出)(?:总)?(?:预算)?$|财政拨款预算支出$",
        fiscal_totals,
        without=_ONE_FUND,
    ),
    _Total(
        "收入?、?支出?(?:总)?(?:预算)?$|收支总体",
        lambda ledger: _balance(ledger, "收入", "支出"),
        _ANY_MONEY,
        f"{_OF_A_FUND.pattern}|^收入$|^支出$",
    ),
    _Total("基金.*(?:支出|拨款|预算)$", lambda ledger: whole(ledger, TableKind.GOVERNMENT_FUND), (Scope.FUND,)),
    _Total("国有资本", lambda ledger: whole(ledger, TableKind.STATE_CAPITAL), (Scope.CAPITAL,)),
    _Total("^(?:支出(?:总)?预算|预算支出)$", _general, (Scope.GENERAL,)),
    _Total("一般公共预算.*(?:拨款|支出|预算)$", _general, (Scope.GENERAL, Scope.UNKNOWN)),
    _Total("^收入$|(?:收入(?:总)?预算|预算收入|收入总计|总收入|本年收入)$", _income, _ANY_MONEY, _OF_A_FUND.pattern),
    _Total(
        "^支出$|(?:支出(?:总)?预算|预算支出|支出总计|总支出|本年支出)$", _expenditure, _ANY_MONEY, _OF_A_FUND.pattern
    ),
)
