"""The command of reconciliation: check."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from assistant.cli.library import print_json
from assistant.finding_json import finding_object
from assistant.settings import Settings
from index.errors import UsageError
from index.findings import Finding, Quote, Severity
from index.model import DocumentCard, Fact
from index.place_words import place_words
from index.store import Store

_TITLES = {Severity.ERROR: "不一致", Severity.ROUNDING: "尾数差异", Severity.NOTE: "提示"}
_MAX_SHOWN = 6


def run_check(options: Namespace, settings: Settings) -> int:
    """Lists the findings of the store, or of one document."""
    snapshot = Store.open(settings.store).snapshot()
    cards = [card for card in snapshot.documents if options.document in (None, card.id)]
    if not cards:
        raise UsageError(f"资料库中没有编号为“{options.document}”的文件，可用 budget-assistant documents 查看编号。")
    ids = {card.id for card in cards}
    known = (*snapshot.findings, *snapshot.findings_across_years)
    findings = [finding for finding in known if finding.document_id in ids]
    if options.json:
        print_json([finding_object(finding) for finding in findings])
    else:
        for card in cards:
            _print_document(card, [finding for finding in findings if finding.document_id == card.id])
    return 0


def _print_document(card: DocumentCard, findings: Sequence[Finding]) -> None:
    counts = "，".join(
        f"{title} {sum(finding.severity is severity for finding in findings)} 处" for severity, title in _TITLES.items()
    )
    print(f"《{card.title}》（{card.id}）：{counts}")
    for severity, title in _TITLES.items():
        for finding in findings:
            if finding.severity is severity:
                print(f"  [{title}] {finding.rule}：{finding.message}")
                places = dict.fromkeys(
                    [*map(_cell, finding.cells), *(_quote(quote, card.source_file) for quote in finding.quotes)]
                )
                shown = list(places)[:_MAX_SHOWN]
                more = f" 等 {len(places)} 处" if len(places) > len(shown) else ""
                print(f"      见 {'；'.join(shown)}{more}")
    print()


def _cell(fact: Fact) -> str:
    where = place_words(fact.source_file, page=fact.page, sheet=fact.sheet, row=fact.sheet_row, line=fact.line)
    return f"{fact.table_title or fact.table_kind} {where}".strip()


def _quote(quote: Quote, source_file: str) -> str:
    place = quote.place
    where = place_words(source_file, page=place.page, sheet=place.sheet or "", row=place.row, line=place.line)
    return f"{quote.section[-1] if quote.section else '正文'} {where}".strip()
