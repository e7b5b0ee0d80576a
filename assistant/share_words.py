"""What shares are told in: one by one, by how many points they differ, and that one figure is no part of another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Role
from assistant.context import Context
from assistant.draft import amount_text, rounded
from assistant.operands import marks_of
from assistant.plan import Plan
from assistant.prompting import say
from assistant.share_rows import ShareRow

_OR_AMOUNT = re.compile("占了[一-鿿]?多少[?？]?$")


def say_gap(rows: Sequence[ShareRow], context: Context) -> None:
    """By how many percentage points one share is above or below another."""
    first, second = rows
    formulas = [f"{one.part.formula} ÷ {one.whole.formula}" for one in (first, second)]
    higher, lower = formulas if first.value >= second.value else formulas[::-1]
    exact = [one.part.value * 100 / one.whole.value for one in (first, second)]
    gap, formula = rounded(abs(exact[0] - exact[1])), f"({higher} − {lower}) × 100"
    sides = [side for one in rows for side in (one.part, one.whole)]
    found = [part for one in sides for part in one.parts]
    context.draft.computed_figure("占比之差", gap, "个百分点", formula, found, marks_of(sides))
    words = {"first": first.part.label, "second": second.part.label, "formula": formula}
    direction = "高" if first.value >= second.value else "低"
    context.draft.say(say("share_gap", direction=direction, amount=f"{gap} 个百分点", **words))


def say_share(row: ShareRow, context: Context, *, listed: bool = False, end: str = "") -> None:
    """Tells one share with its calculation; `listed` as a line of a list, `end` where it is the highest or lowest."""
    draft, part, whole = context.draft, row.part, row.whole
    if row.is_no_part:
        _say_no_part(row, context)
        return
    formula = f"{part.formula} ÷ {whole.formula}"
    found = [*part.parts, *whole.parts]
    printed_in = [draft.cite(one) for one in found]
    stated_in = marks_of((part, whole))
    draft.computed_figure(f"{part.label}占比", row.value, "%", formula, found, stated_in)
    for one in found:
        draft.read_figure(one, Role.OPERAND)
    words = {"label": part.label, "base": row.base, "amount": f"{row.value}%", "formula": f"{formula} = {row.value}%"}
    text = say("highest_share", end=end, **words) if end else say("share", **words)
    if listed:
        text = say("row", label=row.short, amount=f"{row.value}%（{formula}）", cite="")
    marks = dict.fromkeys((*printed_in, *stated_in))
    draft.say(f"{text}{''.join(marks)}")


def say_amount_too(rows: Sequence[ShareRow], plan: Plan, context: Context) -> None:
    """Says that 占了多少 was read as a share, with the amount that it may ask for."""
    if len(rows) == 1 and _OR_AMOUNT.search(plan.question) and not rows[0].is_no_part:
        part = rows[0].part
        context.draft.say(say("share_meant", label=part.label, amount=amount_text(part.value, part.unit)))


def _say_no_part(row: ShareRow, context: Context) -> None:
    """That one figure is no part of another, with both."""
    draft, amounts = context.draft, list[str]()
    for side in (row.part, row.whole):
        for one in side.parts:
            draft.read_figure(one, Role.DETAIL)
        amounts.append(f"{amount_text(side.value, side.unit)}{''.join(dict.fromkeys(map(draft.cite, side.parts)))}")
    words = {"part": row.part.label, "base": row.base, "amount": amounts[0], "whole": amounts[1]}
    draft.say(say("no_part", **words))
