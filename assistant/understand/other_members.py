"""The projects that are left behind those which a turn chose: 其余的加起来多少 once the three largest were told."""

from __future__ import annotations

import re

from assistant.plan import Operation
from assistant.understand.bounds import condition_of
from assistant.understand.clues import top_of
from assistant.understand.groups import group_of
from assistant.understand.reading import Reading
from assistant.understand.told import Told

_ASCENDING = re.compile("最[小少低]|最便宜")
_COUNTS = re.compile("[几多][个少]?[个项](?!目?多少)")
_LISTS = re.compile("哪|什么|啥")
_OPPOSITE = {">": "不超过{}", ">=": "不足{}", "<": "{}以上", "<=": "超过{}"}


def of_other_projects(text: str, told: Told) -> str:
    """What a turn that asks of the rest (其余的合计多少) means behind one that chose projects by their places in
    an order or by a bound; empty behind any other."""
    asks = "有几个" if _COUNTS.search(text) else "有哪些" if _LISTS.search(text) else "合计多少"
    chosen = next((one for one in map(_chosen_by, (told.last, told.whole, *_shared(told))) if one), "")
    return chosen and f"{'和'.join(told.last.unit_names)}{chosen}项目{asks}"


def _shared(told: Told) -> tuple[Reading, ...]:
    """The turn that chose the projects whose share was asked for since (前三名合计, 占项目支出多少)."""
    return told.grouped or () if told.last.operation is Operation.SHARE and told.last.of_told else ()


def _chosen_by(reading: Reading) -> str:
    """What the projects that a question did not choose are called; empty where it chose none."""
    if group_of(reading)[0] != "projects":
        return ""
    number = top_of(reading.text) if reading.operation is Operation.RANK else 0
    if number:
        return f"除最{'小' if _ASCENDING.search(reading.text) else '大'}的{number}个项目以外的"
    bound = condition_of(reading.text) if reading.operation is Operation.FILTER else None
    if bound is None or bound.of_average or bound.upper is not None or bound.operator not in _OPPOSITE:
        return ""
    return f"{_OPPOSITE[bound.operator].format(f'{bound.amount:f}{bound.unit}')}的"
