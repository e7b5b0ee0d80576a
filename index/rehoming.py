"""To which of the amounts of a sentence a change belongs: "收入 2149.80 万元，其中…事业收入 150.00 万元，较上年增加
88.03 万元，增长 4.27%" tells the change of the whole, which its rate shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from index.amounts import Amount, in_unit

_SEVERAL = 2
_NEAR = Decimal("0.06")  # of a rate with two decimals or one


class Told(Protocol):
    """What a sentence tells of one amount."""

    @property
    def amount(self) -> Amount | None: ...
    @property
    def change(self) -> Amount | None: ...
    @property
    def rate(self) -> Amount | None: ...
    @property
    def direction(self) -> str: ...
    @property
    def part(self) -> bool:
        """Whether it is a part of a whole told before it (其中)."""

    @property
    def listed(self) -> bool:
        """Whether it is the next of several parts (其中 A 1 万元、B 2 万元)."""


@dataclass(frozen=True, slots=True)
class Move:
    """A change that is told behind one amount of a sentence and belongs to an earlier one, by their positions."""

    behind: int
    owner: int


def moved_changes(told: Sequence[Told]) -> tuple[Move, ...]:
    """The changes whose rate does not fit the amount that they stand behind but one before it, of which no change
    is told; of a change or a rate alone those behind the last of several parts, which are of the whole: parts
    listed with 、, or that add up to it and of none of which anything else is told."""
    found = []
    for at, one in enumerate(told):
        if one.amount is None or not (one.change or one.rate) or _fits(one.amount, one):
            continue
        if not (one.listed or (one.change and one.rate) or _completes_whole(told, at)):
            continue
        before = [n for n in range(at) if not told[n].direction]
        owner = next((n for n in reversed(before) if not told[n].part), None)
        if one.change and one.rate:
            owner = next((n for n in before if _fits(told[n].amount, one)), None)
        if owner is not None:
            found.append(Move(at, owner))
    return tuple(found)


def _completes_whole(told: Sequence[Told], at: int) -> bool:
    """Whether an amount is the last of parts that add up to the whole before them, of which no change is told."""
    first = next((n for n in range(at, -1, -1) if not told[n].part), at)
    amounts = [one.amount for one in told[first : at + 1]]
    if at - first < _SEVERAL or any(one.direction for one in told[first:at]):
        return False
    whole, *parts = [in_unit(one.value, one.unit, "元") if one and one.is_money else None for one in amounts]
    return whole is not None and None not in parts and sum(filter(None, parts)) == whole


def _fits(amount: Amount | None, told: Told) -> bool:
    """Whether the change and the rate told are those of an amount."""
    if amount is None or told.change is None or told.rate is None or not (amount.is_money and told.change.is_money):
        return False
    change = in_unit(told.change.value, told.change.unit, "元")
    change = change if told.direction == "增加" else -change
    before = in_unit(amount.value, amount.unit, "元") - change
    return before > 0 and abs(abs(change) / before * 100 - told.rate.value) <= _NEAR
