"""A figure over the years of one body: the documents' own figures side by side, with a line chart."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from assistant.answer import Role, Status
from assistant.context import Context, Operand, list_figures, operand_of, resolve
from assistant.draft import amount_text, gap_unit, rounded
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
_EACH = re.compile(r"各年?[是为有]?多少|分别|逐年|每一?年|20\d\d年?(?:到|至)20\d\d")
_STEADY = re.compile(r"一年比一年[多少高低]|年年[增减涨降]")
_YES_NO = re.compile(r"是不是|是否|吗")
_MOST = re.compile("最([高多大少低小])|哪一?年(?:度|份)?(?:的)?(?:更)?([高多大少低小])(?=$|[?？,，些])")
_RANKED = re.compile("从[高低大小多少]到[高低大小多少]|排(?:个|一)?(?:排|名|序|一排|队|列)|[高低大小多少]排")
_MOST_MOVED = re.compile(  # 哪年涨得最多: between which two years
    r"哪.{0,3}年[^,，。?？]{0,14}?(?:(?P<rises>增加|增长|增幅|涨幅|上升|提高|[增涨升])|(?P<falls>减少|下降|降低|降幅|减幅|[减降跌]))"
    r"(?:得|了|的|幅度?|额)*最(?P<by>[多大高快猛])"
)
_RATE = re.compile("幅|快|猛|率")
_EXTREME = re.compile(r"哪.{0,3}年.{0,16}[最高多大少低小]")


def _tell_extremes(years: list[tuple[int, Operand]], label: str, plan: Plan, context: Context) -> None:
    """Says in which year the figure is the largest, or the smallest, or each of the two, as they are asked for."""
    asked = ["最低" if one in "少低小" else "最高" for found in _MOST.findall(plan.question) for one in found if one]
    for words in dict.fromkeys(asked):
        year, one = (min if words == "最低" else max)(years, key=lambda pair: pair[1].value)
        first = len(one.parts) == 1 and not any(known.role is Role.HEADLINE for known in context.draft.figures)
        for part in one.parts:
            context.draft.read_figure(part, Role.HEADLINE if first else Role.DETAIL)
        cite = "".join(context.draft.cite(part) for part in one.parts)
        amount = amount_text(one.value, one.unit)
        told = {"label": label, "words": words, "year": str(year), "amount": amount, "cite": cite}
        context.draft.say(say("extreme_year", **told))


def _tell_most_moved(years: list[tuple[int, Operand]], label: str, asked: re.Match[str], context: Context) -> None:
    """Says in which year the figure rose, or fell, by most against the year before that is held, and that it did in
    none where no year has less, or more, than the one before."""
    sign = -1 if asked["falls"] else 1
    moves = [
        (year, one, before, then) for (before, then), (year, one) in pairwise(years) if _moved(one, then) * sign > 0
    ]
    direction = "减少" if asked["falls"] else "增加"
    if not moves:
        context.draft.say(say("no_year_moved", label=label, direction=direction))
        return
    by_rate = _RATE.search(asked[0])
    year, now, before, then = max(moves, key=lambda one: abs(_moved(one[1], one[3]) / (one[3].value if by_rate else 1)))
    larger, smaller = (now, then) if sign > 0 else (then, now)
    formula = f"{larger.formula} − {smaller.formula}"
    parts = [*larger.parts, *smaller.parts]
    size, unit = abs(_moved(now, then)), gap_unit(now.unit)
    figures = [(f"{year}年{label}{direction}额", size, unit, formula)]
    if then.value:
        figures.append(
            (f"{year}年{label}{direction}率", rounded(size * 100 / then.value), "%", f"({formula}) ÷ {then.formula}")
        )
    for name, value, measure, shown in reversed(figures) if by_rate else figures:
        context.draft.computed_figure(name, value, measure, shown, parts)
    change = "，幅度 ".join(amount_text(value, measure) for _, value, measure, _ in figures)
    most = ("降幅最大" if asked["falls"] else "增幅最大") if by_rate else f"{direction}最多"
    words = {"label": label, "most": most, "year": str(year), "before": str(before), "direction": direction}
    context.draft.say(say("most_moved_year", formula=formula, change=change, **words))


def _moved(now: Operand, then: Operand) -> Decimal:
    return now.value - then.value


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
    moved = _MOST_MOVED.search(plan.question)
    if moved:
        _tell_most_moved(years, label, moved, context)
    elif _EXTREME.search(plan.question):
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
