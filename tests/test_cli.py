"""The command line: the commands of the contract, their exit codes, and one sentence for every mistake."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from assistant.answer import Answer, Citation, Route, Status
from assistant.cli import asking, main, serving
from assistant.cli.parser import build_parser
from assistant.question import MAX_QUESTION, MAX_TURNS, check_turns
from index.errors import UsageError
from index.store import Store

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "samples" / "澜江市图书馆2025年单位预算.md"
WATER = ROOT / "samples" / "澜江市水利局2025年部门预算.txt"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command with the hash encoder and the store of the test: exit code, stdout, stderr."""
    monkeypatch.setenv("BUDGET_ENCODER", "hash")
    monkeypatch.setenv("BUDGET_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def run_command(*arguments: str | Path) -> tuple[int, str, str]:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run_command


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


def test_the_commands_are_those_of_the_contract() -> None:
    (commands,) = (action for action in build_parser()._actions if action.dest == "command")
    stored = ["ingest", "documents", "remove", "export"]
    assert list(commands.choices) == [*stored, "check", "report", "ask", "evaluate", "serve"]


@pytest.mark.parametrize(
    "command", ["", "ingest", "documents", "remove", "export", "report", "ask", "evaluate", "serve"]
)
def test_help_is_chinese_and_succeeds(run: Run, command: str) -> None:
    code, out, _ = run(*command.split(), "--help")
    assert code == 0
    assert out.startswith("用法：")
    assert "选项" in out
    assert "usage" not in out
    assert "options" not in out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "缺少参数：命令"),
        (["bogus"], "没有 bogus 这个命令"),
        (["ingest"], "缺少参数：PATH"),
        (["documents", "--bogus"], "不认识的参数：--bogus"),
        (["documents", "--store"], "--store 后面要有一个值"),
        (["serve", "--port", "x"], "--port 应是整数，而不是 'x'"),
        (["export", "--format", "doc", "x"], "--format 不能是 'doc'"),
        (["documents", "--json=1"], "--json 不带值"),
        (["ask"], "缺少参数：QUESTION"),
        (["ask", "--batch", "a"], "--batch 与 --out 要一起给"),
        (["ask", "--out", "a"], "--batch 与 --out 要一起给"),
        (["ask", "问题", "--batch", "a", "--out", "b"], "不再另给问题"),
    ],
)
def test_wrong_usage_ends_with_2_and_a_chinese_complaint(run: Run, arguments: list[str], complaint: str) -> None:
    code, out, err = run(*arguments)
    assert code == 2
    assert out == ""
    assert err.splitlines()[0].startswith("用法错误：")
    assert complaint in err
    assert err.splitlines()[1].startswith("用法：budget-assistant")


def test_from_files_to_a_list_and_back_to_nothing(run: Run) -> None:
    code, out, _ = run("ingest", LIBRARY, WATER)
    assert code == 0
    assert out.startswith("入库 2 份文件：")
    code, out, _ = run("documents", "--json")
    cards = json.loads(out)
    assert [card["source_file"] for card in cards] == [LIBRARY.name, WATER.name]
    assert {"id", "title", "department", "year", "basis", "tables", "facts"} <= cards[0].keys()
    assert [len(card["reading"]) for card in cards] == [card["tables"] for card in cards]
    assert [sum(table["cells"] for table in card["reading"]) for card in cards] == [card["facts"] for card in cards]
    read = cards[0]["reading"][0]
    assert (read["id"], read["kind"], 0 < read["confidence"] <= 1) == ("t01", "收支总表", True)
    assert {"reason", "line", "text"} <= read["dropped"][0].keys()
    assert read["unexplained"] == []
    code, out, _ = run("documents")
    assert [line.split()[0] for line in out.splitlines()] == [card["id"] for card in cards]
    code, out, _ = run("remove", cards[0]["id"])
    assert (code, cards[0]["title"] in out) == (0, True)
    assert run("remove", cards[1]["id"])[0] == 0
    code, _, err = run("documents")
    assert code == 1
    assert "budget-assistant ingest" in err
    assert LIBRARY.exists()


def test_the_summary_as_json_is_one_object(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    code, out, err = run("ingest", LIBRARY, tmp_path / "empty.txt", "--json")
    summary = json.loads(out)
    assert code == 0
    assert is_one_line(err)
    assert (summary["documents"], len(summary["failures"]), summary["skipped"]) == (1, 1, [])
    assert summary["failures"][0]["file"].endswith("empty.txt")
    assert all(summary[name] > 0 for name in ("sections", "tables", "facts", "passages"))
    assert isinstance(summary["findings"], int)
    assert json.loads(run("ingest", LIBRARY, "--json")[1])["skipped"][0]["message"] == "内容未变，已跳过。"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.txt", b"", "空"),
        ("binary.txt", bytes(range(256)) * 40, "二进制"),
        ("sheet.bogus", b"x", "暂不支持"),
        ("missing", None, "不存在"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence_and_code_1(
    run: Run, tmp_path: Path, name: str, content: bytes | None, sentence: str
) -> None:
    run("ingest", LIBRARY)
    if content is not None:
        (tmp_path / name).write_bytes(content)
    code, _, err = run("ingest", tmp_path / name)
    assert code == 1
    assert is_one_line(err)
    assert sentence in err
    assert name in err
    assert len(Store.open(tmp_path / "store").snapshot().documents) == 1


@pytest.mark.parametrize("command", [["documents"], ["remove", "d1"], ["export", "out.csv"], ["ask", "多少钱"]])
def test_without_a_store_every_command_says_how_to_ingest(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*command)
    assert code == 1
    assert out == ""
    assert is_one_line(err)
    assert "budget-assistant ingest 文件或文件夹" in err
    assert not (tmp_path / "store").exists()
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("command", [["documents"], ["remove", "d1"], ["ingest", str(LIBRARY)], ["ask", "多少钱"]])
def test_a_broken_store_is_one_sentence_and_nothing_is_lost(run: Run, tmp_path: Path, command: list[str]) -> None:
    run("ingest", WATER)
    (tmp_path / "store" / "manifest.json").write_text('{"format"', encoding="utf-8")
    before = sorted((tmp_path / "store").rglob("*"))
    code, _, err = run(*command)
    assert code == 1
    assert is_one_line(err)
    assert "已损坏" in err
    assert sorted((tmp_path / "store").rglob("*")) == before


def test_the_store_option_goes_before_the_variable(run: Run, tmp_path: Path) -> None:
    assert run("ingest", LIBRARY, "--store", tmp_path / "other")[0] == 0
    assert run("documents", "--store", tmp_path / "other")[0] == 0
    assert run("documents")[0] == 1


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_export_writes_a_row_for_every_fact(run: Run, tmp_path: Path, form: str) -> None:
    run("ingest", LIBRARY)
    (card,) = json.loads(run("documents", "--json")[1])
    code, out, _ = run("export", tmp_path / f"out.{form}")
    assert code == 0
    assert f"已导出 {card['facts']} 行" in out
    assert (tmp_path / f"out.{form}").stat().st_size > 0


def test_export_to_an_unknown_kind_of_file_is_told_before_anything_else(run: Run, tmp_path: Path) -> None:
    code, _, err = run("export", tmp_path / "out.doc")
    assert code == 1
    assert "--format" in err


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


def test_a_fault_of_the_program_is_one_sentence_and_its_traceback_is_kept(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise IndexError("row 7")

    monkeypatch.setattr(asking, "open_assistant", fail)
    code, out, err = run("ask", "多少钱")
    assert (code, out) == (1, "")
    assert is_one_line(err)
    assert err.startswith("程序出错（IndexError：row 7）。")
    (log,) = (tmp_path / "state").rglob("error.log")
    assert "Traceback" in log.read_text(encoding="utf-8")
    monkeypatch.setenv("BUDGET_DEBUG", "1")
    assert "Traceback" in run("ask", "多少钱")[2]


def test_an_interrupted_command_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(asking, "open_assistant", interrupt)
    code, _, err = run("ask", "多少钱")
    assert (code, is_one_line(err)) == (130, True)


def test_serve_starts_streamlit_quietly_on_the_store(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[list[str], dict[str, str]]] = []

    def start(command: list[str], env: dict[str, str], check: bool) -> subprocess.CompletedProcess[bytes]:
        started.append((command, env))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(serving.subprocess, "run", start)
    code, out, _ = run("serve", "--port", "8600", "--store", tmp_path / "mine")
    ((command, environment),) = started
    assert code == 0
    assert "http://localhost:8600" in out
    assert command[:4] == [sys.executable, "-m", "streamlit", "run"]
    assert Path(command[4]) == ROOT / "app.py"
    options = dict(zip(command[5::2], command[6::2], strict=True))
    assert options == {
        "--server.port": "8600",
        "--server.address": "127.0.0.1",
        "--server.headless": "true",
        "--browser.gatherUsageStats": "false",
    }
    assert environment["BUDGET_STORE"] == str(tmp_path / "mine")


def test_serve_refuses_a_port_that_is_none(run: Run) -> None:
    code, _, err = run("serve", "--port", "70000")
    assert code == 1
    assert "端口 70000 无效" in err


def test_it_runs_as_a_module_and_as_a_script(tmp_path: Path) -> None:
    environment = {**os.environ, "BUDGET_STORE": str(tmp_path / "none")}
    script = Path(sys.executable).with_name("budget-assistant")
    commands = (
        [[sys.executable, "-m", "assistant"], [str(script)]]
        if script.exists()
        else [[sys.executable, "-m", "assistant"]]
    )
    for command in commands:
        shown = subprocess.run(
            [*command, "documents"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert shown.returncode == 1
        assert is_one_line(shown.stderr)
        assert "Traceback" not in shown.stderr


def test_light_commands_import_nothing_heavy(run: Run, tmp_path: Path) -> None:
    run("ingest", LIBRARY)
    program = (
        "import sys\n"
        "from assistant.cli import main\n"
        "main(['documents']); main(['export', sys.argv[1]])\n"
        "heavy = ('torch', 'sentence_transformers', 'chromadb', 'jieba', 'langchain_core', 'streamlit')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "out.csv")], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert shown.stdout.splitlines()[-1] == "[]"


def test_a_terminal_sees_a_progress_bar(tmp_path: Path) -> None:
    environment = {**os.environ, "BUDGET_ENCODER": "hash", "TERM": "xterm", "COLUMNS": "120"}
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "assistant", "ingest", str(LIBRARY), "--store", str(tmp_path / "store")]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        shown = read_terminal(ours)
        out = process.communicate()[0].decode()
    assert process.returncode == 0
    assert "100%" in shown
    assert LIBRARY.name in shown
    assert out.startswith("入库 1 份文件：")


def read_terminal(handle: int) -> str:
    parts = []
    try:
        while part := os.read(handle, 65536):
            parts.append(part)
    except OSError:  # the other end has closed
        pass
    finally:
        os.close(handle)
    return b"".join(parts).decode(errors="replace")
