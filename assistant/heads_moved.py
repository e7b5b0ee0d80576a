"""By how many people a body's staff grew or shrank, as its sentences state it (人员减少了几个人)."""

from __future__ import annotations

import re

from assistant.answer import Role, Status
from assistant.context import Context
from assistant.divisors import HEADS
from assistant.draft import Draft, Mark
from assistant.plan import Operation, Plan
from assistant.prompting import say
from assistant.quoting import quoted
from assistant.understand.reading import Reading

_HEADS = re.compile(
    "(?:几|多少)个?[人名](?!次|均|大)|(?:人员|职工|干部|人数)[^,，。]{0,8}[增减多少]了?(?:几|多少)个(?=$|[,，。?？呢])"
)
_MOVED = re.compile("(?:增加|减少|下降|上升|[增减多少])了(?:几|多少)(?:个?[人名]|个(?=$|[,，。?？呢]))")

_MOVED_TOLD = re.compile(r"[增减](?:加|少)了?[^，,。；;\d]{0,6}?(?:\d+|[一二两三四五六七八九十]+)[名人]")


def asks_heads(question: str) -> bool:
    """Whether a number of people is asked for."""
    return bool(_HEADS.search(question))


def says_heads(draft: Draft, before: Mark) -> bool:
    """Whether the words quoted since a mark say that there are more or fewer people (另外减少一名在编人员); none of the
    sums of money told with them leads."""
    said = bool(_MOVED_TOLD.search(draft.since(before)))
    if said:
        draft.demote_others(before, ())
    return said


def tell_heads_moved(reading: Reading, plan: Plan, context: Context) -> Status | None:
    """The one change in heads that the sentences of each document state; None where a clause asks something else, or a
    document states none, or several."""
    of_change = plan.operation is Operation.CHANGE or _MOVED.search(plan.question)
    if not (of_change and asks_heads(plan.question)) or reading.links or reading.columns or reading.total:
        return None
    done = False
    for document in plan.documents:
        own = (one for one in context.snapshot.statements if one.document_id == document and one.unit in HEADS)
        moved = {one.change: one for one in own if one.change is not None}
        for change, one in moved.items() if len(moved) == 1 else ():
            card = context.snapshot.card(document)
            mark = context.draft.cite_passage(context.passage(one.passage_id), one.quote)
            label = f"{card.department}{card.year or ''}年人员{one.direction}"
            first = not any(figure.role is Role.HEADLINE for figure in context.draft.figures)
            context.draft.stated_figure(label, change, one.unit, Role.HEADLINE if first else Role.DETAIL, mark)
            context.draft.say(say("row", label=label, amount=f"{change} {one.unit}", cite=mark))
            context.draft.say(quoted(f"{card.department}{card.year or ''}年{card.basis}", one.quote, mark))
            done = True
    return Status.ANSWERED if done else None
