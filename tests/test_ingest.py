"""Ingesting: what is skipped, replaced and reported, and what is left when a process dies or two run at once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from ingest_files import SAMPLES, names, run
from text_documents import ROOT

from index import ingest as ingesting
from index.encoder import HashEncoder, Progress, Vectors
from index.errors import EmptyStoreError, EncoderError, StoreError
from index.ingest import Step, ingest, searchable_text
from index.model import Passage, Place
from index.store import Store


class CountingEncoder:
    """A hash encoder that remembers what it encoded."""

    def __init__(self) -> None:
        self.inner = HashEncoder()
        self.identity = self.inner.identity
        self.dimension = self.inner.dimension
        self.texts: list[str] = []

    def encode_query(self, text: str) -> Vectors:
        return self.inner.encode_query(text)

    def encode_documents(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.texts.extend(texts)
        return self.inner.encode_documents(texts, progress)


def messages(notes: Sequence[ingesting.Note]) -> str:
    return "\n".join(note.message for note in notes)


def test_folders_are_read_with_what_is_in_them(store: Path, files: Path) -> None:
    summary = run(store, files)
    snapshot = Store.open(store).snapshot()
    assert names(store) == ["a.md", "b.txt"]
    assert summary.documents == 2
    assert summary.facts == len(snapshot.facts) > 0
    assert summary.passages == len(snapshot.passages) > 0
    assert summary.tables == sum(card.tables for card in snapshot.documents) > 0
    assert summary.sections == sum(card.sections for card in snapshot.documents) > 0
    assert (summary.failures, summary.skipped) == ([], [])


def test_what_is_unchanged_is_skipped_without_an_encoder(store: Path, files: Path) -> None:
    run(store, files)
    manifest = (store / "manifest.json").read_bytes()
    encoder = CountingEncoder()
    summary = run(store, files, encoder=encoder)
    assert (summary.documents, len(summary.skipped)) == (0, 2)
    assert encoder.texts == []
    assert (store / "manifest.json").read_bytes() == manifest


def test_nothing_heavy_is_imported_when_all_is_unchanged(store: Path, files: Path) -> None:
    run(store, files)
    program = (
        "import sys\n"
        "from index.encoder import load_encoder\n"
        "from index.ingest import ingest\n"
        "assert len(ingest([sys.argv[1]], sys.argv[2], lambda: load_encoder('')).skipped) == 2\n"
        "print([name for name in ('torch', 'sentence_transformers', 'chromadb', 'jieba') if name in sys.modules])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", program, str(files), str(store)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"


def test_a_changed_file_replaces_its_document(store: Path, files: Path) -> None:
    run(store, files)
    text = (files / "a.md").read_text(encoding="utf-8")
    (files / "a.md").write_text(f"{text}\n\n本段是后来补充的说明，写明变动情况。\n", encoding="utf-8")
    encoder = CountingEncoder()
    summary = run(store, files, encoder=encoder)
    assert (summary.documents, len(summary.skipped)) == (1, 1)
    assert names(store) == ["a.md", "b.txt"]
    passages = Store.open(store).snapshot().passages
    assert sum("后来补充的说明" in passage.text for passage in passages) == 1
    assert len(encoder.texts) == 1  # the others were encoded before


def test_a_copy_of_a_document_is_reported_and_skipped(store: Path, files: Path) -> None:
    run(store, files)
    shutil.copy(files / "a.md", files / "copy.md")
    summary = run(store, files / "copy.md")
    assert "a.md 内容相同" in messages(summary.skipped)
    assert names(store) == ["a.md", "b.txt"]


def test_a_file_changed_into_a_copy_of_another_leaves_one_document(store: Path, files: Path) -> None:
    run(store, files)
    shutil.copy(files / "deeper" / "b.txt", files / "a.md")
    run(store, files)
    assert names(store) == ["b.txt"]


def test_one_file_given_twice_is_read_once(store: Path, files: Path) -> None:
    summary = run(store, files / "a.md", files, files / "." / "a.md")
    assert (summary.documents, len(summary.skipped)) == (2, 0)


def test_hidden_files_and_the_store_itself_are_left_out(files: Path) -> None:
    (files / ".hidden").mkdir()
    shutil.copy(SAMPLES[2], files / ".hidden" / "c.txt")
    store = files / "store"
    (store / "uploads").mkdir(parents=True)
    shutil.copy(SAMPLES[2], store / "uploads" / "d.txt")
    run(store, files)
    assert names(store) == ["a.md", "b.txt"]
    run(store, store / "uploads" / "d.txt")
    assert names(store) == ["a.md", "b.txt", "d.txt"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.txt", b"", "空"),
        ("blank.txt", b" \n\t\n\n", "空"),
        ("binary.txt", bytes(range(256)) * 40, "二进制"),
        ("picture.png", b"\x89PNG", "不是完好的图像"),
        ("sound.mp3", b"ID3", "暂不支持"),
        ("nonsense.txt", b"x", "不像是预算文件"),
    ],
)
def test_a_bad_file_is_reported_and_the_others_go_in(
    store: Path, files: Path, name: str, content: bytes, sentence: str
) -> None:
    (files / name).write_bytes(content)
    summary = run(store, files / name, files)
    assert sentence in summary.failures[0].message
    assert name in summary.failures[0].message
    assert "\n" not in summary.failures[0].message
    assert names(store) == ["a.md", "b.txt"]


def test_a_fault_of_the_reading_program_does_not_keep_the_others_out(
    store: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = ingesting.read_document

    def fail_on_one(path: Path) -> object:
        if path.name == "a.md":
            raise IndexError("row 7")
        return read(path)

    monkeypatch.setattr(ingesting, "read_document", fail_on_one)
    summary = run(store, files)
    assert messages(summary.failures) == "读取时程序出错（IndexError：row 7）：a.md"
    assert names(store) == ["b.txt"]


def test_a_path_that_does_not_exist_is_reported_and_makes_no_store(store: Path, tmp_path: Path) -> None:
    summary = run(store, tmp_path / "nowhere")
    assert "不存在" in messages(summary.failures)
    with pytest.raises(EmptyStoreError):
        Store.open(store).snapshot()


def test_a_folder_without_readable_files_is_reported(store: Path, tmp_path: Path) -> None:
    (tmp_path / "void").mkdir()
    assert "没有可读的文件" in messages(run(store, tmp_path / "void").failures)


def test_a_document_without_tables_goes_in_with_a_remark(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text(
        "# 云溪市档案馆2025年部门预算说明\n\n## 一、主要职能\n\n负责保管本市档案，向社会提供查阅服务。\n",
        encoding="utf-8",
    )
    summary = run(store, path)
    assert (summary.documents, summary.tables, summary.facts) == (1, 0, 0)
    assert "没有识别到表格" in messages(summary.remarks)
    snapshot = Store.open(store).snapshot()
    assert len(snapshot.facts) == 0
    assert len(snapshot.passages) > 0


def test_another_encoder_is_refused_and_the_store_stays(store: Path, files: Path) -> None:
    run(store, files / "a.md")
    with pytest.raises(EncoderError, match="不能混用"):
        run(store, files, encoder=HashEncoder(64))
    assert names(store) == ["a.md"]


def test_a_broken_store_is_told_and_not_touched(store: Path, files: Path) -> None:
    run(store, files)
    (store / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match="已损坏"):
        run(store, files)
    assert len(list((store / "documents").iterdir())) == 2


def test_an_unchanged_file_whose_document_is_damaged_is_read_again(store: Path, files: Path) -> None:
    run(store, files)
    next((store / "documents").rglob("facts.parquet")).unlink()
    assert run(store, files).documents == 1
    assert len(Store.open(store).snapshot().facts) > 0


def test_documents_are_read_again_by_another_version_of_the_program(
    store: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(store, files)
    monkeypatch.setattr(ingesting, "reading_version", lambda: "newer")
    encoder = CountingEncoder()
    assert run(store, files, encoder=encoder).documents == 2
    assert encoder.texts == []  # what was encoded before is taken over
    snapshot = Store.open(store).snapshot()
    texts = [searchable_text(passage) for passage in snapshot.passages]
    (stored,) = {np.load(path).shape[1] for path in (store / "documents").rglob("vectors.npy")}
    assert stored == encoder.dimension
    assert snapshot.vectors().query(encoder.encode_query(texts[-1]), 1)[0][1] == pytest.approx(1.0, abs=1e-5)


def test_what_was_encoded_in_other_words_is_encoded_again(
    store: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as then:
        then.setattr(ingesting, "searchable_text", lambda passage: f"从前 {passage.text}")
        run(store, files)
    monkeypatch.setattr(ingesting, "reading_version", lambda: "newer")
    encoder = CountingEncoder()
    run(store, files, encoder=encoder)
    assert set(encoder.texts) == {searchable_text(passage) for passage in Store.open(store).snapshot().passages}


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ((), "正文。"),
        (("第三部分 情况说明", "二、关于青禾市林业局2025年收入预算的说明"), "收入预算的说明：正文。"),
        (("第三部分 情况说明", "（一）关于青禾市林业局 2025 年度支出预算"), "支出预算：正文。"),
        (("第三部分 情况说明", "三、关于机关运行经费"), "关于机关运行经费：正文。"),
        (("第四部分 名词解释",), "名词解释：正文。"),
        (("一、关于青禾市林业局2025年",), "正文。"),
    ],
)
def test_a_passage_is_searched_by_its_innermost_heading_and_its_text(section: tuple[str, ...], expected: str) -> None:
    passage = Passage("p", "d", section, "情况说明", "paragraph", "正文。", Place(line=1))
    assert searchable_text(passage) == expected


def test_progress_grows_to_the_whole_and_names_the_files(store: Path, files: Path) -> None:
    steps: list[Step] = []
    ingest([files], store, HashEncoder, steps.append)
    shares = [step.share for step in steps]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert {"a.md", "b.txt"} <= {step.file for step in steps}


def test_what_has_been_read_is_committed_now_and_then(
    store: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingesting, "COMMIT_EVERY", 1)

    def interrupt(step: Step) -> None:
        if step.file == "b.txt":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest([files], store, HashEncoder, interrupt)
    assert names(store) == ["a.md"]
