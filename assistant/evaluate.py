"""Scoring a whole question set: every question is asked, every answer scored, and what failed is shown."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from statistics import median
from typing import Any

import orjson

from assistant.answer import Answer
from assistant.batch import Asked, Request, answer_request
from assistant.proofs import unproven_figures
from assistant.scoring import Case, Score, headline_of, score
from index.errors import UsageError
from index.system_errors import reason_of

_SHOWN = 160  # characters of a wrong answer


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, its answer and how that fared; `fault` is why there is no answer at all."""

    case: Case
    answer: Answer
    score: Score
    unproven: tuple[str, ...]
    fault: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over questions."""

    total: int
    right: int
    cited: int
    right_and_cited: int


def load_aliases(path: Path | None = None) -> dict[str, str]:
    """The short names of documents in question sets, each with its file's name or the beginning of
    it: those of the package, and over them those of a JSON object in `path`."""
    aliases: dict[str, str] = tomllib.loads(
        files("assistant").joinpath("eval_aliases.toml").read_text(encoding="utf-8")
    )
    if path is None:
        return aliases
    try:
        given = orjson.loads(path.read_bytes())
    except OSError as error:
        raise UsageError(f"对照文件 {path} 无法读取：{reason_of(error)}。") from error
    except orjson.JSONDecodeError as error:
        raise UsageError(f"对照文件 {path} 不是 JSON。") from error
    if not isinstance(given, dict) or not all(isinstance(name, str) for name in given.values()):
        raise UsageError(f"对照文件 {path} 应是一个 JSON 对象：简称对文件名。")
    return {**aliases, **given}


def evaluate(assistant: Asked, cases: Sequence[Case], sources: Mapping[str, str]) -> list[Outcome]:
    """Asks every question and scores the answers."""
    return [_outcome(assistant, case, sources) for case in cases]


def _outcome(assistant: Asked, case: Case, sources: Mapping[str, str]) -> Outcome:
    answer, fault = answer_request(assistant, Request(0, case.id, case.turns))
    found = score(case, answer, sources)
    if fault:
        found = Score(right=False, cited=False, invented=False, problems=(fault,))
    return Outcome(case, answer, found, tuple(unproven_figures(answer)), fault)


def tally(outcomes: Sequence[Outcome]) -> Tally:
    """Counts what was right and what was cited."""
    scores = [outcome.score for outcome in outcomes]
    return Tally(
        total=len(scores),
        right=sum(one.right for one in scores),
        cited=sum(one.cited for one in scores),
        right_and_cited=sum(one.right and one.cited for one in scores),
    )


def by_category(outcomes: Sequence[Outcome]) -> dict[str, Tally]:
    """The counts of each category, in the order of the question set."""
    names = dict.fromkeys(outcome.case.category for outcome in outcomes)
    return {name: tally([one for one in outcomes if one.case.category == name]) for name in names}


def report_object(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The report as a JSON object."""
    return {
        **_counts(tally(outcomes)),
        "unproven_figures": sum(len(one.unproven) for one in outcomes),
        "invented_answers": sum(one.score.invented for one in outcomes),
        "median_ms": median(one.answer.elapsed_ms for one in outcomes),
        "categories": {name: _counts(found) for name, found in by_category(outcomes).items()},
        "failed": [_failure(one) for one in outcomes if _failed(one)],
    }


def _counts(found: Tally) -> dict[str, Any]:
    return {
        "total": found.total,
        "right": found.right,
        "cited": found.cited,
        "right_and_cited": found.right_and_cited,
        "accuracy": round(found.right / found.total, 4),
        "accuracy_cited": round(found.right_and_cited / found.total, 4),
    }


def _failed(one: Outcome) -> bool:
    return not (one.score.right and one.score.cited) or bool(one.unproven)


def _failure(one: Outcome) -> dict[str, Any]:
    headline = headline_of(one.answer)
    return {
        "id": one.case.id,
        "category": one.case.category,
        "question": " ⏎ ".join(one.case.turns),
        "right": one.score.right,
        "cited": one.score.cited,
        "problems": list(one.score.problems),
        "unproven": list(one.unproven),
        "expected_status": one.case.status.value,
        "expected_values": [f"{value.value} {value.unit}" for value in one.case.values],
        "status": one.answer.status.value,
        "headline": f"{headline.value} {headline.unit}" if headline else None,
        "answer": one.answer.answer,
    }


def report_text(outcomes: Sequence[Outcome]) -> str:
    """The report for a reader."""
    lines = [f"{'类别':<22}{'题数':>4}{'正确':>6}{'正确且有引用':>10}"]
    rows = {**by_category(outcomes), "合计": tally(outcomes)}
    for name, found in rows.items():
        lines.append(f"{name:<24}{found.total:>5}{found.right:>7}{found.right_and_cited:>9}  {_percent(found)}")
    lines.append(f"没有依据的数字：{sum(len(one.unproven) for one in outcomes)}")
    lines.append(f"文件没有却给出的回答：{sum(one.score.invented for one in outcomes)}")
    lines.append(f"每题用时中位数：{median(one.answer.elapsed_ms for one in outcomes):.0f} 毫秒")
    for one in filter(_failed, outcomes):
        lines.append("")
        lines.extend(_failure_lines(one))
    return "\n".join(lines)


def _percent(found: Tally) -> str:
    return f"{found.right_and_cited / found.total:.0%}"


def _failure_lines(one: Outcome) -> list[str]:
    shown = " ".join(one.answer.answer.split())
    lines = [f"✗ {one.case.id}（{one.case.category}）{' ⏎ '.join(one.case.turns)}"]
    lines += [f"    {problem}" for problem in one.score.problems]
    lines += [f"    没有依据：{figure}" for figure in one.unproven]
    lines.append(f"    回答：{shown[:_SHOWN]}{'…' if len(shown) > _SHOWN else ''}")
    return lines
