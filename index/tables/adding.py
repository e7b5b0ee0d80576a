"""What stands under what by adding up, where a print marks it by nothing else: units above their projects,
基本支出 above the kinds of expenditure that it consists of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import accumulate, takewhile

from index.catalogue.measures import THREE_PUBLIC_KINDS, three_public_kind
from index.model import DataRow, ItemKind
from index.record import replace
from index.tables.cells import is_number, mended, parse_number
from index.tables.hierarchy import read_label

_VEHICLES, *_OF_VEHICLES = THREE_PUBLIC_KINDS[2:5]
_FEWEST_PARTS, _MOST_PARTS = 2, 40


def below_vehicles(rows: tuple[DataRow, ...]) -> tuple[DataRow, ...]:
    """The rows of a table of 三公经费 with the purchase and the running of cars below the row of both, where the
    print sets the second of them in by nothing but blanks."""
    kinds = [three_public_kind(row.item) for row in rows]
    if kinds.count(_VEHICLES) != 1:
        return rows
    at = kinds.index(_VEHICLES)
    whole, found = rows[at], list(rows)
    for index in range(at + 1, len(rows)):
        if kinds[index] in _OF_VEHICLES and not rows[index].parents and rows[index].level == whole.level:
            parents = (*whole.parents, mended(whole.label))
            found[index] = replace(rows[index], parents=parents, level=whole.level + 1)
    return tuple(found)


def first_amount(cells: Sequence[str]) -> Decimal:
    """The first amount of a row, 0 where there is none."""
    return parse_number(next((cell for cell in cells if is_number(cell)), "")) or Decimal(0)


def amounts_of_column(rows: Sequence[Sequence[str]]) -> list[Decimal]:
    """The amounts of the rows in the first column where the first of them has one, 0 where there is none."""
    at = next((column for column, cell in enumerate(rows[0]) if is_number(cell)), 0)
    return [parse_number(row[at]) or Decimal(0) for row in rows]


def headed_by_units(rows: list[DataRow], names_unit: Callable[[str], bool]) -> list[DataRow]:
    """The rows with units as heads of the rows below them, where those add up to each of the units."""
    heads = [at for at, row in enumerate(rows) if row.item_kind is not ItemKind.TOTAL and names_unit(row.label)]
    if not heads:
        return rows
    found = list(rows)
    for at, end in zip(heads, [*heads[1:], len(rows)], strict=True):
        below = [row for row in rows[at + 1 : end] if row.item_kind is not ItemKind.TOTAL]
        if not below or sum(first_amount(row.cells) for row in below) != first_amount(rows[at].cells):
            return rows
        unit = mended(rows[at].label)
        found[at] = replace(rows[at], unit_name=unit, parents=(), level=1, item_kind=ItemKind.UNIT)
        for index, row in enumerate(rows[at + 1 : end], start=at + 1):
            if row.item_kind is not ItemKind.TOTAL:
                found[index] = replace(row, unit_name=unit, parents=(unit, *row.parents), level=row.level + 1)
    return found


def headed_by_sums(rows: list[DataRow]) -> list[DataRow]:
    """The rows of a list without numbers or ancestors, with those that are the parts of the row right above
    them below it: two or more that add up to it."""
    found = list(rows)
    at = 0
    while at < len(rows):
        parts = parts_below(rows, at, _is_plain) if _is_plain(rows[at]) else 0
        for index in range(at + 1, at + 1 + parts):
            found[index] = replace(rows[index], parents=(mended(rows[at].label),), level=rows[at].level + 1)
        at += 1 + parts
    return found


def parts_below(rows: Sequence[DataRow], at: int, may_be: Callable[[DataRow], bool]) -> int:
    """How many rows right below one, of those that may be, are its parts; 0 where they do not add up to it."""
    whole = first_amount(rows[at].cells)
    below = [first_amount(row.cells) for row in takewhile(may_be, rows[at + 1 : at + 1 + _MOST_PARTS])]
    if not whole:
        return 0
    for number, summed in enumerate(accumulate(below), start=1):
        if summed == whole and below[number - 1]:
            filled = sum(1 for amount in below[:number] if amount)
            return number if filled >= _FEWEST_PARTS and _largest_adds_up(rows[at : at + 1 + number]) else 0
        if summed > whole:
            break
    return 0


def _largest_adds_up(rows: Sequence[DataRow]) -> bool:
    """Whether the largest number of the first row is what the others have in its column: numbers of things before the
    amounts of money may add up by chance."""
    numbers = {at: parse_number(cell) or Decimal(0) for at, cell in enumerate(rows[0].cells) if is_number(cell)}
    column = max(numbers, key=lambda at: abs(numbers[at]))
    return sum((parse_number(row.cells[column]) or Decimal(0) for row in rows[1:]), Decimal(0)) == numbers[column]


def _is_plain(row: DataRow) -> bool:
    return row.item_kind is not ItemKind.TOTAL and not row.parents and not read_label(row.label).rank
