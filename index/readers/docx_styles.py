"""What the styles of a Word document say of a paragraph: level of a heading, numbering, bold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from index.readers.package import attribute, child, children

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_TITLE = frozenset(("title", "标题"))
_OFF = frozenset(("0", "false", "off", "none"))
_BODY_LEVEL = 9
_MAX_INHERITANCE = 20


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style with what it inherits; `level` counts from 1, 0 where it is no heading; `list_id`
    is None where the style says nothing of numbering."""

    name: str = ""
    level: int = 0
    bold: bool = False
    list_id: str | None = None
    list_level: int = 0


def read_styles(root: Any | None) -> dict[str, Style]:
    """The paragraph styles by their ids."""
    elements = {attribute(one, "styleId"): one for one in children(root, "style")}
    return {style_id: _resolved(element, elements) for style_id, element in elements.items()}


def _resolved(element: Any, elements: dict[str, Any]) -> Style:
    chain: list[Any] = []
    current: Any | None = element
    while current is not None and current not in chain and len(chain) < _MAX_INHERITANCE:
        chain.append(current)
        current = elements.get(attribute_of(current, "basedOn"))
    name = attribute_of(element, "name")
    level = next((level for level in map(_level_of_style, chain) if level is not None), 0)
    bold = next((bold for bold in (is_on(child(one, "rPr", "b")) for one in chain) if bold is not None), False)
    list_id = next((found for one in chain if (found := attribute_of(child(one, "pPr", "numPr"), "numId"))), None)
    list_level = next((found for one in chain if (found := attribute_of(child(one, "pPr", "numPr"), "ilvl"))), "0")
    return Style(name, level, bold, list_id, number_of(list_level))


def _level_of_style(element: Any) -> int | None:
    level = outline_level(child(element, "pPr"))
    if level is not None:
        return level
    name = attribute_of(element, "name")
    heading = _HEADING.match(name)
    if heading:
        return int(heading[1])
    return 1 if name.lower() in _TITLE else None


def outline_level(properties: Any | None) -> int | None:
    """The level that paragraph properties give, from 1; 0 for body text, None where they say nothing."""
    found = attribute_of(properties, "outlineLvl")
    if not found:
        return None
    level = number_of(found, _BODY_LEVEL)
    return level + 1 if 0 <= level < _BODY_LEVEL else 0


def is_on(element: Any | None) -> bool | None:
    """Whether a switch such as bold is on; None where it is not there."""
    return None if element is None else attribute(element, "val", "1").lower() not in _OFF


def attribute_of(element: Any | None, name: str) -> str:
    """The value of a child element (`w:val`), empty where there is none."""
    found = child(element, name)
    return "" if found is None else attribute(found, "val")


def number_of(text: str, default: int = 0) -> int:
    """A whole number of an attribute; the default where it is none."""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else default
