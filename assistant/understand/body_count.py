"""How many bodies a question says that it is about (四个部门, 三家人大办), held against those that it fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.understand.clues import NUMERALS
from assistant.understand.departments import SEVERAL, Mention
from index.model import DocumentCard

if TYPE_CHECKING:
    from assistant.understand.bodies import Bodies

_OF_ORDER = re.compile("(?:最[大多高小少低]的?|[前头哪]|倒数第?)$")
_NUMBERED = re.compile("[两三四五六七八九十]")


def bodies_said(text: str) -> int:
    """How many bodies a text says that it is about (四个部门); 0 where it does not say, and not how many of them it
    wants of an order (最高的前三家)."""
    said = _said(text)
    return NUMERALS.get(said[0][0], 0) if said else 0


def _said(text: str) -> re.Match[str] | None:
    return next((one for one in SEVERAL.finditer(text) if not _OF_ORDER.search(text[: one.start()])), None)


def as_many(documents: Sequence[str], text: str, cards: Sequence[DocumentCard]) -> tuple[str, ...]:
    """The documents of the one year of whose bodies there are as many as the text says (四个部门), else all."""
    said = bodies_said(text)
    by_year: dict[int | None, list[DocumentCard]] = {}
    for card in cards:
        if card.id in documents:
            by_year.setdefault(card.year, []).append(card)
    if not said or said == len({card.department for group in by_year.values() for card in group}):
        return tuple(documents)
    fitting = [group for group in by_year.values() if len({card.department for card in group}) == said]
    kept = {card.id for card in fitting[0]} if len(fitting) == 1 else set(documents)
    return tuple(one for one in documents if one in kept)


def says_number_of(mention: Mention, text: str, cards: Sequence[DocumentCard]) -> bool:
    """Whether the number of bodies that a text says is that of one of its names alone (嘉兴三家和柯桥)."""
    return bodies_said(text) == len({card.department for card in cards if card.id in mention.documents})


def not_as_many(text: str, bodies: Bodies, cards: Sequence[DocumentCard]) -> bool:
    """Whether a text that names places or bodies says another number of them than there are documents of
    (嘉兴、柯桥、目家口三家人大办); by one name (三家人大办) it may name more than have a document of the year asked."""
    there = len({card.department for card in cards if card.id in bodies.documents})
    named = len(bodies.mentions) > 1 or (bool(bodies.mentions) and there > bodies_said(text))
    return named and _differs(text, bodies, cards)


def other_number(text: str, bodies: Bodies, cards: Sequence[DocumentCard]) -> str:
    """The words by which a text that names no body says another number of them than there are documents of (五个单位);
    empty where it does not."""
    return "" if bodies.mentions or not _differs(text, bodies, cards) else _number_in(text)


def not_of(count: int, text: str) -> str:
    """The words by which a text says another number of bodies than `count`; empty where it does not."""
    return _number_in(text) if bodies_said(text) not in (0, count) else ""


def _number_in(text: str) -> str:
    found = _said(text)
    return found[0] if found is not None and _NUMBERED.match(found[0]) else ""


def _differs(text: str, bodies: Bodies, cards: Sequence[DocumentCard]) -> bool:
    said = bodies_said(text)
    chosen = [card for card in cards if card.id in bodies.documents]
    there, budgets = len({card.department for card in chosen}), len({(card.department, card.year) for card in chosen})
    differs = (
        not bodies.unit_names and there > 1 and said > 1 and said not in (there, budgets)
    )  # 三份预算 of two bodies
    return differs and not (there > said and any(says_number_of(one, text, cards) for one in bodies.mentions))
