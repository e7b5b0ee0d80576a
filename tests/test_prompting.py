"""Wordings: every variable is given and used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.prompting import say, variables_of, wordings
from index.checks import ACROSS_YEARS, RULES, Group

ROOT = Path(__file__).resolve().parent.parent


def test_every_wording_is_used_somewhere() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "assistant").rglob("*.py"))
    used = set(re.findall(r'say\(\s*"(\w+)"', code))
    assert used == set(wordings())


def test_every_word_of_the_brief_is_used_somewhere() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "assistant" / "report").glob("*.py"))
    used = set(re.findall(r'"(\w+)"', code))
    assert (
        set(re.findall(r'phrase\(\s*"(\w+)"', code))
        <= set(wordings("report"))
        <= used | {f"{name}_caption" for name in used}
    )


def test_questions_on_findings_belong_to_a_rule_or_a_group() -> None:
    questions = wordings("examination")
    assert set(questions) <= {rule.name for rule in RULES} | {group.value for group in Group} | {ACROSS_YEARS}
    assert {group.value for group in Group} <= set(questions)
    assert all(variables_of(question) == {"message"} for question in questions.values())


def test_a_variable_too_few_is_an_error() -> None:
    assert variables_of(wordings()["row"]) == {"label", "amount", "cite"}
    with pytest.raises(KeyError):
        say("row", label="甲", amount="1")
