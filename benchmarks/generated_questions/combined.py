"""Questions for a figure computed from several: sums, differences, ratios, shares, other units, two in one."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from assistant.scoring import Expected
from benchmarks.generated_questions.budgets import Budget
from benchmarks.generated_questions.phrases import Scene
from benchmarks.generated_questions.questions import Gold, Question, amounts, percent
from benchmarks.generated_questions.single import TOTALS, total_figures

_KINDS = ("functional", "functional", "economic", "economic", "project", "project", "three_public")


def draw_items(scene: Scene, budget: Budget, count: int) -> list[str]:
    """Different items of one kind, each with one figure only and not above or below another."""
    kind = scene.rng.choice([kind for kind in _KINDS if budget.items(kind)])
    cells = {one.item: one for one in budget.cells if one.item_kind == kind and one.measure == "合计"}
    single = [one for one in cells.values() if len(budget.amounts(one.item)) == 1 and budget.amounts(one.item)[0] > 0]
    level = scene.rng.choice([one.level for one in single]) if single else 0
    level_items = [
        one.item for one in single if one.level == level and "三公" not in one.item and "购置及运行" not in one.item
    ]
    if len(level_items) < count:
        return []
    chosen = scene.rng.sample(level_items, count)
    nested = any(one in other for one in chosen for other in chosen if one != other)
    return [] if nested else chosen


def sum_named(scene: Scene) -> Question | None:
    """Two or three named things together."""
    budget = scene.any_budget()
    items = draw_items(scene, budget, scene.rng.choice((2, 2, 3)))
    if not items:
        return None
    joined = "、".join(items[:-1]) + scene.rng.choice(("和", "、", "与", "加")) + items[-1]
    form = scene.rng.choice(
        (
            "{t}合计多少",
            "{t}加起来多少钱",
            "{t}一共多少",
            "{t}两项总共多少万元",
            "{t}加总是多少",
            "{t}之和是多少",
            "{t}总和是多少",
        )
    )
    if len(items) != 2:
        form = form.replace("两项", "三项")
    asked = form.format(t=f"{scene.dated(budget)}{joined}")
    total = sum((budget.amounts(item)[0] for item in items), Decimal(0))
    return Question("sum.named", (scene.finish(asked),), amounts([total]))


def difference(scene: Scene) -> Question | None:
    """How much more one thing is than another."""
    budget = scene.any_budget()
    items = draw_items(scene, budget, 2)
    if not items:
        return None
    one, other = sorted(items, key=lambda item: budget.amounts(item)[0], reverse=True)
    gap = budget.amounts(one)[0] - budget.amounts(other)[0]
    who = scene.dated(budget)
    form = scene.rng.choice(
        (
            "{who}{one}比{other}多多少",
            "{who}{one}比{other}多了多少万元",
            "{who}{one}和{other}相差多少",
            "{who}{other}比{one}少多少",
            "{who}{one}与{other}的差额是多少",
            "{who}{one}减去{other}是多少",
            "{who}{one}跟{other}差多少钱",
        )
    )
    return Question("difference.named", (scene.finish(form.format(who=who, one=one, other=other)),), amounts([gap]))


def difference_totals(scene: Scene) -> Question | None:
    """How much more one part of the whole is than another."""
    budget = scene.any_budget()
    pair = scene.rng.choice((("基本支出", "项目支出"), ("人员经费", "公用经费"), ("总收入", "总支出")))[:2]
    figures = [total_figures(budget, name) for name in pair]
    golds = amounts(dict.fromkeys(abs(one - other) for one, other in product(*figures) if one and other))
    one, other = (scene.rng.choice(TOTALS[name]) for name in pair)
    form = scene.rng.choice(("{who}{one}和{other}相差多少", "{who}{one}跟{other}差多少", "{who}{one}与{other}差额多少"))
    who = scene.dated(budget)
    return (
        Question("difference.totals", (scene.finish(form.format(who=who, one=one, other=other)),), golds)
        if pair[0] != "总收入"
        else None
    )


def ratio(scene: Scene) -> Question | None:
    """How many times as much."""
    budget = scene.any_budget()
    items = draw_items(scene, budget, 2)
    if not items:
        return None
    one, other = sorted(items, key=lambda item: budget.amounts(item)[0], reverse=True)
    times = (budget.amounts(one)[0] / budget.amounts(other)[0]).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    form = scene.rng.choice(
        ("{who}{one}是{other}的几倍", "{who}{one}是{other}的多少倍", "{who}{one}相当于{other}的几倍")
    )
    asked = form.format(who=scene.dated(budget), one=one, other=other)
    return Question("ratio", (scene.finish(asked),), (Gold((Expected(times, "倍", ""),), tolerance=Decimal("0.051")),))


_SHARES = (
    "{who}{item}占{whole}的比重",
    "{who}{item}占{whole}的比例是多少",
    "{who}{item}占{whole}百分之几",
    "{who}{item}在{whole}中占比多少",
    "{who}{item}占{whole}多大比重",
    "{who}{whole}里{item}占了百分之多少",
    "{who}{item}占{whole}的百分比",
)


def share_of_total(scene: Scene) -> Question | None:
    """The share of an item in the whole expenditure."""
    budget = scene.any_budget()
    if scene.rng.random() < 0.4:
        name = scene.rng.choice(("项目支出", "基本支出", "人员经费", "公用经费"))
        parts, item = total_figures(budget, name), scene.rng.choice(TOTALS[name])
    else:
        drawn = draw_items(scene, budget, 1)
        if not drawn:
            return None
        item = drawn[0]
        parts = budget.amounts(item)
    whole = scene.rng.choice(("总支出", "支出总额", "全部支出", "支出预算"))
    wholes = total_figures(budget, "总支出")
    asked = scene.rng.choice(_SHARES).format(who=scene.dated(budget), item=item, whole=whole)
    shares = dict.fromkeys(percent(part, whole) for part, whole in product(parts, wholes))
    return Question("share.total", (scene.finish(asked),), amounts(shares, "%"))


def share_of_named(scene: Scene) -> Question | None:
    """The share of an item in the one above it."""
    budget = scene.any_budget()
    cells = [
        one
        for one in budget.cells
        if one.item_kind in ("functional", "economic")
        and one.measure == "合计"
        and one.parents
        and one.item != one.parents[-1]
    ]
    cell = scene.rng.choice(cells)
    parts, wholes = budget.amounts(cell.item), budget.amounts(cell.parents[-1])
    if cell.parents[-1] in cell.item or not wholes:
        return None
    asked = scene.rng.choice(_SHARES).format(who=scene.dated(budget), item=cell.item, whole=cell.parents[-1])
    shares = dict.fromkeys(percent(part, whole) for part, whole in product(parts, wholes))
    return Question("share.named", (scene.finish(asked),), amounts(shares, "%"))


def project_share(scene: Scene) -> Question | None:
    """The share of a project in all projects."""
    budget = scene.any_budget()
    projects = budget.projects(scene.rng.choice(("finest", "first")))
    if not projects:
        return None
    project = scene.rng.choice(projects)
    parts, wholes = budget.amounts(project.name), total_figures(budget, "项目支出")
    asked = scene.rng.choice(_SHARES).format(
        who=scene.dated(budget),
        item=project.name,
        whole=scene.rng.choice(("项目支出", "全部项目支出")),
    )
    shares = dict.fromkeys(percent(part, whole) for part, whole in product(parts, wholes))
    return Question("share.project", (scene.finish(asked),), amounts(shares, "%"))


def convert(scene: Scene) -> Question | None:
    """A figure in another unit than the table's."""
    budget = scene.any_budget()
    drawn = draw_items(scene, budget, 1)
    if not drawn:
        return None
    value = budget.amounts(drawn[0])[0]
    unit = "亿元" if value > 1000 and scene.rng.random() < 0.5 else "元"
    rate = Decimal("0.0001") if unit == "亿元" else Decimal(10000)
    form = scene.rng.choice(
        ("{t}是多少{unit}", "{t}合多少{unit}", "{t}换算成{unit}是多少", "{t}用{unit}表示是多少", "{t}按{unit}算是多少")
    )
    asked = form.format(t=scene.topic(budget, drawn[0]), unit=unit)
    tolerance = Decimal("0.00501") if unit == "亿元" else Decimal("0.5")
    return Question(
        "convert", (scene.finish(asked),), (Gold((Expected(value * rate, unit, ""),), unit=unit, tolerance=tolerance),)
    )


def two_part(scene: Scene) -> Question | None:
    """A figure and its share of the whole."""
    budget = scene.any_budget()
    drawn = draw_items(scene, budget, 1)
    if not drawn:
        return None
    value = budget.amounts(drawn[0])[0]
    wholes = total_figures(budget, "总支出")
    form = scene.rng.choice(
        (
            "{t}是多少，占总支出的比例是多少",
            "{t}多少钱？占总支出百分之几",
            "{t}安排了多少，占支出总额多大比重",
            "{t}有多少，占全部支出的百分比是多少",
        )
    )
    asked = form.format(t=f"{scene.dated(budget)}{drawn[0]}")
    golds = []
    for whole in wholes:
        figure, share = Expected(value, "万元", ""), Expected(percent(value, whole), "%", "")
        golds += [Gold((figure, share)), Gold((share, figure))]
    return Question("two.share", (scene.finish(asked),), tuple(golds))


def two_items(scene: Scene) -> Question | None:
    """Two figures asked for at once."""
    budget = scene.any_budget()
    items = draw_items(scene, budget, 2)
    if not items:
        return None
    form = scene.rng.choice(
        (
            "{who}{one}和{other}各是多少",
            "{who}{one}、{other}分别是多少",
            "{who}{one}多少？{other}多少",
            "{who}{one}是多少，{other}又是多少",
            "{who}{one}和{other}各安排了多少钱",
        )
    )
    asked = form.format(who=scene.dated(budget), one=items[0], other=items[1])
    values = tuple(Expected(budget.amounts(item)[0], "万元", "") for item in items)
    return Question("two.items", (scene.finish(asked),), (Gold(values), Gold(values[::-1])))
