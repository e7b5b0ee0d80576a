"""Encodes single queries from the unpacked folder with torch alone.

Importing sentence-transformers takes several seconds; a question on the command line needs one
vector. This reads the same folder (tokenizer, weights, query prompt) into torch's own transformer
encoder and gives the vectors that sentence-transformers gives, sooner and faster.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.e5.packed import Floats
from index.e5.threads import QUERY_THREADS, use_threads

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import TransformerEncoder

# torch's names of a layer's parts → BertModel's
_LAYER_NAMES = {
    "self_attn.out_proj": "attention.output.dense",
    "linear1": "intermediate.dense",
    "linear2": "output.dense",
    "norm1": "attention.output.LayerNorm",
    "norm2": "output.LayerNorm",
}


class QueryModel:
    """The BERT encoder of a sentence-transformers folder, for questions and other short texts."""

    def __init__(self, folder: Path) -> None:
        use_threads(QUERY_THREADS)
        from safetensors.torch import load_file
        from tokenizers import Tokenizer

        configuration = _read_json(folder / "config.json")
        self._prompt: str = _read_json(folder / "config_sentence_transformers.json")["prompts"]["query"]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(configuration["max_position_embeddings"])
        self._weights = load_file(folder / "model.safetensors")
        self._encoder = _build_encoder(configuration, self._weights)
        self._epsilon: float = configuration["layer_norm_eps"]

    def encode(self, text: str) -> Floats:
        """The unit vector of a query."""
        vector: Floats = self.encode_all([text])[0]
        return vector

    def encode_all(self, texts: Sequence[str]) -> Floats:
        """The unit vectors of queries, shape (len(texts), dimension). Those of as many tokens go together, so that
        none is padded."""
        use_threads(QUERY_THREADS)
        import torch
        from torch.nn.functional import normalize

        rows = [self._tokenizer.encode(self._prompt + text).ids for text in texts]
        vectors: list[Floats] = [np.empty(0, dtype=np.float32)] * len(rows)
        with torch.inference_mode():
            for length in {len(row) for row in rows}:
                alike = [place for place, row in enumerate(rows) if len(row) == length]
                hidden = self._encoder(self._embed(torch.tensor([rows[place] for place in alike])))
                for place, vector in zip(alike, normalize(hidden.mean(1), dim=1).numpy(), strict=True):
                    vectors[place] = np.asarray(vector, dtype=np.float32)
        return np.stack(vectors)

    def _embed(self, ids: Tensor) -> Tensor:
        from torch.nn.functional import layer_norm

        weights = self._weights
        embedded = (
            weights["embeddings.word_embeddings.weight"][ids]
            + weights["embeddings.position_embeddings.weight"][: ids.shape[-1]]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        scale, shift = weights["embeddings.LayerNorm.weight"], weights["embeddings.LayerNorm.bias"]
        return layer_norm(embedded, scale.shape, scale, shift, self._epsilon)


def _read_json(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _build_encoder(configuration: Mapping[str, Any], weights: Mapping[str, Tensor]) -> TransformerEncoder:
    import torch

    layers = configuration["num_hidden_layers"]
    with torch.device("meta"):  # no memory: the parameters are assigned below
        layer = torch.nn.TransformerEncoderLayer(
            d_model=configuration["hidden_size"],
            nhead=configuration["num_attention_heads"],
            dim_feedforward=configuration["intermediate_size"],
            activation="gelu",
            layer_norm_eps=configuration["layer_norm_eps"],
            batch_first=True,
        )
        encoder = torch.nn.TransformerEncoder(layer, layers, enable_nested_tensor=False)
    state = {}
    for number in range(layers):
        theirs, ours = f"encoder.layer.{number}", f"layers.{number}"
        for part in ("weight", "bias"):
            attention = [weights[f"{theirs}.attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            state[f"{ours}.self_attn.in_proj_{part}"] = torch.cat(attention)
            for our_name, their_name in _LAYER_NAMES.items():
                state[f"{ours}.{our_name}.{part}"] = weights[f"{theirs}.{their_name}.{part}"]
    encoder.load_state_dict(state, assign=True)
    return encoder.eval()
