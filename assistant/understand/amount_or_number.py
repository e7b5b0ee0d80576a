"""Whether what a follow-up names is told as an amount of money or as a number of things: 几辆车, then 公车运行费呢;
基本支出多少钱, then 财政供养人员呢."""

from __future__ import annotations

import re

from assistant.understand.clues import NAMES_SUM

COUNTED = re.compile(r"(?:多少|几)(?:人次|[人名位次场期天个项家间份件条篇本部台辆户届月])")
_NAMES_NUMBER = re.compile("(?:供养人员|人员?数|车辆|编制)$")
_NAMES_RATE = re.compile("(?:[率度]|标准)$")
_MONEY_ASKED = re.compile("(?:预算|经费|费用|金额)?(?:要|花|是|有|为)?(?:多少(?:钱|万元?|元)?|几万)(?![个项家名人])")


def asked_as_told(text: str, named: str, said: str) -> str:
    """A question into which a follow-up that `said` something has put the words of what it `named`: not for so many of
    them where they are money or a rate, and not for money where they are things that are counted."""
    if _NAMES_RATE.search(named) or NAMES_SUM.search(said):
        return COUNTED.sub("多少", text).replace(f"几{named}", f"多少{named}")
    return _MONEY_ASKED.sub("有多少", text) if _NAMES_NUMBER.search(named) else text
