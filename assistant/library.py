"""What is built once for a snapshot of the store."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from assistant.facts import FactTable
from assistant.meant import Meanings
from assistant.printed import PrintedWords
from assistant.settings import Settings
from assistant.understand.counts import Counts
from assistant.understand.indicators import Indicators
from assistant.understand.respelling import Speller
from assistant.understand.vocabulary import Vocabulary

if TYPE_CHECKING:
    from assistant.retrieve import HybridRetriever
    from index.encoder import Encoder
    from index.store import Snapshot


class Library:
    """What is built once for a snapshot: vocabulary, grouped facts, the retriever on first use."""

    def __init__(self, snapshot: Snapshot, settings: Settings) -> None:
        self.snapshot = snapshot
        self.vocabulary = Vocabulary(snapshot)
        self.speller = Speller(self.vocabulary, snapshot)
        self.facts = FactTable(snapshot.facts)
        self.printed = PrintedWords(snapshot)
        self.indicators = Indicators(snapshot.facts)
        self.counts = Counts(snapshot.facts)
        self.meanings = Meanings(snapshot.facts, self.vocabulary, lambda: self.encoder)
        self._settings = settings

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder, loaded on first use."""
        from index.encoder import load_encoder

        return load_encoder(self._settings.encoder)

    @cached_property
    def retriever(self) -> HybridRetriever:
        """The hybrid retriever; loads the encoder, so only text questions pay for it."""
        from assistant.retrieve import HybridRetriever

        return HybridRetriever(snapshot=self.snapshot, encoder=self.encoder)
