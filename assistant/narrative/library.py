"""The passages of a snapshot as the narrative path reads them: in order, by document, folded once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from weakref import WeakKeyDictionary

from assistant.narrative.relevance import fold
from index.model import DocumentCard, Passage


class Corpus(Protocol):
    """What a library is made from: a snapshot of the store."""

    @property
    def passages(self) -> Sequence[Passage]: ...

    @property
    def documents(self) -> Sequence[DocumentCard]: ...


@dataclass(slots=True)
class Library:
    """Passages by document in reading order, with their folded texts and headings.

    `frequency` counts passages that contain a folded word, heading included; counts are kept.
    """

    by_document: dict[str, tuple[Passage, ...]]
    position: dict[str, int]
    cards: dict[str, DocumentCard]
    texts: dict[str, str]
    headings: dict[str, str]
    _counts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, corpus: Corpus) -> Library:
        """The library of all passages of a snapshot."""
        grouped: dict[str, list[Passage]] = {}
        for passage in corpus.passages:
            grouped.setdefault(passage.document_id, []).append(passage)
        return cls(
            by_document={document: tuple(passages) for document, passages in grouped.items()},
            position={p.id: number for passages in grouped.values() for number, p in enumerate(passages)},
            cards={card.id: card for card in corpus.documents},
            texts={passage.id: fold(passage.text) for passage in corpus.passages},
            headings={passage.id: fold(" / ".join(passage.section)) for passage in corpus.passages},
        )

    def of_documents(self, documents: Iterable[str]) -> tuple[Passage, ...]:
        """The passages of the documents, in reading order."""
        return tuple(passage for document in documents for passage in self.by_document.get(document, ()))

    def frequency(self, word: str) -> int:
        """In how many passages the folded word occurs, heading included."""
        count = self._counts.get(word)
        if count is None:
            headings = self.headings
            count = sum(word in text or word in headings[key] for key, text in self.texts.items())
            self._counts[word] = count
        return count

    def names(self, documents: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """The names of the documents' departments, each with its region."""
        cards = [self.cards[document] for document in documents if document in self.cards]
        return tuple(dict.fromkeys((card.department, card.region) for card in cards))

    def following(self, passage: Passage) -> tuple[Passage, ...]:
        """The passages after this one in its document."""
        return self.by_document[passage.document_id][self.position[passage.id] + 1 :]


_libraries: WeakKeyDictionary[Corpus, Library] = WeakKeyDictionary()


def library_of(corpus: Corpus) -> Library:
    """The library of a snapshot, made once as long as the snapshot lives."""
    library = _libraries.get(corpus)
    if library is None:
        library = _libraries[corpus] = Library.of(corpus)
    return library
