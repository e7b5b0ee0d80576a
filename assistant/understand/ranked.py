"""What bodies or units are ranked by, where that is no money: 哪个单位职工最多."""

from __future__ import annotations

import re

from assistant.understand.residue import Residue
from index.dictionary import word_class

_BY_THING = re.compile(
    r"^.*(?:哪一?[个家](?:下属|所属|预算)*(?:单位|部门|处室|科室)?|谁|单位|部门|[里中内,，□])的?"
    r"(?P<thing>(?!面)[一-鿿]{1,6}?)(?:的?总?数[量目]?|的?人数)?(?:是)?最[多少大小高低]"
)
_MONEY = re.compile(
    r"钱|预算|经费|费用?|支出|收入|资金|资产|规模|盘子|总[额量数]|金额|开[支销]|花|用|拨款|数额|额度|体量|家底|比[重例]"
    r"|占|幅|率|安排|拿|得$|款|补[助贴]|投入|[增减涨降]|项目|金$|工资|奖|津贴"
)
_THINGS = frozenset({"车", "设备", "编制"})  # that the dictionary has as other words too


def ranked_things(text: str) -> list[Residue]:
    """The word for things, not money, of which the most or fewest are asked, in a text with the names of bodies
    blotted out; empty where there is none."""
    found = _BY_THING.search(text)
    if found is None or _MONEY.search(found["thing"]):
        return []
    thing = found["thing"]
    if not (thing in _THINGS or word_class(thing).startswith("n")):
        return []
    return [Residue(*found.span("thing"), thing)]
