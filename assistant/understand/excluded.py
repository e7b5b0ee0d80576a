"""What a plan leaves out of its figures, or of its group."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.plan import Selector
from assistant.understand.columns import FUNDS
from assistant.understand.exclusions import left_out, ranks_left_out
from assistant.understand.reading import Reading
from assistant.understand.selecting import selector_of

_AND = re.compile("[、和与及跟]|以及")
_CLASS_END = re.compile("(?<=[一-鿿]{2})(?:这|那)?(?:类|方面|有关|相关)*的?(?:项目)?$")
_SAYS_NOTHING = re.compile("这|那|它|上面|前面|刚才|以上|上述|其[他余]|项目$")


def excluded_from(reading: Reading, selectors: Sequence[Selector], group: str) -> tuple[Selector, ...]:
    """What is not to be counted: items, or the same figures of subordinate units; of projects also what is but a word
    of their names (除了培训)."""
    items = tuple(selector_of(link, reading) for link in reading.left_out)
    columns = tuple(
        Selector(label=one.name, fund=one.name) if one.name in FUNDS else Selector(label=one.name, measure=one.name)
        for one in reading.columns_left_out
    )
    units = tuple(
        one.model_copy(update={"label": unit, "unit_name": unit})
        for unit in reading.units_left_out
        for one in selectors or (Selector(label=""),)  # of a group none is named
        if not one.unit_name
    )
    return (*items, *columns, *units) or (_by_words(reading) if group == "projects" else ())


def _by_words(reading: Reading) -> tuple[Selector, ...]:
    """What is left out of projects in words that name nothing by themselves, each of a row apart."""
    if not reading.leaves_out or ranks_left_out(reading.text):
        return ()
    pieces = [piece for one in left_out(reading.text) for piece in _AND.split(reading.text[slice(*one.words)])]
    words = [_CLASS_END.sub("", one) for one in pieces]
    return tuple(Selector(label=one) for one in words if len(one) > 1 and not _SAYS_NOTHING.search(one))
