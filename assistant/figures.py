"""Numeric questions: what a plan selects is computed and worded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.across import asks_which_have, operands_of_bodies, rank_bodies, which_have
from assistant.among_bodies import against_mean, asks_against_mean
from assistant.answer import Role, Status
from assistant.averages import average
from assistant.bought_for import bought_within
from assistant.changes import change_of, stated_in_two_years
from assistant.comparing import difference, ratio
from assistant.composition import composition_of
from assistant.context import Context, add_up, body_of, list_figures, resolve, year_of
from assistant.converted import tell_converted
from assistant.counted import count
from assistant.denials import EXISTS, say_denial
from assistant.draft import amount_text
from assistant.excluding import remainder, tell_taken_out
from assistant.filtering import filter_group, rest_of_group
from assistant.found import Found, each_once, size_of
from assistant.fund_alone import all_of_fund, asks_all_of_fund
from assistant.groups import group_of, list_group, rank, topic_of_group
from assistant.indicators import asks_sibling, counted, of_project_said, say_shared, shared_by, sibling
from assistant.movers import asks_movers, movers_of
from assistant.namesakes import note_namesakes
from assistant.newcomers import asks_newcomers, newcomers_of
from assistant.operands import absent_bodies, by_edition
from assistant.plan import Operation, Plan, Selector
from assistant.priors import prior_of
from assistant.prompting import say
from assistant.proportions import share_or_ratio
from assistant.routes import PAYMENTS
from assistant.scopes import meant_reading, of_namesake, readings_of
from assistant.sources import asks_source, tell_sources
from assistant.stated import GOODS
from assistant.stating import say_missing, stated_value
from assistant.sums_told import sum_of_others
from assistant.told_beside import tell_beside, tell_years_asked
from assistant.trends import trend_of
from assistant.understand.clues import asks_sum
from assistant.verdicts import against_bound, value_as_said
from assistant.wholes_stated import part_told, tell_stated_whole
from index.amounts import YUAN_PER_UNIT
from index.catalogue.measures import ATTAINED

_Group = tuple[Selector, Sequence[Found]]  # what is asked for, with its figures in one document
_ADDED_UP = (Operation.VALUE, Operation.SUM, Operation.LIST, Operation.RANK, Operation.DIFFERENCE)


def compute(plan: Plan, context: Context) -> Status | None:
    """Carries out a plan into the context's draft; None when the documents do not hold the figures."""
    if plan.excluded and not plan.group and plan.operation in (Operation.VALUE, Operation.SUM):
        status = remainder(plan, context)
        if status or any(one.fund for one in plan.excluded):
            return status
    if plan.without and plan.operation in _ADDED_UP:
        return rest_of_group(plan, context)
    if asks_all_of_fund(plan):
        return all_of_fund(plan, context)
    if _asks_kind_procured(plan):
        return stated_value(plan.model_copy(update={"question": f"政府采购{plan.question}"}), context)
    if asks_newcomers(plan):
        return newcomers_of(plan, context)
    if asks_against_mean(plan):
        return against_mean(plan, context)
    before = context.draft.mark()
    whole = group_of(plan.model_copy(update={"excluded": ()}), context) if plan.excluded and plan.group else []
    status = movers_of(plan, context) if asks_movers(plan) else _HANDLERS[plan.operation](plan, context)
    if status is None and plan.operation is Operation.COUNT and plan.group == "subjects" and plan.selectors:
        status = _value(plan.model_copy(update={"operation": Operation.VALUE, "group": ""}), context)  # 某某项级科目
    if status is not None:
        tell_converted(plan.unit, context.draft, before)
    if status is Status.ANSWERED and not plan.group:
        note_namesakes(plan, context)
    _tell_income_for_spending(plan, context)
    topic = topic_of_group(plan, context) if status is Status.ANSWERED else ""
    context.draft.say(say("by_topic", topic=topic) if topic else "")
    if status:
        _tell_taken_out(plan, whole, context)
    return status


def _tell_taken_out(plan: Plan, whole: Sequence[Found], context: Context) -> None:
    """What of a group was left out as the question wants it; that nothing was taken off a figure."""
    if whole:
        tell_taken_out(whole, plan, context)
    taken_out = (plan.excluded and (plan.group or not plan.selectors)) or plan.operation is Operation.SHARE
    if plan.leaves_out and not taken_out:
        context.draft.say(say("not_deducted"))


def _tell_income_for_spending(plan: Plan, context: Context) -> None:
    """Says so where what units spend was asked for, and told from the table of their income, which adds up to the
    same."""
    last = context.history[-1] if context.history and plan.operation is not Operation.SHARE else None
    if last is None or last.kind != "收入总表" or not last.unit_name or last.measure != "合计":
        return
    if "支出" in plan.question and "收入" not in plan.question:
        context.draft.say(say("income_for_spending"))


def _table(found: Found) -> str:
    table = found.cell.table if found.kind == "其他" and found.cell.table else found.kind
    if not found.cell.row:
        return f"{table}“{found.cell.column.split(' / ')[-1]}”栏"
    return f"{table}“{found.cell.row}”行"


def _asks_kind_procured(plan: Plan) -> bool:
    """Whether goods, works or services of the procurement are asked for, which a sentence tells apart."""
    if plan.operation not in (Operation.VALUE, Operation.SUM):
        return False
    words = (plan.question, *plan.rests)
    return any("政府采购" in one.names for one in plan.selectors) and any(
        kind in one for one in words for kind in GOODS
    )


def _value(plan: Plan, context: Context) -> Status | None:
    documents = [document for edition in by_edition(plan, context.snapshot) for document in edition]
    groups = [
        (selector, resolve(document, selector, context.facts)) for document in documents for selector in plan.selectors
    ]
    groups = [(selector, found) for selector, found in groups if found]
    added = sum_of_others(plan, context) if plan.operation is Operation.SUM else None
    if added:
        return added
    of_bodies = _of_bodies(plan, context) if groups else None
    if of_bodies or not groups:
        return of_bodies or sibling(plan, context) or _stated(plan, context)
    if asks_sibling(plan, context):
        return sibling(plan, context)
    sharing = shared_by(groups[0][0], groups[0][1], context) if len(groups) == 1 else []
    own = of_project_said(sharing, plan)
    if sharing and not own:
        return say_shared(groups[0][0], groups[0][1][0], context)
    groups = [(groups[0][0], own)] if own else groups
    groups = [counted(selector, bought_within(found, selector, plan), plan, context) for selector, found in groups]
    if not all(found for _, found in groups):
        return None  # money where heads, days or copies are asked for
    everything = each_once([found for _, group in groups for found in group])
    if len(everything) > 1 and (plan.operation is Operation.SUM or any(len(group) > 1 for _, group in groups)):
        context.draft.say(_verdict_of_sum(everything, plan, context))
        status = add_up(everything, context, plan.unit, _label_of_sum(groups))
        _tell_missing(groups, plan, context)
        return status
    if len(everything) == 1:
        everything = [meant_reading(of_namesake(everything[0], groups[0][0], plan, context), groups[0][0], context)]
        groups = [(groups[0][0], everything)]
    asked_back = readings_of(groups[0][0], everything[0], context) if len(everything) == 1 else None
    if asked_back:
        return asked_back
    return _each_value(groups, plan, context)


def _each_value(groups: Sequence[_Group], plan: Plan, context: Context) -> Status:
    """The first figure of each group, of several bodies the largest first."""
    if len(plan.selectors) == 1 and len({found[0].department for _, found in groups}) > 1:
        groups = sorted(groups, key=lambda group: -size_of(group[1][0]))
    for selector, found in groups:
        _say_value(found[0], selector, plan, context)
    if len(groups) == 1:
        tell_beside(groups[0][1][0], groups[0][0], plan, context)
    _tell_missing(groups, plan, context)
    context.history += [one for _, found in groups for one in found]
    tell_years_asked(plan, context)
    return Status.ANSWERED


def _tell_missing(groups: Sequence[_Group], plan: Plan, context: Context) -> None:
    """Says which of the things asked for are not listed at all; of each that some of several bodies, or years of one,
    list, which of them do not, or arrange nothing of the kind by their own words."""
    held = [selector for selector, _ in groups]
    missing = [one for one in plan.selectors if one not in held]
    one_of = bool(held) and "还是" in plan.question  # 算人员经费还是公用经费
    if missing and not (one_of or (held and all(one.measure.startswith(PAYMENTS) for one in plan.selectors))):
        say_missing([one.label for one in missing], plan, context)
    for selector in plan.selectors:
        there = {one.cell.document_id for other, found in groups if other == selector for one in found}
        absent = absent_bodies(there, plan, context) if there and not selector.documents else {}
        silent = [name for name, own in absent.items() if not any(say_denial(one, selector, context) for one in own)]
        if silent:
            context.draft.say(say("absent_here", bodies="、".join(silent), label=selector.full_name))


def _of_bodies(plan: Plan, context: Context) -> Status | None:
    """Figures of several bodies of which sentences state some, or which not all of them have, beside each other."""
    if asks_which_have(plan) and len({context.snapshot.card(one).department for one in plan.documents}) > 1:
        return which_have(plan, context)
    return rank_bodies(plan, context) if operands_of_bodies(plan, context) else None


def _label_of_sum(groups: Sequence[tuple[Selector, Sequence[Found]]]) -> str:
    """What a sum is of that stands for one figure of a unit (its project expenditure, told by its projects)."""
    selector, found = groups[0]
    alone = len(groups) == 1 and not selector.names and bool(selector.unit_name)
    own = "本级" if selector.unit_name == found[0].department else ""
    return f"{selector.unit_name}{own}{found[0].year or ''}年{selector.label}" if alone else ""


def _stated(plan: Plan, context: Context) -> Status | None:
    status = stated_value(plan, context)
    if status:
        tell_years_asked(plan, context)
    return status


def _say_value(found: Found, selector: Selector, plan: Plan, context: Context) -> None:
    draft = context.draft
    mark = draft.cite(found)
    if asks_sum(plan.question) and not plan.selectors_are_new:
        draft.demote_others((0, 0, 0), ())  # what is listed before its total
    of_part = tell_stated_whole(found, selector, plan, context)
    first = not any(one.role is Role.HEADLINE for one in draft.figures)
    draft.read_figure(found, Role.HEADLINE if first else Role.DETAIL)
    verdict = _verdict(found, plan, context)
    in_other = plan.unit in YUAN_PER_UNIT and plan.unit != found.unit
    large = "" if in_other else draft.in_wan(found.label, found.value, found.unit, [found])
    label = f"{_label(found, selector)}{part_told(found)}" if of_part else _label(found, selector)
    line = say(
        "value",
        department=body_of(found) if selector.unit_name else found.department,
        year=year_of(found, label),
        label=label,
        amount=amount_text(found.value, found.unit, found.operator) + large,
        cite=mark,
        table=_table(found),
        verdict=verdict,
    )
    draft.say("" if any(one.endswith(line) for one in draft.lines) else line)
    if asks_source(plan.question):
        tell_sources(found, context)
    if found.value == 0 and found.item_kind != "indicator" and not of_part:
        draft.say(say("nothing_arranged", label=found.label))
    if found.item == "三公经费" and len(plan.selectors) == 1:
        document = found.cell.document_id
        kinds = context.facts.children(document, selector)
        list_figures([one for one in kinds if one.of_unit == found.of_unit], draft)


def _label(found: Found, selector: Selector) -> str:
    """The item with the column that it was read from, where that says more."""
    if found.project and (selector.project or found.item_kind == "indicator") and found.project != found.label:
        outcome = f"（{ATTAINED}）" if found.measure == ATTAINED else ""
        return f"{found.project}·{found.label}{outcome}"
    said = selector.fund or (selector.measure if selector.measure != "合计" else "")
    if found.measure not in ("合计", "指标值", found.label) and found.measure:
        said = found.measure.replace("/", "·")
    return f"{found.label}（{said}）" if said and said != found.label else found.label


def _verdict_of_sum(parts: Sequence[Found], plan: Plan, context: Context) -> str:
    """The yes or no to a bound on a sum (加起来有没有一千万); empty where none is set, or the units differ."""
    if plan.condition is None or plan.condition.of_average or len({one.unit for one in parts}) > 1:
        return ""
    return _verdict(replace(parts[0], value=sum((one.value for one in parts), Decimal(0))), plan, context)


def _verdict(found: Found, plan: Plan, context: Context) -> str:
    """The yes or no that a question asks for, before the figure; empty where it asks for none."""
    held = against_bound(found.value, found.unit, plan, context)
    if held:
        return held
    same = value_as_said(found.value, found.unit, plan.question) if len(plan.selectors) == 1 else None
    if same is not None:
        return say("yes_said") if same else say("no_said")
    if EXISTS.search(plan.question):
        return say("yes_exists") if found.value else say("no_exists")
    return ""


def _change(plan: Plan, context: Context) -> Status | None:
    """The change against another year: between two amounts that were told, where sentences state them, else as
    `change_of` finds it."""
    if stated_in_two_years(plan, context):
        return difference(plan.model_copy(update={"selectors": ()}), context)
    return change_of(plan, context)


_HANDLERS: dict[Operation, Callable[[Plan, Context], Status | None]] = {
    Operation.VALUE: _value,
    Operation.SUM: _value,
    Operation.DIFFERENCE: difference,
    Operation.RATIO: ratio,
    Operation.SHARE: share_or_ratio,
    Operation.AVERAGE: average,
    Operation.RANK: rank,
    Operation.FILTER: filter_group,
    Operation.COUNT: count,
    Operation.LIST: list_group,
    Operation.COMPOSITION: composition_of,
    Operation.CHANGE: _change,
    Operation.PRIOR: prior_of,
    Operation.TREND: trend_of,
}
