"""Numbers of projects set against each other: 比乙多几个项目, 谁的项目多, 各有几个项目 and then 差几个."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.plan import Operation
from assistant.understand.reading import Reading
from assistant.understand.text import PROJECT_NOUN
from assistant.understand.told import Told

NUMBERS_APART = re.compile(  # by how many projects two differ
    r"项目(?:的?个?数量?|的?数量).{0,6}(?:差|[多少])(?:了|出)?(?:几|多少)"
    r"|项目(?!支出|经费|资金)[^,，。]{0,20}?(?:差|[多少](?:了|出)?|增加了?|减少了?|增减了?)(?:几|多少)[个项](?!百分|点)"
    r"|项目[,，]?(?:两家|二者)?(?:相差|差|多|少)(?:了|出)?(?:几|多少)个(?![百月])"
    r"|比[^,，。]{2,30}[多少](?:了|出)?(?:几|多少)个(?:一级|二级)?项目"
)
MORE_PROJECTS = re.compile(  # which of two has more of them
    r"(?:哪一?[家个边]|谁)[^,，。]{0,8}?项目(?:的?个?数量?|的?数量)?(?:是|要)?(?:更|最)?[多少](?:一?[些点])?(?!的?(?:钱|资金|金额|预算|经费|支出)|[^,，。])"
)
_OF_TOLD = re.compile(
    "(?:那么?|两家|它们|二者|之间)*(?:(?P<which>(?:哪一?[家个边](?:部门|单位)?|谁)的?(?:项目)?(?:更|最)?[多少])|(?:相?差|[多少])(?:了|出)?(?:几|多少)[个项]?)[呢?？]*"
)


def numbers_of_told(text: str, told: Told, _: Callable[[str], Reading]) -> str:
    """哪家多 and 差几个 once the projects of two bodies were counted; empty where a turn asks something else."""
    found, whole = _OF_TOLD.fullmatch(text), told.whole
    several = whole.bodies.distinct == 2 or (whole.bodies.distinct > 2 and bool(found and found["which"]))
    counted = told.last.operation is Operation.COUNT and several and bool(whole.bodies.spans)
    if found is None or not counted or not PROJECT_NOUN.search(whole.plain):
        return ""
    bodies = whole.text[: max(end for _, end in whole.bodies.spans)]
    if whole.bodies.distinct > 2 and found["which"]:
        return f"{bodies}谁的项目个数最{found['which'][-1]}"
    return f"{bodies}哪家的项目{found['which'][-1]}" if found["which"] else f"{bodies}的项目数量相差几个"
