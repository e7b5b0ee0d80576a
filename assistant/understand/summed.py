"""Shares of the sum of several things that a question names (福利费占福利费和工会经费合计的比例)."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.plan import Operation, Selector
from assistant.understand.columns import Column
from assistant.understand.reading import Reading
from assistant.understand.selecting import column_selector, selector_of
from assistant.understand.vocabulary import ItemLink

_SUM = "的?(?:合计|之和|总和|总计|加起来|合起来|加总|相加)(?:的?总?(?:数|额|金额))?"
_OF_SUM = (
    re.compile(rf"(?P<part>[^占,，。;；]+)占(?P<listed>[^占,，。;；?？]+?){_SUM}的?(?=比|百分|份额|多少|多大|几)"),
    re.compile(
        rf"(?P<listed>[^占,，。;；?？]+?(?:{_SUM}|[、和与及跟][^占,，。;；?？]+?))(?:里面?|[当其]?中),?(?P<part>[^占,，。;；?？]+?)的?占"
    ),
)


class SharesOfSum(NamedTuple):
    """The parts of which the share is asked, and what adds up to the whole."""

    parts: tuple[Selector, ...]
    added: tuple[Selector, ...]


def shares_of_sum(reading: Reading) -> SharesOfSum | None:
    """What is asked as a share of the sum of at least two things that a clause itself names; None for anything else."""
    if reading.operation is not Operation.SHARE:
        return None
    for words in _OF_SUM:
        found = words.search(reading.text)
        if found:
            parts, added = (_named_in(found[group], reading) for group in ("part", "listed"))
            return SharesOfSum(parts, added) if parts and len(added) > 1 else None
    return None


def _named_in(words: str, reading: Reading) -> tuple[Selector, ...]:
    """The items and columns of a clause that some of its words name, in their order."""
    named: list[ItemLink | Column] = [*reading.links, *reading.measures]
    at = {words.find(form): one for one in named for form in _forms_of(one) if form in words}
    kept = list({id(one): (place, one) for place, one in sorted(at.items(), key=lambda pair: -pair[0])}.values())
    return tuple(_selector(one, reading) for _, one in sorted(kept, key=lambda pair: pair[0]))


def _forms_of(named: ItemLink | Column) -> tuple[str, ...]:
    """The words for something: as it was read, and its names, of which a clause that says it twice may hold each."""
    return (named.text, *named.names) if isinstance(named, ItemLink) else (named.words,)


def _selector(named: ItemLink | Column, reading: Reading) -> Selector:
    return selector_of(named, reading) if isinstance(named, ItemLink) else column_selector(named, reading)
