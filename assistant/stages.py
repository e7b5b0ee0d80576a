"""Amounts of several stages of one year: 年初预算 against 决算, how much of the budget was carried out, and
last year's execution as a budget tells it. Stages are never taken for one another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.answer import Role, Status
from assistant.context import Context, resolve
from assistant.draft import amount_text, rounded
from assistant.found import Found
from assistant.plan import TOTAL, Operation, Plan, Selector
from assistant.prompting import say
from assistant.quoting import quoted
from assistant.staged_items import asks_items, staged_items
from assistant.stated import stated
from assistant.understand.editions import SAYS_OUTCOME
from index.catalogue.measures import ATTAINED
from index.model import Statement
from index.stages import BEGUN, LAST_OUTCOME, OUTCOME, PLANNED, REVISED

if TYPE_CHECKING:
    from index.model import DocumentCard

_COMPLETION = re.compile(
    r"完成(?:了)?(?:.{0,8}预算)?(?:数)?(?:的|了)?.{0,4}(?:百分|多少|比例|几成|几|率)|(?:完成|执行|决算)率|执行进度"
    r"|决算数?(?:是|占|为|相当于)(?:了)?(?:年初|全年)?预算数?的?(?:百分|几成|多少|比例|几)"
)
_BEGUN = re.compile(
    r"(?<!公共)(?<!基金)(?<!经营)预算数?(?:是|有|为|安排了?)?多少.{0,8}决算|年初预算|(?<!上年)(?<!去年)(?<!全年)(?<!调整)预算数|比(?:年初)?预算|[和与跟、及]预算(?!管理)|预算.{0,4}[和与、及跟].{0,4}决算"
)
_BUDGETED = re.compile(
    r"(?<!公共)(?<!基金)(?<!经营)预算(?=(?:[给批拨编定报]了?|给安排了?)?多少|是多少|有多少|为多少|多大|呢|安排|金额|数|总额|$|[?？的里中])(?!的?(?:单位|编制|管理|绩效))"
)
_AGAINST_BUDGET = re.compile(
    r"[比较](?:年初|全年|调整)?预算数?.{0,8}(?:[多少高低增减超差]|下降)|[和与跟同](?:年初|全年|调整)预算数?(?:相比|比)?相?差"
)
_REVISED = re.compile(r"全年预算|调整预算")
_LAST = re.compile(r"执行数?")
_DIFFERENCE = re.compile(
    r"差(?!旅)|[节省]|少多少|多多少|[比较].{1,20}[多少高低增减超]|[多少]花|节约|结余了|[有没]差别|一致吗|一样吗"
)
_RATE = re.compile("百分|几成|几个?点|幅度|[%％]|比例")
LAST_PLANNED = "上年预算数"
_BOTH_OF_LAST = re.compile("预算数?(?:[和与及、跟]|以及)(?:实际)?执行|执行数?比(?:年初)?预算")
_COLUMNS = {
    BEGUN: (BEGUN, "预算数"),
    REVISED: (REVISED,),
    OUTCOME: (OUTCOME,),
    PLANNED: ("合计",),
    LAST_PLANNED: (LAST_PLANNED,),
    LAST_OUTCOME: (LAST_OUTCOME,),
}
_SPENT_PART = "执行率"
_SHORT_NAMES = {LAST_PLANNED: "预算数", LAST_OUTCOME: "执行数"}  # beside the year that they are of
_OVERALL = ("合计", "预算数", BEGUN, REVISED, OUTCOME)  # measures of a whole, not of a part such as 基本支出
_WHOLE = ("一般公共预算财政拨款支出", "财政拨款支出", "支出")


@dataclass(frozen=True, slots=True)
class Staged:
    """The amount of one stage, read from a cell or from a sentence."""

    stage: str
    value: Decimal
    unit: str
    source: Found | Statement


def asked_stages(text: str, card: DocumentCard, years: Sequence[int]) -> tuple[str, ...]:
    """The stages that a question asks of a document, other than the one that all its figures are of."""
    if card.basis == "预算":
        last = bool(_LAST.search(text)) and (card.year or 0) - 1 in years and not re.search("比.{0,12}执行", text)
        both = last and card.year in years and "预算" in text
        if last and not both and _BOTH_OF_LAST.search(text):
            return (LAST_PLANNED, LAST_OUTCOME)
        return (PLANNED, LAST_OUTCOME) if both else (LAST_OUTCOME,) if last else ()
    if years and card.year not in years:
        return ()  # the budget of another year is not what these accounts began with
    stages = [name for name, words in ((BEGUN, _BEGUN), (REVISED, _REVISED)) if words.search(text)]
    if not stages and (_COMPLETION.search(text) or (_BUDGETED.search(text) and not SAYS_OUTCOME.search(text))):
        stages = [BEGUN]
    if stages and (_COMPLETION.search(text) or SAYS_OUTCOME.search(text) or _AGAINST_BUDGET.search(text)):
        stages.append(OUTCOME)
    return tuple(stages)


def answer_stages(plan: Plan, context: Context) -> Status | None:
    """Tells the amounts of the stages asked for, with their difference or what part was carried out; None
    where the question asks for no stage or the document tells none."""
    if asks_items(plan):
        return staged_items(plan, context)
    done = False
    for document in plan.documents:
        stages = asked_stages(plan.question, context.snapshot.card(document), plan.years)
        for selector in _named(plan.selectors) if stages else ():
            found = [one for stage in stages if (one := _amount(document, selector, stage, context))]
            found = _in_one_unit(found, document, selector, context)
            if len(found) == len(stages) or (found and LAST_PLANNED in stages):
                _tell(found, selector, document, plan, context)
                done = True
                if len(found) < len(stages):
                    context.draft.say(say("not_listed", label=f"{selector.full_name}（{LAST_PLANNED}）"))
    return Status.ANSWERED if done else None


def last_outcome(document: str, selector: Selector, context: Context) -> bool:
    """Tells last year's execution of one thing; False where the document does not."""
    found = _amount(document, selector, LAST_OUTCOME, context)
    if found is not None:
        _say(found, _name(found, selector), document, _mark(found, context), context)
    return found is not None


def _named(selectors: Sequence[Selector]) -> Sequence[Selector]:
    """What is asked about, without 预算 or 决算 itself read as a total beside it."""
    own = [one for one in selectors if one.names or one.measure not in _OVERALL]
    return own or ([one for one in selectors if one.side] or selectors)[:1] or (Selector(label=TOTAL),)


def asks_stage(plan: Plan, context: Context) -> bool:
    """Whether the question is about a stage of some document: then no other figure answers it."""
    cards = [context.snapshot.card(one) for one in plan.documents]
    if plan.selectors and all(_has_outcome(plan.documents, one, context) for one in plan.selectors):
        return False
    return (
        any(asked_stages(plan.question, card, plan.years) for card in cards) and plan.operation is not Operation.TREND
    )


def _has_outcome(documents: Sequence[str], selector: Selector, context: Context) -> bool:
    """Whether what an indicator came to, or what part of an amount was spent, is asked for, which a column tells."""
    told = [found[0] for one in documents if (found := resolve(one, selector, context.facts))]
    if selector.measure == _SPENT_PART:
        return any(one.measure == _SPENT_PART for one in told)
    return selector.measure == ATTAINED and any(one.item_kind == "indicator" for one in told)


def _amount(document: str, selector: Selector, stage: str, context: Context) -> Staged | None:
    for measure in _COLUMNS.get(stage, ()):
        for one in resolve(document, selector.model_copy(update={"measure": measure}), context.facts):
            if stage == OUTCOME or not one.is_outcome:  # what came in is no plan of it
                return Staged(stage, one.value, one.unit, one)
        row = context.facts.income_of(document, selector.model_copy(update={"measure": measure}))
        if row and row.measure == measure and not selector.names:  # a source of funds has a row of its own
            return Staged(stage, row.value, row.unit, row)
    income = next((one for one in (selector.fund, selector.label) if selector.fund and one.endswith("收入")), "")
    whole = (income,) if income else () if selector.side == "收入" else _WHOLE
    names = (selector.label, *selector.names) if selector.names else whole
    if selector.measure not in _OVERALL:
        names = (selector.measure,)
    hits = [
        one
        for name in dict.fromkeys(names)
        for one in stated(context.snapshot, (document,), name, exact=True, stages=(stage,))
        if one.amount is not None
    ]
    if hits:
        return Staged(stage, hits[0].amount or Decimal(0), hits[0].unit, hits[0])
    if stage == OUTCOME:
        for one in resolve(document, selector.model_copy(update={"measure": "合计"}), context.facts):
            return Staged(stage, one.value, one.unit, one)
    return None


def _in_one_unit(found: list[Staged], document: str, selector: Selector, context: Context) -> list[Staged]:
    """The amounts of two stages with the outcome read from the table that tells the budget, where a sentence tells it
    in another unit (0.87 万元 of 12,000.00 元)."""
    if len(found) != 2 or found[0].unit == found[1].unit or not isinstance(found[0].source, Found):
        return found
    plain = selector.model_copy(update={"measure": "合计"})
    beside = [
        one
        for one in resolve(document, plain, context.facts)
        if one.unit == found[0].unit and one.cell.table_id == found[0].source.cell.table_id
    ]
    own = found[1].stage == OUTCOME and bool(beside)
    return [found[0], Staged(OUTCOME, beside[0].value, beside[0].unit, beside[0])] if own else found


def _tell(found: Sequence[Staged], selector: Selector, document: str, plan: Plan, context: Context) -> None:
    draft = context.draft
    marks = [_mark(one, context) for one in found]
    label = _name(found[0], selector)
    if len(found) == 2 and found[0].unit == found[1].unit:
        _compare(found[0], found[1], label, marks, plan, context)
    for one, mark in zip(found, marks, strict=True):
        _say(one, label, document, mark, context)
    for one, mark in zip(found, marks, strict=True):
        if isinstance(one.source, Statement):
            line = quoted("文件原文", one.source.quote, mark)
            draft.say("" if line in draft.lines else line)


def _say(one: Staged, label: str, document: str, mark: str, context: Context) -> None:
    draft, card = context.draft, context.snapshot.card(document)
    year = (card.year or 0) - 1 if one.stage in _SHORT_NAMES else card.year
    first = not any(figure.role is Role.HEADLINE for figure in draft.figures)
    role = Role.HEADLINE if first else Role.DETAIL
    if isinstance(one.source, Found):
        draft.read_figure(one.source, role, f"{label}{one.stage}")
        context.history.append(replace(one.source, label=f"{label}（{one.stage}）"))
    else:
        draft.stated_figure(f"{label}{one.stage}", one.value, one.unit, role, mark)
        context.stated.append(one.source)
    words = {"department": card.department, "year": str(year or ""), "label": label}
    stage = _SHORT_NAMES.get(one.stage, one.stage)
    draft.say(say("staged", stage=stage, amount=amount_text(one.value, one.unit), cite=mark, **words))


def _name(found: Staged, selector: Selector) -> str:
    if not selector.names and selector.measure in (BEGUN, REVISED, OUTCOME, "预算数"):
        return selector.fund or (selector.label if selector.side else TOTAL)
    if isinstance(found.source, Found):
        return selector.label or found.source.label
    return selector.label if selector.names else found.source.subject


def _mark(one: Staged, context: Context) -> str:
    if isinstance(one.source, Found):
        return context.draft.cite(one.source)
    return context.draft.cite_passage(context.passage(one.source.passage_id), one.source.quote)


def _compare(budget: Staged, outcome: Staged, label: str, marks: Sequence[str], plan: Plan, context: Context) -> None:
    """Says what part of the budget was carried out, or how much the two differ, where it is asked."""
    draft = context.draft
    cells = [one.source for one in (budget, outcome) if isinstance(one.source, Found)]
    cited = [mark for one, mark in zip((budget, outcome), marks, strict=True) if isinstance(one.source, Statement)]
    if _COMPLETION.search(plan.question):
        if budget.value:
            rate = rounded(outcome.value * 100 / budget.value)
            formula = f"{outcome.value} ÷ {budget.value}"
            draft.computed_figure(f"{label}完成率", rate, "%", formula, cells, cited)
            draft.say(say("completion", label=label, stage=budget.stage, amount=f"{rate}%", formula=formula))
    elif _DIFFERENCE.search(plan.question):
        gap, more, less = abs(outcome.value - budget.value), *sorted((outcome.value, budget.value), reverse=True)
        apart = [("差额", gap, budget.unit, f"{more} − {less}")]
        if _RATE.search(plan.question) and budget.value:
            rate = rounded(gap * 100 / budget.value)
            apart.insert(0, ("差额占比", rate, "%", f"({more} − {less}) ÷ {budget.value}"))
        for name, value, unit, formula in apart:
            draft.computed_figure(f"{label}{name}", value, unit, formula, cells, cited)
            words = f"比{budget.stage}{'多' if outcome.value > budget.value else '少'} {amount_text(value, unit)}"
            words = words if gap else f"与{budget.stage}持平"
            done = _SHORT_NAMES.get(outcome.stage, OUTCOME)
            draft.say(say("stage_difference", label=label, done=done, amount=words, formula=formula))
