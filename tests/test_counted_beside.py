"""Numbers of things beside others in quoted words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.counted_beside import numbers_of

UNITS = "本部门中，行政单位2家，参公单位1家，事业单位5家，具体包括："
HOUSE = "本工程高 31 米，地上主楼9层，裙房2层，地下1层。".replace(" ", "")
SITE = "澜江市文化活动中心新建工程位于江边。"


@pytest.mark.parametrize(
    ("thing", "unit", "quote", "expected"),
    [
        ("事业单位", "家", UNITS, 5),
        ("参公单位", "家", UNITS, 1),
        ("主楼", "层", HOUSE, 9),
        ("文化活动中心新建工程裙房", "层", HOUSE, 2),
        ("参公事业单位", "家", "局本级1家行政预算单位以及养老中心1家参公事业预算单位的经费", 1),
        ("内设机构", "个", "机关设9个内设机构，包括办公室", 9),
    ],
)
def test_a_number_is_found_at_the_very_thing(thing: str, unit: str, quote: str, expected: int) -> None:
    assert {value for _, value in numbers_of(thing, unit, quote, SITE + quote)} == {Decimal(expected)}


@pytest.mark.parametrize(
    ("thing", "unit", "quote"),
    [
        ("参公事业单位", "家", UNITS),  # 事业单位 is more than these
        ("事业单位", "家", "养老中心1家参公事业预算单位的经费"),  # of all of them it is not said
        ("附楼", "层", HOUSE),
        ("主楼", "米", HOUSE),
    ],
)
def test_a_number_of_something_else_is_none(thing: str, unit: str, quote: str) -> None:
    assert list(numbers_of(thing, unit, quote, SITE + quote)) == []
