"""Changing the store: documents are put in place whole, and one manifest makes them count."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

from index.errors import EncoderError, StoreError, UsageError
from index.model import Document, DocumentCard
from index.store.disk import is_held, move_whole, sync_tree, writing
from index.store.folder import Reading, is_whole, load_passages, load_vectors, write_folder
from index.store.manifest import FORMAT, Entry, Manifest, write_manifest
from index.store.snapshot import check_same_encoder
from index.vectors import DocumentVectors, build_generation


class StoreWriter:
    """The one writer of a store. What is added or removed counts, all at once, from `commit`;
    until then, and when the process dies, the store stays as it was."""

    def __init__(self, root: Path, manifest: Manifest) -> None:
        self._root = root
        self._manifest = manifest
        self._entries = {entry.card.id: entry for entry in manifest.entries}
        self._encoder = manifest.encoder
        self._added: set[str] = set()
        self._removed: set[str] = set()
        self._damaged = bool(manifest.generation) and not self._generation(manifest.generation).is_dir()
        with writing(root):
            for name in ("tmp", "documents", "vectors"):
                (root / name).mkdir(parents=True, exist_ok=True)
            if manifest.generation and not self._damaged:
                self._lock_file(manifest.generation).touch()
            self._sweep()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The documents as they will be after the next commit."""
        return tuple(self._entries.values())

    def folder(self, entry: Entry) -> Path:
        """The folder of a document."""
        return self._root / "documents" / entry.folder

    def is_whole(self, entry: Entry) -> bool:
        """Whether all files of a document are there."""
        return is_whole(self.folder(entry))

    def require_encoder(self, identity: str) -> None:
        """EncoderError when the store's vectors are of another encoder; an empty store takes any."""
        if self._entries:
            check_same_encoder(self._root, self._encoder, identity)
        self._encoder = identity

    def add(self, reading: Reading, *, instead_of: str | None = None) -> None:
        """Puts a document in place, in the place of the document `instead_of` where that is given."""
        if not self._encoder:
            raise EncoderError("写入资料库之前须先确定编码模型。")
        document = reading.document
        entry = Entry(_card_of(document, len(reading.facts)), self._free_folder(document.id), reading.version)
        draft = self._root / "tmp" / entry.folder
        with writing(self._root):
            shutil.rmtree(draft, ignore_errors=True)
            write_folder(draft, reading)
            move_whole(draft, self.folder(entry))
        if instead_of is not None and instead_of != document.id:
            self._replace(instead_of, entry)
        else:
            self._entries[document.id] = entry
        self._added.add(document.id)
        self._removed.discard(document.id)

    def _replace(self, document_id: str, entry: Entry) -> None:
        self._entries.pop(entry.card.id, None)
        listed = [entry if key == document_id else value for key, value in self._entries.items()]
        self._entries = {value.card.id: value for value in listed}
        self._forget(document_id)

    def remove(self, document_id: str) -> DocumentCard:
        """Takes a document out. UsageError when the store holds none of that id."""
        entry = self._entries.pop(document_id, None)
        if entry is None:
            raise UsageError(f"资料库中没有编号为“{document_id}”的文件，可用 budget-assistant documents 查看编号。")
        self._forget(document_id)
        return entry.card

    def _forget(self, document_id: str) -> None:
        self._added.discard(document_id)
        self._removed.add(document_id)

    @property
    def pending(self) -> int:
        """How many documents the next commit adds or removes."""
        return len(self._added) + len(self._removed)

    def commit(self) -> None:
        """Makes everything since the last commit count."""
        if not self.pending and not self._damaged:
            return
        with writing(self._root):
            number = self._next_number()
            generation = self._build_generation(number) if self._entries else ""
            encoder = self._encoder if self._entries else ""
            manifest = Manifest(FORMAT, encoder, generation, self.entries, number)
            write_manifest(self._root, manifest)
            self._manifest = manifest
            self._sweep()
        self._added.clear()
        self._removed.clear()
        self._damaged = False

    def _build_generation(self, number: int) -> str:
        name = f"gen-{number:06d}"
        target = self._generation(name)
        current = self._manifest.generation
        if not current or self._damaged or not self._try_to_extend(target, self._generation(current)):
            build_generation(
                target, previous=None, removed=(), added=self._vectors_of(self._entries), identity=self._encoder
            )
        sync_tree(target)
        self._lock_file(name).touch()
        return name

    def _try_to_extend(self, target: Path, previous: Path) -> bool:
        """Builds the generation from the previous one; False when that is broken."""
        added = list(self._vectors_of(self._added))
        try:
            build_generation(target, previous=previous, removed=self._removed, added=added, identity=self._encoder)
        except (StoreError, EncoderError):
            return False
        return True

    def _vectors_of(self, document_ids: Collection[str]) -> Iterator[DocumentVectors]:
        for document_id, entry in self._entries.items():
            if document_id in document_ids:
                card, folder = entry.card, self.folder(entry)
                passages, vectors = load_passages(folder), load_vectors(folder)
                yield DocumentVectors(card.id, card.department, card.year, card.basis, passages, vectors)

    def _next_number(self) -> int:
        taken = [path.stem for path in (self._root / "vectors").glob("gen-*")]
        numbers = (int(name[4:]) for name in taken if name[4:].isdecimal())
        return 1 + max([self._manifest.last_generation, *numbers])

    def _free_folder(self, document_id: str) -> str:
        names = (f"{document_id}-{number}" for number in itertools.count(1))
        return next(name for name in names if not (self._root / "documents" / name).exists())

    def _generation(self, name: str) -> Path:
        return self._root / "vectors" / name

    def _lock_file(self, name: str) -> Path:
        return self._root / "vectors" / f"{name}.lock"

    def _sweep(self) -> None:
        """Deletes what no manifest names and no reader holds; leftovers of a killed writer too."""
        _clear(self._root / "tmp", keep=())
        current = self._manifest.generation
        held = {path.stem for path in (self._root / "vectors").glob("gen-*.lock") if is_held(path)}
        kept = [name for generation in {current, *held} for name in (generation, f"{generation}.lock")]
        _clear(self._root / "vectors", keep=kept)
        if held <= {current}:  # a reader of an older generation may still open the documents of its time
            named = {entry.folder for entry in (*self._manifest.entries, *self._entries.values())}
            _clear(self._root / "documents", keep=named)


def _clear(folder: Path, keep: Collection[str]) -> None:
    for path in folder.iterdir():
        if path.name not in keep:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else os.unlink(path)


def _card_of(document: Document, facts: int) -> DocumentCard:
    return DocumentCard(
        id=document.id,
        title=document.title,
        department=document.department,
        region=document.region,
        year=document.year,
        basis=document.basis.value,
        level=document.level,
        units=document.units,
        source_file=document.source.name,
        source_path=document.source.path,
        sha256=document.source.sha256,
        sections=len(document.sections),
        tables=len(document.tables),
        facts=facts,
        passages=len(document.passages),
    )
