"""The real documents add up, checked by what was parsed: parents, levels, sides and header paths.
The five documents with known numbers of sums come first, then all paged ones that lie beside them.

Four relations over all tables of amounts, each within the rounding of its printed numbers: a row is
the sum of the rows that name it as their parent; a total is the sum of the rows at the top of its
list; a column of totals is the sum of the columns that its header path spans; the totals of both sides are
equal. A figure in the wrong row, under the wrong parent or below the wrong header would break one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from text_documents import seed

from index.catalogue import folded
from index.model import DataRow, Document, Table, TableKind
from index.reading import read_document
from index.tables.cells import parse_number

NOT_OF_AMOUNTS = (TableKind.INDICATOR, TableKind.PROJECT_INFO, TableKind.ORGANISATION)
TOTAL_COLUMN = re.compile(r"(?:合计|总计|小计)$")
PARTIAL = re.compile(r"^(?:人员|公用)经费")
CARRIED = re.compile(r"^(?:上年|年初|年末|年终)")
HALF_A_CENT = Decimal("0.005")
SEPARATOR = " / "
# How many sums each document holds that can be checked: over children, top rows, columns, and sides.
# All hold: in their tables the five documents never contradict themselves (their narratives do).
CHECKED = {
    "000": (72, 23, 89, 2),
    "001": (73, 27, 108, 2),
    "002": (114, 31, 163, 1),
    "003": (75, 31, 130, 2),
    "004": (78, 27, 108, 1),
}


@dataclass(frozen=True, slots=True)
class Sum:
    """A printed amount, and the printed amounts that it should be the sum of (blank ones left out)."""

    table: str
    line: int | None
    label: str
    column: str
    printed: Decimal | None
    parts: tuple[Decimal, ...]

    @property
    def holds(self) -> bool:
        """Whether the sum is right within the rounding of each number."""
        total = sum(self.parts, Decimal(0))
        return abs(total - (self.printed or Decimal(0))) <= HALF_A_CENT * (len(self.parts) + 1)


def sums_over_children(table: Table) -> Iterator[Sum]:
    """Each row that other rows name as their parent."""
    children: Mapping[tuple[str, ...], list[DataRow]] = defaultdict(list)
    for row in table.rows:
        children[row.side, *map(folded, row.parents)].append(row)
    for row in table.rows:
        above = (row.side, *map(folded, row.parents))
        below = children.get((*above, folded(row.label))) or children.get((*above, folded(row.item)))
        if below and row.level:
            yield from _sums_of(table, row, below)


def totals_over_top_rows(table: Table) -> Iterator[Sum]:
    """Each total: of the top rows of its side, of those of its unit, and without what is carried over
    where it is the total of the year only."""
    for total in (row for row in table.rows if row.level == 0 and not PARTIAL.match(folded(row.item))):
        rows = [row for row in table.rows if row.level and row.side == total.side]
        top = min((row.level for row in rows), default=0)
        this_year = folded(total.item).startswith("本年")
        parts = [row for row in rows if row.level == top and not (this_year and CARRIED.match(folded(row.item)))]
        yield from _sums_of(table, total, parts)


def totals_over_columns(table: Table) -> Iterator[Sum]:
    """Each column of totals: 合计 of what stands beside it, 基本支出 / 小计 of the columns below 基本支出."""
    paths = [path.split(SEPARATOR) for path in table.columns]
    for column, path in enumerate(paths):
        if not TOTAL_COLUMN.search(folded(path[-1])):
            continue
        beside = _parts_of(paths, path)
        in_amounts = any(_amount(row, other) is not None for row in table.rows for other in beside)
        for row in table.rows if in_amounts else ():
            amounts = [amount for other in beside if (amount := _amount(row, other)) is not None]
            if amounts or row.cells[column]:
                yield Sum(
                    table.id, row.place.line, row.label, table.columns[column], _amount(row, column), tuple(amounts)
                )


def totals_of_both_sides(table: Table) -> Iterator[Sum]:
    """收入总计 and 支出总计 of lists side by side."""
    grand = [row for row in table.rows if row.level == 0 and row.side and folded(row.item).endswith("总计")]
    amounts = {
        row.side: next(a for at in range(len(row.cells)) if (a := _amount(row, at)) is not None) for row in grand
    }
    if len(amounts) == 2:
        yield Sum(table.id, grand[0].place.line, grand[0].label, "", amounts["收入"], (amounts["支出"],))


def _parts_of(paths: Sequence[Sequence[str]], total: Sequence[str]) -> list[int]:
    """The columns that a column of totals is the sum of: a group counts by its own total, if it has one."""
    group = list(total[:-1])
    inside = [at for at, path in enumerate(paths) if list(path[: len(group)]) == group and path is not total]
    found: list[int] = []
    for at in inside:
        deeper = paths[at][len(group) :]
        own_total = [
            other
            for other in inside
            if len(deeper) > 1
            and paths[other][len(group)] == deeper[0]
            and len(paths[other]) == len(group) + 2
            and TOTAL_COLUMN.search(folded(paths[other][-1]))
        ]
        if not own_total or at in own_total:
            found.append(at)
    return found


def _sums_of(table: Table, row: DataRow, parts: Sequence[DataRow]) -> Iterator[Sum]:
    for column, path in enumerate(table.columns):
        amounts = [amount for part in parts if (amount := _amount(part, column)) is not None]
        printed = _amount(row, column)
        if amounts and not (printed is None and row.level == 0):
            yield Sum(table.id, row.place.line, row.label, path, printed, tuple(amounts))


def _amount(row: DataRow, column: int) -> Decimal | None:
    return parse_number(row.cells[column]) if row.cells[column] else None


@pytest.mark.parametrize("number", CHECKED)
def test_the_document_adds_up(number: str) -> None:
    document, _ = read_document(seed(number))
    wrong, counted = checked_sums(document)
    assert wrong == []
    assert counted == CHECKED[number]


def test_the_paged_documents_add_up_and_leave_no_number_unread(seeds_folder: Path) -> None:
    files = sorted((seeds_folder.parent / "real").rglob("*.pdf"))
    if not files:
        pytest.skip(f"没有 PDF 文件：{seeds_folder.parent / 'real'}")
    counted = 0
    for path in files:
        document, _ = read_document(path)
        wrong, counts = checked_sums(document)
        assert wrong == [], path.name
        assert [cell for table in document.tables for cell in table.unexplained] == [], path.name
        counted += sum(counts)
    assert counted > 100 * len(files)


def checked_sums(document: Document) -> tuple[list[Sum], tuple[int, ...]]:
    """The sums of a document that do not hold, and how many there are of each relation."""
    tables = [table for table in document.tables if table.kind not in NOT_OF_AMOUNTS]
    relations = (sums_over_children, totals_over_top_rows, totals_over_columns, totals_of_both_sides)
    found = [[checked for table in tables for checked in relation(table)] for relation in relations]
    return [checked for checks in found for checked in checks if not checked.holds], tuple(map(len, found))
