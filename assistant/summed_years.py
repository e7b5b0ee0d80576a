"""The sum of several things set against that of another year: 水费、电费合计比上年多多少."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.context import Context, Operand, operand_of, resolve
from assistant.found import Found
from assistant.plan import Operation, Plan
from assistant.understand.clues import asks_sum
from assistant.understand.text import folded
from assistant.understand.told import Told

_APART = re.compile(
    r"(?:那么?|一共|总共|合计|又|[这那]?[两二]年(?:之间)?|前后|具体|相比)*"
    r"(?:[比较](?:上年|去年|20\d\d年?)度?)?(?:相?差|[多少](?:了|出)?|增加了?|减少了?|增长了?|下降了?|[涨降]了?)(?:多少|几)(?:钱|万元?|元)?[呢?？]*"
)
_AGAINST_A_YEAR = re.compile("[比较]")


def sums_of_years(
    documents: Sequence[str], before: Sequence[str], plan: Plan, context: Context
) -> tuple[Operand, Operand] | None:
    """The sum of all that a question adds up, in the documents of its year and in those of the year before; None where
    it adds up nothing, where either year lacks one of the parts, or where one lies within another."""
    if len(plan.selectors) < 2 or not asks_sum(plan.question):
        return None
    label = f"{'、'.join(one.label for one in plan.selectors)}合计"
    now, then = (_sum_in(one, label, plan, context) for one in (documents, before))
    return (now, then) if now and then and now.unit == then.unit else None


def _sum_in(documents: Sequence[str], label: str, plan: Plan, context: Context) -> Operand | None:
    """The sum of the figures of every selector, each from the first document that has it."""
    parts: list[Found] = []
    for selector in plan.selectors:
        found = next(filter(None, (resolve(one, selector, context.facts) for one in documents)), [])
        if not found:
            return None
        parts += found
    items = {one.item for one in parts}
    alone = len({one.cell for one in parts}) == len(parts) and not any(items & set(one.parents) for one in parts)
    return operand_of(parts, label) if alone else None


def of_sums_told(turn: str, told: Told | None, context: Context) -> str:
    """多了多少 after a sum of several things, put as a question about that sum: against the other year that the sum was
    told of, where it was told of two."""
    links = told.last.links if told and told.last.operation is Operation.SUM else ()
    if len(links) < 2 or not _APART.fullmatch(folded(turn)):
        return turn
    named = f"{'、'.join(link.text for link in links)}合计"
    last_two = [[one for one in clause if isinstance(one, Found)] for clause in context.said[-2:]]
    years = [{one.year for one in clause} for clause in last_two]
    if len({one.department for clause in last_two for one in clause}) > 1:
        return turn
    if _AGAINST_A_YEAR.search(turn) or len(years) < 2 or any(len(one) != 1 for one in years) or years[0] == years[1]:
        return f"{named}{turn}" if _AGAINST_A_YEAR.search(turn) else turn
    first, last = sorted(year or 0 for one in years for year in one)
    return f"{last}年{named}比{first}年多多少"
