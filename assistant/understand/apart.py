"""What one clause asks for apart: the halves of one name, and sources of funds that stand in a row with other items."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.plan import Operation, Selector
from assistant.understand.clues import asks_money
from assistant.understand.columns import Column
from assistant.understand.qualifying import TOGETHER
from assistant.understand.reading import Reading
from assistant.understand.vocabulary import ItemLink

RUNNING = "公务用车运行维护费"
_BUYING = "公务用车购置费"
_CARS = "公务用车购置及运行维护费"
_EACH = re.compile("各|分别|分开")
_NUMBER_OF_CARS = re.compile(r"(?:多少|几)辆(?!.{0,6}多少钱)")
CARS_BOUGHT = "购置车辆"
_NUMBER_BOUGHT = re.compile(r"(?:[买购换]|更新|添置)[^,。?]{0,6}(?:多少|几)辆(?!.{0,6}多少钱)")
_BUYS = re.compile("[买购]|更新")
_ASSETS_BOUGHT = "购置固定资产"
_BUYS_ASSETS = re.compile("(?:买|购置|拟购|添置|新增)[^，。？]{0,8}资产|资产[^，。？]{0,4}(?:购置|购买|新增|添置)")


def apart(reading: Reading) -> list[Reading]:
    """The items of a reading and the sources of funds that stand in a row with them, each by itself, in order."""
    beside = tuple(one for one in reading.funds if is_beside(one, reading))
    items = replace(reading, columns=tuple(one for one in reading.columns if one not in beside))
    parts: list[Reading] = [items, replace(reading, links=(), columns=beside, total="")]
    return sorted(parts, key=lambda part: min([one.start for one in part.links] + [one.start for one in part.columns]))


def is_beside(fund: Column, reading: Reading) -> bool:
    """Whether a source of funds stands in a row with another item of the income, and pays for none."""
    return any(
        "income" in link.kinds
        and TOGETHER.fullmatch(reading.text[min(fund.end, link.end) : max(fund.start, link.start)].strip("的各"))
        for link in reading.links
    )


def halves(selector: Selector, reading: Reading) -> tuple[Selector, ...]:
    """Buying cars and running them, each by itself where one name for both is asked for each."""
    if _CARS not in selector.names or reading.operation is not Operation.VALUE or not _EACH.search(reading.plain):
        return (selector,)
    return tuple(selector.model_copy(update={"label": name, "names": (name,)}) for name in (_BUYING, RUNNING))


def counted(link: ItemLink, reading: Reading) -> ItemLink:
    """公车 as the vehicles themselves where their number is asked, not what they cost; what buying them costs where
    that is asked; 固定资产 that are to be bought as what is said of buying them, not as those that are held."""
    text = reading.text
    if "车辆" in link.names and asks_money(reading.plain) and _BUYS.search(reading.topic or text):
        return replace(link, names=(_BUYING,), text=_BUYING, kinds=frozenset({"three_public"}))
    if "车辆" in link.names and link.text not in text and _BUYS.search(text):  # 有几辆车，今年买不买
        return replace(link, names=(_BUYING,), text=_BUYING, kinds=frozenset({"three_public"}))
    if _BUYS_ASSETS.search(text) and any("资产" in name and name not in text for name in link.names):
        return replace(link, names=(_ASSETS_BOUGHT,), text=_ASSETS_BOUGHT, kinds=frozenset())
    if _NUMBER_BOUGHT.search(text) and any(name.startswith(("公务用车", "车辆")) for name in link.names):
        return replace(link, names=(CARS_BOUGHT,), text=CARS_BOUGHT, kinds=frozenset())  # not those that there are
    if not _NUMBER_OF_CARS.search(text) or not any(name.startswith("公务用车") for name in link.names):
        return link
    return replace(link, names=("车辆",), kinds=frozenset({"asset"}))
