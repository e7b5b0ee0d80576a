"""Conversations of two or three turns, and questions to be answered with yes or no."""

from __future__ import annotations

from decimal import Decimal

from assistant.scoring import Expected
from benchmarks.generated_questions.budgets import FUND, Budget
from benchmarks.generated_questions.combined import draw_items
from benchmarks.generated_questions.phrases import Scene, threshold_words
from benchmarks.generated_questions.questions import Gold, Question, amounts, percent
from benchmarks.generated_questions.single import total_figures
from benchmarks.generated_questions.stated import changes

_SHARED = (
    "三公经费",
    "公务接待费",
    "住房公积金",
    "工资福利支出",
    "商品和服务支出",
    "公务员医疗补助",
    "印刷费",
    "培训费",
    "差旅费",
    "工会经费",
    "福利费",
    "奖金",
    "基本工资",
    "行政运行",
    "卫生健康支出",
    "住房保障支出",
)


def _pair(scene: Scene) -> tuple[Budget, Budget, str] | None:
    """Two bodies of different names with an item that each has one figure of."""
    item = scene.rng.choice(_SHARED)
    held = [one for one in scene.budgets if len(one.amounts(item)) == 1]
    one, other = scene.rng.sample(held, 2) if len(held) > 1 else (None, None)
    if one is None or other is None or one.department == other.department:
        return None
    return one, other, item


def _named(scene: Scene, budget: Budget) -> str:
    several = sum(one.department == budget.department for one in scene.budgets) > 1
    return scene.name(budget) + (f"{budget.year}年" if several else "")


def other_body(scene: Scene) -> Question | None:
    """The same of another body."""
    drawn = _pair(scene)
    if drawn is None:
        return None
    one, other, item = drawn
    second = scene.rng.choice(("那{b}呢？", "{b}呢", "那么{b}呢？", "换成{b}呢", "{b}的呢？", "那{b}是多少")).format(
        b=_named(scene, other)
    )
    return Question("follow.body", (scene.amount_question(one, item), second), amounts(other.amounts(item)))


def other_item(scene: Scene) -> Question | None:
    """Another item of the same body."""
    budget = scene.any_budget()
    items = draw_items(scene, budget, 2)
    if not items:
        return None
    second = scene.rng.choice(
        ("其中{i}呢？", "那{i}呢", "{i}呢？", "那{i}是多少？", "{i}又是多少", "换成{i}呢")
    ).format(i=items[1])
    return Question("follow.item", (scene.amount_question(budget, items[0]), second), amounts(budget.amounts(items[1])))


def share_then(scene: Scene) -> Question | None:
    """The share of what was asked about."""
    budget = scene.any_budget()
    items = draw_items(scene, budget, 1)
    if not items:
        return None
    second = scene.rng.choice(("占总支出的比重是多少？", "占总支出百分之几", "占全部支出的比例呢？", "它占总支出多少"))
    part = budget.amounts(items[0])[0]
    shares = dict.fromkeys(percent(part, whole) for whole in total_figures(budget, "总支出"))
    return Question("follow.share", (scene.amount_question(budget, items[0]), second), amounts(shares, "%"))


def difference_then(scene: Scene) -> Question | None:
    """The difference of two figures asked for one after the other."""
    drawn = _pair(scene)
    if drawn is None:
        return None
    one, other, item = drawn
    gap = abs(one.amounts(item)[0] - other.amounts(item)[0])
    third = scene.rng.choice(("这两个差多少", "两家相差多少？", "上面这两个差多少", "两者差额是多少"))
    turns = (scene.amount_question(one, item), f"那{_named(scene, other)}呢？", third)
    return Question("follow.difference", turns, amounts([gap]))


def sum_then(scene: Scene) -> Question | None:
    """The sum of two figures asked for one after the other."""
    budget = scene.any_budget()
    items = draw_items(scene, budget, 2)
    if not items:
        return None
    third = scene.rng.choice(("这两项加起来多少？", "两个合计多少", "加起来一共多少"))
    total = sum((budget.amounts(item)[0] for item in items), Decimal(0))
    return Question("follow.sum", (scene.amount_question(budget, items[0]), f"{items[1]}呢？", third), amounts([total]))


def unit_then(scene: Scene) -> Question | None:
    """The same figure in another unit."""
    budget = scene.any_budget()
    items = draw_items(scene, budget, 1)
    if not items:
        return None
    value = budget.amounts(items[0])[0]
    second = scene.rng.choice(("换成元是多少？", "那是多少元", "折合多少元？", "换算成元呢"))
    gold = Gold((Expected(value * 10000, "元", ""),), unit="元", tolerance=Decimal("0.5"))
    return Question("follow.unit", (scene.amount_question(budget, items[0]), second), (gold,))


def year_then(scene: Scene) -> Question | None:
    """The same of another year that the store holds."""
    pairs = [
        (one, other)
        for one in scene.budgets
        for other in scene.budgets
        if one.department == other.department and one.year != other.year
    ]
    if not pairs:
        return None
    one, other = scene.rng.choice(pairs)
    items = draw_items(scene, one, 1)
    if not items or len(other.amounts(items[0])) != 1:
        return None
    second = scene.rng.choice(
        (f"那{other.year}年呢？", f"{other.year}年呢", f"换成{other.year}年", f"{other.year}年是多少？")
    )
    return Question("follow.year", (scene.amount_question(one, items[0]), second), amounts(other.amounts(items[0])))


def change_then(scene: Scene) -> Question | None:
    """How much what was asked about changed."""
    budget = scene.any_budget()
    found = changes(budget)
    if not found:
        return None
    change = scene.rng.choice(found)
    way = "增加" if change.way > 0 else "减少"
    second = scene.rng.choice((f"比上年{way}了多少？", "和上年比变化多少", "同比变化多少？", f"比去年{way}多少"))
    gold = Gold((Expected(change.change, "万元", ""),), (change.words,))
    return Question("follow.change", (scene.amount_question(budget, change.names[0]), second), (gold,))


def changed_topic(scene: Scene) -> Question | None:
    """A whole new question, which inherits nothing."""
    drawn = _pair(scene)
    if drawn is None:
        return None
    one, other, item = drawn
    first = draw_items(scene, one, 1)
    if not first:
        return None
    return Question(
        "follow.new_topic",
        (scene.amount_question(one, first[0]), scene.amount_question(other, item)),
        amounts(other.amounts(item)),
    )


def ranked_then(scene: Scene) -> Question | None:
    """The largest of the projects just listed."""
    budget = scene.any_budget()
    golds = []
    for projects in dict.fromkeys((budget.projects("finest"), budget.projects("first"))):
        best = max(projects, key=lambda one: one.amount)
        golds.append(Gold((Expected(best.amount, "万元", ""),), (best.name,)))
    second = scene.rng.choice(("按金额排一下", "哪个最多？", "最大的是哪个", "从高到低排个序"))
    return Question("follow.rank", (scene.finish(f"{scene.dated(budget)}有哪些项目"), second), tuple(golds))


# What says that a question whether something is above (or below) an amount holds, or does not.
_SAID = {
    (True, True): "是|超过|超出|高于|大于|多于",
    (True, False): "是|低于|不到|少于|小于|不足",
    (False, True): "不|没有|未|否|低于|少于|小于",
    (False, False): "不是|没有|否|并非|超过|高于|大于|多于",
}


def exceeds(scene: Scene) -> Question | None:
    """Whether a figure is above or below an amount."""
    budget = scene.any_budget()
    items = draw_items(scene, budget, 1)
    if not items:
        return None
    value = budget.amounts(items[0])[0]
    limit = scene.rng.choice((10, 20, 50, 100, 150, 200, 300, 500, 800, 1000, 2000, 3000))
    if abs(value - limit) < 1 or not limit / 8 < value < limit * 8:
        return None
    above = scene.rng.random() < 0.7
    words = threshold_words(limit, scene.rng)
    form = scene.rng.choice(
        ("{t}是不是超过{w}", "{t}有没有超过{w}", "{t}超过{w}了吗", "{t}有{w}以上吗")
        if above
        else ("{t}是不是低于{w}", "{t}不到{w}吧", "{t}低于{w}吗")
    )
    true = (value > limit) == above
    gold = Gold((Expected(value, "万元", ""),), (_SAID[true, above],))
    return Question("yesno.exceeds", (scene.finish(form.format(t=scene.topic(budget, items[0]), w=words)),), (gold,))


def has_item(scene: Scene) -> Question | None:
    """Whether there is money for something, where there is."""
    budget = scene.any_budget()
    items = draw_items(scene, budget, 1)
    if not items:
        return None
    form = scene.rng.choice(
        ("{who}有没有安排{i}", "{who}有{i}预算吗", "{who}安排{i}了吗", "{who}有没有{i}这一项", "{who}是否安排了{i}")
    )
    asked = scene.finish(form.format(who=scene.dated(budget), i=items[0]))
    golds = tuple(Gold(gold.values, ("有|是|安排",)) for gold in amounts(budget.amounts(items[0])))
    return Question("yesno.has", (asked,), golds)


def has_fund(scene: Scene) -> Question | None:
    """Whether there is expenditure from government funds."""
    budget = scene.any_budget()
    held = [
        one.value for one in budget.cells if one.table == FUND and one.item_kind == "total" and one.measure == "合计"
    ]
    form = scene.rng.choice(
        (
            "{who}有没有政府性基金预算支出",
            "{who}安排政府性基金支出了吗",
            "{who}有政府性基金预算吗",
            "{who}是否有政府性基金预算拨款安排的支出",
        )
    )
    asked = scene.finish(form.format(who=scene.dated(budget)))
    golds = tuple(Gold(gold.values, ("有|安排",)) for gold in amounts(held)) or (Gold((), ("没有|未|无|不",)),)
    return Question("yesno.fund", (asked,), golds)
