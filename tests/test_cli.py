"""The command line: the commands of the contract, their exit codes, and one sentence for every mistake."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pdf_documents import Printer

from assistant.cli import asking
from assistant.cli.parser import build_parser
from index.store import Store

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "samples" / "澜江市图书馆2025年单位预算.md"
WATER = ROOT / "samples" / "澜江市水利局2025年部门预算.txt"

Run = Callable[..., tuple[int, str, str]]


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


def test_pages_without_text_are_told_when_read_and_when_listed(run: Run, tmp_path: Path) -> None:
    printer = Printer()
    printer.text(80, 100, "云溪市档案馆2025年部门预算共安排 120.5 万元。")
    printer.next_page()
    printer.image(100, 100, 400, 400)
    path = tmp_path / "archive.pdf"
    path.write_bytes(printer.data())
    sentence = "第 2 页没有读出文字，请核对原件"
    assert f"注意 archive.pdf：{sentence}" in run("ingest", path)[1]
    (card,) = json.loads(run("documents", "--json")[1])
    assert card["remarks"] == [sentence]


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
