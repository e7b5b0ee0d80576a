"""A figure over the years of one body: the documents' own figures side by side, with a line chart."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from assistant.answer import Role, Status
from assistant.context import Context, Operand, list_figures, operand_of, resolve
from assistant.draft import amount_text, gap_unit
from assistant.plan import TOTAL, Plan, Selector
from assistant.prompting import say


def trend_of(plan: Plan, context: Context) -> Status | None:
    """The figure of each year, the change from the first year to the last, and the line; None where
    fewer than two years have the figure."""
    done = False
    for selector in plan.selectors or (Selector(label=TOTAL),):
        by_body: dict[tuple[str, str, str], list[tuple[int, Operand]]] = {}
        for card in context.snapshot.documents:
            if card.id in plan.documents and card.year:
                one = operand_of(resolve(card.id, selector, context.facts), selector.label)
                if one is not None:
                    by_body.setdefault((card.department, card.basis, card.level), []).append((card.year, one))
        for years in by_body.values():
            done = _tell(sorted(years, key=lambda one: one[0]), selector.label, plan, context) or done
    return Status.ANSWERED if done else None


_CHANGE = re.compile(r"(?:变化|增加|减少|增长|下降|变动|增减|涨|降)了?(?:多少|几)")
_EACH = re.compile(r"各年?[是为有]?多少|分别")
_STEADY = re.compile(r"一年比一年[多少高低]|年年[增减涨降]")
_YES_NO = re.compile(r"是不是|是否|吗")
_MOST = re.compile("最([高多大少低小])")
_RANKED = re.compile("从[高低大小多少]到[高低大小多少]|排(?:个|一)?(?:排|名|序|一排|队|列)|[高低大小多少]排")
_EXTREME = re.compile(r"哪.{0,3}年.{0,16}[最高多大少低小]")


def _tell_extremes(years: list[tuple[int, Operand]], label: str, plan: Plan, context: Context) -> None:
    """Says in which year the figure is the largest, or the smallest, or each of the two, as they are asked for."""
    asked = ["最低" if one in "少低小" else "最高" for one in _MOST.findall(plan.question)]
    for words in dict.fromkeys(asked):
        year, one = (min if words == "最低" else max)(years, key=lambda pair: pair[1].value)
        first = len(one.parts) == 1 and not any(known.role is Role.HEADLINE for known in context.draft.figures)
        for part in one.parts:
            context.draft.read_figure(part, Role.HEADLINE if first else Role.DETAIL)
        cite = "".join(context.draft.cite(part) for part in one.parts)
        amount = amount_text(one.value, one.unit)
        told = {"label": label, "words": words, "year": str(year), "amount": amount, "cite": cite}
        context.draft.say(say("extreme_year", **told))


def _in_order(years: list[tuple[int, Operand]], plan: Plan) -> list[tuple[int, Operand]]:
    """The years as they are listed: by size (从高到低排) or in their order (各是多少) where that is asked, else
    the latest first."""
    if _RANKED.search(plan.question):
        return sorted(years, key=lambda pair: pair[1].value, reverse=not plan.ascending)
    return years if _EACH.search(plan.question) else years[::-1]


def _say_verdict(years: list[tuple[int, Operand]], plan: Plan, context: Context) -> None:
    """Says yes or no where it is asked whether every year has more, or less, than the year before."""
    steady = _STEADY.search(plan.question)
    if steady is None or not _YES_NO.search(plan.question):
        return
    falls = steady[0][-1] in "少低减降"
    values = [one.value for _, one in years]
    holds = all((two < one) if falls else (two > one) for one, two in pairwise(values))
    context.draft.say(say("yes") if holds else say("no"))


def _tell(years: list[tuple[int, Operand]], label: str, plan: Plan, context: Context) -> bool:
    if len(years) < 2 or len({one.unit for _, one in years}) > 1:
        return False
    draft = context.draft
    first, last = years[0][1], years[-1][1]
    change: Decimal = last.value - first.value
    larger, smaller = (last, first) if change >= 0 else (first, last)
    formula = f"{larger.formula} − {smaller.formula}"
    parts = [part for _, one in years for part in one.parts]
    direction = "增加" if change > 0 else "减少" if change else "持平"
    words = {"first": str(years[0][0]), "last": str(years[-1][0]), "label": label, "direction": direction}
    summary = say("trend", amount=amount_text(abs(change), gap_unit(last.unit)), formula=formula, **words)
    asks_change = _CHANGE.search(plan.question) is not None
    if asks_change:
        draft.computed_figure(f"{label}{direction}额", abs(change), gap_unit(last.unit), formula, parts)
        draft.say(summary)
    if _EXTREME.search(plan.question):
        _tell_extremes(years, label, plan, context)
    _say_verdict(years, plan, context)
    told = _in_order(years, plan)
    list_figures([told[0][1].parts[0]] if len(told[0][1].parts) == 1 else [], draft, headline=True)
    list_figures([part for _, one in told[1:] for part in one.parts], draft)
    if not asks_change:
        draft.computed_figure(f"{label}{direction}额", abs(change), gap_unit(last.unit), formula, parts)
        draft.say(summary)
    draft.chart = {
        "type": "line",
        "title": f"{last.parts[0].department}{label}",
        "unit": last.unit,
        "x": [str(year) for year, _ in years],
        "y": [float(one.value) for _, one in years],
    }
    return True
