"""The words of tables: rows that read as text, and the notes below tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from index.line_kinds import heading_key
from index.model import Block, DataRow, Grid, Paragraph, Place, Table, TableKind
from index.record import record
from index.sections import SectionTree

_KINDS_IN_WORDS = frozenset(
    {
        TableKind.PROJECT_INFO,
        TableKind.PROJECT_GOAL,
        TableKind.INDICATOR,
        TableKind.ORGANISATION,
        TableKind.PROCUREMENT,
        TableKind.ASSET,
    }
)
_SENTENCE = 12  # characters from which on words with a mark between them are one
_SENTENCE_MARK = re.compile("[，。；]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NOTE = re.compile(r"^[（(]?(?:注|备注|附注|说明)\s*\d?\s*[:：]")
_EMPTY_TABLE = re.compile(r"本表无数据|此表无数据|空表列示|[本此]表为空|故无数据")


@record
class TableText:
    """A row or a note of a table, with the headings above it."""

    text: str
    section: tuple[str, ...]
    place: Place
    table_id: str | None


def rows_in_words(blocks: Sequence[Block], tables: Sequence[Table], lines: Sequence[str]) -> Iterator[TableText]:
    """The data rows of the tables whose rows are to be read, each as its source prints it, white
    space narrowed. Two data rows of one line are one text; a row without values or words is none."""
    grid_rows = _grid_rows(blocks) if not lines else {}
    for table in tables:
        section = titled_path(table)
        for place in dict.fromkeys(row.place for row in table.rows if _reads_as_text(table, row)):
            text = _source_text(place, lines, grid_rows)
            if _CHINESE.search(text):
                yield TableText(text, section, place, table.id)


def _reads_as_text(table: Table, row: DataRow) -> bool:
    """Whether a row is to be read: in any table one with a sentence in a cell (项目简介)."""
    if table.kind in _KINDS_IN_WORDS:
        return any(row.cells)
    return any(len(cell) >= _SENTENCE and _SENTENCE_MARK.search(cell) for cell in row.cells)


def _grid_rows(blocks: Sequence[Block]) -> dict[int, str]:
    rows = (row for block in blocks if isinstance(block, Grid) for row in block.rows)
    return {row.place.line: " ".join(filter(None, row.cells)) for row in rows if row.place.line is not None}


def _source_text(place: Place, lines: Sequence[str], grid_rows: Mapping[int, str]) -> str:
    if place.line is None:
        return ""
    if lines and place.end_line in (None, place.line):
        return " ".join(lines[place.line - 1].split())
    numbers = range(place.line, (place.end_line or place.line) + 1)
    parts = [lines[number - 1] if lines else grid_rows.get(number, "") for number in numbers]
    return " ".join(" ".join(parts).split())


def titled_path(table: Table) -> tuple[str, ...]:
    """The headings above a table, its own title last."""
    if not table.title or (table.section and heading_key(table.section[-1]) == heading_key(table.title)):
        return table.section
    return (*table.section, table.title)


class NoteFinder:
    """Tells the notes below tables from the paragraphs of the narrative."""

    def __init__(self, tree: SectionTree, tables: Sequence[Table]) -> None:
        self._tree = tree
        self._tables = sorted(
            (table for table in tables if table.place.line is not None), key=lambda table: table.place.line or 0
        )
        self._starts = [table.place.line or 0 for table in self._tables]

    def note(self, paragraph: Paragraph) -> TableText | None:
        """The note that a paragraph is, or None for a paragraph of the narrative."""
        marked = bool(_NOTE.match(paragraph.text))
        if not marked and not _EMPTY_TABLE.search(paragraph.text):
            return None
        line = paragraph.place.line or 0
        table = self._table_above(line)
        if table is not None:
            return TableText(paragraph.text, titled_path(table), paragraph.place, table.id)
        if not marked or "注" not in paragraph.text[:4]:
            return None
        return TableText(paragraph.text, self._tree.path_at(line), paragraph.place, None)

    def _table_above(self, line: int) -> Table | None:
        """The last table above `line` in the same section."""
        index = bisect_right(self._starts, line) - 1
        if index < 0:
            return None
        table = self._tables[index]
        return table if self._tree.section_at(self._starts[index]) == self._tree.section_at(line) else None
