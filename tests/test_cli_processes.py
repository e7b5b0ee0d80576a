"""The command line as a process of its own: serving, running as a module, what it imports, its progress bar."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cli import serving

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "samples" / "澜江市图书馆2025年单位预算.md"
WATER = ROOT / "samples" / "澜江市水利局2025年部门预算.txt"

Run = Callable[..., tuple[int, str, str]]


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
        assert shown.stderr.count("\n") == 1
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
