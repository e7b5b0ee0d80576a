"""Questions that need two steps, or that fit several bodies."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from assistant.scoring import Expected
from benchmarks.generated_questions.budgets import Budget, Project
from benchmarks.generated_questions.comparisons import COMPARED, compared_figure
from benchmarks.generated_questions.groups import money
from benchmarks.generated_questions.holdings import spoken_unit
from benchmarks.generated_questions.phrases import Scene, spoken_names, threshold_words
from benchmarks.generated_questions.questions import Gold, Question, amounts, percent
from benchmarks.generated_questions.single import total_figures

_VEHICLES = re.compile(r"(?:公务用车|图书车|共有车辆|，保障)(\d+)辆")
_RUNNING = "公务用车运行维护费"


def per_vehicle(scene: Scene) -> Question | None:
    """The running cost of one vehicle, where the document says how many there are."""
    budget = scene.any_budget()
    costs = budget.amounts(_RUNNING, tables=("三公经费表",))
    counts = [
        one.value for one in budget.cells if one.item_kind == "asset" and one.item == "车辆" and one.measure == "数量"
    ]
    counts += [Decimal(one) for one in _VEHICLES.findall(budget.text)]
    if not costs or not any(counts):
        return None
    each = {(costs[0] / count).quantize(Decimal("0.01"), ROUND_HALF_UP) for count in counts if count}
    form = scene.rng.choice(
        ("{who}平均每辆车的运行维护费是多少", "{who}养一辆车平均花多少钱", "{who}公务用车运行维护费平均一辆车多少")
    )
    golds = tuple(Gold((Expected(one, "万元", ""),), tolerance=Decimal("0.011")) for one in each)
    return Question("per.vehicle", (scene.finish(form.format(who=scene.dated(budget))),), golds)


def list_economic(scene: Scene) -> Question | None:
    """What an economic category, or a part of the basic expenditure, consists of."""
    budget = scene.any_budget()
    cells = [one for one in budget.cells if one.item_kind == "economic" and one.level == 2 and one.measure == "合计"]
    category = scene.rng.choice([one.parents[-1] for one in cells if one.parents])
    held = [one for one in cells if one.parents[-1:] == (category,)]
    total = budget.amounts(category)
    form = scene.rng.choice(("{who}{c}包括哪些，各多少钱", "{who}{c}里有哪些，金额分别多少", "列出{who}{c}的明细金额"))
    names = tuple(one.item for one in held)
    each = money([one.value for one in held])
    golds = [Gold(each, names), Gold(money(sorted((one.value for one in held), reverse=True)), names)]
    golds += [Gold((Expected(one, "万元", ""), *each), names) for one in total]
    golds.append(Gold((Expected(Decimal(len(held)), "个", ""), *each), names))
    return Question("list.economic", (scene.finish(form.format(who=scene.dated(budget), c=category)),), tuple(golds))


def extreme_share(scene: Scene) -> Question | None:
    """The largest project and its share."""
    budget = scene.any_budget()
    golds = []
    for projects in dict.fromkeys((budget.projects("finest"), budget.projects("first"))):
        best = max(projects, key=lambda one: one.amount)
        for whole in total_figures(budget, "项目支出"):
            share, amount = Expected(percent(best.amount, whole), "%", ""), Expected(best.amount, "万元", "")
            golds += [Gold((share,), (best.name,)), Gold((amount, share), (best.name,))]
    form = scene.rng.choice(
        (
            "{who}最大的项目占项目支出的比重是多少",
            "{who}金额最大的项目占全部项目支出百分之几",
            "{who}花钱最多的项目占项目支出多大比例",
        )
    )
    return Question("two_steps.extreme_share", (scene.finish(form.format(who=scene.dated(budget))),), tuple(golds))


def filter_share(scene: Scene) -> Question | None:
    """The share of the projects above an amount."""
    budget = scene.any_budget()
    low = scene.rng.choice((50, 100, 200, 500))
    golds: list[Gold] = []
    for projects in dict.fromkeys((budget.projects("finest"), budget.projects("first"))):
        kept = [one.amount for one in projects if one.amount > low]
        if not kept or any(one.amount == low for one in projects) or len(kept) == len(projects):
            return None
        whole = sum((one.amount for one in projects), Decimal(0))
        golds += amounts([percent(sum(kept, Decimal(0)), whole)], "%")
    words = threshold_words(low, scene.rng)
    form = scene.rng.choice(("{who}{w}以上的项目占项目支出的比重", "{who}超过{w}的项目合计占全部项目支出百分之几"))
    asked = form.format(who=scene.dated(budget), w=words)
    return Question("two_steps.filter_share", (scene.finish(asked),), tuple(golds))


def compare_shares(scene: Scene) -> Question | None:
    """Which of two bodies spends the larger part on something."""
    name = scene.rng.choice(("项目支出", "基本支出", "公用经费", "人员经费"))
    held = [one for one in scene.budgets if _share(one, name) is not None]
    one, other = scene.rng.choice(held), scene.rng.choice(held)
    if one.department == other.department or _share(one, name) == _share(other, name):
        return None
    more = max((one, other), key=lambda budget: _share(budget, name) or Decimal(0))
    shares = {budget.id: Expected(_share(budget, name) or Decimal(0), "%", "") for budget in (one, other)}
    form = scene.rng.choice(
        ("{a}和{b}{n}占总支出的比重哪个高", "{a}和{b}谁的{n}占总支出比例大", "{a}、{b}相比，{n}占总支出的比重谁更高")
    )
    asked = form.format(a=_named(scene, one), b=_named(scene, other), n=name)
    words = ("|".join(scene.names(more)),)
    rest = other if more is one else one
    golds = (Gold((shares[more.id],), words), Gold((shares[rest.id], shares[more.id]), words))
    return Question("two_steps.compare_shares", (scene.finish(asked),), golds)


def _share(budget: Budget, name: str) -> Decimal | None:
    part, whole = compared_figure(budget, name), compared_figure(budget, "总支出")
    return percent(part, whole) if part is not None and whole else None


def _named(scene: Scene, budget: Budget) -> str:
    several = sum(one.department == budget.department for one in scene.budgets) > 1
    return scene.name(budget) + (f"{budget.year}年" if several or scene.rng.random() < 0.3 else "")


def two_bodies(scene: Scene) -> Question | None:
    """One thing of one body and another of another."""
    one, other = scene.rng.choice(scene.budgets), scene.rng.choice(scene.budgets)
    first, second = scene.rng.choice(COMPARED), scene.rng.choice(COMPARED)
    values = [compared_figure(one, first), compared_figure(other, second)]
    if one.department == other.department or None in values or first == second:
        return None
    expected = money([value for value in values if value is not None])
    form = scene.rng.choice(("{a}的{x}和{b}的{y}各是多少", "{a}{x}多少？{b}{y}多少？", "{a}的{x}是多少，{b}的{y}呢"))
    asked = form.format(a=_named(scene, one), x=first, b=_named(scene, other), y=second)
    return Question("two.bodies", (scene.finish(asked),), (Gold(expected), Gold(expected[::-1])))


def is_more(scene: Scene) -> Question | None:
    """Whether one body has more than another."""
    item = scene.rng.choice(COMPARED)
    one, other = scene.rng.choice(scene.budgets), scene.rng.choice(scene.budgets)
    a, b = compared_figure(one, item), compared_figure(other, item)
    if one.department == other.department or a is None or b is None or a == b:
        return None
    form = scene.rng.choice(("{a}的{i}是不是比{b}多", "{a}{i}比{b}高吗", "{a}的{i}有没有{b}的多"))
    said = "是|多|高" if a > b else "不|没有|否|少|低"
    figures = [Expected(value, "万元", "") for value in (abs(a - b), a, b)]
    golds = tuple(Gold((figure,), (said,)) for figure in figures)
    asked = form.format(a=_named(scene, one), b=_named(scene, other), i=item)
    return Question("yesno.more", (scene.finish(asked),), golds)


def several_bodies(scene: Scene) -> Question | None:
    """A name that fits several bodies: each is to be named, with its figure or in a question back."""
    names: dict[str, list[Budget]] = {}
    for budget in scene.budgets:
        for name in {one for one in spoken_names(budget.department) if one not in scene.names(budget)}:
            names.setdefault(name, []).append(budget)
    name = scene.rng.choice(sorted(names))
    item = scene.rng.choice(("三公经费", "公务接待费", "住房公积金", "项目支出", "总支出", "印刷费"))
    values = [compared_figure(budget, item) for budget in names[name]]
    if None in values or len({budget.department for budget in names[name]}) < 2:
        return None
    form = scene.rng.choice(("{n}的{i}是多少", "{n}{i}多少钱", "{n}{i}安排了多少"))
    expected = money([value for value in values if value is not None])
    golds = tuple(Gold((first, *expected)) for first in expected)
    return Question("ask_back.body", (scene.finish(form.format(n=name, i=item)),), golds)


def unit_projects(scene: Scene) -> Question | None:
    """The projects of a unit: how many, how much together, which."""
    budget = scene.any_budget()
    projects = budget.projects("finest")
    units = list(dict.fromkeys(one.unit_name for one in projects))
    if len(units) < 2:
        return None
    unit = scene.rng.choice(units)
    own = [one for one in projects if one.unit_name == unit]
    who = spoken_unit(scene, budget, unit) + f"{budget.year}年"
    form, golds = scene.rng.choice(
        (
            (scene.rng.choice(("{who}有几个项目", "{who}一共有多少个项目")), _counted(own)),
            (scene.rng.choice(("{who}的项目合计多少钱", "{who}项目支出一共多少")), _summed(own)),
            (scene.rng.choice(("{who}有哪些项目", "列一下{who}的项目")), _listed(own)),
        )
    )
    return Question("unit.projects", (scene.finish(form.format(who=who)),), golds)


def _counted(own: list[Project]) -> tuple[Gold, ...]:
    return (Gold((Expected(Decimal(len(own)), "个", ""),)),)


def _summed(own: list[Project]) -> tuple[Gold, ...]:
    return amounts([sum((one.amount for one in own), Decimal(0))])


def _listed(own: list[Project]) -> tuple[Gold, ...]:
    names = tuple(one.name for one in own)
    firsts = [*_summed(own)[0].values, *_counted(own)[0].values, *money([one.amount for one in own])]
    return tuple(Gold((first,), names) for first in firsts)
