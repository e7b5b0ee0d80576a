"""How many items a list of the text has, where a question asks for their number (职责一共有几条)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.narrative.relevance import fold
from assistant.narrative_query import Aspect, Quote
from index.model import Passage
from index.numbering import Scheme, parse_mark

_NUMBER = re.compile(
    r"(?:几|多少)(大?[条项个点款])(?=(?:主要|法定|基本|工作)?(?:职责|职能|职权)|[^一-鿿]|$|[吧呢啊呀来])"
)
_NAMES = ("职责", "职能", "职权", "任务")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class ItemList:
    """Numbered items one after the other, with the words that announce them, if any."""

    lead: Passage | None
    items: tuple[Passage, ...]


def number_asked(question: str, aspect: Aspect) -> str:
    """The measure word of the number of duties or tasks that is asked for (几条 -> 条); empty where none is."""
    of_list = any(one in question for one in _NAMES) and (aspect is Aspect.DUTY or "任务" in question)
    found = _NUMBER.search(question) if of_list else None
    return found[1][-1] if found else ""


def list_counted(question: str, quotes: Sequence[Quote]) -> ItemList | None:
    """The list among whole items quoted whose number is asked for: the one whose lead or headings name what
    the question does best, the last of those that do equally; None where no list is quoted."""
    lists = _lists(list({quote.passage.id: quote.passage for quote in quotes}.values()))
    asked = fold(question)
    return max(reversed(lists), key=lambda one: _named(one, asked), default=None)


def _named(one: ItemList, asked: str) -> int:
    words = fold(one.lead.text if one.lead else " ".join(one.items[0].section))
    return sum(name in words for name in _NAMES if name in asked)


def _lists(passages: Sequence[Passage]) -> list[ItemList]:
    """The lists of the outermost numbering: one begins where the numbers begin again."""
    found: list[ItemList] = []
    lead: Passage | None = None
    items: list[Passage] = []
    scheme: Scheme | None = None
    for passage in passages:
        mark = parse_mark(passage.text)
        if mark is None or mark.scheme is Scheme.PART:
            lead = passage if passage.text.rstrip().endswith(("：", ":")) else lead
        elif mark.ordinal == 1 and (scheme is None or mark.scheme <= scheme):
            items = [passage]
            scheme = mark.scheme
            found.append(ItemList(lead, ()))
        elif mark.scheme == scheme:
            items.append(passage)
        if found and items:
            found[-1] = ItemList(found[-1].lead, tuple(items))
    return [one for one in found if len(one.items) >= _FEWEST]
