"""The questions that an examiner would ask, each tied to a finding or to a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.report.changes import LEVEL, change_words, evidence_of_change, reason_of, stated_changes, subject_of
from assistant.report.content import Block, Evidence, Heading, Line, Style
from assistant.report.findings import evidence_of, message_of, of_severity
from assistant.report.keys import KeyFigure, figure_named
from assistant.report.places import (
    nested_quotes,
    place_of_fact,
    place_of_quote,
    places_of_finding,
    quote_of,
    shortened,
    shown,
)
from assistant.report.projects import largest_projects, sets_targets, share_of
from assistant.report.wording import phrase, question_on
from index.amounts import find_amounts
from index.checks import Group, group_of
from index.checks.ledger import Ledger
from index.findings import Finding, Severity
from index.model import Statement, TableKind

if TYPE_CHECKING:
    from index.store import Snapshot

_MOST_ERRORS, _MOST_NOTES, _MOST_CHANGES, _MOST_UNEXPLAINED = 10, 5, 5, 4
_WITHOUT_TARGETS = "项目与绩效指标"  # the rule on what the questions on projects ask already
_WATCH = re.compile(r"[，。]?请留意。$")
_MOST_REASON = 80
_LARGE_RATE = Decimal(10)
_NOTES_ASKED = (Group.WITHIN, Group.ACROSS, Group.NARRATIVE)

Asked = tuple[Line, Line]  # the question, and what it rests on


def question_blocks(
    ledger: Ledger, figures: Sequence[KeyFigure], findings: Sequence[Finding], snapshot: Snapshot
) -> Iterator[Block]:
    """The part on questions: contradictions, changes, projects, then what the document leaves open."""
    yield Heading(phrase("questions"))
    on_projects = list(_on_projects(ledger, figures))
    covered = {_WITHOUT_TARGETS} if on_projects else set()
    asked = [
        *_on_findings(ledger, of_severity(findings, Severity.ERROR)[:_MOST_ERRORS], snapshot),
        *_on_changes(ledger),
        *on_projects,
        *_on_figures(ledger, figures),
        *_on_findings(ledger, [one for one in _notes(findings) if one.rule not in covered], snapshot),
    ]
    if not asked:
        yield Line(phrase("no_questions"))
    for question, ground in asked:
        yield question
        yield ground


def _notes(findings: Sequence[Finding]) -> list[Finding]:
    """The first note of each rule that compares figures."""
    first: dict[str, Finding] = {}
    for finding in of_severity(findings, Severity.NOTE):
        if group_of(finding.rule) in _NOTES_ASKED:
            first.setdefault(finding.rule, finding)
    return list(first.values())[:_MOST_NOTES]


def _on_findings(ledger: Ledger, findings: Sequence[Finding], snapshot: Snapshot) -> Iterator[Asked]:
    for finding in findings:
        message, evidence = message_of(finding, snapshot), evidence_of(finding)
        places = places_of_finding(finding, ledger.document.source.name) or ledger.document.title
        text = question_on(finding.rule, _WATCH.sub("。", message))
        yield _asked(text, phrase("ground_finding", rule=finding.rule, places=places), evidence)


def _on_changes(ledger: Ledger) -> Iterator[Asked]:
    """Changes of some size, largest rate first: those without a reason, and those whose reason tells no amount."""
    changes = [one for one in stated_changes(ledger.document) if one.direction != LEVEL]
    changes.sort(key=lambda one: one.rate or Decimal(0), reverse=True)
    silent = [one for one in changes if not one.reason][:_MOST_UNEXPLAINED]
    vague = [one for one in changes if one.reason and not _tells_amounts(one) and (one.rate or 0) >= _LARGE_RATE]
    for one in silent:
        yield _on_change(one, "ask_reason", ledger)
    for one in vague[:_MOST_CHANGES]:
        yield _on_change(one, "ask_details", ledger, reason=shortened(reason_of(one), _MOST_REASON))


def _tells_amounts(statement: Statement) -> bool:
    return any(amount.is_money for amount in find_amounts(statement.reason))


def _on_change(statement: Statement, name: str, ledger: Ledger, **more: str) -> Asked:
    quote = quote_of(statement, ledger.document)
    words = {"subject": subject_of(statement, ledger.document), "change": change_words(statement), **more}
    text = phrase("ask_reason", **words) if name == "ask_reason" else phrase("ask_details", **words)
    return _asked(
        text, place_of_quote(quote, ledger.document.source.name), evidence_of_change(statement, ledger.document)
    )


def _on_projects(ledger: Ledger, figures: Sequence[KeyFigure]) -> Iterator[Asked]:
    """What the largest project costs, and projects without targets."""
    whole = figure_named(figures, "项目支出")
    for number, project in enumerate(largest_projects(ledger)):
        fact, share = project.amount, share_of(project, whole)
        amount = f"{shown(fact.value or Decimal(0))} {fact.unit}"
        if number == 0 and share is not None and whole is not None:
            text = phrase(
                "ask_project", project=project.name, amount=amount, share=f"{share.value}%", formula=share.formula
            )
            yield _asked(text, place_of_fact(fact), Evidence((fact,), (), (share,)) + whole.evidence)
        if not project.targets and not sets_targets(ledger):
            text = phrase("ask_indicators", project=project.name, amount=amount)
            yield _asked(text, place_of_fact(fact), Evidence((fact,)))


def _on_figures(ledger: Ledger, figures: Sequence[KeyFigure]) -> Iterator[Asked]:
    """Money carried over, and procurement that no table itemises."""
    carried = figure_named(figures, "上年结转")
    if carried and carried.value:
        amount = f"{shown(carried.value)} {carried.unit}"
        yield _asked(phrase("ask_carried", amount=amount), carried.place, carried.evidence)
    bought = figure_named(figures, "政府采购预算")
    if bought and bought.value and next(ledger.of_kind(TableKind.PROCUREMENT), None) is None:
        amount = f"{shown(bought.value)} {bought.unit}"
        yield _asked(phrase("ask_procurement", amount=amount), bought.place, bought.evidence)


def _asked(question: str, ground: str, evidence: Evidence) -> Asked:
    return Line(nested_quotes(question), evidence, Style.ITEM), Line(
        phrase("ground", ground=ground), evidence, Style.REMARK
    )
