"""What is not to be counted in what a clause asks for: items, columns and subordinate units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypedDict

from assistant.understand.bodies import Bodies, bodies_of
from assistant.understand.columns import FUNDS, Column, columns_of
from assistant.understand.exclusions import LeftOut, outside
from assistant.understand.links import link_items
from assistant.understand.narrowing import NARROWING
from assistant.understand.text import blotted
from assistant.understand.vocabulary import ItemLink, Vocabulary
from index.model import DocumentCard

_AND = re.compile("[、和与及跟]")


class Exclusions(TypedDict):
    left_out: tuple[ItemLink, ...]
    columns_left_out: tuple[Column, ...]
    units_left_out: tuple[str, ...]
    leaves_out: bool


def taken_off(
    text: str, wanted: Sequence[LeftOut], bodies: Bodies, cards: Sequence[DocumentCard], vocabulary: Vocabulary
) -> Exclusions:
    """What is not to be counted: items, and subordinate units."""
    spans = [one.words for one in wanted]
    if not spans or NARROWING.search(text):
        return {"left_out": (), "columns_left_out": (), "units_left_out": (), "leaves_out": False}
    others = blotted(text, outside(spans, len(text)))
    units = bodies_of(others, cards, ()).unit_names
    if "本级" in others and not units:  # 除局本级外: the department's own unit
        units = tuple(dict.fromkeys(card.department for card in cards if card.id in bodies.documents))
    sources = any(one.is_source for one in wanted)
    columns = tuple(one for one in columns_of(others, []) if (one.name in FUNDS) == sources) if not units else ()
    if any(_is_within(column, one) for column in columns for one in vocabulary.links(others)):
        columns = ()  # 项目经费 is but a part of 政务服务项目经费
    named = bool(units or columns)
    links = _each_of(others, spans, vocabulary, bodies.documents) if not named else ()
    if not (named or any(one.kinds - {"income"} for one in links)):
        columns = columns_of(others, [])  # a source of funds is a row of the income too
        links = () if columns else links
    return {"left_out": links, "columns_left_out": columns, "units_left_out": units, "leaves_out": True}


def _each_of(
    text: str, spans: Sequence[tuple[int, int]], vocabulary: Vocabulary, documents: Sequence[str]
) -> tuple[ItemLink, ...]:
    """The items that the stretches name, each of a row by itself where they name none together; none at all where
    one of a row is not understood."""
    links = list(link_items(text, [], [], (), vocabulary, documents))
    for start, end in spans:
        cuts = [start, *(place for found in _AND.finditer(text, start, end) for place in found.span()), end]
        pieces = [*zip(cuts[::2], cuts[1::2], strict=True)]
        bare = [one for one in pieces if not any(link.start < one[1] and one[0] < link.end for link in links)]
        for piece in bare if len(pieces) > 1 else ():
            found = link_items(blotted(text, outside([piece], len(text))), [], [], (), vocabulary, documents)
            if not found:
                return ()
            links += found
    return tuple(sorted(links, key=lambda one: one.start))


def _is_within(column: Column, link: ItemLink) -> bool:
    """Whether the words of a column are but a part of an item's name."""
    return link.start <= column.start and column.end <= link.end and column.words != link.text
