"""Within a table: the total column of a row is the sum of the columns that it totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from index.catalogue.measures import TOTAL
from index.catalogue.wording import folded
from index.checks.ledger import Ledger, Trouble, column_word
from index.checks.sums import Comparison, compare_sum, listed, supported
from index.findings import Severity
from index.model import Fact, Table, TableKind

_TOTAL = re.compile(r"^(?:合计|总计|小计|总额|金额合计|合计金额|本年..合计|[“\"]?三公[”\"]?经费(?:合计|小计)?)$")
_NO_PART = re.compile(
    r"其中|增减|比上年|上年(?!结转)|占比|比例|率$|%|数量|单价|面积|编制|实有|备注|标准|预留给|中小|决算|执行|调整|预算资金"
)
_OF_ALL = re.compile(r"^(?:本年)?(?:支出|收入|预算)(?:合计|总计)$")
_SUBTOTAL = re.compile(r"^(.+?)(?:小计|合计)$")
_BASIS = re.compile(r"^(?:年初|全年|调整|本年)?(?:预算|决算)数?$")
_WITHOUT_SUMS = (TableKind.INDICATOR, TableKind.PROJECT_INFO, TableKind.ORGANISATION, TableKind.ASSET)


@dataclass(frozen=True, slots=True)
class ColumnSum:
    """A column that is the total of others, by their numbers."""

    total: int
    parts: tuple[int, ...]


def check_column_sums(ledger: Ledger) -> Iterator[Trouble]:
    """合计 = the columns beside it: 基本 + 项目, 人员 + 公用, sources of funds, the kinds of 三公经费."""
    for table in ledger.document.tables:
        if table.kind in _WITHOUT_SUMS:
            continue
        for relation in column_sums(_grouped(ledger, table)):
            outcomes = [one for row in range(len(table.rows)) for one in _of_row(ledger, table, row, relation)]
            yield from supported(outcomes, _doubt(ledger, table, relation))


def column_sums(columns: Sequence[str]) -> list[ColumnSum]:
    """The sums that the header paths tell of."""
    found: list[ColumnSum] = []
    paths = [tuple(column.split(" / ")) for column in columns]
    if all(_BASIS.match(folded(path[-1])) for path in paths if len(path) > 1) and any(len(path) > 1 for path in paths):
        paths = [(path[-1], *path[:-1]) if len(path) > 1 else path for path in paths]
        order = sorted(range(len(paths)), key=lambda number: paths[number][0] if len(paths[number]) > 1 else "")
        _collect([(paths[number], number) for number in order], found)
    else:
        _collect([(path, number) for number, path in enumerate(paths)], found)
    return found


def _grouped(ledger: Ledger, table: Table) -> list[str]:
    """The header paths; the one 支出合计 is the total, a bare 基本支出小计 becomes the head of the columns after it
    that it is the sum of."""
    columns = list(table.columns)
    of_all = [number for number, column in enumerate(columns) if _OF_ALL.match(folded(column))]
    if len(of_all) == 1:
        columns[of_all[0]] = TOTAL  # 支出合计 before 基本支出 and 项目支出
    for number, column in enumerate(columns):
        subtotal = _SUBTOTAL.match(folded(column))
        if subtotal and not _TOTAL.match(folded(column)) and " / " not in column:
            length = _length_of_group(ledger, table, number)
            columns[number] = f"{subtotal[1]} / 小计"
            for member in range(number + 1, number + 1 + length):
                columns[member] = f"{subtotal[1]} / {columns[member]}"
    return columns


def _length_of_group(ledger: Ledger, table: Table, subtotal: int) -> int:
    """How many of the columns after a subtotal are its parts: the fewest with which most rows agree."""
    agreeing: list[int] = []
    for last in range(subtotal + 1, len(table.columns)):
        relation = ColumnSum(subtotal, tuple(range(subtotal + 1, last + 1)))
        outcomes = [one for row in range(len(table.rows)) for one in _of_row(ledger, table, row, relation)]
        agreeing.append(sum(outcome.holds for outcome in outcomes))
    most = max(agreeing, default=0)
    return agreeing.index(most) + 1 if most else 0


def _collect(paths: Sequence[tuple[tuple[str, ...], int]], found: list[ColumnSum]) -> tuple[int, ...]:
    """Notes the sums below a header, and gives the columns that stand for it in the sum above."""
    total: int | None = None
    parts: list[int] = []
    for name, group in groupby(paths, key=lambda item: item[0][0]):
        members = [(path[1:], number) for path, number in group]
        deeper = [item for item in members if item[0]]
        own = [number for path, number in members if not path]
        if own and not deeper and total is None and _TOTAL.match(folded(name)):
            total = own[0]
        elif deeper:
            below = _collect(deeper, found)
            parts += () if _NO_PART.search(folded(name)) else below
        elif not _NO_PART.search(folded(name)):
            parts += own
    if total is None:
        return tuple(parts)
    if parts:
        found.append(ColumnSum(total, tuple(parts)))
    return (total,)


def _of_row(ledger: Ledger, table: Table, row: int, relation: ColumnSum) -> Iterator[Comparison]:
    total = ledger.money(table, row, relation.total)
    parts = [fact for column in relation.parts if (fact := ledger.money(table, row, column))]
    if total and parts:
        alternatives = [parts]
        if table.kind is TableKind.THREE_PUBLIC:
            alternatives.append([part for part in parts if not re.search("会议|培训", part.column)] or parts)
        outcomes = [compare_sum(ledger, total, chosen, _words(chosen)) for chosen in alternatives]
        yield next((outcome for outcome in outcomes if outcome.holds), outcomes[0])


def _words(parts: Sequence[Fact]) -> str:
    return f"同一行{listed([column_word(part) for part in parts])}之和"


def _doubt(ledger: Ledger, table: Table, relation: ColumnSum) -> Trouble:
    column = table.columns[relation.total]
    message = f"{table.title}的“{column}”列与其余各列的关系未能判定，没有核对横向合计。"
    return Trouble(Severity.NOTE, message, quotes=(ledger.title_quote(table),))
