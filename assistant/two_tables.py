"""One item in several tables: whether they print the same amount, and by what they are not of the same scope."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from assistant.answer import Role, Status
from assistant.context import Context
from assistant.draft import amount_text
from assistant.found import Found
from assistant.plan import Plan, Selector
from assistant.prompting import say
from assistant.understand.reading import Reading

_TABLES = re.compile(
    "(?:[两俩几各二]|不同的?)[张个份]?(?:不同的?)?表|表[里中上]?(?:和|与|跟|、|同)[^,，。]{0,20}表|两处|两个地方|前后两?个?数"
)
_SAYS_DIFFERENT = re.compile("不一样|不同|不一致|不等|不相[同等]|对不上|不符|有出入|差在哪")
_ASKS_SAME = re.compile("一样[吗么不]|一致[吗么]|相[同等][吗么]")
_WIDTHS = {"支出总表": 3, "收支总表": 3, "财政拨款收支总表": 2, "一般公共预算支出表": 1}  # wider ones hold narrower


def tell_in_tables(reading: Reading, plan: Plan, context: Context) -> Status | None:
    """The amounts of one item in the tables that print it, those named or all, each with what its table takes in; what
    the largest and the smallest differ by. None where something else is asked, or no table prints it."""
    different = _SAYS_DIFFERENT.search(reading.text)
    asked = different or (_ASKS_SAME.search(reading.text) and len(reading.tables) < 2)
    if not _TABLES.search(reading.text) or not asked or not _names_one_item(plan.selectors):
        return None
    done = [_tell_of(document, plan.selectors, not different, context) for document in plan.documents]
    return Status.ANSWERED if any(done) else None


def _tell_of(document: str, selectors: Sequence[Selector], whether: bool, context: Context) -> bool:
    """The tables of one document: those that the selectors name, or all."""
    apart = selectors if len(selectors) > 1 else [_in(kind, selectors[0]) for kind in _scopes()]
    every = [context.facts.find(document, one) for one in apart]
    found = [one for one, by in zip(every, apart, strict=True) if one is not None and one.kind in by.tables]
    found = list({one.cell: one for one in found}.values())
    if not found or len({one.unit for one in found}) > 1:
        return False
    draft, first = context.draft, found[0]
    if len(found) == 1:
        draft.read_figure(first, Role.HEADLINE)
        amount = amount_text(first.value, first.unit)
        draft.say(say("in_one_table", label=first.label, table=first.kind, amount=amount, cite=draft.cite(first)))
        context.history += found
        return True
    ordered = sorted(found, key=lambda one: one.value, reverse=True)
    largest, smallest = ordered[0], ordered[-1]
    where = f"{first.department}{first.year or ''}年"
    if largest.value == smallest.value:
        named = {"where": where, "label": first.label, "amount": amount_text(first.value, first.unit)}
        draft.say(say("tables_agree", **named) if whether else say("tables_agree_after_all", **named))
    else:
        gap = largest.value - smallest.value
        formula = f"{largest.value} − {smallest.value}"
        draft.computed_figure(f"{first.label}两表之差", gap, first.unit, formula, (largest, smallest))
        amount = amount_text(gap, first.unit)
        draft.say(say("tables_differ", where=where, label=first.label, amount=amount, formula=formula))
    for one in ordered:
        draft.read_figure(one, Role.DETAIL, f"{one.label}（{one.kind}）")
        scope = _scopes().get(one.kind, "")
        label = f"{one.kind}（{scope}）" if scope else one.kind
        draft.say(say("row", label=label, amount=amount_text(one.value, one.unit), cite=draft.cite(one)))
    if any(_contradict(one, other) for one, other in combinations(ordered, 2)):
        draft.say(say("tables_contradict"))
    elif largest.value != smallest.value:
        draft.say(say("tables_of_scopes"))
    context.history += ordered
    return True


def _names_one_item(selectors: Sequence[Selector]) -> bool:
    """Whether all that is named is one item."""
    return bool(selectors) and bool(set.intersection(*(set(one.names) for one in selectors)))


def _in(kind: str, selector: Selector) -> Selector:
    """The same figure in tables of one kind."""
    return selector.model_copy(update={"tables": (kind,)})


def _contradict(more: Found, less: Found) -> bool:
    """Whether a table prints more than another that takes in the same money or more than it does."""
    width, other = _WIDTHS.get(more.kind), _WIDTHS.get(less.kind)
    return more.value != less.value and width is not None and other is not None and width <= other


@lru_cache(maxsize=1)
def _scopes() -> dict[str, str]:
    """What money the tables of a kind take in, in words."""
    return {
        "支出总表": say("scope_all"),
        "收支总表": say("scope_all"),
        "一般公共预算支出表": say("scope_general"),
        "财政拨款收支总表": say("scope_grants"),
        "基本支出表": say("scope_basic"),
        "三公经费表": say("scope_three_public"),
        "项目支出表": say("scope_projects"),
        "机关运行经费表": say("scope_operating"),
    }
