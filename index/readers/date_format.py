"""Dates of workbooks, which are stored as a number of days, as the workbook shows them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal

_LITERAL = re.compile(r'"[^"]*"|[\\!_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_LETTER = re.compile(r"[ymdhsYMDHS]")
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[[^\]]*\]|(?P<field>y+|m+|d+|h+|s+)'
    r"|(?P<noon>AM/PM|上午/下午)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell has no time zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_DAY = 2_958_465  # 9999-12-31


def shows_date(section: str) -> bool:
    """Whether a format shows a date or a time."""
    return bool(_DATE_LETTER.search(_LITERAL.sub("", section)))


def date_text(days: Decimal, section: str, *, from_1904: bool) -> str:
    """The date of a day number; the number itself where there is no such date."""
    if not 0 <= days <= _LAST_DAY:
        return f"{days:f}"
    epoch = _EPOCH_1904 if from_1904 else _EPOCH
    moment = epoch + timedelta(seconds=int((days * 86400).to_integral_value()))
    text, last = "", ""
    matches = list(_TOKEN.finditer(section))
    for index, match in enumerate(matches):
        field = (match["field"] or "").lower()
        if field:
            after = next((one["field"].lower() for one in matches[index + 1 :] if one["field"]), "")
            is_minute = field[0] == "m" and (last[:1] == "h" or after[:1] == "s")
            text += _field_text(moment, field, is_minute=is_minute)
            last = field
        else:
            text += match["quoted"] or match["escaped"] or match["other"] or ""
    return " ".join(text.split()).rstrip(";@").strip()


def _field_text(moment: datetime, field: str, *, is_minute: bool) -> str:
    if field[0] == "y":
        return f"{moment.year:04d}" if len(field) > 2 else f"{moment.year % 100:02d}"
    value = {"m": moment.minute if is_minute else moment.month, "d": moment.day, "h": moment.hour, "s": moment.second}
    return f"{value[field[0]]:0{min(len(field), 2)}d}"
