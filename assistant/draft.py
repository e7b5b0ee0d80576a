"""An answer in the making: its words, figures and numbered citations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from assistant.answer import CellRef, Citation, Figure, Role
from assistant.found import Found
from index.model import Document, Passage, Place, Table

if TYPE_CHECKING:
    from index.store import Snapshot

Mark = tuple[int, int, int]  # an end of lines, figures and citations
_WHOLE_LINES = ("**", "文件原文")
_LARGE = 10_000  # 元 from which on an amount is told in 万元 too
_OF_DATES = ("月", "日", "号")  # units of a day, printed close to the number
_SIGNS = {"≥": "≥", "≤": "≤", ">": ">", "<": "<"}


def gap_unit(unit: str) -> str:
    """The unit of what two amounts differ by: percentages differ by points."""
    return "个百分点" if unit == "%" else unit


def amount_text(value: Decimal, unit: str, operator: str = "") -> str:
    """An amount for the reader: "≥ 90%", "1149.26 万元", "8月底前", "371,514,655.00 元"."""
    sign = f"{_SIGNS[operator]} " if operator in _SIGNS else ""
    if unit[:1] in _OF_DATES:
        return f"{sign}{value}{unit}"
    digits = f"{value:,f}" if unit == "元" and abs(value) >= _LARGE else f"{value}"
    return f"{sign}{digits}{unit}" if unit == "%" else f"{sign}{digits} {unit}".rstrip()


def rounded(value: Decimal, digits: int = 2) -> Decimal:
    """Half up, as budget documents round."""
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


class Draft:
    """Collects the parts of one answer; citations are numbered in order of first use."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.lines: list[str] = []
        self.figures: list[Figure] = []
        self.citations: list[Citation] = []
        self.warnings: list[str] = []
        self.chart: dict[str, Any] | None = None
        self.by_meaning = False  # whether something was answered that is not called as the question calls it
        self.is_open = False  # whether a clause of the turn was not answered
        self.unread: list[str] = []  # characters of the turn that are no word where they stand

    def say(self, text: str) -> None:
        """Adds a line; a sentence with its figure, or a quote, that is told already is not told again."""
        if text and not (text.startswith(_WHOLE_LINES) and text in self.lines):
            self.lines.append(text)

    def warn(self, text: str) -> None:
        """Adds a warning, once."""
        if text not in self.warnings:
            self.warnings.append(text)

    def cite(self, found: Found) -> str:
        """The mark of the row a figure stands in."""
        return self.cite_cell(found.cell)

    def cite_cell(self, cell: CellRef) -> str:
        """The mark of the row that a cell stands in."""
        document = self._snapshot.document(cell.document_id)
        quote = f"{cell.row} {cell.raw}"
        if cell.line is not None and 0 < cell.line <= len(document.lines):
            quote = " ".join(document.lines[cell.line - 1].split())
        section = next((table.section for table in document.tables if table.id == cell.table_id), ())
        place = Place(cell.line, cell.line, cell.page, sheet=cell.sheet or None, row=cell.sheet_row)
        return self._mark(cell.document_id, section or (cell.table,), cell.table, quote, place, cell.table_id)

    def cite_passage(self, passage: Passage, quote: str) -> str:
        """The mark of words of the narrative."""
        return self._mark(passage.document_id, passage.section, None, quote, passage.place, passage.table_id)

    def cite_table(self, document: Document, table: Table, quote: str) -> str:
        """The mark of a table as a whole, by a quote of its title or of its first line."""
        return self._mark(document.id, table.section, table.title, quote, table.place, table.id)

    def read_figure(self, found: Found, role: Role, label: str = "") -> None:
        """A figure as printed in its cell."""
        self.figures.append(Figure(label or found.label, found.value, found.unit, role, cells=(found.cell,)))

    def stated_figure(self, label: str, value: Decimal, unit: str, role: Role, mark: str) -> None:
        """A figure as stated in a quoted sentence."""
        self.figures.append(Figure(label, value, unit, role, citations=(int(mark.strip("[]")),)))

    def computed_figure(
        self, label: str, value: Decimal, unit: str, formula: str, operands: Sequence[Found], marks: Sequence[str] = ()
    ) -> None:
        """A figure by a formula over printed operands."""
        cells = tuple(found.cell for found in operands)
        role = Role.DETAIL if any(one.role is Role.HEADLINE for one in self.figures) else Role.HEADLINE
        numbers = tuple(int(mark.strip("[]")) for mark in marks)
        self.figures.append(Figure(label, value, unit, role, formula, cells, numbers))

    def counted_figure(
        self, label: str, rows: Sequence[Found | CellRef], marks: Sequence[str] = (), unit: str = "个"
    ) -> None:
        """How many rows, or quoted passages (`marks`), there are: a one for each, which is its proof."""
        cells = tuple(one.cell if isinstance(one, Found) else one for one in rows)
        role = Role.DETAIL if any(one.role is Role.HEADLINE for one in self.figures) else Role.HEADLINE
        numbers = tuple(int(mark.strip("[]")) for mark in marks)
        ones = ["1" for _ in (*rows, *marks)]
        self.figures.append(Figure(label, Decimal(len(ones)), unit, role, " + ".join(ones), cells, numbers))

    def in_wan(self, label: str, value: Decimal, unit: str, operands: Sequence[Found], formula: str = "") -> str:
        """What a large amount of 元 is in 万元, as a remark with its own proof; empty for other amounts."""
        if unit != "元" or abs(value) < _LARGE:
            return ""
        amount = rounded(value / _LARGE)
        self.computed_figure(label, amount, "万元", f"({formula or value}) ÷ {_LARGE}", operands)
        return f"，合 {amount} 万元"

    def mark(self) -> Mark:
        """The present end of lines, figures and citations, for `since` and `reset`."""
        return len(self.lines), len(self.figures), len(self.citations)

    def since(self, mark: Mark) -> str:
        """The lines added since a mark."""
        return "\n".join(self.lines[mark[0] :])

    def told_since(self, mark: Mark) -> str:
        """The lines added since a mark, with the headings of what they cite."""
        headings = (" ".join(one.section) for one in self.citations[mark[2] :])
        return "\n".join([self.since(mark), *headings])

    def reset(self, mark: Mark) -> None:
        """Takes back what was added since a mark."""
        del self.lines[mark[0] :], self.figures[mark[1] :], self.citations[mark[2] :]

    def demote_others(self, mark: Mark, words: Sequence[str]) -> None:
        """Of the figures added since a mark, those whose label holds none of the words are details only."""
        for number, figure in enumerate(self.figures[mark[1] :], mark[1]):
            if figure.role is Role.HEADLINE and not any(word in figure.label for word in words):
                self.figures[number] = replace(figure, role=Role.DETAIL)

    def promote_best(self, mark: Mark, fit: Callable[[Figure], int]) -> None:
        """Of the figures added since a mark, the first of those that fit best becomes the headline; none where
        none fits at all, or where one was told before."""
        added = range(mark[1], len(self.figures))
        best = max(added, key=lambda number: fit(self.figures[number]), default=None)
        before = any(one.role is Role.HEADLINE for one in self.figures[: mark[1]])
        if best is None or before or fit(self.figures[best]) <= 0:
            return
        for number in added:
            role = Role.HEADLINE if number == best else Role.DETAIL
            self.figures[number] = replace(self.figures[number], role=role)

    def promote_first(self) -> None:
        """Makes the first figure the headline where none is."""
        if self.figures and not any(one.role is Role.HEADLINE for one in self.figures):
            self.figures[0] = replace(self.figures[0], role=Role.HEADLINE)

    def lead_with_number(self) -> None:
        """Makes the first number of something the headline where a day or a month is."""
        leading = next((at for at, one in enumerate(self.figures) if one.role is Role.HEADLINE), None)
        numbers = [at for at, one in enumerate(self.figures) if one.unit[:1] not in _OF_DATES]
        if leading is not None and numbers and leading not in numbers:
            for at, role in ((leading, Role.DETAIL), (numbers[0], Role.HEADLINE)):
                self.figures[at] = replace(self.figures[at], role=role)

    def _mark(
        self,
        document_id: str,
        section: Sequence[str],
        table: str | None,
        quote: str,
        place: Place,
        table_id: str | None,
    ) -> str:
        for known in self.citations:
            if (known.document_id, known.table_id, known.quote) == (document_id, table_id, quote):
                return f"[{known.id}]"
        card = self._snapshot.card(document_id)
        lines = (place.line, place.end_line or place.line) if place.line is not None else None
        number = len(self.citations) + 1
        self.citations.append(
            Citation(
                number,
                card.title,
                document_id,
                card.source_file,
                tuple(section),
                table,
                quote,
                place.page,
                lines,
                table_id,
                place.sheet or "",
                place.row,
            )
        )
        return f"[{number}]"
