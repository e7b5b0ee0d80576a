"""What a body's expenditure goes to, or where its income comes from: the parts of a total with their shares."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import Role, Status
from assistant.context import Context, resolve
from assistant.draft import amount_text
from assistant.found import Found
from assistant.plan import TOTAL, TOTAL_INCOME, Plan, Selector
from assistant.prompting import say
from assistant.report.places import rounded
from index.amounts import adds_up

_NATURES = ("基本支出", "项目支出")


def composition_of(plan: Plan, context: Context) -> Status | None:
    """The largest categories of expenditure, or the sources of income, of each document, with a chart
    where one document is asked. None where the parts do not add up to the total that is printed."""
    income = plan.group == "income"
    done = False
    for document in plan.documents:
        unit = plan.selectors[0].unit_name if plan.selectors else ""
        own = Selector(label=TOTAL_INCOME if income else TOTAL, unit_name=unit, side="收入" if income else "")
        parts = context.facts.rows_of(document, "income" if income else "functional", own, level=1)
        parts = sorted((one for one in parts if one.value), key=lambda one: -one.value)
        whole = next(iter(resolve(document, own, context.facts)), None)
        if not parts or whole is None or not _adds_up(parts, whole):
            continue
        finer = context.facts.rows_of(document, "income", own, level=2) if income else []
        _tell(parts, [one for one in finer if one.value], whole, own.label, context)
        if not income:
            _tell_natures(document, own, whole, context)
        if len(plan.documents) == 1:
            context.draft.chart = _chart_of(parts, own.label)
        context.history[:] = parts
        done = True
    return Status.ANSWERED if done else None


def _adds_up(parts: list[Found], whole: Found) -> bool:
    return whole.value > 0 and adds_up((one.value for one in parts), whole.value)


def _tell(parts: list[Found], finer: list[Found], whole: Found, label: str, context: Context) -> None:
    draft = context.draft
    if any(one.cells == (whole.cell,) for one in draft.figures):
        draft.say(say("composition_parts", label=label))  # a clause before told the total
    else:
        first = not any(one.role is Role.HEADLINE for one in draft.figures)
        draft.read_figure(whole, Role.HEADLINE if first else Role.DETAIL)
        year = f"{whole.year}年" if whole.year else ""
        amount = amount_text(whole.value, whole.unit)
        draft.say(say("composition", label=f"{whole.department}{year}{label}", amount=amount, cite=draft.cite(whole)))
    for part in parts:
        _tell_part(part, whole, context)
        below = [one for one in finer if _is_below(one, part)]
        for one in below if len(below) > 1 and _adds_up(below, part) else []:
            _tell_part(replace(one, label=f"{part.label}中的{one.label}"), whole, context)


def _is_below(one: Found, part: Found) -> bool:
    """Whether a row stands right below another in the same list (一般公共预算 below 一、财政拨款)."""
    return one.cell.table_id == part.cell.table_id and one.cell.row != part.cell.row and part.cell.row in one.parents


def _tell_part(part: Found, whole: Found, context: Context) -> None:
    """A part with its share of the whole."""
    draft = context.draft
    value = rounded(part.value * 100 / whole.value)
    draft.read_figure(part, Role.DETAIL)
    draft.computed_figure(f"{part.label}占比", value, "%", f"{part.value} ÷ {whole.value}", [part, whole])
    amount = amount_text(part.value, part.unit)
    draft.say(say("part", label=part.label, amount=amount, share=f"{value}%", cite=draft.cite(part)))


def _tell_natures(document: str, own: Selector, whole: Found, context: Context) -> None:
    """The same total as basic and project expenditure, where these two make it up."""
    found = [
        one
        for nature in _NATURES
        for one in resolve(document, own.model_copy(update={"label": nature, "measure": nature}), context.facts)[:1]
    ]
    if len(found) == len(_NATURES) and _adds_up(found, whole):
        context.draft.say(say("by_nature"))
        for nature, one in zip(_NATURES, found, strict=True):
            _tell_part(replace(one, label=nature), whole, context)


def _chart_of(parts: list[Found], label: str) -> dict[str, object]:
    return {
        "type": "bar",
        "title": f"{parts[0].department}{label}的构成",
        "unit": parts[0].unit,
        "x": [one.label for one in parts],
        "y": [float(one.value) for one in parts],
    }
