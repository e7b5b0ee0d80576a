"""Across years: last year's figure as this year's narrative tells it, against last year's document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from index.amounts import in_unit
from index.catalogue.wording import folded
from index.checks.changes import LastYear, last_year_of
from index.checks.ledger import Ledger, Trouble, place_of, plain, printed, yuan
from index.checks.mention import Mention
from index.checks.mentions import mentions_of
from index.checks.readings import bind
from index.checks.totals import Reading
from index.findings import Severity
from index.model import Basis, Document

_CENT = Decimal(100)  # yuan: one unit of the second decimal of 万元
_BASES = {Basis.BUDGET: re.compile("预算(?!执行)"), Basis.FINAL: re.compile("执行|决算")}


def precedes(before: Document, now: Document) -> bool:
    """Whether `before` is the document of the same body, level and basis for the year before `now`,
    or its final account."""
    same = (before.department, before.level) == (now.department, now.level)
    return same and before.year is not None and now.year is not None and before.year == now.year - 1


def check_last_year(ledger: Ledger, before: Ledger) -> Iterator[Trouble]:
    """Every change that names last year's 预算 or 执行数: the amount that it implies stands in last year's tables."""
    for mention in mentions_of(ledger):
        base = _base_of(mention)
        named = bool(_BASES[before.document.basis].search(base))
        silent = before.document.basis is Basis.BUDGET and base and not re.search("执行|决算|预算", base)
        if mention.reason or not (named or silent):
            continue
        last, bound = last_year_of(mention), bind(before, mention)
        readings = [reading for reading in bound.readings if reading] if bound else []
        if last and readings and not any(_agrees(last, reading) for reading in readings):
            severity = Severity.ERROR if named else Severity.NOTE
            yield _differs(ledger, before, mention, last, readings[0], severity)


def _base_of(mention: Mention) -> str:
    """The words that name what is compared with."""
    return mention.base or (folded(mention.sentence) if mention.prior else "")


def _agrees(last: LastYear, reading: Reading) -> bool:
    total = sum((yuan(fact) for fact in reading), Decimal(0))
    return last.low - 2 * _CENT <= total <= last.high + 2 * _CENT


def _differs(
    ledger: Ledger, before: Ledger, mention: Mention, last: LastYear, reading: Reading, severity: Severity
) -> Trouble:
    unit = mention.amount.unit if mention.amount else reading[0].unit
    stated = plain(in_unit(last.likely, "元", unit).quantize(Decimal("0.01")))
    held = plain(in_unit(sum((yuan(fact) for fact in reading), Decimal(0)), "元", unit))
    message = (
        f"文字写{mention.said}的上年数按增减推算为 {printed(stated, unit)}，"
        f"《{before.document.title}》{place_of(reading[0])}为 {printed(held, unit)}。"
    )
    quotes = (mention.quote(ledger),)
    return Trouble(severity, message, held, stated, unit, tuple(reading), quotes)


def pairs_of(documents: Sequence[Document]) -> Iterator[tuple[Document, Document]]:
    """Every document with each of the year before."""
    for now in documents:
        for before in documents:
            if now.basis is Basis.BUDGET and precedes(before, now):
                yield now, before


def parted(ledgers: Sequence[Ledger]) -> Iterator[tuple[Ledger, Ledger]]:
    """The narrative and the tables of one body and year that were published in a file each."""
    for words in ledgers:
        for tables in ledgers:
            own, other = words.document, tables.document
            same = (own.department, own.year, own.basis, own.level) == (
                other.department,
                other.year,
                other.basis,
                other.level,
            )
            if same and not _has_amounts(words) and _has_amounts(tables) and not mentions_of(tables):
                yield words, tables


def _has_amounts(ledger: Ledger) -> bool:
    return any(True for _ in ledger.amounts())
