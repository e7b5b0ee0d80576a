"""What reconciliation finds: a relation that does not hold, and every place that takes part in it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from index.model import Fact, Place


class Severity(StrEnum):
    """How much a finding weighs: `error` is a contradiction, `rounding` a difference that rounding
    explains, `note` something worth a look, also what could not be checked."""

    ERROR = "error"
    ROUNDING = "rounding"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document that a finding rests on, verbatim but for white space."""

    document_id: str
    document: str
    section: tuple[str, ...]
    text: str
    place: Place
    passage_id: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """A number of a finding's message that no cell prints: its value and the formula over printed
    numbers (+ − × ÷ and brackets) that gives it; a formula for "%" gives the hundredth."""

    value: Decimal
    unit: str
    formula: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One reconciliation finding, as in the contract's `check --json`.

    `expected` is what the sources demand, `actual` what stands there, `difference` is actual less
    expected, all in `unit` and None where the finding is not about an amount. `cells` and `quotes`
    are everything that takes part in the relation, so that both places can be opened; `proofs` are
    the computed numbers of the message.
    """

    rule: str
    document_id: str
    document: str
    severity: Severity
    message: str
    expected: Decimal | None = None
    actual: Decimal | None = None
    difference: Decimal | None = None
    unit: str = ""
    cells: tuple[Fact, ...] = ()
    quotes: tuple[Quote, ...] = ()
    proofs: tuple[Proof, ...] = ()
