"""Asking generated questions and keeping what came of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.answer import Answer
from assistant.ask import Assistant
from assistant.scoring import headline_of
from benchmarks.generated_questions.questions import Question, faults, is_another_figure

_SHOWN = 200


def plain(value: Decimal) -> str:
    """12.50000000 as 12.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, its answer, and what is wrong with it."""

    question: Question
    answer: Answer
    faults: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    @property
    def another_figure(self) -> bool:
        """Whether the headline is a figure that no reading of the question means."""
        return is_another_figure(self.question, self.answer)

    @property
    def expected(self) -> str:
        """What would have been right."""
        golds = self.question.golds
        if not golds:
            return "拒答"
        return " 或 ".join(
            "、".join([*(f"{plain(one.value)}{one.unit}" for one in gold.values), *gold.words]) for gold in golds[:4]
        )

    @property
    def given(self) -> str:
        """The headline and the status."""
        headline = headline_of(self.answer)
        if headline is None:
            return self.answer.status.value
        return f"{self.answer.status} {headline.value}{headline.unit} {headline.label}"

    def text(self) -> str:
        """The outcome for a reader."""
        first = " ".join(self.answer.answer.split())[:_SHOWN]
        lines = [
            f"✗ {self.question.family}: {' ⏎ '.join(self.question.turns)}",
            f"    应为 {self.expected}",
            f"    得到 {self.given}",
        ]
        return "\n".join([*lines, f"    {'；'.join(self.faults)[:_SHOWN]}", f"    {first}"])

    def as_dict(self) -> dict[str, Any]:
        """The outcome as a JSON object."""
        return {
            "family": self.question.family,
            "turns": list(self.question.turns),
            "right": self.right,
            "expected": self.expected,
            "status": self.answer.status.value,
            "given": self.given,
            "faults": list(self.faults),
            "answer": self.answer.answer.partition("\n")[0],
            "elapsed_ms": self.answer.elapsed_ms,
        }


def ask_all(assistant: Assistant, questions: Iterable[Question]) -> list[Outcome]:
    """The outcomes of all questions, in their order."""
    outcomes = []
    for question in questions:
        answer = assistant.ask(list(question.turns))
        outcomes.append(Outcome(question, answer, faults(question, answer)))
    return outcomes
