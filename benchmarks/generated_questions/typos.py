"""One slip of the keyboard in a question for a figure."""

from __future__ import annotations

from random import Random

from benchmarks.generated_questions.budgets import folded
from benchmarks.generated_questions.combined import draw_items
from benchmarks.generated_questions.phrases import Scene
from benchmarks.generated_questions.questions import Question, amounts

# Characters that are typed for one another: of one sound or of one shape.
_PAIRS = (
    "健建 障章 住往 积集 费废 务物 待代 训讯 设社 社设 保宝 险检 基机 本木 工公 公工 资姿 福幅 利俐 支只 "
    "出初 接结 行形 政正 运云 经径 项向 目木 人入 员圆 医衣 疗聊 会汇 议义 培陪 补朴 助住 管馆 理里 业叶 "
    "事是 单但 位为 养样 老佬 退腿 休修 房防 印引 刷涮 邮由 电店 差查 旅旋 维唯 修休 购构 置值 信新 息熄 "
    "化华 建健 代待 表裱 监坚 督都 水氷 教叫 育欲"
)
ALIKE = {pair[0]: pair[1] for pair in _PAIRS.split()}


def with_typo(text: str, rng: Random) -> str | None:
    """The text with one character typed as another, left out, doubled or exchanged with its neighbour."""
    way = rng.choice(("alike", "alike", "alike", "left out", "doubled", "exchanged"))
    if way == "alike":
        places = [place for place, one in enumerate(text) if one in ALIKE]
        if not places:
            return None
        place = rng.choice(places)
        return text[:place] + ALIKE[text[place]] + text[place + 1 :]
    place = rng.randrange(len(text) - 1)
    if way == "left out":
        return text[:place] + text[place + 1 :]
    if way == "doubled":
        return text[:place] + text[place] + text[place:]
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def item_typo(scene: Scene) -> Question | None:
    """A slip in the name of the item, which must not become another item's name."""
    budget = scene.any_budget()
    items = draw_items(scene, budget, 1)
    if not items or len(items[0]) < 4:
        return None
    wrong = with_typo(items[0], scene.rng)
    if wrong is None or any(folded(wrong) in name for name in budget.names):
        return None
    return Question("typo.item", (scene.amount_question(budget, wrong),), amounts(budget.amounts(items[0])))


def body_typo(scene: Scene) -> Question | None:
    """A slip in the name of the body, which must not become another body's name."""
    budget = scene.any_budget()
    items = draw_items(scene, budget, 1)
    name = scene.name(budget)
    wrong = with_typo(name, scene.rng)
    known = {one for other in scene.budgets for one in scene.names(other)}
    if not items or len(name) < 4 or wrong is None or wrong in known:
        return None
    question = scene.amount_question(budget, items[0])
    if question.count(name) != 1:
        return None
    return Question("typo.body", (question.replace(name, wrong),), amounts(budget.amounts(items[0])))
