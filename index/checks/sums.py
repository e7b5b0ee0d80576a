"""Sums: a total against its parts, and which readings of a table's structure its own figures support."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.amounts import in_unit
from index.checks.ledger import Ledger, Trouble, place_of, printed, severity_of, yuan
from index.findings import Proof, Severity
from index.model import Fact

_MAX_NAMED = 4
_FEW = 3
_PRINTED_TWICE = 2  # figures that were each rounded by themselves may be one unit apart


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome of one relation; `trouble` is None where it holds."""

    trouble: Trouble | None

    @property
    def holds(self) -> bool:
        """Whether the relation holds, to rounding."""
        return self.trouble is None or self.trouble.severity is not Severity.ERROR


def compare_sum(ledger: Ledger, total: Fact, parts: Sequence[Fact], words: str) -> Comparison:
    """A total against the sum of its parts; `words` name the parts (各款之和)."""
    expected = sum((yuan(part) for part in parts), Decimal(0))
    grain = max(ledger.grain(fact) for fact in (total, *parts))
    severity = severity_of(yuan(total) - expected, grain, max(len(parts), _PRINTED_TWICE))
    if severity is None:
        return Comparison(None)
    in_its_unit = in_unit(expected, "元", total.unit).normalize()
    digits = min(int(value.as_tuple().exponent) for value in (in_its_unit, total.value or Decimal(0)))
    in_its_unit = in_its_unit.quantize(Decimal(1).scaleb(min(digits, 0)))
    actual = total.value or Decimal(0)
    message = (
        f"{place_of(total)}为 {printed(actual, total.unit)}，{words}为 {printed(in_its_unit, total.unit)}"
        f"，相差 {printed(actual - in_its_unit, total.unit)}。"
    )
    proofs = _proofs(total, parts, in_its_unit)
    return Comparison(Trouble(severity, message, in_its_unit, actual, total.unit, (total, *parts), proofs=proofs))


def _proofs(total: Fact, parts: Sequence[Fact], expected: Decimal) -> tuple[Proof, ...]:
    """How the sum and the difference of a message come about; none where units are mixed."""
    if {part.unit for part in parts} != {total.unit} or total.value is None:
        return ()
    formula = " + ".join(str(part.value) for part in parts)
    bracketed = f"({formula})" if len(parts) > 1 else formula
    difference = Proof(total.value - expected, total.unit, f"{total.value} − {bracketed}")
    return (Proof(expected, total.unit, formula), difference) if len(parts) > 1 else (difference,)


def compare_equal(ledger: Ledger, first: Fact, second: Fact) -> Comparison:
    """Two cells that must hold the same amount."""
    grain = max(ledger.grain(first), ledger.grain(second))
    severity = severity_of(yuan(second) - yuan(first), grain, _PRINTED_TWICE)
    if severity is None:
        return Comparison(None)
    expected = in_unit(yuan(first), "元", second.unit)
    actual = second.value or Decimal(0)
    message = (
        f"{place_of(first)}为 {printed(first.value or Decimal(0), first.unit)}，"
        f"{place_of(second)}为 {printed(actual, second.unit)}，两处应当一致。"
    )
    return Comparison(Trouble(severity, message, expected, actual, second.unit, (first, second)))


def supported(outcomes: Sequence[Comparison], doubt: Trouble) -> list[Trouble]:
    """The troubles of a relation that the table's own figures support; `doubt` instead where it
    fails more often than it holds, because then it is the reading that is wrong."""
    failed = sum(not outcome.holds for outcome in outcomes)
    if len(outcomes) > _FEW and failed * 2 > len(outcomes):
        return [doubt]
    return [outcome.trouble for outcome in outcomes if outcome.trouble]


def first_that_holds(outcomes: Sequence[Comparison]) -> Comparison:
    """Of several readings of one relation, one that holds, else the first."""
    return next((outcome for outcome in outcomes if outcome.holds), outcomes[0])


def listed(names: Sequence[str]) -> str:
    """Names for a message, the first few of them."""
    shown = "、".join(names[:_MAX_NAMED])
    return f"{shown}等 {len(names)} 项" if len(names) > _MAX_NAMED else shown
