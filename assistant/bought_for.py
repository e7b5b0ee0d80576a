"""For which project something is bought, the name above its row in the table of procurement, and what is bought for a
project."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Status
from assistant.context import Context, add_up, list_figures
from assistant.found import Found, bought_for
from assistant.plan import Operation, Plan, Selector
from assistant.stated import GOODS
from assistant.understand.clues import asks_sum
from assistant.understand.reading import Reading

_ASKS = re.compile("(?:哪一?[个些]?|哪几个|什么|啥)(?:专项|项目)")
_BUYS = re.compile("采购|购买|[购买]了")
_TABLE = "政府采购表"
_APART = re.compile(r"^20\d\d年|[（(][^（()）]*[）)]")  # of the name of a project what a question leaves out
_CLASS = re.compile(r"(?:[一二三]、)?(?:货物|工程|服务)类?[a-cA-C]?")
_SERVICE = "服务"
_OF_PURCHASE = re.compile("购置费?$")
_SHORT = 3  # characters of a name that may stand in any question


def tell_bought_for(reading: Reading, plan: Plan, context: Context) -> Status | None:
    """Each row of the things that a clause names and asks for which projects they are bought, with the project above
    it, and the sum where that is asked too; None where it asks something else, or a row stands below no project."""
    named = [one for one in reading.links if "procurement" in one.kinds]
    if not named or not _ASKS.search(reading.text):
        return None
    selectors = [Selector(label=one.names[0], names=one.names, tables=(_TABLE,)) for one in named]
    pairs = [(document, one) for document in plan.documents for one in selectors]
    found = [one for pair in pairs for one in context.facts.find_all(*pair)]
    if not found or not all(map(bought_for, found)):
        return None
    if len(found) > 1 and asks_sum(reading.plain):
        return add_up(found, context, plan.unit)
    if plan.operation is Operation.RANK:
        found = sorted(found, key=lambda one: one.value, reverse=not plan.ascending)[: max(plan.top, 1)]
    list_figures(found, context.draft, headline=True)
    context.history += found
    return Status.ANSWERED


def bought_within(found: Sequence[Found], selector: Selector, plan: Plan) -> list[Found]:
    """Of several rows of one thing that is bought those for the project that the question speaks of, with its name; all
    of them where it speaks of none."""
    words = [one for one in (*plan.rests, *selector.within) if any(_is_for(row, one) for row in found)]
    own = [row for row in found if all(_is_for(row, one) for one in words)]
    return [replace(row, label=f"{row.label}（{bought_for(row)}）") for row in own] if words and own else list(found)


def tell_bought_within(reading: Reading, plan: Plan, context: Context) -> Status | None:
    """What is bought for the project that a question names, be it by a part of its name (专项会议采购了多少服务), with
    the rows below, of the kind asked; None where it asks something else, or no row stands below such a project."""
    added_up = plan.operation in (Operation.VALUE, Operation.SUM, Operation.LIST)
    if not added_up or not _BUYS.search(reading.text):
        return None
    listed = [context.facts.rows_of(one, "procurement", Selector(label=""), 0) for one in plan.documents]
    rows = [row for group in listed for row in group if row.kind == _TABLE and bought_for(row)]
    above = {name for row in rows for name in bought_for(row).split("—")}
    spoken = {core for name in above if len(core := _APART.sub("", name)) > _SHORT and core in reading.text}
    text = reading.text
    for core in spoken:
        text = text.replace(core, "")  # 服务 of 就业服务专项 is no kind
    kinds = [one for one in GOODS if one in text]
    words = spoken or {one for one in plan.rests if one not in kinds}
    things = [one for one in reading.links if "procurement" in one.kinds and not set(one.names) & {*kinds, "政府采购"}]
    if not words or things:
        return None
    rows = [row for row in rows if all(_is_for(row, one) for one in words)]
    rows = [row for row in rows if not kinds or any(kind in name for name in row.parents for kind in kinds)]
    whole = [row for row in rows if not any(_is_below(row, other) for other in rows)]
    if len(whole) > 1:
        return add_up(whole, context, plan.unit)
    list_figures(whole, context.draft, headline=True)
    list_figures([row for row in rows if row not in whole], context.draft)
    context.history += whole
    return Status.ANSWERED if whole else None


def things_bought(rows: list[Found], plan: Plan) -> list[Found]:
    """The things that are bought, without the rows that hold others; those of the kind that is asked
    for. Empty where a clause names what is bought for, and the table has nothing below it."""
    above = {name for one in rows for name in one.parents}
    rows = [one for one in rows if one.item not in above and not _CLASS.fullmatch(one.item)] or rows
    named = {name for one in plan.selectors for name in one.names}
    below = [one for one in rows if named & set(one.parents)]
    if not below and any(_OF_PURCHASE.search(one.label) for one in plan.selectors):
        return []  # 车辆购置都买些什么, of which the table has nothing
    rows = below or rows
    kind = next((one for one in GOODS if one in plan.question), "")
    own = [one for one in rows if any(kind in name for name in one.parents)]
    if own or not kind:
        return own or rows
    return [one for one in rows if one.item.endswith(_SERVICE) == (kind == _SERVICE)]  # where no row tells the kind


def _is_for(row: Found, words: str) -> bool:
    """Whether a row of the table of procurement stands below a project whose name has some words in it."""
    return any(words in name for name in bought_for(row).split("—"))


def _is_below(row: Found, other: Found) -> bool:
    """Whether a row stands below another."""
    return row.cell.table_id == other.cell.table_id and row.parents[: len(other.parents) + 1] == (
        *other.parents,
        other.item,
    )
