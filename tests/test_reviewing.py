"""Questions answered from the findings, with both places proved, and warnings for other answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import Answer, Role, Route, Status
from assistant.draft import Draft
from assistant.facts import found_of
from assistant.reviewing import answer_review, tell_contradictions, warnings_of
from assistant.verify import faults_of
from index.store import Snapshot, Store

LIBRARY, WATER = "澜江市图书馆", "澜江市水利局"


@pytest.fixture(scope="module")
def snapshot(sample_store: Path) -> Snapshot:
    return Store.open(sample_store).snapshot()


def ids(snapshot: Snapshot, department: str) -> list[str]:
    return [card.id for card in snapshot.documents if card.department == department and card.year == 2025]


def answer(question: str, department: str, snapshot: Snapshot) -> Answer:
    draft = Draft(snapshot)
    status = answer_review(question, ids(snapshot, department), snapshot, draft)
    assert status is Status.ANSWERED
    text = "\n\n".join(draft.lines)
    return Answer("", question, text, status, Route.HYBRID, tuple(draft.figures), tuple(draft.citations))


@pytest.mark.parametrize(
    "question", ["这份预算有哪些前后不一致？", "图书馆预算的文字和表格一致吗", "有没有错误？", "项目支出对得上吗"]
)
def test_a_contradiction_is_told_with_both_places(question: str, snapshot: Snapshot) -> None:
    told = answer(question, LIBRARY, snapshot)
    assert "581.40 万元" in told.answer
    assert any("581.40" in citation.quote for citation in told.citations)
    assert any("518.40" in citation.quote and citation.table for citation in told.citations)
    assert faults_of(told, snapshot) == []


def test_a_share_is_told_with_its_formula(snapshot: Snapshot) -> None:
    told = answer("占比算对了吗", LIBRARY, snapshot)
    assert "41.3%" in told.answer
    assert [figure.formula for figure in told.figures if figure.formula] == ["581.40 ÷ 1407.22"]
    assert faults_of(told, snapshot) == []


@pytest.mark.parametrize("question", ["表里的合计对得上吗", "占比算对了吗", "三公经费的文字和表格一致吗"])
def test_what_agrees_is_told_to_agree(question: str, snapshot: Snapshot) -> None:
    assert "没有发现不一致" in answer(question, WATER, snapshot).answer


@pytest.mark.parametrize(
    "question",
    ["三公经费多少？", "为什么比上年减少？", "项目支出占总支出的比例", "信访工作由谁负责核实？", "收支总预算是多少"],
)
def test_other_questions_are_left_to_others(question: str, snapshot: Snapshot) -> None:
    draft = Draft(snapshot)
    assert answer_review(question, [], snapshot, draft) is None
    assert draft.lines == []


def test_an_answer_that_touches_a_contradiction_is_warned_once(snapshot: Snapshot) -> None:
    (finding,) = [
        one for one in snapshot.findings if one.rule == "文字与表格" and one.severity == "error" and one.cells
    ]
    draft = Draft(snapshot)
    answer_review("项目支出对得上吗", ids(snapshot, LIBRARY), snapshot, draft)
    touched = [one for one in draft.figures if any(cell.raw == "518.40" for cell in one.cells) and not one.formula]
    assert finding.message in warnings_of(touched, (), snapshot)
    said = ["表与文字说明不一致：支出总表为 518.40 万元，文字说明写 581.40 万元。"]
    assert finding.message not in warnings_of(touched, (), snapshot, said)
    assert finding.message in warnings_of((), draft.citations, snapshot)
    assert warnings_of((), (), snapshot) == ()


def test_a_contradiction_is_added_to_an_answer_with_both_amounts(snapshot: Snapshot) -> None:
    (finding,) = [one for one in snapshot.findings if one.rule == "文字与表格" and one.severity == "error"]
    draft = Draft(snapshot)
    draft.read_figure(found_of(finding.cells[0]._asdict()), Role.HEADLINE)
    tell_contradictions(draft, snapshot)
    text = "\n\n".join(draft.lines)
    assert "不一致" in text
    assert "581.40 万元" in text
    assert "518.40 万元" in text
    told = Answer("", "", text, Status.ANSWERED, Route.TABLE, tuple(draft.figures), tuple(draft.citations))
    assert faults_of(told, snapshot) == []
    before = len(draft.lines)
    tell_contradictions(draft, snapshot)
    assert len(draft.lines) == before
