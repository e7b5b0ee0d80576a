"""Places that no document is of, before the name of an office or where no office is named."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from assistant.understand.clues import filler_pattern
from assistant.understand.departments import Mention
from assistant.understand.residue import YEAR
from index.dictionary import word_class
from index.model import DocumentCard

_PLACE = re.compile(r"[一-鿿]{2}[省市区县州旗]$")
_ROW = "和与跟同及比、,，"
_BEHIND_PLACE = "的市省区县"
_KINDS = "省市区县"
_THINGS = frozenset(("古城", "平原", "中原", "江南", "东湖"))  # things as often as places
_LONGEST, _SHORTEST = 5, 2  # characters of the name of a place


def elsewhere(
    text: str, mentions: Sequence[Mention], cards: Sequence[DocumentCard]
) -> tuple[str, tuple[int, int] | None]:
    """A mention that a place stands before which none of its documents is of (成都市人社局)."""
    for place, one in itertools.pairwise(mentions):
        if place.end == one.start and not set(place.documents) & set(one.documents) and not place.unit_name:
            return text[place.start : one.end], (place.start, one.end)
    for one in mentions:
        own = text[one.start] in "省市区县"
        end = one.start + 1 if own else one.start
        above = _place_above(text[:end], one, text, cards)
        known = "".join(f"{card.region}{card.department}" for card in cards if card.id in one.documents)
        before = above or _place_before(text[:end], own, known)
        if before:
            return text[end - len(before) : one.end], (end - len(before), one.end)
    return "", None


def _place_before(before: str, own: bool, known: str) -> str:
    """The place that some words end in, which is none of the `known` ones; `own`: the office begins with its kind."""
    found = _PLACE.search(before)
    if found and found[0] not in known:
        named = is_place(found[0]) or (own and _may_be_place(found[0][:-1], before[: found.start()]))
        return found[0] if named else ""
    words = (before[-length:] for length in range(_LONGEST, _SHORTEST - 1, -1) if len(before) >= length)
    return next((one for one in words if _is_name(one) and one not in known), "")


def place_alone(text: str, cards: Sequence[DocumentCard]) -> tuple[str, tuple[int, int] | None]:
    """The place that a question begins with and names no office of (杭州的三公经费), if no document is of it."""
    lead = re.match(rf"(?:(?:{filler_pattern().pattern})|(?:{YEAR.pattern}))*", text)
    start = lead.end() if lead else 0
    known = "".join(card.region for card in cards)
    for end in range(start + _LONGEST, start + _SHORTEST - 1, -1):
        name = text[start:end]
        ends = name[-1:] in _KINDS or text[end : end + 1] in tuple(_BEHIND_PLACE)
        if len(name) == end - start and ends and _is_name(name) and name not in known:
            return name, (start, end)
    return "", None


def _is_name(words: str) -> bool:
    """Whether the general dictionary has the words as the name of a city, a province or a district, with or
    without the word for its kind; it has many others as places that are none (东西, 大桥, 治安)."""
    if len(words) > _SHORTEST and words[-1] in _KINDS:
        return word_class(words) == "ns"
    named = word_class(words) == "ns" and words not in _THINGS
    return named and any(word_class(f"{words}{kind}") == "ns" for kind in _KINDS)


def _place_above(before: str, mention: Mention, text: str, cards: Sequence[DocumentCard]) -> str:
    """The place that the words before a mention end in, where it lies above that of one of its documents and
    none is of it: 绍兴市人大办 is not the office of one of its districts."""
    words = text[mention.start : mention.end]
    regions = [
        re.findall(r"[^省市区县州旗]{2,}[省市区县州旗]", card.region) for card in cards if card.id in mention.documents
    ]
    own = {places[-1] for places in regions if places}
    if any(place[:-1] in words for place in own):
        return ""
    above = {place for places in regions for place in places[:-1]} - own
    names = (name for place in above for name in (place, place[:-1]) if len(name) > 1 and before.endswith(name))
    return next(names, "")


def is_place(words: str) -> bool:
    """Whether the dictionary knows the words, with or without their last character, as a place."""
    return any(word_class(one).startswith(("ns", "nr", "nz")) for one in (words, words[:-1]))


def _may_be_place(name: str, before: str) -> bool:
    """Whether a name that no dictionary has is of a place, by where it stands: 青禾 in 澜江市和青禾市."""
    if word_class(name) or filler_pattern().search(name):
        return False
    return not before or before[-1] in _ROW
