"""The parts of a clause that each count one thing (组织多少人次考试、多少个考试项目; 常委会和主任会议各开几次)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.narrative.asked import counted_stretch
from assistant.spoken import spoken_words
from assistant.understand.likeness import HOW_OFTEN
from assistant.understand.reading import Reading
from assistant.understand.residue import content_words
from assistant.understand.text import bare, of_each
from assistant.understand.units_counted import COUNTED_NOUN, counted_in
from assistant.understand.vocabulary import ItemLink

ASKS_COUNT = re.compile(r"多少|几|多长|多久|多快|多高")
_APART = re.compile(r"(?<=几[次场期天班])(?=多少|几)|[、,，;；]|[和与及跟](?=[^和与及跟]*(?:多少|几))")
_BUYS = re.compile("[买购换添]|更新")
_DEEDS = re.compile("租")  # words of one character that say what is done to what is counted
_FRAME = frozenset(
    (
        "绩效",
        "绩效目标",
        "绩效指标",
        "目标",
        "指标",
        "工作",
        "数量",
        "规定",
        "时效",
        "质量",
        "产出",
        "效益",
        "一级",
        "二级",
    )
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a clause that counts one thing: its text without the names of bodies and projects, its
    words, the measure of what it counts, and the text with all names."""

    text: str
    words: tuple[str, ...]
    measure: str
    whole: str


def pieces_of(reading: Reading) -> list[Piece]:
    """The parts of a clause that each count something; A和B各开几次 counts A and B."""
    text = reading.text
    blank = list(text)
    spans = [*reading.bodies.spans, *((one.start, one.end) for one in project_links(reading))]
    for start, end in spans:
        blank[start:end] = "□" * (end - start)
    blanked = "".join(blank)
    *things, asked = of_each(blanked) or [(0, 0)]
    if things:
        tail = blanked[slice(*asked)]
        return [_piece(blanked[a:b] + tail, text[a:b] + tail) for a, b in things]
    pieces: list[Piece] = []
    start = 0
    for cut in [*_APART.finditer(blanked), None]:
        stop = cut.start() if cut else len(blanked)
        if not ASKS_COUNT.search(blanked, start, stop):
            continue
        pieces.append(_piece(blanked[start:stop], text[start:stop]))
        start = cut.end() if cut else stop
    return pieces


def _piece(text: str, whole: str) -> Piece:
    noun = COUNTED_NOUN.search(text)
    start, end = noun.span() if noun else counted_stretch(text)
    words = content_words(f"{text[:start]} {text[end:]}".replace("□", " "), lambda _: True)
    named = tuple(
        word
        for word in words
        if not (word in _FRAME or word.isdigit() or any(word in other for other in words if other != word))
    )
    if not named and _BUYS.search(text):
        named = tuple(spoken_words(text))  # 要买几辆车
    elif named:
        named += tuple(one for one in HOW_OFTEN.findall(text) if one not in named)
        named += tuple(one for one in _DEEDS.findall(text) if not any(one in word for word in named))
    return Piece(text, named, counted_in(text), whole)


def project_links(reading: Reading) -> list[ItemLink]:
    """The links that name a project by most of its name, or by another name of its own, not only by a word of it."""
    return [
        one
        for one in reading.links
        if "project" in one.kinds and one.text == reading.text[one.start : one.end] and _is_own_name(one)
    ]


def _is_own_name(link: ItemLink) -> bool:
    """Whether a link names nothing but a project, or has most of its name."""
    only = link.kinds == {"project"} and link.sure == 1.0
    return only or any(2 * len(link.text) >= len(bare(name)) for name in link.names)
