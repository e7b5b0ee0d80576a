"""Which of several things rose or fell more, once the change of each was told (甲和乙比上年哪个增加更多)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from assistant.prompting import say
from assistant.verdicts import direction_asked

_WHICH_MORE = re.compile(
    "(?:哪|谁)[^,，。?？]{0,12}[增加长减少降涨升跌变动化](?:了|得|的)?(?:幅度?)?(?:更|最|较|比较)?(?:多(?!少)|大|快|猛|厉害|狠|明显)"
)
_BY_RATE = re.compile("快|猛|率|幅|厉害|狠|百分")


class Moved(Protocol):
    """A change of an item: signed, in `unit`, which is empty where only its rate is known; its rate in percent."""

    @property
    def item(self) -> str: ...
    @property
    def size(self) -> Decimal: ...
    @property
    def unit(self) -> str: ...
    @property
    def rate(self) -> Decimal: ...


def more_moved(found: Sequence[Moved], question: str) -> str:
    """The line that says which moved most in the direction that a question asks about; empty where it does not ask
    that, where none or but one did, or where two did alike."""
    signs = {one.size > 0 for one in found}
    asked = direction_asked(question) or ((1 if True in signs else -1) if len(signs) == 1 else 0)
    if not _WHICH_MORE.search(question) or not all(one.item for one in found):
        return ""
    by_rate = bool(_BY_RATE.search(question)) or len({one.unit for one in found}) > 1 or not all(o.unit for o in found)
    sizes = {one.item: (one.rate if by_rate else one.size) * (asked or 1) for one in found}
    if not asked:
        sizes = {item: abs(size) for item, size in sizes.items()}
    most = max(sizes, key=lambda item: sizes[item], default="")
    if len(sizes) < 2 or sizes[most] <= 0 or list(sizes.values()).count(sizes[most]) > 1:
        return ""
    direction = {1: "增加", -1: "减少", 0: "变化"}[asked]
    return say("moved_more", item=most, direction=direction, basis="幅度" if by_rate else "金额")
