"""Step 7: which first-level project a second-level one belongs to, where the amounts leave no choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from index.model import DataRow, ItemKind
from index.record import replace
from index.tables.cells import is_number, parse_number

_MAX_ROWS = 24
_MAX_STEPS = 50_000


def link_levels(top: Sequence[DataRow], detailed: Sequence[DataRow]) -> tuple[DataRow, ...]:
    """The detailed rows with their first-level project as parent.

    A project gets a parent only where, among the rows of its unit, exactly one choice of detailed
    projects adds up to each first-level amount; otherwise the document leaves it open, and so do we.
    """
    parents: dict[int, str] = {}
    for unit, above in _by_unit(top).items():
        below = _by_unit(detailed).get(unit, [])
        parents.update(_only_assignment(above, below))
    return tuple(replace(row, parents=(parents[id(row)],)) if id(row) in parents else row for row in detailed)


def _by_unit(rows: Sequence[DataRow]) -> Mapping[str, list[DataRow]]:
    found: dict[str, list[DataRow]] = {}
    for row in rows:
        if row.item_kind is ItemKind.PROJECT:
            found.setdefault(row.unit_name, []).append(row)
    return found


def _only_assignment(above: Sequence[DataRow], below: Sequence[DataRow]) -> Mapping[int, str]:
    amounts = [_amount(row) for row in below]
    targets = [_amount(row) for row in above]
    if len(above) > _MAX_ROWS or len(below) > _MAX_ROWS or None in amounts or None in targets:
        return {}
    exact = [amount for amount in amounts if amount is not None]
    wanted = [target for target in targets if target is not None]
    found = _assignments(exact, wanted)
    if len(found) != 1:
        return {}
    return {id(row): above[choice].label for row, choice in zip(below, found[0], strict=True)}


def _assignments(amounts: Sequence[Decimal], targets: Sequence[Decimal]) -> list[tuple[int, ...]]:
    """Up to two ways of giving each amount to one target so that every target is met exactly.

    None at all where the search would take too long to be sure.
    """
    found: list[tuple[int, ...]] = []
    left = list(targets)
    steps = 0

    def give(index: int, chosen: tuple[int, ...]) -> None:
        nonlocal steps
        steps += 1
        if len(found) > 1 or steps > _MAX_STEPS:
            return
        if index == len(amounts):
            if not any(left):
                found.append(chosen)
            return
        for target, rest in enumerate(left):
            if amounts[index] <= rest:
                left[target] = rest - amounts[index]
                give(index + 1, (*chosen, target))
                left[target] = rest

    if sum(amounts, Decimal(0)) == sum(targets, Decimal(0)) and min(amounts, default=Decimal(0)) > 0:
        give(0, ())
    return found if steps <= _MAX_STEPS else []


def _amount(row: DataRow) -> Decimal | None:
    return next((parse_number(cell) for cell in row.cells if is_number(cell)), None)
