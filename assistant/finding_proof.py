"""Where a finding stands, as the citations and cells of an answer, so that the page can show both places."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.answer import Answer, CellRef, Citation, Figure, Role, Route, Status
from index.findings import Finding, Quote
from index.model import Document, Fact

_MAX_ROWS = 12


def answer_of(finding: Finding, document: Document | None) -> Answer:
    """A finding in the shape of an answer: its message, its cells, a citation for each place."""
    cells = tuple(cell_of(fact) for fact in finding.cells)
    value = finding.actual if finding.actual is not None else finding.cells[0].value if finding.cells else None
    figures = (Figure(finding.rule, value or Decimal(0), finding.unit, Role.DETAIL, None, cells),)
    citations = tuple(_citations(finding, document))
    return Answer("", "", finding.message, Status.ANSWERED, Route.HYBRID, figures, citations)


def cell_of(fact: Fact) -> CellRef:
    """A fact as the cell of an answer."""
    return CellRef(
        document=fact.document,
        document_id=fact.document_id,
        source_file=fact.source_file,
        table=fact.table_title,
        table_id=fact.table_id,
        row=fact.row,
        column=fact.column,
        raw=fact.raw,
        unit=fact.unit,
        page=fact.page,
        line=fact.line,
        sheet=fact.sheet,
        sheet_row=fact.sheet_row,
    )


def _citations(finding: Finding, document: Document | None) -> Iterator[Citation]:
    source = document.source.name if document else finding.document
    number = 0
    for quote in finding.quotes:
        number += 1
        yield citation_of_quote(number, quote, source, document)
    rows: set[tuple[str, int]] = set()
    for fact in finding.cells:
        if (fact.table_id, fact.row_number) not in rows and len(rows) < _MAX_ROWS:
            rows.add((fact.table_id, fact.row_number))
            number += 1
            yield _of_cell(number, fact, document)


def citation_of_quote(number: int, quote: Quote, source: str, document: Document | None) -> Citation:
    """The words of a document as a citation."""
    start, end = quote.place.line, quote.place.end_line or quote.place.line
    lines = (start, end or start) if start is not None else None
    name = document.source.name if document else source
    return Citation(
        number,
        quote.document,
        quote.document_id,
        name,
        quote.section,
        None,
        quote.text,
        quote.place.page,
        lines,
        sheet=quote.place.sheet or "",
        sheet_row=quote.place.row,
    )


def _of_cell(number: int, fact: Fact, document: Document | None) -> Citation:
    quote = f"{fact.row} {fact.raw}"
    if document and fact.line is not None and 0 < fact.line <= len(document.lines):
        quote = " ".join(document.lines[fact.line - 1].split())
    table = next((one for one in document.tables if one.id == fact.table_id), None) if document else None
    section = table.section if table else (fact.table_title,)
    lines = (fact.line, fact.line) if fact.line is not None else None
    title = fact.table_title or fact.table_kind
    return Citation(
        number,
        fact.document,
        fact.document_id,
        fact.source_file,
        section,
        title,
        quote,
        fact.page,
        lines,
        fact.table_id,
        fact.sheet,
        fact.sheet_row,
    )
