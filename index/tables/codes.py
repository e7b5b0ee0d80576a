"""The codes of subjects in a row: in a column of their own, parted into 类, 款 and 项, or before the name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.catalogue.subjects import economic_subjects

_CODED_LABEL = re.compile(r"^[\[【(（]?(?P<code>\d{7}|\d{5}|\d{3})[\]】)）]?[\s\-—_]*(?P<name>[^\W\d].*)$")


class CodeColumns:
    """The code of each row of a table in turn.

    类, 款 and 项 may stand in columns of their own, also as 1 for 01, and each row may print only the last of them,
    so that what stands before it is that of the rows above.
    """

    def __init__(self, columns: Sequence[int]) -> None:
        self._columns = columns
        self._above: list[str] = []

    def code(self, cells: Sequence[str]) -> str:
        """The code of the next row; empty, or what the column holds, where it has none."""
        columns = self._columns
        if len(columns) == 1:
            return cells[columns[0]] if columns[0] < len(cells) else ""
        parts = [cells[column] for column in columns if column < len(cells)]
        if len(parts) < 2:
            return parts[0] if parts else ""
        if parts[0]:
            self._above = parts
        elif any(parts):
            parts = self._with_upper(parts)
        else:
            self._above = []
        return parts[0] + "".join(part.zfill(2) if part.isdigit() else part for part in parts[1:])

    def _with_upper(self, parts: list[str]) -> list[str]:
        """The parts behind those of the row above that they do not repeat."""
        first = next(at for at, part in enumerate(parts) if part)
        upper = self._above[:first]
        if not all(upper) or not parts[first].isdigit():
            return parts
        self._above = [*upper, *parts[first:]]
        return list(self._above)


def without_codes(numbers: Sequence[str]) -> Sequence[str]:
    """The numbers of a row; none where all of them are codes of economic subjects, as above their names in a header."""
    return () if len(numbers) > 1 and economic_subjects().keys() >= set(numbers) else numbers


def without_code(label: str, code: str) -> str:
    """The name behind this code, where a label begins with it."""
    match = coded_label(label)
    return match["name"] if match and match["code"] == code else label


def coded_label(label: str) -> re.Match[str] | None:
    """The code at the start of a label with the name behind it, or None."""
    return None if label[:1].isalpha() else _CODED_LABEL.match(label)
