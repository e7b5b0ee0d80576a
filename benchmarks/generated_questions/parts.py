"""Questions that take something away, ask each one's share, or ask last year's figure by its year."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from assistant.scoring import Expected
from benchmarks.generated_questions.budgets import Budget
from benchmarks.generated_questions.groups import money
from benchmarks.generated_questions.phrases import Scene
from benchmarks.generated_questions.questions import Gold, Question, amounts, percent
from benchmarks.generated_questions.single import total_figures
from benchmarks.generated_questions.stated import changes

_TAKEN_AWAY = (
    "{who}{whole}扣除{part}后还剩多少",
    "{who}{whole}不含{part}是多少",
    "{who}{whole}除去{part}还有多少",
    "{who}{whole}剔除{part}之后是多少万元",
    "{who}除{part}外{whole}是多少",
)


def without_item(scene: Scene) -> Question | None:
    """The basic expenditure of a kind less one of its economic items."""
    budget = scene.any_budget()
    measure = scene.rng.choice(("人员经费", "公用经费"))
    cells = [one for one in budget.cells if one.item_kind == "economic" and one.level == 2 and one.measure == measure]
    item = scene.rng.choice(cells)
    wholes = total_figures(budget, measure)
    if len(wholes) != 1 or item.value >= wholes[0]:
        return None
    return _taken_away(scene, budget, measure, item.item, wholes[0] - item.value, "without.item")


def without_project(scene: Scene) -> Question | None:
    """The project expenditure less one project."""
    budget = scene.any_budget()
    wholes = total_figures(budget, "项目支出")
    project = scene.rng.choice(budget.projects())
    golds = [whole - project.amount for whole in wholes if whole > project.amount]
    if not golds or sum(one.name == project.name for one in budget.projects()) > 1:
        return None
    return _taken_away(scene, budget, "项目支出", project.name, golds[0], "without.project", golds[1:])


def _taken_away(
    scene: Scene, budget: Budget, whole: str, part: str, left: Decimal, family: str, others: list[Decimal] | None = None
) -> Question:
    form = scene.rng.choice(_TAKEN_AWAY)
    asked = form.format(who=scene.dated(budget), whole=whole, part=part)
    return Question(family, (scene.finish(asked),), amounts([left, *(others or [])]))


def shares_of_projects(scene: Scene) -> Question | None:
    """The share of the project expenditure that each project, or each of the largest, has."""
    budget = scene.any_budget()
    number = scene.rng.choice((0, 2, 3))
    golds = []
    for projects in dict.fromkeys((budget.projects("finest"), budget.projects("first"))):
        ranked = sorted(projects, key=lambda one: one.amount, reverse=True)
        if len(ranked) <= max(number, 1) or (number and ranked[number - 1].amount == ranked[number].amount):
            return None
        chosen = ranked[: number or len(ranked)]
        for whole in total_figures(budget, "项目支出"):
            shares = tuple(Expected(percent(one.amount, whole), "%", "") for one in chosen)
            golds.append(Gold(shares, tuple(one.name for one in chosen)))
    n = "零一二三"[number]
    forms = (
        ("{who}前{n}大项目及其占项目支出的比例", "{who}金额前{n}名的项目各占项目支出多少", "{who}项目前{n}名及占比")
        if number
        else ("{who}各项目各占项目支出的多少", "{who}每个项目占项目支出的比例", "{who}的项目分别占项目支出百分之几")
    )
    asked = scene.rng.choice(forms).format(who=scene.dated(budget), n=n)
    return Question("shares.projects", (scene.finish(asked),), tuple(golds))


def prior_by_year(scene: Scene) -> Question | None:
    """Last year's figure asked by its year, of a body whose document of that year is not held."""
    budget = scene.any_budget()
    if any(one.department == budget.department and one.year == budget.year - 1 for one in scene.budgets):
        return None
    change = scene.rng.choice([one for one in changes(budget) if one.base == "预算"])
    form = scene.rng.choice(
        ("{who}{year}年{what}预算是多少", "{year}年{who}的{what}预算多少", "{who}{year}年{what}是多少")
    )
    asked = form.format(who=scene.name(budget), year=budget.year - 1, what=scene.rng.choice(change.names))
    return Question("prior.by_year", (scene.finish(asked),), amounts([change.prior]))


def average_project(scene: Scene) -> Question | None:
    """The mean of the projects."""
    budget = scene.any_budget()
    golds = []
    for projects in dict.fromkeys((budget.projects("finest"), budget.projects("first"))):
        for whole in total_figures(budget, "项目支出") if projects else ():
            mean = (whole / len(projects)).quantize(Decimal("0.01"), ROUND_HALF_UP)
            golds.append(Gold((Expected(mean, "万元", ""),), tolerance=Decimal("0.011")))
    form = scene.rng.choice(("{who}平均每个项目多少钱", "{who}项目平均一个多少万", "{who}平均一个项目安排多少钱"))
    return Question("average.projects", (scene.finish(form.format(who=scene.dated(budget))),), tuple(golds))


def between_ends(scene: Scene) -> Question | None:
    """By how much the largest project exceeds the smallest."""
    budget = scene.any_budget()
    golds = []
    for projects in dict.fromkeys((budget.projects("finest"), budget.projects("first"))):
        ranked = sorted(one.amount for one in projects)
        golds += money([ranked[-1] - ranked[0]]) if len(ranked) > 1 else ()
    form = scene.rng.choice(
        ("{who}最大的项目和最小的项目差多少", "{who}金额最高与最低的项目相差多少", "{who}最大的项目比最小的项目多多少")
    )
    right = tuple(Gold((one,)) for one in golds)
    return Question("difference.ends", (scene.finish(form.format(who=scene.dated(budget))),), right) if right else None
