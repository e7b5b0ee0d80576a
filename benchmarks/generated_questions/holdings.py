"""Questions for one figure of a unit, of a source of income, of assets, of procurement, of a project's form."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.scoring import Expected
from benchmarks.generated_questions.budgets import Budget
from benchmarks.generated_questions.phrases import Scene
from benchmarks.generated_questions.questions import Gold, Question, amounts

_INCOME_MEASURES = {
    "合计": ("收入总计", "总收入", "收入预算"),
    "本年收入": ("本年收入",),
    "一般公共预算": ("一般公共预算收入", "一般公共预算拨款收入"),
    "政府性基金": ("政府性基金收入", "政府性基金预算收入"),
    "其他收入": ("其他收入",),
    "上年结转": ("上年结转", "上年结转结余"),
}
_UNIT_TAIL = re.compile(r"[（(].*$")


def spoken_unit(scene: Scene, budget: Budget, unit: str) -> str:
    """A unit with or without its place; the office itself as 本级."""
    bare = _UNIT_TAIL.sub("", unit)
    if bare in budget.department or budget.department.startswith(bare):
        return f"{scene.name(budget)}本级"
    short = bare.removeprefix(budget.region)
    return scene.rng.choice((bare, short, short, f"{scene.name(budget)}下属的{short}", f"{scene.name(budget)}{short}"))


def _units(budget: Budget, table: str) -> list[str]:
    found = [one.unit_name for one in budget.cells if one.table == table and one.scope == "unit"]
    units = list(dict.fromkeys(found))
    return units if len(units) > 1 else []


def unit_income(scene: Scene) -> Question | None:
    """The income of a unit, whole or from one source."""
    budget = scene.any_budget()
    units = _units(budget, "收入总表")
    if not units:
        return None
    unit, measure = scene.rng.choice(units), scene.rng.choice(list(_INCOME_MEASURES))
    found = {
        one.value
        for one in budget.cells
        if one.table == "收入总表" and (one.unit_name, one.measure, one.scope) == (unit, measure, "unit")
    }
    who, what = spoken_unit(scene, budget, unit), scene.rng.choice(_INCOME_MEASURES[measure])
    return Question(
        "value.unit_income",
        (scene.finish(f"{who}{scene.year(budget)}的{what}{scene.rng.choice(('是多少', '有多少', '多少钱'))}"),),
        amounts(found),
    )


def unit_three_public(scene: Scene) -> Question | None:
    """The three public expenses of a unit."""
    budget = scene.any_budget()
    units = _units(budget, "三公经费表")
    if not units:
        return None
    unit = scene.rng.choice(units)
    items = [
        one.item
        for one in budget.cells
        if one.item_kind == "three_public" and one.unit_name == unit and one.scope == "unit"
    ]
    item = scene.rng.choice(items)
    who = spoken_unit(scene, budget, unit)
    of, ending = scene.rng.choice(("", "的")), scene.rng.choice(("是多少", "多少", "安排了多少"))
    asked = f"{who}{scene.year(budget)}{of}{item}{ending}"
    return Question("value.unit_three_public", (scene.finish(asked),), amounts(budget.amounts(item, unit_name=unit)))


def income(scene: Scene) -> Question | None:
    """Income by source."""
    budget = scene.any_budget()
    items = [one for one in budget.items("income", ("收支总表",)) if one not in ("本年收入",)]
    item = scene.rng.choice(items)
    name = item if "收入" in item or item.startswith("上年") else f"{item}收入"
    found = list(budget.amounts(item, tables=("收支总表",)))
    stem = re.sub(r"(?:预算|拨款|收入)+$", "", item)
    found += [
        one.value
        for one in budget.cells
        if one.table == "收入总表" and one.item_kind == "total" and one.measure == stem
    ]
    found += [Decimal(text) for text in re.findall(rf"{stem}(?:预算|拨款)*收入([\d.]+)万元", budget.text)]
    return Question("value.income", (scene.neutral_question(budget, name),), amounts(dict.fromkeys(found)))


def this_year_income(scene: Scene) -> Question | None:
    """The income of the year, without what was carried over."""
    budget = scene.any_budget()
    found = budget.amounts("本年收入合计", tables=("收支总表",))
    name = scene.rng.choice(("本年收入合计", "本年收入", "当年收入"))
    return Question("value.this_year_income", (scene.neutral_question(budget, name),), amounts(found))


def asset(scene: Scene) -> Question | None:
    """How many of a kind of asset there are, or what they are worth."""
    budget = scene.any_budget()
    cells = [one for one in budget.cells if one.item_kind == "asset"]
    if not cells:
        return None
    cell = scene.rng.choice(cells)
    if cell.measure == "数量":
        form = scene.rng.choice(
            ("{who}{year}固定资产里{item}的数量是多少", "{who}{item}有多少", "{who}{year}{item}数量是多少")
        )
    else:
        form = scene.rng.choice(
            ("{who}{year}固定资产里{item}的价值是多少", "{who}{item}值多少钱", "{who}{year}{item}价值多少万元")
        )
    asked = form.format(who=scene.name(budget), year=scene.year(budget), item=cell.item)
    return Question("value.asset", (scene.finish(asked),), (Gold((Expected(cell.value, cell.unit, ""),)),))


def procurement(scene: Scene) -> Question | None:
    """What is bought: amount, number or price."""
    budget = scene.any_budget()
    forms = {
        "合计": (
            "{who}{year}采购{item}要花多少钱",
            "{who}{year}政府采购里{item}的金额是多少",
            "{who}{year}{item}采购预算是多少",
        ),
        "数量": ("{who}{year}政府采购中{item}的数量是多少", "{who}{year}采购的{item}数量是多少"),
        "单价": ("{who}{year}采购{item}的单价是多少", "{who}{year}{item}单价多少钱"),
    }
    cells = [one for one in budget.cells if one.item_kind == "procurement" and one.measure in forms]
    if not cells:
        return None
    cell = scene.rng.choice(cells)
    asked = scene.rng.choice(forms[cell.measure]).format(
        who=scene.name(budget), year=scene.year(budget), item=cell.item
    )
    return Question("value.procurement", (scene.finish(asked),), (Gold((Expected(cell.value, cell.unit, ""),)),))


def payment_plan(scene: Scene) -> Question | None:
    """Which part of a project's money is planned to be paid by a date."""
    budget = scene.any_budget()
    cells = [one for one in budget.cells if one.measure.startswith("资金支出计划/")]
    if not cells:
        return None
    cell = scene.rng.choice(cells)
    when = cell.measure.partition("/")[2]
    form = scene.rng.choice(
        (
            "{who}{year}{item}项目到{when}计划支出百分之多少",
            "{who}{item}{when}的资金支出计划是多少",
            "{who}{item}项目{when}要支出到百分之几",
        )
    )
    asked = form.format(who=scene.name(budget), year=scene.year(budget), item=cell.item, when=when)
    return Question("value.payment_plan", (scene.finish(asked),), (Gold((Expected(cell.value, "%", ""),)),))
