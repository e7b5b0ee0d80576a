"""Tables that go on over the end of a page, laid on the same columns on both pages.

A page that holds only the spanning words of a header, or only the row of the total, draws fewer columns
than the table has; where its edges and columns are among those of the page beside it, it gets them all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.line_kinds import ends_sentence
from index.model import Span
from index.numbering import parse_mark
from index.readers.pdf.cells import are_pieces
from index.readers.pdf.columns import is_amount
from index.readers.pdf.ruled import PrintedRow, PrintedTable

_IDENTIFIER = re.compile(r"(?=.*[A-Z])[A-Z0-9-]{8,}$")
_PHRASE = 8  # characters of a cell of running text, at the least
_NEAR = 4.0  # points


def continued(first: PrintedTable, second: PrintedTable) -> tuple[PrintedTable, PrintedTable]:
    """The last table of a page and the first of the next: on the same columns, and with a row that the
    end of the page cut in two whole again, which may leave no row to the next page."""
    first, second = _aligned(first, second)
    above, rest = first.rows[-1], second.rows[0]
    going_on = _going_on(first, second)
    if not going_on:
        return first, second
    whole = tuple(cell + rest.cells[column] * (column in going_on) for column, cell in enumerate(above.cells))
    own = tuple(cell * (column not in going_on) for column, cell in enumerate(rest.cells))
    first = replace(first, rows=(*first.rows[:-1], replace(above, cells=whole)))
    if any(own):
        return first, replace(second, rows=(replace(rest, cells=own), *second.rows[1:]))
    spans = tuple(replace(span, row=span.row - 1) for span in second.spans if span.row > 0)
    return first, replace(second, rows=second.rows[1:], spans=spans)


def _going_on(table: PrintedTable, following: PrintedTable) -> frozenset[int]:
    """The columns in which the first row of a page goes on with the last row before it; none where it is a row of
    its own: words go on with full cells, amounts where they are the pieces of one number. What stands
    below a cell that spans several columns is a row of the header by itself."""
    above, row = table.rows[-1].cells, following.rows[0]
    if table.boundaries == () or len(above) != len(row.cells):
        return frozenset()
    filled = [column for column, cell in enumerate(row.cells) if cell]
    spanned = _spanned(table)
    going_on = [column for column in filled if above[column] and column not in spanned]
    if not going_on or not all(_goes_on(table, column, row.cells[column]) for column in going_on):
        return frozenset()
    blank = [column for column in filled if not above[column] and column not in spanned]
    if spanned.intersection(filled):
        return frozenset(going_on if not blank else ())
    proved = any(is_amount(row.cells[column]) for column in going_on)
    fewer = sum(map(bool, above)) > len(going_on)
    beside = any(cell and not row.cells[column] for column, cell in enumerate(above[: going_on[0]]))
    beside = beside or len(going_on) > 1 or _is_name(table, following, going_on[0])
    sentence = filled == [column for column, cell in enumerate(above) if cell] and len(above[filled[0]]) > _PHRASE
    if ((fewer or proved) and beside) or (sentence and not ends_sentence(above[going_on[0]])):
        return frozenset(filled)
    return frozenset()


def _goes_on(table: PrintedTable, column: int, text: str) -> bool:
    above, full = table.rows[-1].cells[column], column in table.full
    if are_pieces(above, text, full=full):
        return True
    if not full or is_amount(above):
        return False
    return bool(_IDENTIFIER.match(above + text)) or (not is_amount(text) and parse_mark(text) is None)


def _is_name(table: PrintedTable, following: PrintedTable, column: int) -> bool:
    """Whether only both pieces of a cell together make a text with its brackets closed, or one that stands in
    the column elsewhere."""
    above = table.rows[-1].cells[column]
    whole = above + following.rows[0].cells[column]
    closed = above.count("（") > above.count("）") and whole.count("（") == whole.count("）")
    return closed or any(row.cells[column] == whole for row in (*table.rows, *following.rows))


def _spanned(table: PrintedTable) -> frozenset[int]:
    """The columns that a cell of the last row covers together with others."""
    last = len(table.rows) - 1
    return frozenset(
        column
        for span in table.spans
        if span.columns > 1 and span.row <= last < span.row + span.rows
        for column in range(span.column, span.column + span.columns)
    )


def _aligned(first: PrintedTable, second: PrintedTable) -> tuple[PrintedTable, PrintedTable]:
    """Both tables with the columns of the one that has more."""
    if not first.boundaries or not second.boundaries or len(first.boundaries) == len(second.boundaries):
        return first, second
    if len(first.boundaries) < len(second.boundaries):
        return _laid_on(first, second.boundaries), second
    return first, _laid_on(second, first.boundaries)


def _laid_on(table: PrintedTable, boundaries: Sequence[float]) -> PrintedTable:
    """The table with its cells over the columns between `boundaries`, if its own are among these."""
    places = [_place(boundaries, own) for own in table.boundaries]
    if None in places or places[0] != 0 or places[-1] != len(boundaries) - 1:
        return table
    starts = [place for place in places if place is not None]
    rows = tuple(replace(row, cells=_spread(row, starts)) for row in table.rows)
    spans = [
        Span(span.row, starts[span.column], span.rows, starts[span.column + span.columns] - starts[span.column])
        for span in table.spans
    ]
    spans += [
        Span(row, starts[column], 1, starts[column + 1] - starts[column])
        for row in range(len(rows))
        for column in range(len(starts) - 1)
        if starts[column + 1] - starts[column] > 1 and not _is_covered(table, row, column)
    ]
    full = frozenset(starts[column] for column in table.full)
    return replace(table, rows=rows, spans=tuple(spans), boundaries=tuple(boundaries), full=full)


def _place(boundaries: Sequence[float], position: float) -> int | None:
    nearest = min(range(len(boundaries)), key=lambda index: abs(boundaries[index] - position))
    return nearest if abs(boundaries[nearest] - position) <= _NEAR else None


def _spread(row: PrintedRow, starts: Sequence[int]) -> tuple[str, ...]:
    cells = [""] * starts[-1]
    for start, cell in zip(starts, row.cells, strict=False):
        cells[start] = cell
    return tuple(cells)


def _is_covered(table: PrintedTable, row: int, column: int) -> bool:
    return any(
        span.row <= row < span.row + span.rows and span.column <= column < span.column + span.columns
        for span in table.spans
    )
