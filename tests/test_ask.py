"""The pipeline over the samples: specified conversations, proofs, tools."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Role
from assistant.ask import Assistant
from assistant.proofs import unproven_figures
from assistant.settings import Settings
from assistant.tools import answer_chain, table_tool
from assistant.verify import evaluate_formula, faults_of
from index.errors import UsageError
from index.store import Store

CASES = tomllib.loads((Path(__file__).parent / "spec" / "questions.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def assistant(sample_store: Path) -> Assistant:
    return Assistant(Store.open(sample_store), Settings(sample_store, encoder="hash"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: " / ".join(case["turns"]))
def test_a_specified_conversation(assistant: Assistant, case: dict[str, Any]) -> None:
    answer = assistant.ask(case["turns"])
    assert answer.status == case["status"], answer.answer
    assert unproven_figures(answer) == []
    headlines = [figure for figure in answer.figures if figure.role is Role.HEADLINE]
    if "headline" in case:
        assert (headlines[0].value, headlines[0].unit) == (Decimal(case["headline"]), case["unit"])
    if case["status"] != "answered":
        assert not headlines
    for words in case.get("must", ()):
        assert words in answer.answer


def test_an_answer_with_a_broken_proof_has_faults(assistant: Assistant, sample_store: Path) -> None:
    answer = assistant.ask(["2025年教育局和水利局的三公经费谁多，差多少？"])
    snapshot = Store.open(sample_store).snapshot()
    assert faults_of(answer, snapshot) == []
    headline = replace(answer.figures[0], value=answer.figures[0].value + 1)
    assert faults_of(replace(answer, figures=(headline, *answer.figures[1:])), snapshot)
    citation = replace(answer.citations[0], quote="原文里没有的话")
    assert faults_of(replace(answer, citations=(citation, *answer.citations[1:])), snapshot)


@pytest.mark.parametrize(
    ("formula", "value"), [("1 + 2 × 3", "7"), ("(1.5 + 2.5) ÷ 8", "0.5"), ("10.00 − 0.01", "9.99")]
)
def test_a_formula_is_executed(formula: str, value: str) -> None:
    assert evaluate_formula(formula) == Decimal(value)


def test_an_incomplete_formula_is_refused() -> None:
    with pytest.raises(ValueError, match="算式"):
        evaluate_formula("1 +")


@pytest.mark.parametrize("turns", [[], [""], ["问" * 10_000]])
def test_what_is_no_question_is_refused(assistant: Assistant, turns: list[str]) -> None:
    with pytest.raises(UsageError):
        assistant.ask(turns)


def test_the_tables_answer_as_a_tool(sample_store: Path) -> None:
    snapshot = Store.open(sample_store).snapshot()
    document = next(card.id for card in snapshot.documents if "水利局2025" in card.title)
    tool = table_tool(snapshot)
    selector = {"label": "三公经费", "names": ["三公经费"]}
    found = tool.invoke({"operation": "value", "documents": [document], "selectors": [selector]})
    assert found["status"] == "answered"
    assert found["figures"][0].value == Decimal("54.30")
    selector = {"label": "没有的科目", "names": ["没有的科目"]}
    assert (
        tool.invoke({"operation": "value", "documents": [document], "selectors": [selector]})["status"] == "not_found"
    )


def test_the_chain_can_be_traced(assistant: Assistant) -> None:
    from langchain_core.callbacks import BaseCallbackHandler

    class Recorder(BaseCallbackHandler):
        names: list[str] = []  # noqa: RUF012

        def on_chain_start(self, *_: Any, **arguments: Any) -> None:
            self.names.append(arguments["name"])

    chain: Callable[..., Any] = answer_chain(assistant).invoke
    answer = chain(["水利局2025年三公经费是多少？"], {"callbacks": [Recorder()]})
    assert answer.figures[0].value == Decimal("54.30")
    assert Recorder.names == ["budget_assistant"]


@pytest.mark.parametrize(
    ("question", "held", "left_out"),
    [
        ("本库有哪些单位的预算", ["澜江市图书馆2025年单位预算", "澜江市水利局2024年部门预算"], ""),
        ("水利局有哪几年的文件", ["澜江市水利局2024年部门预算", "澜江市水利局2025年部门预算"], "图书馆"),
        ("可以查哪些年份", ["澜江市教育局2025年部门预算"], ""),
    ],
)
def test_what_the_library_holds_is_told(assistant: Assistant, question: str, held: list[str], left_out: str) -> None:
    answer = assistant.ask([question])
    assert answer.status == "answered"
    assert all(f"《{title}》" in answer.answer for title in held)
    assert not left_out or left_out not in answer.answer
    assert not answer.figures


def test_a_body_that_the_library_lacks_is_not_answered_with_what_it_holds(assistant: Assistant) -> None:
    assert assistant.ask(["资料库里有没有公安局的文件"]).status == "not_found"


def test_bodies_of_different_years_are_compared_with_a_caution(assistant: Assistant) -> None:
    apart = assistant.ask(["水利局2024年和教育局2025年的总支出哪个多"])
    assert any("年度不同（2024、2025）" in warning for warning in apart.warnings)
    assert not assistant.ask(["2025年水利局和教育局的总支出哪个多"]).warnings
    assert not assistant.ask(["水利局2025年总支出比2024年增加多少"]).warnings


def test_the_composition_of_one_body_has_a_chart_and_of_two_none(assistant: Assistant) -> None:
    chart = assistant.ask(["水利局2025年支出构成"]).chart
    assert chart is not None
    assert (chart["type"], chart["unit"], chart["x"][0], chart["y"][0]) == ("bar", "万元", "农林水支出", 4217.7)
    assert assistant.ask(["2025年水利局和教育局的支出构成"]).chart is None
