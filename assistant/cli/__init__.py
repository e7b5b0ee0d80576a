"""The command line. Only here does an error become a sentence and an exit code: 0 for success,
1 for the user's error, 2 for wrong usage."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Callable, Sequence

import platformdirs

from assistant.cli.parser import build_parser
from assistant.settings import Settings
from index.errors import BudgetError

_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without Chinese shows ? instead of failing
    options = build_parser().parse_args(arguments)
    settings = Settings.from_environment(store=options.store)
    if settings.debug:
        logging.basicConfig(level=logging.DEBUG)
    try:
        return _command_of(options.command)(options, settings)
    except BudgetError as error:
        return _complain(str(error), settings)
    except KeyboardInterrupt:
        print("已中断。已经提交的内容都在，没有提交的不留痕迹。", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001 - the outermost layer; the whole of it goes to the log
        return _complain(f"程序出错（{type(error).__name__}：{error}）。{_write_log()}", settings)


def _complain(sentence: str, settings: Settings) -> int:
    if settings.debug:
        traceback.print_exc()
    print(sentence, file=sys.stderr)
    return 1


def _write_log() -> str:
    """Keeps the traceback in a file and says where."""
    log = platformdirs.user_log_path("budget-assistant", appauthor=False) / "error.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            traceback.print_exc(file=file)
    except OSError:
        return "设 BUDGET_DEBUG=1 再运行可看到详情。"
    return f"详情记在 {log}。"


def _command_of(name: str) -> Callable[[Namespace, Settings], int]:
    """The function of a command; each brings its own imports only when it is run."""
    if name in ("ask", "evaluate"):
        from assistant.cli import asking

        return {"ask": asking.run_ask, "evaluate": asking.run_evaluate}[name]
    if name == "serve":
        from assistant.cli import serving

        return serving.run_serve
    if name == "check":
        from assistant.cli import checking

        return checking.run_check
    if name == "report":
        from assistant.cli import reporting

        return reporting.run_report
    from assistant.cli import library

    return {
        "ingest": library.run_ingest,
        "documents": library.run_documents,
        "remove": library.run_remove,
        "export": library.run_export,
    }[name]
