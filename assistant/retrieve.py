"""Hybrid retrieval: BM25 over words and nearness of vectors, fused, over one snapshot of the store.

The module imports LangChain, so it is imported on the narrative path only. The question is encoded
once; everything else is a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, PrivateAttr, SkipValidation

from assistant.narrative.clues import load_clues
from index.e5.adapter import QueryAdapter
from index.e5.folder import IDENTITY
from index.encoder import Encoder, Vectors
from index.model import Passage
from index.store import Snapshot

if TYPE_CHECKING:
    import numpy.typing as npt

_CANDIDATES = 50
_MEANING_WEIGHT = 2.0  # of nearness in meaning against words, each from 0 for the farthest found to 1
_MOST_FORMS = 2  # official words added for one of everyday speech
_UNRANKED_SHARE = 0.5  # nearness of a passage found by words only, against the farthest found by vectors
_SCALES = {"multilingual-e5": (0.82, 0.92)}  # cosines of unrelated and of answering passages, by encoder


class HybridRetriever(BaseRetriever):
    """Finds the passages of a snapshot by words and by meaning.

    `encoder` is the one that the snapshot was made with, else EncoderError. `documents` and `parts` limit
    what `invoke` finds to these document ids and parts of a document (None: no limit), `k` is how many it
    gives.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    snapshot: Snapshot
    encoder: SkipValidation[Encoder]
    documents: tuple[str, ...] | None = None
    parts: tuple[str, ...] | None = None
    k: int = 8

    _numbers: dict[str, int] = PrivateAttr(default_factory=dict)
    _adapter: QueryAdapter | None = PrivateAttr(default=None)

    def model_post_init(self, _context: Any) -> None:
        """Numbers the passages as the lexical index does."""
        self.snapshot.check_encoder(self.encoder)
        self._numbers = {passage.id: number for number, passage in enumerate(self.snapshot.passages)}
        self._adapter = QueryAdapter() if self.encoder.identity == IDENTITY else None

    def search(
        self, query: str, documents: Sequence[str] | None, parts: Sequence[str] | None, k: int
    ) -> list[tuple[Passage, float]]:
        """The `k` best passages with their fused score (from 0 to 1), best first."""
        depth = max(k, _CANDIDATES)
        by_words = _from_zero_to_one(self._by_words(with_official_words(query), documents, parts, depth))
        by_meaning = _from_zero_to_one(self._by_meaning(query, documents, parts, depth, adapted=True))
        fused = {
            name: (by_words.get(name, 0.0) + _MEANING_WEIGHT * by_meaning.get(name, 0.0)) / (1 + _MEANING_WEIGHT)
            for name in by_words | by_meaning
        }
        best = sorted(fused, key=lambda name: -fused[name])[:k]
        return [(self.snapshot.passages[self._numbers[name]], fused[name]) for name in best]

    def nearest(self, question: str, documents: Sequence[str], k: int) -> dict[str, float]:
        """The `k` best passages by words and the `k` best by meaning, as ids with their nearness in
        meaning: 0 for unrelated, 1 for what surely is about the question."""
        cosines = self._by_meaning(question, documents, None, k)
        floor, ceiling = self._scale(cosines)
        nearness = {name: min(1.0, max(0.0, (cosine - floor) / (ceiling - floor))) for name, cosine in cosines.items()}
        farthest = min(nearness.values(), default=0.0)
        for name in self._by_words(question, documents, None, k):
            nearness.setdefault(name, _UNRANKED_SHARE * farthest)
        return nearness

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        found = self.search(query, self.documents, self.parts, self.k)
        titles = {card.id: card for card in self.snapshot.documents}
        return [_as_document(passage, titles[passage.document_id].title, score) for passage, score in found]

    def _by_words(
        self, query: str, documents: Sequence[str] | None, parts: Sequence[str] | None, k: int
    ) -> dict[str, float]:
        passages = self.snapshot.passages
        found = self.snapshot.lexical().search(query, k, self._allowed(documents, parts))
        return {passages[number].id: score for number, score in found}

    def _by_meaning(
        self,
        query: str,
        documents: Sequence[str] | None,
        parts: Sequence[str] | None,
        k: int,
        adapted: bool = False,
    ) -> dict[str, float]:
        """Passages by cosine. The adapted vector ranks better, the other's cosines can be compared from
        one question to the next."""
        vector: Vectors = self.encoder.encode_query(query)
        if adapted and self._adapter:
            vector = self._adapter.adapted(vector)
        return dict(self.snapshot.vectors().query(vector, k, documents, parts))

    def _allowed(self, documents: Sequence[str] | None, parts: Sequence[str] | None) -> npt.NDArray[np.bool_] | None:
        if documents is None and parts is None:
            return None
        return np.array(
            [
                (documents is None or passage.document_id in documents) and (parts is None or passage.part in parts)
                for passage in self.snapshot.passages
            ],
            dtype=np.bool_,
        )

    def _scale(self, cosines: Mapping[str, float]) -> tuple[float, float]:
        """The cosines that count as 0 and as 1; of an encoder not known here, told from those found."""
        for family, scale in _SCALES.items():
            if family in self.encoder.identity:
                return scale
        floor = float(np.mean(list(cosines.values()))) if cosines else 0.0
        return floor, max((1 + floor) / 2, floor + 1e-6)


def with_official_words(query: str) -> str:
    """The query with the words by which documents call what it says in everyday ones."""
    synonyms = load_clues().synonyms
    forms = [form for spoken in load_clues().spoken.findall(query) for form in synonyms[spoken][:_MOST_FORMS]]
    return " ".join([query, *(form for form in dict.fromkeys(forms) if form not in query)])


def _from_zero_to_one(scores: Mapping[str, float]) -> dict[str, float]:
    """The scores, the best one as 1 and the last one found as 0."""
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    return {name: (score - low) / (high - low) if high > low else 1.0 for name, score in scores.items()}


def _as_document(passage: Passage, title: str, score: float) -> Document:
    """The passage as LangChain has it, with what a citation needs."""
    metadata = {
        "document_id": passage.document_id,
        "document": title,
        "section": list(passage.section),
        "part": passage.part,
        "kind": passage.kind,
        "page": passage.place.page,
        "line": passage.place.line,
        "end_line": passage.place.end_line,
        "table_id": passage.table_id,
        "score": score,
    }
    return Document(id=passage.id, page_content=passage.text, metadata=metadata)
