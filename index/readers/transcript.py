"""Writing down what a file without lines of its own says: one line a paragraph or table row."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from index.errors import ReadError
from index.line_kinds import is_page_number, is_rule
from index.model import Block, Grid, GridRow, Place, Span
from index.readers.content import Content
from index.readers.limits import MAX_CELLS, MAX_CHARACTERS, MAX_SHEET_COLUMNS
from index.readers.text import blocks_of_items
from index.readers.units import Item, unit_of
from index.record import replace

Spot = tuple[str, int]  # a sheet's name and a row in it, from 1


class Transcript:
    """The lines of a file as they are written down, and the blocks over them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._lines: list[str] = []
        self._spots: list[Spot | None] = []
        self._items: list[Item] = []
        self._cells = 0
        self._characters = 0
        self._remarks: list[str] = []

    def remark(self, sentence: str) -> None:
        """Notes what was left out, for the user."""
        if sentence not in self._remarks:
            self._remarks.append(sentence)

    def add_text(self, text: str, *, level: int = 0, bold: bool = False, spot: Spot | None = None) -> None:
        """Writes a paragraph down; its forced line breaks make lines. `level` counts from 1 where the
        file marks it as a heading."""
        for number, part in enumerate(line for line in text.split("\n") if line.strip()):
            line = " ".join(part.split())
            place = self._write(line, spot)
            if is_page_number(line) or is_rule(line):
                continue
            unit = unit_of(line, place.line or 0, after_gap=number == 0)
            self._items.append(replace(unit, hashes=level or unit.hashes, bold=bold or unit.bold))

    def add_table(self, rows: Sequence[Sequence[str]], spans: Iterable[Span] = (), spots: Sequence[Spot] = ()) -> None:
        """Writes a table down; rows without a word and columns that no cell begins in are left out. `spots`
        has one for each row."""
        rows = [[one_line(cell) for cell in row] for row in rows]
        spans = list(spans)
        kept = [number for number, row in enumerate(rows) if any(row)]
        columns = _columns_begun(rows, kept, spans)
        self._count(len(kept) * len(columns))
        if not kept:
            return
        printed = []
        for number in kept:
            cells = tuple(rows[number][column] if column < len(rows[number]) else "" for column in columns)
            printed.append(GridRow(cells, self._write("\t".join(cells), spots[number] if spots else None)))
        place = replace(printed[0].place, end_line=printed[-1].place.end_line)
        self._items.append(Grid(tuple(printed), place, _without_gaps(spans, kept, columns)))

    def content(self) -> Content:
        """What was written down; ReadError where it is nothing."""
        if not any(self._lines):
            raise ReadError(f"文件里没有可读的内容：{self.name}")
        blocks = tuple(map(self._found_by_people, blocks_of_items(self._items)))
        return Content(blocks, tuple(self._lines), tuple(self._remarks))

    def _write(self, line: str, spot: Spot | None) -> Place:
        self._characters += len(line)
        if self._characters > MAX_CHARACTERS:
            raise ReadError(f"文件里的文字太多（超过 {MAX_CHARACTERS // 10_000} 万字），不像是预算文件：{self.name}")
        self._lines.append(line)
        self._spots.append(spot)
        return self._placed(Place(line=len(self._lines), end_line=len(self._lines)))

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > MAX_CELLS:
            raise ReadError(f"表格太大（超过 {MAX_CELLS // 10_000} 万格），不像是预算文件：{self.name}")

    def _placed(self, place: Place) -> Place:
        spot = self._spots[(place.line or 1) - 1]
        return replace(place, sheet=spot[0], row=spot[1]) if spot else place

    def _found_by_people(self, block: Block) -> Block:
        return block if isinstance(block, Grid) else replace(block, place=self._placed(block.place))


def _columns_begun(rows: Sequence[Sequence[str]], kept: Iterable[int], spans: Iterable[Span]) -> list[int]:
    """The columns in which a cell begins: all but those that merged cells cover in every row. A blank cell
    counts, for what continues a table has its columns even where it fills only some."""
    covered: dict[int, set[int]] = {}
    for span in spans:
        beside = range(span.column + 1, span.column + span.columns)
        for row in range(span.row, span.row + span.rows) if beside else ():
            covered.setdefault(row, set()).update(beside)
    none: set[int] = set()
    begun: set[int] = set()
    for number in kept:
        hidden = covered.get(number, none)
        begun.update(column for column, cell in enumerate(rows[number]) if cell or column not in hidden)
    return sorted(begun)


def check_width(columns: int, name: str) -> None:
    """ReadError where a table has more columns than any budget."""
    if columns > MAX_SHEET_COLUMNS:
        raise ReadError(f"表格太宽（超过 {MAX_SHEET_COLUMNS} 列），不像是预算文件：{name}")


def one_line(text: str) -> str:
    """The text of a cell without line breaks: nothing between Chinese words, a space between others."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    result = ""
    for line in filter(None, lines):
        apart = result and result[-1].isascii() and line[0].isascii()
        result += f" {line}" if apart else line
    return result


def _without_gaps(spans: Iterable[Span], rows: list[int], columns: list[int]) -> tuple[Span, ...]:
    """The merged cells by the numbers that rows and columns have once the empty ones are left out."""
    found = []
    for span in spans:
        top, bottom = bisect_left(rows, span.row), bisect_left(rows, span.row + span.rows)
        left, right = bisect_left(columns, span.column), bisect_left(columns, span.column + span.columns)
        begins = rows[top : top + 1] == [span.row] and columns[left : left + 1] == [span.column]
        if begins and (bottom - top) * (right - left) > 1:
            found.append(Span(top, left, bottom - top, right - left))
    return tuple(found)
