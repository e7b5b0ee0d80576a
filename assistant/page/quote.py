"""The quoted words found again in the source's lines, white space aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ELISION = re.compile(r"…+|\.{3,}")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters of one line: `line` counts from 0, `end` is exclusive."""

    line: int
    start: int
    end: int


def find_quote(lines: Sequence[str], quote: str, near: int = 0) -> tuple[Span, ...]:
    """Where `quote` stands in `lines`, one span for each line it touches; empty when it does not.

    Of several places the one that starts nearest to the line `near` (from 0) is taken. A quote with
    words left out (……) is found piece by piece.
    """
    whole = _find_piece(lines, quote, near)
    if whole:
        return whole
    pieces = [piece for piece in _ELISION.split(quote) if len("".join(piece.split())) > 1]
    return tuple(span for piece in pieces for span in _find_piece(lines, piece, near))


def _find_piece(lines: Sequence[str], piece: str, near: int) -> tuple[Span, ...]:
    wanted = "".join(piece.split())
    places = [
        (number, column)
        for number, line in enumerate(lines)
        for column, character in enumerate(line)
        if not character.isspace()
    ]
    text = "".join(lines[number][column] for number, column in places)
    starts = [found.start() for found in re.finditer(f"(?={re.escape(wanted)})", text)] if wanted else []
    if not starts:
        return ()
    best = min(starts, key=lambda start: abs(places[start][0] - near))
    return _spans(places[best : best + len(wanted)])


def _spans(places: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    by_line: dict[int, list[int]] = {}
    for number, column in places:
        by_line.setdefault(number, []).append(column)
    return tuple(Span(number, columns[0], columns[-1] + 1) for number, columns in by_line.items())
