"""Last year's figure: of last year's document, of a column of the tables, or as it follows from the change
that a sentence states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.answer import Role, Status
from assistant.changes import documents_before, latest_documents, operand_in
from assistant.columns_of_years import LAST_YEAR, scope_of_column
from assistant.context import Context, Operand
from assistant.draft import amount_text, rounded
from assistant.plan import TOTAL, Plan, Selector
from assistant.prompting import say
from assistant.quoting import quoted
from assistant.stages import last_outcome
from assistant.stated_changes import best_change, subject_of
from assistant.understand.text import bare
from assistant.verdicts import against_bound
from index.amounts import YUAN_PER_UNIT
from index.model import Statement

_COLUMNS = (*LAST_YEAR, "上年数/指标值")
_ASKS_BUDGET = re.compile(r"年度?(?:的)?预算(?!收入|支出)|预算(?:数|额|总额|是|为|多少|有多少|安排)|预算$")
_ASKS_OUTCOME = re.compile(r"执行|决算|实际")
_BOTH_YEARS = re.compile(  # 去年多少今年多少, 去年和今年各多少
    "(?:今年|本年度?(?!收入|支出|合计)).*(?:去年|上年)|(?:去年|上年).*(?:今年|本年度?(?!收入|支出|合计))"
)
_THIS_YEAR_FIRST = re.compile("[^去上]*?[今本]年")
_AMOUNT = r"(\d[\d,]*(?:\.\d+)?)\s*(万元|亿元|元|人|名|辆|个|家|台|项|次)"


def prior_of(plan: Plan, context: Context) -> Status | None:
    """Last year's figure of each selector, with where it comes from; None where nothing tells it."""
    done = False
    for documents in latest_documents(plan, context.snapshot):
        for named in plan.selectors or (Selector(label=TOTAL),):
            selector = named.model_copy(update={"measure": "合计"}) if named.measure == "预算数" else named
            before = prior_operand(documents, selector, plan, context) if plan.condition else None
            verdict = against_bound(before.value, before.unit, plan, context) if before else ""
            if verdict:
                context.draft.say(verdict)
            now = _BOTH_YEARS.search(plan.question) and operand_in(documents, selector, context)
            first = bool(now) and bool(_THIS_YEAR_FIRST.match(plan.question))
            if now and first:
                _say_printed(now, now.label, context)
            ways = (_of_document, _of_column, _of_stage, _of_change, _of_sentence)
            done = any(way(documents, selector, plan, context) for way in ways) or done
            if now and not first:
                _say_printed(now, now.label, context)
    return Status.ANSWERED if done else None


def prior_operand(documents: tuple[str, ...], selector: Selector, plan: Plan, context: Context) -> Operand | None:
    """Last year's figure as a side of a comparison: printed, or as it follows from a stated change."""
    printed = operand_in(documents_before(documents, plan, context.snapshot), selector, context)
    if printed is not None:
        return printed
    for measure in _COLUMNS if selector.measure == "合计" else ():
        base = operand_in(documents, selector.model_copy(update={"measure": measure}), context)
        if base is not None and all(one.measure == measure for one in base.parts):
            return base
    hit = best_change(context.snapshot, documents, selector, plan.question)
    if hit is None or not _is_of_unit(hit, selector, context):
        return None
    now = operand_in(documents, selector, context) if hit.amount is None else None
    value = now.value if now else hit.amount
    before = _before(value, hit) if value is not None else None
    if before is None:
        return None
    amount, formula = before
    card = context.snapshot.card(hit.document_id)
    label = f"{card.department}{(card.year or 1) - 1}年{selector.label}（推算）"
    unit, parts = (now.unit, now.parts) if now else (hit.unit, ())
    mark = context.draft.cite_passage(context.passage(hit.passage_id), hit.quote)
    return Operand(label, amount, unit, f"({formula})" if formula else str(amount), parts, (mark,), hit)


def _of_document(documents: Sequence[str], selector: Selector, plan: Plan, context: Context) -> bool:
    base = operand_in(documents_before(tuple(documents), plan, context.snapshot), selector, context)
    return base is not None and len(base.parts) == 1 and _say_printed(base, base.label, context)


def _of_stage(documents: Sequence[str], selector: Selector, plan: Plan, context: Context) -> bool:
    """Last year's execution, as a budget tells it beside this year's amount."""
    if not _fits("执行", plan) and not plan.years:
        return False
    return any(last_outcome(one, selector, context) for one in documents)


def _of_column(documents: Sequence[str], selector: Selector, plan: Plan, context: Context) -> bool:
    """A column of last year's amounts beside this year's."""
    if selector.measure != "合计":
        return False
    for measure in _COLUMNS:
        base = operand_in(documents, selector.model_copy(update={"measure": measure}), context)
        if base is not None and len(base.parts) == 1 and base.parts[0].measure == measure and _fits(measure, plan):
            scope = scope_of_column(base.parts[0], documents, selector, context)
            said = "，".join(filter(None, (scope, measure.partition("/")[0])))
            return _say_printed(base, f"{base.label}（{said}）", context)
    return False


def _fits(compared_with: str, plan: Plan) -> bool:
    """Whether the basis that a change is told against is the one that the question asks for."""
    if "预算" in compared_with:
        return not _ASKS_OUTCOME.search(plan.question)
    if "执行" in compared_with or "决算" in compared_with:
        return not _ASKS_BUDGET.search(plan.question) or bool(_ASKS_OUTCOME.search(plan.question))
    return not _ASKS_OUTCOME.search(plan.question)


def _say_printed(base: Operand, label: str, context: Context) -> bool:
    draft = context.draft
    found = base.parts[0]
    first = not any(one.role is Role.HEADLINE for one in draft.figures)
    draft.read_figure(found, Role.HEADLINE if first else Role.DETAIL)
    draft.say(say("row", label=label, amount=amount_text(found.value, found.unit), cite=draft.cite(found)))
    context.history.append(found)
    return True


def _of_change(documents: Sequence[str], selector: Selector, plan: Plan, context: Context) -> bool:
    hit = best_change(context.snapshot, documents, selector, plan.question)
    if hit is None or not _fits(hit.compared_with, plan) or not _is_of_unit(hit, selector, context):
        return False
    now = operand_in(documents, selector, context) if hit.amount is None else None
    if hit.amount is None and (now is None or now.unit not in YUAN_PER_UNIT):
        return False
    value = hit.amount if hit.amount is not None else now.value if now else Decimal(0)
    before = _before(value, hit)
    if before is None:
        return False
    _say_derived(hit, value, before, now, context)
    return True


def _is_of_unit(hit: Statement, selector: Selector, context: Context) -> bool:
    """Whether the sentence speaks of the unit that is asked about, or of the whole department."""
    if not selector.unit_name:
        return True
    own = selector.unit_name == context.snapshot.card(hit.document_id).department
    return "本级" in hit.quote if own else bare(selector.unit_name) in bare(hit.quote)


def _before(value: Decimal, hit: Statement) -> tuple[Decimal, str] | None:
    """The amount before the change, with its formula (empty where nothing changed)."""
    if hit.direction == "持平":
        return value, ""
    sign = "−" if hit.direction == "增加" else "+"
    if hit.change is not None:
        return (value - hit.change if sign == "−" else value + hit.change), f"{value} {sign} {hit.change}"
    if hit.rate is None or (sign == "+" and hit.rate >= 100):
        return None
    turned = "+" if sign == "−" else "−"
    factor = 1 + hit.rate / 100 if sign == "−" else 1 - hit.rate / 100
    return rounded(value / factor), f"{value} ÷ (1 {turned} {hit.rate} ÷ 100)"


def _say_derived(
    hit: Statement, value: Decimal, before: tuple[Decimal, str], now: Operand | None, context: Context
) -> None:
    draft = context.draft
    amount, formula = before
    mark = draft.cite_passage(context.passage(hit.passage_id), hit.quote)
    card = context.snapshot.card(hit.document_id)
    base = hit.compared_with or "上年"
    if card.year and not re.search(r"20\d\d", base):
        base = f"{card.year - 1}年数（{base}）"
    label, unit = subject_of(hit, context.snapshot), now.unit if now else hit.unit
    parts = now.parts if now else ()
    marks = "".join(dict.fromkeys((*(draft.cite(one) for one in parts), mark)))
    if formula:
        draft.computed_figure(f"{label}（{base}）", amount, unit, formula, parts, (mark,))
        words = {"formula": formula, "about": "约" if hit.change is None else ""}
        draft.say(say("prior", label=label, base=base, amount=amount_text(amount, unit), cite=marks, **words))
    elif now:
        draft.read_figure(now.parts[0], Role.HEADLINE)
        draft.say(say("prior_same", label=label, base=base, amount=amount_text(amount, unit), cite=marks))
    else:
        draft.stated_figure(f"{label}（{base}）", amount, unit, Role.HEADLINE, mark)
        draft.say(say("prior_same", label=label, base=base, amount=amount_text(amount, unit), cite=marks))
    draft.say(quoted("文件原文", hit.quote, mark))


def _of_sentence(documents: Sequence[str], selector: Selector, plan: Plan, context: Context) -> bool:
    """An amount that a sentence gives behind the very year that is asked (2023年初81人)."""
    if len(plan.years) != 1:
        return False
    words = re.escape(selector.label)
    beside = re.compile(rf"{plan.years[0]}\s*年(?:初|末|底)?(?:{words}|人员|人数|[有共为是])*\s*{_AMOUNT}")
    for statement in context.snapshot.statements:
        if statement.document_id not in documents or bare(selector.label) not in bare(statement.quote):
            continue
        found = beside.search(statement.quote)
        if found and not _ASKS_OUTCOME.search(plan.question):
            mark = context.draft.cite_passage(context.passage(statement.passage_id), statement.quote)
            value = Decimal(found[1].replace(",", ""))
            label = f"{plan.years[0]}年{selector.label}"
            context.draft.stated_figure(label, value, found[2], Role.HEADLINE, mark)
            where = context.snapshot.card(statement.document_id).department
            context.draft.say(say("row", label=f"{where}{label}", amount=amount_text(value, found[2]), cite=mark))
            context.draft.say(quoted("文件原文", statement.quote, mark))
            return True
    return False
