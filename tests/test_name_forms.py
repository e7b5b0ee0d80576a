"""What items are called in full besides their own names."""

from __future__ import annotations

from assistant.understand.name_forms import exact_names, short_names
from assistant.understand.text import folded


def test_an_everyday_word_means_each_thing_of_its_kind_whatever_price_its_name_tells() -> None:
    items = ["台式计算机（20万以下）", "便携式计算机（20万以下）", "复印机"]
    exact = exact_names(items)
    assert set(items[:2]) <= set(exact[folded("电脑")])
    assert exact[folded("台式机")] == (items[0],)


def test_a_name_is_also_written_without_its_brackets() -> None:
    item = "老领导（研究会）工作经费"
    exact = exact_names([item])
    assert exact[folded("老领导研究会工作经费")] == (item,)
    assert short_names([item], exact)[folded("老领导研究会经费")] == (item,)
