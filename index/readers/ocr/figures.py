"""Recognised text held against what figures look like: characters put right that cannot be meant otherwise,
and what is doubtful."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from index.line_kinds import is_organisation

_FIGURE_SCORE = 0.9  # of the least certain character, below which a figure is doubtful
_WORD_SCORE = 0.55  # the same for words
_FIGURE_CHARACTERS = re.compile(r"[\d.,，。．\-−–—()（）%％\s]+$")
_VALID = re.compile(r"[-−(（]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[)）]?[%％]?$|[-—－]+$")
_DIGITS = re.compile(r"[\d.,]+")
_DECIMALS = re.compile(r"[-−]?[\d,]+\.(\d+)$")
_MIN_AMOUNTS = 4
_USUAL_SHARE = 0.75
_CODED = re.compile(r"(\d{3,9})([\u4e00-\u9fff].+)$")
_STARS = frozenset("*＊火六大木米太")
_WIDE = {"(": "（", ")": "）", ":": "：", ";": "；", ",": "，", "!": "！", "?": "？"}
_HAN = "\u3400-\u9fff“”《》（）、"
_WIDE_PLACE = re.compile(rf"(?<=[{_HAN}])[():;,!?]|[(),](?=[{_HAN}])")
_LOOKALIKES = frozenset("OoQDlIi|!SsBZzGgbq")


def tidied(text: str) -> str:
    """Recognised text with its marks as they are printed: the plain ones in what consists of digits and marks,
    the wide ones among Chinese words, and stars, which look like characters, as stars; the code of a body is set
    apart from its name, for recognition loses the blank between them."""
    if len(text) in (2, 3) and _STARS.issuperset(text):
        return "*" * len(text)
    if not (_FIGURE_CHARACTERS.match(text) and any(char.isdigit() for char in text)):
        coded = _CODED.match(text)
        if coded and is_organisation(coded[2]):
            text = f"{coded[1]} {coded[2]}"
        return _WIDE_PLACE.sub(lambda match: _WIDE[match[0]], text)
    return unicodedata.normalize("NFKC", text.replace("。", ".")).replace(" ", "")


def is_doubtful(text: str, score: float, figure_score: float = 1.0) -> bool:
    """Whether recognised text must not be taken for sure: ink that nothing was read in, a figure with an
    uncertain character or one that is no number, words hardly recognised or with an uncertain figure among
    them."""
    if not text:
        return True
    if _FIGURE_CHARACTERS.match(text) and text not in "%％()（）":
        return score < _FIGURE_SCORE or not _VALID.match(text)
    digits = sum(char.isdigit() for char in text)
    if digits and digits + sum(char in _LOOKALIKES or char in ".,-" for char in text) == len(text):
        return True
    if digits > len(text) / 2:
        return score < _FIGURE_SCORE
    return score < _WORD_SCORE or figure_score < _FIGURE_SCORE


def doubtful_cells(rows: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Row and column of amounts in a recognised table that are printed unlike those around them: with other
    decimals than nearly all of their column, as where a point was lost."""
    found: list[tuple[int, int]] = []
    ordinals = {number for number, row in enumerate(rows) if _numbers_columns(row)}
    for column in range(max(map(len, rows), default=0)):
        cells = [(number, row[column]) for number, row in enumerate(rows) if column < len(row)]
        decimals = {
            number: _decimals(cell)
            for number, cell in cells
            if _VALID.match(cell) and _DIGITS.search(cell) and number not in ordinals
        }
        usual = max(set(decimals.values()), key=list(decimals.values()).count, default=0)
        alike = sum(count == usual for count in decimals.values())
        if usual and alike >= _MIN_AMOUNTS and alike >= len(decimals) * _USUAL_SHARE:
            found += [(number, column) for number, count in decimals.items() if count != usual]
    return found


def _numbers_columns(row: Sequence[str]) -> bool:
    """Whether a row numbers the columns: small whole numbers in ascending order, nothing else with digits."""
    texts = [cell for cell in row if _DIGITS.search(cell)]
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 3 and text[0] != "0"]
    return len(numbers) == len(texts) and numbers == sorted(set(numbers))


def _decimals(cell: str) -> int:
    match = _DECIMALS.match(cell)
    return len(match[1]) if match else 0
