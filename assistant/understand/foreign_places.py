"""Places that no document is of, before the name of an office or where no office is named."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from assistant.understand.clues import filler_pattern, filler_words
from assistant.understand.departments import Mention
from assistant.understand.residue import YEAR
from index.dictionary import word_class
from index.model import DocumentCard

_PLACE = re.compile(r"[一-鿿]{2}[省市区县州旗]$")
_ROW = "和与跟同及比、,，"
_BEHIND_PLACE = "的市省区县"
_KINDS = "省市区县"
_AGENCY = re.compile(
    r"[一-鿿]{2,12}?(?:中心(?!城|区|工作)|研究院|仲裁院|研究所|管理[处所]|服务[处站]|(?<!办)公司|支队|大队|幼儿园)(?!建设|改造|运行|项目|装修)"
)
_OF_PLACE = frozenset(("政府", "人民政府", "机关", "全市", "全区", "全县", "全省", "党委", "城区", "本地", "我市"))
AMONG_UNITS = re.compile("(?:下属|所属|下设|直属|下辖)(?:单位)?的?")
_ASKS_AMOUNT = re.compile("多少|几|预算|支出|收入|经费|费$")
_STATE = re.compile("(?:全国|中央)$")
_THINGS = frozenset(("古城", "平原", "中原", "江南", "东湖"))  # things as often as places
_LONGEST, _SHORTEST = 5, 2  # characters of the name of a place


def elsewhere(
    text: str, mentions: Sequence[Mention], cards: Sequence[DocumentCard]
) -> tuple[str, tuple[int, int] | None]:
    """A mention that a place stands before which none of its documents is of (成都市人社局)."""
    for place, one in itertools.pairwise(mentions):
        if place.end == one.start and not set(place.documents) & set(one.documents) and not place.unit_name:
            return text[place.start : one.end], (place.start, one.end)
    for place, one in itertools.pairwise(mentions):
        if set(one.documents) < set(place.documents) and other_of_kind(text, place, one):
            return text[place.start : one.end], (place.start, one.end)
    for one in mentions:
        if _STATE.search(text[: one.start]):
            return text[one.start - 2 : one.end], (one.start - 2, one.end)  # 全国人大
        own = text[one.start] in "省市区县"
        end = one.start + 1 if own else one.start
        above = _place_above(text[:end], one, text, cards)
        known = "".join(f"{card.region}{card.department}" for card in cards if card.id in one.documents)
        begin = max((other.end for other in mentions if other.end <= one.start), default=0)  # 一中|和
        before = above or _place_before(text[begin:end], own, known)
        if before:
            return text[end - len(before) : one.end], (end - len(before), one.end)
    return "", None


def agency_elsewhere(
    text: str, mentions: Sequence[Mention], places: Sequence[Mention], names: Sequence[tuple[int, int]]
) -> tuple[str, tuple[int, int] | None]:
    """An agency behind a place, or among the units of a body, that is none of those that `mentions` name
    (嘉兴市人才服务中心, 下属的就业服务中心), where an amount is asked for."""
    if not _ASKS_AMOUNT.search(text):
        return "", None
    starts = [(one.start, one.end) for one in places]
    starts += [(found.end(), found.end()) for found in AMONG_UNITS.finditer(text)]
    for start, end in starts:
        found = _AGENCY.match(text, end)
        if found is None or any(one < found.end() and end < two for one, two in names):
            continue
        if not any(one.start < found.end() and end < one.end for one in mentions):
            return text[start : found.end()], (start, found.end())
    return "", None


def other_of_kind(text: str, place: Mention, body: Mention) -> bool:
    """Whether between a place and a body that goes by its kind a noun says that it is another of that kind
    (澜江市|少儿|图书馆)."""
    words = text[place.end : body.start]
    plain = words in filler_words() or words in _OF_PLACE or words[-1:] in tuple("级属内")
    return 1 < len(words) < _LONGEST and bool(word_class(words)) and not plain


def _place_before(before: str, own: bool, known: str) -> str:
    """The place that some words end in, which is none of the `known` ones; `own`: the office begins with its kind."""
    words = (before[-length:] for length in range(_LONGEST, _SHORTEST - 1, -1) if len(before) >= length)
    name = next((one for one in words if _is_name(one) and one not in known), "")
    found = _PLACE.search(before)
    if name or not found or found[0] in known:
        return name
    named = is_place(found[0]) or (own and _may_be_place(found[0][:-1], before[: found.start()]))
    return found[0] if named else ""


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
