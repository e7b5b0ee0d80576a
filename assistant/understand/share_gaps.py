"""Follow-ups that set the share told last against another in the same whole: 比基本支出高几个百分点, 差几个百分点."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.plan import TOTAL, Operation
from assistant.understand.reading import Reading
from assistant.understand.taken_away import shared
from assistant.understand.told import Told, pieces_of

_POINTS = "(?P<way>高|低|多|少)(?:了|出)?(?:几|多少)个?百分点[呢?？]*"
_THAN = re.compile(f"(?:那么?|它|又)*比(?P<other>[^比,，。?？]{{2,24}}?)的?(?:占比|比[重例])?{_POINTS}")
POINTS_ABOVE_BODY = re.compile(f"(?:那么?|它|又)*比的?(?:占比|比[重例])?{_POINTS}")  # 比乙高…, without the body
_WHOSE = re.compile(
    "(?:那么?)?(?:谁|哪一?[家个](?:单位|部门)?)的?(?:占比|比[重例])(?:更|最)?(?P<way>[高低大小])[呢?？]*"
)
_SECOND = re.compile("第二(?:名|位|家|高的?|大的?|低的?|多的?|少的?)?")
_YEAR = re.compile(r"(?:上一?年|去年|前一?年|20\d\d年)度?")
POINTS_APART = re.compile(
    "(?:那么?|两者|二者|两家|这?两[个项者]|它们|之间)*(?:相?差|[高低多少])(?:了|出)?(?:几|多少)个?百分点[呢?？]*"
)


def whose_is_higher(text: str, told: Told, _: Callable[[str], Reading]) -> str:
    """谁的占比高 behind the amounts of several bodies: of each its share of all that it spends; empty behind others."""
    asked = _WHOSE.fullmatch(text)
    of_each = told.last.operation is Operation.VALUE and len(told.documents) > 1
    return f"各占{TOTAL}的比重谁最{asked['way']}" if asked and of_each else ""


def gap_of_parts(text: str, told: Told, read: Callable[[str], Reading]) -> str:
    """By how many points the share told last differs from that of another item in the same whole, or of another year,
    which the follow-up names or the turn before told; empty of two bodies."""
    pair, than = shared(told.last), _THAN.fullmatch(text)
    if len(told.last.documents) > 1:
        of_next = told.last.operation is Operation.SHARE and than and _SECOND.fullmatch(than["other"])
        return f"{than['way']}几个百分点" if than and of_next else ""  # of the two that lead
    if not pair:
        return ""
    whole, part = pair
    if than and _YEAR.fullmatch(than["other"]):
        return f"{part}占{whole}的比重比{than['other']}{than['way']}几个百分点"
    if than:
        other = read(than["other"])
        named = bool(pieces_of(other)) and not other.bodies.mentions and not other.years
        return f"{part}占{whole}的比重比{than['other']}占{whole}的比重{than['way']}几个百分点" if named else ""
    before = [one for one in told.subjects[:-1] if one not in (part, whole)]
    if not POINTS_APART.fullmatch(text) or not before or told.subject != part:
        return ""
    return f"{part}占{whole}的比重和{before[-1]}占{whole}的比重相差几个百分点"
