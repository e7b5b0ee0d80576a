"""Follow-ups that ask what an amount is made up of: 细分是哪两项, 是哪几个单位的, 其中一般公共预算安排多少."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.plan import Operation
from assistant.understand.reading import Reading
from assistant.understand.told import Told, is_of_kind, parts_of, pieces_of

_ITS_PARTS = re.compile(
    "(?:那么?|再|它|里面|具体|分别|细|都|又|主要|往下)*(?:细?分|拆|构成|组成)?(?:开来?|下来|下去)?(?:看|来看)?(?:都|又|主要|具体|分别)*"
    "(?:是|为|成|有|由|包括|包含|到)*哪(?:些|[几两三四五六七八九十])(?:个|项|块|类|种|部分|大[块项类])(?:构成|组成)?[呢?？]*"
)
_OF_WHICH_UNITS = re.compile(
    "(?:那么?|都|分别|又|主要)*(?:是|属于|来自|在|归)哪(?:些|[几两三四五六七八九十][个家])(?:下属|所属|预算)*单位(?:的|名下)*[呢?？]*"
)

NUMBER = re.compile(r"(?:一共|总共|共)?(?:有|设|列|安排)?(?:了)?(?:多少|几)[个项家]?")
_EACH_OF_THEM = re.compile(
    "(?:它们|他们|这些|这?几[个项家]|那)*(?:项目|科目)?(?:分别|各自?|每个)(?:是|有|要|花|安排)*(?:多少(?:钱|万元?)?|几万)[呢啊?？]*"
)
_OF_GROUP = (Operation.COUNT, Operation.LIST, Operation.FILTER, Operation.RANK)
_AMONG = re.compile("(?:其中|这里面|里面|当中)的?(.+)")


def paid_of_it(text: str, told: Told, read: Callable[[str], Reading]) -> str:
    """其中一般公共预算安排多少 of the one kind of expenditure that was asked for; empty for anything else."""
    found, pieces = _AMONG.fullmatch(text), parts_of(told.last)
    if found is None or told.group or len(pieces) != 1 or pieces[0].item not in told.last.measures:
        return ""
    new = read(found[1])
    named = [one.item for one in pieces_of(new)]
    asked = new.operation is Operation.VALUE and not (new.bodies.mentions or new.links)
    return f"{told.subject}中{found[1]}" if asked and len(named) == 1 and named[0] in new.funds else ""


def into_its_parts(text: str, told: Told, _: object = None) -> str:
    """细分是哪两项 of the one amount that was asked for, 是哪两个单位的 of what was; empty for anything else."""
    if _OF_WHICH_UNITS.fullmatch(text) and told.subject:
        return f"{told.subject}各下属单位分别多少"
    of_one = told.last.operation is Operation.VALUE and not told.group and bool(parts_of(told.last))
    of_project = any(is_of_kind(one, "project") or is_of_kind(one, "indicator") for one in parts_of(told.last))
    if not of_one or of_project or not _ITS_PARTS.fullmatch(text):
        return ""
    halves = "两" in text and told.subject == "基本支出"
    return "人员经费和公用经费各多少" if halves else f"{told.subject}由哪几项构成"


def each_of_them(text: str, told: Told, _: Callable[[str], Reading]) -> str:
    """分别多少 of a group that was counted, listed or ranked, as the question for it with the amounts."""
    of_group = told.last.operation in _OF_GROUP and told.group and text not in told.whole.text
    if not of_group or not _EACH_OF_THEM.fullmatch(text):
        return ""
    counted = told.last.operation is Operation.COUNT
    listed = NUMBER.sub("有哪些", told.whole.text, count=1) if counted else told.whole.text
    return f"{listed.rstrip('?？呢')}，分别多少钱"
