"""A clause answered by what it names, or else by the item that its words mean."""

from __future__ import annotations

import re

from assistant.answer import Status
from assistant.clause import answer_clause
from assistant.context import Context
from assistant.library import Library
from assistant.meant import Meant
from assistant.prompting import say
from assistant.understand.reading import Reading

_UNREAD = re.compile("^（没有看懂|^文件未列", re.MULTILINE)
_TOLD_ENOUGH = 0.5  # of the words of a clause that is answered otherwise, though not all of them were read
_AVERAGES = re.compile("平均|每[次场期届天户套件篇册]")


def by_name_or_meaning(
    reading: Reading, words: str, context: Context, library: Library
) -> tuple[Reading, Status | None, bool]:
    """A clause answered by what it names; where that leaves words unread or answers nothing, by the item that it
    means, which is told."""
    draft, before, history = context.draft, context.draft.mark(), list(context.history)

    def answered(one: Reading) -> tuple[Status | None, bool]:
        draft.reset(before)
        context.history[:] = history
        context.stated.clear()
        return answer_clause(one, words, context, library)

    status, by_text = answered(reading)
    doubted = status is Status.ANSWERED and bool(_UNREAD.search(draft.since(before)))
    meant = library.meanings.meant(reading) if doubted or status is None else None
    known = any(meant.name in one.label for one in draft.figures[before[1] :]) if meant else False
    if meant is None or known or _averages_else(meant) or (doubted and meant.told < _TOLD_ENOUGH):
        return reading, status, by_text
    found, in_words = answered(meant.reading)
    if found is None:
        return reading, *answered(reading)
    draft.say(say("understood", asked=meant.words, meant=meant.name))
    draft.by_meaning = True
    return meant.reading, found, in_words


def _averages_else(meant: Meant) -> bool:
    """Whether an average is asked for, and the item that is meant is none (人均订阅成本)."""
    return bool(_AVERAGES.search(meant.words)) and "均" not in meant.name
