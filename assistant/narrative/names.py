"""Full names: what a unit is called in full, where a question asks for the name itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.narrative.clues import load_clues
from assistant.narrative.relevance import fold
from assistant.narrative.scoring import Inquiry
from assistant.narrative_query import Quote
from index.model import Passage

_SHORTEST_SHARED = 4
_SHORT_FOR = re.compile(
    r"[^，,。；;：:、（(]{4,}[（(](?:以下)?(?:统一)?简称[：:“\"]?(?P<short>[^）)”\"，,]{2,12})[”\"]?[)）]"
)


def name_quotes(inquiry: Inquiry) -> list[Quote]:
    """The full name of the unit that the question mentions, quoted from the first passage that prints it;
    empty when the question asks for no name or no unit's name is longer than what it says."""
    question = fold(inquiry.query.question)
    if not load_clues().asks_name.search(question):
        return []
    told = introduced(inquiry, question)
    if told:
        return told
    names = [name for document in inquiry.query.documents for name in _unit_names(inquiry, document)]
    scored = [(shared, name) for name in names if (shared := _shared_start(fold(name), question)) >= _SHORTEST_SHARED]
    for shared, name in sorted(scored, key=lambda item: (-item[0], -len(item[1]))):
        if shared < len(fold(name)):
            quote = _printed(name, inquiry.library.of_documents(inquiry.query.documents))
            if quote:
                return [quote]
    return []


def introduced(inquiry: Inquiry, question: str) -> list[Quote]:
    """The words that introduce a short name which the question asks the full one of (…（以下简称某办）)."""
    for passage in inquiry.library.of_documents(inquiry.query.documents):
        for found in _SHORT_FOR.finditer(passage.text):
            if fold(found["short"]) in question:
                return [Quote(passage, found[0], 1.0)]
    return []


def _unit_names(inquiry: Inquiry, document: str) -> Sequence[str]:
    card = inquiry.library.cards.get(document)
    return (*card.units, card.department) if card else ()


def _shared_start(name: str, question: str) -> int:
    """How many characters of the name, from its start, the question repeats."""
    for length in range(len(name), _SHORTEST_SHARED - 1, -1):
        if name[:length] in question:
            return length
    return 0


def _printed(name: str, passages: Sequence[Passage]) -> Quote | None:
    """The name as the first passage that holds it prints it."""
    for passage in passages:
        at = passage.text.find(name)
        if at >= 0:
            return Quote(passage, name, 1.0)
    return None
