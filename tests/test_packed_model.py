"""The embedded model as it is packed: its parts, its vocabulary, and the folder that it is unpacked into."""

from __future__ import annotations

import json
import multiprocessing
import os
import struct
from pathlib import Path

import numpy as np
import pytest

from index.e5 import folder as model_folder
from index.e5.folder import unpack_model
from index.e5.packed import read_packed
from index.e5.query import QueryModel
from index.e5.vocabulary import build_tokenizer, kept_pieces
from index.encoder import load_encoder
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
