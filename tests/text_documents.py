"""Where the tests find documents: small ones made for them, and the real ones when they are there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.model import Basis, Document, Source, Table

ROOT = Path(__file__).resolve().parent.parent
MADE = ROOT / "tests" / "documents" / "text"
SEEDS = Path(os.environ.get("BUDGET_SEEDS", ROOT.parent / "shared" / "seeds"))


def made(name: str) -> Path:
    """A document of the project's own, written for one oddity."""
    return MADE / name


def seed(number: str) -> Path:
    """The real document whose file name begins with `number`; the test is skipped without it."""
    found = sorted(SEEDS.glob(f"{number}_*.txt")) if SEEDS.is_dir() else []
    if not found:
        pytest.skip(f"没有真实文件：{SEEDS} 里找不到 {number}_*.txt（可用 BUDGET_SEEDS 指定文件夹）")
    return found[0]


def without_space(text: str) -> str:
    """`text` with all white space removed, for comparing a quote with its source."""
    return "".join(text.split())


def document_of(path: Path, tables: tuple[Table, ...]) -> Document:
    """A document of nothing but these tables."""
    source = Source(str(path), path.name, "", 0)
    return Document("d", source, "", "", "", None, Basis.BUDGET, "部门", (), (), tables, ())
