"""Indicators of projects: one that several projects share, one of the same project in another unit."""

from __future__ import annotations

import re

from assistant.answer import Role, Status
from assistant.context import Context, name_of
from assistant.draft import amount_text
from assistant.found import Found
from assistant.plan import Plan, Selector
from assistant.prompting import say
from assistant.understand.text import bare
from index.amounts import YUAN_PER_UNIT

_COUNT_UNIT = re.compile(
    r"(?:多少|几)((?:万)?(?:人次|人|名|次|回|趟|份|天|期|场次|场|间|家|篇|本|部|册|户|件|种|辆|台|小时|公里|千米|平方米|米|亩|公顷|条|处"
    r"|座|批次|批|支|吨|株|头|套|幅|班|节|所|段|盏|棵|公斤))"
)
_MONEY = re.compile(r"钱|万|元|金额|经费|费用|预算")
_OF_ASSETS = ("数量", "价值", "单价")
_STAR = "★"


def counted(selector: Selector, found: list[Found], plan: Plan, context: Context) -> tuple[Selector, list[Found]]:
    """What is found, or where heads, days or copies are asked and money is found, the one indicator of
    the project in that unit; nothing without such an indicator."""
    asked = _COUNT_UNIT.search(plan.question)
    if (
        asked is None
        or _MONEY.search(plan.question)
        or selector.measure in _OF_ASSETS
        or not all(one.unit in YUAN_PER_UNIT for one in found)
    ):
        return selector, found
    unit = next(one for one in asked.groups() if one)
    rows = context.facts.rows_of(found[0].cell.document_id, "indicator", Selector(label=""))
    own = [one for one in rows if one.unit.startswith(unit) and found[0].item in one.around]
    return selector, own if len(own) == 1 else []


def asks_sibling(plan: Plan, context: Context) -> bool:
    """Whether a clause that names nothing asks for the last indicator's project in another unit."""
    last = context.history[-1:]
    named = any(one.item in selector.names for one in last for selector in plan.selectors)
    return bool(last) and named and not plan.selectors_are_new and counts_otherwise(last, plan)


def counts_otherwise(found: list[Found], plan: Plan) -> bool:
    """Whether an indicator is in another unit than the one that the question asks for."""
    asked = _COUNT_UNIT.search(plan.question)
    return bool(asked) and all(
        one.item_kind == "indicator" and one.unit not in ("", asked[1]) for one in found if asked
    )


def sibling(plan: Plan, context: Context) -> Status | None:
    """The one indicator in the unit that is asked (参加多少人次) of the project that was just talked of."""
    asked = _COUNT_UNIT.search(plan.question)
    last = context.history[-1] if context.history else None
    if asked is None or last is None or not last.project or last.cell.document_id not in plan.documents:
        return None
    rows = context.facts.rows_of(last.cell.document_id, "indicator", Selector(label=""))
    others = [one for one in rows if one.project == last.project and one.item != last.item]
    own = [one for one in others if one.unit == asked[1]] or [one for one in others if one.unit.startswith(asked[1])]
    if len(own) != 1:
        return None
    found = own[0]
    first = not any(one.role is Role.HEADLINE for one in context.draft.figures)
    context.draft.read_figure(found, Role.HEADLINE if first else Role.DETAIL)
    amount = amount_text(found.value, found.unit, found.operator)
    label = f"{name_of(found)}（{found.project}）"
    context.draft.say(say("row", label=label, amount=amount, cite=context.draft.cite(found)))
    context.history.append(found)
    return Status.ANSWERED


def shared_by(selector: Selector, found: list[Found], context: Context) -> list[Found]:
    """The rows of an indicator of that name, where several projects have one and none is named."""
    if len(found) != 1 or found[0].item_kind != "indicator" or selector.project:
        return []
    rows = context.facts.rows_of(found[0].cell.document_id, "indicator", Selector(label=""))
    name = bare(found[0].item).strip(_STAR)
    same = [one for one in rows if bare(one.item).strip(_STAR) == name]
    if selector.unit_name:
        same = [one for one in same if bare(one.unit_name) == bare(selector.unit_name)]
    return same if len({one.project for one in same}) > 1 else []


def of_project_said(rows: list[Found], plan: Plan) -> list[Found]:
    """The row of the one project whose name says all that a question names beside the indicator (联络总站的满意度)."""
    own = [one for one in rows if plan.rests and all(words in one.project for words in plan.rests)]
    return own if len(own) == 1 else []


def say_shared(selector: Selector, found: Found, context: Context) -> Status:
    """Each project's figure by its name; an answer where all are the same, else a question back."""
    rows = shared_by(selector, [found], context)
    same = len({(one.value, one.operator, one.unit) for one in rows}) == 1
    draft = context.draft
    words = {"where": found.department, "label": found.label, "count": str(len({one.project for one in rows}))}
    amount = amount_text(found.value, found.unit, found.operator)
    draft.say(say("shared_same", amount=amount, **words) if same else say("shared", **words))
    for one in rows:
        headline = same and not any(figure.role is Role.HEADLINE for figure in draft.figures)
        draft.read_figure(one, Role.HEADLINE if headline else Role.DETAIL, f"{one.project}·{one.label}")
        amount = amount_text(one.value, one.unit, one.operator)
        draft.say(say("row", label=one.project, amount=amount, cite=draft.cite(one)))
    context.history += rows
    return Status.ANSWERED if same else Status.CLARIFY
