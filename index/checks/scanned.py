"""Figures of scans, and of tables without rules, held against their sums: where these disprove one of them, each may
be read wrongly."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from index.checks.columns import check_column_sums
from index.checks.ledger import Ledger
from index.checks.rows import check_row_sums
from index.findings import Severity
from index.model import Document, Doubt, Fact


def disproved(
    document: Document, facts: Sequence[Fact], pages: Collection[int], recognised: Collection[int]
) -> tuple[Doubt, ...]:
    """The figures on some pages that take part in a sum which does not come out, beyond rounding; without those that
    are doubtful already. On pages that are not `recognised` it is their place that may be wrong."""
    if not pages:
        return ()
    ledger = Ledger(document, facts)
    troubles = [*check_column_sums(ledger), *check_row_sums(ledger)]
    found = dict.fromkeys(
        Doubt(cell.line, cell.raw, by_layout=cell.page not in recognised)
        for trouble in troubles
        if trouble.severity is Severity.ERROR
        for cell in trouble.cells
        if cell.page in pages and cell.line is not None
    )
    return tuple(doubt for doubt in found if doubt not in document.doubts)
