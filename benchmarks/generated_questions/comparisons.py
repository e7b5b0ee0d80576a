"""Questions that compare bodies, or the units of one."""

from __future__ import annotations

from decimal import Decimal

from assistant.scoring import Expected
from benchmarks.generated_questions.budgets import Budget
from benchmarks.generated_questions.groups import money
from benchmarks.generated_questions.phrases import Scene
from benchmarks.generated_questions.questions import Gold, Question, amounts
from benchmarks.generated_questions.single import TOTALS, total_figures

COMPARED = (
    "三公经费",
    "公务接待费",
    "住房公积金",
    "工资福利支出",
    "商品和服务支出",
    "总支出",
    "项目支出",
    "基本支出",
    "公用经费",
    "人员经费",
    "印刷费",
    "培训费",
    "差旅费",
    "工会经费",
    "福利费",
    "奖金",
    "基本工资",
)


def compared_figure(budget: Budget, item: str) -> Decimal | None:
    """The one figure of an item or total; None where there is none or several."""
    found = total_figures(budget, item) if item in TOTALS else budget.amounts(item)
    return found[0] if len(found) == 1 else None


def compare_two(scene: Scene) -> Question | None:
    """Two bodies: which has more, and by how much."""
    item = scene.rng.choice(COMPARED)
    held = [one for one in scene.budgets if compared_figure(one, item) is not None]
    if len(held) < 2:
        return None
    one, other = scene.rng.sample(held, 2)
    values = {budget.id: compared_figure(budget, item) or Decimal(0) for budget in (one, other)}
    gap = abs(values[one.id] - values[other.id])
    if not gap or one.department == other.department:
        return None
    more, less = (one, other) if values[one.id] > values[other.id] else (other, one)
    a, b = (f"{scene.name(budget)}{_year(scene, budget, one, other)}" for budget in (more, less))
    form, kind = scene.rng.choice(
        (
            ("{a}的{i}比{b}多多少", "gap"),
            ("{b}的{i}比{a}少多少", "gap"),
            ("{a}和{b}的{i}相差多少", "gap"),
            ("{b}和{a}的{i}谁多，差多少", "who"),
            ("{a}和{b}相比，{i}哪个高？高多少", "who"),
            ("{b}跟{a}比，{i}差多少", "gap"),
        )
    )
    words = ("|".join(scene.names(more)),) if kind == "who" else ()
    golds = [Gold((Expected(gap, "万元", ""),), words)]
    if kind == "who":
        golds.append(Gold((Expected(values[more.id], "万元", ""), Expected(gap, "万元", "")), words))
    return Question("compare.two", (scene.finish(form.format(a=a, b=b, i=item)),), tuple(golds))


def _year(scene: Scene, budget: Budget, one: Budget, other: Budget) -> str:
    several = sum(each.department == budget.department for each in scene.budgets) > 1
    return f"{budget.year}年" if several or one.year != other.year or scene.rng.random() < 0.4 else ""


_THREE = (
    ("{y}年{w}的{i}从高到低排一下", "rank"),
    ("{w}{y}年{i}排个名", "rank"),
    ("{w}三家{y}年的{i}谁最多", "most"),
    ("{y}年{w}里{i}最高的是哪家", "most"),
    ("{w}{y}年{i}合计多少", "sum"),
    ("{y}年{w}的{i}加起来一共多少", "sum"),
)


def compare_sum(scene: Scene) -> Question | None:
    """Three bodies of one year: their sum."""
    return _compare_three(scene, ("sum",))


def compare_rank(scene: Scene) -> Question | None:
    """Three bodies of one year: ranked, or the one with the most."""
    return _compare_three(scene, ("rank", "most"))


def _compare_three(scene: Scene, kinds: tuple[str, ...]) -> Question | None:
    item = scene.rng.choice(COMPARED)
    years = {one.year for one in scene.budgets}
    year = scene.rng.choice(sorted(years))
    held = [one for one in scene.budgets if one.year == year and compared_figure(one, item) is not None]
    if len(held) < 3:
        return None
    chosen = scene.rng.sample(held, 3)
    values = {budget.id: compared_figure(budget, item) or Decimal(0) for budget in chosen}
    ranked = sorted(chosen, key=lambda one: values[one.id], reverse=True)
    who = "、".join(scene.name(one) for one in chosen)
    form, kind = scene.rng.choice([one for one in _THREE if one[1] in kinds])
    asked = scene.finish(form.format(y=year, w=who, i=item))
    if kind == "sum":
        return Question("compare.sum", (asked,), amounts([sum(values.values(), Decimal(0))]))
    shown = ranked if kind == "rank" else ranked[:1]
    golds = (Gold(money([values[one.id] for one in shown])),)
    return Question("compare.rank", (asked,), golds)


def compare_units(scene: Scene) -> Question | None:
    """The units of a body: which has the most."""
    budget = scene.any_budget()
    table, what = scene.rng.choice((("收入总表", "收入"), ("三公经费表", "三公经费")))
    rows = {
        one.unit_name: one.value
        for one in budget.cells
        if one.table == table
        and one.scope == "unit"
        and one.measure == "合计"
        and one.item_kind in ("unit", "three_public")
        and one.item in (one.unit_name, "三公经费")
    }
    if len(rows) < 2:
        return None
    most = max(rows, key=lambda unit: rows[unit])
    form = scene.rng.choice(
        ("{who}下属各单位{what}哪个最多", "{who}哪个单位的{what}最高", "{who}各单位里{what}最大的是哪家")
    )
    gold = Gold((Expected(rows[most], "万元", ""),), (_short(budget, most),))
    return Question(
        "compare.units",
        (scene.finish(form.format(who=scene.dated(budget), what=what)),),
        (gold,),
    )


def _short(budget: Budget, unit: str) -> str:
    """Words of which one names a unit, also where a table cut its name off."""
    bare = unit.removeprefix(budget.region).partition("（")[0]
    return f"{bare}|{bare[:8]}|本级" if bare in budget.department else bare
