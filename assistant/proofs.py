"""Figures of a finished answer that its own proofs do not reach.

This looks at nothing but the answer object, as an outsider would: a figure read from a cell is the
number printed there, a computed one has its formula over numbers that its cells or quotes print,
and every amount in the words of the answer is one of its figures or stands in a quote.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal

from assistant.answer import Answer, Figure
from assistant.scoring import numbers_in
from index.amounts import NUMBER, find_amounts

_CONSTANTS = (Decimal(1), Decimal(2), Decimal(100))  # of formulas: percentages, means of two
_SCALES = tuple(Decimal(10) ** power for power in (0, 4, -4, 8, -8))  # 元, 万元 and 亿元 among each other


def unproven_figures(answer: Answer) -> list[str]:
    """What the answer states without proof, each named in Chinese; empty when all is proved."""
    loose = [figure for figure in answer.figures if not _is_proved(figure, answer)]
    return [*(f"{figure.label} {figure.value} {figure.unit}" for figure in loose), *_loose_amounts(answer)]


def _is_proved(figure: Figure, answer: Answer) -> bool:
    quotes = [citation.quote for citation in answer.citations if citation.id in figure.citations]
    if not figure.cells and not quotes:
        return False
    printed = [*_numbers_of(cell.raw for cell in figure.cells), *_numbers_of(quotes)]
    if figure.formula is None:
        return _is_among(figure.value, printed)
    operands = _numbers_of([figure.formula])
    return bool(operands) and all(_is_among(operand, [*printed, *_CONSTANTS]) for operand in operands)


def _loose_amounts(answer: Answer) -> Iterator[str]:
    """Amounts in the words of the answer that are no figure of it and stand in no quote of it."""
    texts = [answer.question, *(citation.quote for citation in answer.citations)]
    texts += [
        text for figure in answer.figures for text in (figure.formula or "", *(cell.raw for cell in figure.cells))
    ]
    known = [*(figure.value for figure in answer.figures), *_numbers_of(texts)]
    known += [amount.value for amount in find_amounts(unicodedata.normalize("NFKC", answer.question))]
    for value, unit in numbers_in(answer.answer):
        is_amount = bool(unit) or value != value.to_integral_value()
        if is_amount and not _is_among(value, known):
            yield f"正文中的 {value}{unit}"


def _numbers_of(texts: Iterable[str]) -> list[Decimal]:
    return [Decimal(digits.replace(",", "")) for text in texts for digits in NUMBER.findall(text)]


def _is_among(value: Decimal, known: Iterable[Decimal]) -> bool:
    """Whether a number is one of those known, sign aside, as rounded to the digits it is printed with
    and in whatever unit of money."""
    exponent = value.as_tuple().exponent
    half = Decimal(5) * Decimal(10) ** (int(exponent) - 1)
    return any(abs(abs(value) - abs(one) * scale) <= half for one in known for scale in _SCALES)
