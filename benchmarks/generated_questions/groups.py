"""Questions over many figures: rankings, extremes, filters, counts, lists, comparisons of bodies and units."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.scoring import Expected
from benchmarks.generated_questions.budgets import Budget, Project
from benchmarks.generated_questions.phrases import Scene, threshold_words
from benchmarks.generated_questions.questions import Gold, Question

_NUMBERS = "零一二三四五六七八九"


def _lists(budget: Budget) -> list[tuple[Project, ...]]:
    """The lists of projects that "projects" may mean: those of the finest and of the first level."""
    return list(dict.fromkeys((budget.projects("finest"), budget.projects("first"))))


def money(values: list[Decimal]) -> tuple[Expected, ...]:
    """Amounts that an answer has to state."""
    return tuple(Expected(value, "万元", "") for value in values)


def top_projects(scene: Scene) -> Question | None:
    """The n largest or smallest projects."""
    budget = scene.any_budget()
    largest, count = scene.rng.random() < 0.75, scene.rng.choice((2, 3, 3, 5))
    golds = []
    for projects in _lists(budget):
        ranked = sorted(projects, key=lambda one: one.amount, reverse=largest)
        if len(ranked) <= count or ranked[count - 1].amount == ranked[count].amount:
            return None
        golds.append(Gold(money([one.amount for one in ranked[:count]]), tuple(one.name for one in ranked[:count])))
    number = scene.rng.choice((str(count), _NUMBERS[count]))
    forms = (
        (
            "{who}金额排前{n}的项目是哪些",
            "{who}花钱最多的{n}个项目是什么",
            "{who}前{n}大项目有哪些",
            "{who}项目支出最多的前{n}个项目",
            "{who}项目金额前{n}名",
        )
        if largest
        else ("{who}金额最小的{n}个项目是哪些", "{who}花钱最少的{n}个项目", "{who}项目金额倒数{n}名是哪几个")
    )
    return Question(
        "rank.projects",
        (scene.finish(scene.rng.choice(forms).format(who=scene.dated(budget), n=number)),),
        tuple(golds),
    )


def extreme_project(scene: Scene) -> Question | None:
    """The largest or the smallest project."""
    budget = scene.any_budget()
    largest = scene.rng.random() < 0.7
    golds = []
    for projects in _lists(budget):
        best = (max if largest else min)(projects, key=lambda one: one.amount)
        if sum(one.amount == best.amount for one in projects) > 1:
            return None
        golds.append(Gold(money([best.amount]), (best.name,)))
    forms = (
        (
            "{who}哪个项目花钱最多",
            "{who}金额最大的项目是哪个",
            "{who}最大的项目叫什么，多少钱",
            "{who}投入最多的项目是什么",
            "{who}最烧钱的项目是哪个",
        )
        if largest
        else ("{who}哪个项目花钱最少", "{who}金额最小的项目是哪个", "{who}最小的项目是什么，多少钱")
    )
    return Question(
        "extreme.project", (scene.finish(scene.rng.choice(forms).format(who=scene.dated(budget))),), tuple(golds)
    )


def _economic(scene: Scene, budget: Budget) -> tuple[str, list[tuple[str, Decimal]]]:
    """A category of economic items, or a part of the basic expenditure, with what it holds."""
    cells = [one for one in budget.cells if one.item_kind == "economic" and one.level == 2]
    if scene.rng.random() < 0.5:
        measure = scene.rng.choice(("人员经费", "公用经费"))
        return measure, [(one.item, one.value) for one in cells if one.measure == measure]
    category = scene.rng.choice([one.parents[-1] for one in cells if one.parents])
    return category, [
        (one.item, one.value) for one in cells if one.measure == "合计" and one.parents[-1:] == (category,)
    ]


def top_economic(scene: Scene) -> Question | None:
    """The n largest economic items of a category."""
    budget = scene.any_budget()
    category, found = _economic(scene, budget)
    count = scene.rng.choice((1, 2, 3, 5))
    ranked = sorted(found, key=lambda one: one[1], reverse=True)
    if len(ranked) <= count or ranked[count - 1][1] == ranked[count][1]:
        return None
    gold = Gold(money([value for _, value in ranked[:count]]), tuple(name for name, _ in ranked[:count]))
    forms = (
        ("{who}{c}里最大的一项是什么", "{who}{c}中金额最高的是哪一项", "{who}{c}里面花钱最多的是什么")
        if count == 1
        else ("{who}{c}里金额排前{n}的是哪几项", "{who}{c}中最多的{n}项是什么", "{who}{c}前{n}名是哪些")
    )
    asked = scene.rng.choice(forms).format(who=scene.dated(budget), c=category, n=_NUMBERS[count])
    return Question("rank.economic", (scene.finish(asked),), (gold,))


def filter_list(scene: Scene) -> Question | None:
    """The projects above, below or between amounts."""
    return _filter(scene, "list")


def filter_sum(scene: Scene) -> Question | None:
    """Their total."""
    return _filter(scene, "sum")


def filter_count(scene: Scene) -> Question | None:
    """Their number."""
    return _filter(scene, "count")


def _filter(scene: Scene, task: str) -> Question | None:
    budget = scene.any_budget()
    low = scene.rng.choice((20, 30, 50, 60, 80, 100, 150, 200, 300, 500, 1000))
    high = low + scene.rng.choice((50, 100, 200, 500))
    kind = scene.rng.choice(("above", "above", "below", "between"))
    tests = {
        "above": lambda value: value > low,
        "below": lambda value: value < low,
        "between": lambda value: low <= value <= high,
    }
    golds: list[Gold] = []
    for projects in _lists(budget):
        if any(one.amount in (low, high) for one in projects):
            return None
        kept = sorted((one for one in projects if tests[kind](one.amount)), key=lambda one: -one.amount)
        if not kept:
            return None
        golds += _filter_golds(kept, task)
    words, more = threshold_words(low, scene.rng), threshold_words(high, scene.rng)
    condition = scene.rng.choice(
        {
            "above": (f"超过{words}", f"{words}以上", f"大于{words}", f"高于{words}"),
            "below": (f"低于{words}", f"{words}以下", f"不到{words}", f"少于{words}"),
            "between": (f"{words}至{more}", f"{words}到{more}之间", f"在{words}和{more}之间"),
        }[kind]
    )
    forms = {
        "list": ("{who}{c}的项目有哪些", "{who}有哪些项目{c}", "{who}金额{c}的项目是哪几个", "列出{who}{c}的项目"),
        "sum": ("{who}{c}的项目有哪些，合计多少", "{who}{c}的项目合计多少万元", "{who}{c}的项目一共多少钱"),
        "count": ("{who}{c}的项目有几个", "{who}有多少个项目{c}", "{who}金额{c}的项目一共几个"),
    }
    asked = scene.rng.choice(forms[task]).format(who=scene.dated(budget), c=condition)
    return Question(f"filter.{task}", (scene.finish(asked),), tuple(golds))


def _filter_golds(kept: list[Project], task: str) -> list[Gold]:
    total = Expected(sum((one.amount for one in kept), Decimal(0)), "万元", "")
    count = Expected(Decimal(len(kept)), "个", "")
    names = tuple(one.name for one in kept)
    if task == "sum":
        return [Gold((total,))]
    if task == "count":
        return [Gold((count,))]
    each = money([one.amount for one in kept])
    return [Gold(each, names), Gold((total, *each), names), Gold((count, *each), names)]


def count_projects(scene: Scene) -> Question | None:
    """How many projects there are."""
    budget = scene.any_budget()
    form = scene.rng.choice(
        (
            "{who}一共有几个项目",
            "{who}有多少个项目",
            "{who}项目总数是多少个",
            "{who}安排了几个项目",
            "{who}总共多少个项目",
        )
    )
    golds = [Gold((Expected(Decimal(len(projects)), "个", ""),)) for projects in _lists(budget)]
    golds += [Gold((Expected(Decimal(number), "个", ""),)) for number in _stated_counts(budget)]
    return Question("count.projects", (scene.finish(form.format(who=scene.dated(budget))),), tuple(golds))


def _stated_counts(budget: Budget) -> list[str]:
    return re.findall(r"(\d+)个(?:二级)?项目", budget.text)


def list_projects(scene: Scene) -> Question | None:
    """All projects by name."""
    budget = scene.any_budget()
    form = scene.rng.choice(
        ("{who}有哪些项目", "列出{who}的全部项目", "{who}的项目都有哪些", "把{who}的项目列一下", "{who}安排了哪些项目")
    )
    golds = []
    for projects in _lists(budget):
        total = sum((one.amount for one in projects), Decimal(0))
        names = tuple(one.name for one in projects)
        largest = max(one.amount for one in projects)
        firsts = [
            Expected(total, "万元", ""),
            Expected(Decimal(len(projects)), "个", ""),
            Expected(largest, "万元", ""),
            Expected(projects[0].amount, "万元", ""),
        ]
        golds += [Gold((first,), names) for first in firsts]
    return Question("list.projects", (scene.finish(form.format(who=scene.dated(budget))),), tuple(golds))
