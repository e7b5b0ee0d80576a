"""The order in which a ranking told figures, and which of them were asked for by their places (谁最多, 第二呢)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.found import Found
from index.model import Statement

Amount = Found | Statement


@dataclass(frozen=True, slots=True)
class Order:
    """All that was ranked last, the first first, and those of it that turns asked for by their places, the last one
    last."""

    amounts: tuple[Amount, ...] = ()
    singled: tuple[Amount, ...] = ()

    def then(self, amounts: Sequence[Amount], singled: Sequence[Amount]) -> Order:
        """The order after another ranking, which may be of the same amounts."""
        same, new = _keys(amounts) == _keys(self.amounts), _keys(singled)
        before = [one for one in self.singled if not _keys([one]) & new] if same else []
        return Order(tuple(amounts), (*before, *singled))

    def after(self, amounts: Sequence[Amount]) -> Order:
        """The order after a clause that told some amounts: none where it told something else."""
        return self if not amounts or _keys(amounts) & _keys(self.amounts) else Order()

    @property
    def bodies(self) -> tuple[str, ...]:
        """The documents of the bodies that were ranked; empty where a ranking was of one body's amounts."""
        documents = tuple(document_of(one) for one in self.amounts)
        return documents if len(set(documents)) == len(documents) > 1 else ()


def document_of(amount: Amount) -> str:
    """The document that an amount stands in."""
    return amount.cell.document_id if isinstance(amount, Found) else amount.document_id


def _keys(amounts: Sequence[Amount]) -> set[object]:
    """What tells amounts apart: the cells, or the sentences with what they state."""
    return {one.cell if isinstance(one, Found) else (one.passage_id, one.subject, one.amount) for one in amounts}
