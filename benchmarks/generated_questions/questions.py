"""A generated question, what a right answer to it is, and whether an answer is right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assistant.answer import Answer, Status
from assistant.proofs import unproven_figures
from assistant.scoring import Case, Expected, agrees, headline_of, score, states


@dataclass(frozen=True, slots=True)
class Gold:
    """One right answer: its figures, of which the first is the headline, and words of which each
    (or one of `a|b`) is said. `unit` is the unit that the headline has to be given in."""

    values: tuple[Expected, ...] = ()
    words: tuple[str, ...] = ()
    unit: str = ""
    tolerance: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A conversation whose last turn is judged. Without `golds` the right answer is a refusal, which
    only families called `refuse` ask for."""

    family: str
    turns: tuple[str, ...]
    golds: tuple[Gold, ...] = ()


def amounts(found: Iterable[Decimal], unit: str = "万元", also: Iterable[Decimal] = ()) -> tuple[Gold, ...]:
    """A right answer for each figure that the question fits; `also` has to be stated too."""
    beside = tuple(Expected(value, unit, "") for value in also)
    return tuple(Gold((Expected(value, unit, ""), *beside)) for value in found)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """A share in percent, rounded half up to two decimals."""
    return (part * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def faults(question: Question, answer: Answer) -> tuple[str, ...]:
    """What is wrong with an answer, nothing where it is right."""
    if not question.golds:
        refused = answer.status is Status.NOT_FOUND and headline_of(answer) is None
        return () if refused else (f"应当拒答，而是 {answer.status}",)
    unproven = tuple(f"没有依据：{figure}" for figure in unproven_figures(answer))
    if answer.status is Status.CLARIFY:
        named = any(states(answer, gold.values[0], gold.tolerance) for gold in question.golds if gold.values)
        return unproven if named else (*unproven, "反问中没有任何一个正确的数字")
    tried = [_gold_faults(gold, question, answer) for gold in question.golds]
    return (*unproven, *min(tried, key=len))


def _gold_faults(gold: Gold, question: Question, answer: Answer) -> tuple[str, ...]:
    case = Case(question.family, "", question.turns, Status.ANSWERED, gold.values, gold.words, (), (), gold.tolerance)
    found = score(case, answer, {}).problems
    headline = headline_of(answer)
    if gold.unit and headline is not None and headline.unit != gold.unit:
        found = (*found, f"单位应为 {gold.unit}")
    if headline is not None and not (headline.cells or headline.citations or headline.formula):
        found = (*found, "主要数字没有出处")
    return found


def is_another_figure(question: Question, answer: Answer) -> bool:
    """Whether an answer gives a headline that fits no reading of the question."""
    headline = headline_of(answer)
    if headline is None:
        return False
    golds = [gold for gold in question.golds if gold.values]
    return not any(agrees(headline.value, headline.unit, gold.values[0], gold.tolerance) for gold in golds)
