"""Which one stands at a place of the order that was told before (第二名是谁, 最后一名呢)."""

from __future__ import annotations

import re

from assistant.context import Context, list_figures
from assistant.found import Found
from assistant.plan import Operation
from assistant.understand.clues import NUMERALS
from assistant.understand.text import folded
from assistant.understand.told import Told

_WHICH = (
    "(?:的)?(?:项目|科目|支出|单位|部门|[个项笔家])?"
    "(?:呢|又?(?:是|为)?(?:哪一?[个项家笔]?(?:项目|科目|单位|部门)?|谁|什么|啥|多少钱?)|叫什么)?[呢啊?？]*"
)
_NTH = re.compile(
    rf"(?:那么?|请问|其中|排在?)*(?:(?P<last>最后|倒数)(?:第?一)?|第?(?P<number>[一二三四五六七八九十\d]{{1,2}}))"
    rf"(?:(?P<size>大|多|高|贵)|名|位|个|[项笔家])*{_WHICH}"
)


def tell_nth(turn: str, told: Told, context: Context) -> bool:
    """Tells the figure at a place of an order of at least two that the turn before told; False where a turn asks
    something else, or where so many were not told."""
    found, order = _NTH.fullmatch(folded(turn).strip()), context.told
    if (
        found is None
        or told.last.operation is not Operation.RANK
        or len(order) < 2
        or not ("第" in turn or found["last"])
    ):
        return False
    place = len(order) if found["last"] else _number(found["number"])
    falls = _falls(order)
    if falls is None or (found["size"] and not falls) or not 0 < place <= len(order):
        return False
    list_figures([order[place - 1]], context.draft, headline=True)
    return True


def _falls(order: list[Found]) -> bool | None:
    """Whether figures stand from the largest down; None where they stand in no order."""
    values = [one.value for one in order]
    if values == sorted(values, reverse=True):
        return True
    return False if values == sorted(values) else None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else NUMERALS.get(text, 0)
