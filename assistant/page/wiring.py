"""What the page asks of the rest of the program, and the one place where it gets it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from assistant.answer import Answer
from index.model import Document, DocumentCard

Progress = Callable[[float, str], None]  # the done share from 0 to 1, and what is being done


class Desk(Protocol):
    """The store and the assistant as the page sees them. All methods raise `BudgetError` only."""

    @property
    def uploads(self) -> Path:
        """The folder that uploaded files are kept in."""

    @property
    def suffixes(self) -> Sequence[str]:
        """The suffixes of the files that can be read, with their dots."""

    def documents(self) -> Sequence[DocumentCard]:
        """The documents now in the store, also those that another process has just added."""

    def document(self, document_id: str) -> Document | None:
        """A document of the store; None when it holds no such document."""

    def ask(self, turns: Sequence[str]) -> Answer:
        """The answer to the last of `turns` in the context of the earlier ones."""

    def add(self, file: Path, progress: Progress) -> None:
        """Reads `file` into the store, or leaves the store as it was and raises."""

    def remove(self, document_id: str) -> None:
        """Takes a document out of the store."""


def open_desk() -> Desk:
    raise NotImplementedError
