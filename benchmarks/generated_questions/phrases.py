"""How people word things: bodies, years, amounts, openings, endings, typing habits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import TypeVar

from benchmarks.generated_questions.budgets import Budget

_BODIES = (
    ("人民代表大会常务委员会办公室", ("人大常委会办公室", "人大办", "人大办公室", "人大")),
    ("人力资源和社会保障局", ("人社局", "人力社保局", "人力资源社会保障局")),
    ("政务服务和数据资源管理办公室", ("政务数据办", "政务服务和数据办", "政数办")),
    ("卫生健康委员会", ("卫健委",)),
    ("发展和改革委员会", ("发改委", "发展改革委")),
    ("自然资源和规划局", ("资规局", "自然资源局")),
)
_PLACE = re.compile(r"^(?:(?P<city>.{2,4}?市)?(?P<county>.{1,4}?[区县])?)")

OPENINGS = (
    "请问",
    "请问一下，",
    "麻烦查一下",
    "帮我查一下",
    "我想知道",
    "想问下",
    "查一下",
    "帮忙看看",
    "你好，",
    "问一下，",
)
ENDINGS = ("", "", "", "", "？", "？", "？", "?", "呢？", "啊", "呀？", "，谢谢", "？谢谢")
HOW_MUCH = (
    "是多少",
    "多少",
    "有多少",
    "多少钱",
    "是多少钱",
    "是多少万元",
    "多少万",
    "预算是多少",
    "预算多少",
    "预算数是多少",
    "安排了多少",
    "安排多少",
    "安排了多少钱",
    "一共多少",
    "一共是多少",
    "总共多少钱",
    "共计多少",
    "大概多少",
    "拢共多少",
    "列了多少",
    "金额是多少",
    "是几多",
    "有多少万元",
    "到底多少",
    "花多少",
    "要花多少钱",
    "的数额是多少",
    "给了多少钱",
)
SPENDING = (
    "{who}{year}在{what}上花了多少钱",
    "{who}{year}给{what}安排了多少",
    "{who}{year}用于{what}的钱有多少",
    "{who}{year}{what}这一项列了多少",
    "{who}{year}花在{what}上的钱一共多少",
    "{who}{year}打算在{what}上花多少",
    "{year}{who}为{what}安排了多少预算",
    "{who}{year}{what}这块大概是多少钱",
)
TOPICS = (
    "{who}{year}{what}",
    "{who}{year}的{what}",
    "{year}{who}{what}",
    "{year}{who}的{what}",
    "{who}的{what}{year}",
    "{what}，{who}{year}",
    "{what}{who}{year}",
    "{who}，{year}，{what}",
    "{who} {year} {what}",
    "{who}{year}“{what}”",
    "{who}{year}{what}这一项",
    "{who}{year}{what}这块",
    "关于{who}{year}的{what}，",
)
T = TypeVar("T")
_DIGITS = "零一二三四五六七八九"


class NothingToAsk(LookupError):  # noqa: N818  (an expected outcome, no error)
    """The documents hold nothing of the kind that a question would be about."""


class Chance(Random):
    """Seeded chance. NothingToAsk when it is to choose from nothing."""

    def choice(self, seq: Sequence[T]) -> T:  # type: ignore[override]
        """One of `seq`."""
        if not seq:
            raise NothingToAsk
        return super().choice(seq)


@dataclass(frozen=True, slots=True)
class Scene:
    """The documents one may ask about, and the source of chance."""

    budgets: tuple[Budget, ...]
    rng: Chance

    def any_budget(self) -> Budget:
        """One of the documents."""
        return self.rng.choice(self.budgets)

    def names(self, budget: Budget) -> tuple[str, ...]:
        """What people call a body, each name fitting no other body of the store."""
        own = spoken_names(budget.department)
        others = {
            name
            for other in self.budgets
            if other.department != budget.department
            for name in spoken_names(other.department)
        }
        return tuple(name for name in own if name not in others)

    def name(self, budget: Budget) -> str:
        """One of the names of a body."""
        return self.rng.choice(self.names(budget))

    def year(self, budget: Budget) -> str:
        """The year as people type it; nothing at times, where the body has but one document."""
        several = sum(one.department == budget.department for one in self.budgets) > 1
        forms = [
            f"{budget.year}年",
            f"{budget.year}年",
            f"{budget.year}年度",
            f"{budget.year % 100}年",
            f"{budget.year}",
        ]
        forms += [
            wide(f"{budget.year}年"),
            "".join(_DIGITS[int(one)] if one != "0" else "〇" for one in str(budget.year)) + "年",
        ]
        return self.rng.choice(forms if several else [*forms, "", "", "", "本年度"])

    def dated(self, budget: Budget) -> str:
        """A body and a year that a number may follow."""
        year = self.year(budget)
        return self.name(budget) + (f"{year}年" if year[-1:].isdigit() else year)

    def topic(self, budget: Budget, what: str) -> str:
        """A body, a year and a thing in one of the orders in which people put them."""
        year = self.year(budget)
        if what[0].isdigit() and year[-1:].isdigit():
            year += "年"
        return self.rng.choice(TOPICS).format(who=self.name(budget), year=year, what=what)

    def amount_question(self, budget: Budget, what: str) -> str:
        """Asks how much is spent on something."""
        if self.rng.random() < 0.25 and not what[0].isdigit():
            form = self.rng.choice(SPENDING)
            return self.finish(form.format(who=self.name(budget), year=self.year(budget), what=what))
        return self.finish(self.topic(budget, what) + self.rng.choice(HOW_MUCH))

    def neutral_question(self, budget: Budget, what: str) -> str:
        """Asks how much something is that is not spent."""
        return self.finish(self.topic(budget, what) + self.rng.choice(HOW_MUCH[:8]))

    def finish(self, question: str) -> str:
        """Opening, ending and typing habits."""
        chance = self.rng.random
        text = question
        if chance() < 0.3:
            text = self.rng.choice(OPENINGS) + text
        if not text.endswith(("？", "?", "。")):
            text += self.rng.choice(ENDINGS if text[-1] not in "吗吧呢" else ("", "？", "?"))
        if chance() < 0.05:
            text = wide(text)
        if chance() < 0.05:
            text = text.replace("，", " ").replace("？", "")
        return text


def spoken_names(department: str) -> tuple[str, ...]:
    """The full name, the abbreviations of place and body, and the body alone."""
    found = _PLACE.match(department)
    place = found.group() if found else ""
    body = department.removeprefix(place)
    short = next((abbreviations for full, abbreviations in _BODIES if full == body), ())
    places = _place_names(found["city"] or "", found["county"] or "") if found else ("",)
    names = [department]
    names += [f"{where}{what}" for where in places for what in (body, *short)]
    alone = [what for what in (body, *short) if len(what) > 2]
    if found and found["city"] and not found["county"]:
        alone += [f"市{what}" for what in (body, *short) if len(what) >= 3]
    if found and found["county"]:
        alone += [f"区{what}" for what in (body, *short) if len(what) >= 3]
    return tuple(dict.fromkeys([*names, *alone]))


def _place_names(city: str, county: str) -> tuple[str, ...]:
    if county:
        return (f"{city}{county}", county, county[:-1] if len(county) > 2 else county)
    return (city, city[:-1])


def wide(text: str) -> str:
    """Digits, letters and percent signs as full-width characters."""
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)


def threshold_words(amount: int, rng: Random) -> str:
    """An amount in 万元 in figures, in Chinese numerals or in another unit."""
    forms = [
        f"{amount}万",
        f"{amount}万元",
        f"{chinese_number(amount)}万",
        f"{chinese_number(amount)}万元",
        f"{wide(str(amount))}万元",
    ]
    if amount >= 1000 and amount % 1000 == 0:
        forms.append(f"{Decimal(amount) / 10000}亿元".replace("0E", "0"))
    if amount <= 500:
        forms.append(f"{amount * 10000}元")
    return rng.choice(forms)


def chinese_number(number: int) -> str:
    """A whole number below ten thousand in Chinese numerals."""
    text, pending = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            text += ("零" if pending else "") + _DIGITS[digit] + name
            pending = False
        elif text and number:
            pending = True
    return text.removeprefix("一") if text.startswith("一十") else text
