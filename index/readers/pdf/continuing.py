"""Tables that go on over the end of a page, laid on the same columns on both pages.

A page that holds only the spanning words of a header, or only the row of the total, draws fewer columns
than the table has; where its edges and columns are among those of the page beside it, it gets them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.model import Span
from index.numbering import parse_mark
from index.readers.pdf.columns import is_amount
from index.readers.pdf.ruled import PrintedRow, PrintedTable

_NEAR = 4.0  # points


def continued(first: PrintedTable, second: PrintedTable) -> tuple[PrintedTable, PrintedTable]:
    """The last table of a page and the first of the next: on the same columns, and with a row that the
    end of the page cut in two whole again."""
    first, second = _aligned(first, second)
    if len(second.rows) > 1 and _is_rest(first, second.rows[0]):
        above, rest = first.rows[-1], second.rows[0]
        whole = replace(above, cells=tuple(map("".join, zip(above.cells, rest.cells, strict=True))))
        spans = tuple(replace(span, row=span.row - 1) for span in second.spans if span.row > 0)
        return replace(first, rows=(*first.rows[:-1], whole)), replace(second, rows=second.rows[1:], spans=spans)
    return first, second


def _is_rest(table: PrintedTable, row: PrintedRow) -> bool:
    """Whether the first row of a page is the rest of the last row before it: words that go on with full
    cells, in two columns or beside a first column that is blank, and no amount where there is one already."""
    above = table.rows[-1].cells
    if table.boundaries == () or len(above) != len(row.cells) or not table.full:
        return False
    filled = [column for column, cell in enumerate(row.cells) if cell]
    going_on = [column for column in filled if above[column]]
    if not going_on or not all(column in table.full and not is_amount(row.cells[column]) for column in going_on):
        return False
    if any(is_amount(above[column]) or parse_mark(row.cells[column]) is not None for column in going_on):
        return False
    return len(going_on) > 1 or (bool(above[0]) and not row.cells[0])


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
