"""The order in which a ranking told figures, and which of them were asked for by their places (谁最多, 第二呢)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from assistant.found import Found
from index.model import Statement

Amount = Found | Statement
AmountT = TypeVar("AmountT", Found, Found | Statement)


@dataclass(frozen=True, slots=True)
class Order:
    """All that was ranked last, the first first, those of it that turns asked for by their places, the last one last,
    and whether turns may still ask so, nothing else having been told since; where sums of units were ranked, the unit
    that came first, with what was added up."""

    amounts: tuple[Amount, ...] = ()
    singled: tuple[Amount, ...] = ()
    goes_on: bool = False
    first_unit: tuple[str, str] = ("", "")

    def then(self, amounts: Sequence[Amount], singled: Sequence[Amount]) -> Order:
        """The order after another ranking, which may be of the same amounts."""
        same, new = _keys(amounts) == _keys(self.amounts), _keys(singled)
        before = [one for one in self.singled if not _keys([one]) & new] if same else []
        return Order(tuple(amounts), (*before, *singled), goes_on=True)

    def after(self, amounts: Sequence[Amount]) -> Order:
        """The order after a clause that told some amounts: at its end where it told something else."""
        return self if not amounts or _keys(amounts) & _keys(self.amounts) else replace(self, goes_on=False)

    def with_singled_last(self, told: Sequence[AmountT]) -> list[AmountT]:
        """Amounts told before, in the places of those that were ranked the ones asked for last, so that they count as
        told last of these; as they are where none was asked for."""
        ranked, singled = _keys(self.amounts), _keys(self.singled)
        places = [place for place, one in enumerate(told) if _keys([one]) <= ranked]
        members = sorted((told[place] for place in places), key=lambda one: _keys([one]) <= singled)
        moved = dict(zip(places, members, strict=True))
        return [moved.get(place, one) for place, one in enumerate(told)]

    @property
    def bodies(self) -> tuple[str, ...]:
        """The documents of the bodies that were ranked; empty where a ranking was of one body's amounts."""
        documents = tuple(document_of(one) for one in self.amounts)
        return documents if len(set(documents)) == len(documents) > 1 else ()


def document_of(amount: Amount) -> str:
    """The document that an amount stands in."""
    return amount.cell.document_id if isinstance(amount, Found) else amount.document_id


def _keys(amounts: Sequence[Amount]) -> set[object]:
    """What tells amounts apart: of tables the item, whichever column or table it was read from; of sentences all that
    they state."""
    return {
        (one.cell.document_id, one.unit_name, one.item or one.cell)
        if isinstance(one, Found)
        else (one.passage_id, one.subject, one.amount)
        for one in amounts
    }
