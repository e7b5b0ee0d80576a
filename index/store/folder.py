"""A document's folder: everything that was read from one file, never changed once it is in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import orjson

from index.errors import StoreError
from index.facts import facts_frame
from index.findings import Finding
from index.model import Document, Fact, Passage, Statement
from index.store.codec import decode_json, encode_json

if TYPE_CHECKING:
    import pyarrow as pa

    from index.encoder import Vectors

DOCUMENT, PASSAGES, STATEMENTS = "document.json", "passages.json", "statements.json"
FACTS, FINDINGS, TOKENS, VECTORS = "facts.parquet", "findings.json", "tokens.json", "vectors.npy"
FILES = (DOCUMENT, PASSAGES, STATEMENTS, FACTS, FINDINGS, TOKENS, VECTORS)

T = TypeVar("T")
Tokens = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What is stored of a document: `tokens` and the rows of `vectors` belong to its passages, in
    their order; `version` tells which reading program made it."""

    document: Document
    facts: tuple[Fact, ...]
    tokens: Sequence[Sequence[str]]
    vectors: Vectors
    version: str
    findings: tuple[Finding, ...] = ()


def write_folder(folder: Path, reading: Reading) -> None:
    """Writes a document's files into a new folder."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    document = reading.document
    folder.mkdir(parents=True)
    bare = replace(document, passages=(), statements=())
    (folder / DOCUMENT).write_bytes(encode_json([bare]))
    (folder / PASSAGES).write_bytes(encode_json(document.passages))
    (folder / STATEMENTS).write_bytes(encode_json(document.statements))
    (folder / FINDINGS).write_bytes(encode_json(reading.findings))
    (folder / TOKENS).write_bytes(encode_json(reading.tokens))
    pq.write_table(pa.Table.from_pandas(facts_frame(reading.facts), preserve_index=False), folder / FACTS)
    np.save(folder / VECTORS, np.asarray(reading.vectors, dtype=np.float32))


def is_whole(folder: Path) -> bool:
    """Whether all files of a document are there."""
    return all((folder / name).is_file() for name in FILES)


def load_document(folder: Path) -> Document:
    """The whole document, with its passages and statements."""
    (bare,) = _load(folder / DOCUMENT, lambda path: decode_json(Document, path.read_bytes()))
    return replace(bare, passages=load_passages(folder), statements=load_statements(folder))


def load_passages(folder: Path) -> tuple[Passage, ...]:
    """The passages of a document in reading order."""
    return tuple(_load(folder / PASSAGES, lambda path: decode_json(Passage, path.read_bytes())))


def load_statements(folder: Path) -> tuple[Statement, ...]:
    """The statements of a document in reading order."""
    return tuple(_load(folder / STATEMENTS, lambda path: decode_json(Statement, path.read_bytes())))


def load_findings(folder: Path) -> tuple[Finding, ...]:
    """The findings about a document, in the order of the rules."""
    return tuple(_load(folder / FINDINGS, lambda path: decode_json(Finding, path.read_bytes())))


def load_tokens(folder: Path) -> list[list[str]]:
    """The words of each passage."""
    tokens: list[list[str]] = _load(folder / TOKENS, lambda path: orjson.loads(path.read_bytes()))
    return tokens


def load_vectors(folder: Path) -> Vectors:
    """The vectors of the passages, one a row."""
    import numpy as np

    vectors: Vectors = _load(folder / VECTORS, lambda path: np.load(path, allow_pickle=False))
    return vectors


def load_facts(folder: Path) -> pa.Table:
    """The facts as an Arrow table with the columns of `facts_frame`."""
    import pyarrow.parquet as pq

    return _load(folder / FACTS, lambda path: pq.ParquetFile(path).read().replace_schema_metadata(None))


def _load(path: Path, read: Callable[[Path], T]) -> T:
    try:
        return read(path)
    except FileNotFoundError as error:
        raise StoreError(f"资料库中的 {path} 不见了。{_MEND}") from error
    except (OSError, ValueError) as error:  # Arrow's and orjson's errors are ValueErrors too
        raise StoreError(f"资料库中的 {path} 已损坏或由另一版本写成。{_MEND}") from error


_MEND = "请用 budget-assistant remove 移除该文件后重新 ingest；若不能移除，请删除资料库文件夹后重新 ingest。"
