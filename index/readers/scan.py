"""From lines to table regions and units of running text, each with its place."""

from __future__ import annotations

from collections.abc import Sequence

from index.line_kinds import is_page_number, is_rule
from index.model import Grid, GridRow, Place
from index.readers.grids import is_bare_row, is_piped_row, is_separator_row, is_tabbed_row, pipe_rows, tab_cells
from index.readers.units import Item, unit_of

_MAX_LONE_ROWS = 20


def scan_lines(lines: Sequence[str]) -> list[Item]:
    """The lines in order: runs of table rows as grids, every other line as a unit. Blank lines end
    a grid; page numbers and drawn rules are dropped."""
    scanner = _Scanner(lines)
    for number, line in enumerate(lines, start=1):
        scanner.take(number, line)
    scanner.close_grid()
    return scanner.items


class _Scanner:
    def __init__(self, lines: Sequence[str]) -> None:
        self.items: list[Item] = []
        self._lines = lines
        self._rows: list[GridRow] = []
        self._piped: list[tuple[int, str]] = []
        self._gap = True
        self._noise = False

    def take(self, number: int, line: str) -> None:
        if "\t" in line:
            if self._rows or self._is_tab_row(number, line):
                self._close_pipes()
                self._rows.append(GridRow(tab_cells(line), Place(number, number)))
                return
        elif "|" in line and self._is_pipe_row(number, line):
            if not is_separator_row(line):
                self._piped.append((number, line))
            return
        self.close_grid()
        text = line.strip()
        if not text:
            self._gap = True
        elif text[0] in "-—–~*_=─━第0123456789" and (is_page_number(text) or is_rule(text)):
            self._gap = self._noise = True
        else:
            self.items.append(unit_of(line, number, after_gap=self._gap, after_noise=self._noise))
            self._gap = self._noise = False

    def close_grid(self) -> None:
        """Ends the table region; one without a single word in it is dropped."""
        self._close_pipes()
        if not self._rows:
            return
        rows = tuple(self._rows)
        self._rows = []
        self._gap = True
        if any(any(row.cells) for row in rows):
            self.items.append(Grid(rows, Place(line=rows[0].place.line, end_line=rows[-1].place.line)))
            self._noise = False

    def _close_pipes(self) -> None:
        cells = pipe_rows([line for _, line in self._piped])
        for (number, _), row in zip(self._piped, cells, strict=True):
            self._rows.append(GridRow(row, Place(number, number)))
        self._piped = []

    def _is_tab_row(self, number: int, line: str) -> bool:
        """A row by itself, or a line with tabs beside such a row (a blank row, a single label)."""
        if is_tabbed_row(line):
            return True
        return bool(line.strip()) and self._leads_to_row(number + 1)

    def _leads_to_row(self, number: int) -> bool:
        """Whether a row by itself follows below, with nothing but lines with tabs before it."""
        for below in range(number, number + _MAX_LONE_ROWS):
            line = self._line_at(below)
            if "\t" not in line:
                return False
            if is_tabbed_row(line):
                return True
        return False

    def _is_pipe_row(self, number: int, line: str) -> bool:
        if is_piped_row(line) or self._rows or self._piped:
            return True
        if is_separator_row(self._line_at(number + 1)) or is_separator_row(line):
            return True
        return is_bare_row(line, self._line_at(number + 1))

    def _line_at(self, number: int) -> str:
        return self._lines[number - 1] if number <= len(self._lines) else ""
