"""The families of questions, and a seeded draw from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import cycle

from benchmarks.generated_questions import (
    combined,
    comparisons,
    compound,
    conversations,
    groups,
    holdings,
    parts,
    refusals,
    single,
    stated,
    typos,
)
from benchmarks.generated_questions.budgets import Budget
from benchmarks.generated_questions.phrases import Chance, NothingToAsk, Scene
from benchmarks.generated_questions.questions import Question

Family = Callable[[Scene], Question | None]

FAMILIES: dict[str, Family] = {
    "value.functional": single.functional,
    "value.code": single.coded,
    "value.level": single.levelled,
    "value.economic": single.economic,
    "value.measure": single.measured,
    "value.fund": single.scoped,
    "value.table": single.tabled,
    "value.total": single.total,
    "value.three_public": single.three_public,
    "value.everyday": single.everyday,
    "value.insurance": single.insurance,
    "value.project": single.project,
    "value.project_source": single.project_source,
    "value.indicator": single.indicator,
    "value.unit_income": holdings.unit_income,
    "value.unit_three_public": holdings.unit_three_public,
    "value.income": holdings.income,
    "value.this_year_income": holdings.this_year_income,
    "value.asset": holdings.asset,
    "value.procurement": holdings.procurement,
    "value.payment_plan": holdings.payment_plan,
    "change.amount": stated.change_amount,
    "change.rate": stated.change_rate,
    "change.prior": stated.prior,
    "change.two_documents": stated.both_years,
    "stated.amount": stated.stated_amount,
    "sum.named": combined.sum_named,
    "difference.named": combined.difference,
    "difference.totals": combined.difference_totals,
    "ratio": combined.ratio,
    "share.total": combined.share_of_total,
    "share.named": combined.share_of_named,
    "share.project": combined.project_share,
    "convert": combined.convert,
    "two.share": combined.two_part,
    "two.items": combined.two_items,
    "rank.projects": groups.top_projects,
    "extreme.project": groups.extreme_project,
    "rank.economic": groups.top_economic,
    "filter.list": groups.filter_list,
    "filter.sum": groups.filter_sum,
    "filter.count": groups.filter_count,
    "count.projects": groups.count_projects,
    "list.projects": groups.list_projects,
    "compare.two": comparisons.compare_two,
    "compare.sum": comparisons.compare_sum,
    "compare.rank": comparisons.compare_rank,
    "compare.units": comparisons.compare_units,
    "per.vehicle": compound.per_vehicle,
    "list.economic": compound.list_economic,
    "two_steps.extreme_share": compound.extreme_share,
    "two_steps.filter_share": compound.filter_share,
    "two_steps.compare_shares": compound.compare_shares,
    "without.item": parts.without_item,
    "without.project": parts.without_project,
    "shares.projects": parts.shares_of_projects,
    "prior.by_year": parts.prior_by_year,
    "average.projects": parts.average_project,
    "difference.ends": parts.between_ends,
    "two.bodies": compound.two_bodies,
    "yesno.more": compound.is_more,
    "ask_back.body": compound.several_bodies,
    "unit.projects": compound.unit_projects,
    "follow.body": conversations.other_body,
    "follow.item": conversations.other_item,
    "follow.share": conversations.share_then,
    "follow.difference": conversations.difference_then,
    "follow.sum": conversations.sum_then,
    "follow.unit": conversations.unit_then,
    "follow.year": conversations.year_then,
    "follow.change": conversations.change_then,
    "follow.new_topic": conversations.changed_topic,
    "follow.rank": conversations.ranked_then,
    "yesno.exceeds": conversations.exceeds,
    "yesno.has": conversations.has_item,
    "yesno.fund": conversations.has_fund,
    "refuse.item": refusals.absent_item,
    "refuse.year": refusals.absent_year,
    "refuse.body": refusals.absent_body,
    "refuse.attribute": refusals.absent_attribute,
    "refuse.basis": refusals.final_account,
    "refuse.off_topic": refusals.off_topic,
    "refuse.chat": refusals.chat,
    "refuse.injection": refusals.injection,
    "refuse.code": refusals.code,
    "typo.item": typos.item_typo,
    "typo.body": typos.body_typo,
}
_TRIES = 40
_PATIENCE = 3  # rounds without anything new


def generate(budgets: Iterable[Budget], count: int, seed: int, prefix: str = "") -> list[Question]:
    """`count` different questions, drawn from the families in turn; `prefix` keeps the families whose
    name begins like it. Fewer where the documents do not hold so many."""
    scene = Scene(tuple(budgets), Chance(seed))
    families = [family for name, family in FAMILIES.items() if name.startswith(prefix)]
    found: dict[tuple[str, ...], Question] = {}
    idle = 0
    for family in cycle(families):
        question = _draw(family, scene)
        if question is None or question.turns in found:
            idle += 1
        else:
            found[question.turns] = question
            idle = 0
        if len(found) >= count or idle > _PATIENCE * len(families):
            return list(found.values())
    return []


def _draw(family: Family, scene: Scene) -> Question | None:
    """A question of a family that can be judged; None where the documents hold none."""
    drawn = (_try(family, scene) for _ in range(_TRIES))
    return next((one for one in drawn if one is not None and _can_be_judged(one)), None)


def _try(family: Family, scene: Scene) -> Question | None:
    try:
        return family(scene)
    except NothingToAsk:
        return None


def _can_be_judged(question: Question) -> bool:
    return bool(question.golds) != question.family.startswith("refuse")
