"""The vector index: Chroma on disk, in immutable generations.

Chroma's files must not be written by two processes, nor read while they are written. So a
generation is a folder that is built once beside its place, renamed, and from then on only
queried, by as many processes as like; a change of the store builds the next one from it.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from index.encoder import Encoder, EncoderEmbeddings
from index.errors import EncoderError, StoreError
from index.generation import copy_generation, read_manifest, write_manifest
from index.model import Passage

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection as ChromaCollection
    from langchain_chroma import Chroma

COLLECTION = "passages"

_ADDED_AT_ONCE = 5000  # below the 5461 that Chroma takes at most
_GRAPH = {
    "space": "cosine",
    "max_neighbors": 16,
    "ef_construction": 200,
    "ef_search": 400,  # high enough that filtered searches over some thousand passages miss nothing
    # each change goes to the graph's files at once: what stayed in Chroma's log would be
    # applied, and written, by readers
    "batch_size": 1,
    "sync_threshold": 1,
}


@dataclass(frozen=True, slots=True)
class DocumentVectors:
    """A document's passages with their unit vectors (row by row), and what searches filter by."""

    document_id: str
    department: str
    year: int | None
    basis: str
    passages: Sequence[Passage]
    vectors: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Row:
    """One passage as Chroma keeps it."""

    id: str
    text: str
    metadata: Mapping[str, Any]
    vector: npt.NDArray[np.float32]


def build_generation(
    target: Path,
    *,
    previous: Path | None,
    removed: Collection[str],
    added: Iterable[DocumentVectors],
    identity: str,
) -> int:
    """Builds the generation `target` and gives the number of its passages.

    It holds the previous generation's passages without those of the `removed` documents, and the
    `added` documents, which replace earlier ones of their id. `identity` names the encoder. Raises
    EncoderError when the previous generation was made with another encoder, and StoreError when
    it is broken or the new one cannot be written; `target` then does not exist.
    """
    documents = list(added)
    gone = {*removed, *(document.document_id for document in documents)}
    rows = chain.from_iterable(map(_document_rows, documents))
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        count = _build(partial, previous, gone, rows, identity)
        partial.chmod(0o755)
        partial.rename(target)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"向量索引无法写入：{target}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return count


def _build(partial: Path, previous: Path | None, gone: set[str], rows: Iterator[_Row], identity: str) -> int:
    dead = 0
    if previous is not None:
        manifest = read_manifest(previous)
        _require_identity(manifest.identity, identity)
        with _opened(previous) as old:
            leaving = len(_ids_of(old, gone))
            dead = manifest.removed + leaving
            if dead > manifest.count - leaving:  # more dead weight than life: start the graph anew
                rows = chain(_kept_rows(old, gone), rows)
                previous, dead = None, 0
    if previous is not None:
        copy_generation(previous, partial)
    with _opened(partial, create=previous is None) as collection:
        if previous is not None and (ids := _ids_of(collection, gone)):
            collection.delete(ids=ids)
        while batch := list(islice(rows, _ADDED_AT_ONCE)):
            _add(collection, batch)
        count = int(collection.count())
    write_manifest(partial, identity, count, dead)
    return count


def _require_identity(found: str, wanted: str) -> None:
    if found != wanted:
        raise EncoderError(f"索引是用编码模型“{found}”建立的，与当前的“{wanted}”不同，请改回原模型或重新建立索引。")


def _document_rows(document: DocumentVectors) -> Iterator[_Row]:
    shared: dict[str, Any] = {
        "document_id": document.document_id,
        "department": document.department,
        "basis": document.basis,
    }
    if document.year is not None:
        shared["year"] = document.year
    for passage, vector in zip(document.passages, document.vectors, strict=True):
        yield _Row(passage.id, passage.text, {**shared, "part": passage.part, "kind": passage.kind}, vector)


def _kept_rows(collection: ChromaCollection, gone: set[str]) -> list[_Row]:
    found = collection.get(include=["documents", "metadatas", "embeddings"])
    rows = zip(found["ids"], found["documents"], found["metadatas"], found["embeddings"], strict=True)
    return [_Row(*row) for row in rows if row[2]["document_id"] not in gone]


def _ids_of(collection: ChromaCollection, documents: Collection[str]) -> list[str]:
    if not documents:
        return []
    ids: list[str] = collection.get(where={"document_id": {"$in": sorted(documents)}}, include=[])["ids"]
    return ids


def _add(collection: ChromaCollection, rows: Sequence[_Row]) -> None:
    collection.add(
        ids=[row.id for row in rows],
        embeddings=np.stack([row.vector for row in rows]),
        documents=[row.text for row in rows],
        metadatas=[dict(row.metadata) for row in rows],
    )


@contextmanager
def _opened(folder: Path, *, create: bool = False) -> Iterator[ChromaCollection]:
    with _chroma_errors(folder):
        client, collection = _open(folder, create=create)
        try:
            yield collection
        finally:
            client.close()


@contextmanager
def _chroma_errors(folder: Path) -> Iterator[None]:
    from chromadb.errors import ChromaError

    try:
        yield
    except ChromaError as error:
        raise StoreError(f"向量索引已损坏或无法读写：{folder}") from error


def _open(folder: Path, *, create: bool) -> tuple[ClientAPI, ChromaCollection]:
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    try:
        if create:
            configuration = {"hnsw": _GRAPH}
            return client, client.create_collection(COLLECTION, configuration=configuration, embedding_function=None)
        return client, client.get_collection(COLLECTION, embedding_function=None)
    except BaseException:
        client.close()
        raise


class VectorIndex:
    """A generation, opened for searching; any number of threads and processes may do so.

    Raises StoreError when the folder is missing or broken.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._manifest = read_manifest(folder)
        with _chroma_errors(folder):
            self._client, self._collection = _open(folder, create=False)
            if self._collection.count() != len(self):
                self.close()
                raise StoreError(f"向量索引不完整：{folder}")

    def __len__(self) -> int:
        return self._manifest.count

    @property
    def identity(self) -> str:
        """The encoder that the vectors were made with."""
        return self._manifest.identity

    def query(
        self,
        vector: npt.NDArray[np.float32],
        k: int,
        document_ids: Sequence[str] | None = None,
        parts: Sequence[str] | None = None,
    ) -> list[tuple[str, float]]:
        """The `k` nearest passages as (passage id, cosine similarity), best first.

        `document_ids` and `parts` limit the search to these documents and parts of the document;
        None sets no limit, an empty sequence finds nothing.
        """
        limits = {"document_id": document_ids, "part": parts}
        conditions = [{key: {"$in": list(values)}} for key, values in limits.items() if values is not None]
        wanted = min(k, len(self))
        if wanted <= 0 or any(values is not None and not values for values in limits.values()):
            return []
        where = {"$and": conditions} if len(conditions) > 1 else next(iter(conditions), None)
        with _chroma_errors(self._folder):
            found = self._collection.query(
                query_embeddings=vector.reshape(1, -1), n_results=wanted, where=where, include=["distances"]
            )
        return [(name, 1.0 - distance) for name, distance in zip(found["ids"][0], found["distances"][0], strict=True)]

    def as_langchain(self, encoder: Encoder) -> Chroma:
        """The same collection as a LangChain vector store, to be searched, not written.

        Its documents carry the passage's text and, as metadata, document_id, department, year,
        basis, part and kind. Raises EncoderError when `encoder` is another than the index's.
        """
        from langchain_chroma import Chroma

        _require_identity(self.identity, encoder.identity)
        return Chroma(
            client=self._client,
            collection_name=COLLECTION,
            embedding_function=EncoderEmbeddings(encoder),
            relevance_score_fn=lambda distance: 1.0 - distance,
        )

    def close(self) -> None:
        """Releases the files; the index must not be used afterwards."""
        self._client.close()

    def __enter__(self) -> VectorIndex:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
