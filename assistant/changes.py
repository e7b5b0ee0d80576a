"""Changes against last year or a year that is named: as a sentence states them, or computed from the
documents of two years."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.answer import Role, Status
from assistant.context import Context, Operand, operand_of, resolve
from assistant.draft import amount_text, rounded
from assistant.plan import TOTAL, TOTAL_INCOME, Plan, Selector
from assistant.prompting import say
from assistant.understand.text import bare, grams
from index.amounts import YUAN_PER_UNIT
from index.model import DocumentCard, Statement

if TYPE_CHECKING:
    from index.store import Snapshot

_TOTALS = re.compile(
    r"收支总?预算|收入预算|支出预算|总[收支][入出]|预算收支|预算总额|[部单][门位]预算|[收支][入出]总计"
)
_INCOME_TOTAL = re.compile(r"收支|收入|部门预算|单位预算")
_PARTIAL = re.compile(r"项目|基本|拨款|基金|公共|三公|采购|机关运行|国有")
_RATE = re.compile(r"率|幅|百分|比例|%|增速")
_AMOUNT = re.compile(r"额|多少万|多少钱|多少元|几万|[增减加少降涨]了?多少(?!.{0,3}[%点]|百分)(?=.*[率幅])")
_ENOUGH = 0.6  # share of the asked words' character pairs that a statement's subject must hold


@dataclass(frozen=True, slots=True)
class _Change:
    """One change: what to sort by (signed, in 万元 or percent), and how to say it."""

    size: Decimal
    tell: Callable[[], None]


def change_of(plan: Plan, context: Context) -> Status | None:
    """Every change that is asked for, increases first where several documents are compared."""
    found = [one for document in latest_documents(plan, context.snapshot) for one in _changes(document, plan, context)]
    if len(plan.documents) > 1:
        found.sort(key=lambda one: -one.size)
    for one in found:
        one.tell()
    return Status.ANSWERED if found else None


def latest_documents(plan: Plan, snapshot: Snapshot) -> list[str]:
    """The documents whose figures are compared with those before: of each body the latest one asked."""
    cards = [card for card in snapshot.documents if card.id in plan.documents]
    latest: dict[tuple[str, str, str], DocumentCard] = {}
    for card in cards:
        key = (card.department, card.basis, card.level)
        if key not in latest or (card.year or 0) > (latest[key].year or 0):
            latest[key] = card
    return [card.id for card in latest.values()]


def document_before(document: str, plan: Plan, snapshot: Snapshot) -> DocumentCard | None:
    """The document of the same body and kind that the change is told against, if the store holds it."""
    card = snapshot.card(document)
    year = plan.base_year or (card.year - 1 if card.year else 0)
    return next(
        (
            one
            for one in snapshot.documents
            if (one.department, one.basis, one.level, one.year) == (card.department, card.basis, card.level, year)
        ),
        None,
    )


def _operand(document: str, selector: Selector, context: Context) -> Operand | None:
    return operand_of(resolve(document, selector, context.facts), selector.label)


def _changes(document: str, plan: Plan, context: Context) -> Iterator[_Change]:
    before = document_before(document, plan, context.snapshot)
    for selector in plan.selectors or (Selector(label=TOTAL),):
        now = _operand(document, selector, context) if before else None
        then = _operand(before.id, selector, context) if before else None
        hit = best_change(context.snapshot, document, selector, plan.question)
        by_words = hit is not None and hit.change is not None and not plan.base_year and len(plan.years) < 2
        if now and then and now.unit == then.unit and not by_words:
            yield _Change(now.value - then.value, _computed(now, then, hit, plan, context))
        elif hit is not None:
            sign = -1 if hit.direction == "减少" else 1
            size = hit.change if hit.change is not None else hit.rate or Decimal(0)
            yield _Change(sign * size, _stated(hit, plan, context))


def _computed(now: Operand, then: Operand, hit: Statement | None, plan: Plan, context: Context) -> Callable[[], None]:
    """Says the difference of two documents' figures, and what the later one states of it."""

    def tell() -> None:
        draft = context.draft
        size = abs(now.value - then.value)
        larger, smaller = (now, then) if now.value >= then.value else (then, now)
        direction = "增加" if now.value > then.value else "减少" if size else "持平"
        parts = (*now.parts, *then.parts)
        figures = [(f"{direction}额", size, now.unit, f"{larger.formula} − {smaller.formula}")]
        if then.value and size:
            rate = rounded(size * 100 / abs(then.value))
            figures.append((f"{direction}率", rate, "%", f"({larger.formula} − {smaller.formula}) ÷ {then.formula}"))
        if _wants_rate(plan):
            figures.reverse()
        for label, value, unit, formula in figures:
            draft.computed_figure(f"{now.label}{label}", value, unit, formula, parts)
        for one in parts:
            draft.read_figure(one, Role.OPERAND)
        cite = "".join(dict.fromkeys(draft.cite(one) for one in parts))
        in_order = sorted(figures, key=lambda one: one[2] == "%")
        change = "，幅度 ".join(amount_text(value, unit) for _, value, unit, _ in in_order) if size else ""
        words = {"label": now.label, "amount": f"为 {amount_text(now.value, now.unit)}", "base": _year_of(then)}
        draft.say(say("change", direction=direction, change=f" {change}" if change else "", cite=cite, **words))
        draft.say(say("formula", formula="；".join(formula for *_, formula in figures)))
        if hit is not None:
            mark = draft.cite_passage(context.passage(hit.passage_id), hit.quote)
            draft.say(say("quote", where="文件所述", quote=hit.quote, cite=mark))

    return tell


def _year_of(operand: Operand) -> str:
    one = operand.parts[0]
    return f"{one.year}年的 {amount_text(operand.value, operand.unit)}"


def _wants_rate(plan: Plan) -> bool:
    return bool(_RATE.search(plan.question)) and not _AMOUNT.search(plan.question)


def best_change(snapshot: Snapshot, document: str, selector: Selector, question: str) -> Statement | None:
    """The stated change whose subject the question names most fully."""
    asked = grams(bare(" ".join((question, selector.label, *selector.names))))
    of_own = selector.names or selector.fund or selector.measure != "合计"
    named = grams(bare(selector.label)) if of_own else set()
    department = snapshot.card(document).department
    best: tuple[float, Statement | None] = (0.0, None)
    totals: list[Statement] = []
    for statement in snapshot.statements:
        if statement.document_id != document or not statement.direction:
            continue
        if _TOTALS.search(statement.subject) and not _PARTIAL.search(statement.subject):
            totals.append(statement)
        own = grams(bare(statement.subject).replace(bare(department), ""))
        covered = (len(own & named) / len(named) if named else len(own & asked) / len(own)) if own else 0.0
        plainness = (0.5 if statement.amount is not None else 0) - 0.05 * len(own - asked)
        score = covered * len(own & (named or asked)) + plainness
        if covered >= _ENOUGH and score > best[0]:
            best = (score, statement)
    if selector.label in (TOTAL, TOTAL_INCOME):
        words = _INCOME_TOTAL if selector.label == TOTAL_INCOME else _TOTALS
        spending = next((one for one in totals if "支出" in one.subject and words is _TOTALS), None)
        total = spending or next((one for one in totals if words.search(one.subject)), None)
        return total or (totals[0] if totals else None) or best[1]
    return best[1]


def _stated(hit: Statement, plan: Plan, context: Context) -> Callable[[], None]:
    """Says the change as the sentence states it; a rate that it leaves out is computed."""

    def tell() -> None:
        draft = context.draft
        mark = draft.cite_passage(context.passage(hit.passage_id), hit.quote)
        subject = subject_of(hit, context.snapshot)
        figures: list[tuple[str, Decimal, str, str]] = []
        if hit.change is not None:
            unit = hit.unit if hit.unit in YUAN_PER_UNIT else "万元"
            figures.append((f"{subject}{hit.direction}额", hit.change, unit, ""))
        if hit.rate is not None:
            figures.append((f"{subject}变动率", hit.rate, "%", ""))
        elif _wants_rate(plan) and hit.change and hit.amount is not None:
            figures += _implied_rate(subject, hit)
        if _wants_rate(plan):
            figures.reverse()
        for label, value, unit, formula in figures:
            if formula:
                draft.computed_figure(label, value, unit, formula, (), (mark,))
            else:
                first = not any(one.role is Role.HEADLINE for one in draft.figures)
                draft.stated_figure(label, value, unit, Role.HEADLINE if first else Role.DETAIL, mark)
        in_order = sorted(figures, key=lambda one: one[2] == "%")
        change = "，幅度 ".join(amount_text(value, unit) for _, value, unit, _ in in_order)
        amount = f"为 {amount_text(hit.amount, hit.unit)}" if hit.amount is not None else ""
        words = {"label": subject, "amount": amount, "base": hit.compared_with or "上年", "direction": hit.direction}
        draft.say(say("change", change=f" {change}" if change else "", cite=mark, **words))
        for *_, formula in figures:
            draft.say(say("formula", formula=formula) if formula else "")
        draft.say(say("quote", where="文件原文", quote=hit.quote, cite=mark))

    return tell


def subject_of(hit: Statement, snapshot: Snapshot) -> str:
    """The subject with its department before it, unless it names it."""
    department = snapshot.card(hit.document_id).department
    if bare(department) in bare(hit.subject):
        return hit.subject
    own = hit.subject.split(" ")[-1]  # 区人大办 三公经费: the body's short name stands before
    return f"{department}{own}"


def _implied_rate(subject: str, hit: Statement) -> list[tuple[str, Decimal, str, str]]:
    """The rate that amount and change imply, with its formula."""
    change, amount = hit.change or Decimal(0), hit.amount or Decimal(0)
    sign = "−" if hit.direction == "增加" else "+"
    before = amount - change if sign == "−" else amount + change
    if not before:
        return []
    rate = rounded(change * 100 / before)
    return [(f"{subject}变动率", rate, "%", f"{change} ÷ ({amount} {sign} {change})")]
