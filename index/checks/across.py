"""Across tables: the same figure in every table that holds it, with scopes understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from index.catalogue.measures import TOTAL, fund_of
from index.checks.ledger import Ledger, Trouble, place_of, severity_of, yuan
from index.checks.scopes import FUND_TABLES, WHOLE, Figures, Key, figures_of, side_total
from index.checks.sums import Comparison, compare_equal, compare_sum, supported
from index.findings import Severity
from index.model import Basis, Fact, ItemKind, TableKind

_BASIC_MEASURES = {TOTAL: "基本支出", "人员经费": "人员经费", "公用经费": "公用经费"}
_CARRIED = "上年结转"


def check_whole_scope(ledger: Ledger) -> Iterator[Trouble]:
    """收支总表 = 支出总表 = 收入总表, subject by subject: all funds."""
    balance, expenditure = (figures_of(ledger, kind) for kind in (TableKind.BALANCE, TableKind.EXPENDITURE))
    yield from _same(ledger, balance, expenditure)
    if ledger.document.basis is Basis.BUDGET:
        yield from _same(ledger, expenditure, figures_of(ledger, TableKind.INCOME))


def _same(ledger: Ledger, left: Figures, right: Figures) -> Iterator[Trouble]:
    """The totals (合计) of the subjects that two tables share."""
    shared = [key for key in left.found if key in right.found and key[1] == TOTAL and key[0] != WHOLE]
    outcomes = [compare_equal(ledger, left.found[key], right.found[key]) for key in shared]
    message = f"{left.kind.value}与{right.kind.value}的口径未能对应，没有逐科目核对。"
    yield from supported(outcomes, Trouble(Severity.NOTE, message))


def check_totals_across(ledger: Ledger) -> Iterator[Trouble]:
    """Totals of 收入总表 and 支出总表 against 收支总表, those of the funds' tables against 财政拨款收支总表."""
    for kind, side in ((TableKind.INCOME, "收入"), (TableKind.EXPENDITURE, "支出")):
        total = figures_of(ledger, kind).get(WHOLE)
        yield from _one_of(ledger, total, side_total(ledger, TableKind.BALANCE, side))
    parts = [total for kind in FUND_TABLES if (total := figures_of(ledger, kind).get(WHOLE))]
    totals = side_total(ledger, TableKind.FISCAL_BALANCE, "支出")
    if parts and totals:
        if sum(map(yuan, parts)) + _carried(ledger) in map(yuan, totals):
            return  # the funds' tables leave out what is carried over from last year
        yield from _first(compare_sum(ledger, total, parts, "各项财政拨款支出表合计之和") for total in totals)


def _carried(ledger: Ledger) -> Decimal:
    """What 财政拨款收支总表 carries over from last year, in yuan."""
    line = _income_lines(ledger, TableKind.FISCAL_BALANCE).get(_CARRIED)
    return yuan(line) if line else Decimal(0)


def _one_of(ledger: Ledger, total: Fact | None, candidates: Sequence[Fact]) -> Iterator[Trouble]:
    if total and candidates:
        yield from _first(compare_equal(ledger, candidate, total) for candidate in candidates)


def _first(comparisons: Iterator[Comparison]) -> Iterator[Trouble]:
    """The trouble of a relation that may hold for one of several totals, if it holds for none."""
    outcomes = list(comparisons)
    outcome = next((one for one in outcomes if one.holds), outcomes[-1])
    if outcome.trouble:
        yield outcome.trouble


def check_fiscal_scope(ledger: Ledger) -> Iterator[Trouble]:
    """财政拨款收支总表 = 一般公共预算 + 政府性基金 + 国有资本经营 tables, subject by subject."""
    fiscal = figures_of(ledger, TableKind.FISCAL_BALANCE)
    tables = [figures_of(ledger, kind) for kind in FUND_TABLES]
    carried = _carried(ledger)
    outcomes = []
    for (subject, measure), fact in fiscal.found.items():
        parts = [part for one in tables if (part := one.get(subject))]
        beyond = yuan(fact) - sum(map(yuan, parts))
        if measure == TOTAL and subject != WHOLE and parts and not 0 < beyond <= carried:
            words = "同一科目在" + "、".join(part.table_kind for part in parts) + "的合计"
            outcomes.append(compare_sum(ledger, fact, parts, words))
        part = next((one.get(subject) for one in tables if one.kind.value.startswith(measure)), None)
        if part and measure != TOTAL and not 0 < yuan(fact) - yuan(part) <= carried:
            outcomes.append(compare_equal(ledger, fact, part))
    message = "财政拨款收支总表与各项财政拨款支出表的口径未能对应，没有逐科目核对。"
    yield from supported(outcomes, Trouble(Severity.NOTE, message))


def check_absent_subjects(ledger: Ledger) -> Iterator[Trouble]:
    """A subject of one table must stand in the table of the wider scope too."""
    pairs = [(kind, TableKind.FISCAL_BALANCE) for kind in FUND_TABLES] + [(TableKind.EXPENDITURE, TableKind.BALANCE)]
    for narrow, wide in pairs:
        inner, outer = figures_of(ledger, narrow), figures_of(ledger, wide)
        listed = {subject for subject, _ in outer.found}
        levels = {fact.level for fact in outer.found.values() if fact.item_kind == ItemKind.FUNCTIONAL}
        for (subject, measure), fact in inner.found.items():
            top = fact.item_kind == ItemKind.FUNCTIONAL and fact.level in levels and measure == TOTAL
            if top and subject not in listed and fact.value and _is_known(outer, fact):
                message = f"{place_of(fact)}有 {fact.raw}，{wide.value}里没有这个科目的数。"
                yield Trouble(Severity.ERROR, message, actual=fact.value, unit=fact.unit, cells=(fact,))


def _is_known(outer: Figures, fact: Fact) -> bool:
    """Whether the wider table lists subjects by the same kind of key (codes or names)."""
    return any(key[0].isdigit() == bool(fact.code) for key in outer.found if key[0] != WHOLE)


def check_wider_scope(ledger: Ledger) -> Iterator[Trouble]:
    """What all funds pay is never less than what 财政拨款 pays of it."""
    whole = figures_of(ledger, TableKind.EXPENDITURE)
    fiscal = figures_of(ledger, TableKind.GENERAL_BUDGET)
    for key, fact in fiscal.found.items():
        wider = whole.found.get(key)
        severity = severity_of(yuan(fact) - yuan(wider), ledger.grain(fact)) if wider else None
        if wider and severity and yuan(wider) < yuan(fact):
            message = (
                f"{place_of(wider)}为 {wider.raw}，小于{place_of(fact)}的 {fact.raw}：全部资金不应少于其中的财政拨款。"
            )
            yield Trouble(severity, message, fact.value, wider.value, wider.unit, (wider, fact))


def check_single_fund(ledger: Ledger) -> Iterator[Trouble]:
    """Where all money is 一般公共预算, 支出总表 and 一般公共预算支出表 are the same."""
    whole, general = (figures_of(ledger, kind) for kind in (TableKind.EXPENDITURE, TableKind.GENERAL_BUDGET))
    total, part = whole.get(WHOLE), general.get(WHOLE)
    if total and part and yuan(total) == yuan(part):
        shared: list[Key] = [key for key in whole.found if key in general.found]
        outcomes = [compare_equal(ledger, whole.found[key], general.found[key]) for key in shared]
        message = "支出总表与一般公共预算支出表的口径未能对应，没有逐科目核对。"
        yield from supported(outcomes, Trouble(Severity.NOTE, message))


def check_basic_expenditure(ledger: Ledger) -> Iterator[Trouble]:
    """基本支出, 人员经费 and 公用经费: functional table (一般公共预算支出表) against economic table (基本支出表)."""
    economic = figures_of(ledger, TableKind.BASIC)
    kinds = [TableKind.GENERAL_BUDGET]
    if not any(re.search("财政拨款|一般公共", table.title) for table in ledger.of_kind(TableKind.BASIC)):
        kinds.append(TableKind.EXPENDITURE)
    scopes = [figures_of(ledger, kind) for kind in kinds]
    for measure, functional_measure in _BASIC_MEASURES.items():
        fact = economic.get(WHOLE, measure)
        candidates = [one for scope in scopes if (one := scope.get(WHOLE, functional_measure))]
        yield from _one_of(ledger, fact, candidates[::-1])


def check_income_sources(ledger: Ledger) -> Iterator[Trouble]:
    """Sources of income in 收支总表 against 收入总表 and 财政拨款收支总表."""
    lines = _income_lines(ledger, TableKind.BALANCE)
    for fact in ledger.amounts((TableKind.INCOME,)):
        whole = fact.item_kind == ItemKind.TOTAL and not fact.unit_name.endswith("小计") and fact.scope != "unit"
        line = lines.get(fact.measure)
        if whole and fact.level == 0 and line:
            outcome = compare_equal(ledger, line, fact)
            if outcome.trouble:
                yield outcome.trouble
    for name, fact in _income_lines(ledger, TableKind.FISCAL_BALANCE).items():
        line = lines.get(name)
        if line and name != _CARRIED:
            outcome = compare_equal(ledger, line, fact)
            if outcome.trouble:
                yield outcome.trouble


def _income_lines(ledger: Ledger, kind: TableKind) -> dict[str, Fact]:
    """The lines of the income side by their source; what is carried over from last year apart."""
    found: dict[str, Fact] = {}
    for fact in sorted(ledger.amounts((kind,)), key=lambda one: one.measure != TOTAL):  # this year's figures first
        if fact.side != "收入" or fact.item_kind != ItemKind.INCOME or "结转" in fact.parents or "结余" in fact.parents:
            continue
        name = _CARRIED if "结转" in fact.item else fund_of(fact.item)
        if name:
            found.setdefault(name, fact)
    return found
