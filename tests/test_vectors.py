"""The vector index: generations on disk, searched by several processes."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.encoder import HashEncoder
from index.errors import EncoderError, StoreError
from index.generation import read_manifest
from index.model import Passage, Place
from index.vectors import DocumentVectors, VectorIndex, build_generation

ENCODER = HashEncoder(32)
PARTS = ("概况", "情况说明")


def document_of(name: str, count: int = 6, year: int | None = 2024, encoder: HashEncoder = ENCODER) -> DocumentVectors:
    passages = [
        Passage(f"{name}-p{number:04d}", name, (), PARTS[number % 2], "paragraph", f"{name}的第{number}项工作", Place())
        for number in range(count)
    ]
    vectors = encoder.encode_documents([passage.text for passage in passages])
    return DocumentVectors(name, "某市某局", year, "预算", passages, vectors)


def build(target: Path, previous: Path | None = None, removed: tuple[str, ...] = (), *added: DocumentVectors) -> int:
    return build_generation(target, previous=previous, removed=removed, added=added, identity=ENCODER.identity)


def nearest(documents: list[DocumentVectors], vector: np.ndarray, k: int) -> list[str]:
    """The true nearest passages, by plain arithmetic."""
    similarities = {
        passage.id: float(row @ vector)
        for document in documents
        for passage, row in zip(document.passages, document.vectors, strict=True)
    }
    return sorted(similarities, key=lambda name: -similarities[name])[:k]


@pytest.fixture
def first(tmp_path: Path) -> Path:
    build(tmp_path / "g1", None, (), document_of("甲"), document_of("乙"), document_of("丙", year=None))
    return tmp_path / "g1"


@pytest.fixture
def opened(first: Path) -> Iterator[VectorIndex]:
    with VectorIndex(first) as index:
        yield index


def test_finds_the_nearest_passages_with_their_similarity(opened: VectorIndex) -> None:
    documents = [document_of("甲"), document_of("乙"), document_of("丙")]
    vector = ENCODER.encode_query("乙的第3项工作")
    found = opened.query(vector, 5)
    assert found[0] == ("乙-p0003", pytest.approx(1, abs=1e-5))
    assert {name for name, _ in found} == set(nearest(documents, vector, 5))
    similarities = [similarity for _, similarity in found]
    assert similarities == sorted(similarities, reverse=True)
    row = documents[1].vectors[int(found[1][0][-1])] if found[1][0].startswith("乙") else None
    if row is not None:
        assert found[1][1] == pytest.approx(float(row @ vector), abs=1e-5)


def test_searches_are_limited_to_documents_and_parts(opened: VectorIndex) -> None:
    vector = ENCODER.encode_query("乙的第3项工作")
    assert {name[0] for name, _ in opened.query(vector, 20, ["甲", "丙"])} == {"甲", "丙"}
    assert {name[-1] for name, _ in opened.query(vector, 20, None, ["概况"])} == {"0", "2", "4"}
    both = opened.query(vector, 20, ["甲"], ["情况说明"])
    assert {name for name, _ in both} == {"甲-p0001", "甲-p0003", "甲-p0005"}


def test_no_limit_is_not_an_empty_limit(opened: VectorIndex) -> None:
    vector = ENCODER.encode_query("乙")
    assert len(opened.query(vector, 100)) == 18
    assert opened.query(vector, 5, []) == []
    assert opened.query(vector, 5, None, []) == []
    assert opened.query(vector, 5, ["没有的文件"]) == []
    assert opened.query(vector, 0) == []


def test_next_generation_removes_replaces_and_adds(first: Path) -> None:
    second = first.with_name("g2")
    assert build(second, first, ("甲",), document_of("乙", count=2), document_of("丁", count=3)) == 2 + 6 + 3
    with VectorIndex(second) as index:
        assert len(index) == 11
        names = {name for name, _ in index.query(ENCODER.encode_query("工作"), 100)}
    assert {name[0] for name in names} == {"乙", "丙", "丁"}
    assert len([name for name in names if name[0] == "乙"]) == 2
    with VectorIndex(first) as index:
        assert len(index) == 18


def test_a_generation_may_be_empty(tmp_path: Path, first: Path) -> None:
    assert build(tmp_path / "none") == 0
    assert build(tmp_path / "emptied", first, ("甲", "乙", "丙")) == 0
    for name in ("none", "emptied"):
        with VectorIndex(tmp_path / name) as index:
            assert index.query(ENCODER.encode_query("工作"), 5) == []
    assert build(tmp_path / "again", tmp_path / "emptied", (), document_of("甲", count=1)) == 1
    with VectorIndex(tmp_path / "again") as index:
        assert index.query(ENCODER.encode_query("工作"), 5)[0][0] == "甲-p0000"


def test_many_changes_neither_lose_passages_nor_pile_up_dead_ones(tmp_path: Path) -> None:
    documents = {name: document_of(name, count=40) for name in "甲乙丙"}
    build(tmp_path / "g0", None, (), *documents.values())
    for number in range(1, 9):
        name = "甲乙丙"[number % 3]
        documents[name] = document_of(name, count=40 + number)
        build(tmp_path / f"g{number}", tmp_path / f"g{number - 1}", (name,), documents[name])
        with VectorIndex(tmp_path / f"g{number}") as index:
            assert len(index) == sum(len(document.passages) for document in documents.values())
            vector = ENCODER.encode_query(f"{name}的第{39 + number}项工作")
            assert index.query(vector, 1, [name])[0] == (f"{name}-p{39 + number:04d}", pytest.approx(1, abs=1e-5))
        manifest = read_manifest(tmp_path / f"g{number}")
        assert manifest.removed <= manifest.count


def files_of_graph(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.glob("*/*")}


@pytest.mark.parametrize("count", [1, 2, 3, 7])
@pytest.mark.parametrize("step", ["built", "added to", "taken from"])
def test_readers_change_no_file_of_the_graph(tmp_path: Path, count: int, step: str) -> None:
    """They would if the last changes still stood in Chroma's log, and not in the graph."""
    folder = tmp_path / "g1"
    build(folder, None, (), document_of("甲", count=count), document_of("乙", count=count + 2))
    if step == "added to":
        folder = tmp_path / "g2"
        build(folder, tmp_path / "g1", (), document_of("丙", count=1))
    if step == "taken from":
        folder = tmp_path / "g2"
        build(folder, tmp_path / "g1", ("甲",))
    before = files_of_graph(folder)
    assert before
    for _ in range(2):
        with VectorIndex(folder) as index:
            assert len(index.query(ENCODER.encode_query("工作"), 100)) == len(index)
    assert files_of_graph(folder) == before


def test_another_encoder_is_refused(first: Path) -> None:
    with pytest.raises(EncoderError, match=r"hash:32/v1.*hash:64/v1"):
        build_generation(first.with_name("g2"), previous=first, removed=(), added=(), identity="hash:64/v1")
    assert [path.name for path in first.parent.iterdir()] == ["g1"]
    with VectorIndex(first) as index:
        assert index.identity == "hash:32/v1"
        with pytest.raises(EncoderError):
            index.as_langchain(HashEncoder(64))


def test_langchain_searches_the_same_passages(opened: VectorIndex) -> None:
    store = opened.as_langchain(ENCODER)
    ((document, similarity),) = store.similarity_search_with_relevance_scores("乙的第3项工作", k=1)
    assert document.page_content == "乙的第3项工作"
    assert document.metadata == {
        "document_id": "乙",
        "department": "某市某局",
        "year": 2024,
        "basis": "预算",
        "part": "情况说明",
        "kind": "paragraph",
    }
    assert similarity == pytest.approx(1, abs=1e-5)
    (other,) = store.similarity_search("乙的第3项工作", k=1, filter={"document_id": "丙"})
    assert "year" not in other.metadata
    assert opened.identity == ENCODER.identity


def test_a_target_that_exists_is_left_alone(first: Path) -> None:
    with pytest.raises(StoreError, match="无法写入"):
        build(first, None, (), document_of("丁"))
    with VectorIndex(first) as index:
        assert len(index) == 18
    assert [path.name for path in first.parent.iterdir()] == ["g1"]


def test_vectors_must_fit_the_passages(tmp_path: Path) -> None:
    document = document_of("甲")
    short = DocumentVectors("甲", "某局", 2024, "预算", document.passages, document.vectors[:-1])
    with pytest.raises(ValueError, match="shorter"):
        build(tmp_path / "g1", None, (), short)
    assert list(tmp_path.iterdir()) == []


# --- broken folders ----------------------------------------------------------------


def cut(pattern: str, size: int) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        (file,) = folder.glob(pattern)
        file.write_bytes(file.read_bytes()[:size])

    return damage


def overwrite_database(folder: Path) -> None:
    (folder / "chroma.sqlite3").write_bytes(b"not a database " * 500)


def remove_graph(folder: Path) -> None:
    for entry in folder.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)


DAMAGES: dict[str, Callable[[Path], Any]] = {
    "folder gone": shutil.rmtree,
    "database overwritten": overwrite_database,
    "database cut": cut("chroma.sqlite3", 50_000),
    "database empty": cut("chroma.sqlite3", 0),
    "graph gone": remove_graph,
    "vectors cut": cut("*/data_level0.bin", 100),
    "names cut": cut("*/index_metadata.pickle", 20),
    "links gone": lambda folder: next(folder.glob("*/link_lists.bin")).unlink(),
    "manifest gone": lambda folder: (folder / "manifest.json").unlink(),
    "manifest cut": cut("manifest.json", 30),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_broken_generation_is_one_sentence(first: Path, damage: Callable[[Path], Any]) -> None:
    damage(first)
    with pytest.raises(StoreError, match="向量索引") as caught:
        VectorIndex(first)
    assert "\n" not in str(caught.value)


def test_a_broken_previous_generation_builds_nothing(first: Path) -> None:
    overwrite_database(first)
    with pytest.raises(StoreError):
        build(first.with_name("g2"), first, (), document_of("丁"))
    assert [path.name for path in first.parent.iterdir()] == ["g1"]


# --- several processes ---------------------------------------------------------------


def read_again_and_again(folder: Path, barrier: Any, results: Any) -> None:
    barrier.wait(60)
    counts = set()
    for number in range(30):
        with VectorIndex(folder) as index:
            counts.add(len(index.query(ENCODER.encode_query(f"甲的第{number}项工作"), 5)))
            counts.add(len(index.query(ENCODER.encode_query(f"乙的第{number}项工作"), 5, ["乙"])))
    results.put(counts)


def build_again_and_again(folder: Path, barrier: Any, results: Any) -> None:
    barrier.wait(60)
    counts = {build(folder.with_name(f"next{number}"), folder, ("甲",), document_of("丁")) for number in range(5)}
    results.put(counts)


def test_two_processes_search_while_a_third_builds_the_next(first: Path) -> None:
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(3), context.Queue()
    jobs = (read_again_and_again, read_again_and_again, build_again_and_again)
    workers = [context.Process(target=job, args=(first, barrier, results), daemon=True) for job in jobs]
    for worker in workers:
        worker.start()
    found = [results.get(timeout=120) for _ in workers]
    for worker in workers:
        worker.join(30)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert sorted(map(sorted, found)) == [[5], [5], [18]]
    with VectorIndex(first.with_name("next4")) as index:
        assert {name[0] for name, _ in index.query(ENCODER.encode_query("工作"), 100)} == {"乙", "丙", "丁"}
