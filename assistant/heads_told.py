"""How many people work at a body, where that is all that a clause asks."""

from __future__ import annotations

import re

from assistant.answer import Status
from assistant.context import Context
from assistant.counted import numbers_of
from assistant.divisors import staff_stated
from assistant.plan import Operation, Plan
from assistant.stating import say_stated
from assistant.understand.reading import Reading
from assistant.understand.residue import YEAR
from assistant.understand.text import blotted

_STAFF = "(?:在职)?(?:干部)?(?:职工|员工)|(?:在职|在编|工作)人员|人员?"
_ASKS = re.compile(
    rf"(?:现在|目前|现|全[局院校]|单位|部门|里|的|一共|总共|共|有|在职|实有|在编|是|{_STAFF})*"
    rf"(?:多少|几)(?:个|名|位)?(?:在职|实有|在编)?的?(?:{_STAFF})[呀啊呢]?[?？]?"
)


def tell_heads(reading: Reading, plan: Plan, context: Context) -> Status | None:
    """Tells the number of the staff as a sentence states it, of those that there are before that of the posts; None
    where something else is asked or a table has the number."""
    if plan.operation is not Operation.VALUE or not _ASKS.fullmatch(_without_bodies(reading)):
        return None
    if not reading.bodies.mentions and any(one.kinds == {"indicator"} for one in reading.links):
        return None  # 某补助每人多少，几个人: those that the project counts
    stated = [
        one
        for document in plan.documents
        if not numbers_of(document, "人员", context) and (one := staff_stated(document, context))
    ]
    for one in stated:
        say_stated(one, context)
    return Status.ANSWERED if stated and len(stated) == len(plan.documents) else None


def _without_bodies(reading: Reading) -> str:
    return YEAR.sub("", blotted(reading.text, reading.bodies.spans)).replace("□", "")
