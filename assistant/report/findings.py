"""What reconciliation found, by severity, with both places; and what could not be checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.report.content import Block, Column, Evidence, Heading, Line, Row, Sheet, Style
from assistant.report.places import places_of_finding
from assistant.report.proving import faults_in
from assistant.report.wording import phrase
from index.checks import Group, group_of
from index.findings import Finding, Severity
from index.model import Document

if TYPE_CHECKING:
    from index.store import Snapshot

_MOST_SHOWN = {Severity.ERROR: 60, Severity.ROUNDING: 5, Severity.NOTE: 30}
_MOST_UNCHECKED = 30
_TITLES = (
    (Severity.ERROR, "errors", "no_errors"),
    (Severity.ROUNDING, "roundings", "no_roundings"),
    (Severity.NOTE, "notes", "no_notes"),
)


def findings_of(document: Document, snapshot: Snapshot) -> tuple[Finding, ...]:
    """All findings about a document, also those that the documents of other years tell."""
    known = (*snapshot.findings, *snapshot.findings_across_years)
    return tuple(dict.fromkeys(finding for finding in known if finding.document_id == document.id))


def of_severity(findings: Sequence[Finding], severity: Severity) -> list[Finding]:
    """The findings of a severity, without those about what was not checked."""
    return [one for one in findings if one.severity is severity and group_of(one.rule) is not Group.UNCHECKED]


def evidence_of(finding: Finding) -> Evidence:
    """The cells, sentences and formulas of a finding."""
    return Evidence(finding.cells, finding.quotes, finding.proofs)


def message_of(finding: Finding, snapshot: Snapshot) -> str:
    """The message of a finding; without its numbers where its sources do not prove them."""
    if faults_in(finding.message, evidence_of(finding), snapshot):
        return phrase("unproved_finding", rule=finding.rule)
    return finding.message


def finding_blocks(document: Document, findings: Sequence[Finding], snapshot: Snapshot) -> Iterator[Block]:
    """The part on findings and the part on what was not checked."""
    yield Heading(phrase("findings"))
    yield Line(phrase("findings_note"))
    for severity, title, none in _TITLES:
        found, most = of_severity(findings, severity), _MOST_SHOWN[severity]
        yield Heading(phrase(title), 2)
        if not found:
            yield Line(phrase(none))
            continue
        yield Sheet(phrase(f"{title}_caption"), _columns(), _rows(found[:most], document, snapshot))
        if len(found) > most:
            yield Line(phrase("more_findings", count=str(len(found) - most)), style=Style.REMARK)
    yield Heading(phrase("unchecked"))
    yield from _unchecked(document, findings, snapshot)


def _unchecked(document: Document, findings: Sequence[Finding], snapshot: Snapshot) -> Iterator[Block]:
    """Amounts without a table to hold them against, cells that were not understood, what reading left out."""
    found = [one for one in findings if group_of(one.rule) is Group.UNCHECKED]
    unread = [(table, cell) for table in document.tables for cell in table.unexplained]
    if found:
        yield Sheet(phrase("unchecked_caption"), _columns(), _rows(found[:_MOST_UNCHECKED], document, snapshot))
    if unread:
        tables = "、".join(dict.fromkeys(f"“{table.title or table.kind.value}”" for table, _ in unread))
        yield Line(phrase("unread_cells", tables=tables))
    for remark in document.remarks:
        yield Line(remark)
    if not (found or unread or document.remarks):
        yield Line(phrase("all_checked"))


def _rows(findings: Sequence[Finding], document: Document, snapshot: Snapshot) -> tuple[Row, ...]:
    return tuple(
        Row(
            (
                str(number),
                finding.rule,
                message_of(finding, snapshot),
                places_of_finding(finding, document.source.name) or "—",
            ),
            evidence_of(finding),
        )
        for number, finding in enumerate(findings, 1)
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(phrase("column_number"), 12, numeric=True),
        Column(phrase("column_rule"), 24),
        Column(phrase("column_finding"), 68),
        Column(phrase("column_places"), 52),
    )
