"""Many questions from a file: one JSON object a line, in and out."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import orjson

from assistant.answer import Answer, Route, Status
from assistant.question import check_turns
from index.errors import BudgetError, UsageError
from index.system_errors import reason_of

logger = logging.getLogger(__name__)


class Asked(Protocol):
    """What answers (`assistant.ask.Assistant`)."""

    def ask(self, turns: Sequence[str], question_id: str = "") -> Answer:
        """The answer to the last of `turns`."""


@dataclass(frozen=True, slots=True)
class Request:
    """One line of the file: its number from 1, and the question with its earlier turns, or in
    `problem` why the line is none."""

    line: int
    id: str = ""
    turns: tuple[str, ...] = ()
    problem: str = ""


def read_requests(path: Path) -> list[Request]:
    """The requests of a file, blank lines left out. UsageError when the file cannot be read."""
    return [_request_of(number, line) for number, line in read_lines(path)]


def read_lines(path: Path) -> list[tuple[int, bytes]]:
    """The lines of a JSON Lines file that are not blank, with their numbers from 1."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"文件 {path} 无法读取：{reason_of(error)}。") from error
    lines = data.removeprefix(b"\xef\xbb\xbf").splitlines()
    return [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _request_of(number: int, line: bytes) -> Request:
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError:
        return Request(number, problem="这一行不是 JSON 对象。")
    if not isinstance(found, dict):
        return Request(number, problem="这一行不是 JSON 对象。")
    name = str(found.get("id", ""))
    turns = _turns_of(found)
    if turns is None:
        return Request(number, name, problem="这一行没有问题：应有 turns（字符串的列表）或 question（字符串）。")
    return Request(number, name, turns)


def _turns_of(found: dict[str, Any]) -> tuple[str, ...] | None:
    turns = found["turns"] if "turns" in found else [found.get("question")]
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        return None
    return tuple(turns)


def answer_request(assistant: Asked, request: Request) -> tuple[Answer, str]:
    """The answer to one line, and the fault that kept it from being answered (empty when there is
    none); the answer then says the same, so that every line has its object."""
    fault = request.problem
    if not fault:
        try:
            check_turns(request.turns)
            return assistant.ask(request.turns, request.id), ""
        except BudgetError as error:
            fault = str(error)
        except Exception as error:
            logger.debug("answering line %d", request.line, exc_info=True)
            fault = f"程序出错（{type(error).__name__}：{error}）。"
    question = request.turns[-1] if request.turns else ""
    return Answer(request.id, question, fault, Status.NOT_FOUND, Route.NONE, warnings=(fault,)), fault
