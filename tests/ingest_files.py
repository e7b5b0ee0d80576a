"""The sample documents, and ingesting them, for the tests of ingesting."""

from __future__ import annotations

from pathlib import Path

from text_documents import ROOT

from index.encoder import Encoder, HashEncoder
from index.ingest import IngestSummary, ingest
from index.store import Store

SAMPLES = sorted(path for path in (ROOT / "samples").iterdir() if "年" in path.name)


def run(store: Path, *paths: Path | str, encoder: Encoder | None = None) -> IngestSummary:
    """Ingests with the encoder of the tests, unless one is given."""
    return ingest(paths, store, lambda: encoder or HashEncoder())


def names(store: Path) -> list[str]:
    """The files that a store holds."""
    return [card.source_file for card in Store.open(store).snapshot().documents]
