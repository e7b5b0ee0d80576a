"""The one place where the page gets its store and its assistant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from assistant.answer import Answer
from assistant.page.desk import Added, Desk, Progress
from assistant.settings import Settings
from index.errors import EmptyStoreError, UsageError
from index.findings import Finding
from index.model import Document, DocumentCard
from index.readers import SUPPORTED_TYPES
from index.store import Store

if TYPE_CHECKING:
    from assistant.ask import Assistant
    from index.ingest import Note


def open_desk() -> Desk:
    """The desk of the settings of this moment; one for all sessions, so that nothing is loaded twice."""
    return _open_desk(Settings.from_environment())


class StoreDesk:
    """The store on disk and the assistant over it. The assistant is made for the first question."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store = Store.open(settings.store)

    @property
    def uploads(self) -> Path:
        return self._settings.store / "uploads"

    @property
    def suffixes(self) -> Sequence[str]:
        return SUPPORTED_TYPES

    def documents(self) -> Sequence[DocumentCard]:
        try:
            return self._store.snapshot().documents
        except EmptyStoreError:
            return ()

    def document(self, document_id: str) -> Document | None:
        try:
            return self._store.snapshot().document(document_id)
        except (KeyError, EmptyStoreError):
            return None

    def findings(self) -> Sequence[Finding]:
        try:
            snapshot = self._store.snapshot()
        except EmptyStoreError:
            return ()
        return (*snapshot.findings, *snapshot.findings_across_years)

    def brief(self, document_id: str) -> bytes:
        from assistant.report.brief import brief_of
        from assistant.report.typesetting import docx_of

        snapshot = self._store.snapshot()
        if document_id not in {card.id for card in snapshot.documents}:
            raise UsageError("这份文件已经不在资料库中，请刷新网页。")
        return docx_of(brief_of(document_id, snapshot))

    def ask(self, turns: Sequence[str]) -> Answer:
        return self._assistant.ask(turns)

    def add(self, files: Sequence[Path], progress: Progress) -> Added:
        from index.encoder import load_encoder
        from index.ingest import ingest

        summary = ingest(
            files,
            self._settings.store,
            lambda: load_encoder(self._settings.encoder),
            lambda step: progress(step.share, f"{step.activity} {step.file}"),
            lambda: progress(0.0, "另一个程序正在写资料库，等它写完…"),
        )
        return Added(
            failures={Path(note.file): note.message for note in (*summary.failures, *summary.left_out)},
            skipped={Path(note.file): note.message for note in summary.skipped},
            remarks=_by_file(summary.remarks),
        )

    def remove(self, document_id: str) -> None:
        with self._store.writer() as writer:
            writer.remove(document_id)
            writer.commit()

    @cached_property
    def _assistant(self) -> Assistant:
        from assistant.ask import Assistant

        return Assistant(self._store, self._settings)


def _by_file(notes: Sequence[Note]) -> dict[str, str]:
    """All that is noted of each file, in one text."""
    found: dict[str, str] = {}
    for note in notes:
        found[note.file] = found.get(note.file, "") + note.message
    return found


_open_desk: Callable[[Settings], Desk] = st.cache_resource(show_spinner=False)(StoreDesk)
