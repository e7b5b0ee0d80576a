"""Bounds that a question sets by a rough amount: 100多万的项目, 500万左右的, 将近一千万的, 几百万的."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.plan import Condition
from index.amounts import Amount, find_amounts, number_value

_SOME_MORE = re.compile(
    r"(?P<number>\d+(?:\.\d+)?|[一二两三四五六七八九十百千]+)(?:[多余来]|(?<=十)几)(?P<scale>[百千])?(?P<unit>万|亿)元?"
)
_SOME = re.compile(r"(?<![十百千\d第这那])(?:好)?几(?P<scale>[十百千])(?P<unit>万|亿)元?")
_BELOW = re.compile(r"(?:将近|接近|逼近|(?<![加赶尽])快到?|(?<![最附邻临亲靠远])近)$")
_ABOUT = re.compile(r"(?:大约|大概|差不多|(?<![节预合违契制])约)$")
_OR_SO = re.compile("左右|上下|前后|(?:块钱)?差不多")
_JUST_OVER = re.compile("出头|挂零")
_CHOOSES = re.compile(r"哪[些几个]|几[项个]|多少[项个]|有没有|的呢[?？]?$")
_SCALES = {None: 1, "十": 10, "百": 100, "千": 1000}
_TENTH = 10
_FIFTH = Decimal("0.2")  # of an amount, how far off what is near it may be


def rough_condition(text: str) -> Condition | None:
    """The bounds that a rough amount of a folded question sets on the members of a group; None where it chooses none of
    them. 100多万 is less than 200万, 150多万 less than 160万; what is near an amount is off by a fifth at most."""
    if not _CHOOSES.search(text):
        return None
    found = _SOME_MORE.search(text)
    if found:
        number = found["number"]
        value = number_value(number) or Decimal(0)
        value *= _SCALES[found["scale"]]
        return _between(value, value + _step(value), found["unit"], found[0]) if value else None
    some = _SOME.search(text)
    if some:
        scale = Decimal(_SCALES[some["scale"]])
        return _between(scale, scale * _TENTH, some["unit"], some[0])
    return next((near for one in find_amounts(text) if one.is_money and (near := _near(one, text))), None)


def rough_spans(text: str) -> list[tuple[int, int]]:
    """The stretches of a folded question that say a rough amount."""
    found = [one.span() for words in (_SOME_MORE, _SOME) for one in words.finditer(text)]
    for amount in find_amounts(text):
        before = _BELOW.search(text, 0, amount.start) or _ABOUT.search(text, 0, amount.start)
        behind = _OR_SO.match(text, amount.end) or _JUST_OVER.match(text, amount.end)
        found += [one.span() for one in (before, behind) if one]
    return found


def _near(amount: Amount, text: str) -> Condition | None:
    """What is near an amount, on the side that the words beside it say; None where they say nothing of the kind."""
    value, off = amount.value, amount.value * _FIFTH
    just_over = _JUST_OVER.match(text, amount.end)
    below = _BELOW.search(text, 0, amount.start)
    around = _OR_SO.match(text, amount.end) or _ABOUT.search(text, 0, amount.start)
    if not (just_over or below or around):
        return None
    start = below.start() if below else amount.start
    end = just_over.end() if just_over else amount.end
    if below or just_over:
        low, high = (value - off, value) if below else (value, value + off)
        return Condition(operator=">=", amount=low, unit=amount.unit, upper=high, roughly=text[start:end])
    words = text[amount.start : amount.end]
    return Condition(operator=">=", amount=value - off, unit=amount.unit, upper=value + off, roughly=words + "左右")


def _between(low: Decimal, high: Decimal, scale: str, words: str) -> Condition:
    words = words if words.endswith("元") else words + "元"
    return Condition(operator=">=", amount=low, unit=scale + "元", upper=high, upper_open=True, roughly=words)


def _step(value: Decimal) -> Decimal:
    """One of the last place of a number that is not zero: 100 of 100 and of 1500."""
    step = Decimal(1)
    while value % (step * _TENTH) == 0:
        step *= _TENTH
    return step if value == value.to_integral_value() else Decimal(1).scaleb(int(value.as_tuple().exponent))
