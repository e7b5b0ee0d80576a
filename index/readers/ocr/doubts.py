"""Doubtful characters of a scan found again in the lines of the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from index.model import Doubt, Place
from index.readers.ocr.figures import doubtful_cells
from index.readers.ocr.scan import Mark
from index.readers.pdf.page import Box

_MARGIN = 2.0  # points


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A line of the document: its cells, or one for running text; its place, its box on the upright page,
    which table it is a row of, and whether it is doubtful what belongs to the row."""

    cells: tuple[str, ...]
    place: Place
    box: Box
    table: int | None = None
    doubtful: bool = False


def doubts_of(printed: Sequence[PrintedText], marks: Mapping[int, Sequence[Mark]]) -> tuple[Doubt, ...]:
    """What is doubtful in the lines of recognised pages, whose numbers `marks` has as keys."""
    found: dict[Doubt, None] = {}
    for one in printed:
        for mark in marks.get(one.place.page or 0, ()):
            if _holds(one.box, mark):
                found.update(dict.fromkeys(_marked(one, mark)))
    for table, rows in groupby(printed, key=lambda one: one.table):
        known = list(rows)
        if table is not None and known[0].place.page in marks:
            for row, column in doubtful_cells([row.cells for row in known]):
                found[Doubt(known[row].place.line or 0, known[row].cells[column])] = None
    return tuple(found)


def _holds(box: Box, mark: Mark) -> bool:
    return box[0] - _MARGIN <= mark.x <= box[2] + _MARGIN and box[1] <= mark.y <= box[3]


def _marked(one: PrintedText, mark: Mark) -> Iterator[Doubt]:
    line = one.place.line or 0
    if one.table is None or not mark.text:
        if mark.text in one.cells[0] or one.table is not None:
            yield Doubt(line, mark.text)
        return
    yield from (Doubt(line, cell) for cell in one.cells if mark.text in cell)
