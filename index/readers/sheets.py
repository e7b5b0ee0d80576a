"""Sheets of workbooks and delimited files: what of them is running text, and what is a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.line_kinds import (
    ends_sentence,
    is_bare_year,
    is_label,
    is_table_title,
    is_unit_line,
    may_title_table,
    names_document,
)
from index.model import Span
from index.readers.transcript import Spot, Transcript

_NAMELESS = re.compile(r"(?:sheet|工作表|表格?)\s*\d*$|.*\.\w{2,4}$", re.IGNORECASE)
_NOTE = re.compile(r"(?:注|备注|说明)\s*\d*\s*[:：]")
_MIN_NOTE_LENGTH = 16
_MAX_LABELS = 4
_FIGURE = re.compile(r"-?[\d,]+\.\d+")
_SHEET_LEVEL = 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """The visible cells of a sheet as they are shown; `numbers` are the rows' numbers in the sheet, and
    `spans` count in `rows`."""

    name: str
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int]
    spans: Sequence[Span] = ()


def write_sheet(sheet: Sheet, transcript: Transcript, *, placed: bool = True) -> None:
    """Writes a sheet down. Titles, unit lines and notes around its tables become lines of their own; a
    sheet without a title goes by its name. Places name sheet and row where `placed`."""
    _SheetWriter(sheet, transcript, placed).write()


class _SheetWriter:
    def __init__(self, sheet: Sheet, transcript: Transcript, placed: bool) -> None:
        self._sheet = sheet
        self._transcript = transcript
        self._placed = placed
        self._written = False  # whether a line or table of the sheet has been
        self._table: list[int] = []
        self._spans = {(span.row, span.column): span for span in sheet.spans}
        self._covered = {row for span in sheet.spans for row in range(span.row + 1, span.row + span.rows)}
        columns = [column for row in sheet.rows for column, cell in enumerate(row) if cell.strip()]
        self._first, self._last = min(columns, default=0), max(columns, default=0)

    def write(self) -> None:
        if not any(map(self._filled, range(len(self._sheet.rows)))):
            return
        self._name_sheet()
        blanks = 0
        for row in range(len(self._sheet.rows)):
            filled = self._filled(row)
            if not filled and row not in self._covered:
                blanks += 1
                continue
            if self._table and self._ends_table(row, filled, blanks):
                self._close_table()
            blanks = 0
            if self._table or not self._is_text(row, filled):
                self._table.append(row)
            else:
                self._written = True
                for column in filled:
                    self._transcript.add_text(self._sheet.rows[row][column], spot=self._spot(row))
        self._close_table()

    def _name_sheet(self) -> None:
        """Writes the sheet's name down where nothing above its first table says what it is."""
        for row in range(len(self._sheet.rows)):
            filled = self._filled(row)
            if filled and not self._is_text(row, filled):
                break
            if any(self._may_be_title(self._sheet.rows[row][column]) for column in filled):
                return
        name = self._sheet.name.strip()
        if not (_NAMELESS.match(name) or names_document(name)):
            self._written = True
            self._transcript.add_text(name, level=_SHEET_LEVEL, spot=self._spot(0))

    @staticmethod
    def _may_be_title(text: str) -> bool:
        return any(may_title_table(line) and not is_label(line) for line in text.split("\n") if line.strip())

    def _filled(self, row: int) -> list[int]:
        return [column for column, cell in enumerate(self._sheet.rows[row]) if cell.strip()]

    def _is_text(self, row: int, filled: Sequence[int]) -> bool:
        """Whether a row above a table is a line: a title, a note, the body and the unit side by side."""
        cells = [self._sheet.rows[row][column].strip() for column in filled]
        if len(filled) == 1:
            return is_label(cells[0]) or not self._heads_columns(row, filled[0])
        if self._first == self._last or len(filled) > _MAX_LABELS:
            return False
        return all(is_label(cell) or is_bare_year(cell) for cell in cells) and not all(map(is_bare_year, cells))

    def _heads_columns(self, row: int, column: int) -> bool:
        """Whether a single cell stands above some of the columns: a group in the first row of a header."""
        span = self._spans.get((row, column))
        if span is None or span.columns < 2 or column == self._first or row + 1 >= len(self._sheet.rows):
            return False
        below = self._filled(row + span.rows) if row + span.rows < len(self._sheet.rows) else []
        return any(column <= one < column + span.columns for one in below) and any(one < column for one in below)

    def _ends_table(self, row: int, filled: Sequence[int], blanks: int) -> bool:
        """Whether a row stands outside the table above it."""
        if row in self._covered:
            return False
        if blanks and (blanks > 1 or self._is_text(row, filled)):
            return True
        if len(filled) != 1:
            return (
                bool(filled)
                and self._is_text(row, filled)
                and any(is_unit_line(self._sheet.rows[row][column].strip()) for column in filled)
            )
        text = self._sheet.rows[row][filled[0]].strip()
        if _NOTE.match(text) or is_unit_line(text):
            return True
        wide = self._is_wide(row, filled[0])
        return wide and (
            is_table_title(text) or is_label(text) or (ends_sentence(text) and len(text) >= _MIN_NOTE_LENGTH)
        )

    def _is_wide(self, row: int, column: int) -> bool:
        """Whether a cell stretches over the table, or stands where a line would begin."""
        span = self._spans.get((row, column))
        return span.columns * 2 > self._narrowest(row) if span else column == self._first

    def _narrowest(self, row: int) -> int:
        """How many columns the narrower of the tables above and below a row has."""
        above = max((self._filled(one)[-1] for one in self._table if self._filled(one)), default=self._last)
        for following in range(row + 1, len(self._sheet.rows)):
            filled = self._filled(following)
            if len(filled) > 1:
                return min(above, max(filled)) - self._first + 1
        return above - self._first + 1

    def _extent(self, rows: Sequence[int]) -> tuple[int, int]:
        """The first column of a table and the one after its last. Blank columns at the left are margin, but
        for a sheet that begins with figures and so continues the table of the sheet before."""
        columns = [column for row in rows for column in self._filled(row)]
        continues = not self._written and any(map(_FIGURE.fullmatch, self._sheet.rows[rows[0]]))
        return 0 if continues else min(columns), max(columns) + 1

    def _close_table(self) -> None:
        if not self._table:
            return
        rows, self._table = self._table, []
        first, end = self._extent(rows)
        start = {row: number for number, row in enumerate(rows)}
        spans = [
            Span(
                start[span.row],
                span.column - first,
                sum(row in start for row in range(span.row, span.row + span.rows)),
                span.columns,
            )
            for span in self._sheet.spans
            if span.row in start and span.column >= first
        ]
        cells = [self._sheet.rows[row][first:end] for row in rows]
        spots = [spot for row in rows if (spot := self._spot(row))]
        self._transcript.add_table(cells, spans, spots)
        self._written = True

    def _spot(self, row: int) -> Spot | None:
        return (self._sheet.name, self._sheet.numbers[row]) if self._placed else None
