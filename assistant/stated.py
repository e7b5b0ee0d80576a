"""Figures that sentences state: amounts without a table, changes against last year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.answer import Role, Status
from assistant.draft import Draft, amount_text
from assistant.plan import TOTAL, TOTAL_INCOME, Plan, Selector
from assistant.prompting import say
from assistant.understand.text import bare, folded, grams
from index.amounts import YUAN_PER_UNIT
from index.model import Statement

if TYPE_CHECKING:
    from index.store import Snapshot

_TOTALS = re.compile(
    r"收支总?预算|收入预算|支出预算|总[收支][入出]|预算收支|预算总额|[部单][门位]预算|[收支][入出]总计"
)
_INCOME_TOTAL = re.compile(r"收支|收入|部门预算|单位预算")
_PARTIAL = re.compile(r"项目|基本|拨款|基金|公共|三公|采购|机关运行|国有")
_RATE = re.compile(r"率|幅|百分|比例|%|增速")
_AMOUNT = re.compile(r"额|多少万|多少钱|多少元|几万")
_ENOUGH = 0.6  # share of the asked words' character pairs that a statement's subject must hold


def stated(
    snapshot: Snapshot, documents: Iterable[str], words: str, *, exact: bool = False, changed: bool = False
) -> list[Statement]:
    """Statements about something, best first. `exact`: the subject ends in these very words, or in
    them with （项）; `changed`: only those that state a change."""
    wanted = set(documents)
    scored = []
    for statement in snapshot.statements:
        if statement.document_id not in wanted or (changed and not statement.direction):
            continue
        score = _exactness(statement, words) if exact else _nearness(statement, words)
        if score:
            scored.append((score, statement))
    return [statement for _, statement in sorted(scored, key=lambda pair: -pair[0])]


def _exactness(statement: Statement, words: str) -> float:
    if "(项" in folded(statement.subject):
        return 1.0 if f"{folded(words)}(项" in folded(statement.subject) else 0.0
    subject = bare(statement.subject).removesuffix("支出")
    return 1.0 if subject.endswith(bare(words).removesuffix("支出")) and _is_plain(statement, words) else 0.0


def _is_plain(statement: Statement, words: str) -> bool:
    """Whether the subject adds nothing but the path of subjects above to the words."""
    subject, name = folded(statement.subject), folded(words)
    return subject in (name, f"{name}预算", f"{name}支出") or (
        name.startswith("一般公共预算") and subject.endswith(name)
    )


def _nearness(statement: Statement, words: str) -> float:
    asked = grams(bare(words))
    if not asked:
        return 0.0
    subject = grams(bare(statement.subject))
    heading = grams(bare(statement.section[-1])) if statement.section else set()
    score = len(asked & (subject | heading)) / len(asked)
    if score < _ENOUGH:
        return 0.0
    return score + len(asked & subject) / len(asked) / 2 + (0.2 if statement.amount is not None else 0)


def change_of(plan: Plan, snapshot: Snapshot, draft: Draft, *, prior: bool) -> Status | None:
    """The change that a sentence states, or the last year's figure that follows from it."""
    done = False
    for document in plan.documents:
        for selector in plan.selectors or (Selector(label=TOTAL),):
            hit = _best_change(snapshot, document, selector, plan.question)
            if hit is None:
                continue
            passage = next(one for one in snapshot.passages if one.id == hit.passage_id)
            mark = draft.cite_passage(passage, hit.quote)
            done = _say_prior(hit, draft, mark) if prior else _say_change(hit, draft, mark, snapshot, plan)
    return Status.ANSWERED if done else None


def _best_change(snapshot: Snapshot, document: str, selector: Selector, question: str) -> Statement | None:
    """The stated change whose subject the question names most fully."""
    asked = grams(bare(" ".join((question, selector.label, *selector.names))))
    named = grams(bare(selector.label)) if selector.names else set()
    department = next(card.department for card in snapshot.documents if card.id == document)
    best: tuple[float, Statement | None] = (0.0, None)
    fallback: Statement | None = None
    totals: list[Statement] = []
    for statement in snapshot.statements:
        if statement.document_id != document or not statement.direction:
            continue
        if _TOTALS.search(statement.subject) and not _PARTIAL.search(statement.subject):
            totals.append(statement)
        own = grams(bare(statement.subject).replace(bare(department), ""))
        covered = max(len(own & asked) / len(own), len(own & named) / len(named) if named else 0.0) if own else 0.0
        score = covered * len(own & asked)
        if covered >= _ENOUGH and score > best[0]:
            best = (score, statement)
        if fallback is None and statement.change is not None:
            fallback = statement
    if selector.label in (TOTAL, TOTAL_INCOME):
        words = _INCOME_TOTAL if selector.label == TOTAL_INCOME else _TOTALS
        spending = next((one for one in totals if "支出" in one.subject and words is _TOTALS), None)
        stated_total = spending or next((one for one in totals if words.search(one.subject)), None)
        return stated_total or (totals[0] if totals else None) or best[1] or fallback
    return best[1]


def _say_change(hit: Statement, draft: Draft, mark: str, snapshot: Snapshot, plan: Plan) -> bool:
    department = next(card.department for card in snapshot.documents if card.id == hit.document_id)
    parts = []
    if hit.change is not None:
        parts.append((f"{hit.subject}{hit.direction}额", hit.change, hit.unit if hit.unit in YUAN_PER_UNIT else "万元"))
    if hit.rate is not None:
        parts.append((f"{hit.subject}变动率", hit.rate, "%"))
    if _RATE.search(plan.question) and not _AMOUNT.search(plan.question):
        parts.reverse()
    for label, value, unit in parts:
        first = not any(one.role is Role.HEADLINE for one in draft.figures)
        draft.stated_figure(label, value, unit, Role.HEADLINE if first else Role.DETAIL, mark)
    change = "，幅度 ".join(amount_text(value, unit) for _, value, unit in parts)
    amount = f"为 {amount_text(hit.amount, hit.unit)}" if hit.amount is not None else ""
    base = hit.compared_with or "上年"
    draft.say(
        say(
            "change",
            label=f"{department}{hit.subject}",
            amount=amount,
            base=base,
            direction=hit.direction,
            change=f" {change}" if change else "",
            cite=mark,
        )
    )
    draft.say(say("quote", where="文件原文", quote=hit.quote, cite=mark))
    return True


def _say_prior(hit: Statement, draft: Draft, mark: str) -> bool:
    if hit.amount is None or hit.change is None:
        return False
    sign = "−" if hit.direction == "增加" else "+"
    value: Decimal = hit.amount - hit.change if sign == "−" else hit.amount + hit.change
    formula = f"{hit.amount} {sign} {hit.change}"
    draft.computed_figure(f"{hit.subject}（上年）", value, hit.unit, formula, (), (mark,))
    draft.say(say("prior", label=hit.subject, amount=amount_text(value, hit.unit), formula=formula, cite=mark))
    draft.say(say("quote", where="文件原文", quote=hit.quote, cite=mark))
    return True
