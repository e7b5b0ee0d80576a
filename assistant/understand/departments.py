"""Departments and units of a question: by full name, abbreviation or place.

An abbreviation is a subsequence of the name (人社局 in 人力资源和社会保障局), so that no list of
them is needed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from assistant.understand.abbreviations import abbreviates, numbered_name
from assistant.understand.proper_names import name_of_its_own
from assistant.understand.text import bare, folded
from index.dictionary import word_share
from index.model import DocumentCard
from index.regions import places_in

_ENDINGS = re.compile(
    r"(?:人大|政协|公安|经开区|高新区|开发区|新区|保护区|管委会|局|办|办公室|厅|委|委员会|室|院|馆|校|中心|站|所|队|会|街道|镇|乡|政府)$"
)
SEVERAL = re.compile(
    r"[两三四五]个(?=[一-鿿]{2,5}[办局委](?:[里中的,，]|谁|哪|各|分别|一共|合计|加))|"
    r"[前头][两三四五六七八九十](?:个(?:部门|单位)|家(?:部门|单位)?)|"
    r"[两三四五六七八九十]?(?:个|家|份)(?:20\d\d年度?的?)?(?:部门|单位|地方)|(?<!第)[两三四五六七八九十]部门|各(?:部门|单位|家)|所有(?:部门|单位(?!资金))|[三四五]份|[三四五]家|[两六七八九]家(?=[一-鿿]{0,4}(?:人大|政协|法院|[局办厅]))|最[大多高小少低]的?(?:部门|一家)"
)
_OFFICE_AHEAD = re.compile(r"[一-鿿]{0,4}?(?:局|厅|委员会|委|院|馆)")
_COUNTED = re.compile(r"(?<=[\d几百千多余])[万亿]")  # of an amount, with which no name begins (456万|里)
_LEAST_BODY = 2  # characters of a body's name behind a place that are no accident
_PARTY = re.compile(r"[省市区县]委(?!员)")
_WHICH = re.compile(
    r"(?:谁|哪[一]?家|哪个(?:部门|单位)).{0,20}(?:最|[多高大少低小](?:$|[?,。，？]))|最[多高大少低小].{0,8}(?:谁|哪[一]?家|哪个(?:部门|单位))"
    r"|(?:谁|哪几?家).{0,16}排名?在?前[二三四五六七八九十]|排名?在?前[二三四五六七八九十].{0,4}(?:谁|哪几?家|(?:部门|单位)$)"
    r"|(?:谁|哪些|哪几[个家]|哪一?[个家])(?:部门|单位|地方)?.{0,20}(?:超过|大于|高于|低于|不到|不足|以上|以下)"
    r"|(?:超过|大于|高于|低于|不到|不足|以[上下]).{0,14}(?:部门|单位)(?:一共|总共|共)?(?:有|是)?(?:哪|几|多少)"
)
_WHICH_HAVE = re.compile(
    r"(?:谁|哪些|哪几[个家]|哪一?[个家])(?:部门|单位|地方|家)?[^,。?？]{0,6}(?:没有?|未|有|无|安排)(?!多少|几)"
    r"|(?:没有?|未|无)(?:安排|列)?[^,。?？]{2,12}的(?:部门|单位)?(?:有|是)?(?:哪|谁)"
    r"|(?:没有?|未|无)(?:安排|列)?了?的(?:部门|单位)?(?:有|是)(?:哪|谁)"
    r"|(?:有|安排了?|列了)[^,。?？]{2,12}的(?:部门|单位)?(?:有|是)?(?:哪[几一]?[个家]|谁)"
)
_OWN_PLACE = re.compile(r"^[一-鿿]{2,3}[市区县](?=.{3})")
_BRANCH = re.compile(r".*?[省市县](.{2,10}?)局([一-鿿]{2,4}?)区?分局")
_TOWN = re.compile(r"([一-鿿]{2,4}?)(?:街道|镇|乡)")
_SHORTEST_OWN = 3  # characters of a unit's name behind that of its department
_PARTICLES = "的和与及跟比给请问查看下那在按照由对从向让据叫、"
_MEETING = "人代会"  # no body, though it looks like the name of one
_SHORT = ("人大", "政协", "法院", "检察院")


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch `start:end` of the question that names `documents`, or a unit of one."""

    start: int
    end: int
    documents: tuple[str, ...]
    unit_name: str = ""


def mentions_of(question: str, cards: Sequence[DocumentCard]) -> list[Mention]:
    """Every department, unit or place that the question names, in order."""
    found: list[Mention] = []
    names = _names_of(tuple(cards))
    places = {place[:-1] for card in cards for place in places_in(card.region)}
    start = 0
    while start < len(question):
        best = None if _COUNTED.match(question, start) else _best_at(question, start, names)
        best = _with_second_name(best, question) if best else None
        if best and (question[best.start : best.end] in places or not _is_torn(best, question, found)):
            found[-1:] = _together(found[-1], best) if found else [best]
            start = best.end
        else:
            start += 1
    return found


def _with_second_name(mention: Mention, question: str) -> Mention:
    """A mention of a unit with the name in brackets that stands behind it there, be it cut short."""
    second = folded(mention.unit_name)
    second = second[second.find("(") :] if "(" in second else ""
    same = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(second, question[mention.end :], strict=False))
    )
    return replace(mention, end=mention.end + same) if same > 1 else mention


def _together(one: Mention, two: Mention) -> list[Mention]:
    """Two mentions, as one where they stand side by side and leave in doubt each by itself what both mean
    (嘉兴市办|人大)."""
    both = tuple(document for document in one.documents if document in two.documents)
    if one.end != two.start or not both or one.unit_name or two.unit_name:
        return [one, two]
    narrower = len(both) < min(len(one.documents), len(two.documents))
    return [Mention(one.start, two.end, both)] if narrower else [one, two]


def _is_torn(mention: Mention, question: str, earlier: Sequence[Mention]) -> bool:
    """Whether an abbreviation of two characters is torn out of a longer name (财|政厅)."""
    start = mention.start
    if mention.end - start > 2 or question[start : mention.end] in _SHORT or not start:
        return False
    beside = question[start - 1]
    return "一" <= beside <= "鿿" and beside not in _PARTICLES and not (earlier and earlier[-1].end == start)


def is_of_party(words: str) -> bool:
    """Whether the words name a committee of the party or its office (省委办公厅), of which budgets of
    congresses and governments are none."""
    return bool(_PARTY.search(words))


def office_of(card: DocumentCard) -> str:
    """The name of a body without its places."""
    name = card.department
    for place in places_in(card.region):
        name = name.removeprefix(place)
    return name


def asks_several(question: str) -> bool:
    """Whether the question speaks of several departments at once."""
    return bool(SEVERAL.search(question))


def asks_which_body(question: str) -> bool:
    """Whether the question asks which of the departments has the most or the least of something, or amounts
    within a bound."""
    return bool(_WHICH.search(question))


def asks_who_has(question: str) -> bool:
    """Whether the question asks which of the departments have something or have it not."""
    return bool(_WHICH_HAVE.search(question))


def several_spans(question: str) -> list[tuple[int, int]]:
    """The stretches that say that several are asked (三家单位, 各部门)."""
    return [found.span() for found in SEVERAL.finditer(question)]


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of a body or of one of its units (`unit`, else empty), and the ways to write it."""

    document: str
    unit: str
    bare_unit: str
    forms: tuple[tuple[str, str], ...]  # each with the region that may stand before it


@lru_cache(maxsize=8)
def _names_of(cards: tuple[DocumentCard, ...]) -> tuple[_Name, ...]:
    """The names of all bodies and units that documents are of, with the ways people write them."""
    found = []
    for card in cards:
        region = bare(card.region)
        for name, unit in [(card.department, ""), *((unit, unit) for unit in card.units if unit != card.department)]:
            forms = [(bare(name), region)]
            own = bare(unit).removeprefix(bare(card.department))
            forms += [(short, region) for short in (_branch_name(name), numbered_name(bare(name))) if short]
            if unit and _SHORTEST_OWN < len(own) < len(bare(unit)):
                forms.append((own, ""))  # 交警支队 of 某市公安局交通警察支队
            found.append(_Name(card.id, unit, bare(unit), tuple(forms)))
    return tuple(found)


def _best_at(question: str, start: int, names: Sequence[_Name]) -> Mention | None:
    scored: dict[tuple[int, int, str], list[str]] = {}
    for one in names:
        length = 0
        for name, region in one.forms:
            if question[start] in name:
                length = max(length, _match_length(question, start, name, region, of_unit=bool(one.unit)))
        if length:
            unit = "" if one.unit and question[start : start + length] in one.forms[0][1] else one.unit  # its place
            scored.setdefault((length, -len(one.bare_unit), unit), []).append(one.document)
    if not scored:
        return None
    best = max(scored, key=lambda key: (key[0], not key[2], key[1]))  # 某镇中学 itself, not 某镇中心小学
    words = question[start : start + best[0]]
    words = words.removesuffix(_MEETING) or words  # 张家口|人代会 speaks of what the body holds
    return Mention(start, start + len(words), tuple(dict.fromkeys(scored[best])), best[2])


def _branch_name(name: str) -> str:
    """A branch as people call it, its place first: 金东区公安分局 for 某市公安局金东分局; empty for other bodies."""
    found = _BRANCH.fullmatch(bare(name))
    return f"{found[2]}区{found[1]}分局" if found else ""


def _match_length(question: str, start: int, name: str, region: str, *, of_unit: bool) -> int:
    """How far the question follows the name as a subsequence; 0 when that is no name."""
    places = places_in(region)
    town = _TOWN.match(name.removeprefix(region))
    position, best, ended = -1, 0, 0
    for length, char in enumerate(question[start:], 1):
        position = name.find(char, position + 1)
        if position < 0:
            break
        text = question[start : start + length]
        place = any(part[:-1] in text for part in places if len(part) > 2)
        place = place or bool(town and text.endswith(town[1]))  # 府山 of 府山街道办事处
        full_end = name.endswith(char) and length > 2
        body = length > 2 and bool(_ENDINGS.search(text))
        short = text in _SHORT or (length == 2 and char in "局委厅办馆")
        if length >= 2 and (place or body or short or full_end):
            best = length
            ended = length if full_end or _ENDINGS.search(text) else ended
    if ended and ended < best <= ended + 2 and not name.endswith(question[start + best - 1]):
        best = ended  # 人大办|公用经费, 财政局|财政委托业务
    if best and not ended and 0 < best - _place_length(question[start : start + best], places) < _LEAST_BODY:
        best = _place_length(question[start : start + best], places)  # 嘉兴|政协, not 嘉兴政|协
    placed = _place_length(question[start : start + best], places)
    if placed and _is_of_place_only(question, (start + placed, start + best), name, ended=bool(ended), of_unit=of_unit):
        best = placed
    if best and not ended and _OFFICE_AHEAD.match(question, start + best):
        best = _place_length(question[start : start + best], places)  # 张家口市|人社局, not 张家口市人|社局
    if question[start : start + best].endswith("政府") and not name.endswith("政府"):
        best = _place_length(question[start : start + best], places)  # 普陀区政府 is none of its 街道办事处
    if _PARTY.search(question[start : start + best]):
        best = _place_length(question[start : start + best], places)  # 市委 is no 委员会 of another body
    if best and ended and _skips_own_place(question[start : start + best], name, places):
        return 0  # 绍兴市人大 is not the 人大 of one of its districts
    if best and not _starts_well(question[start : start + best], name, places):
        return 0
    return best


def _is_of_place_only(question: str, body: tuple[int, int], name: str, *, ended: bool, of_unit: bool) -> bool:
    """Whether the words behind a place that stand in a name in this order are none of it: 嘉兴|管公 is none of
    政务服务和数据资源管理办公室, 桃源|教师培训 no 教师发展中心, 桃源|校舍 no 学校."""
    start, end = body
    if not ended and not abbreviates(question[start:end], name):
        return True
    if of_unit and not ended and _is_word_ahead(question, start, end, name):
        return True
    return end - start == 1 and bool(word_share(question[start : end + 1]))


def _is_word_ahead(question: str, start: int, end: int, name: str) -> bool:
    """Whether a stretch is a word of the language and of a name that goes on with other words (教师|培训), not one
    cut short (一中 of 第一中学)."""
    words, after = question[start:end], question[end : end + 1]
    if words not in name:
        return False
    rest = name[name.find(words) + len(words) :][:1]
    is_cut = bool(rest and word_share(words[-1:] + rest))
    goes_on = "一" <= after <= "鿿" and after not in f"{_PARTICLES}有各是呢"
    return bool(word_share(words)) and goes_on and not is_cut


def _skips_own_place(text: str, name: str, places: Sequence[str]) -> bool:
    """Whether the text names a place above a body's own, in full, and not that own place, which tells the body
    from others of its name."""
    *above, own = places or [""]
    proper = name_of_its_own(name[name.rfind(own) + len(own) :])
    if own[:-1] in text or own[:-1] not in name or (proper and proper in text):
        return False
    return any(place[:-1] in text for place in above if len(place) > 2)


def _place_length(text: str, places: Sequence[str]) -> int:
    """How much of the text is the name of a place."""
    joined = "".join(places)
    return max((length for length in range(len(text) + 1) if text[:length] in joined), default=0)


def _starts_well(text: str, name: str, places: Sequence[str]) -> bool:
    """An abbreviation starts where the place or the body's own name starts."""
    if text == _MEETING:
        return False
    core = name
    for place in places:
        core = core.removeprefix(place)
    own = _OWN_PLACE.sub("", core)  # 看守所 of 某市某区看守所
    starts = {
        name[:1],
        core[:1],
        core.removeprefix("人民政府")[:1],
        own[:1],
        *(place[:1] for place in places),
        "市",
        "区",
        "县",
        "省",
    }
    return text[:1] in starts
