"""The command `ask`: its two forms of output, batches, and one sentence for every mistake."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from assistant.answer import Answer, Citation, Route, Status
from assistant.cli import asking
from assistant.question import MAX_QUESTION, MAX_TURNS, check_turns
from index.errors import UsageError

Run = Callable[..., tuple[int, str, str]]


class ScriptedAssistant:
    """Answers with the question itself, and fails where the question says so."""

    def ask(self, turns: Sequence[str], question_id: str = "") -> Answer:
        if "坏" in turns[-1]:
            raise ZeroDivisionError("division by zero")
        citation = Citation(1, "某部门预算", "d1", "甲.txt", ("二、说明",), None, "原文一句", lines=(3, 4))
        return Answer(
            question_id,
            turns[-1],
            f"{len(turns)} 句：{turns[-1]}[1]",
            Status.ANSWERED,
            Route.NARRATIVE,
            citations=(citation,),
            warnings=("表与文字不一致",),
        )


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "open_assistant", lambda settings: ScriptedAssistant())


def is_one_line(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith("\n")


@pytest.mark.parametrize("question", ["", "   ", "\n"])
def test_an_empty_question_is_one_sentence(run: Run, question: str) -> None:
    assert run("ask", question) == (1, "", "问题是空的，请输入要问的内容。\n")


def test_a_question_of_ten_thousand_characters_is_one_sentence(run: Run) -> None:
    code, out, err = run("ask", "多" * 10_000)
    assert (code, out) == (1, "")
    assert is_one_line(err)
    assert "10000 字" in err


def test_the_length_of_questions_and_talks_is_limited() -> None:
    check_turns(["问" * MAX_QUESTION] * MAX_TURNS)
    with pytest.raises(UsageError, match="问题太长"):
        check_turns(["问" * (MAX_QUESTION + 1), "问"])
    with pytest.raises(UsageError, match="对话太长"):
        check_turns(["问"] * (MAX_TURNS + 1))
    with pytest.raises(UsageError, match="问题是空的"):
        check_turns([])


@pytest.mark.usefixtures("scripted")
def test_an_answer_as_text_has_its_warnings_and_citations(run: Run) -> None:
    code, out, _ = run("ask", "多少钱")
    assert code == 0
    assert out == (
        "1 句：多少钱[1]\n\n注意：表与文字不一致\n\n出处\n[1] 某部门预算 · 二、说明（第 3–4 行）\n    “原文一句”\n"
    )


@pytest.mark.usefixtures("scripted")
def test_an_answer_as_json_is_the_object_of_the_contract(run: Run) -> None:
    answer = json.loads(run("ask", "多少钱", "--json")[1])
    assert answer["question"] == "多少钱"
    assert answer["status"] == "answered"
    assert answer["citations"][0]["lines"] == [3, 4]


@pytest.mark.usefixtures("scripted")
def test_a_batch_has_one_object_a_line_in_the_same_order(run: Run, tmp_path: Path) -> None:
    lines = [
        '{"id": "a", "turns": ["第一问", "追问"]}',
        '{"id": "b", "question": "单问"}',
        "",
        "not json",
        '{"id": "c"}',
        '{"id": "d", "question": ""}',
        '{"id": "e", "question": "坏"}',
        '["list"]',
        '{"id": 7, "turns": ["末问"]}',
    ]
    (tmp_path / "in.jsonl").write_text("\ufeff" + "\n".join(lines), encoding="utf-8")
    code, out, err = run("ask", "--batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl")
    assert code == 0
    found = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in found] == ["a", "b", "", "c", "d", "e", "", "7"]
    assert found[0]["answer"] == "2 句：追问[1]"
    assert found[1]["answer"] == "1 句：单问[1]"
    assert [answer["status"] for answer in found] == ["answered"] * 2 + ["not_found"] * 5 + ["answered"]
    assert "不是 JSON" in found[2]["answer"]
    assert "没有问题" in found[3]["answer"]
    assert "问题是空的" in found[4]["answer"]
    assert found[5]["answer"] == "程序出错（ZeroDivisionError：division by zero）。"
    assert all(answer.keys() == found[0].keys() for answer in found)
    assert len(err.splitlines()) == 5
    assert "8 个问题" in out


def test_a_batch_file_that_is_not_there_is_one_sentence(run: Run, tmp_path: Path) -> None:
    code, _, err = run("ask", "--batch", tmp_path / "none.jsonl", "--out", tmp_path / "out.jsonl")
    assert code == 1
    assert is_one_line(err)
    assert "无法读取" in err


@pytest.mark.usefixtures("scripted")
def test_a_batch_that_cannot_be_written_is_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"question": "多少"}\n', encoding="utf-8")
    code, _, err = run("ask", "--batch", tmp_path / "in.jsonl", "--out", tmp_path / "no" / "out.jsonl")
    assert code == 1
    assert is_one_line(err)
    assert "路径不存在" in err
