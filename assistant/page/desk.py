"""What the page asks of the rest of the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from assistant.answer import Answer
from index.findings import Finding
from index.model import Document, DocumentCard

Progress = Callable[[float, str], None]  # the done share from 0 to 1, and what is being done


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the files given to `Desk.add`: a sentence for each that did not go in (it could not be read,
    or is no budget), or was there already, by its path; and remarks on those that went in, by their names."""

    failures: Mapping[Path, str]
    skipped: Mapping[Path, str]
    remarks: Mapping[str, str]


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

    def findings(self) -> Sequence[Finding]:
        """The reconciliation findings about all documents of the store."""

    def brief(self, document_id: str) -> bytes:
        """The review brief (审查要点) of a document as a DOCX file."""

    def ask(self, turns: Sequence[str]) -> Answer:
        """The answer to the last of `turns` in the context of the earlier ones."""

    def add(self, files: Sequence[Path], progress: Progress) -> Added:
        """Reads files into the store, each whole or not at all, also when `progress` raises."""

    def remove(self, document_id: str) -> None:
        """Takes a document out of the store."""
