"""Where a question names items, and where the name of a body and that of an item overlap: 嘉兴人大|会议费."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.understand.departments import Mention, mentions_of
from assistant.understand.vocabulary import ItemLink, Vocabulary
from index.model import DocumentCard


def names_in(text: str, cards: Sequence[DocumentCard], vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """The stretches that name items; one that runs from the name of a body into the longer name of an item that
    the body's documents hold gives way to that (嘉兴人大|会议费, not 嘉兴|人大会议|费)."""
    names = [(link.start, link.end) for link in vocabulary.links(text)]
    return [_behind_body(one, text, cards, vocabulary) or one for one in names]


def _behind_body(
    name: tuple[int, int], text: str, cards: Sequence[DocumentCard], vocabulary: Vocabulary
) -> tuple[int, int] | None:
    """The stretch of the item that begins within a name, right behind the name of a body, and ends behind it."""
    start, end = name
    for middle in range(start + 1, end):
        behind = vocabulary.longest_at(text, middle)
        if behind is None or behind.end <= end:
            continue
        body = next(reversed(mentions_of(text[:middle], cards)), None)
        if body and body.start < start and body.end == middle and _is_held(behind, body, vocabulary):
            return behind.start, behind.end
    return None


def _is_held(link: ItemLink, body: Mention, vocabulary: Vocabulary) -> bool:
    """Whether a document of the body has rows of an item."""
    return any(set(vocabulary.documents.get(name, ())) & set(body.documents) for name in link.names)
