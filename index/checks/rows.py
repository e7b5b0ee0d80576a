"""Within a table: a row is the sum of the rows one level below it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.catalogue.measures import three_public_kind
from index.catalogue.wording import folded
from index.checks.ledger import Ledger, Trouble, row_word
from index.checks.sums import Comparison, compare_sum, first_that_holds, listed, supported
from index.findings import Severity
from index.model import DataRow, Fact, ItemKind, Table, TableKind

_LISTS = (TableKind.BALANCE, TableKind.FISCAL_BALANCE)
_WITHOUT_SUMS = (TableKind.INDICATOR, TableKind.PROJECT_INFO, TableKind.ORGANISATION)
_NO_SUM = re.compile(r"数量|单价|面积|编制|实有|率|%|比例|占比|预算资金|标准")
_PERSONAL_CODES, _PUBLIC_CODES = ("301", "303"), ("302", "307", "309", "310", "399")
_PERSONAL_OR_PUBLIC = {"人员经费": _PERSONAL_CODES, "公用经费": _PUBLIC_CODES}
_PART_ONLY = re.compile(r"^其中")


@dataclass(frozen=True, slots=True)
class RowSum:
    """A row that is the total of others, by their numbers; `complete` unless only some parts are listed."""

    total: int
    parts: tuple[int, ...]
    complete: bool = True


def check_row_sums(ledger: Ledger) -> Iterator[Trouble]:
    """合计 = all 类, 类 = its 款, 款 = its 项, department = its units, total = all projects, assets."""
    for table in ledger.document.tables:
        if table.kind in _WITHOUT_SUMS or not table.rows:
            continue
        outcomes = [outcome for relation in row_sums(table) for outcome in _outcomes(ledger, table, relation)]
        message = f"{table.title}各行的层级未能判定，没有核对纵向合计。"
        yield from supported(outcomes, Trouble(Severity.NOTE, message, quotes=(ledger.title_quote(table),)))


def row_sums(table: Table) -> list[RowSum]:
    """The sums that the levels and codes of a table's rows tell of."""
    parents = _parents(table.rows)
    children: dict[int, list[int]] = defaultdict(list)
    for number, parent in parents.items():
        if parent is not None:
            children[parent].append(number)
    found = [_with_completeness(table, total, parts) for total, parts in children.items()]
    if table.kind not in _LISTS:
        found += _totals(table, [number for number, parent in parents.items() if parent is None])
    return found


def _parents(rows: Sequence[DataRow]) -> dict[int, int | None]:
    """Each row that is no total with its parent: by code where both have one, else by level."""
    stacks: dict[str, list[int]] = defaultdict(list)
    coded: dict[tuple[str, str], int] = {}
    found: dict[int, int | None] = {}
    for number, row in enumerate(rows):
        if row.level == 0:
            continue
        stack = stacks[row.side]
        while stack and rows[stack[-1]].level >= row.level:
            stack.pop()
        prefixes = [row.code[:length] for length in range(len(row.code) - 1, 2, -1)] if row.code.isdigit() else []
        by_code = next((coded[row.side, code] for code in prefixes if (row.side, code) in coded), None)
        above = stack[-1] if stack else None
        again = above is not None and rows[above].code == row.code != ""  # a project with the code of its subject
        if above is not None and not again and rows[above].code.isdigit() and row.code.isdigit():
            above = None
        found[number] = above if again or by_code is None else by_code
        stack.append(number)
        if row.code.isdigit():
            coded[row.side, row.code] = number
    return found


def _with_completeness(table: Table, total: int, parts: Sequence[int]) -> RowSum:
    only_some = any(_PART_ONLY.match(folded(table.rows[part].label)) for part in parts)
    return RowSum(total, tuple(parts), complete=not only_some or table.kind is TableKind.THREE_PUBLIC)


def _totals(table: Table, roots: Sequence[int]) -> Iterator[RowSum]:
    """Each total row over the rows without a parent: those of its unit where it is a unit's."""
    for number, row in enumerate(table.rows):
        if row.level == 0 and roots:
            same_unit = [root for root in roots if row.unit_name and table.rows[root].unit_name == row.unit_name]
            yield RowSum(number, tuple(_kept(row, same_unit or list(roots), table)))


def _kept(total: DataRow, roots: Sequence[int], table: Table) -> Sequence[int]:
    """Of the economic 类 those that a total of 人员经费 or 公用经费 alone covers."""
    label = folded(total.label)
    wanted = next((codes for word, codes in _PERSONAL_OR_PUBLIC.items() if word in label), None)
    codes = {table.rows[root].code[:3] for root in roots}
    if wanted is None or not codes <= {*_PERSONAL_CODES, *_PUBLIC_CODES}:
        return roots
    return [root for root in roots if table.rows[root].code[:3] in wanted]


def _outcomes(ledger: Ledger, table: Table, relation: RowSum) -> Iterator[Comparison]:
    for column, name in enumerate(table.columns):
        total = ledger.money(table, relation.total, column)
        parts = [fact for row in relation.parts if (fact := ledger.money(table, row, column))]
        if total is None or not parts or _NO_SUM.search(folded(name.split(" / ")[-1])):
            continue
        outcome = first_that_holds([compare_sum(ledger, total, one, _words(one)) for one in _readings(table, parts)])
        trouble = outcome.trouble
        less = trouble is not None and (trouble.expected or 0) < (trouble.actual or 0)
        if relation.complete or not less:
            yield outcome


def _readings(table: Table, parts: Sequence[Fact]) -> list[Sequence[Fact]]:
    """What the total may be the sum of: all parts, those of the whole body or those of its units where a table lists
    both, or 三公经费 without the 会议费 and 培训费 beside it."""
    if table.kind is not TableKind.THREE_PUBLIC:
        of_units = [part for part in parts if table.rows[part.row_number].unit_name]
        whole = [part for part in parts if part not in of_units]
        return [parts, whole, of_units] if whole and of_units else [parts]
    kinds = [part for part in parts if three_public_kind(part.row) or part.item_kind == ItemKind.UNIT]
    return [parts, kinds] if kinds else [parts]


def _words(parts: Sequence[Fact]) -> str:
    return f"同一列{listed([row_word(part) for part in parts])}之和"
