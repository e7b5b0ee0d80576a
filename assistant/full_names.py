"""What a body is called in full (政务数据办全称是什么), as its document prints it."""

from __future__ import annotations

import re

from assistant.answer import Status
from assistant.context import Context
from assistant.prompting import say
from assistant.quoting import quoted
from assistant.understand.reading import Reading
from assistant.understand.text import blotted
from index.model import Passage

_ASKED = re.compile("全称|全名|正式名称|完整的?名[称字]")
_SAYS_NOTHING = re.compile(
    "[□的,，。?？]|叫做?|是|什么|啥|多少|这[个家]|那[个家]|它们?|其|该|单位|部门|机关|名称|名字|简称|请问|怎么|写|说|呢|告诉我|一下|办公室"
)
_STOP = re.compile("[,，。；;]")


def tell_full_name(reading: Reading, context: Context) -> Status | None:
    """Tells the name of a body, or of one of its units, in full with the words that print it; None where something
    else's is asked for, or no words print it."""
    if len(reading.documents) != 1 or len(reading.unit_names) > 1 or reading.links or not _asks_own(reading):
        return None
    card = context.snapshot.card(reading.documents[0])
    name = next(iter(reading.unit_names), card.department)
    prints = [one for one in context.snapshot.passages if one.document_id == card.id and name in one.text]
    if not prints:
        return None
    passage = min(prints, key=lambda one: (one.kind == "table", not _is_of_offices(one), len(one.text)))
    quote = name if passage.kind == "table" else passage.text
    mark = context.draft.cite_passage(passage, quote)
    context.draft.say(say("full_name", body=name, cite=mark))
    if quote != name:
        context.draft.say(quoted(f"{card.department}{card.year or ''}年{card.basis}", quote, mark))
    return Status.ANSWERED


def _asks_own(reading: Reading) -> bool:
    """Whether the part of a clause that asks for a full name names nothing but a body."""
    text = blotted(reading.text, reading.bodies.spans)
    part = next((one for one in _STOP.split(text) if _ASKED.search(one)), "")
    return bool(part) and not _SAYS_NOTHING.sub("", _ASKED.sub("", part))


def _is_of_offices(passage: Passage) -> bool:
    return any("机构设置" in heading or "概况" in heading for heading in passage.section)
