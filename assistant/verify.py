"""The last step: the proof of every figure is executed again, and what fails is not shown."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.answer import Answer, Figure
from assistant.proofs import unproven_figures
from index.amounts import NUMBER

if TYPE_CHECKING:
    from index.store import Snapshot

_TOKENS = re.compile(rf"{NUMBER.pattern}|[+−×÷()]")


def faults_of(answer: Answer, snapshot: Snapshot) -> list[str]:
    """What the proofs do not reach: quotes that are not in the source, formulas that do not give
    their value, figures without a cell or a quote. Empty when all is proved."""
    faults = unproven_figures(answer)
    cited = {citation.document_id for citation in answer.citations}
    sources = {one: "".join("".join(snapshot.document(one).lines).split()) for one in cited}
    for citation in answer.citations:
        if "".join(citation.quote.split()) not in sources[citation.document_id]:
            faults.append(f"引文不在原文中：{citation.quote}")
    faults += [f"算式不符：{one.formula}" for one in answer.figures if one.formula and not _formula_holds(one)]
    return faults


def uncited_figures(answer: Answer) -> list[str]:
    """The figures of an answer whose cells lie in a document that it does not cite; empty when there is none."""
    cited = {citation.document_id for citation in answer.citations}
    return [
        f"数字的出处不在所引的文件里：{figure.label}"
        for figure in answer.figures
        if any(cell.document_id not in cited for cell in figure.cells)
    ]


def evaluate_formula(formula: str) -> Decimal:
    """The value of a formula of numbers with + − × ÷ and brackets. Raises ValueError if malformed."""
    tokens = _TOKENS.findall(formula)
    value, rest = _sum_of(tokens)
    if rest:
        raise ValueError(formula)
    return value


def _sum_of(tokens: list[str]) -> tuple[Decimal, list[str]]:
    value, rest = _product_of(tokens)
    while rest and rest[0] in "+−":
        sign = 1 if rest[0] == "+" else -1
        operand, rest = _product_of(rest[1:])
        value += sign * operand
    return value, rest


def _product_of(tokens: list[str]) -> tuple[Decimal, list[str]]:
    value, rest = _factor_of(tokens)
    while rest and rest[0] in "×÷":
        operator = rest[0]
        operand, rest = _factor_of(rest[1:])
        value = value * operand if operator == "×" else value / operand
    return value, rest


def _factor_of(tokens: list[str]) -> tuple[Decimal, list[str]]:
    if not tokens:
        raise ValueError("算式不完整")
    if tokens[0] == "(":
        value, rest = _sum_of(tokens[1:])
        return value, rest[1:]
    if not NUMBER.fullmatch(tokens[0]):
        raise ValueError(tokens[0])
    return Decimal(tokens[0].replace(",", "")), tokens[1:]


def _formula_holds(figure: Figure) -> bool:
    value = evaluate_formula(figure.formula or "")
    if figure.unit == "%":
        value *= 100
    half = Decimal(5) * Decimal(1).scaleb(int(figure.value.as_tuple().exponent) - 1)
    return abs(abs(value) - abs(figure.value)) <= half
