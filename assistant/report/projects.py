"""The three largest projects with their goals and indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.report.content import Block, Column, Evidence, Heading, Line, Row, Sheet, Style
from assistant.report.keys import KeyFigure, figure_named
from assistant.report.places import at, nested_quotes, place_of_fact, rounded, shortened, shown, where_of_fact
from assistant.report.wording import phrase
from index.catalogue.measures import TOTAL
from index.catalogue.wording import folded
from index.checks.ledger import Ledger, yuan
from index.findings import Proof
from index.model import Fact, ItemKind, TableKind

_TABLES = (TableKind.PROJECT, TableKind.PROJECT_INFO, TableKind.PROJECT_GOAL)
_FORMS = (TableKind.PROJECT_GOAL, TableKind.PROJECT_INFO, TableKind.INDICATOR, TableKind.PROJECT)
_LARGEST = 3
_MOST_INDICATORS = 12
_MOST_WORDS = 400
_GOAL, _TARGET = "绩效目标", "指标值"


@dataclass(frozen=True, slots=True)
class Project:
    """A budgeted project: its amount, the part it takes of 项目支出, its goals and targets."""

    name: str
    unit_name: str
    amount: Fact
    goals: tuple[Fact, ...]
    targets: tuple[Fact, ...]


def largest_projects(ledger: Ledger) -> tuple[Project, ...]:
    """The largest projects of the first table that lists projects: of the level that most targets are set
    for, of the first level where that is even."""
    for kind in _TABLES:
        facts = _listed(ledger, kind)
        if facts:
            levels = sorted({fact.level for fact in facts})
            choices = [_largest_of(level, facts, ledger) for level in levels]
            return max(choices, key=lambda projects: sum(bool(project.targets) for project in projects))
    return ()


def _largest_of(level: int, facts: Sequence[Fact], ledger: Ledger) -> tuple[Project, ...]:
    same = [fact for fact in facts if fact.level == level]
    ordered = sorted(same, key=yuan, reverse=True)[:_LARGEST]
    return tuple(_project_of(fact, facts, same, ledger) for fact in ordered)


def project_blocks(ledger: Ledger, figures: Sequence[KeyFigure]) -> Iterator[Block]:
    """The part on projects; it says so where the document lists none."""
    yield Heading(phrase("projects"))
    projects = largest_projects(ledger)
    if not projects:
        yield Line(phrase("no_projects"))
    elif projects[0].amount.level > 1:
        yield Line(phrase("second_level"))
    for project in projects:
        yield Heading(project.name, 2)
        unit = project.unit_name if folded(project.unit_name) != folded(ledger.document.department) else ""
        yield _amount_line(project, figure_named(figures, "项目支出"), at("", unit))
        for goal in project.goals:
            yield Line(
                phrase("goal", goal=shortened(goal.raw, _MOST_WORDS), place=place_of_fact(goal)), Evidence((goal,))
            )
        if project.targets:
            yield _indicators(project)
            if len(project.targets) > _MOST_INDICATORS:
                where = project.targets[0].table_title or project.targets[0].table_kind
                yield Line(phrase("more_indicators", table=where), style=Style.REMARK)
        else:
            yield Line(phrase("other_indicators" if sets_targets(ledger) else "no_indicators"))


def sets_targets(ledger: Ledger) -> bool:
    """Whether the document sets targets for projects that it does not list with an amount, so that they may
    belong to one that it lists."""
    listed = {folded(fact.project or fact.item) for kind in _TABLES for fact in _listed(ledger, kind)}
    return any(
        fact.item_kind == ItemKind.INDICATOR and fact.project and folded(fact.project) not in listed
        for fact in ledger.facts
    )


def share_of(project: Project, whole: KeyFigure | None) -> Proof | None:
    """The share of a project in 项目支出; None where the two cannot be compared."""
    value = project.amount.value
    if whole is None or value is None or whole.unit != project.amount.unit or not whole.value or value > whole.value:
        return None
    return Proof(rounded(value * 100 / whole.value), "%", f"{value} ÷ {whole.operand}")


def _listed(ledger: Ledger, kind: TableKind) -> list[Fact]:
    """The amounts of the projects of a kind of table, each row once."""
    found: dict[tuple[str, str, Decimal | None, int], Fact] = {}
    for fact in ledger.amounts((kind,)):
        if fact.item_kind == ItemKind.PROJECT and fact.measure == TOTAL and fact.level:
            name = folded(fact.project or fact.item)
            found.setdefault((fact.unit_name, name, fact.value, fact.level), fact)
    return list(found.values())


def _project_of(fact: Fact, facts: Sequence[Fact], first: Sequence[Fact], ledger: Ledger) -> Project:
    """A project with the goals and targets of its own name, else of the second-level projects below it."""
    name = fact.project or fact.item
    own = [folded(name)]
    only = sum(other.unit_name == fact.unit_name for other in first) == 1
    below = [
        folded(other.project or other.item)
        for other in facts
        if other.level > fact.level
        and (folded(name) in folded(other.parents) or (only and other.unit_name == fact.unit_name))
    ]
    forms = [one for one in ledger.facts if one.table_kind in {kind.value for kind in _FORMS}]
    goals = _once(one for one in forms if one.measure == _GOAL and folded(one.project) in own)
    targets = _targets(forms, own) or _targets(forms, below)
    return Project(name, fact.unit_name, fact, tuple(goals), tuple(targets))


def _targets(forms: Sequence[Fact], names: Sequence[str]) -> list[Fact]:
    found = (
        one
        for one in forms
        if one.item_kind == ItemKind.INDICATOR and one.measure == _TARGET and folded(one.project) in names
    )
    return _once(found)


def _once(facts: Iterator[Fact]) -> list[Fact]:
    found: dict[tuple[str, str, str], Fact] = {}
    for fact in facts:
        found.setdefault((folded(fact.project), fact.item, folded(fact.raw)), fact)
    return list(found.values())


def _amount_line(project: Project, whole: KeyFigure | None, unit: str) -> Line:
    fact, share = project.amount, share_of(project, whole)
    amount = f"{shown(fact.value or Decimal(0))} {fact.unit}"
    if share is None or whole is None:
        text = phrase("project_amount", unit=unit, amount=amount, place=place_of_fact(fact))
        return Line(text, Evidence((fact,)))
    text = phrase(
        "project_share",
        unit=unit,
        amount=amount,
        share=f"{share.value}%",
        formula=share.formula,
        place=place_of_fact(fact),
    )
    return Line(text, Evidence((fact,), (), (share,)) + whole.evidence)


def _indicators(project: Project) -> Sheet:
    several = len({target.project for target in project.targets}) > 1
    rows = []
    for target in project.targets[:_MOST_INDICATORS]:
        name = f"{target.project}：{target.item}" if several else target.item
        kinds = [part for part in target.parents.split(" / ") if part and part != target.project]
        rows.append(Row(("·".join(kinds[-2:]), name, target_words(target), where_of_fact(target)), Evidence((target,))))
    columns = (
        Column(phrase("column_kind"), 42),
        Column(phrase("column_indicator"), 56),
        Column(phrase("column_target"), 34),
        Column(phrase("column_place"), 24),
    )
    return Sheet(nested_quotes(phrase("indicators_caption", project=project.name)), columns, tuple(rows))


def target_words(target: Fact) -> str:
    """The value of an indicator with its sign and unit: ≥ 95%."""
    raw = " ".join(target.raw.split())
    sign = target.operator if target.operator and target.operator in "≥≤><" and target.operator not in raw else ""
    unit = "" if target.value is None or raw.endswith(target.unit) else target.unit
    space = "" if unit in ("", "%") else " "
    return f"{f'{sign} ' if sign else ''}{raw}{space}{unit}"
