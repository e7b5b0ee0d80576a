"""What someone sees in the first minute: the suggested questions, and the example of the README."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.proofs import unproven_figures
from assistant.settings import Settings
from index.store import Store

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = tomllib.loads((ROOT / "samples" / "questions.toml").read_text(encoding="utf-8"))["questions"]
HEAVY = ("torch", "sentence_transformers", "transformers", "chromadb")


@pytest.fixture(scope="module")
def assistant(encoded_sample_store: Path) -> Any:
    """The assistant over the samples, with the embedded encoder."""
    return Assistant(Store.open(encoded_sample_store), Settings(encoded_sample_store))


@pytest.mark.parametrize("entry", QUESTIONS, ids=lambda entry: entry["question"])
def test_a_suggested_question_is_answered_as_expected(assistant: Any, entry: dict[str, Any]) -> None:
    answer = assistant.ask([entry["question"]])
    assert answer.status == entry["status"]
    assert unproven_figures(answer) == []
    for words in entry["must"]:
        assert any(word in answer.answer for word in words.split("|")), (words, answer.answer)
    headlines = [figure for figure in answer.figures if figure.role == "headline"]
    if "headline" in entry:
        assert abs(headlines[0].value) == pytest.approx(Decimal(str(entry["headline"])), abs=Decimal("0.01"))
        assert headlines[0].unit == entry["unit"]
    if entry["status"] == "answered":
        assert answer.citations
    else:
        assert not headlines


def test_the_planted_contradiction_is_told(assistant: Any) -> None:
    answer = assistant.ask(["图书馆2025年项目支出是多少？"])
    assert "518.40" in answer.answer
    assert any("581.40" in warning for warning in answer.warnings)


def run_command(store: Path, question: str, code: str = "") -> str:
    """What the command line prints for a question, in a process of its own."""
    program = f"import sys; from assistant.cli import main; code = main(sys.argv[1:]); {code or 'pass'}; sys.exit(code)"
    command = [sys.executable, "-c", program, "ask", question, "--store", str(store)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_a_figure_from_a_table_loads_no_model(encoded_sample_store: Path) -> None:
    loaded = f"print('loaded:', *sorted(set(sys.modules) & set({HEAVY!r})))"
    printed = run_command(encoded_sample_store, "水利局2025年三公经费是多少？", loaded)
    assert printed.splitlines()[-1] == "loaded:"


def test_the_example_of_the_readme_is_what_the_program_says(encoded_sample_store: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```\n\$ \S+ ask \"(.+?)\"\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    question, printed = shown
    assert run_command(encoded_sample_store, question).strip() == printed.strip()
