"""Which unit the figure belongs to that the turn before told (是哪个单位的)."""

from __future__ import annotations

import re

from assistant.context import Context
from assistant.prompting import say

_ASKS_WHOSE = re.compile(
    r"(?:那|请问)?(?:它|这|该|这个|该|这笔|这一)?(?:项目|钱|经费|支出)?(?:是|属于|归|算)(?:哪个|哪家|哪一家|什么)"
    r"(?:下属|所属|预算)?(?:单位|部门|机构)(?:的|负责的?|管的?|名下的?)?(?:项目|钱|经费|支出)?[?？呀啊呢]*"
)


def tell_whose(turn: str, context: Context) -> bool:
    """Names the unit that the row of the last figure told stands under, with the row; False where a turn asks
    something else, or no figure of a row was told."""
    if not context.told or not _ASKS_WHOSE.fullmatch(turn.strip()):
        return False
    last = [one for one in context.told if one.item][-1:]
    for one in last:
        unit = one.unit_name or one.department
        context.draft.say(say("whose", label=one.label, unit=unit, cite=context.draft.cite(one)))
    return bool(last)
