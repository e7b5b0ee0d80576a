"""Amounts in the unit of money that is asked for, beside those that the documents print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answer import Figure, Role
from assistant.draft import Draft, Mark, amount_text, rounded
from assistant.prompting import say
from index.amounts import YUAN_PER_UNIT, in_unit


def tell_converted(unit: str, draft: Draft, before: Mark) -> None:
    """Tells the headlines since a mark, or all amounts where there is none, in a unit of money as well, where one is
    asked for and none of them is in it."""
    new = draft.figures[before[1] :]
    if unit not in YUAN_PER_UNIT or any(one.unit == unit for one in new):
        return
    asked = [one for one in new if one.role is Role.HEADLINE] or new
    for one in _money_of(asked):
        factor = in_unit(Decimal(1), one.unit, unit)
        value = one.value * factor
        value = rounded(value, 6).normalize() if value != value.to_integral_value() else value.quantize(Decimal(1))
        read = f"({one.formula})" if one.formula else str(one.value)
        formula = f"{read} × {factor:f}" if factor >= 1 else f"{read} ÷ {in_unit(Decimal(1), unit, one.unit):f}"
        draft.figures[draft.figures.index(one)] = replace(one, role=Role.DETAIL)
        draft.figures.append(replace(one, value=value, unit=unit, formula=formula))
        draft.say(say("converted", amount=amount_text(value, unit), formula=formula))


def _money_of(figures: Sequence[Figure]) -> list[Figure]:
    """The amounts of money, without those in 千元: no proof knows how it stands to the other units."""
    return [one for one in figures if one.unit in YUAN_PER_UNIT and one.unit != "千元"]
