"""Within a table: quantity × price, payment plans, and columns of change."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from index.amounts import in_unit
from index.catalogue.wording import folded
from index.checks.ledger import Ledger, Trouble, place_of, plain, printed, severity_of, yuan
from index.findings import Severity
from index.model import Fact, ItemKind, Table, TableKind

_PLAN = "资金支出计划/"
_WHOLE = Decimal(100)
_PIECES = ("次", "台", "辆", "套", "个", "件", "张", "人")
_NEW = re.compile(r"^(?:本年)?(?:20\d\d年度?)?(?:年初)?(?:预算数|决算数|本年预算数)$")
_OLD = re.compile(r"^(?:上年|20\d\d年度?)(?:年初)?(?:预算数|决算数|执行数|预计执行数)$")


def check_quantities(ledger: Ledger) -> Iterator[Trouble]:
    """数量 × 单价 = 金额 of a procured good."""
    for table in ledger.of_kind(TableKind.PROCUREMENT):
        rows: dict[int, dict[str, Fact]] = defaultdict(dict)
        for fact in ledger.facts:
            if fact.table_id == table.id and fact.value is not None:
                rows[fact.row_number].setdefault(fact.measure, fact)
        for cells in rows.values():
            quantity, price, amount = (cells.get(name) for name in ("数量", "单价", "合计"))
            if quantity and price and amount and price.unit == amount.unit:
                yield from _product(ledger, quantity, price, amount)


def _product(ledger: Ledger, quantity: Fact, price: Fact, amount: Fact) -> Iterator[Trouble]:
    expected = (quantity.value or Decimal(0)) * (price.value or Decimal(0))
    difference = (amount.value or Decimal(0)) - expected
    grain = in_unit(ledger.grain(amount), "元", amount.unit)
    allowed = grain * max(abs(quantity.value or Decimal(0)), Decimal(1))
    severity = severity_of(difference, allowed)
    if severity is Severity.ROUNDING and abs(difference) <= grain / 2:
        return
    if severity:
        message = f"{place_of(amount)}为 {amount.raw}，数量乘单价为 {printed(plain(expected), amount.unit)}。"
        yield Trouble(severity, message, expected, amount.value, amount.unit, (amount, quantity, price))


def check_whole_quantities(ledger: Ledger) -> Iterator[Trouble]:
    """What is counted in pieces is bought in whole numbers."""
    for fact in ledger.facts:
        counted = fact.table_kind == TableKind.PROCUREMENT.value and fact.measure == "数量" and fact.unit in _PIECES
        if counted and fact.value is not None and fact.value % 1:
            message = f"{place_of(fact)}为 {fact.raw} {fact.unit}，按“{fact.unit}”计的数量不是整数。"
            yield Trouble(Severity.NOTE, message, actual=fact.value, unit=fact.unit, cells=(fact,))


def check_procurement_budgets(ledger: Ledger) -> Iterator[Trouble]:
    """预算资金 of a project whose goods stand on several rows is one amount: that of 项目支出表 where it is listed."""
    budgets: dict[str, list[Fact]] = defaultdict(list)
    for fact in ledger.amounts((TableKind.PROJECT,)):
        if fact.item_kind == ItemKind.PROJECT and fact.measure == "合计":
            budgets[folded(fact.project or fact.item)].append(fact)
    rows: dict[str, list[Fact]] = defaultdict(list)
    for fact in ledger.amounts((TableKind.PROCUREMENT,)):
        if fact.measure == "预算资金":
            rows[folded(fact.project or fact.parents)].append(fact)
    for project, facts in rows.items():
        known = budgets.get(project, []) if len(budgets.get(project, [])) == 1 else []
        group = [*known, *facts]
        if project and len({yuan(fact) for fact in group}) > 1:
            shown = "、".join(dict.fromkeys(fact.raw for fact in group))
            message = f"同一采购项目“{facts[0].project or facts[0].parents}”的预算资金前后不一：{shown}。"
            yield Trouble(Severity.ERROR, message, group[0].value, facts[-1].value, facts[-1].unit, tuple(group))


def check_payment_plans(ledger: Ledger) -> Iterator[Trouble]:
    """A payment plan never exceeds 100 %, never falls, and ends at 100 %."""
    for table in ledger.of_kind(TableKind.PROJECT_INFO):
        steps = [
            fact
            for fact in ledger.facts
            if fact.table_id == table.id and fact.measure.startswith(_PLAN) and fact.value is not None
        ]
        if steps:
            yield from _plan(steps)


def _plan(steps: Sequence[Fact]) -> Iterator[Trouble]:
    values = [step.value or Decimal(0) for step in steps]
    project, last = steps[-1].item, steps[-1]
    shown = "、".join(f"{' '.join(step.row.split())} {step.raw}" for step in steps)
    if max(values) > _WHOLE:
        message = f"“{project}”的资金支出计划超过 100%：{shown}。"
        yield Trouble(Severity.ERROR, message, _WHOLE, max(values), "%", tuple(steps))
    elif values != sorted(values):
        message = f"“{project}”的累计支出计划先高后低：{shown}。"
        yield Trouble(Severity.ERROR, message, max(values), values[-1], "%", tuple(steps))
    elif values[-1] != _WHOLE:
        message = f"“{project}”的资金支出计划到最后一期只有 {last.raw}，没有达到 100%：{shown}。"
        yield Trouble(Severity.NOTE, message, _WHOLE, values[-1], "%", tuple(steps))


def check_change_columns(ledger: Ledger) -> Iterator[Trouble]:
    """增减额 = this year's column − last year's, 增减率 = change ÷ last year's."""
    for table in ledger.document.tables:
        new, old, change, rate = _change_columns(table)
        if new is None or old is None:
            continue
        for row in range(len(table.rows)):
            now, before = ledger.money(table, row, new), ledger.money(table, row, old)
            if now and before and change is not None and (stated := ledger.money(table, row, change)):
                yield from _change(ledger, now, before, stated)
            if now and before and rate is not None and before.value:
                yield from _rate(ledger, table, row, rate, (now, before))


def _change_columns(table: Table) -> tuple[int | None, int | None, int | None, int | None]:
    """The columns of this year, last year, change and rate, by their header words."""
    new = old = change = rate = None
    for number, column in enumerate(table.columns):
        name = folded(column.split(" / ")[-1])
        if re.search(r"增减.*(?:率|%|幅)|增长(?:率|%)", name):
            rate = number
        elif name.startswith(("增减", "比上年增减")):
            change = number
        elif _OLD.match(name) and old is None and (name.startswith("上年") or not _NEW.match(name)):
            old = number
        elif _NEW.match(name):
            new = number
    return new, old, change, rate


def _change(ledger: Ledger, now: Fact, before: Fact, stated: Fact) -> Iterator[Trouble]:
    expected = yuan(now) - yuan(before)
    severity = severity_of(yuan(stated) - expected, ledger.grain(stated), 2)
    if severity:
        value = in_unit(expected, "元", stated.unit)
        due = printed(plain(value), stated.unit)
        message = f"{place_of(stated)}为 {stated.raw}，按同一行的两年数计算应为 {due}。"
        yield Trouble(severity, message, value, stated.value, stated.unit, (stated, now, before))


def _rate(ledger: Ledger, table: Table, row: int, column: int, years: tuple[Fact, Fact]) -> Iterator[Trouble]:
    now, before = years
    stated = next(
        (
            fact
            for fact in ledger.facts
            if (fact.table_id, fact.row_number, fact.column_number) == (table.id, row, column)
        ),
        None,
    )
    if stated is None or stated.value is None:
        return
    digit = Decimal(1).scaleb(int(stated.value.as_tuple().exponent))
    expected = ((yuan(now) - yuan(before)) * 100 / yuan(before)).quantize(digit)
    severity = severity_of(stated.value - expected, digit, 2)
    if severity:
        message = f"{place_of(stated)}为 {stated.raw}，按同一行的两年数计算应为 {expected}%。"
        yield Trouble(severity, message, expected, stated.value, "%", (stated, now, before))
