"""How alike words and the name of an item are, but for a slip, an opposite or a common ending."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.distance import Indel

from assistant.understand.residue import is_in_noun

_OPPOSITES = (
    ("年初", "年末"),
    ("收入", "支出"),
    ("上年", "本年"),
    ("增加", "减少"),
    ("受理", "处理"),
    ("受理", "办结"),
    ("离休", "退休"),
)
_KINDS_OF_NUMBER = ("满意",)  # a name without it is of another kind of number
_THING_RANKED = re.compile("[车人房]最")  # 哪家车最多: no 哪家最多
_OF_EACH = re.compile("[人户]均([一-鿿]{2,})$")
_RATE = re.compile("([一-鿿]{2})率")
_RATE_NAMED = re.compile("[一-鿿]{2}(?:率|满意度)")
_COUNTED = re.compile("(?:多少|几)[场期届项个家]")
_COST = re.compile("成本|费用|单价")
_PERIODS = (("每个?(?:周|星期|礼拜)", "周|星期"), ("每个?月", "月"), ("每个?季度?", "季"), ("每[天日]", "[天日]"))
HOW_OFTEN = re.compile("|".join(asked for asked, _ in _PERIODS))
_SUFFIXES = ("支出", "费用", "经费", "缴费")


def are_opposite(words: str, name: str) -> bool:
    """Whether one says 年初 where the other says 年末, and the like."""
    if any(word in words and word not in name for word in _KINDS_OF_NUMBER):
        return True
    return any((one in words and two in name) or (two in words and one in name) for one, two in _OPPOSITES)


def slip(words: str, name: str) -> float:
    """How alike words and a name of about the same length are, but for a slip of the pen."""
    if abs(len(words) - len(name)) > 2 or len(words) < 3:
        return 0.0
    alike: float = Indel.normalized_similarity(words, name)
    return alike if alike >= 0.7 else 0.0


def without_suffix(name: str) -> str:
    """A name without 支出, 费用 or the like behind it."""
    found = next((suffix for suffix in _SUFFIXES if name.endswith(suffix) and len(name) > len(suffix) + 2), "")
    return name.removesuffix(found)


def changes_kind(typed: str, meant: str) -> bool:
    """Whether the one character that would be left out or replaced says of which kind a thing is (买校车: no 买车),
    or what is ranked."""
    places = range(len(typed) - 1)
    wrong = [
        one
        for one in places
        if meant in (typed[:one] + typed[one + 1 :], typed[:one] + meant[one : one + 1] + typed[one + 1 :])
    ]
    return any(is_in_noun(typed, one + 1, one + 2) for one in wrong) or bool(
        _THING_RANKED.search(typed) and "最" in meant
    )


def is_of_other_rate(words: str, name: str) -> bool:
    """Whether words name a rate of something (网办率) and a name has a rate of something else (审批事项办结率), or a
    name is of what each gets (城市低保月人均补差), of which the words say nothing (城市低保)."""
    from assistant.narrative.clues import load_clues

    of_each = _OF_EACH.search(name)
    if of_each and of_each[1] not in words and "均" not in words:
        return True
    said = load_clues().synonyms
    asked = [form for one in _RATE.findall(words) for form in (one, *said.get(one, ()))]
    return bool(asked) and not any(one in name for one in asked)


def is_of_other_kind(words: str, name: str) -> bool:
    """Whether words name a kind of thing that a name has another kind of (校车: 公务用车)."""
    from assistant.narrative.clues import load_clues

    said = load_clues().synonyms
    kinds = (words[end - 2 : end] for end in range(2, len(words) + 1) if is_in_noun(words, end - 1, end))
    return any(kind[1] in name and kind[0] not in name and kind not in said for kind in kinds)


def is_of_other_measure(words: str, name: str, unit: str) -> bool:
    """Whether words ask what one gets or costs (补贴标准, 人均成本), how many of something there are, or how many in a
    week (每周更新几条), and a name of some unit is of heads, of a rate (补贴人数, 人均成本控制率), or of a year."""
    of_money = "元" in unit
    if any(re.search(asked, words) and not re.search(said, f"{name}{unit}") for asked, said in _PERIODS):
        return True
    if "率" in name and "率" not in words and _COUNTED.search(words):
        return True  # 组织多少场考试: 考试安全事故发生率, 0次
    if "标准" in words and "标准" not in name and not of_money:
        return True
    return bool(_COST.search(words)) and "率" in name and "率" not in words and not of_money


def names_rate_of(words: str, told: Iterable[str]) -> bool:
    """Whether the rate that words name (资金下达率) is named in some texts; true where they name none."""
    rate = _RATE_NAMED.search(words)
    return rate is None or any(rate[0] in one for one in told)
