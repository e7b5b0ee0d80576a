"""Scoring an answer against what a question set expects of it. Pure functions; no partial points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import orjson

from assistant.answer import Answer, Citation, Figure, Role, Status
from assistant.batch import read_lines
from index.errors import UsageError

_WAN_YUAN = {"元": Decimal("0.0001"), "千元": Decimal("0.1"), "万元": Decimal(1), "亿元": Decimal(10000)}
_PERCENT = ("%", "％", "百分点", "个百分点")
_TOLERANCE, _PERCENT_TOLERANCE = Decimal("0.005"), Decimal("0.06")

_MARK = re.compile(r"\[\d+\]")
_NUMBER = re.compile(r"(?<![\d.,])([-−]?\d[\d,]*(?:\.\d+)?)\s*(亿元|千元|万元|元|%|％|个?百分点)?")


@dataclass(frozen=True, slots=True)
class Expected:
    """A figure that a right answer states."""

    value: Decimal
    unit: str
    label: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a right answer cites: a document by its short name, and words of which one stands in a
    section heading or a table title."""

    document: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One question of a set with what is expected of the answer."""

    id: str
    category: str
    turns: tuple[str, ...]
    status: Status
    values: tuple[Expected, ...]
    must: tuple[str, ...]
    must_not: tuple[str, ...]
    cite: tuple[Place, ...]
    tolerance: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """How an answer fared; `problems` says in Chinese what was wrong with it."""

    right: bool
    cited: bool
    invented: bool
    problems: tuple[str, ...]


def load_cases(path: Path) -> list[Case]:
    """The questions of a file. UsageError with the line's number where one cannot be read."""
    cases = []
    for number, line in read_lines(path):
        try:
            cases.append(_case_of(orjson.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation) as error:
            raise UsageError(f"题目文件 {path} 第 {number} 行格式不对（{type(error).__name__}：{error}）。") from error
    if not cases:
        raise UsageError(f"题目文件 {path} 里没有题目。")
    return cases


def _case_of(found: Mapping[str, Any]) -> Case:
    return Case(
        id=str(found["id"]),
        category=str(found["category"]),
        turns=tuple(found["turns"]),
        status=Status(found["status"]),
        values=tuple(
            Expected(Decimal(str(value["v"])), str(value["unit"]), str(value.get("label", "")))
            for value in found.get("values", ())
        ),
        must=tuple(found.get("must", ())),
        must_not=tuple(found.get("must_not", ())),
        cite=tuple(Place(place["doc"], tuple(place["where"].split("|"))) for place in found.get("cite", ())),
        tolerance=Decimal(str(found["tol"])) if found.get("tol") is not None else None,
    )


def score(case: Case, answer: Answer, sources: Mapping[str, str]) -> Score:
    """The score of one answer. `sources` maps the short names of documents to their files' names."""
    problems = (*_status_problems(case, answer), *_value_problems(case, answer), *_word_problems(case, answer))
    uncited = [
        place for place in case.cite if not any(_is_at(citation, place, sources) for citation in answer.citations)
    ]
    missing = tuple(f"缺少引用：{place.document} {'|'.join(place.words)}" for place in uncited)
    invented = case.status is Status.NOT_FOUND and answer.status is Status.ANSWERED
    return Score(not problems, not uncited, invented, (*problems, *missing))


def _status_problems(case: Case, answer: Answer) -> Iterator[str]:
    accepted = {case.status}
    if case.status is Status.CLARIFY:
        accepted.add(Status.ANSWERED)  # when it states each reading with its name
    if answer.status not in accepted:
        yield f"状态应为 {case.status}，而是 {answer.status}"
    if case.status is Status.NOT_FOUND and headline_of(answer) is not None:
        yield "不应给出数字"


def _value_problems(case: Case, answer: Answer) -> Iterator[str]:
    """Missing values and another headline. A question back need not state the figures."""
    if case.status is Status.CLARIFY and answer.status is Status.CLARIFY:
        return
    for expected in case.values:
        if not states(answer, expected, case.tolerance):
            yield f"缺少数字：{expected.label} {expected.value} {expected.unit}"
    if not case.values or case.status is Status.CLARIFY:
        return
    headline = headline_of(answer)
    if headline is None:
        yield "没有主要数字"
    elif not agrees(headline.value, headline.unit, case.values[0], case.tolerance):
        yield f"主要数字应为 {case.values[0].value} {case.values[0].unit}，而是 {headline.value} {headline.unit}"


def _word_problems(case: Case, answer: Answer) -> Iterator[str]:
    for words in case.must:
        if not any(word in answer.answer for word in words.split("|")):
            yield f"缺少字样：{words}"
    for word in case.must_not:
        if word in answer.answer:
            yield f"不应出现：{word}"


def headline_of(answer: Answer) -> Figure | None:
    """The figure that answers the question."""
    return next((figure for figure in answer.figures if figure.role is Role.HEADLINE), None)


def states(answer: Answer, expected: Expected, tolerance: Decimal | None) -> bool:
    """Whether a figure of the answer or a number in its text is the expected one."""
    stated = [(figure.value, figure.unit) for figure in answer.figures]
    stated += [(value, unit or expected.unit) for value, unit in numbers_in(answer.answer)]
    return any(agrees(value, unit, expected, tolerance) for value, unit in stated)


def numbers_in(text: str) -> list[tuple[Decimal, str]]:
    """The numbers of a text with the unit of money or the percent sign that follows; citation marks
    are no numbers."""
    found = _NUMBER.findall(_MARK.sub(" ", text))
    return [(Decimal(digits.replace(",", "").replace("−", "-")), unit) for digits, unit in found]


def agrees(value: Decimal, unit: str, expected: Expected, tolerance: Decimal | None) -> bool:
    """Whether a figure is the expected one, within the tolerance in the expected figure's unit.
    Money is converted; units of counts are not compared, but are neither money nor percent."""
    if expected.unit in _WAN_YUAN:
        if unit not in _WAN_YUAN:
            return False
        value = value * _WAN_YUAN[unit] / _WAN_YUAN[expected.unit]
    elif (unit in _PERCENT) != (expected.unit in _PERCENT) or unit in _WAN_YUAN:
        return False
    allowed = _PERCENT_TOLERANCE if expected.unit in _PERCENT else _TOLERANCE
    return abs(value - expected.value) <= (allowed if tolerance is None else tolerance)


def _is_at(citation: Citation, place: Place, sources: Mapping[str, str]) -> bool:
    if not citation.source_file.startswith(sources.get(place.document, place.document)):
        return False
    titles = (*citation.section, citation.table or "")
    return any(word in title for word in place.words for title in titles)
