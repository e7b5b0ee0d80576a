"""Changes against last year or a year that is named: as a sentence states them, or computed from the
documents of two years."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.answer import Role, Status
from assistant.columns_of_years import LAST_YEAR, columns_of_years
from assistant.context import Context, Operand, operand_of, resolve
from assistant.draft import amount_text, gap_unit, rounded
from assistant.inner_changes import tell_inner_change
from assistant.moved_more import more_moved
from assistant.operands import marks_of, operand_for
from assistant.plan import TOTAL, Plan, Selector
from assistant.prompting import say
from assistant.quoting import quoted
from assistant.recalled import over_years, recalled
from assistant.stated_changes import (
    best_change,
    implied_change,
    implied_rate,
    names_rate,
    rate_of,
    stated_rate,
    subject_of,
    wants_rate,
)
from assistant.summed_years import sums_of_years
from assistant.unchanged import tell_unchanged
from assistant.understand.editions import edition_of
from assistant.verdicts import change_verdict, direction_asked
from index.amounts import YUAN_PER_UNIT
from index.model import DocumentCard, Statement

if TYPE_CHECKING:
    from index.store import Snapshot

_BY_RATE = re.compile("最[快猛]|[率幅]最")
_WHICH = re.compile("哪|谁")
_IN_ALL = re.compile("(?:一共|总共|累计|前后)(?:[降减增涨跌变]|[上下][升降涨]|[多少高低]了)")
_BY_SIZE = re.compile("最|排|从[大小多少高低]")


@dataclass(frozen=True, slots=True)
class _Change:
    """One change of a body: what to sort by (signed, in 万元 or percent), how to say it, its rate in percent, its
    unit where it is an amount, and the words for what has changed."""

    body: str
    size: Decimal
    tell: Callable[[], None]
    rate: Decimal = Decimal(0)
    unit: str = ""
    item: str = ""


def change_of(plan: Plan, context: Context) -> Status | None:
    """Every change that is asked for; of several documents in the order in which their bodies are named one by one,
    else increases first."""
    told = _told(plan, context)
    if told:
        _computed(told[1], told[0], None, plan, context)()
        return Status.ANSWERED
    targets = latest_documents(plan, context.snapshot)
    in_order = plan.each_named and not _BY_SIZE.search(plan.question)
    if in_order:
        targets.sort(key=lambda documents: min(map(plan.documents.index, documents)))
    found = [one for documents in targets for one in _changes(documents, plan, context)]
    asked = direction_asked(plan.question)
    if len(targets) > 1 and not in_order:
        by_rate = _BY_RATE.search(plan.question)
        found.sort(key=lambda one: -(one.rate if by_rate else one.size) * (asked or 1))
    if len(found) == 1:
        context.draft.say(change_verdict(found[0].size, found[0].unit, found[0].rate, plan))
    of_those = [one for one in found if one.size * asked > 0] if asked and _WHICH.search(plan.question) else []
    if len(targets) > 1 and of_those and len(of_those) < len(found):
        others = "、".join(dict.fromkeys(one.body for one in found if one not in of_those))
        context.draft.say(say("moved_else", bodies=others, direction="增加" if asked > 0 else "减少"))
        found = of_those
    context.draft.say(more_moved(found, plan.question) if len(targets) == 1 else "")
    for one in found:
        one.tell()
    left = [one for one in plan.selectors if one.label not in {known.item for known in found}]
    if left and len(targets) == 1 and any(one.item for one in found):
        tell_inner_change(plan.model_copy(update={"selectors": tuple(left)}), context)
    if not found:
        return tell_unchanged(plan, context) or tell_inner_change(plan, context)
    return Status.ANSWERED


def _told(plan: Plan, context: Context) -> tuple[Operand, Operand] | None:
    """The figures of one thing in two years that were told just before, the earlier first (2024年呢, 下降百分之几)."""
    last = context.history[-2:]
    last = over_years(context.history) if _IN_ALL.search(plan.question) else last
    if plan.selectors_are_new or len(last) < 2 or any(one.year is None for one in last):
        return None
    first, second = sorted(last, key=lambda one: one.year or 0)
    alike = (first.item, first.department, first.unit, first.unit_name) == (
        second.item,
        second.department,
        second.unit,
        second.unit_name,
    )
    if not alike or first.year == second.year:
        return None
    earlier, later = operand_of([first], first.label), operand_of([second], second.label)
    return (earlier, later) if earlier and later else None


def stated_in_two_years(plan: Plan, context: Context) -> bool:
    """Whether the last two amounts told are of one thing in two years, of which a sentence states one at least."""
    last = recalled("两个", context)
    stated = any(isinstance(one, Statement) for one in last)
    if plan.selectors_are_new or len(last) < 2 or not stated or wants_rate(plan.question):
        return False
    names = [one.subject if isinstance(one, Statement) else one.label for one in last]
    ids = [one.document_id if isinstance(one, Statement) else one.cell.document_id for one in last]
    cards = [context.snapshot.card(one) for one in ids]
    alike = all(selector.label in name for selector in plan.selectors[:1] for name in names)
    return (
        bool(plan.selectors) and alike and cards[0].year != cards[1].year and cards[0].department == cards[1].department
    )


def latest_documents(plan: Plan, snapshot: Snapshot) -> list[tuple[str, ...]]:
    """The documents whose figures are compared with those before: of each body and edition those of the
    latest year asked (narrative and tables may be files of their own)."""
    found: dict[tuple[str, str, str], list[DocumentCard]] = {}
    for card in snapshot.documents:
        if card.id in plan.documents:
            found.setdefault((card.department, card.basis, card.level), []).append(card)
    return [tuple(one.id for one in cards if one.year == _last_year(cards)) for cards in found.values()]


def _last_year(cards: Sequence[DocumentCard]) -> int | None:
    return max(cards, key=lambda one: one.year or 0).year


def documents_before(documents: tuple[str, ...], plan: Plan, snapshot: Snapshot) -> tuple[str, ...]:
    """The documents of the same body and kind that the change is told against, if the store holds them."""
    card = snapshot.card(documents[0])
    *_, year = edition_of(card)
    asked = plan.base_year or min(plan.years, default=0)
    wanted = asked if asked and asked != year else (year or 1) - 1
    return tuple(one.id for one in snapshot.documents if edition_of(one) == (*edition_of(card)[:3], wanted))


def operand_in(documents: Sequence[str], selector: Selector, context: Context) -> Operand | None:
    """The figure of the first of the documents that has it."""
    found = (resolve(one, selector, context.facts) for one in documents)
    return next((operand_of(parts, selector.label) for parts in found if parts), None)


def _changes(documents: tuple[str, ...], plan: Plan, context: Context) -> Iterator[_Change]:
    body = context.snapshot.card(documents[0]).department
    year = context.snapshot.card(documents[0]).year or 0
    years = {plan.base_year, *plan.years} - {0, year}
    before = documents_before(documents, plan, context.snapshot)
    sums = sums_of_years(documents, before, plan, context)
    if sums:
        size, rate = sums[0].value - sums[1].value, rate_of(sums[0].value - sums[1].value, sums[1].value)
        yield _Change(body, size, _computed(*sums, None, plan, context), rate, sums[0].unit)
        return
    for selector in plan.selectors or (Selector(label=TOTAL),):
        item = selector.label
        now, then = operand_in(documents, selector, context), operand_in(before, selector, context)
        hit = best_change(context.snapshot, documents, selector, plan.question)
        if hit is not None and years and not all(_is_base(hit, one, year) for one in years):
            hit = None
        by_words = hit is not None and hit.change is not None and not years
        if hit is None and now is not None and then is None:
            now, then = columns_of_years(now, documents, selector, plan, context)
        if hit is None and not (now and then) and before:
            now, then = operand_for(documents, selector, context), operand_for(before, selector, context)
        if now and then and now.unit == then.unit and not by_words:
            rate = rate_of(now.value - then.value, then.value)
            yield _Change(body, now.value - then.value, _computed(now, then, hit, plan, context), rate, now.unit, item)
        elif hit is not None:
            sign = -1 if hit.direction == "减少" else 1
            size = hit.change if hit.change is not None else hit.rate or Decimal(0)
            unit = hit.unit if hit.change is not None else ""
            yield _Change(body, sign * size, _stated(hit, plan, context), sign * stated_rate(hit), unit, item)
        elif now is not None and before and selector.names:
            yield _Change(body, now.value, _newly_listed(now, context.snapshot.card(before[0]).year, context))


def _is_base(hit: Statement, asked: int, year: int) -> bool:
    """Whether a stated change is told against the year that is asked."""
    named = re.search(r"20\d\d", hit.compared_with)
    return int(named[0]) == asked if named else asked == year - 1


def _computed(now: Operand, then: Operand, hit: Statement | None, plan: Plan, context: Context) -> Callable[[], None]:
    """Says the difference of two documents' figures, and what the later one states of it."""

    def tell() -> None:
        draft = context.draft
        size = abs(now.value - then.value)
        larger, smaller = (now, then) if now.value >= then.value else (then, now)
        direction = "增加" if now.value > then.value else "减少" if size else "持平"
        parts = (*now.parts, *then.parts)
        figures = [(f"{direction}额", size, gap_unit(now.unit), f"{larger.formula} − {smaller.formula}")]
        if then.value and size and now.unit != "%":
            rate = rounded(size * 100 / abs(then.value))
            figures.append((f"{direction}率", rate, "%", f"({larger.formula} − {smaller.formula}) ÷ {then.formula}"))
        if wants_rate(plan.question):
            figures.reverse()
        marks = marks_of((now, then))
        for label, value, unit, formula in figures:
            draft.computed_figure(f"{now.label}{label}", value, unit, formula, parts, marks)
        for sum_ in (one for one in (now, then) if len(one.parts) > 1):
            draft.computed_figure(sum_.label, sum_.value, sum_.unit, sum_.formula, sum_.parts)
        for one in parts:
            draft.read_figure(one, Role.OPERAND)
        cite = "".join(dict.fromkeys((*(draft.cite(one) for one in parts), *marks)))
        in_order = sorted(figures, key=lambda one: one[2] == "%")
        change = "，幅度 ".join(amount_text(value, unit) for _, value, unit, _ in in_order) if size else ""
        words = {
            "label": now.label,
            "amount": f"为 {amount_text(now.value, now.unit)}",
            "base": _year_of(then, context),
        }
        told = say("change", direction=direction, change=f" {change}" if change else "", cite=cite, **words)
        if told in draft.lines:
            return  # 减少多少，降幅多大 ask for one change
        draft.say(told)
        draft.say(say("formula", formula="；".join(formula for *_, formula in in_order)))
        if hit is not None:
            mark = draft.cite_passage(context.passage(hit.passage_id), hit.quote)
            draft.say(quoted("文件所述", hit.quote, mark))

    return tell


def _newly_listed(now: Operand, year: int | None, context: Context) -> Callable[[], None]:
    """Says the amount of something that the document of the year before, which is held, does not list."""

    def tell() -> None:
        for one in now.parts:
            context.draft.read_figure(one, Role.DETAIL, now.label)
        context.draft.promote_first()
        cite = "".join(dict.fromkeys((*map(context.draft.cite, now.parts), *now.marks)))
        amount = amount_text(now.value, now.unit)
        context.draft.say(say("not_before", label=now.label, amount=amount, cite=cite, year=str(year or "上")))

    return tell


def _year_of(operand: Operand, context: Context) -> str:
    if operand.statement is not None:
        year = context.snapshot.card(operand.statement.document_id).year
        return f"{year or ''}年的 {amount_text(operand.value, operand.unit)}"
    one = operand.parts[0]
    if one.measure in LAST_YEAR:
        return f"{one.measure} {amount_text(operand.value, operand.unit)}"
    return f"{one.year}年的 {amount_text(operand.value, operand.unit)}"


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
        elif names_rate(plan.question) and hit.change and hit.amount is not None:
            figures += implied_rate(subject, hit)
        if hit.change is None and not wants_rate(plan.question):
            figures += implied_change(subject, hit, context.snapshot)
        if not figures and hit.amount is not None:
            figures.append((subject, hit.amount, hit.unit, ""))  # 持平: the amount itself
        figures.sort(key=lambda one: (one[2] == "%") != wants_rate(plan.question))
        for label, value, unit, formula in figures:
            if formula:
                draft.computed_figure(label, value, unit, formula, (), (mark,))
            else:
                first = not any(one.role is Role.HEADLINE for one in draft.figures)
                draft.stated_figure(label, value, unit, Role.HEADLINE if first else Role.DETAIL, mark)
        in_order = sorted(figures, key=lambda one: one[2] == "%")
        change = "，幅度 ".join(amount_text(value, unit) for name, value, unit, _ in in_order if name != subject)
        amount = f"为 {amount_text(hit.amount, hit.unit)}" if hit.amount is not None else ""
        words = {"label": subject, "amount": amount, "base": hit.compared_with or "上年", "direction": hit.direction}
        draft.say(say("change", change=f" {change}" if change else "", cite=mark, **words))
        for *_, formula in figures:
            draft.say(say("formula", formula=formula) if formula else "")
        draft.say(quoted("文件原文", hit.quote, mark))

    return tell
