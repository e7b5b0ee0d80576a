"""What a cell of a table says: broken words mended, numbers, operators and units told apart."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_CJK = "\u2e80-\u2fdf\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’"
_BROKEN = re.compile(rf"(?<=[{_CJK}])\s+|\s+(?=[{_CJK}])")
_NUMBER = re.compile(r"[-−–]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?$")
_QUANTITY = re.compile(
    r"(?P<operator>[≥≤＞＜><=＝≧≦⩾⩽]|不低于|不少于|不高于|不超过|大于等于|小于等于|大于|小于|等于)?\s*"
    r"(?P<number>[-−–]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?)\s*"
    r"(?P<unit>[%％‰]|[^\W\d_][^\d，。；、,;]{0,7})?$"
)
_OPERATORS = {
    "＞": ">",
    "＜": "<",
    "＝": "=",
    "≧": "≥",
    "⩾": "≥",
    "≦": "≤",
    "⩽": "≤",
    "不低于": "≥",
    "不少于": "≥",
    "大于等于": "≥",
    "不高于": "≤",
    "不超过": "≤",
    "小于等于": "≤",
    "大于": ">",
    "小于": "<",
    "等于": "=",
    ">=": "≥",
    "<=": "≤",
}
BLANKS = frozenset(("", "-", "--", "—", "——", "－", "–", "/", "…", "...", "……"))
DASHES = BLANKS - {""}
SCORE_TOTALS = frozenset(("总分", "总得分", "合计", "总计"))  # of what indicators are awarded
QUALITATIVE = "定性"
OPERATORS = frozenset("≥≤=><") | {QUALITATIVE}


class Quantity(NamedTuple):
    """A printed value: operator (≥ ≤ = > <, or empty), exact number (None for words) and unit."""

    operator: str
    value: Decimal | None
    unit: str


_WORDS = Quantity("", None, "")


def mended(text: str) -> str:
    """`text` without the white space that an extraction sets into Chinese words."""
    if text.isalnum():
        return text
    return _BROKEN.sub("", text.strip())


def is_blank(cell: str) -> bool:
    """Whether a cell says nothing: empty, or a dash."""
    return cell in BLANKS


def is_number(cell: str) -> bool:
    """Whether a cell is one number, with or without thousands separators or a percent sign."""
    return is_plain_number(cell) or (not cell.isalpha() and _is_formatted_number(cell))


@lru_cache(maxsize=16384)
def _is_formatted_number(cell: str) -> bool:
    last = cell[-1:]
    if not (last.isdigit() or last in ("%", "％")):
        return False
    return bool(_NUMBER.match((cell if cell.isascii() else unicodedata.normalize("NFKC", cell)).rstrip("%")))


def parse_number(cell: str) -> Decimal | None:
    """The exact decimal of a number cell; None for words, codes with letters and malformed numbers."""
    if is_plain_number(cell):
        return Decimal(cell)
    if cell.isalpha():
        return None
    if cell.isascii() and cell[-1:].isdigit() and _NUMBER.match(cell):
        return Decimal(cell.replace(",", ""))
    return _unusual_number(cell)


def is_plain_number(cell: str) -> bool:
    """Whether a cell is nothing but digits, perhaps with a point between them, as most numbers are."""
    return cell.isascii() and cell.replace(".", "", 1).isdigit() and cell[0] != "." != cell[-1]


@lru_cache(maxsize=16384)
def _unusual_number(cell: str) -> Decimal | None:
    """The decimal of a number with a percent sign, another minus, spaces, or in full width."""
    text = unicodedata.normalize("NFKC", cell).strip().rstrip("%").replace(" ", "")
    if not _NUMBER.match(text):
        return None
    return Decimal(text.replace(",", "").replace("−", "-").replace("–", "-"))


@lru_cache(maxsize=16384)
def parse_quantity(cell: str) -> Quantity:
    """The parts of a printed value: "≤2次" is ≤, 2, 次; "98%" is 98, %; words have no value."""
    match = _QUANTITY.match(cell.strip())
    if match is None:
        return _WORDS
    operator = match["operator"] or ""
    unit = unicodedata.normalize("NFKC", match["unit"] or "").strip()
    return Quantity(_OPERATORS.get(operator, operator), parse_number(match["number"]), unit)


def normal_operator(cell: str) -> str:
    """The operator that a 计算符号 cell holds, in its usual form; empty when it is none."""
    text = mended(cell)
    operator = _OPERATORS.get(text, text)
    return operator if operator in OPERATORS else ""


def plain_unit(cell: str) -> str:
    """A unit of measure without brackets around it: (%) is %."""
    text = unicodedata.normalize("NFKC", mended(cell))
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


def is_code(cell: str) -> bool:
    """Whether a cell is the code of a subject: 3, 5 or 7 digits."""
    return len(cell) in (3, 5, 7) and cell.isascii() and cell.isdigit()


def text_of(cells: tuple[str, ...]) -> str:
    """A row as one line of text, for the record of dropped rows."""
    return " ".join(filter(None, cells))
