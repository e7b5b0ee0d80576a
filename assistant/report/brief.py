"""The review brief (审查要点) of one document, from the store; every number in it is proved again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.report.changes import change_blocks
from assistant.report.content import Block, Brief, Column, Heading, Line, Row, Sheet, Style
from assistant.report.findings import finding_blocks, findings_of, of_severity
from assistant.report.keys import KeyFigure, key_figures, missing_figures
from assistant.report.places import shown
from assistant.report.projects import project_blocks
from assistant.report.proving import proved
from assistant.report.questions import question_blocks
from assistant.report.structure import structure_blocks
from assistant.report.wording import phrase
from index.checks.ledger import Ledger
from index.facts import facts_of
from index.findings import Finding, Severity
from index.model import Document

if TYPE_CHECKING:
    from index.store import Snapshot


def brief_of(document_id: str, snapshot: Snapshot) -> Brief:
    """The brief of a document of the store. KeyError when the snapshot holds none of that id."""
    document = snapshot.document(document_id)
    ledger = Ledger(document, facts_of(document))
    figures, findings = key_figures(ledger), findings_of(document, snapshot)
    blocks = (
        *_opening(document, findings),
        *_key_blocks(figures),
        *structure_blocks(ledger, figures),
        *change_blocks(ledger, figures, snapshot),
        *project_blocks(ledger, figures),
        *finding_blocks(document, findings, snapshot),
        *question_blocks(ledger, figures, findings, snapshot),
    )
    title = phrase("title", title=document.title)
    return Brief(title, phrase("subtitle"), tuple(_kept(blocks, snapshot)))


def _kept(blocks: Sequence[Block], snapshot: Snapshot) -> Iterator[Block]:
    """The blocks whose proof holds; what a question rests on goes with it."""
    dropped = False
    for block in blocks:
        if dropped and isinstance(block, Line) and block.style is Style.REMARK:
            continue
        found = proved(block, snapshot)
        dropped = found is None
        if found is not None:
            yield found


def _opening(document: Document, findings: Sequence[Finding]) -> Iterator[Block]:
    yield Line(phrase("opening", title=document.title, file=document.source.name))
    counts = {severity: str(len(of_severity(findings, severity))) for severity in Severity}
    yield Line(
        phrase(
            "summary",
            errors=counts[Severity.ERROR],
            roundings=counts[Severity.ROUNDING],
            notes=counts[Severity.NOTE],
        )
    )


def _key_blocks(figures: Sequence[KeyFigure]) -> Iterator[Block]:
    yield Heading(phrase("keys"))
    if not figures:
        yield Line(phrase("no_keys"))
        return
    columns = (
        Column(phrase("column_item"), 46),
        Column(phrase("column_amount_only"), 24, numeric=True),
        Column(phrase("column_unit"), 14),
        Column(phrase("column_place"), 72),
    )
    rows = tuple(Row((one.title, shown(one.value), one.unit, one.place), one.evidence, one.depth) for one in figures)
    yield Sheet(phrase("keys_caption"), columns, rows)
    missing = missing_figures(figures)
    if missing:
        yield Line(phrase("missing_keys", names="、".join(missing)), style=Style.REMARK)
