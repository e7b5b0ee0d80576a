"""The store: what goes in comes out alike, commits are whole, readers and writers leave each other alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from text_documents import ROOT

from index.encoder import HashEncoder, load_encoder
from index.errors import EmptyStoreError, EncoderError, StoreError, UsageError
from index.facts import facts_frame
from index.lexical import tokenize
from index.reading import read_document
from index.store import Reading, Snapshot, Store
from index.store.disk import is_held

WATER = ROOT / "samples" / "澜江市水利局2025年部门预算.txt"
LIBRARY = ROOT / "samples" / "澜江市图书馆2025年单位预算.md"
EARLIER = ROOT / "samples" / "澜江市水利局2024年部门预算.txt"
ENCODER = HashEncoder()


@pytest.fixture(scope="module")
def readings() -> dict[Path, Reading]:
    return {path: reading_of(path) for path in (WATER, LIBRARY, EARLIER)}


def reading_of(path: Path) -> Reading:
    document, facts = read_document(path)
    texts = [passage.text for passage in document.passages]
    return Reading(document, facts, [tokenize(text) for text in texts], ENCODER.encode_documents(texts), "v1")


@pytest.fixture
def put(tmp_path: Path, readings: dict[Path, Reading]) -> Callable[..., Store]:
    """Puts documents into the store of the test, one commit for all."""

    def put_in(*paths: Path) -> Store:
        store = Store.open(tmp_path / "store")
        with store.writer() as writer:
            writer.require_encoder(ENCODER.identity)
            for path in paths:
                writer.add(readings[path])
            writer.commit()
        return store

    return put_in


def sources(store: Store) -> list[str]:
    return [card.source_file for card in store.snapshot().documents]


def generations(store: Store) -> list[str]:
    return sorted(path.name for path in (store.root / "vectors").iterdir())


def test_what_goes_in_comes_out_alike(put: Callable[..., Store], readings: dict[Path, Reading]) -> None:
    snapshot = put(WATER, LIBRARY).snapshot()
    water, library = readings[WATER], readings[LIBRARY]
    assert snapshot.document(water.document.id) == water.document
    assert snapshot.document(library.document.id) == library.document
    assert snapshot.passages == water.document.passages + library.document.passages
    assert snapshot.statements == water.document.statements + library.document.statements
    expected = facts_frame(water.facts + library.facts)
    pd.testing.assert_frame_equal(snapshot.facts, expected)
    assert isinstance(snapshot.facts.index, pd.RangeIndex)


def test_the_card_says_what_is_in_the_document(put: Callable[..., Store], readings: dict[Path, Reading]) -> None:
    (card,) = put(WATER).snapshot().documents
    document, facts = readings[WATER].document, readings[WATER].facts
    assert (card.id, card.title, card.year, card.basis) == (document.id, document.title, 2025, "预算")
    assert (card.sections, card.tables) == (len(document.sections), len(document.tables))
    assert (card.facts, card.passages) == (len(facts), len(document.passages))
    assert card.facts > 0
    assert card.passages > 0


def test_amounts_stay_exact(put: Callable[..., Store], readings: dict[Path, Reading]) -> None:
    values = put(WATER).snapshot().facts["value"]
    written = [fact.value for fact in readings[WATER].facts]
    assert [None if pd.isna(value) else value for value in values] == written
    assert sum(value for value in written if value is not None) == values.sum()


def test_both_indexes_find_a_passage_by_its_own_words(put: Callable[..., Store]) -> None:
    snapshot = put(WATER, LIBRARY).snapshot()
    target = len(snapshot.passages) - 1
    text = snapshot.passages[target].text
    assert snapshot.lexical().search(text, 1)[0][0] == target
    assert snapshot.vectors().query(ENCODER.encode_query(text), 1)[0][0] == snapshot.passages[target].id
    assert len(snapshot.vectors()) == len(snapshot.passages) == len(snapshot.lexical())


def test_an_opened_snapshot_does_not_see_later_commits(put: Callable[..., Store]) -> None:
    store = put(WATER)
    before = store.snapshot()
    put(LIBRARY)
    assert [card.source_file for card in before.documents] == [WATER.name]
    assert sources(store) == [WATER.name, LIBRARY.name]


def test_a_snapshot_still_reads_a_document_that_was_removed_meanwhile(put: Callable[..., Store]) -> None:
    store = put(WATER, LIBRARY)
    before = store.snapshot()
    removed = before.documents[0].id
    with store.writer() as writer:
        writer.remove(removed)
        writer.commit()
    assert sources(store) == [LIBRARY.name]
    assert before.document(removed).source.name == WATER.name
    assert set(before.facts["source_file"]) == {WATER.name, LIBRARY.name}
    assert len(before.vectors()) == len(before.passages)


def test_what_nobody_reads_any_more_is_deleted(put: Callable[..., Store]) -> None:
    store = put(WATER, LIBRARY)
    before = store.snapshot()
    with store.writer() as writer:
        writer.remove(before.documents[0].id)
        writer.commit()
    assert generations(store) == ["gen-000001", "gen-000001.lock", "gen-000002", "gen-000002.lock"]
    assert len(list((store.root / "documents").iterdir())) == 2
    del before, store
    store = put(EARLIER)
    assert generations(store) == ["gen-000003", "gen-000003.lock"]
    assert len(list((store.root / "documents").iterdir())) == 2  # LIBRARY and EARLIER


def test_the_snapshot_is_kept_until_something_is_committed(put: Callable[..., Store]) -> None:
    store = put(WATER)
    first = store.snapshot()
    assert store.snapshot() is first
    put(LIBRARY)
    assert store.snapshot() is not first


def test_a_document_takes_the_place_of_the_one_that_it_replaces(
    put: Callable[..., Store], readings: dict[Path, Reading]
) -> None:
    store = put(WATER, LIBRARY)
    with store.writer() as writer:
        writer.add(readings[EARLIER], instead_of=readings[WATER].document.id)
        writer.commit()
    assert sources(store) == [EARLIER.name, LIBRARY.name]
    found = store.snapshot().vectors().query(ENCODER.encode_query("水"), 10_000)
    assert {name for name, _ in found} == {passage.id for passage in store.snapshot().passages}


def test_the_same_document_read_again_replaces_itself(put: Callable[..., Store]) -> None:
    put(WATER, LIBRARY)
    store = put(WATER)
    assert sources(store) == [WATER.name, LIBRARY.name]
    assert len(store.snapshot().vectors()) == len(store.snapshot().passages)


def test_what_is_not_committed_leaves_no_trace(put: Callable[..., Store], readings: dict[Path, Reading]) -> None:
    store = put(WATER)
    with store.writer() as writer:
        writer.add(readings[LIBRARY])
    assert sources(store) == [WATER.name]
    with store.writer():
        pass
    assert len(list((store.root / "documents").iterdir())) == 1


def test_a_missing_store_says_how_to_ingest(tmp_path: Path) -> None:
    with pytest.raises(EmptyStoreError, match="budget-assistant ingest 文件或文件夹"):
        Store.open(tmp_path / "none").snapshot()
    assert not (tmp_path / "none").exists()


def test_a_store_from_which_all_was_removed_is_empty_and_takes_another_encoder(put: Callable[..., Store]) -> None:
    store = put(WATER)
    with store.writer() as writer:
        writer.remove(writer.entries[0].card.id)
        writer.commit()
    with pytest.raises(EmptyStoreError):
        store.snapshot()
    with store.writer() as writer:
        writer.require_encoder("another")
    assert put(LIBRARY).snapshot().encoder_identity == ENCODER.identity


def test_another_encoder_is_refused(put: Callable[..., Store]) -> None:
    store = put(WATER)
    snapshot = store.snapshot()
    snapshot.check_encoder(ENCODER)
    with pytest.raises(EncoderError, match=r"hash:256.*hash:64.*BUDGET_ENCODER"):
        snapshot.check_encoder(load_encoder("hash:64"))
    with store.writer() as writer, pytest.raises(EncoderError, match="不能混用"):
        writer.require_encoder("hash:64/v1")


def test_removing_an_unknown_document_names_the_command_that_lists_them(put: Callable[..., Store]) -> None:
    with put(WATER).writer() as writer, pytest.raises(UsageError, match="budget-assistant documents"):
        writer.remove("nothing")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "已损坏"),
        (b'{"format": 1, "encoder"', "已损坏"),
        (b"[1, 2]", "已损坏"),
        (b'{"format": 1}', "已损坏"),
        (b'{"format": 7, "other": true}', "格式版本是 7"),
    ],
)
def test_a_broken_manifest_is_one_sentence_and_nothing_is_touched(
    put: Callable[..., Store], content: bytes, sentence: str
) -> None:
    store = put(WATER)
    (store.root / "manifest.json").write_bytes(content)
    files = sorted(store.root.rglob("*"))
    with pytest.raises(StoreError, match=sentence):
        store.snapshot()
    with pytest.raises(StoreError, match="重新入库"), store.writer():
        pass
    assert sorted(store.root.rglob("*")) == files


def test_a_missing_document_folder_is_one_sentence(put: Callable[..., Store]) -> None:
    store = put(WATER)
    shutil.rmtree(next((store.root / "documents").iterdir()))
    with pytest.raises(StoreError, match="不见了"):
        _ = store.snapshot().facts


@pytest.mark.parametrize(
    ("name", "use"),
    [
        ("facts.parquet", lambda snapshot: snapshot.facts),
        ("passages.json", lambda snapshot: snapshot.passages),
        ("statements.json", lambda snapshot: snapshot.statements),
        ("tokens.json", lambda snapshot: snapshot.lexical()),
        ("document.json", lambda snapshot: snapshot.document(snapshot.documents[0].id)),
    ],
)
def test_a_broken_file_is_one_sentence(put: Callable[..., Store], name: str, use: Callable[[Snapshot], object]) -> None:
    store = put(WATER)
    (path,) = (store.root / "documents").rglob(name)
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(StoreError, match=r"已损坏.*重新 ingest"):
        use(store.snapshot())


def test_a_missing_generation_is_told_and_built_anew_by_the_next_writer(put: Callable[..., Store]) -> None:
    store = put(WATER, LIBRARY)
    for path in (store.root / "vectors").glob("gen-*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(StoreError, match="budget-assistant ingest 修复"):
        store.snapshot()
    with store.writer() as writer:
        writer.commit()
    assert len(store.snapshot().vectors()) == len(store.snapshot().passages)


def test_a_broken_generation_is_built_anew_from_the_documents(put: Callable[..., Store]) -> None:
    store = put(WATER)
    for path in (store.root / "vectors" / "gen-000001").rglob("*"):
        if path.is_file():
            path.write_bytes(b"")
    put(LIBRARY)
    assert len(store.snapshot().vectors()) == len(store.snapshot().passages)


def test_a_folder_with_other_things_in_it_is_never_taken_for_a_store(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(UsageError, match="不是资料库"), Store.open(tmp_path).writer():
        pass
    assert (tmp_path / "documents" / "letter.txt").read_text(encoding="utf-8") == "dear"


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="不是文件夹"), Store.open(tmp_path / "file").writer():
        pass
    with pytest.raises(StoreError, match="不是文件夹"):
        Store.open(tmp_path / "file").snapshot()


def test_a_hold_ends_with_its_snapshot(put: Callable[..., Store]) -> None:
    store = put(WATER)
    lock = store.root / "vectors" / "gen-000001.lock"
    snapshot = store.snapshot()
    assert is_held(lock)
    del store, snapshot
    assert not is_held(lock)
