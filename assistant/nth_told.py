"""Which one stands at a place of the order that was told before (第二名是谁, 最后一名呢)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.across import Side, tell_side
from assistant.context import Context, list_figures
from assistant.found import Found
from assistant.order_told import Amount, document_of
from assistant.plan import Operation
from assistant.understand.clues import NUMERALS
from assistant.understand.rephrasing import BARE_AMOUNT
from assistant.understand.text import folded
from assistant.understand.told import Told

_WHICH = (
    "(?:的)?(?:项目|科目|支出|单位|部门|[个项笔家])?"
    "(?:呢|又?(?:是|为)?(?:哪一?[个项家笔]?(?:项目|科目|单位|部门)?|谁|什么|啥|多少钱?)|叫什么)?[呢啊?？]*"
)
_NTH = re.compile(
    r"(?:那么?|请问|其中|排在?)*(?:(?P<last>最后|倒数)(?:第?一)?|最(?:(?P<most>[大多高贵])|(?P<least>[小少低]))"
    r"|第?(?P<number>[一二三四五六七八九十\d]{1,2}))"
    rf"(?:(?P<size>大|多|高|贵)|(?P<less>小|少|低)|名|位|个|[项笔家])*{_WHICH}"
)


_APART = re.compile("(?:那么?|两者|它们|两家|这?两个)*(?:之间)?相?差(?:了|出)?多少(?:钱|万元?)?[呢?？]*")
_THAN = re.compile(
    r"(?:那么?|它)*(?:比|和|跟|与|同)(?:(?P<last>最后|倒数|最[小少低])(?:第?一)?|第(?P<number>[二三四五六七八九十]))(?:名|位|个|[项笔家]|多|高|大|的|部门|单位|项目)*"
    r"(?:相?差|(?P<less>[少低小])|[多高大])(?:了|出)?多少(?:钱|万元?)?[呢?？]*"
)


def tell_nth(turn: str, told: Told, context: Context) -> Told | None:
    """Tells the figure at a place of an order of at least two that was told before, and what the conversation has come
    to with it; None where a turn asks something else, or where so many were not told."""
    one = _at_place(turn, told, context)
    if one is None or told.last.operation is Operation.SHARE:
        return None
    order = context.order.amounts if context.order.goes_on else tuple(context.told)
    _tell(one, context)
    context.order = context.order.then(order, [one])
    if not isinstance(one, Found) or context.order.bodies:
        return told
    subjects = (*(name for name in told.subjects if name != one.label), one.label)
    projects = (one.item,) if one.item_kind == "project" else ()
    return replace(told, subjects=subjects, projects=projects, group=False)


def share_of_nth(turn: str, told: Told | None, context: Context) -> str:
    """第二多的呢 after the share of the first, as that one by its name; any other turn as it is."""
    of_share = told is not None and told.last.operation is Operation.SHARE and context.order.goes_on
    one = _at_place(turn, told, context) if told and of_share else None
    if one is None:
        return turn
    context.order = context.order.then(context.order.amounts, [one])
    return f"{_name_of(one, context)}呢"


def than_nth(turn: str, context: Context) -> str:
    """比第二名多多少 after an order of which one was asked for, be it that its goals were told since, or 差多少 after
    two were, as a question for these two by their names; any other turn as it is."""
    found, order = _THAN.fullmatch(folded(turn).strip()), context.order
    if order.goes_on and order.bodies and len(order.singled) > 1 and _APART.fullmatch(folded(turn).strip()):
        return f"{'和'.join(_name_of(one, context) for one in order.singled[-2:])}差多少"
    place = 0 if found is None else len(order.amounts) if found["last"] else _number(found["number"])
    goes_on = order.goes_on or all(one.item_kind == "indicator" for one in context.told)
    if found is None or not goes_on or not order.singled or not 0 < place <= len(order.amounts):
        return turn
    names = [_name_of(one, context) for one in (order.singled[-1], order.amounts[place - 1])]
    context.order = order.then(order.amounts, [order.singled[-1], order.amounts[place - 1]])
    return f"{names[0]}和{names[1]}差多少" if names[0] != names[1] else turn


def _name_of(one: Amount, context: Context) -> str:
    """What one of an order is called: the body where bodies were ranked, else the item."""
    if context.order.bodies or not isinstance(one, Found):
        return context.snapshot.card(document_of(one)).department
    return one.label


def _at_place(turn: str, told: Told, context: Context) -> Amount | None:
    """The figure at the place of the order that a turn asks for."""
    asked = folded(turn).strip()
    singled = context.order.singled[-1:] if context.order.goes_on else ()
    if told.last.operation is Operation.RANK and BARE_AMOUNT.fullmatch(asked) and len(singled) == 1:
        one = singled[0]  # 买的东西里最贵的是什么，多少钱: not of all that is bought
        return one if isinstance(one, Found) and not context.order.bodies else None
    found = _NTH.fullmatch(asked)
    ranked = context.told if told.last.operation is Operation.RANK else ()
    order = context.order.amounts if context.order.goes_on else tuple(ranked)
    of_end = found is not None and bool(found["most"] or found["least"])
    if found is None or len(order) < 2 or not ("第" in turn or found["last"] or of_end):
        return None
    if of_end and not (told.last.operation is Operation.SHARE or 1 < len(context.told) < len(order)):
        return None  # but of all from which the first few were told
    place = len(order) if found["last"] else _number(found["number"] or "1")
    falls = _falls(order)
    falls = True if falls is None and context.order.goes_on else falls  # by their shares
    if falls is None or not 0 < place <= len(order):
        return None
    large, small = found["size"] or found["most"], found["less"] or found["least"]
    from_end = (large and not falls) or (small and falls)
    return order[-place if from_end else place - 1]


def _tell(one: Amount, context: Context) -> None:
    if isinstance(one, Found):
        list_figures([one], context.draft, headline=True)
        return
    tell_side(_side_of(one, context.snapshot.card(one.document_id).department), context)
    context.stated.clear()


def _falls(order: Sequence[Amount]) -> bool | None:
    """Whether figures stand from the largest down; None where they stand in no order."""
    values = [_side_of(one, "").size for one in order]
    if values == sorted(values, reverse=True):
        return True
    return False if values == sorted(values) else None


def _side_of(one: Amount, body: str) -> Side:
    if isinstance(one, Found):
        return Side(body, one.label, one.value, one.unit, one)
    return Side(body, one.subject, one.amount or Decimal(0), one.unit, one)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else NUMERALS.get(text, 0)
