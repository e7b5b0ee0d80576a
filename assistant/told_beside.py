"""What is told beside a figure, that nobody takes it for more than it is: the same of the body's other years where
the question names none, and what another table has of it."""

from __future__ import annotations

import re

from assistant.answer import Role
from assistant.context import Context, resolve
from assistant.draft import amount_text
from assistant.found import Found
from assistant.plan import Operation, Plan, Selector
from assistant.priors import prior_of
from assistant.prompting import say
from assistant.understand.departments import mentions_of
from index.model import DocumentCard

_YEAR_BEHIND = re.compile(r"的?20\d\d")
_SAYS_WHEN = re.compile(r"今年|本年|当年|最近|最新|去年|上年|明年|现在|目前")
_MOST_YEARS = 4


def tell_beside(found: Found, selector: Selector, plan: Plan, context: Context) -> None:
    """Tells behind the one figure of a question what it does not hold."""
    if plan.operation in (Operation.VALUE, Operation.SUM) and len(plan.selectors) == 1:
        _tell_part_in_basic(found, selector, context)
        _tell_years(found, selector, plan, context)


def _tell_part_in_basic(found: Found, selector: Selector, context: Context) -> None:
    """What 基本支出 has of a cost that the table of 三公经费 has in full (会议费, 公务接待费)."""
    if found.kind != "三公经费表" or selector.tables or selector.unit_name:
        return
    part = next((one for one in found.others if one.kind == "基本支出表" and one.unit == found.unit), None)
    if part is None or not part.value < found.value:
        return
    context.draft.read_figure(part, Role.DETAIL, f"{part.label}（基本支出）")
    amount = amount_text(part.value, part.unit)
    context.draft.say(say("part_in_basic", label=part.label, amount=amount, cite=context.draft.cite(part)))


def _tell_years(found: Found, selector: Selector, plan: Plan, context: Context) -> None:
    """The figure of the body's other years, where no year is named."""
    if plan.years or _SAYS_WHEN.search(plan.question) or found.item_kind == "indicator":
        return
    own = context.snapshot.card(found.cell.document_id)
    others = [one for card in _of_other_years(own, context) for one in resolve(card.id, selector, context.facts)[:1]]
    by_year = {one.year: one for one in others}
    told = [by_year[year] for year in sorted(by_year, key=lambda year: -(year or 0))[:_MOST_YEARS]]
    if not told:
        return
    draft = context.draft
    for one in told:
        draft.read_figure(one, Role.DETAIL, f"{one.year}年{one.label}")
    each = "，".join(f"{one.year} 年 {amount_text(one.value, one.unit)}{draft.cite(one)}" for one in told)
    draft.say(say("other_years", year=str(own.year or ""), each=each))


def _of_other_years(own: DocumentCard, context: Context) -> list[DocumentCard]:
    kind = (own.department, own.basis, own.level)
    cards = context.snapshot.documents
    return [card for card in cards if (card.department, card.basis, card.level) == kind and card.year != own.year]


def tell_years_asked(plan: Plan, context: Context) -> None:
    """What is known of the years asked that no document of a body is of: what the year after tells of them, where
    one body is asked about."""
    cards = [context.snapshot.card(one) for one in plan.documents]
    bodies = list(dict.fromkeys(card.department for card in cards))
    held = {(card.department, card.year) for card in cards}
    if len(plan.years) < 2 or (len(bodies) > 1 and _each_of_own_year(plan, context)):
        return
    for year in plan.years:
        missing = [body for body in bodies if (body, year) not in held]
        after = tuple(card.id for card in cards if card.year == year + 1) if len(bodies) == 1 else ()
        asked = plan.model_copy(update={"documents": after, "years": (year,)})
        if missing and (not after or prior_of(asked, context) is None):
            context.draft.say(say("no_such_year", departments="、".join(missing), year=str(year)))


def _each_of_own_year(plan: Plan, context: Context) -> bool:
    """Whether every body stands before a year of its own, and none is asked for another (甲局2025年和乙局2024年)."""
    named = mentions_of(plan.question, context.snapshot.documents)
    return bool(named) and all(_YEAR_BEHIND.match(plan.question, one.end) for one in named)
