"""Units of a department by what people call them: by the end of their name (信息中心), or 本级 for the
department's own; written out in full before a question is read."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from assistant.understand.abbreviations import is_short_for
from assistant.understand.clues import filler_words
from assistant.understand.departments import Mention, mentions_of
from assistant.understand.text import bare, folded
from index.catalogue import synonyms
from index.dictionary import word_class
from index.model import DocumentCard

_SHORTEST = 4  # characters of a name's end that are no accident
_HEADQUARTERS = re.compile(
    r"的?(?:局|厅|委|办)机关(?!运行|事业|事务|服务|党|工委)|机关(?=20\d\d|的|项目支出|基本支出|总支出|三公|公务接待)"
)
_SECOND_NAME = re.compile(r"[(（]([^()（）]{5,})[)）]$")  # of a unit with two
_OWN_LEVEL = re.compile(
    r"(?:局|办公室|办|委|厅|机关|部门|单位)?本级|(?:^|(?<=[那,，]))(?:局|厅|委|办)机关(?!运行|事业|事务|服务|党|工委)"
)
_JOINS = ("里", "中", "内", "的", "和", "与", "及")
_BEFORE_SHORT = "(?:^(?:那么?)?|(?<=[和与跟同比、,，及]))"
_BEHIND_SHORT = "(?=$|[和与跟同比、,，及呢的各有是?？]|20\\d\\d|一共|总共|预算|收入|支出|总|项目|多少)"
_WHICH_HAVE = re.compile(  # which units have some money
    r"(?:哪些|哪几[个家所]|哪一?[个家所])(?P<units>(?:下属|所属|预算|二级)*(?:单位|学校|医院|院校|幼儿园))(?:都|会|还)?"
    r"(?:安排|列|使用|用|取得|有)(?:了|有)?(?P<money>(?![几多])[^,，。?？]{1,12}?(?:资金|基金|结转|结余|收入|拨款|费|支出|经费))"
    r"(?:收入|支出|预算|的)*[?？]?$"
)
_BESIDE = re.compile(r"的?(?:和|与|跟|同|比|、|及)的?")


def written_out(
    text: str, told: Sequence[str], cards: Sequence[DocumentCard], items: Container[str] = frozenset()
) -> str:
    """The question with the ends of units' names made whole, and with 本级 behind a department that is set
    beside one of its own units; `told` are the documents that were talked of before, `items` the names of items,
    which abbreviate no unit (特殊教育)."""
    text = folded(text)
    mentions = mentions_of(text, cards)
    named = [one for mention in mentions if len(mention.documents) == 1 for one in mention.documents]
    around = [one for mention in mentions for one in mention.documents]
    for known in (named,) if named else (around, told, [card.id for card in cards]):
        among = [card for card in cards if card.id in known]
        found = _tail_in(text, mentions, among) or _short_in(text, mentions, among, items)
        if found:
            start, end, name = found
            text = f"{text[:start]}{name}{text[end:]}"
            mentions = mentions_of(text, cards)
            break
    text = _with_own_level(_at_headquarters(text, mentions, cards), mentions)
    if not named and told and _OWN_LEVEL.search(text):
        own = next(card.department for card in cards if card.id == told[0])
        text = _OWN_LEVEL.sub(f"{own}本级", text, count=1)
    return text


def _tail_in(text: str, mentions: Sequence[Mention], cards: Sequence[DocumentCard]) -> tuple[int, int, str] | None:
    """The stretch of the text that is the end of one unit's name and of no other's, with that name."""
    units = dict.fromkeys(unit for card in cards for unit in card.units if unit != card.department)
    names = {bare(unit)[1:]: unit for unit in units}  # a name in full needs no writing out
    seconds = {folded(found[1]): unit[: found.start()] for unit in units if (found := _SECOND_NAME.search(unit))}
    names |= seconds
    best: tuple[int, int, str] | None = None
    for name, unit in names.items():
        for size in range(len(name), _SHORTEST - 1, -1):
            at = text.find(name[-size:])
            if at < 0 or any(one.start < at + size and at < one.end for one in mentions):
                continue
            alike = [other for other in names if other.endswith(name[-size:])]
            if is_torn_from(text, at) and not any(one.end == at for one in mentions):
                break  # 就业|服务中心 is no 养老保险服务中心
            if len(alike) == 1 and (best is None or size > best[1] - best[0]):
                best = (at, at + size, unit)
            break
    return best


def _short_in(
    text: str, mentions: Sequence[Mention], cards: Sequence[DocumentCard], items: Container[str]
) -> tuple[int, int, str] | None:
    """The stretch between words of a list that abbreviates the name of one unit, without its place, and of no other
    (职业中专 of 某县职业中等专业学校), with that name."""
    names = {unit: bare(unit).removeprefix(card.region) for card in cards for unit in card.units}
    for found in re.finditer(f"{_BEFORE_SHORT}(?P<name>[一-鿿]{{{_SHORTEST},10}}?){_BEHIND_SHORT}", text):
        words, (start, end) = found["name"], found.span("name")
        if words in items or words in synonyms() or any(one.start < end and start < one.end for one in mentions):
            continue
        meant = [unit for unit, name in names.items() if name.startswith(words[0]) and is_short_for(words, name)]
        if len(meant) == 1:
            return start, end, meant[0]
    return None


def asked_by_amount(text: str, cards: Sequence[DocumentCard]) -> str:
    """The question which units of one department have some money (哪些单位有财政专户管理资金) as one for those
    with more than none of it."""
    found = _WHICH_HAVE.search(text)
    if found is None:
        return text
    mentions = mentions_of(text, cards)
    documents = {one for mention in mentions for one in mention.documents}
    own = [card for card in cards if card.id in documents and len(card.units) > 1]
    if len(documents) != 1 or not own or any(one.end > found.start() for one in mentions):
        return text
    which = "哪些" if found["units"].endswith("单位") else "哪几所"
    return f"{text[: found.start()]}{which}{found['units']}的{found['money']}大于0万元"


def is_torn_from(text: str, at: int) -> bool:
    """Whether a word that names something stands right before a place of the text, where a name begins."""
    before = text[max(0, at - 2) : at]
    if before.endswith(_JOINS):
        return False  # 经费里|信息中心
    return before not in filler_words() and word_class(before).startswith(("n", "v"))


def _at_headquarters(text: str, mentions: Sequence[Mention], cards: Sequence[DocumentCard]) -> str:
    """局机关 right behind a department that has units besides: its own level."""
    several = {card.id for card in cards if len(card.units) > 1}
    for one in mentions:
        found = _HEADQUARTERS.match(text, one.end)
        if found and not one.unit_name and several & set(one.documents):
            return f"{text[: one.end]}本级{text[found.end() :]}"
    return text


def _with_own_level(text: str, mentions: Sequence[Mention]) -> str:
    """信息中心和区人大办: the department beside its unit is its own level."""
    units = [one for one in mentions if one.unit_name]
    for one in mentions:
        for unit in units:
            first, second = sorted((one, unit), key=lambda other: other.start)
            beside = _BESIDE.fullmatch(text[first.end : second.start])
            if not one.unit_name and beside and one.documents == unit.documents and "本级" not in text:
                return f"{text[: one.end]}本级{text[one.end :]}"
    return text
