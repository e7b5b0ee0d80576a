"""Bounds on amounts that a question sets: 超过100万, 不低于30万元, 50万至100万, 高于平均数."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.plan import Condition
from assistant.understand.rough_bounds import rough_condition, rough_spans
from index.amounts import Amount, find_amounts, in_unit

INCLUSION = re.compile(
    r"\(?(?P<without>不)(?:包?含|包括)(?:本数|[\d.]+(?:万|亿)?元?|[一二两三四五六七八九十百千]+万元?)\)?|\(不含\)"
    r"|\(?(?:包?含|包括)(?:本数|[\d.]+(?:万|亿)元?|[一二两三四五六七八九十百千]+万元?)\)?|\(含\)"
)
_INCLUDED = re.compile(r"不?(?:包?含|包括)(?:本数|[一二两三四五六七八九十百千]+[万亿]元?)?(?=[\d)])|(?<=\()不?含(?=\))")
_NOT = r"(?:不|未|没有|没|并未|尚未)"
_ASKED = r"(?<![有超到])"  # 有没有超过 and 超没超过 ask, and deny nothing
# What stands right before an amount, the first that fits: the words, and the bound that they set.
_BEFORE = tuple(
    (re.compile(rf"(?:{words})(?:了|过|过了|出)?(?:等于)?$"), operator)
    for words, operator in (
        (r"(?:[大高多]于|超过)(?:或|或者)?等于|≥|>=|至少|起码|最少|最低|不[低少小]于|不下", ">="),
        (r"(?:[小低少]于)(?:或|或者)?等于|≤|<=|至多|最多|顶多|最高", "<="),
        (rf"{_ASKED}{_NOT}(?:超过|超出|超|突破|高于|大于|多于|过)", "<="),
        (rf"{_ASKED}{_NOT}(?:达到|达|到+|满|足|够)", "<"),
        (r"超过|超出|高于|大于|多于|突破|超|过|不止|>", ">"),
        (r"达到|达|够|满|(?<![以往])上", ">="),
        (r"低于|小于|少于|<", "<"),
    )
)
_BEHIND = (
    (re.compile(r"(?:及|或|或者|\(含\))?(?:以上|往上|起)"), ">="),
    (re.compile(r"(?:及|或|或者|\(含\))?(?:以下|以内|之内|往下)"), "<="),
    (re.compile(r"(?:都|还|也)*(?:不到|没到|没有?达到|不足|不够)"), "<"),  # 连200万都不到
    (re.compile(r"(?:都|还|也)*(?:没有?超过?|不超过?|没过)"), "<="),
    (re.compile(r"(?:都|还|也)*(?:不止|打不住)"), ">"),
    (re.compile(r"[多高大]"), ">"),
    (re.compile(r"[少低小]"), "<"),
)
_EXACTLY = re.compile(r"整?的(?!会议|活动)")
_TORN = re.compile(r"[超过低高少多达满足][一-鿿]?$")  # what is left of a bound in which a character is out of place
_LISTED = re.compile(r"哪[些几个]|几[项个]|有多少[项个]")
_REACH = 8  # characters before an amount among which its bound stands
_NEAR = 5
_AROUND = re.compile(r"之间|[到至~～—]|[少多低高]|有没有")
_BETWEEN = re.compile(r"[到至~～—-]+|[和与]")
_NO_AMOUNT = re.compile(
    r"(?:一块儿|哪一块钱|(?<![\d.])[一两二三四五六七八九十几]大?块(?!钱|[\d零半一二两三四五六七八九多]))"
)
_SHARED_UNIT = re.compile(r"(\d+(?:\.\d+)?)(?=[到至~～—-]+\d+(?:\.\d+)?(万元?|亿元?|元))")
_AVERAGE = re.compile(
    r"(?:(?P<below>不到|低于|小于|少于|不足|没到|没有?达到|(?<!有)没有?超过|不超过)|超过|高于|大于|多于|超出|达到|在)"
    r"[^,。;?]{0,8}?平均(?:(?:数|值|水平|线|金额)(?P<under>以下)?|(?=的?有|的$))"
)


def bound_spans(question: str) -> list[tuple[int, int]]:
    """The stretches around amounts that say what bound they set (不低于, 以上, 含五万)."""
    found = [one.span() for one in _INCLUDED.finditer(question)]
    for amount in find_amounts(question):
        before = next((one for words, _ in _BEFORE if (one := words.search(question[: amount.start]))), None)
        between = _BETWEEN.match(question, amount.end)
        behind = next((one for words, _ in _BEHIND if (one := words.match(question, amount.end))), None)
        found += [one.span() for one in (between, before, behind) if one and (one is between or len(one[0]) > 1)]
    return found + rough_spans(question)


def money_named(text: str) -> list[Amount]:
    """The amounts of money of a folded text, with their places in it; 这一块 is none."""
    rest = _NO_AMOUNT.sub(lambda found: "□" * len(found[0]), text)
    return [amount for amount in find_amounts(rest) if amount.is_money]


def condition_of(question: str) -> Condition | None:
    """The bound on amounts of a folded question; None where an amount by itself only says which figure is meant
    (行政运行1449.12万花在哪)."""
    average = _AVERAGE.search(question)
    if average:
        below = average["below"] or average["under"]
        return Condition(operator="<" if below else ">", amount=Decimal(0), of_average=True)
    inclusion = INCLUSION.search(question)
    text = _SHARED_UNIT.sub(r"\1\2", _NO_AMOUNT.sub("", INCLUSION.sub("", question)))
    rough = rough_condition(text)
    if rough is not None:
        return rough
    money = [amount for amount in find_amounts(text) if amount.is_money]
    if not money:
        return None
    bounds = [bound_of(one.start, one.end, text) for one in money]
    if len(money) > 1 and _BETWEEN.fullmatch(text[money[0].end : money[1].start]) and not any(bounds[:2]):
        near = _AROUND.search(text[max(0, money[0].start - _NEAR) : money[1].end + _NEAR])
        return _range(money[0], ">=", money[1], "<=") if near else None
    if len(money) > 1 and ">" in bounds[0] and "<" in bounds[1]:
        return _range(money[0], bounds[0], money[1], bounds[1])
    operator = bounds[0]
    exactly = _EXACTLY.match(text, money[0].end) and not _TORN.search(text[: money[0].start])
    if not operator and exactly and _LISTED.search(text):
        operator = "="
    if not operator and _AROUND.search(text[max(0, money[0].start - _NEAR) : money[0].end + _NEAR]):
        operator = ">"
    if not operator:
        return None
    if inclusion is not None and operator != "=":
        operator = operator[0] + ("" if inclusion["without"] or "不" in inclusion[0] else "=")
    return Condition(operator=operator, amount=money[0].value, unit=money[0].unit)


def bound_of(start: int, end: int, text: str) -> str:
    """The bound that the words around an amount of a folded text set, as a sign; empty for none."""
    before = text[max(0, start - _REACH) : start]
    found = next((sign for words, sign in _BEFORE if words.search(before)), "")
    return found or next((sign for words, sign in _BEHIND if words.match(text, end)), "")


def _range(low: Amount, lower: str, high: Amount, upper: str) -> Condition:
    """A bound on both sides, in the unit of the first amount."""
    limit = in_unit(high.value, high.unit, low.unit)
    return Condition(operator=lower, amount=low.value, unit=low.unit, upper=limit, upper_open="=" not in upper)
