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

from index.encoder import Encoder
from index.model import Passage
from index.store import Snapshot

if TYPE_CHECKING:
    import numpy.typing as npt

_RANK_OFFSET = 60  # of reciprocal rank fusion
_CANDIDATES = 50
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

    def model_post_init(self, _context: Any) -> None:
        """Numbers the passages as the lexical index does."""
        self.snapshot.check_encoder(self.encoder)
        self._numbers = {passage.id: number for number, passage in enumerate(self.snapshot.passages)}

    def search(
        self, query: str, documents: Sequence[str] | None, parts: Sequence[str] | None, k: int
    ) -> list[tuple[Passage, float]]:
        """The `k` best passages with their fused score (reciprocal ranks, at most 2 / 61), best first."""
        by_words = self._by_words(query, documents, parts, max(k, _CANDIDATES))
        by_meaning = self._by_meaning(query, documents, parts, max(k, _CANDIDATES))
        fused: dict[str, float] = {}
        for ranking in (list(by_words), list(by_meaning)):
            for rank, name in enumerate(ranking, start=1):
                fused[name] = fused.get(name, 0.0) + 1 / (_RANK_OFFSET + rank)
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
        self, query: str, documents: Sequence[str] | None, parts: Sequence[str] | None, k: int
    ) -> dict[str, float]:
        return dict(self.snapshot.vectors().query(self.encoder.encode_query(query), k, documents, parts))

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
