"""The numbers that Word prints before paragraphs and that stand nowhere in their text: 一、（一）1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from index.readers.docx_styles import attribute_of, number_of
from index.readers.package import attribute, child, children

_CHINESE = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "ideographTraditional",
        "japaneseCounting",
        "japaneseDigitalTenThousand",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    )
)
_CHINESE_DIGITS = frozenset(("ideographDigital", "chineseLegalSimplified"))
_CIRCLED = frozenset(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"))
_SILENT = frozenset(("bullet", "none"))
_DIGITS = "〇一二三四五六七八九"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PART = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


_PLAIN = _Level("none", "", 1)


class Numbering:
    """Counts the paragraphs of every list of a document, in their order."""

    def __init__(self, root: Any | None) -> None:
        self._abstract = {attribute(one, "abstractNumId"): _levels(one) for one in children(root, "abstractNum")}
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        for one in children(root, "num"):
            base = attribute_of(one, "abstractNumId")
            levels, restarts = _overridden(one, self._abstract.get(base, {}))
            number = attribute(one, "numId")
            self._lists[number] = (number if restarts else base, levels)
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, list_id: str, level: int) -> str:
        """The number before the next paragraph of this list and level; empty for bullets and unknown lists."""
        if list_id not in self._lists:
            return ""
        counter, levels = self._lists[list_id]
        counts = self._counts.setdefault(counter, {})
        own = levels.get(level, _PLAIN)
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if own.form in _SILENT:
            return ""
        return _PART.sub(lambda part: self._number(int(part[1]) - 1, counts, levels), own.text)

    def _number(self, level: int, counts: dict[int, int], levels: dict[int, _Level]) -> str:
        shape = levels.get(level, _PLAIN)
        return numeral(counts.get(level, shape.start), shape.form)


def _levels(element: Any) -> dict[int, _Level]:
    return {number_of(attribute(one, "ilvl")): _level(one) for one in children(element, "lvl")}


def _level(element: Any) -> _Level:
    form = attribute_of(element, "numFmt") or "decimal"
    return _Level(form, attribute_of(element, "lvlText"), number_of(attribute_of(element, "start"), 1))


def _overridden(element: Any, levels: dict[int, _Level]) -> tuple[dict[int, _Level], bool]:
    """The levels of a list with its own changes, and whether it counts anew."""
    changed, restarts = dict(levels), False
    for one in children(element, "lvlOverride"):
        level = number_of(attribute(one, "ilvl"))
        own = child(one, "lvl")
        if own is not None:
            changed[level] = _level(own)
        start = attribute_of(one, "startOverride")
        if start:
            restarts = True
            shape = changed.get(level, _PLAIN)
            changed[level] = _Level(shape.form, shape.text, number_of(start, 1))
    return changed, restarts


def numeral(value: int, form: str) -> str:
    """A number as Word prints it in this form; plain digits for forms that budgets do not use."""
    if form in _CHINESE and 0 < value < 100:
        tens, ones = divmod(value, 10)
        ten = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
        return ten + (_DIGITS[ones] if ones else "")
    if form in _CHINESE_DIGITS:
        return "".join(_DIGITS[int(digit)] for digit in str(abs(value)))
    if form in _CIRCLED and 1 <= value <= 20:
        return chr(ord("①") + value - 1)
    if form in ("lowerLetter", "upperLetter") and 1 <= value <= 26:
        letter = chr(ord("a") + value - 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 1 <= value < 40:
        return _roman(value) if form == "lowerRoman" else _roman(value).upper()
    return str(value)


def _roman(value: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        text += letters * count
    return text
