"""Wordings: every variable is given and used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.prompting import say, variables_of, wordings

ROOT = Path(__file__).resolve().parent.parent


def test_every_wording_is_used_somewhere() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "assistant").rglob("*.py"))
    used = set(re.findall(r'say\(\s*"(\w+)"', code))
    assert used == set(wordings())


def test_a_variable_too_few_is_an_error() -> None:
    assert variables_of(wordings()["row"]) == {"label", "amount", "cite"}
    with pytest.raises(KeyError):
        say("row", label="甲", amount="1")
