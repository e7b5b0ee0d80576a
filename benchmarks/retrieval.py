"""What each part of retrieval brings, over the questions of tests/spec/narrative.toml.

    python benchmarks/retrieval.py [FOLDER …]

indexes the samples and the folders given (default: ../shared/seeds), asks every question whose documents
are there, and prints recall for the plain recipe (500 characters a chunk, the same encoder), words alone,
vectors alone, both fused, and the share of questions that the quotes answer.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.narrative.answer import answer_narrative
from assistant.narrative.aspect import aspect_of
from assistant.narrative.library import library_of
from assistant.narrative.relevance import fold, without_names
from assistant.narrative_query import NarrativeQuery
from assistant.retrieve import HybridRetriever
from index.encoder import load_encoder
from index.ingest import ingest
from index.store import Snapshot, Store

ROOT = Path(__file__).resolve().parent.parent
SPEC = ROOT / "tests" / "spec" / "narrative.toml"
DEPTH = 40
CHUNK = 500
Ranking = Callable[[str, Sequence[str]], list[str]]  # question, document ids -> texts, best first


class PlainRecipe:
    """Chunks of 500 characters of the source text, found by vectors alone."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._encoder = load_encoder()
        self._chunks = [
            (card.id, chunk)
            for card in snapshot.documents
            for chunk in chunks_of("\n".join(snapshot.document(card.id).lines))
        ]
        self._vectors = self._encoder.encode_documents([chunk for _, chunk in self._chunks])

    def rank(self, question: str, documents: Sequence[str]) -> list[str]:
        cosines = self._vectors @ self._encoder.encode_query(question)
        return [self._chunks[n][1] for n in np.argsort(-cosines) if self._chunks[n][0] in documents][:DEPTH]


def chunks_of(text: str, separators: Sequence[str] = ("\n\n", "\n", "。", "")) -> list[str]:
    """The text in chunks of at most `CHUNK` characters, cut at the coarsest separator that will do."""
    first, *finer = separators
    chunks = [""]
    for piece in text.split(first) if first else [text[n : n + CHUNK] for n in range(0, len(text), CHUNK)]:
        if len(chunks[-1]) + len(first) + len(piece) <= CHUNK:
            chunks[-1] += first + piece
        else:
            chunks += [piece] if len(piece) <= CHUNK else chunks_of(piece, finer)
    return [chunk for chunk in chunks if chunk.strip()]


def main(folders: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as place:
        ingest([ROOT / "samples", *folders], Path(place) / "store", load_encoder)
        snapshot = Store.open(Path(place) / "store").snapshot()
        retriever = HybridRetriever(snapshot=snapshot, encoder=load_encoder())
        questions = list(answerable(snapshot))
        print(f"{len(questions)} questions\n")
        print("| recipe | recall@1 | recall@5 | recall@20 |\n| --- | ---: | ---: | ---: |")
        for name, rank in rankings(snapshot, retriever).items():
            ranks = [first_hit(row, rank(row["text"], documents)) for row, documents in questions]
            shares = (f"{np.mean([rank < k for rank in ranks]):.3f}" for k in (1, 5, 20))
            print(f"| {name} | {' | '.join(shares)} |")
        answered = [answers(row, documents, snapshot, retriever) for row, documents in questions]
        print(f"\nanswered by the quotes: {np.mean(answered):.3f}")


def answerable(snapshot: Snapshot) -> list[tuple[dict[str, Any], tuple[str, ...]]]:
    """The questions that have an answer in one of the snapshot's documents, with its id."""
    found = []
    for row in tomllib.loads(SPEC.read_text(encoding="utf-8"))["question"]:
        ids = [c.id for start in row["documents"] for c in snapshot.documents if c.source_file.startswith(start)]
        if len(ids) == len(row["documents"]) and not row.get("none") and not row.get("several"):
            found.append((row, tuple(ids)))
    return found


def rankings(snapshot: Snapshot, retriever: HybridRetriever) -> dict[str, Ranking]:
    """The recipes that are compared."""
    texts = {passage.id: passage.text for passage in snapshot.passages}
    library = library_of(snapshot)

    def named(ranking: dict[str, float]) -> list[str]:
        return [texts[key] for key in ranking]

    def cut(question: str, documents: Sequence[str]) -> str:
        return without_names(question, library.names(documents))

    def fused(question: str, documents: Sequence[str]) -> list[str]:
        return [passage.text for passage, _ in retriever.search(cut(question, documents), documents, None, DEPTH)]

    return {
        "plain: 500 characters, vectors": PlainRecipe(snapshot).rank,
        "words (BM25)": lambda q, d: named(retriever._by_words(cut(q, d), d, None, DEPTH)),
        "vectors": lambda q, d: named(retriever._by_meaning(cut(q, d), d, None, DEPTH)),
        "fused": fused,
    }


def first_hit(row: dict[str, Any], texts: Sequence[str]) -> int:
    """The rank of the first text with an expected word, from 0; beyond all where none has."""
    words = [fold(word) for alternatives in row["must"] for word in alternatives.split("|")]
    return next((rank for rank, text in enumerate(texts) if any(word in fold(text) for word in words)), DEPTH)


def answers(row: dict[str, Any], documents: tuple[str, ...], snapshot: Snapshot, retriever: HybridRetriever) -> bool:
    """Whether the quotes say everything that is expected."""
    aspect, subject = aspect_of(row["text"])
    result = answer_narrative(NarrativeQuery(row["text"], subject, aspect, documents), snapshot, retriever)
    said = fold(" ".join(quote.text for quote in result.quotes))
    return all(any(fold(word) in said for word in alternatives.split("|")) for alternatives in row["must"])


if __name__ == "__main__":
    main(sys.argv[1:] or [str(ROOT.parent / "shared" / "seeds")])
