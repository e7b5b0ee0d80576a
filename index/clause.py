"""The stretch of a sentence that belongs to one amount, and which of two stretches a change or a stage is of."""

from __future__ import annotations

from collections.abc import Mapping

from index.amounts import Amount
from index.record import record, replace
from index.rehoming import moved_changes
from index.stages import stage_of


@record
class Clause:
    """The stretch of a sentence that belongs to one amount."""

    subject: str
    amount: Amount | None
    change: Amount | None = None
    rate: Amount | None = None
    direction: str = ""
    base: str = ""
    stage: str = ""
    unnamed: bool = False  # whether a stage alone names the amount (支出决算为 …)
    part: bool = False
    listed: bool = False  # one of several parts, behind another


def with_changes_moved(clauses: list[Clause]) -> list[Clause]:
    """The clauses of a sentence with each change at the amount that its rate fits."""
    for move in moved_changes(clauses):
        last, owner = clauses[move.behind], clauses[move.owner]
        clauses[move.owner] = replace(
            owner, change=last.change, rate=last.rate, direction=last.direction, base=last.base
        )
        clauses[move.behind] = replace(last, change=None, rate=None, direction="", base="")
    return clauses


def of_stage_told(clause: Clause, told: Mapping[str, Amount | None]) -> Clause:
    """A clause that tells how a stage changed (决算数较上年增加 …), with the amount of that stage told before."""
    staged = stage_of(clause.subject) if clause.direction and clause.amount is None else None
    if staged is None or staged[1] or staged[0] not in told:
        return clause
    return replace(clause, subject="", stage=staged[0], amount=told[staged[0]], unnamed=True)
