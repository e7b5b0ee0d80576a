"""Tables that go on over the end of a page, laid on the same columns on both pages.

A page that holds only the spanning words of a header, or only the row of the total, draws fewer columns
than the table has; where its edges and columns are among those of the page beside it, it gets them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.model import Span
from index.readers.pdf.ruled import PrintedRow, PrintedTable

_NEAR = 4.0  # points


def aligned(first: PrintedTable, second: PrintedTable) -> tuple[PrintedTable, PrintedTable]:
    """The last table of a page and the first of the next, with the columns of the one that has more."""
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
    return replace(table, rows=rows, spans=tuple(spans), boundaries=tuple(boundaries))


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
