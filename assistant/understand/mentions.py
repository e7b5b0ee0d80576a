"""The names of bodies that a question means, without stretches that only look like them."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from assistant.understand.departments import Mention, mentions_of
from assistant.understand.residue import YEAR
from assistant.understand.text import bare
from index.model import DocumentCard

_LONG_NAME = 4
_SHORT = 3  # characters of an everyday word such as 教育, which may be of an office's name
_OF_SUBJECT = re.compile("[(（][类款项][)）]")
_MEMBERS = re.compile("代表|委员(?!会)")
_OFFICE_THINGS = re.compile(r"公(?:用房|用品|大?楼|设备|设施|家具|场[所地]|区|桌|椅|耗材|自动化|环境|条件)")


def settled_mentions(
    text: str, cards: Sequence[DocumentCard], names: Sequence[tuple[int, int]], with_figures: Container[str] = ()
) -> list[Mention]:
    """The departments and units that a text names; `names` are stretches that name items, within which nothing
    names a body (人大 in 人大监督), `with_figures` the units that figures are told of."""
    mentions = [
        one
        for one in _first_of_each(mentions_of(text, cards), text)
        if not any(start <= one.start and one.end <= end and one.end - one.start < end - start for start, end in names)
    ]
    mentions = [_of_place_alone(_before_names(one, names, text), names, text, cards) for one in mentions]
    return _without_words(_without_subjects(mentions, names, with_figures, text), names, text, cards)


def _without_subjects(
    mentions: Sequence[Mention], names: Sequence[tuple[int, int]], with_figures: Container[str], text: str
) -> list[Mention]:
    """The mentions without units whose words name a subject too (图书馆), where a body is named of which they
    are none, or of which they have no figures of their own, or where the words say so (图书馆（项）)."""
    named = {document for one in mentions if not one.unit_name for document in one.documents}

    def is_subject(one: Mention) -> bool:
        if not one.unit_name or (one.start, one.end) not in names:
            return False
        if not named:
            return not bare(one.unit_name).endswith(text[one.start : one.end])  # 特殊教育, not 特殊教育学校
        own = bool(set(one.documents) & named) and one.unit_name in with_figures
        return not own or bool(_OF_SUBJECT.match(text, one.end))

    return [one for one in mentions if not is_subject(one)]


def _first_of_each(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """The mentions without those that repeat a body within the name of an item (…的市人大常委会会议)."""
    kept: list[Mention] = []
    for one in mentions:
        repeated = any(set(one.documents) & set(known.documents) and len(known.documents) == 1 for known in kept)
        if not (repeated and not one.unit_name and text[one.start - 1] == "的"):
            kept.append(one)
    return kept


def _before_names(mention: Mention, names: Sequence[tuple[int, int]], text: str) -> Mention:
    """The mention without the beginning of an item's name that it runs into (柯桥|人大会议, 人大|办公用房)."""
    if end_before_thing(mention, text) < mention.end:
        return replace(mention, end=mention.end - 1)
    inside = [start for start, end in names if mention.start < start < mention.end < end and end - start >= _SHORT]
    return replace(mention, end=min(inside)) if inside else mention


def end_before_thing(mention: Mention, text: str) -> int:
    """Where the name of a body ends that runs into a thing of an office (人大|办公楼)."""
    runs_on = text[mention.start : mention.end].endswith("办") and _OFFICE_THINGS.match(text, mention.end)
    return mention.end - 1 if runs_on else mention.end


def _of_place_alone(
    mention: Mention, names: Sequence[tuple[int, int]], text: str, cards: Sequence[DocumentCard]
) -> Mention:
    """The mention of a place where what follows it is the name of an item, with which the name of a unit only
    begins (嘉兴市|养老保险, not 嘉兴市养老保险服务中心)."""
    inside = [start for start, end in names if mention.start < start and mention.end <= end and end - start > _SHORT]
    if not mention.unit_name or not inside or mention.unit_name.endswith(text[mention.end - 1]):
        return mention
    place = next(iter(mentions_of(text[mention.start : min(inside)], cards)), None)
    return replace(place, start=mention.start, end=min(inside)) if place else mention


def _without_words(
    mentions: Sequence[Mention], names: Sequence[tuple[int, int]], text: str, cards: Sequence[DocumentCard]
) -> list[Mention]:
    """The mentions without short words that also abbreviate a body, or that name an item, right behind another body
    (万里街道的人大代表工作, 文旅局的图书馆支出), or of its members (培训人大代表): they speak of what it does."""
    kept: list[Mention] = []
    for one in mentions:
        before = kept[-1] if kept else None
        gap = YEAR.sub("", text[before.end : one.start]) if before else ""
        behind = before is not None and gap in ("", "的") and not set(before.documents) & set(one.documents)
        short = one.end - one.start < _SHORT or (behind and (one.start, one.end) in names)
        if before and short and (behind or _MEMBERS.match(text, one.end)) and is_named(before, cards, text):
            continue
        kept.append(one)
    return kept


def is_named(mention: Mention, cards: Sequence[DocumentCard], text: str) -> bool:
    """Whether a mention is more than a place: its documents are of one body, or it names a unit."""
    words = text[mention.start : mention.end]
    own = [card for card in cards if card.id in mention.documents]
    if any(words in card.region for card in own) and not mention.unit_name:
        return False
    return len({card.department for card in own}) == 1 or bool(mention.unit_name) or len(words) > _LONG_NAME
