"""Words that mean amounts told before: 这两个项目合起来占…, 一共几个."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SUCH = "(?:费用|经费|支出|钱|项目|科目)?"  # what amounts told may be called: 这两个项目
_OF_TOLD = re.compile(
    rf"(?:那么?|上面|前面|刚才|它们|它俩|它|这些|(?:[这那前后]?[几两俩三四五六七八][个项者家样笔名种块]|这些){_SUCH}"
    r"|[这那前后]?[几两俩仨三四五六七八]|这[个项者]|分别|各自?|大概|又|合计|合起来|合到?一[块起]儿?|加起来|加总|相加|之和|总和"
    r"|[加合]在?一[块起]儿?|一[块起]|一共|总共|共)*的?(?:占|的?比[例重])"
)
_SEVERAL = re.compile("(?:上面|前面|刚才|那么?)*[这那](?:[俩仨]|[两三四五][个项者家样笔名种块])(?![^占]*(?:各|分别))")
_NUMBER_OF_TOLD = re.compile(r"(?:那|它们|这些)?(?:一共|总共|共)?(?:有|是)?(?:几|多少)[个项家](?:项目|单位|科目)?呢?")


def asks_share_of_told(text: str, named: Iterable[int]) -> bool:
    """Whether the clause of a share means what was told before 占; `named` are the places of all that it names
    itself."""
    points = means_several(text) and all(one > text.find("占") for one in named)
    return points or bool(_OF_TOLD.match(text))


def means_several(text: str) -> bool:
    """Whether a clause begins with words for several amounts told, to be added up, whatever it calls them
    (这两笔开支)."""
    return bool(_SEVERAL.match(text))


def asks_number_of_told(text: str) -> bool:
    """Whether it is asked how many were told (一共几个)."""
    return bool(_NUMBER_OF_TOLD.fullmatch(text))
