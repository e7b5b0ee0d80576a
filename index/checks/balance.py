"""Within a table of income beside expenditure: totals of each side, and 收入总计 = 支出总计."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.catalogue.measures import TOTAL
from index.catalogue.wording import folded
from index.checks.ledger import Ledger, Trouble, row_word
from index.checks.sums import Comparison, compare_equal, compare_sum, listed
from index.findings import Severity
from index.model import Fact, Table, TableKind

LISTS = (TableKind.BALANCE, TableKind.FISCAL_BALANCE)
SIDES = ("收入", "支出")


def check_balance(ledger: Ledger) -> Iterator[Trouble]:
    """本年合计 = the items above it, 总计 = 本年合计 + the items between, and both sides balance."""
    for table in ledger.of_kind(*LISTS):
        for side in SIDES:
            yield from _of_side(ledger, table, side)
        yield from _sides_balance(ledger, table)


def totals_of(ledger: Ledger, table: Table, side: str) -> list[Fact]:
    """The totals of one side in the column that holds its whole amount, from 本年合计 to 总计."""
    columns = _columns_of(table, side)
    rows = [number for number, row in enumerate(table.rows) if row.level == 0 and row.side == side]
    amounts = [[fact for row in rows if (fact := ledger.money(table, row, column))] for column in columns]
    own = (found for found in amounts if any(fact.measure == TOTAL for fact in found))  # last year's may stand before
    return next(own, amounts[0] if amounts else [])


def _columns_of(table: Table, side: str) -> list[int]:
    named = [number for number, column in enumerate(table.columns) if column.split(" / ")[0] == side]
    return named or list(range(len(table.columns)))


def _of_side(ledger: Ledger, table: Table, side: str) -> Iterator[Trouble]:
    rows = [number for number, row in enumerate(table.rows) if row.side == side]
    if not any(table.rows[number].level == 0 for number in rows):
        if any(ledger.money(table, row, column) for row in rows for column in _columns_of(table, side)):
            message = f"{table.title}的{side}一侧没有找到合计行，没有核对{side}总计。"
            yield Trouble(Severity.NOTE, message, quotes=(ledger.title_quote(table),))
        return
    for column in _columns_of(table, side):
        for outcome in _segments(ledger, table, rows, column):
            if outcome.trouble:
                yield outcome.trouble


def _segments(ledger: Ledger, table: Table, rows: Sequence[int], column: int) -> Iterator[Comparison]:
    """Each total of a side over what stands since the total before, and that total."""
    roots = [row for row in rows if table.rows[row].level and not table.rows[row].parents]
    top = min((table.rows[row].level for row in rows if table.rows[row].level), default=1)
    open_parts: list[Fact] = []
    seen: set[str] = set()
    after_total = False
    for number in rows:
        row, fact = table.rows[number], ledger.money(table, number, column)
        if row.level == 0:
            if fact and open_parts:
                yield compare_sum(ledger, fact, open_parts, f"{listed([row_word(part) for part in open_parts])}之和")
            open_parts, after_total = [fact] if fact else open_parts, True
        elif (number in roots if roots else row.level == top) and not (after_total and folded(row.item) in seen):
            seen.add(folded(row.item))
            open_parts += [fact] if fact else []


def _sides_balance(ledger: Ledger, table: Table) -> Iterator[Trouble]:
    income, expenditure = (totals_of(ledger, table, side) for side in SIDES)
    if income and expenditure and ("总计" in _label(income[-1])) == ("总计" in _label(expenditure[-1])):
        outcome = compare_equal(ledger, income[-1], expenditure[-1])
        if outcome.trouble:
            yield outcome.trouble


def _label(fact: Fact) -> str:
    return folded(fact.row)
