"""Numeric questions: what a reading asks is selected, computed and worded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.answer import Role, Status
from assistant.context import Context, add_up, list_figures, name_of, resolve
from assistant.draft import Draft, amount_text, rounded
from assistant.facts import Found
from assistant.groups import count, filter_group, list_group, rank
from assistant.plan import Condition, Operation, Plan, Selector
from assistant.prompting import say
from assistant.stated import change_of, stated
from index.amounts import YUAN_PER_UNIT, in_unit

if TYPE_CHECKING:
    pass


def compute(plan: Plan, context: Context) -> Status | None:
    """Carries out a plan into the context's draft; None when the documents do not hold the figures."""
    handler = _HANDLERS[plan.operation]
    return handler(plan, context)


def _table(found: Found) -> str:
    return f"{found.kind}“{found.cell.row}”行"


def _value(plan: Plan, context: Context) -> Status | None:
    draft, facts = context.draft, context.facts
    groups = [(one, resolve(document, one, facts)) for document in plan.documents for one in plan.selectors]
    groups = [(one, found) for one, found in groups if found]
    if not groups:
        return _stated_value(plan, context)
    everything = [found for _, group in groups for found in group]
    if len(everything) > 1:
        if plan.operation is Operation.SUM or any(len(group) > 1 for _, group in groups):
            return add_up(everything, context)
        if len(plan.documents) > 1 and len(plan.selectors) == 1:
            everything.sort(key=lambda found: -found.value)
    ambiguous = len(everything) == 1 and _is_ambiguous(plan, everything[0])
    if ambiguous:
        return _both_scopes(everything[0], plan, context)
    for found in everything:
        mark = draft.cite(found)
        first = not any(one.role is Role.HEADLINE for one in draft.figures)
        draft.read_figure(found, Role.HEADLINE if first else Role.DETAIL)
        measure = plan.selectors[0].measure
        label = f"{found.label}（{measure}）" if measure not in ("合计", found.label) else found.label
        text = amount_text(found.value, found.unit, found.operator)
        draft.say(
            say(
                "value",
                department=found.department,
                year=str(found.year or ""),
                label=label,
                amount=text,
                cite=mark,
                table=_table(found),
            )
        )
        _tell_conflicts(found, plan, context)
        _tell_condition(found, plan.condition, draft)
    context.history += everything
    return Status.ANSWERED


def _is_ambiguous(plan: Plan, found: Found) -> bool:
    fiscal = ("一般公共预算支出表", "财政拨款收支总表")
    selector = plan.selectors[0]
    return bool(
        not selector.scope
        and selector.measure == "合计"
        and found.kind in ("支出总表", "收支总表")
        and any(other.kind in fiscal for other in found.others)
    )


def _both_scopes(found: Found, plan: Plan, context: Context) -> Status:
    draft = context.draft
    draft.say(say("clarify_scope", label=found.label))
    for one in (found, *found.others):
        draft.read_figure(one, Role.DETAIL, f"{one.label}（{one.kind}）")
        scope = "财政拨款（一般公共预算）口径" if "财政" in one.kind or "一般公共" in one.kind else "全部收支口径"
        text = amount_text(one.value, one.unit)
        draft.say(
            say(
                "row",
                label=f"{one.department}{one.year or ''}年，{one.kind}（{scope}）",
                amount=text,
                cite=draft.cite(one),
            )
        )
    context.history.append(found)
    return Status.CLARIFY


def _tell_conflicts(found: Found, plan: Plan, context: Context) -> None:
    """Says where the narrative states another amount for the same figure."""
    if found.unit not in YUAN_PER_UNIT or found.cell.table_id == "" or plan.selectors[0].unit_name:
        return
    if plan.selectors[0].measure not in ("合计", "项目支出", "基本支出"):
        return
    label = found.label if plan.selectors[0].names else plan.selectors[0].measure
    words = f"一般公共预算{label}" if found.kind == "一般公共预算支出表" and not plan.selectors[0].names else label
    for statement in stated(context.snapshot, (found.cell.document_id,), words, exact=True):
        if statement.amount is None or statement.unit not in YUAN_PER_UNIT:
            continue
        if abs(in_unit(statement.amount, statement.unit, found.unit) - found.value) < Decimal("0.015"):
            continue
        passage = next(one for one in context.snapshot.passages if one.id == statement.passage_id)
        mark = context.draft.cite_passage(passage, statement.quote)
        other = amount_text(statement.amount, statement.unit)
        context.draft.stated_figure(f"{label}（文字说明）", statement.amount, statement.unit, Role.DETAIL, mark)
        text = say("statement_conflict", table=found.kind, amount=amount_text(found.value, found.unit), other=other)
        context.draft.warn(text)
        context.draft.say(f"注意：{text}{mark}")
        return


def _tell_condition(found: Found, condition: Condition | None, draft: Draft) -> None:
    if condition is None or found.unit not in YUAN_PER_UNIT:
        return
    over = found.value > in_unit(condition.amount, condition.unit, found.unit)
    draft.say(f"{'超过' if over else '不超过'}所问的数额。")


def _stated_value(plan: Plan, context: Context) -> Status | None:
    """The amount that a sentence states where no table holds it."""
    draft = context.draft
    done = False
    for document in plan.documents:
        for selector in plan.selectors:
            names = (selector.label, *selector.names)
            hits = [
                one for name in names for one in stated(context.snapshot, (document,), name) if one.amount is not None
            ]
            if not hits:
                continue
            hit = hits[0]
            passage = next(one for one in context.snapshot.passages if one.id == hit.passage_id)
            mark = draft.cite_passage(passage, hit.quote)
            amount = hit.amount or Decimal(0)
            first = not any(one.role is Role.HEADLINE for one in draft.figures)
            draft.stated_figure(hit.subject, amount, hit.unit, Role.HEADLINE if first else Role.DETAIL, mark)
            if amount == 0:
                draft.say(f"没有安排：{hit.subject}为 {amount_text(amount, hit.unit)}。")
            where = next(card.department for card in context.snapshot.documents if card.id == document)
            draft.say(say("quote", where=where, quote=hit.quote, cite=mark))
            done = True
    return Status.ANSWERED if done else None


def _difference(plan: Plan, context: Context) -> Status | None:
    founds = [
        found
        for document in plan.documents
        for one in plan.selectors
        for found in resolve(document, one, context.facts)
    ]
    if len(founds) != 2 and len(context.history) >= 2:
        founds = context.history[-2:]
    if len(founds) != 2 or founds[0].unit != founds[1].unit:
        return None
    first, second = founds
    value = abs(first.value - second.value)
    larger, smaller = (first, second) if first.value >= second.value else (second, first)
    formula = f"{larger.value} − {smaller.value}"
    draft = context.draft
    draft.computed_figure("差额", value, first.unit, formula, [larger, smaller])
    text = amount_text(value, first.unit)
    measures = [_named(found, plan) for found in (larger, smaller)]
    draft.say(say("difference", first=measures[0], second=measures[1], direction="多", amount=text, formula=formula))
    list_figures([larger, smaller], draft)
    return Status.ANSWERED


def _named(found: Found, plan: Plan) -> str:
    column = (
        ""
        if len(plan.selectors) < 2 or found.label in found.cell.column
        else f"（{found.cell.column.split(' / ')[-1]}）"
    )
    return f"{name_of(found)}{column}"


def _share(plan: Plan, context: Context) -> Status | None:
    base = plan.base or Selector(label="总支出")
    rows: list[tuple[Decimal, Found, Found]] = []
    if "各占" in plan.question and len(context.history) > 1:
        return _shares_of(context.history, context)
    for document in plan.documents:
        whole = resolve(document, base, context.facts)
        for selector in plan.selectors:
            part = resolve(document, selector, context.facts)
            if len(part) == 1 and whole and whole[0].value:
                rows.append((rounded(part[0].value * 100 / whole[0].value), part[0], whole[0]))
    if len(plan.documents) > 1:
        rows.sort(key=lambda row: -row[0])
    draft = context.draft
    for value, one, total in rows:
        formula = f"{one.value} ÷ {total.value}"
        draft.computed_figure(f"{one.department}{one.label}占比", value, "%", formula, [one, total])
        text = say("share", label=name_of(one), base=base.label, amount=f"{value}%", formula=f"{formula} = {value}%")
        marks = dict.fromkeys((draft.cite(one), draft.cite(total)))
        draft.say(f"{text}{''.join(marks)}")
    return Status.ANSWERED if rows else None


def _shares_of(parts: Sequence[Found], context: Context) -> Status:
    formula = " + ".join(str(found.value) for found in parts)
    total = sum((found.value for found in parts), Decimal(0))
    for found in parts:
        value = rounded(found.value * 100 / total)
        whole = f"{found.value} ÷ ({formula})"
        context.draft.computed_figure(f"{found.label}占比", value, "%", whole, parts)
        text = say("share", label=name_of(found), base="合计", amount=f"{value}%", formula=whole)
        context.draft.say(f"{text}{context.draft.cite(found)}")
    return Status.ANSWERED


def _change(plan: Plan, context: Context) -> Status | None:
    return change_of(plan, context.snapshot, context.draft, prior=plan.operation is Operation.PRIOR)


_HANDLERS: dict[Operation, Callable[[Plan, Context], Status | None]] = {
    Operation.VALUE: _value,
    Operation.SUM: _value,
    Operation.DIFFERENCE: _difference,
    Operation.SHARE: _share,
    Operation.RANK: rank,
    Operation.FILTER: filter_group,
    Operation.COUNT: count,
    Operation.LIST: list_group,
    Operation.CHANGE: _change,
    Operation.PRIOR: _change,
}
