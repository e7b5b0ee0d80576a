"""One figure changed at random: reconciliation says so, with the changed cell or sentence among its sources."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from benchmarks.checks import outcomes

SHARE = 0.95


@pytest.mark.parametrize("name", ["澜江市水利局2025年部门预算.txt", "澜江市图书馆2025年单位预算.md"])
def test_changed_figures_of_samples_are_reported(name: str, samples_folder: Path) -> None:
    found = outcomes(samples_folder / name, each=40, chance=Random(11))  # noqa: S311 - no secret
    due = [one for one in found if not one.listed_as_unchecked]
    missed = [one.text for one in due if not one.reported]
    assert len(due) > 30
    assert len(missed) <= len(due) * (1 - SHARE), missed


def test_changed_figures_of_a_real_document_are_reported(seeds_folder: Path) -> None:
    path = sorted(seeds_folder.glob("*.txt"))[0]
    found = outcomes(path, each=40, chance=Random(11))  # noqa: S311 - no secret
    due = [one for one in found if not one.listed_as_unchecked]
    assert sum(one.reported for one in due) >= len(due) * SHARE
