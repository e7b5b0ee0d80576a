"""The evaluation of a question set: what the report shows, and sets that cannot be read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from scored_answers import ANSWER, DEV, SOURCES

from assistant.answer import Answer
from assistant.cli import asking, main
from assistant.evaluate import evaluate, load_aliases, report_object, report_text
from assistant.scoring import load_cases
from index.errors import ReadError, UsageError


class Scripted:
    """Gives the answers of a script, by question."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        self.answers = answers

    def ask(self, turns: Sequence[str], question_id: str = "") -> Answer:
        if turns[-1] not in self.answers:
            raise ReadError("读不了。")
        return replace(self.answers[turns[-1]], id=question_id)


def case_line(**change: object) -> str:
    case = {
        "id": "q1",
        "category": "lookup",
        "turns": ["接待费多少？"],
        "status": "answered",
        "values": [{"v": 1500.0, "unit": "万元", "label": "公务接待费"}],
        "must": ["接待|招待"],
        "must_not": [],
        "cite": [{"doc": "DAG", "where": "三公|支出表"}],
        "evidence": "",
    }
    return json.dumps({**case, **change}, ensure_ascii=False)


@pytest.fixture
def question_set(tmp_path: Path) -> Path:
    path = tmp_path / "set.jsonl"
    lines = [
        case_line(),
        case_line(id="q2", turns=["先问", "接待费多少？"], must=["会议"]),
        case_line(id="q3", category="none", status="not_found", values=[], must=[], cite=[]),
        case_line(id="q4", category="fault", turns=["出错"]),
    ]
    path.write_text("\n".join(lines) + "\n\n", encoding="utf-8")
    return path


def test_the_report_counts_by_category_and_shows_what_failed(question_set: Path) -> None:
    outcomes = evaluate(Scripted({"接待费多少？": ANSWER}), load_cases(question_set), SOURCES)
    report = report_object(outcomes)
    assert (report["total"], report["right"], report["right_and_cited"]) == (4, 1, 1)
    assert report["categories"]["lookup"] == {
        "total": 2,
        "right": 1,
        "cited": 2,
        "right_and_cited": 1,
        "accuracy": 0.5,
        "accuracy_cited": 0.5,
    }
    assert (report["invented_answers"], report["unproven_figures"]) == (1, 0)
    failed = {one["id"]: one for one in report["failed"]}
    assert list(failed) == ["q2", "q3", "q4"]
    assert failed["q2"]["problems"] == ["缺少字样：会议"]
    assert failed["q2"]["question"] == "先问 ⏎ 接待费多少？"
    assert (failed["q2"]["expected_values"], failed["q2"]["headline"]) == (["1500.0 万元"], "1500.00 万元")
    assert failed["q4"]["problems"] == ["读不了。"]
    text = report_text(outcomes)
    assert "✗ q3（none）接待费多少？" in text
    assert "文件没有却给出的回答：1" in text
    assert "没有依据的数字：0" in text


def test_the_command_prints_the_report(
    question_set: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(asking, "open_assistant", lambda settings: Scripted({"接待费多少？": ANSWER}))
    (tmp_path / "map.json").write_text('{"DAG": "甲_2025.txt"}', encoding="utf-8")
    arguments = ["evaluate", str(question_set), "--documents", str(tmp_path / "map.json")]
    assert main([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["right_and_cited"] == 1
    assert main(arguments) == 0
    assert "合计" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("not json", "第 2 行"),
        ('{"id": "x"}', "category"),
        (case_line(status="maybe"), "maybe"),
        (case_line(values=[{"v": "many", "unit": "万元"}]), "第 2 行"),
        ("[1]", "第 2 行"),
    ],
)
def test_a_question_set_that_cannot_be_read_names_the_line(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(f"{case_line()}\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=complaint):
        load_cases(path)


def test_an_empty_question_set_is_told(tmp_path: Path) -> None:
    (tmp_path / "set.jsonl").touch()
    with pytest.raises(UsageError, match="没有题目"):
        load_cases(tmp_path / "set.jsonl")


@pytest.mark.parametrize("content", ["{", "[]", '{"a": 1}'])
def test_a_map_of_documents_that_is_none_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "map.json").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match="对照文件"):
        load_aliases(tmp_path / "map.json")


def test_a_map_of_documents_goes_over_the_names_of_the_package(tmp_path: Path) -> None:
    (tmp_path / "map.json").write_text('{"JXRD": "other.txt", "NEW": "new.txt"}', encoding="utf-8")
    aliases = load_aliases(tmp_path / "map.json")
    assert (aliases["JXRD"], aliases["NEW"]) == ("other.txt", "new.txt")
    assert aliases["KQRD"] == load_aliases()["KQRD"]


def test_the_development_questions_are_read_whole() -> None:
    if not DEV.is_file():
        pytest.skip(f"没有题目文件：{DEV}")
    cases = load_cases(DEV)
    assert len(cases) == len({case.id for case in cases}) == 77
    assert {place.document for case in cases for place in case.cite} <= load_aliases().keys()
