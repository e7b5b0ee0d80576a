"""Merged cells that the source itself tells of: what they cover needs no guessing."""

from __future__ import annotations

from collections.abc import Sequence

from index.model import Span
from index.record import replace


def spans_below(spans: Sequence[Span], rows: int) -> tuple[Span, ...]:
    """The spans of a grid without its first rows."""
    return tuple(replace(span, row=span.row - rows) for span in spans if span.row >= rows)


def merged_depth(spans: Sequence[Span], depth: int) -> int:
    """How many rows a header of so many rows has when its merged cells are counted whole."""
    return max([depth, *(span.row + span.rows for span in spans if span.row < depth and span.columns == 1)])


def spans_in_header(spans: Sequence[Span], depth: int) -> tuple[Span, ...]:
    """The merged cells of a header; empty where none stretches over columns, so that the source tells nothing."""
    found = tuple(span for span in spans if span.row < depth)
    return found if any(span.columns > 1 for span in found) else ()


def filled(grid: Sequence[Sequence[str]], spans: Sequence[Span]) -> list[list[str]]:
    """The words of a header with the word of each merged cell in every cell that it covers."""
    whole = [list(row) for row in grid]
    for span in spans:
        word = grid[span.row][span.column] if span.column < len(grid[span.row]) else ""
        for row in whole[span.row : span.row + span.rows]:
            for column in range(span.column, min(span.column + span.columns, len(row))):
                row[column] = row[column] or word
    return whole
