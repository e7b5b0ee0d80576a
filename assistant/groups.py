"""Questions about a group of figures: ranking and listing projects, items, documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.across import rank_bodies
from assistant.among_bodies import asks_among_bodies, standing_among
from assistant.answer import Role, Status
from assistant.bought_for import things_bought
from assistant.context import Context, add_up, list_figures, name_of, resolve
from assistant.draft import Draft, amount_text
from assistant.excluding import kept
from assistant.facts import FactTable
from assistant.found import Found, size_of
from assistant.indicator_sets import tell_second_level
from assistant.operands import by_edition, say_absent
from assistant.plan import TOTAL, Operation, Plan, Selector
from assistant.prompting import say
from assistant.recalled import distinct
from assistant.split_projects import rank_split_projects
from assistant.split_up import tell_split
from assistant.spoken import is_spoken_of
from assistant.standing import standing
from assistant.stated import GOODS
from assistant.titled import titled
from assistant.understand.clues import asks_sum
from assistant.understand.departments import asks_which_body
from assistant.understand.groups import tells_first
from assistant.unit_sums import tell_project_sums, units_asked
from index.amounts import YUAN_PER_UNIT

_KINDS = {
    "subjects": "functional",
    "income": "income",
    "procurement": "procurement",
    "assets": "asset",
    "indicators": "indicator",
}


_ROWS = ("functional", "economic", "procurement")  # that stand below others of their kind
_PROCUREMENT = "政府采购"
_CARRIED_OUT = re.compile("(?:实施|开展|落地|建设|执行)的?$")
_ALONE = "(?:只|仅|全靠|(?:全部?|完全|全额|全都)(?=[是有由用靠来]))[是有由用使动靠来自安排]{0,4}[到过了]?"
_WITHOUT = "(?:没有?|未|不)[有用使动安排列靠花由来自]{0,3}[到过了]?"
_WHOLE_TOO = re.compile("总额|总数|总量|总计|总共|一共|是多少|有多少|为多少")
_EACH = re.compile("各[自家是有为]|分别|每一?家")
_IN_ORDER = re.compile("排|从[高大多低小少]|由[高大多低小少]")
_TYPES = ("特定目标", "其他运转")  # of projects, which tables print beside them


def group_of(plan: Plan, context: Context) -> list[Found]:
    """The figures that are ranked, filtered, counted or listed."""
    told = distinct(context.history)
    if told and asks_which_body(plan.question) and len({(one.cell.document_id, one.unit_name) for one in told}) > 1:
        told = [one for one in told if one.item == told[-1].item]  # bodies are ranked by one thing
    other = plan.group == "projects" and any(one.item_kind != "project" for one in told)
    enough = len(told) > 1 and len(told) >= max(plan.nth, plan.top)  # 前三大, then 第四: of all there are
    ordered = plan.operation in (Operation.RANK, Operation.DIFFERENCE)
    if not plan.selectors_are_new and ordered and enough and not other:
        return list(told)
    group: list[Found] = []
    for document in plan.documents:
        group += _group_in(document, plan, context)
    group = kept(group, plan) if plan.excluded else group
    if plan.topic:
        about = [one for one in group if is_spoken_of(plan.topic, f"{one.item}{one.label}")]
        return about or [one for one in group if plan.topic in _TYPES and plan.topic in one.around]
    rests = [one for one in plan.rests if not (plan.group == "procurement" and one in GOODS)]  # told by the rows above
    named = [one for one in group if all(words in f"{one.item}{one.label}" for words in rests)]
    named = named or [one for one in group if all(words in one.around for words in rests)]
    return named or _said_beside(group, rests, context) or group


def _said_beside(group: Sequence[Found], rests: Sequence[str], context: Context) -> list[Found]:
    """The projects of a group whose rows say words of the question in another cell (措麦乡 in 实施地点)."""
    asked = [_CARRIED_OUT.sub("", words) for words in rests]
    if not asked or not all(asked) or any(one.item_kind != "project" for one in group):
        return []
    beside = ((one, context.facts.words_beside(one)) for one in group)
    return [one for one, said in beside if all(words in said for words in asked)]


def topic_of_group(plan: Plan, context: Context) -> str:
    """The words that the names of a group were chosen by; empty where all of it was taken."""
    if plan.topic or not (plan.group and plan.rests):
        return plan.topic
    own, whole = group_of(plan, context), group_of(plan.model_copy(update={"rests": ()}), context)
    printed = len(plan.rests) == 1 and all(context.facts.is_of_subject(one, plan.rests[0]) for one in own)
    return "、".join(plan.rests) if 0 < len(own) < len(whole) and not printed else ""


def _projects_in(document: str, first: Selector, plan: Plan, facts: FactTable) -> list[Found]:
    """The projects of a document: those that a source of funds pays for, alone (只用单位资金的) or not at all
    (没有用一般公共预算的) where that is asked."""
    paid = facts.projects(document, first.unit_name, finest=plan.level != 1, fund=first.fund)
    without = first.fund and re.search(f"{_WITHOUT}{first.fund[:2]}", plan.question)
    alone = first.fund and re.search(f"{_ALONE}{first.fund[:2]}", plan.question)
    if not (without or alone):
        return paid
    parts = {(one.item, one.unit_name): one.value for one in paid if one.value}
    everything = facts.projects(document, first.unit_name, finest=plan.level != 1)
    if without:
        return [one for one in everything if (one.item, one.unit_name) not in parts]
    return [one for one in everything if parts.get((one.item, one.unit_name)) == one.value]


def _group_in(document: str, plan: Plan, context: Context) -> list[Found]:
    facts = context.facts
    first = plan.selectors[0] if plan.selectors else Selector(label="")
    own = titled(document, plan.question, facts) if plan.group in ("projects", "items") else []
    if own:
        return own
    if plan.group in ("documents", "named"):
        found = [resolve(document, one, facts) for one in plan.selectors or (Selector(label=TOTAL),)]
        return [one for group in found for one in group[:1]]
    if plan.group == "projects":
        return _projects_in(document, first, plan, facts)
    if plan.group == "units":
        card = context.snapshot.card(document)
        return facts.by_unit(
            document, first.model_copy(update={"unit_name": ""}), units_asked(card.units, plan.question)
        )
    if plan.group == "income" and any(one.fund for one in plan.selectors):
        return []  # who pays into one source of funds: no table lists that
    if plan.group in _KINDS:
        level = plan.level if plan.group == "subjects" else 1 if plan.group == "income" else 0
        if plan.group == "subjects" and "基本支出表" in first.tables:
            if "类" in plan.question:
                return facts.rows_of(document, "economic", first, 1)
            return facts.children(document, first.model_copy(update={"measure": "基本支出", "tables": ()}))
        if first.names and plan.group == "subjects":
            return _opened(facts.children(document, first), document, first, facts)
        rows = facts.rows_of(document, _KINDS[plan.group], _of_all_grants(first), level) if first.fund else []
        rows = rows or facts.rows_of(document, _KINDS[plan.group], first.model_copy(update={"names": ()}), level)
        if not rows and plan.group == "subjects" and first.measure in ("基本支出", "人员经费", "公用经费"):
            return facts.children(document, first)  # of which only the economic subjects are told
        return things_bought(rows, plan) if plan.group == "procurement" else rows
    return _opened(facts.children(document, first), document, first, facts)


def _of_all_grants(first: Selector) -> Selector:
    """All that 财政拨款 pays, of which the table of one source of it has but a part."""
    tables = ("财政拨款收支总表",) if first.fund == "财政拨款" else ("",)
    return first.model_copy(update={"names": (), "tables": tables})


def _opened(group: list[Found], document: str, first: Selector, facts: FactTable) -> list[Found]:
    """The rows below an only child (卫生健康支出 holds but 行政事业单位医疗), as far as there are any."""
    while len(group) == 1 and first.names:
        below = facts.children(document, first.model_copy(update={"names": (group[0].item,)}))
        if not below or below[0].item == group[0].item:
            return group
        group = below
    return group


def rank(plan: Plan, context: Context) -> Status | None:
    """The largest or smallest of a group, all of them without a number."""
    if plan.standing and asks_among_bodies(plan):
        return standing_among(plan, context)
    if plan.standing and plan.selectors and len(by_edition(plan, context.snapshot)) == 1:
        return standing(plan, context)
    of_others = not plan.selectors_are_new and asks_which_body(plan.question) and "单位" not in plan.question
    of_bodies = plan.group == "documents" or of_others
    if of_bodies and len(plan.selectors) < 2 and (plan.selectors_are_new or len(context.history) < 2):
        return rank_bodies(_of_all_bodies(plan, context), context)
    order = group = sorted(group_of(plan, context), key=size_of, reverse=not plan.ascending)
    if split := rank_split_projects(group, plan, context):
        return split
    if plan.places:
        group = at_places(group, plan)
    elif plan.nth and len(group) >= plan.nth:
        group = group[plan.nth - 1 : plan.nth]
    elif plan.top and plan.group not in ("documents", "named"):
        group = _top_of(group, plan, context)
    if not group:
        return tell_split(plan, context) or tell_project_sums(plan, context)
    if plan.top > 1 and asks_sum(plan.question) and len(group) == plan.top:
        return add_up(group, context, plan.unit)
    if plan.top < 2 and tells_first(plan) and not _of_each(plan):
        _tell_first(group, plan, context)
    else:
        list_figures(group, context.draft, headline=True)
    if plan.group == "documents":
        say_absent({found.cell.document_id for found in group}, plan, context)
    draw_amounts(group, context.draft)
    context.history[:] = group
    asked = group if plan.nth or plan.places else group[:1] if plan.top == 1 or tells_first(plan) else []
    context.order = context.order.then(order, [] if _of_each(plan) else asked)
    return Status.ANSWERED


def _of_all_bodies(plan: Plan, context: Context) -> Plan:
    """A plan that ranks bodies over all that are held, where a follow-up (哪家最多) names none and but one was told."""
    if plan.selectors_are_new or len(plan.documents) > 1:
        return plan
    return plan.model_copy(update={"documents": tuple(card.id for card in context.snapshot.documents)})


def _top_of(group: Sequence[Found], plan: Plan, context: Context) -> list[Found]:
    """The first of a ranking: of each document, or of all that was told before, be it of several bodies."""
    if {one.cell for one in group} <= {one.cell for one in context.history}:
        return _first_of(group, plan.top)
    first: list[Found] = []
    for document in plan.documents:
        first += _first_of([found for found in group if found.cell.document_id == document], plan.top)
    return first if _of_each(plan) else sorted(first, key=size_of, reverse=not plan.ascending)


def _of_each(plan: Plan) -> bool:
    """Whether the first of a group is asked of each of several bodies by itself, not which of them comes first."""
    apart = len(plan.documents) > 1 and plan.group not in ("documents", "named")
    return apart and bool(_EACH.search(plan.question)) and not _IN_ORDER.search(plan.question)


def at_places(group: Sequence[Found], plan: Plan) -> list[Found]:
    """The members of a group at the places that the question sets against each other."""
    ordered = sorted(group, key=size_of, reverse=True)
    return [ordered[one - 1 if one > 0 else one] for one in plan.places if abs(one) <= len(ordered)]


def _first_of(group: Sequence[Found], number: int) -> list[Found]:
    """The first figures of a ranking, with those that equal the last of them."""
    return [one for place, one in enumerate(group) if place < number or one.value == group[number - 1].value]


def _tell_first(group: Sequence[Found], plan: Plan, context: Context) -> None:
    """The first of a ranking as a sentence, several where they are equal, then the others."""
    first = _first_of(group, 1)
    draft = context.draft
    for place, found in enumerate(first):
        draft.read_figure(found, Role.DETAIL if place else Role.HEADLINE)
    label = "、".join(name_of(found) for found in first)
    amount = amount_text(first[0].value, first[0].unit, first[0].operator)
    end = "最少" if plan.ascending else "最多"
    draft.say(say("extreme", label=label, end=end, amount=amount, cite="".join(map(draft.cite, first))))
    list_figures(group[len(first) :], draft)


_FEWEST_BARS, _MOST_BARS = 3, 15


def draw(bars: Sequence[tuple[str, Decimal]], unit: str, title: str, draft: Draft) -> None:
    """Makes a bar chart of the answer, unless it would have one bar or too many to be read."""
    if 1 < len(bars) <= _MOST_BARS and draft.chart is None:
        x, y = [label for label, _ in bars], [value for _, value in bars]
        draft.chart = {"type": "bar", "title": title, "unit": unit, "x": x, "y": y}


def draw_amounts(group: Sequence[Found], draft: Draft) -> None:
    """A chart of three or more amounts of money in the order in which they are told."""
    if len(group) >= _FEWEST_BARS and all(one.unit == group[0].unit and one.unit in YUAN_PER_UNIT for one in group):
        alone = len({(one.department, one.year) for one in group}) == 1
        title = f"{group[0].department}{group[0].year or ''}年" if alone else ""
        bars = [(one.label if alone else name_of(one), one.value) for one in group]
        draw(bars, group[0].unit, title, draft)


def _whole_of(plan: Plan, context: Context) -> list[Found]:
    """The one item whose parts are listed, where a table prints it."""
    if plan.group != "items" or len(plan.selectors) != 1 or not plan.selectors[0].names:
        return []
    if len(by_edition(plan, context.snapshot)) > 1:
        return []
    return next((found[:1] for one in plan.documents if (found := resolve(one, plan.selectors[0], context.facts))), [])


def lists_rows(plan: Plan, context: Context) -> bool:
    """Whether the parts of one subject are asked for, and the tables have them as rows below it, so that no sentence
    that only mentions it is an answer."""
    asked = plan.operation is Operation.LIST and plan.group in ("items", "procurement") and len(plan.selectors) == 1
    if not asked or not plan.selectors[0].names or _PROCUREMENT in plan.selectors[0].names:
        return False
    below = group_of(plan, context)  # of an only child its own rows
    return len(below) > 1 and all(one.item_kind in _ROWS for one in below)


def list_group(plan: Plan, context: Context) -> Status | None:
    """Every figure of a group."""
    named = tell_second_level(plan, context) if plan.group == "projects" else None
    if named:
        return named
    group = group_of(plan, context)
    if len(group) > 1 and asks_sum(plan.question) and plan.group != "indicators":
        return add_up(group, context, plan.unit)
    if group:
        whole = _whole_of(plan, context)
        first = bool(_WHOLE_TOO.search(plan.question))
        list_figures(whole if first else [], context.draft, headline=True)
        list_figures(group, context.draft, headline=True)
        context.history[:] = group
        list_figures([] if first else whole, context.draft)
    return Status.ANSWERED if group else tell_split(plan, context) or tell_project_sums(plan, context)
