"""Which members of a group keep a bound: of an amount, of the group's own average, of its first ones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from assistant.answer import Status
from assistant.bounds_told import bound_within, names_bound
from assistant.context import Context, add_up, list_figures, sum_formula
from assistant.counted import NOUNS
from assistant.draft import Draft, amount_text, rounded
from assistant.found import Found, size_of
from assistant.groups import draw_amounts, group_of
from assistant.operands import say_absent
from assistant.plan import Condition, Plan
from assistant.prompting import say
from assistant.understand.clues import asks_sum
from assistant.understand.text import PROJECT_NOUN
from index.amounts import YUAN_PER_UNIT

BOUND_WORDS: Mapping[str, str] = {">": "超过", ">=": "不低于", "=": "等于", "<": "低于", "<=": "不超过"}
_COUNTED = re.compile(r"(?<!哪)几[个项家]|多少[个项家]|有几")


def chosen_of(plan: Plan, context: Context) -> list[Found]:
    """The members of a group within the condition, or the first ones of its ranking."""
    group = sorted(group_of(plan, context), key=size_of, reverse=not plan.ascending)
    if plan.condition is not None:
        return [one for one in group if is_within(one, plan.condition)]
    return group[: plan.top or 1]


def is_within(found: Found, bound: Condition) -> bool:
    """Whether an amount of money keeps a bound."""
    return found.unit in YUAN_PER_UNIT and bound.is_met(found.value, found.unit)


def filter_group(plan: Plan, context: Context) -> Status | None:
    """Those of a group within the condition, added up where the question asks."""
    if plan.condition is None:
        return None
    group = [one for one in group_of(plan, context) if one.unit in YUAN_PER_UNIT]
    bound = _bound_of(plan.condition, group)
    chosen = [one for one in group if is_within(one, bound)]
    chosen.sort(key=size_of, reverse=True)
    if not group:
        return None
    condition = _condition_text(bound, context)
    if plan.group == "documents":
        say_absent({found.cell.document_id for found in group}, plan, context)
    if not chosen:
        label = "所问各部门" if plan.group == "documents" else group[0].department
        context.draft.say(say("none", label=label, condition=condition, noun=NOUNS.get(plan.group, "明细")))
        return Status.ANSWERED
    if asks_number(plan.question) or context.draft.lines:  # beside other lists it is said what this one is of
        whose = f"{chosen[0].department}{chosen[0].year or ''}年"
        whose = chosen[0].label if plan.group == "documents" else whose
        say_number(f"{whose}{condition}的{NOUNS.get(plan.group, '明细')}", chosen, context)
    if asks_sum(plan.question):
        return add_up(chosen, context)
    context.history[:] = chosen
    context.selects = True
    list_figures(chosen, context.draft, headline=True)
    if bound.roughly and not bound.upper_open and names_bound(context):
        context.draft.say(say("roughly_meant", amount=bound.roughly))
    if bound.of_average:
        _tell_average(bound, group, context.draft)
    draw_amounts(chosen, context.draft)
    return Status.ANSWERED


def asks_number(question: str) -> bool:
    """Whether it is asked how many are chosen (几个项目, not 哪几个)."""
    return bool(_COUNTED.search(question))


def say_number(label: str, chosen: Sequence[Found], context: Context) -> None:
    """How many members of a group were chosen, under a label that says by what."""
    context.draft.counted_figure(label, chosen)
    context.draft.say(say("count", label=label, amount=f"{len(chosen)} 个"))


def _condition_text(bound: Condition, context: Context) -> str:
    """The bound in words; an average is told with its proof, whatever the question says."""
    amount = amount_text(bound.amount, bound.unit)
    if bound.of_average:
        return f"{BOUND_WORDS[bound.operator]} {amount}"
    if bound.roughly:
        said = bound.roughly if bound.upper_open else say("near_bound", amount=bound.roughly)
        return said if names_bound(context) else say("range_before")
    if bound.upper is not None:
        return bound_within("", f"{amount}至 {amount_text(bound.upper, bound.unit)}", context)
    return bound_within(BOUND_WORDS[bound.operator], amount, context)


def rest_of_group(plan: Plan, context: Context) -> Status | None:
    """What is left of a group without its largest or smallest members, added up."""
    group = plan.group or ("projects" if PROJECT_NOUN.search(plan.question) else "items")
    of_one = len({(one.unit_name, one.fund) for one in plan.selectors}) == 1
    selectors = plan.selectors if group != "projects" or of_one else ()
    found = group_of(plan.model_copy(update={"group": group, "selectors": selectors}), context)
    ordered = sorted((one for one in found if one.unit in YUAN_PER_UNIT), key=size_of, reverse=True)
    gone = [ordered[one - 1 if one > 0 else one] for one in plan.without if abs(one) <= len(ordered)]
    rest = [one for one in ordered if one not in gone]
    if not rest or not gone:
        return None
    status = add_up(rest, context, plan.unit)
    context.draft.say(say("left_out", names="、".join(one.label for one in gone)))
    return status


def _bound_of(bound: Condition, group: Sequence[Found]) -> Condition:
    """The bound itself, with the average of the group where it is of that."""
    if not bound.of_average or not group:
        return bound
    average = rounded(sum((one.value for one in group), Decimal(0)) / len(group))
    return bound.model_copy(update={"amount": average, "unit": group[0].unit})


def _tell_average(bound: Condition, group: Sequence[Found], draft: Draft) -> None:
    """Says what the average is that a group was held against."""
    added = f"({sum_formula(group)})"
    draft.computed_figure("平均数", bound.amount, bound.unit, f"{added} ÷ ({' + '.join('1' for _ in group)})", group)
    draft.say(say("mean", amount=amount_text(bound.amount, bound.unit), formula=f"{added} ÷ {len(group)}"))
