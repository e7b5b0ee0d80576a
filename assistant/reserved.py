"""What of the procurement is kept for small enterprises, as sentences state it: 给中小企业预留多少, 其中小微企业呢."""

from __future__ import annotations

import re

from assistant.answer import Status
from assistant.context import Context
from assistant.plan import Operation, Plan
from assistant.prompting import say
from assistant.stated import is_reserved
from assistant.stating import say_stated
from assistant.understand.reading import Reading

_ENTERPRISES = re.compile("(?P<medium>(?<!其)中小微?)企业|(?:小微|小型(?:[和、与]?微型)?|微型)企业|小微(?=[的呢]|$)")
_SMALLEST = re.compile("小微|小型|微型")
_OF_BUYING = re.compile("预留|留给|份额|授予|合同|采购")
_ASKS_RATE = re.compile("占|比[例重]|百分|几成")


def tell_reserved(reading: Reading, plan: Plan, context: Context) -> Status | None:
    """The amount that is kept for the enterprises that a clause about procurement names: of small ones alone where it
    names these; None where it asks something else, or no sentence states it."""
    asked = _ENTERPRISES.search(reading.text)
    words = reading.text if reading.fresh else f"{context.turn}{reading.text}"
    of_buying = _OF_BUYING.search(words) or any("政府采购" in one.names for one in reading.links)
    an_amount = plan.operation is Operation.VALUE or (plan.operation is Operation.SHARE and "份额" in reading.text)
    if asked is None or not (of_buying and an_amount) or _ASKS_RATE.search(reading.text):
        return None
    reserved = [
        one
        for one in context.snapshot.statements
        if one.document_id in reading.documents and one.amount is not None and is_reserved(one)
    ]
    hits = [one for one in reserved if asked["medium"] or _SMALLEST.search(one.subject)]
    for hit in hits[:1]:
        say_stated(hit, context)
        for words in (one.text for one in reading.left if one.text in reading.text and one.text not in hit.subject):
            context.draft.say(say("understood", asked=words, meant=hit.subject))
    guessed = "预留" in reading.text and bool(reading.links) and all(one.sure < 1.0 for one in reading.links)
    if not hits and (reserved or guessed):  # 支持中小企业发展 is nothing that is kept for them
        context.draft.say(say("not_listed", label=f"{asked[0]}的预留采购"))
        return Status.NOT_FOUND
    return Status.ANSWERED if hits else None
