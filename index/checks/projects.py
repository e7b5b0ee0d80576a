"""Across tables: projects in every table that lists them, and their indicators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from index.catalogue.measures import TOTAL
from index.catalogue.wording import folded
from index.checks.ledger import Ledger, Trouble, yuan
from index.checks.scopes import FUND_TABLES, WHOLE, figures_of
from index.checks.sums import Comparison, compare_equal, compare_sum, first_that_holds, listed
from index.findings import Severity
from index.model import DataRow, Fact, ItemKind, Table, TableKind

_PROJECT = "项目支出"
_NO_FISCAL = ("单位资金", "财政专户管理资金", "非财政拨款", "其他资金", "事业收入", "其他收入")
_CUT_AT_LEAST = 6
_ALL_PROJECTS = Decimal("0.95")  # share of all that is spent on projects from which on forms are taken to be of all


def check_project_totals(ledger: Ledger) -> Iterator[Trouble]:
    """项目支出 of 支出总表 and of each fund's table against the totals of 项目支出表."""
    wholes = [one for one in ledger.amounts((TableKind.PROJECT,)) if one.item_kind == ItemKind.TOTAL and one.level == 0]
    for total in wholes:
        if total.scope == "unit":
            continue
        outcome = _against_scopes(ledger, total)
        if outcome and outcome.trouble:
            yield outcome.trouble


def _against_scopes(ledger: Ledger, total: Fact) -> Comparison | None:
    """A total of 项目支出表 against what its column may mean: all funds, 财政拨款, or one fund."""
    funds = [one for kind in FUND_TABLES if (one := figures_of(ledger, kind).get(WHOLE, _PROJECT))]
    if total.measure == TOTAL:
        whole = figures_of(ledger, TableKind.EXPENDITURE).get(WHOLE, _PROJECT)
        readings: list[Sequence[Fact]] = [[whole]] if whole else []
        readings += [funds] if funds else []
        readings += [[one] for one in funds[:1]]
        others = sum(map(yuan, _of_other_money(ledger, total)), Decimal(0))
        if others and any(sum(map(yuan, each)) + others == yuan(total) for each in readings):
            return None
    else:
        carried = _carried_beside(ledger, total)
        readings = [[one] for one in funds if one.table_kind.startswith(total.measure)]
        if carried and any(yuan(total) + yuan(carried) == yuan(one) for each in readings for one in each):
            return None
    if not readings:
        return None
    words = "各表项目支出"
    return first_that_holds([compare_sum(ledger, total, reading, words) for reading in readings])


def _carried_beside(ledger: Ledger, total: Fact) -> Fact | None:
    """What is carried over from last year of a fund, in a column of its own beside this year's total."""
    measures = (f"上年结转/{total.measure}", "上年结转")
    return next((one for one in _beside(ledger, total) if one.measure in measures), None)


def _of_other_money(ledger: Ledger, total: Fact) -> Iterator[Fact]:
    """What a total holds of money that is no 财政拨款."""
    return (one for one in _beside(ledger, total) if one.measure in _NO_FISCAL)


def _beside(ledger: Ledger, total: Fact) -> Iterator[Fact]:
    row = (total.table_id, total.row_number)
    return (one for one in ledger.amounts((TableKind.PROJECT,)) if (one.table_id, one.row_number) == row)


def check_project_levels(ledger: Ledger) -> Iterator[Trouble]:
    """Every first-level project = its second-level projects; per unit where the link is not told."""
    tables = [table for table in ledger.of_kind(TableKind.PROJECT) if table.rows]
    for upper, lower in pairwise(tables):
        if {row.level for row in upper.rows} <= {0, 1} and {row.level for row in lower.rows} <= {0, 2}:
            yield from _levels(ledger, upper, lower)


def _levels(ledger: Ledger, upper: Table, lower: Table) -> Iterator[Trouble]:
    first, second = _by(ledger, upper, _unit), _by(ledger, lower, _unit)
    for unit, parents in first.items():
        children = second.get(unit, [])
        if children and parents:
            yield from _all_equal(ledger, parents, children, unit)
    linked = _by(ledger, lower, lambda row: row.parents[-1] if row.parents else "")
    for fact in [one for group in first.values() for one in group]:
        if linked.get(fact.item):
            outcome = compare_sum(ledger, fact, linked[fact.item], "其二级项目之和")
            if outcome.trouble:
                yield outcome.trouble


def _unit(row: DataRow) -> str:
    return row.unit_name


def _by(ledger: Ledger, table: Table, key: Callable[[DataRow], str]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for number, row in enumerate(table.rows):
        fact = next((one for one in _row_facts(ledger, table, number) if one.measure == TOTAL), None)
        if row.level and fact:
            found[key(row)].append(fact)
    return found


def _row_facts(ledger: Ledger, table: Table, row: int) -> Iterator[Fact]:
    return (fact for column in range(len(table.columns)) if (fact := ledger.money(table, row, column)))


def _all_equal(ledger: Ledger, upper: Sequence[Fact], lower: Sequence[Fact], unit: str) -> Iterator[Trouble]:
    expected, actual = (sum((yuan(one) for one in group), Decimal(0)) for group in (upper, lower))
    if expected != actual:
        if len(upper) == 1:
            outcome = compare_sum(ledger, upper[0], lower, "二级项目之和")
            if outcome.trouble:
                yield outcome.trouble
            return
        scale = Decimal(10_000) if upper[0].unit == "万元" else Decimal(1)
        grain = ledger.grain(upper[0]) * (len(upper) + len(lower)) / 2
        severity = Severity.ROUNDING if abs(expected - actual) <= grain else Severity.ERROR
        message = f"{unit}的一级项目合计 {expected / scale}，二级项目合计 {actual / scale}，两处应当一致。"
        yield Trouble(severity, message, expected / scale, actual / scale, upper[0].unit, (*upper, *lower))


def check_project_amounts(ledger: Ledger) -> Iterator[Trouble]:
    """A project's amount in 项目支出表 against the tables of goals and the forms."""
    listed_amounts: dict[str, list[Fact]] = defaultdict(list)
    for fact in ledger.amounts((TableKind.PROJECT,)):
        if fact.item_kind == ItemKind.PROJECT and fact.measure == TOTAL:
            listed_amounts[folded(fact.project or fact.item)].append(fact)
    for fact in ledger.amounts((TableKind.PROJECT_GOAL, TableKind.PROJECT_INFO)):
        same = listed_amounts.get(folded(fact.project or fact.item), [])
        if fact.item_kind == ItemKind.PROJECT and fact.measure == TOTAL and len(same) == 1:
            outcome = compare_equal(ledger, same[0], fact)
            if outcome.trouble:
                yield outcome.trouble


def check_form_amounts(ledger: Ledger) -> Iterator[Trouble]:
    """In a project's form 预算数 = 财政资金 + 其他资金; all forms together = 项目支出."""
    budgets: list[Fact] = []
    for table in ledger.of_kind(TableKind.PROJECT_INFO):
        facts = [fact for number in range(len(table.rows)) for fact in _row_facts(ledger, table, number)]
        total = next((one for one in facts if one.measure == TOTAL), None)
        parts = [one for one in facts if one.measure in ("财政拨款", "其他资金", "单位资金", "上年结转")]
        if total and total.project:
            budgets.append(total)
        if total and parts:
            outcome = compare_sum(ledger, total, parts, "各项资金之和")
            if outcome.trouble:
                yield outcome.trouble
    whole = figures_of(ledger, TableKind.EXPENDITURE).get(WHOLE, _PROJECT)
    every = whole is not None and sum(map(yuan, budgets)) >= yuan(whole) * _ALL_PROJECTS
    if whole and every and len(budgets) > 1 and not any(ledger.of_kind(TableKind.PROJECT)):
        outcome = compare_sum(ledger, whole, budgets, "各项目绩效目标表预算数之和")
        if outcome.trouble:
            yield outcome.trouble


def check_indicators(ledger: Ledger) -> Iterator[Trouble]:
    """Every budgeted project has indicators, and indicators belong to a budgeted project."""
    budgeted = _names(ledger, (TableKind.PROJECT, TableKind.PROJECT_GOAL, TableKind.PROJECT_INFO))
    judged = _names(ledger, (TableKind.INDICATOR,))
    if not budgeted or not judged:
        return
    rows = [row for table in ledger.of_kind(TableKind.INDICATOR) for row in table.rows]
    parents = {folded(name) for row in rows for name in row.parents}
    deepest = max(fact.level for fact in budgeted.values())
    due = {name: fact for name, fact in budgeted.items() if fact.level == deepest}
    bare = [fact for name, fact in due.items() if not _is_named(name, (*judged, *parents))]
    if bare and len(bare) < len(due):
        message = f"{listed([fact.item for fact in bare])}列有预算，绩效指标表里没有指标。"
        yield Trouble(Severity.NOTE, message, cells=tuple(bare))
    upper = _parents_of(ledger)
    for name, fact in judged.items():
        if not _is_named(name, tuple(budgeted)) and not any(_is_named(one, tuple(budgeted)) for one in upper[name]):
            message = f"绩效指标表里有“{fact.project}”，项目支出表里没有这个项目的预算。"
            yield Trouble(Severity.ERROR, message, cells=(fact,))


def _names(ledger: Ledger, kinds: Sequence[TableKind]) -> dict[str, Fact]:
    """The projects of these tables, each with a cell; of two levels the second where there is one."""
    found: dict[str, Fact] = {}
    wanted = {kind.value for kind in kinds}
    for fact in ledger.facts:
        if fact.table_kind in wanted and fact.project and fact.item_kind in (ItemKind.PROJECT, ItemKind.INDICATOR):
            found.setdefault(folded(fact.project), fact)
    return found


def _parents_of(ledger: Ledger) -> dict[str, set[str]]:
    """The first-level projects that stand above each project of the tables of indicators."""
    found: dict[str, set[str]] = defaultdict(set)
    for table in ledger.of_kind(TableKind.INDICATOR):
        for row in table.rows:
            found[folded(row.project)].update(folded(name) for name in row.parents[:1])
    return found


def _is_named(name: str, others: Sequence[str]) -> bool:
    """Whether a name is among others; one that the print cut off counts as the whole."""
    return any(
        one == name or (min(len(one), len(name)) >= _CUT_AT_LEAST and (one.startswith(name) or name.startswith(one)))
        for one in others
    )
