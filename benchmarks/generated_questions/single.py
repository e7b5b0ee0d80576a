"""Questions for one figure that a table prints."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.scoring import Expected
from benchmarks.generated_questions.budgets import EXPENDITURE, FISCAL, GENERAL, Budget, Cell, folded
from benchmarks.generated_questions.items import EVERYDAY, INSURANCE, figures_named, spoken_item
from benchmarks.generated_questions.phrases import Scene
from benchmarks.generated_questions.questions import Gold, Question, amounts

MEASURES = {
    "人员经费": ("人员经费", "人员支出", "人员部分", "人员费用"),
    "公用经费": ("公用经费", "日常公用支出", "公用支出", "公用部分"),
    "项目支出": ("项目支出",),
    "基本支出": ("基本支出",),
}
TOTALS = {
    "总支出": ("总支出", "支出总计", "支出总额", "支出预算总额", "全部支出"),
    "总收入": ("总收入", "收入总计", "收入预算总额", "全部收入"),
    "人员经费": ("人员经费", "人员支出"),
    "公用经费": ("公用经费", "日常公用支出"),
    "项目支出": ("项目支出",),
    "基本支出": ("基本支出",),
}
_MEASURE_FORMS = (
    "{item}的{measure}",
    "{item}里的{measure}",
    "{item}中{measure}",
    "{item}这一项里，{measure}",
    "{item}里面{measure}部分",
    "{item}（其中{measure}）",
)
_TABLES = {
    "支出总表": ("支出总表里", "支出预算总表中", "支出预算总表里的", "按支出总表，"),
    "收支总表": ("收支总表里", "收支预算总表中的"),
    "财政拨款收支总表": ("财政拨款收支总表里", "财政拨款收支预算总表中的"),
    "一般公共预算支出表": ("一般公共预算支出表里", "一般公共预算支出表中的", "按一般公共预算支出表，"),
    "收入总表": ("收入总表里", "收入预算总表中的"),
}
_FUNDS = {
    "一般公共预算": ("一般公共预算安排的", "一般公共预算里的", "一般公共预算拨款安排的"),
    "财政拨款": ("财政拨款安排的", "只看财政拨款，", "财政拨款里的"),
}


def _cells(budget: Budget, kind: str, measure: str = "合计", level: int | None = None) -> list[Cell]:
    return [
        cell
        for cell in budget.cells
        if cell.item_kind == kind and cell.measure == measure and (level is None or cell.level == level)
    ]


def functional(scene: Scene) -> Question | None:
    """A functional subject of any level, by its name or a part of it."""
    budget = scene.any_budget()
    item = scene.rng.choice(_cells(budget, "functional")).item
    name = spoken_item(budget, item, scene.rng)
    what = scene.rng.choice((name, name, name, f"{name}科目", f"“{name}”"))
    return Question(
        "value.functional", (scene.amount_question(budget, what),), amounts(figures_named(budget, name, item))
    )


def coded(scene: Scene) -> Question | None:
    """A functional subject by its code."""
    budget = scene.any_budget()
    cells = [cell for cell in _cells(budget, "functional", level=3) if cell.code]
    if not cells:
        return None
    cell = scene.rng.choice(cells)
    what = scene.rng.choice(
        (f"{cell.code}{cell.item}", f"编码{cell.code}的科目", f"{cell.code}这个科目", f"编码为{cell.code}的功能科目")
    )
    golds = amounts(dict.fromkeys(one.value for one in budget.cells if one.code == cell.code and one.measure == "合计"))
    return Question("value.code", (scene.amount_question(budget, what),), golds)


def levelled(scene: Scene) -> Question | None:
    """A functional subject with its level named, as the narratives write it."""
    budget = scene.any_budget()
    level = scene.rng.choice((1, 2, 3))
    item = scene.rng.choice(_cells(budget, "functional", level=level)).item
    mark = {1: "类", 2: "款", 3: "项"}[level]
    what = f"{item}{scene.rng.choice((f'（{mark}）', f'({mark})', f'{mark}级科目'))}"
    return Question("value.level", (scene.amount_question(budget, what),), amounts(budget.amounts(item)))


def economic(scene: Scene) -> Question | None:
    """An economic item of the basic expenditure."""
    budget = scene.any_budget()
    item = scene.rng.choice(_cells(budget, "economic")).item
    name = spoken_item(budget, item, scene.rng)
    return Question(
        "value.economic", (scene.amount_question(budget, name),), amounts(figures_named(budget, name, item))
    )


def measured(scene: Scene) -> Question | None:
    """A column of a functional subject: its staff, office or project money."""
    budget = scene.any_budget()
    measure = scene.rng.choice(list(MEASURES))
    cells = [one for one in _cells(budget, "functional", measure) if one.table in EXPENDITURE]
    if not cells:
        return None
    item = scene.rng.choice(cells).item
    what = scene.rng.choice(_MEASURE_FORMS).format(item=item, measure=scene.rng.choice(MEASURES[measure]))
    return Question("value.measure", (scene.amount_question(budget, what),), amounts(budget.amounts(item, measure)))


def scoped(scene: Scene) -> Question | None:
    """A functional subject as financed by one source."""
    budget = scene.any_budget()
    fund = scene.rng.choice(list(_FUNDS))
    tables = GENERAL[:1] if fund == "一般公共预算" else FISCAL
    items = budget.items("functional", tables)
    if not items:
        return None
    item = scene.rng.choice(items)
    what = scene.rng.choice(_FUNDS[fund]) + item
    return Question("value.fund", (scene.amount_question(budget, what),), amounts(budget.amounts(item, tables=tables)))


def tabled(scene: Scene) -> Question | None:
    """A subject in a table that the question names."""
    budget = scene.any_budget()
    table = scene.rng.choice(list(_TABLES))
    items = budget.items("functional", (table,))
    if not items:
        return None
    item = scene.rng.choice(items)
    what = scene.rng.choice(_TABLES[table]) + item
    return Question(
        "value.table", (scene.amount_question(budget, what),), amounts(budget.amounts(item, tables=(table,)))
    )


def total_figures(budget: Budget, total: str) -> tuple[Decimal, ...]:
    """The figures that fit a total of the whole document."""
    if total == "总支出":
        return budget.totals("合计", ("收支总表", "支出总表"))
    if total == "总收入":
        named = budget.amounts("收入总计", tables=("收支总表",))
        return named or budget.amounts("合计", tables=("收入总表",))
    found = budget.totals(total, (*EXPENDITURE, "基本支出表") if total in ("人员经费", "公用经费") else EXPENDITURE)
    if total == "基本支出":
        found += _staff_and_office(budget)
    return tuple(dict.fromkeys(found))


def _staff_and_office(budget: Budget) -> tuple[Decimal, ...]:
    """The basic expenditure of a table that prints only its two parts."""
    staff, office = budget.totals("人员经费", ("支出总表",)), budget.totals("公用经费", ("支出总表",))
    return (staff[0] + office[0],) if staff and office else ()


def total(scene: Scene) -> Question | None:
    """A total of the whole document."""
    budget = scene.any_budget()
    name = scene.rng.choice(list(TOTALS))
    ask = scene.neutral_question if name == "总收入" else scene.amount_question
    question = ask(budget, scene.rng.choice(TOTALS[name]))
    return Question("value.total", (question,), amounts(total_figures(budget, name)))


def three_public(scene: Scene) -> Question | None:
    """The three public expenses and their kinds."""
    budget = scene.any_budget()
    item = scene.rng.choice(budget.items("three_public"))
    name = scene.rng.choice((item, *EVERYDAY.get(item, ())[:2]))
    return Question(
        "value.three_public",
        (scene.amount_question(budget, name),),
        amounts(budget.amounts(item, tables=("三公经费表",))),
    )


def everyday(scene: Scene) -> Question | None:
    """An item by an everyday word that is in the name of nothing else that is planned."""
    budget = scene.any_budget()
    items = [item for item in EVERYDAY if budget.amounts(item)]
    item = scene.rng.choice(items)
    word = scene.rng.choice(EVERYDAY[item])
    if any(word in one for kind in ("project", "procurement") for one in budget.items(kind)):
        return None
    alike = [one for kind in ("functional", "economic") for one in budget.items(kind) if len(word) > 3 and word in one]
    found = [*budget.amounts(item), *(value for one in alike for value in budget.amounts(one))]
    return Question("value.everyday", (scene.amount_question(budget, word),), amounts(dict.fromkeys(found)))


def insurance(scene: Scene) -> Question | None:
    """Social insurance and housing fund together, which no table prints as one figure."""
    budget = scene.any_budget()
    parts = [budget.amounts(item, tables=("基本支出表",)) for item in INSURANCE]
    if not all(parts):
        return None
    word = scene.rng.choice(("五险一金", "五险一金一共", "给职工交的五险一金"))
    golds = amounts([sum((part[0] for part in parts), Decimal(0))])
    return Question("value.insurance", (scene.amount_question(budget, word),), golds)


def project(scene: Scene) -> Question | None:
    """A project of either level."""
    budget = scene.any_budget()
    cells = _cells(budget, "project")
    if not cells:
        return None
    item = scene.rng.choice(cells).item
    name = spoken_item(budget, item, scene.rng)
    what = scene.rng.choice((name, name, f"{name}项目", f"“{name}”项目", f"{name}这个项目"))
    return Question("value.project", (scene.amount_question(budget, what),), amounts(figures_named(budget, name, item)))


def project_source(scene: Scene) -> Question | None:
    """The part of a project that one source pays."""
    budget = scene.any_budget()
    sources = {
        "一般公共预算": ("一般公共预算", "一般公共预算资金"),
        "政府性基金": ("政府性基金",),
        "单位资金": ("单位资金",),
        "财政拨款": ("财政资金", "财政拨款"),
    }
    cells = [one for one in budget.cells if one.item_kind == "project" and one.measure in sources]
    if not cells:
        return None
    cell = scene.rng.choice(cells)
    source = scene.rng.choice(sources[cell.measure])
    what = scene.rng.choice(
        (f"{cell.item}项目中{source}", f"{cell.item}里用{source}安排的部分", f"{cell.item}的{source}")
    )
    return Question(
        "value.project_source", (scene.amount_question(budget, what),), amounts(budget.amounts(cell.item, cell.measure))
    )


def indicator(scene: Scene) -> Question | None:
    """The value that an indicator of a project has to reach."""
    budget = scene.any_budget()
    cells = [
        one
        for one in _cells(budget, "indicator", "指标值")
        if len(one.item) > 2 and not one.item.isdigit() and not re.search("[前底后]", one.unit)
    ]
    cell = scene.rng.choice(cells)
    rivals = [one for one in cells if folded(cell.item) in folded(one.item)]
    where = f"{cell.project}项目" if scene.rng.random() < 0.7 or len(rivals) > 1 else ""
    if where and any(one is not cell and one.project == cell.project for one in rivals):
        return None
    form = scene.rng.choice(
        (
            "{where}的{item}指标值是多少",
            "{where}{item}要达到多少",
            "{where}{item}的目标值是多少",
            "{where}{item}要求多少",
            "{where}{item}指标定的是多少",
        )
    )
    asked = form.format(where=where, item=cell.item).removeprefix("的")
    golds = (Gold((Expected(cell.value, cell.unit, ""),)),)
    return Question("value.indicator", (scene.finish(scene.name(budget) + scene.year(budget) + asked),), golds)
