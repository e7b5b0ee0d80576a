"""Questions to start with, so that nobody faces an empty page."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

from index.model import DocumentCard

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SHOWN = 10


def suggest_questions(documents: Sequence[DocumentCard], samples: Path = SAMPLES) -> tuple[str, ...]:
    """The questions of `samples` when its documents are in the store, else some made from the store's documents."""
    if not documents:
        return ()
    written = _sample_questions(documents, samples)
    return (written or _made_questions(documents))[:SHOWN]


def _sample_questions(documents: Sequence[DocumentCard], samples: Path) -> tuple[str, ...]:
    listing = samples / "questions.toml"
    if not listing.is_file() or not all((samples / card.source_file).is_file() for card in documents):
        return ()
    return tuple(entry["question"] for entry in tomllib.loads(listing.read_text(encoding="utf-8"))["questions"])


def _made_questions(documents: Sequence[DocumentCard]) -> tuple[str, ...]:
    newest = sorted(documents, key=lambda card: -(card.year or 0))
    first, second = newest[0], newest[1 % len(newest)]
    questions = [
        f"{_whose(first)}支出总计是多少？",
        f"{_whose(first)}项目支出占总支出的比重是多少？",
        f"{_whose(second)}三公经费是多少，比上年增加还是减少？",
        f"{_whose(second)}哪个项目花钱最多？",
        f"{_whose(first)}机关运行经费为什么变化？",
        f"{second.department}的主要职能有哪些？",
    ]
    departments = {card.department for card in documents}
    if len(departments) > 1:
        questions.append("各部门的三公经费排个名")
    return tuple(questions)


def _whose(card: DocumentCard) -> str:
    return f"{card.department}{card.year}年" if card.year else card.department
