"""A snapshot: the store as it is at one moment, unchanged by whatever is written later."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from index.errors import EncoderError, StoreError
from index.findings import Finding
from index.model import Document, DocumentCard, Passage, Statement
from index.store.disk import SharedHold
from index.store.folder import (
    load_document,
    load_facts,
    load_findings,
    load_passages,
    load_statements,
    load_tokens,
)
from index.store.manifest import Manifest

if TYPE_CHECKING:
    import pandas as pd

    from index.encoder import Encoder
    from index.lexical import LexicalIndex
    from index.vectors import VectorIndex

T = TypeVar("T")


def _kept(load: Callable[[Any], T]) -> Callable[[Any], T]:
    """Loads on first use, once for all threads."""

    @wraps(load)
    def loaded(self: Snapshot) -> T:
        with self._lock:
            if load.__name__ not in self._loaded:
                self._loaded[load.__name__] = load(self)
            found: T = self._loaded[load.__name__]
            return found

    return loaded


class Snapshot:
    """What is asked and answered from. Everything is read on first use and kept; threads may share
    it. As long as it lives, no file that it may still read is deleted. Loading raises StoreError
    where a file of the store is missing or broken."""

    def __init__(self, root: Path, manifest: Manifest, hold: SharedHold) -> None:
        self._root = root
        self._manifest = manifest
        self._hold = hold
        self._lock = threading.RLock()
        self._loaded: dict[str, Any] = {}
        self._opened: dict[str, Document] = {}
        self._cards = {entry.card.id: entry.card for entry in manifest.entries}
        self._folders = {entry.card.id: root / "documents" / entry.folder for entry in manifest.entries}

    @property
    def documents(self) -> tuple[DocumentCard, ...]:
        """The documents in the order in which they came."""
        return tuple(entry.card for entry in self._manifest.entries)

    def card(self, document_id: str) -> DocumentCard:
        """What the catalogue knows of a document. KeyError when the snapshot holds none of that id."""
        return self._cards[document_id]

    @property
    def encoder_identity(self) -> str:
        """The encoder that the vectors were made with."""
        return self._manifest.encoder

    @property
    @_kept
    def facts(self) -> pd.DataFrame:
        """The facts of all documents, in the order of `documents`, as `facts_frame` makes them."""
        import pyarrow as pa

        return _frame_of(pa.concat_tables([load_facts(folder) for folder in self._folders.values()]))

    @property
    @_kept
    def passages(self) -> tuple[Passage, ...]:
        """The passages of all documents; their places are the numbers of the lexical index."""
        return tuple(passage for folder in self._folders.values() for passage in load_passages(folder))

    def passage(self, passage_id: str) -> Passage:
        """A passage by its id. KeyError when the snapshot holds none of that id."""
        return self._passages_by_id()[passage_id]

    @_kept
    def _passages_by_id(self) -> dict[str, Passage]:
        return {one.id: one for one in self.passages}

    @property
    @_kept
    def statements(self) -> tuple[Statement, ...]:
        """The statements of all documents."""
        return tuple(statement for folder in self._folders.values() for statement in load_statements(folder))

    @property
    @_kept
    def findings(self) -> tuple[Finding, ...]:
        """The reconciliation findings about all documents, in the order of `documents`."""
        return tuple(finding for folder in self._folders.values() for finding in load_findings(folder))

    @property
    @_kept
    def findings_across_years(self) -> tuple[Finding, ...]:
        """What the documents of one body say of each other: of last year, and a narrative of tables that
        stand in a file of their own."""
        from index.checks import check_years

        bodies: dict[tuple[str, str], list[DocumentCard]] = {}
        for card in self.documents:
            bodies.setdefault((card.department, card.level), []).append(card)
        groups = [cards for cards in bodies.values() if len(cards) > 1]
        return tuple(one for cards in groups for one in check_years([self.document(card.id) for card in cards]))

    def document(self, document_id: str) -> Document:
        """A document with everything in it. KeyError when the snapshot holds none of that id."""
        with self._lock:
            if document_id not in self._opened:
                self._opened[document_id] = load_document(self._folders[document_id])
            return self._opened[document_id]

    @_kept
    def words(self) -> frozenset[str]:
        """All words of `passages`."""
        folders = self._folders.values()
        return frozenset(word for folder in folders for tokens in load_tokens(folder) for word in tokens)

    @_kept
    def lexical(self) -> LexicalIndex:
        """The index of the words of `passages`."""
        from index.lexical import LexicalIndex

        return LexicalIndex([tokens for folder in self._folders.values() for tokens in load_tokens(folder)])

    @_kept
    def vectors(self) -> VectorIndex:
        """The index of the vectors of `passages`; it is closed when the snapshot goes."""
        from index.vectors import VectorIndex

        folder = self._root / "vectors" / self._manifest.generation
        if not folder.is_dir():
            raise StoreError(f"资料库缺少向量索引 {folder}，请重新运行 budget-assistant ingest 修复。")
        index = VectorIndex(folder)
        weakref.finalize(self, index.close).atexit = False
        return index

    def check_encoder(self, encoder: Encoder) -> None:
        """EncoderError when `encoder` is another than the one that the vectors were made with."""
        check_same_encoder(self._root, self.encoder_identity, encoder.identity)


def check_same_encoder(root: Path, stored: str, given: str) -> None:
    """EncoderError when a store's vectors are of another encoder than the one given."""
    if stored and stored != given:
        raise EncoderError(
            f"资料库 {root} 的索引由编码模型“{stored}”建立，当前设置的是“{given}”，两者不能混用："
            "请把 BUDGET_ENCODER 改回原来的模型，或用 --store 另建一个资料库重新入库。"
        )


def _frame_of(table: Any) -> pd.DataFrame:
    """An Arrow table of facts as a pandas frame, each column of the type that `facts_frame` gives it."""
    import pyarrow as pa

    from index.facts import facts_frame

    pattern = facts_frame(())
    types = dict(zip(pa.Schema.from_pandas(pattern, preserve_index=False).types, pattern.dtypes, strict=True))
    return table.to_pandas(types_mapper=types.get)
