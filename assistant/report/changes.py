"""What changed against last year: as the document states it with its reasons, and as last year's document tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.report.content import NOTHING, Block, Column, Evidence, Heading, Line, Row, Sheet, Style
from assistant.report.keys import KeyFigure, figure_named, key_figures
from assistant.report.places import (
    at,
    nested_quotes,
    quote_of,
    rounded,
    short_place_of_quote,
    shortened,
    shown,
    where_of_fact,
)
from assistant.report.wording import phrase
from index.amounts import YUAN_PER_UNIT
from index.catalogue.wording import folded
from index.checks.ledger import Ledger
from index.checks.years import precedes
from index.facts import facts_of
from index.findings import Proof
from index.model import Document, Statement

if TYPE_CHECKING:
    from index.store import Snapshot

LEVEL = "持平"
_NO_SUBJECT = re.compile("(?:情况|说明|原因|变化)[。.]?$|^.?预算$")
_CLAUSE_END = re.compile(r"(?<!\d)[，,]|[，,](?!\d)|[。；;]")
_NUMBERING = re.compile(r"^(?:[（(][\d一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、]|[一二三四五六七八九十]{1,3}、)\s*")
_CUT_NUMBER = re.compile(r"[\d,.，．]+$")
_INNERMOST = re.compile(r"([^（）()]+)[（(]款[）)]\s*([^（）()]+)[（(]项[）)]")
_COMPARING = re.compile(r"^(?:与|比|较|同|20\d\d年)")
_FEWEST_WORDS, _MOST_OPENING, _MOST_REASON = 4, 36, 150
_STEP = re.compile(r"[（(][类款][）)]")
_OPEN_END = re.compile(r"[（(](?:项[）)].*|[^（）()]*)$")
_LEVEL_WORDS = re.compile(r"[（(](?:部门|单位|本级)[）)]|^(?:关于)?")


def change_blocks(ledger: Ledger, figures: Sequence[KeyFigure], snapshot: Snapshot) -> Iterator[Block]:
    """The part on changes; it says so where the document states none."""
    yield Heading(phrase("changes"))
    stated = stated_changes(ledger.document)
    before = _last_year_of(ledger.document, figures, snapshot)
    if before:
        yield Heading(phrase("changes_stated"), 2)
    rows = tuple(_row_of(one, ledger.document) for one in stated if one.direction != LEVEL)
    if rows:
        yield Sheet(phrase("changes_caption"), _STATED_COLUMNS, rows)
    else:
        yield Line(phrase("no_changes"))
    level = [one for one in stated if one.direction == LEVEL]
    if level:
        names = "、".join(dict.fromkeys(subject_of(one, ledger.document) for one in level))
        evidence = sum((evidence_of_change(one, ledger.document) for one in level), NOTHING)
        yield Line(phrase("level_changes", names=names), evidence)
    if before:
        yield from _computed(figures, before)


def stated_changes(document: Document) -> list[Statement]:
    """The changes that the narrative states, each subject with the same change once."""
    found: dict[tuple[str, Decimal | None, Decimal | None, str], Statement] = {}
    for one in document.statements:
        is_change = one.direction == LEVEL or one.change is not None or one.rate is not None
        if one.direction and is_change and one.unit in (*YUAN_PER_UNIT, "%", ""):
            found.setdefault((subject_of(one, document), one.change, one.rate, one.direction), one)
    return list(found.values())


def subject_of(statement: Statement, document: Document) -> str:
    """The subject in short: without the department, and the innermost of 类, 款 and 项; where the sentence
    names none, the words that its paragraph opens with."""
    opening = _opening_of(statement, document)
    if opening:
        named = _INNERMOST.search(opening)
        return f"{named[1]}·{named[2]}" if named else f"“{nested_quotes(f'“{opening}”')[1:-1]}”"
    words = _LEVEL_WORDS.sub("", folded(statement.subject).replace(folded(document.department), ""))
    inner = _STEP.split(words)[-1]
    return _OPEN_END.sub("", inner).strip() or words or statement.subject


def evidence_of_change(statement: Statement, document: Document) -> Evidence:
    """The sentence of a change, and the opening of its paragraph where that names the subject."""
    quote, opening = quote_of(statement, document), _opening_of(statement, document)
    return Evidence(quotes=(quote, replace(quote, text=opening)) if opening else (quote,))


def _opening_of(statement: Statement, document: Document) -> str:
    """The first words of a sentence that tells a change without a plain subject, or of its paragraph where
    the sentence opens with the comparison; empty where it has a subject."""
    if not _NO_SUBJECT.search(folded(statement.subject)):
        return ""
    text = statement.quote
    if _COMPARING.match(folded(text)):
        text = next((one.text for one in document.passages if one.id == statement.passage_id), "")
    clauses = _CLAUSE_END.split(_NUMBERING.sub("", text.strip()))
    opening = next((one for one in clauses if len(one) >= _FEWEST_WORDS), "")
    return opening if len(opening) <= _MOST_OPENING or _INNERMOST.search(opening) else _cut(opening)


def _cut(words: str) -> str:
    """The first words, without a number that the cut goes through."""
    return _CUT_NUMBER.sub("", words[:_MOST_OPENING])


def change_words(statement: Statement) -> str:
    """比上年预算数减少 52.61 万元（1.3%）."""
    size = f" {statement.change} {statement.unit}" if statement.change is not None else ""
    rate = f"{statement.rate}%" if statement.rate is not None else ""
    share = f"（{rate}）" if size and rate else f" {rate}" if rate else ""
    return f"比{statement.compared_with or '上年'}{statement.direction}{size}{share}"


def reason_of(statement: Statement) -> str:
    """The reason that a sentence gives, without the colon before it."""
    return re.sub(r"\s*\n\s*", "", statement.reason).lstrip("：: ")


def _row_of(statement: Statement, document: Document) -> Row:
    quote = quote_of(statement, document)
    amount = f"{statement.amount} {statement.unit}" if statement.amount is not None else "—"
    cells = (
        subject_of(statement, document),
        amount,
        change_words(statement),
        shortened(reason_of(statement), _MOST_REASON) or phrase("no_reason"),
        short_place_of_quote(quote, document.source.name),
    )
    return Row(cells, evidence_of_change(statement, document))


def _last_year_of(document: Document, figures: Sequence[KeyFigure], snapshot: Snapshot) -> Ledger | None:
    """Last year's document of the same body, level and basis, where the store holds it; of several (the
    narrative and the tables may be published apart) the one that shares most key figures."""
    cards = [
        card for card in snapshot.documents if (card.department, card.basis) == (document.department, document.basis)
    ]
    others = [snapshot.document(card.id) for card in cards if card.id != document.id]
    before = [Ledger(other, facts_of(other)) for other in others if precedes(other, document)]
    return max(before, key=lambda ledger: len(_pairs(figures, key_figures(ledger))), default=None)


def _pairs(now: Sequence[KeyFigure], then: Sequence[KeyFigure]) -> list[tuple[KeyFigure, KeyFigure]]:
    """The figures that both hold, in one unit."""
    return [(one, other) for one in now if (other := figure_named(then, one.label)) and other.unit == one.unit]


def _computed(figures: Sequence[KeyFigure], before: Ledger) -> Iterator[Block]:
    """Key figures beside those of last year's document, with difference and rate."""
    pairs = _pairs(figures, key_figures(before))
    if not pairs:
        return
    yield Heading(phrase("changes_computed"), 2)
    yield Line(phrase("changes_computed_note", title=before.document.title))
    yield Sheet(
        phrase("changes_computed_caption"), _computed_columns(pairs[0][0].unit), tuple(_difference(*p) for p in pairs)
    )
    yield Line(phrase("changes_computed_formula"), style=Style.REMARK)


def _difference(now: KeyFigure, then: KeyFigure) -> Row:
    larger, smaller = (now, then) if now.value >= then.value else (then, now)
    sign = "" if now.value == then.value else "+" if now.value > then.value else "−"
    size = larger.value - smaller.value
    formula = f"{larger.operand} − {smaller.operand}"
    proofs = [Proof(size, now.unit, formula)]
    rate = "—"
    if then.value:
        share = rounded(size * 100 / then.value)
        proofs.append(Proof(share, "%", f"({formula}) ÷ {then.operand}"))
        rate = f"{sign}{share}%"
    evidence = now.evidence + then.evidence + Evidence(computed=tuple(proofs))
    cells = (now.title, shown(now.value), shown(then.value), f"{sign}{shown(size)}", rate, _short_place(then))
    return Row(cells, evidence, now.depth)


def _short_place(figure: KeyFigure) -> str:
    """The table that a figure stands in, with its line or page, without row and column."""
    tables = (at(fact.table_title or fact.table_kind, where_of_fact(fact)) for fact in figure.evidence.cells)
    return "；".join(dict.fromkeys(tables)) or figure.place


_STATED_COLUMNS = (
    Column(phrase("column_item"), 29),
    Column(phrase("column_this_year"), 28, numeric=True),
    Column(phrase("column_change"), 31),
    Column(phrase("column_reason"), 50),
    Column(phrase("column_place"), 18),
)


def _computed_columns(unit: str) -> tuple[Column, ...]:
    return (
        Column(phrase("column_item"), 32),
        Column(phrase("column_this_year_in", unit=unit), 25, numeric=True),
        Column(phrase("column_last_year_in", unit=unit), 25, numeric=True),
        Column(phrase("column_difference"), 20, numeric=True),
        Column(phrase("column_rate"), 18, numeric=True),
        Column(phrase("column_last_place"), 36),
    )
