"""What 它, 前者, 这个项目 and 多的那个 stand for in a follow-up."""

from __future__ import annotations

import re

from assistant.understand.reading import Reading
from assistant.understand.told import Piece, Told, pieces_of
from assistant.understand.vocabulary import ItemLink

_PRONOUN = re.compile(
    r"(?:这|该|那|此)(?:一)?(?:个|项)?(?:项目|经费|支出|科目|费用|指标)(?!支出|有|都|里|中)|(?:这|那)(?:一)?(?:笔|块)(?:的)?(?:钱|经费|支出|资金|费用)?"
    r"|(?:这|那)个(?=占|比|的|是)|前者|后者|它(?!们)|其(?![中他它实次余])"
)
_THE_FIRST = re.compile("^(?:那么?)?(?:它(?!们)|其(?![中他它实次余])|[多高大少低小]的[那这]一?[个项])")
_THAT = "的?(?:[那这]一?|一)?[个项笔]"
_IN_ORDER = (
    (re.compile(rf"(?:[前上]面|先前|先问|最?先|头){_THAT}(?=[是比占和与跟减除的多少高低])"), "前者"),
    (re.compile(rf"(?<!之)(?:[后下]面|后来|后问|最?后){_THAT}(?=[的多少高低是占?？]|$)"), "后者"),
)
_OF_THE_FIRST = re.compile(  # 是前面那个的百分之几: of what came last
    r"^(?:那么?|又|它|大概|大约|约)*(?:是|占|相当于|为)了?(?:[前上]面|先前|先问|刚才|前|上)[那这]?一?[个项笔者]的?"
    r"(?=百分之|几成|几分之|多少|多大|(?P<times>几倍))"
)
_NUMBERED = {"前者": -2, "后者": -1}


def in_order(text: str) -> str:
    """The text with 前面那个 and 后面这个 as 前者 and 后者, where it speaks of both, or sets the last against the
    first."""
    both = _OF_THE_FIRST.sub(lambda found: f"后者{'是' if found['times'] else '占'}前者的", text)
    for words, plain in _IN_ORDER:
        both = words.sub(plain, both)
    return both if all(one in both for one in _NUMBERED) else text


def without_pronoun(text: str, new: Reading, told: Told) -> str:
    """The text with 它, 前者, 这个项目 replaced by what they stand for."""
    first = _THE_FIRST.search(text) if told.first else None
    if first:
        return f"{told.first}{text[first.end() :]}"
    found = _PRONOUN.search(text)
    if found is None or not told.subjects:
        return text
    if all(one in text for one in _NUMBERED):
        return _both_named(text, told)
    if any(one.end == found.start() for one in pieces_of(new)):
        return f"{text[: found.start()]}{text[found.end() :]}"  # 公务接待费这块: of what is named right before
    if found[0] in ("它", "其") and any(names_cost(one) and one.start >= found.end() for one in pieces_of(new)):
        return f"{text[: found.start()]}{text[found.end() :].removeprefix('的')}"  # 它的差旅费: of the body
    if "项目" in found[0] and len(told.projects) == 1 and not told.group:
        return f"{text[: found.start()]}{told.projects[0]}{text[found.end() :]}"
    place = _NUMBERED.get(found[0], -1)
    if -place > len(told.subjects) or (told.group and len(told.subjects) > 1 and found[0] not in _NUMBERED):
        return text
    return f"{text[: found.start()]}{told.subjects[place]}{text[found.end() :]}"


def _both_named(text: str, told: Told) -> str:
    """前者 and 后者 replaced both; as they are where one thing was told of two bodies or years."""
    if len(told.subjects) >= len(_NUMBERED):
        for words, place in _NUMBERED.items():
            text = text.replace(words, told.subjects[place])
    return text


def names_cost(piece: Piece) -> bool:
    """Whether a piece names an item of expenditure by what it is spent on."""
    return isinstance(piece.item, ItemLink) and bool(piece.item.kinds & {"economic", "three_public"})
