"""Findings as the JSON objects of the outward contract (`check --json`)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from index.findings import Finding, Quote
from index.model import Fact


def finding_object(finding: Finding) -> dict[str, Any]:
    """One finding: what is expected and what stands there, and all its places as `sources`."""
    return {
        "rule": finding.rule,
        "document_id": finding.document_id,
        "document": finding.document,
        "severity": finding.severity.value,
        "message": finding.message,
        "expected": _number(finding.expected),
        "actual": _number(finding.actual),
        "difference": _number(finding.difference),
        "unit": finding.unit,
        "sources": [*map(_cell_object, finding.cells), *map(_quote_object, finding.quotes)],
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _cell_object(fact: Fact) -> dict[str, Any]:
    return {
        "document": fact.document,
        "document_id": fact.document_id,
        "source_file": fact.source_file,
        "table": fact.table_title,
        "table_id": fact.table_id,
        "row": fact.row,
        "column": fact.column,
        "raw": fact.raw,
        "unit": fact.unit,
        "page": fact.page,
        "line": fact.line,
        "sheet": fact.sheet,
        "sheet_row": fact.sheet_row,
    }


def _quote_object(quote: Quote) -> dict[str, Any]:
    start, end = quote.place.line, quote.place.end_line or quote.place.line
    return {
        "document": quote.document,
        "document_id": quote.document_id,
        "section": list(quote.section),
        "quote": quote.text,
        "page": quote.place.page,
        "lines": [start, end] if start is not None else None,
        "sheet": quote.place.sheet or "",
        "sheet_row": quote.place.row,
    }
