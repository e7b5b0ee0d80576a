"""What each part of retrieval brings, over the questions of tests/spec/narrative.toml.

    python benchmarks/retrieval.py [FOLDER or STORE …] [--ablations]

Folders (default: samples, ../shared/seeds, ../shared/real) are read into a store of their own, stores are
taken as they are. Every question is asked whose documents are there and hold its answer. A passage is right
when it holds a word that the answer must have, below the heading that it must stand under. A question with
other words than the passage is one that shares at most `FEW` of its pairs of characters with it.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from assistant.narrative import relevance, scoring
from assistant.narrative.answer import rank_passages
from assistant.narrative.aspect import aspect_of
from assistant.narrative.library import library_of
from assistant.narrative.relevance import fold, without_names
from assistant.narrative_query import NarrativeQuery
from assistant.retrieve import HybridRetriever, with_official_words
from index import dictionary, lexical
from index.encoder import EmbeddedEncoder, Encoder, Vectors, load_encoder
from index.ingest import ingest, searchable_text
from index.lexical import LexicalIndex, tokenize
from index.model import Passage
from index.store import Snapshot, Store

ROOT = Path(__file__).resolve().parent.parent
SPEC = ROOT / "tests" / "spec" / "narrative.toml"
DEFAULT = (ROOT / "samples", ROOT.parent / "shared" / "seeds", ROOT.parent / "shared" / "real")
DEPTH = 40
CHUNK = 500
FEW = 0.25


@dataclass(frozen=True, slots=True)
class Case:
    """A question about documents of a snapshot, with what a right text holds and stands under."""

    question: str
    documents: tuple[str, ...]
    words: tuple[str, ...]
    headings: tuple[str, ...]

    def is_right(self, text: str, heading: str | None) -> bool:
        """Whether a text answers; a chunk without headings is judged by its words alone."""
        placed = heading is None or any(word in fold(heading) for word in self.headings)
        return placed and any(word in fold(text) for word in self.words)


Found = tuple[str, str | None]  # text and headings
Ranking = Callable[[Case], list[Found]]


def cases_of(snapshot: Snapshot) -> Iterator[Case]:
    """The questions that one document of the snapshot answers."""
    for row in tomllib.loads(SPEC.read_text(encoding="utf-8"))["question"]:
        cards = snapshot.documents
        ids = tuple(c.id for start in row["documents"] for c in cards if c.source_file.startswith(start))
        if len(ids) == 1 == len(row["documents"]) and not row.get("none"):
            words = tuple(fold(word) for one in row["must"] for word in one.split("|"))
            yield Case(row["text"], ids, words, tuple(map(fold, row["section"].split("|"))))


class RememberingEncoder(EmbeddedEncoder):
    """Encodes each question once, however many recipes ask it."""

    @cache  # noqa: B019  (one encoder lives as long as the measuring)
    def encode_query(self, text: str) -> Vectors:
        return super().encode_query(text)


class Recipes:
    """The ways of searching one snapshot that are compared."""

    def __init__(self, snapshot: Snapshot, encoder: Encoder) -> None:
        self.snapshot, self.encoder = snapshot, encoder
        self.retriever = HybridRetriever(snapshot=snapshot, encoder=encoder)
        self._chunks = [
            (card.id, chunk)
            for card in snapshot.documents
            for chunk in chunks_of("\n".join(snapshot.document(card.id).lines))
        ]
        self._vectors = encoder.encode_documents([chunk for _, chunk in self._chunks])
        self._passages = {passage.id: passage for passage in snapshot.passages}

    def plain(self, case: Case) -> list[Found]:
        """Chunks of 500 characters by vectors alone, the document given."""
        cosines = self._vectors @ self.encoder.encode_query(case.question)
        return [(self._chunks[n][1], None) for n in np.argsort(-cosines) if self._chunks[n][0] in case.documents]

    def words(self, case: Case) -> list[Found]:
        """BM25 alone."""
        return self._named(self.retriever._by_words(self._cut(case), case.documents, None, DEPTH))

    def vectors(self, case: Case) -> list[Found]:
        """Vectors of passages alone."""
        return self._named(self.retriever._by_meaning(self._cut(case), case.documents, None, DEPTH))

    def adapted(self, case: Case) -> list[Found]:
        """Vectors of passages alone, the question's brought nearer to its answers by the adapter."""
        return self._named(self.retriever._by_meaning(self._cut(case), case.documents, None, DEPTH, adapted=True))

    def spoken(self, case: Case) -> list[Found]:
        """BM25 alone, everyday words joined by the official ones."""
        return self._named(self.retriever._by_words(with_official_words(self._cut(case)), case.documents, None, DEPTH))

    def fused(self, case: Case) -> list[Found]:
        """Words and vectors, fused by their scores."""
        found = self.retriever.search(self._cut(case), case.documents, None, DEPTH)
        return [_found(passage) for passage, _ in found]

    def final(self, case: Case) -> list[Found]:
        """What the assistant does: fused candidates and telling places, ranked by features."""
        aspect, subject = aspect_of(case.question)
        query = NarrativeQuery(case.question, subject, aspect, case.documents)
        return [_found(passage) for passage in rank_passages(query, self.snapshot, self.retriever, DEPTH)]

    def _named(self, ranking: dict[str, float]) -> list[Found]:
        return [_found(self._passages[key]) for key in ranking]

    def _cut(self, case: Case) -> str:
        return without_names(case.question, library_of(self.snapshot).names(case.documents))


def _found(passage: Passage) -> Found:
    return passage.text, " / ".join(passage.section)


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


def has_few_words_of(case: Case, snapshot: Snapshot) -> bool:
    """Whether the question is worded otherwise than every passage that answers it."""
    asked = without_names(case.question, library_of(snapshot).names(case.documents))
    pairs = {fold(asked)[n : n + 2] for n in range(len(fold(asked)) - 1)}
    own = [p for p in snapshot.passages if p.document_id in case.documents and case.is_right(*_found(p))]
    shares = [sum(pair in fold(p.text) for pair in pairs) / max(1, len(pairs)) for p in own]
    return bool(shares) and max(shares) <= FEW


def ranks_of(cases: Sequence[Case], ranking: Ranking) -> list[int]:
    """For each case the rank of the first right text, from 0; beyond all where there is none."""
    return [
        next((rank for rank, found in enumerate(ranking(case)[:DEPTH]) if case.is_right(*found)), DEPTH)
        for case in cases
    ]


# --- ablations ---------------------------------------------------------------------------------------------


@contextmanager
def _without_synonyms() -> Iterator[None]:
    with patch.object(relevance, "_SYNONYM_STRENGTH", 0.0):
        yield


def _constants(**values: float) -> Callable[[], Any]:
    return lambda: patch.multiple(scoring, **values)


ABLATIONS: dict[str, Callable[[], Any]] = {
    "without everyday words": _without_synonyms,
    "without nearness in meaning": _constants(_SIMILARITY_WEIGHT=0.0),
    "without the words of headings": _constants(HEADING_SHARE=0.0),
    "without the rest of the passage": _constants(PASSAGE_SHARE=0.0),
    "without markers of the question's kind": _constants(_MARKER_WEIGHT=0.0),
    "without places of the question's kind": _constants(_PLACE_WEIGHT=0.0),
    "without phrases and neighbours": _constants(_PHRASE_WEIGHT=0.0, _ADJACENCY_WEIGHT=0.0, _LAST_PHRASE_WEIGHT=0.0),
    "without the form asked for": _constants(_FORM_WEIGHT=0.0),
    "without own words before those of headings": _constants(_OWN_WEIGHT=0.0, _HEAD_WEIGHT=0.0),
}


def words_without_catalogue(recipes: Recipes) -> Ranking:
    """BM25 over words that the catalogue has no part in."""
    passages = recipes.snapshot.passages
    dictionary.frequencies_of.cache_clear()
    with patch.object(dictionary, "catalogue_words", frozenset):
        index = LexicalIndex([tokenize(searchable_text(passage)) for passage in passages])
        queries = {case: tokenize(recipes._cut(case)) for case in cases_of(recipes.snapshot)}
    dictionary.frequencies_of.cache_clear()

    def rank(case: Case) -> list[Found]:
        allowed = np.array([passage.document_id in case.documents for passage in passages])
        with patch.object(lexical, "tokenize", lambda _: queries[case]):
            return [_found(passages[number]) for number, _ in index.search(case.question, DEPTH, allowed)]

    return rank


def vectors_without_headings(recipes: Recipes) -> Ranking:
    """Vectors of the passages' own text, without the heading before it."""
    passages = recipes.snapshot.passages
    vectors = recipes.encoder.encode_documents([passage.text for passage in passages])

    def rank(case: Case) -> list[Found]:
        cosines = vectors @ recipes.encoder.encode_query(recipes._cut(case))
        return [_found(passages[n]) for n in np.argsort(-cosines) if passages[n].document_id in case.documents]

    return rank


# --- the tables --------------------------------------------------------------------------------------------


def print_row(name: str, ranks: Sequence[int], few: Sequence[bool]) -> None:
    everything, hard = np.array(ranks), np.array([rank for rank, is_few in zip(ranks, few, strict=True) if is_few])
    shares = [np.mean(everything < k) for k in (1, 5, 20)] + [np.mean(hard < k) for k in (1, 5)]
    print(f"| {name} | {' | '.join(f'{share:.3f}' for share in shares)} |", flush=True)


def main(places: Sequence[Path], with_ablations: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        encoder = RememberingEncoder()
        work = [
            (Recipes(snapshot, encoder), list(cases_of(snapshot)))
            for snapshot in (snapshot_of(place, Path(folder) / str(n)) for n, place in enumerate(places))
        ]
        few = [has_few_words_of(case, recipes.snapshot) for recipes, cases in work for case in cases]
        print(f"{len(few)} questions, {sum(few)} of them with other words than the passage\n", flush=True)
        print("| recipe | recall@1 | recall@5 | recall@20 | other words @1 | @5 |\n" + "| --- |" + " ---: |" * 5)

        def measure(name: str, ranking_of: Callable[[Recipes], Ranking]) -> None:
            print_row(name, [rank for recipes, cases in work for rank in ranks_of(cases, ranking_of(recipes))], few)

        measure("plain: 500 characters, vectors", lambda recipes: recipes.plain)
        measure("words (BM25)", lambda recipes: recipes.words)
        measure("vectors", lambda recipes: recipes.vectors)
        measure("words with the official ones", lambda recipes: recipes.spoken)
        measure("vectors with the query adapter", lambda recipes: recipes.adapted)
        measure("fused", lambda recipes: recipes.fused)
        measure("final", lambda recipes: recipes.final)
        if with_ablations:
            measure("words (BM25) without the catalogue", words_without_catalogue)
            measure("vectors without headings", vectors_without_headings)
            for name, ablation in ABLATIONS.items():
                with ablation():
                    measure(f"final {name}", lambda recipes: recipes.final)


def snapshot_of(place: Path, store: Path) -> Snapshot:
    """The snapshot of a store, or of a new one that a folder is read into."""
    if not (place / "manifest.json").is_file():
        ingest([place], store, load_encoder)
        place = store
    return Store.open(place).snapshot()


if __name__ == "__main__":
    given = [Path(word) for word in sys.argv[1:] if not word.startswith("--")]
    main(given or [place for place in DEFAULT if place.is_dir()], "--ablations" in sys.argv)
