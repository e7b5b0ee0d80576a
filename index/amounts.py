"""Amounts in running text: "3822.08 万元", "一千万", "６百万元", "4.8%", "8个".

One specification of text → value for sentences and for questions alike (`tests/spec/amounts.toml`).
Money keeps the unit it is written in; `in_unit` converts exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from index.record import record

YUAN_PER_UNIT = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_MANY = {"万": 10_000, "亿": 100_000_000}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_SPOKEN_MONEY = {"万": "万元", "亿": "亿元", "万元": "万元", "亿元": "亿元", "元": "元", "千元": "千元"}
_SPOKEN_MONEY |= {"万块": "万元", "万块钱": "万元", "块": "元", "块钱": "元", "亿块": "亿元"}
_MONEY = "|".join(sorted(_SPOKEN_MONEY, key=len, reverse=True))
_COUNTERS = (
    "个百分点|人次|批次|个批次|个团组|所|亩|公里|"
    "台（套）|台\\(套\\)|台套|平方米|个|辆|人|台|套|家|名|次|件|项(?!目(?:支出|经费|资金|预算))|份|场|期|篇|天|户|册"
)
_BY_TEN_THOUSANDS = (  # what is counted by 万, no word of its own such as 项目, 人员, 份额 begins with it
    "人(?:次|(?![员大均民才社事力工]))|批次|亩|公里|平方米|个|辆|台|套|家(?![庭具])|名(?![称下])|次(?!级)|件(?!数)|项(?!目)"
    "|立方米|平方公里|公顷|公斤|千克|千瓦(?:时|小时)?|美元|剂次?|例(?!如)|瓶|袋|棵|枚|座|间(?!接)"
    "|份(?!额)|场(?![地所])|期(?!间)|篇|天(?!然)|户(?!籍)|册|米|吨|头(?!等)|株|羽|字|只|条(?!件)|盒|学时"
)
_NUMBER = r"\d[\d,，]*(?:\.\d+)?"
_CHINESE = "[零〇一二两三四五六七八九十百千]+"
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")  # as amounts are printed in documents and formulas
_AMOUNT = re.compile(
    rf"(?P<number>{_NUMBER}|{_CHINESE})\s*(?P<scale>[十百千](?=万|亿))?\s*"
    rf"(?:(?P<many>[万亿])[余多]?(?P<counter>{_BY_TEN_THOUSANDS})|(?P<unit>{_MONEY}|%|％|{_COUNTERS}))",
)
_ORDINAL = re.compile(r"第\s*$")
_HALF_STEP = Decimal("0.005")  # of an amount with two decimals
_PLAIN = re.compile(r"\d+(\.\d+)?")
_THOUSANDS = re.compile(r"^\d{1,3}([,，]\d{3})+(\.\d+)?$")


def adds_up(parts: Iterable[Decimal], whole: Decimal) -> bool:
    """Whether amounts printed with two decimals in one unit come to another, each off by half of the last at most."""
    addends = list(parts)
    return abs(sum(addends, Decimal(0)) - whole) <= _HALF_STEP * (len(addends) + 1)


@record
class Amount:
    """A number with its unit as found at `start:end` of a text; `percent` amounts have unit "%"."""

    value: Decimal
    unit: str
    start: int
    end: int

    @property
    def is_money(self) -> bool:
        """Whether the unit is one of money."""
        return self.unit in YUAN_PER_UNIT


def chinese_number(text: str) -> int | None:
    """The value of a Chinese numeral below ten thousand ("三百五十" → 350), None if malformed."""
    total, digit = 0, 0
    for char in text:
        if char in _DIGITS:
            digit = digit * 10 + _DIGITS[char] if digit and not total else _DIGITS[char]
        elif char in _SMALL:
            total += (digit or 1) * _SMALL[char]
            digit = 0
        else:
            return None
    return total + digit if text else None


def plain_number(text: str) -> Decimal | None:
    """The decimal of digits with or without thousands separators; None for anything else."""
    compact = text.replace("，", ",")
    if "," in compact:
        if not _THOUSANDS.match(compact):
            return None
        compact = compact.replace(",", "")
    return Decimal(compact) if _PLAIN.fullmatch(compact) else None


def find_amounts(text: str) -> list[Amount]:
    """Every amount of the text, in order, without overlaps; a place in an order (第六次会议) is none."""
    found = []
    for match in _AMOUNT.finditer(text):
        value = number_value(match["number"])
        if value is None or _ORDINAL.search(text, 0, match.start()):
            continue
        if match["scale"]:
            value *= _SMALL[match["scale"]]
        if match["many"]:  # 1.2万人 are people, no money
            value = Decimal(f"{(value * _MANY[match['many']]).normalize():f}")
        unit = match["counter"] or match["unit"]
        unit = "%" if unit in ("％", "%") else _SPOKEN_MONEY.get(unit, unit)
        found.append(Amount(value, unit, match.start(), match.end()))
    return found


def in_unit(value: Decimal, unit: str, target: str) -> Decimal:
    """Converts money exactly between 元, 千元, 万元 and 亿元. Raises KeyError for other units."""
    if unit == target:
        return value
    return value * YUAN_PER_UNIT[unit] / YUAN_PER_UNIT[target]


def number_value(number: str) -> Decimal | None:
    """The value of digits or of a Chinese numeral (100, 1,250, 三百); None if malformed."""
    if number[0].isdigit():
        return plain_number(number)
    chinese = chinese_number(number)
    return None if chinese is None else Decimal(chinese)
