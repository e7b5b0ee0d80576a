"""Follow-ups that name but a kind of procurement: 货物类一共多少, once something that is bought was asked about."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.plan import Operation
from assistant.understand.reading import Reading
from assistant.understand.told import Told

_KIND = re.compile(
    "(?:那么?|其中|里面的?|当中的?)*(?P<kind>货物|工程|服务)类?的?(?:采购)?的?(?P<asked>[^,，。货物工程服务]*)"
)
_KINDS = re.compile("货物|工程|服务(?!中心|平台|对象)")
_BOUGHT = "政府采购"
_SHARE_ALONE = re.compile(
    "(?:占了?(?:其中的?)?(?:多少|几成|百分之[几多]少?|多大(?:比例|比重)?|比[例重])|占比|比[例重])(?:是?多少)?[呢?？]*"
)


def of_kind_bought(text: str, told: Told, _: Callable[[str], Reading]) -> str:
    """货物类呢 behind the question for another kind, as that question for this one; 货物类多少 behind what was asked of
    procurement, as all that is bought of that kind, behind a share its share; empty behind anything else."""
    found = _KIND.fullmatch(text)
    if found is None:
        return ""
    talk = f"{told.last.topic}{told.whole.text}"
    if _SHARE_ALONE.fullmatch(found["asked"]) and "采购" in talk and _KINDS.search(talk):
        return f"{_BOUGHT}{found['kind']}占{_BOUGHT}的比重"
    if "占" in found["asked"]:
        return ""
    alone = not found["asked"].strip("呢?？")
    kinds = set(_KINDS.findall(told.whole.text))
    if alone and len(kinds) == 1:
        return told.whole.text.replace(kinds.pop(), found["kind"])
    bought = any(_BOUGHT in one.names or "procurement" in one.kinds for one in told.last.links)
    if not bought and _BOUGHT not in told.whole.text:
        return ""
    if alone and told.last.operation is Operation.SHARE:
        return f"{_BOUGHT}{found['kind']}占{_BOUGHT}的比重"
    return f"{_BOUGHT}{found['kind']}{found['asked']}"
