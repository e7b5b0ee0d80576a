"""Figures that sentences state: amounts, changes against last year and what they imply of last year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from assistant.scoring import Expected
from benchmarks.generated_questions.budgets import Budget
from benchmarks.generated_questions.phrases import Scene
from benchmarks.generated_questions.questions import Gold, Question, amounts

_CHANGE = re.compile(
    r"(?P<before>[^。；]{1,90}?)(?P<amount>\d[\d.]*)万元，比(?P<base>上年(?:预算|执行)数?|上年|\d{4}年(?:预算|执行)数?)"
    r"(?P<way>增加|减少)(?P<change>[\d.]+)万元，(?:增长|增加|上升|下降|减少)(?P<rate>[\d.]+)%"
)
# What a sentence with a change is about, by the words nearest to its amount; the first that fits wins.
_SUBJECTS = (
    ("机关运行经费", ("机关运行经费",)),
    ("公务用车运行维护费", ("公务用车运行维护费", "养车的钱", "公务用车运行费")),
    ("公务用车购置及运行(?:维护)?费", ("公务用车购置及运行维护费", "公车费用")),
    ("公务接待费", ("公务接待费", "接待费", "公务接待")),
    ("因公出国", ("因公出国（境）费用", "出国费")),
    ("“三公”经费", ("三公经费", "“三公”经费", "三公")),
    ("其他收入", ("其他收入",)),
    ("财政拨款收支总预算", ("财政拨款收支总预算",)),
    ("收支总预算", ("收支总预算",)),
    ("政府性基金预算", ("政府性基金预算支出", "政府性基金")),
    ("一般公共预算基本支出", ("一般公共预算基本支出",)),
    ("一般公共预算支出", ("一般公共预算支出",)),
    ("一般公共预算(?:当年)?拨款", ("一般公共预算拨款", "一般公共预算当年拨款")),
    ("人员经费", ("人员经费",)),
    ("公用经费", ("公用经费",)),
    ("项目支出", ("项目支出",)),
    ("收入预算", ("收入预算", "总收入")),
    ("支出预算", ("支出预算", "总支出")),
)
_ITEM = re.compile(r"）?([^（）。；、]+)（项）$")


@dataclass(frozen=True, slots=True)
class Change:
    """A stated change; `way` is 1 for more and -1 for less."""

    names: tuple[str, ...]
    amount: Decimal
    change: Decimal
    rate: Decimal
    way: int
    base: str

    @property
    def words(self) -> str:
        """Words of which one says the direction."""
        return "增|涨|升|多|上涨" if self.way > 0 else "减|降|少|下降"

    @property
    def prior(self) -> Decimal:
        """Last year's figure."""
        return self.amount - self.way * self.change


def changes(budget: Budget) -> tuple[Change, ...]:
    """The changes that the sentences of a document state, one for each subject."""
    return _changes_in(budget.text)


@cache
def _changes_in(text: str) -> tuple[Change, ...]:
    found: dict[str, list[Change]] = {}
    for match in _CHANGE.finditer(text):
        names = _subject(match["before"])
        if names:
            found.setdefault(names[0], []).append(
                Change(
                    names,
                    Decimal(match["amount"]),
                    Decimal(match["change"]),
                    Decimal(match["rate"]),
                    1 if match["way"] == "增加" else -1,
                    "执行" if "执行" in match["base"] else "预算",
                )
            )
    return tuple(one[0] for one in found.values() if len({change.change for change in one}) == 1)


def _subject(before: str) -> tuple[str, ...]:
    item = _ITEM.search(before)
    if item:
        return (item[1], f"{item[1]}（项）")
    last = [
        (found[-1].start(), -number, names)
        for number, (pattern, names) in enumerate(_SUBJECTS)
        if (found := list(re.finditer(pattern, before)))
    ]
    return max(last)[2] if last else ()


def _draw(scene: Scene) -> tuple[Budget, Change] | None:
    budget = scene.any_budget()
    found = changes(budget)
    return (budget, scene.rng.choice(found)) if found else None


def change_amount(scene: Scene) -> Question | None:
    """By how much a figure changed against last year."""
    drawn = _draw(scene)
    if drawn is None:
        return None
    budget, change = drawn
    way = "增加" if change.way > 0 else "减少"
    what = scene.topic(budget, scene.rng.choice(change.names))
    form = scene.rng.choice(
        (
            "{what}比上年{way}了多少",
            "{what}比去年{way}多少",
            "{what}同比变化多少",
            "{what}和上年比变化了多少",
            "{what}较上年{way}多少万元",
            "{what}比上年变动了多少",
            "{what}跟去年比是多了还是少了，差多少",
        )
    )
    gold = Gold((Expected(change.change, "万元", ""),), (change.words,))
    return Question("change.amount", (scene.finish(form.format(what=what, way=way)),), (gold,))


def change_rate(scene: Scene) -> Question | None:
    """By how many percent."""
    drawn = _draw(scene)
    if drawn is None:
        return None
    budget, change = drawn
    forms = (
        ("{what}增长率是多少", "{what}比上年增长了百分之几", "{what}同比增长多少个百分点", "{what}增幅多大")
        if change.way > 0
        else ("{what}下降率是多少", "{what}比上年下降了百分之几", "{what}降幅是多少", "{what}同比降了百分之多少")
    )
    what = scene.topic(budget, scene.rng.choice(change.names))
    gold = Gold((Expected(change.rate, "%", ""),), (change.words,), tolerance=Decimal("0.11"))
    return Question("change.rate", (scene.finish(scene.rng.choice(forms).format(what=what)),), (gold,))


def prior(scene: Scene) -> Question | None:
    """Last year's figure, which the stated change implies."""
    drawn = _draw(scene)
    if drawn is None:
        return None
    budget, change = drawn
    basis = change.base
    several = sum(one.department == budget.department for one in scene.budgets) > 1
    who, what = scene.name(budget) + (f"{budget.year}年" if several else ""), scene.rng.choice(change.names)
    form = scene.rng.choice(
        (
            "{who}{what}的上年{basis}数是多少",
            "{who}{what}上年{basis}数应该是多少",
            "按{who}预算的说明推算，{what}上年{basis}数是多少",
            "{who}{what}去年的{basis}数倒推是多少",
        )
    )
    asked = form.format(who=who, what=what, basis=basis)
    gold = Gold((Expected(change.prior, "万元", ""),), tolerance=Decimal("0.011"))
    return Question("change.prior", (scene.finish(asked),), (gold,))


def both_years(scene: Scene) -> Question | None:
    """A change between two documents of one body."""
    pairs = [
        (one, other)
        for one in scene.budgets
        for other in scene.budgets
        if one.department == other.department and other.year == one.year + 1
    ]
    if not pairs:
        return None
    earlier, later = scene.rng.choice(pairs)
    kind = scene.rng.choice(("functional", "economic", "three_public", "project"))
    shared = [item for item in later.items(kind) if len(earlier.amounts(item)) == 1 == len(later.amounts(item))]
    item = scene.rng.choice(shared)
    before, after = earlier.amounts(item)[0], later.amounts(item)[0]
    who = scene.name(later)
    if before == after:
        return None
    form = scene.rng.choice(
        (
            "{who}{late}年{item}比{early}年{way}多少",
            "{who}{item}{late}年比{early}年{way}了多少",
            "{who}{item}从{early}年到{late}年变化了多少",
        )
    )
    way = "增加" if after > before else "减少"
    asked = form.format(who=who, item=item, early=earlier.year, late=later.year, way=way)
    gold = Gold((Expected(abs(after - before), "万元", ""),))
    return Question("change.two_documents", (scene.finish(asked),), (gold,))


_STATED = {
    "机关运行经费": re.compile(r"机关运行经费(?:财政拨款)?(?:预算|共计安排|安排)*([\d.]+)万元"),
    "政府采购预算总额": re.compile(r"政府采购预算(?:总额)?([\d.]+)万元"),
    "政府采购货物预算": re.compile(r"(?:政府采购货物预算|其中：?货物类?)([\d.]+)万元"),
    "政府采购服务预算": re.compile(r"(?:政府采购服务预算|[，、]服务类?)([\d.]+)万元"),
}
_STATED_NAMES = {
    "政府采购预算总额": ("政府采购预算总额", "政府采购预算", "政府采购"),
    "政府采购货物预算": ("政府采购货物预算", "政府采购中货物"),
    "政府采购服务预算": ("政府采购服务预算", "政府采购中服务"),
}


def stated_amount(scene: Scene) -> Question | None:
    """An amount that only a sentence states."""
    budget = scene.any_budget()
    name = scene.rng.choice(list(_STATED))
    found = dict.fromkeys(Decimal(one) for one in _STATED[name].findall(budget.text))
    if not found:
        return None
    word = scene.rng.choice(_STATED_NAMES.get(name, (name,)))
    return Question("stated.amount", (scene.amount_question(budget, word),), amounts(found))
