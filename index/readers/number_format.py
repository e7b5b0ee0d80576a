"""Numbers of workbooks as the workbook shows them: stored 61915.7693 with format 0.00 is 61915.77."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from index.readers.date_format import date_text, shows_date

GENERAL = "General"
_GENERAL_DIGITS = 10
_PRECISION = Context(prec=15, rounding=ROUND_HALF_UP)  # what a workbook keeps of a number
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<digit>[0#?])|(?P<point>\.)'
    r"|(?P<comma>,)|(?P<percent>%)|(?P<exponent>[Ee][+-])|(?P<other>.)",
    re.DOTALL,
)
_SECTION = re.compile(r'(?:"[^"]*"|[\\!_*].|\[[^\]]*\]|[^;])*', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$")
_CURRENCY = "¥￥$€£"
_SIGNS = "-−()（）+"


def shown_number(value: float | int | Decimal, code: str, *, from_1904: bool = False) -> str:
    """`value` as a cell with this format shows it, without padding and currency signs and with a minus
    before every negative number; empty where the format shows nothing."""
    number = _PRECISION.create_decimal(repr(value) if isinstance(value, float) else value)
    if not number.is_finite():
        return ""
    section, magnitude = _section_for(number, code)
    if not section.strip():
        return "" if ";" in code else _general(number)
    if section.strip().lower() in (GENERAL.lower(), "@"):
        return _general(number)
    if shows_date(section):
        return date_text(number, section, from_1904=from_1904)
    return _Pattern(section).text(magnitude, negative=number < 0)


def _section_for(number: Decimal, code: str) -> tuple[str, Decimal]:
    """The part of a format that a number is shown by, and the number without its sign."""
    sections = _sections(code)
    magnitude = abs(number)
    conditions = [_condition(section) for section in sections[:2]]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=False):
            if condition is None or _holds(number, *condition):
                return section, magnitude
        return sections[-1], magnitude
    if number < 0 and len(sections) > 1:
        return sections[1], magnitude
    if number == 0 and len(sections) > 2:
        return sections[2], magnitude
    return sections[0], magnitude


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[str, ...]:
    found, position = [], 0
    while position <= len(code):
        match = _SECTION.match(code, position)
        end = match.end() if match else len(code)
        found.append(code[position:end])
        position = end + 1
    return tuple(found[:4])


def _condition(section: str) -> tuple[str, Decimal] | None:
    for bracket in re.findall(r"\[([^\]]*)\]", section):
        match = _CONDITION.match(bracket)
        if match:
            return match[1], Decimal(match[2])
    return None


def _holds(number: Decimal, operator: str, bound: Decimal) -> bool:
    return {
        "<": number < bound,
        "<=": number <= bound,
        ">": number > bound,
        ">=": number >= bound,
        "=": number == bound,
        "<>": number != bound,
    }[operator]


def _general(number: Decimal) -> str:
    """A number without a format: as many digits as a cell shows."""
    if number == number.to_integral_value():
        return f"{number.to_integral_value():f}" if number else "0"
    whole = max(number.adjusted() + 1, 1)
    shown = round_half_up(number, max(_GENERAL_DIGITS - whole, 0))
    text = f"{shown:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def round_half_up(number: Decimal, decimals: int) -> Decimal:
    """`number` with so many decimals, rounded as workbooks do."""
    return number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


class _Pattern:
    """One section of a format, taken apart: what stands before, within and after the digits."""

    def __init__(self, section: str) -> None:
        self.whole: list[tuple[bool, str]] = []  # is a digit, its sign or a literal
        self.decimals = ""
        self.percents = self.scale = 0
        self.grouped = self.general = False
        self._pointed = self._has_words = False
        self._tail = ""
        for match in _TOKEN.finditer(section):
            self._take(match)

    def _take(self, match: re.Match[str]) -> None:
        kind, sign = match.lastgroup, match[match.lastgroup] if match.lastgroup else ""
        if kind == "digit":
            if self._pointed:
                self.decimals += sign
            else:
                self.grouped = self.grouped or self.scale > 0
                self.whole.append((True, sign))
            self.scale = 0
        elif kind == "comma":
            self.scale += bool(self._has_digits)
        elif kind == "point":
            self._pointed = True
        elif kind == "exponent":
            self.general = True
        elif kind == "percent":
            self.percents += 1
            self._add_literal("%")
        elif kind == "bracket":
            self._add_literal(sign[1:].partition("-")[0] if sign.startswith("$") else "")
        elif kind in ("quoted", "escaped", "other"):
            self._has_words = True
            self._add_literal(sign)

    @property
    def _has_digits(self) -> bool:
        return any(is_digit for is_digit, _ in self.whole) or bool(self.decimals)

    def _add_literal(self, text: str) -> None:
        kept = "".join(char for char in text if char not in _CURRENCY)
        if self._pointed:
            self._tail += kept
        else:
            self.whole.append((False, kept))

    def text(self, magnitude: Decimal, *, negative: bool) -> str:
        """A number without sign by this pattern."""
        scaled = magnitude.scaleb(2 * self.percents - 3 * self.scale)
        if self.general or not (self._has_digits or self._has_words):
            return ("-" if negative else "") + _general(scaled)
        rounded = round_half_up(scaled, len(self.decimals))
        whole, _, fraction = f"{rounded:f}".partition(".")
        shown = self._whole_text(whole) + self._fraction_text(fraction) + self._tail
        shown = shown.strip()
        if not negative or not any(char.isdigit() for char in shown):
            return shown
        bare = "".join(char for char in shown if char not in _SIGNS)
        return f"-{bare}" if rounded else bare

    def _fraction_text(self, fraction: str) -> str:
        needed = len(self.decimals.rstrip("#?"))
        kept = fraction[:needed] + fraction[needed:].rstrip("0")
        return f".{kept}" if kept else ""

    def _whole_text(self, whole: str) -> str:
        """The digits before the point over the places of the pattern, literals between them kept."""
        left = whole.lstrip("0")
        places = sum(is_digit for is_digit, _ in self.whole)
        shown, taken = "", 0
        for is_digit, sign in reversed(self.whole):
            if not is_digit:
                shown = sign + shown
                continue
            places -= 1
            count = len(left) if not places else 1
            digits, left = left[len(left) - count :] if left else "", left[: max(len(left) - count, 0)]
            for digit in reversed(digits or ("0" if sign == "0" else "")):
                comma = "," if self.grouped and taken and taken % 3 == 0 else ""
                shown = digit + comma + shown
                taken += 1
        return shown
