"""What a clause was read as, in words: whose documents, what of them, what is done with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.plan import TOTAL, Operation, Plan
from assistant.prompting import fill
from assistant.understand.reading import Reading

if TYPE_CHECKING:
    from index.model import DocumentCard

_QUOTES = re.compile("[“”]")
_FEW = 3  # documents and things that are named, at most


def restated(reading: Reading, plan: Plan, cards: Sequence[DocumentCard], *, in_words: bool) -> str:
    """The reading of a clause, as short as it can be said; `in_words` where sentences answer it."""
    whose = list(
        dict.fromkeys(f"{card.department}{card.year or ''}年" for card in cards if card.id in reading.documents)
    )
    units = [name for name in reading.unit_names if not any(name in one for one in whose)]
    things = list(dict.fromkeys(one.label for one in plan.selectors))
    measures = [one.words or one.name for one in reading.columns if not any(one.words in thing for thing in things)]
    if plan.group and plan.group not in ("named", "documents"):
        things = [*things, _in_words(plan.group)]
    parts = ["、".join(whose[:_FEW]) + ("等" if len(whose) > _FEW else ""), *units[:_FEW]]
    parts += ["、".join(things[:_FEW]) or ("" if in_words else TOTAL), "、".join(measures[:_FEW])]
    if in_words or plan.operation is not Operation.VALUE:
        parts.append(_in_words("words" if in_words else plan.operation))
    return _QUOTES.sub("", "，".join(part for part in parts if part))


def _in_words(name: str) -> str:
    return fill("readings", name, {})
