"""What computing shares: the context of a question, resolving a selector, listing and adding up figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.answer import Role, Status
from assistant.draft import Draft, amount_text
from assistant.facts import FactTable, Found
from assistant.plan import Selector
from assistant.prompting import say

if TYPE_CHECKING:
    from index.store import Snapshot


@dataclass
class Context:
    """What computing works with, and the figures of the clauses before (for 这两个差多少)."""

    snapshot: Snapshot
    facts: FactTable
    draft: Draft
    history: list[Found] = field(default_factory=list)


def resolve(plan_document: str, selector: Selector, facts: FactTable) -> list[Found]:
    """The figures for a selector: one, or the several parts that a spoken word sums up."""
    if not selector.names and selector.unit_name and selector.measure == "项目支出":
        return facts.projects(plan_document, selector.unit_name, finest=False)
    if not selector.names:
        one = facts.total(plan_document, selector)
        return [one] if one else []
    if len(selector.names) > 1:
        single = [selector.model_copy(update={"names": (name,), "kind": "基本支出表"}) for name in selector.names]
        parts = [found for found in (facts.find(plan_document, one) for one in single) if found]
        if len(parts) > 1:
            return parts
    one = facts.find(plan_document, selector)
    return [one] if one else []


def name_of(found: Found) -> str:
    return f"{found.department}{found.year or ''}年{found.label}"


def add_up(parts: Sequence[Found], context: Context) -> Status | None:
    """The sum of figures of one unit, with its parts; None where units differ."""
    draft = context.draft
    if len({found.unit for found in parts}) > 1:
        return None
    value = sum((found.value for found in parts), Decimal(0))
    formula = " + ".join(str(found.value) for found in parts)
    draft.computed_figure("合计", value, parts[0].unit, formula, parts)
    draft.say(say("sum", amount=amount_text(value, parts[0].unit), formula=formula))
    list_figures(parts, draft)
    years = sorted({found.year for found in parts if found.year})
    if len(years) > 1:
        draft.warn(f"各文件年度不同（{'、'.join(map(str, years))}），合计仅供参考")
    context.history += parts
    return Status.ANSWERED


def list_figures(parts: Sequence[Found], draft: Draft, headline: bool = False) -> None:
    """A line for each figure with its citation."""
    for found in parts:
        first = headline and not any(one.role is Role.HEADLINE for one in draft.figures)
        draft.read_figure(found, Role.HEADLINE if first else Role.DETAIL)
        text = amount_text(found.value, found.unit, found.operator)
        draft.say(say("row", label=name_of(found), amount=text, cite=draft.cite(found)))
