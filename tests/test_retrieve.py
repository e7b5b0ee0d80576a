"""Hybrid retrieval over a store of the samples."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from assistant.retrieve import HybridRetriever, with_official_words
from index.e5.adapter import QueryAdapter
from index.encoder import Encoder, Vectors, load_encoder
from index.errors import EncoderError
from index.store import Snapshot, Store


class CountingEncoder:
    """Counts how often a question is encoded."""

    def __init__(self, inner: Encoder) -> None:
        self.inner = inner
        self.identity = inner.identity
        self.dimension = inner.dimension
        self.queries = 0

    def encode_query(self, text: str) -> Vectors:
        self.queries += 1
        return self.inner.encode_query(text)


@pytest.fixture(scope="module")
def snapshot(sample_store: Path) -> Snapshot:
    return Store.open(sample_store).snapshot()


@pytest.fixture(scope="module")
def retriever(snapshot: Snapshot) -> HybridRetriever:
    return HybridRetriever(snapshot=snapshot, encoder=load_encoder("hash"))


def document_of(snapshot: Snapshot, department: str, year: int) -> str:
    return next(card.id for card in snapshot.documents if card.department == department and card.year == year)


def test_finds_the_passage_that_shares_the_question_words(retriever: HybridRetriever) -> None:
    passage, score = retriever.search("古籍的保护和修复", None, None, 3)[0]
    assert "修复馆藏古籍" in passage.text
    assert 0 < score <= 1


def test_scores_fall_and_no_passage_comes_twice(retriever: HybridRetriever) -> None:
    found = retriever.search("公务接待费减少的原因", None, None, 20)
    scores = [score for _, score in found]
    assert len(found) == 20
    assert scores == sorted(scores, reverse=True)
    assert len({passage.id for passage, _ in found}) == 20


def test_documents_and_parts_limit_what_is_found(retriever: HybridRetriever, snapshot: Snapshot) -> None:
    water = document_of(snapshot, "澜江市水利局", 2025)
    found = retriever.search("基本支出", [water], ["名词解释"], 5)
    assert found
    assert {(passage.document_id, passage.part) for passage, _ in found} == {(water, "名词解释")}
    assert retriever.search("基本支出", [], None, 5) == []


def test_nearness_is_between_zero_and_one_and_only_of_the_documents_asked(
    retriever: HybridRetriever, snapshot: Snapshot
) -> None:
    library = document_of(snapshot, "澜江市图书馆", 2025)
    nearness = retriever.nearest("城市书房是什么", [library], 10)
    own = {passage.id for passage in snapshot.passages if passage.document_id == library}
    assert set(nearness) <= own
    assert all(0 <= value <= 1 for value in nearness.values())
    best = max(nearness, key=lambda key: nearness[key])
    assert "城市书房" in next(passage.text for passage in snapshot.passages if passage.id == best)


def test_a_question_is_encoded_once(snapshot: Snapshot) -> None:
    encoder = CountingEncoder(load_encoder("hash"))
    HybridRetriever(snapshot=snapshot, encoder=encoder).nearest("节水", [snapshot.documents[0].id], 5)
    assert encoder.queries == 1


def test_is_a_langchain_retriever_whose_documents_can_be_cited(snapshot: Snapshot) -> None:
    water = document_of(snapshot, "澜江市水利局", 2025)
    retriever = HybridRetriever(snapshot=snapshot, encoder=load_encoder("hash"), documents=(water,), k=4)
    found = retriever.invoke("河长制办公室的工作由谁承担")
    assert isinstance(retriever, BaseRetriever)
    assert len(found) == 4
    assert all(isinstance(document, Document) for document in found)
    best = found[0]
    assert "河长制" in best.page_content
    assert best.metadata["document_id"] == water
    assert best.metadata["section"][-1] == "一、主要职责"
    assert best.metadata["line"] is not None
    assert "澜江市水利局" in best.metadata["document"]


def test_an_encoder_other_than_the_stores_is_refused(snapshot: Snapshot) -> None:
    with pytest.raises(EncoderError):
        HybridRetriever(snapshot=snapshot, encoder=load_encoder("hash:64"))


def test_an_unknown_encoder_is_scaled_by_what_it_finds(retriever: HybridRetriever) -> None:
    floor, ceiling = retriever._scale({"a": 0.1, "b": 0.3})
    assert floor == pytest.approx(0.2)
    assert ceiling == pytest.approx(0.6)
    assert retriever._scale({}) == (0.0, 0.5)
    assert np.isclose(retriever._scale({"a": 1.0})[1], 1.0, atol=1e-5)


def test_everyday_words_are_joined_by_official_ones() -> None:
    assert "离退休" in with_official_words("老同志归谁管")
    assert with_official_words("机构设置") == "机构设置"


def test_the_query_adapter_gives_unit_vectors_and_says_when_it_is_broken(tmp_path: Path) -> None:
    vector = np.ones(384, dtype=np.float32) / np.float32(np.sqrt(384))
    moved = QueryAdapter().adapted(vector)
    assert np.isclose(np.linalg.norm(moved), 1.0, atol=1e-5)
    assert not np.allclose(moved, vector)
    (tmp_path / "adapter.npz").write_bytes(b"PK")
    with pytest.raises(EncoderError):
        QueryAdapter(tmp_path / "adapter.npz").adapted(vector)
