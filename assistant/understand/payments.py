"""Whether a clause asks for the plan by which a project is paid for (各时点要支出到百分之几, 什么时候花到八成)."""

from __future__ import annotations

import re

from assistant.understand.reading import Reading

_PLAN = re.compile(
    r"(?:支出|用款|付款|支付)的?(?:进度)?(?:计划|安排)|用款|各个?(?:季度?|时点)(?:末|底)?[的要应该得]*(?:支出|付款|花|用)"
    r"|(?:什么时候|啥时候|何时|几时|几月|哪一?个?月)[份底末]*[要能得应该才]*(?:花|支出|支付|用|付)[掉完到光出了]*"
    r"(?:\d|百分之|[一二三四五六七八九]成|一半|过半|完)"
)


def asks_payments(reading: Reading) -> bool:
    """Whether nothing but projects is named, and their plan of payments is asked for."""
    of_projects = bool(reading.links) and all("project" in one.kinds for one in reading.links)
    return of_projects and bool(_PLAN.search(reading.plain))
