"""The units that a department's budget covers, read from its sentence on organisation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.line_kinds import is_organisation, strip_role
from index.model import Block, Paragraph
from index.numbering import parse_mark

_ANNOUNCES = re.compile(
    r"预算单位构成|(?:决算|预算)汇编单位|(?:部门)?(?:预算|决算)(?:编制范围)?是?包括|单位[^。]{0,40}具体包括|纳入[^。]{0,40}(?:编制|预算|决算)范围|"
    r"(?:下属|所属|下设)[^。，]{0,12}单位"
)
_CLUES = ("包括", "汇编单位", "范围", "单位构成", "下属", "所属", "下设")  # of which each way to announce has one
_LIST = re.compile(r"(?:包括|包含|分别为|分别是|具体是|具体为|如下)[:：]?(?P<names>[^。]+)|[:：](?P<after>[^。]+)")
_SEPARATOR = re.compile(r"[、，,；;]|以及|(?<=预算)[和及]|(?<=中心)[和及]|(?<=单位)[和及]")
_NUMBER_OF_UNITS = re.compile(r"^(?:\d+|[一二三四五六七八九十]+)(?:家|个)(?:[^：:]{0,12}(?:单位|机构))?[:：]?")
_BEFORE_NAME = re.compile(
    r"^(?:其中|以及|分别|即|局属|委属|厅属|院属|下属|所属|直属|[^，、]{2,20}(?:下属|所属|直属))[:：]?"
)
_AFTER_NAME = re.compile(r"(?:(?:本级)?(?:单位)?(?:预算|决算)|[（(](?:以下简称)?[^（）()]*[）)]|(?:机关)?本级|等)+$")
_ITSELF = re.compile(r"(?:本级|本部|机关)[）)]?(?:单位)?(?:预算|决算)?$")
_MARKS = ' *“”"'
_MAX_ITEMS = 60


def units_in(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Names of units in document order, each once; empty where the document lists none."""
    found: dict[str, None] = {}
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph) and _announces(block.text):
            for name in _names_of(block.text):
                found.setdefault(name)
            if block.text.endswith(("：", ":")):
                for name in _names_of_items(blocks[index + 1 : index + 1 + _MAX_ITEMS]):
                    found.setdefault(name)
    return tuple(found)


def _announces(text: str) -> bool:
    return any(clue in text for clue in _CLUES) and bool(_ANNOUNCES.search(text))


def _names_of(text: str) -> Iterable[str]:
    for sentence in text.split("。"):
        announced = _ANNOUNCES.search(sentence)
        listed = _LIST.search(sentence, announced.start()) if announced else None
        if listed:
            for part in _SEPARATOR.split(listed["names"] or listed["after"]):
                name = _clean(part)
                if name:
                    yield name


def _names_of_items(blocks: Iterable[Block]) -> Iterable[str]:
    """Units listed one a line below the sentence that announces them."""
    for block in blocks:
        mark = parse_mark(block.text) if isinstance(block, Paragraph) else None
        if not isinstance(block, Paragraph) or mark is None:
            return
        name = _clean(block.text[mark.end :].rstrip("。；;"))
        if name:
            yield name


def _clean(part: str) -> str:
    words = part.strip(_MARKS)
    mark = parse_mark(words)
    name = _NUMBER_OF_UNITS.sub("", words[mark.end :] if mark else words)
    if _ITSELF.search(name):
        return ""
    name = _BEFORE_NAME.sub("", name)
    name = _AFTER_NAME.sub("", name)
    name = strip_role(name)
    plausible = len(name) >= 4 and is_organisation(name) and not any(char.isdigit() for char in name)
    return name if plausible else ""
