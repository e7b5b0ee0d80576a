"""Encoders: from text to unit vectors.

`load_encoder` gives the embedded multilingual-e5-small, a hash encoder for fast tests, or any
sentence-transformers model. Loading is cheap: the model itself is read on the first text.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings

from index.e5.folder import DIMENSION, IDENTITY, embedded_model_folder
from index.e5.threads import DOCUMENT_THREADS, use_threads
from index.errors import EncoderError

if TYPE_CHECKING:
    from pathlib import Path

    from sentence_transformers import SentenceTransformer

    from index.e5.query import QueryModel

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int], None]

BATCH_SIZE = 16  # larger ones are no faster on two cores and report progress later, see benchmarks/encoder.md


class Encoder(Protocol):
    """Turns texts into unit vectors of `dimension` float32 numbers.

    `identity` names the model and its version; vectors of different identities must not be mixed.
    All methods raise EncoderError when the model cannot be loaded.
    """

    @property
    def identity(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def encode_query(self, text: str) -> Vectors:
        """The vector of a question, shape (dimension,)."""

    def encode_documents(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """The vectors of passages, shape (len(texts), dimension), in their order.

        `progress` is called now and then with the number of texts done so far.
        """


def load_encoder(name: str = "") -> Encoder:
    """The encoder of that name: "" the embedded one, "hash" or "hash:256" the hash encoder with
    that many dimensions, anything else a sentence-transformers model's name or folder."""
    if not name:
        return EmbeddedEncoder()
    kind, _, size = name.partition(":")
    if kind != "hash":
        return NamedEncoder(name)
    if size and not (size.isdecimal() and int(size) > 0):
        raise EncoderError(f"编码模型“{name}”的维数应是正整数，例如 hash:256。")
    return HashEncoder(int(size or 256))


class HashEncoder:
    """Hashes character one-, two- and three-grams into signed counts: deterministic, no model."""

    def __init__(self, dimension: int = 256) -> None:
        self.identity = f"hash:{dimension}/v1"
        self.dimension = dimension

    def encode_query(self, text: str) -> Vectors:
        vector = np.zeros(self.dimension, dtype=np.float32)
        for size in (1, 2, 3):
            for start in range(len(text) - size + 1):
                hashed = zlib.crc32(text[start : start + size].encode("utf-8", "replace"))
                vector[(hashed >> 1) % self.dimension] += 1 if hashed & 1 else -1
        if not vector.any():
            vector[0] = 1
        return vector / np.linalg.norm(vector)

    def encode_documents(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for number, text in enumerate(texts):
            vectors[number] = self.encode_query(text)
        if progress and texts:
            progress(len(texts))
        return vectors


def tells_meaning(encoder: Encoder) -> bool:
    """Whether vectors are near each other by what their texts mean, not only by the characters that they share."""
    return not isinstance(encoder, HashEncoder)


@runtime_checkable
class _EncodesMany(Protocol):
    """An encoder that takes several questions at once, which is faster."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors: ...


def encode_queries(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    """The vectors of one or more short texts as those of questions, shape (len(texts), dimension)."""
    if isinstance(encoder, _EncodesMany):
        return encoder.encode_queries(texts)
    return np.stack([encoder.encode_query(one) for one in texts])


class NamedEncoder:
    """A sentence-transformers model with its own prompts, on the CPU."""

    def __init__(self, name: str) -> None:
        self.identity = name
        self._lock = threading.Lock()  # fast tokenizers must not be shared by threads

    @property
    def dimension(self) -> int:
        with self._lock:
            return int(self._model.get_embedding_dimension() or 0)

    def encode_query(self, text: str) -> Vectors:
        with self._lock:
            vector = self._model.encode_query(text, show_progress_bar=False, normalize_embeddings=True)
        return np.asarray(vector, dtype=np.float32)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            vectors = self._model.encode_query(list(texts), show_progress_bar=False, normalize_embeddings=True)
        return np.asarray(vectors, dtype=np.float32)

    def encode_documents(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        with self._lock:
            return encode_in_batches(self._model, texts, progress)

    @cached_property
    def _model(self) -> SentenceTransformer:
        return load_sentence_transformer(self.identity)


class EmbeddedEncoder:
    """multilingual-e5-small from the user's cache, unpacked there on first use.

    Documents go through sentence-transformers. A query takes the short way over the same weights,
    so that one question on the command line does not wait for that import.
    """

    identity = IDENTITY
    dimension = DIMENSION

    def __init__(self) -> None:
        self._query_lock = threading.Lock()  # held while loading only: queries may run side by side
        self._document_lock = threading.Lock()

    def encode_query(self, text: str) -> Vectors:
        with self._query_lock:
            model = self._query_model
        return model.encode(text)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        with self._query_lock:
            model = self._query_model
        return model.encode_all(texts)

    def encode_documents(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        with self._document_lock:
            return encode_in_batches(self._document_model, texts, progress)

    @cached_property
    def _folder(self) -> Path:
        return embedded_model_folder()

    @cached_property
    def _query_model(self) -> QueryModel:
        from index.e5.query import QueryModel

        folder = self._folder
        try:
            return QueryModel(folder)
        except Exception as error:  # the libraries raise many kinds for a damaged file
            raise EncoderError(f"内置编码模型无法加载，请删除文件夹 {folder} 后重试。") from error

    @cached_property
    def _document_model(self) -> SentenceTransformer:
        return load_sentence_transformer(str(self._folder))


class EncoderEmbeddings(Embeddings):
    """An encoder as LangChain embeddings."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self.encoder.encode_documents(texts).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        numbers: list[float] = self.encoder.encode_query(text).tolist()
        return numbers


def load_sentence_transformer(name: str) -> SentenceTransformer:
    """Loads a model by name or folder without a word on the terminal; EncoderError if it cannot."""
    use_threads(DOCUMENT_THREADS)
    with _quiet_transformers():
        from sentence_transformers import SentenceTransformer

        try:
            try:
                return SentenceTransformer(name, device="cpu", local_files_only=True)
            except OSError:  # not on this machine yet
                return SentenceTransformer(name, device="cpu")
        except Exception as error:  # the libraries raise many kinds for a model that is none
            raise EncoderError(
                f"编码模型“{name}”无法加载：请检查名称或文件夹，联网下载后再试，或改用内置模型。"
            ) from error


@contextmanager
def _quiet_transformers() -> Iterator[None]:
    from transformers.utils import logging

    verbosity, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(verbosity)
        if bars:
            logging.enable_progress_bar()


def encode_in_batches(model: SentenceTransformer, texts: Sequence[str], progress: Progress | None) -> Vectors:
    """Encodes each distinct text once, in batches of like length."""
    use_threads(DOCUMENT_THREADS)
    distinct = sorted(dict.fromkeys(texts), key=len)
    vectors = np.zeros((len(distinct), int(model.get_embedding_dimension() or 0)), dtype=np.float32)
    for start in range(0, len(distinct), BATCH_SIZE):
        batch = distinct[start : start + BATCH_SIZE]
        vectors[start : start + len(batch)] = model.encode_document(
            batch, batch_size=BATCH_SIZE, show_progress_bar=False, normalize_embeddings=True
        )
        if progress:
            progress(len(texts) * (start + len(batch)) // len(distinct))
    row_of = {text: row for row, text in enumerate(distinct)}
    return vectors[[row_of[text] for text in texts]]
