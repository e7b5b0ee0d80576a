"""Every number of a brief is proved again before it is set; what fails is left out."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.answer import Answer, Figure, Role, Route, Status
from assistant.finding_proof import cell_of, citation_of_quote
from assistant.report.content import Block, Chart, Evidence, Line, Row, Sheet
from assistant.verify import faults_of
from index.amounts import NUMBER

if TYPE_CHECKING:
    from index.store import Snapshot

_WHOLE = "100%"  # what plans and shares add up to: a norm and no figure, told as if it were asked for


def faults_in(text: str, evidence: Evidence, snapshot: Snapshot) -> list[str]:
    """The numbers of a text that its evidence does not prove, quotes that its source does not hold, and
    formulas that do not give their value; empty when all is proved."""
    citations = tuple(
        citation_of_quote(number, quote, quote.document, snapshot.document(quote.document_id))
        for number, quote in enumerate(dict.fromkeys(evidence.quotes), 1)
    )
    numbers = tuple(citation.id for citation in citations)
    cells = tuple(cell_of(fact) for fact in evidence.cells)
    figures = [
        Figure(fact.item, value, fact.unit, Role.DETAIL, cells=(cell_of(fact),))
        for fact in evidence.cells
        if (value := _printed(fact.raw)) is not None
    ]
    figures += [
        Figure("", proof.value, proof.unit, Role.DETAIL, proof.formula, cells, numbers) for proof in evidence.computed
    ]
    answer = Answer("", _WHOLE, text, Status.ANSWERED, Route.HYBRID, tuple(figures), citations)
    return faults_of(answer, snapshot)


def proved(block: Block, snapshot: Snapshot) -> Block | None:
    """A block without the rows and bars whose proof fails; None where nothing is left of it."""
    if isinstance(block, Line):
        return block if not faults_in(block.text, block.evidence, snapshot) else None
    if isinstance(block, Sheet):
        rows = tuple(row for row in block.rows if not faults_in(words_of(row), row.evidence, snapshot))
        return Sheet(block.caption, block.columns, rows) if rows else None
    if isinstance(block, Chart):
        bars = tuple(bar for bar in block.bars if not faults_in(f"{bar.value} {block.unit}", bar.evidence, snapshot))
        return Chart(block.caption, block.unit, bars) if bars else None
    return block


def words_of(row: Row) -> str:
    """All cells of a row as one text."""
    return "；".join(row.cells)


def _printed(raw: str) -> Decimal | None:
    """The first number that a cell prints; None for a cell of words."""
    found = NUMBER.search(raw)
    return Decimal(found[0].replace(",", "")) if found else None
