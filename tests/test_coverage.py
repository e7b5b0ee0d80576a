"""Nothing lost, doubled or invented: the cells of the real documents against the facts read from them.

How it was counted. The lines with tabs of each file are split here once more, without any code of the
program. Every cell that looks like a number (3,085.61, ≥95%, 3 次) has to be one fact of that very line,
or to be listed below as what else it is: code of a subject, serial number, part of a header or
column-number row, part of a repetition at the top of a page, page number of the contents, or name of
a row. The other facts are words; they are counted by the column that they stand in.

The five documents hold 1,791 numbers that are data, and 94 words in columns of values (成效 such as 健全
or 及时 among the indicators, 绩效目标, the nature of a unit): together 1,885 data cells. The export holds
198 cells of running text more: 83 descriptions and 83 grounds of indicators, and 32 fields of project
forms in words (code, name, purpose, goal of eight projects): 2,083 facts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from text_documents import seed, without_space

from index.model import Document, Fact
from index.reading import read_document

NUMBER_LIKE = re.compile(r"[≥≤=<>＜＞]?\s*[-−]?\d[\d,，]*(?:\.\d+)?\s*(?:[%％‰]|[^\W\d_]{1,4})?")
RUNNING_TEXT = ("绩效指标描述", "指标值确定依据", "内容")
DATA_CELLS = {"000": 260, "001": 358, "002": 576, "003": 398, "004": 293}
TEXT_CELLS = {"000": 0, "001": 0, "002": 0, "003": 198, "004": 0}
FORM_COLUMN = "内容"  # of forms, whose labels may stand in a row above their values
LINES_ABOVE_IN_FORM = 3
PRINTED_ONE_TO_THE_LEFT = {("003", 602)}  # a row that lost its blank first cell in extraction


def printed_numbers(document: Document) -> Iterator[tuple[int, int, str]]:
    """Line, column and text of each cell between tabs that looks like a number."""
    for number, line in enumerate(document.lines, start=1):
        if "\t" in line:
            for column, cell in enumerate(line.split("\t")):
                if NUMBER_LIKE.fullmatch(cell.strip()):
                    yield number, column, cell.strip()


class Explanations:
    """What a printed number can be that is no fact."""

    def __init__(self, document: Document) -> None:
        rows = [row for table in document.tables for row in table.rows]
        self.dropped = {row.line: row.reason for table in document.tables for row in table.dropped}
        self.codes = Counter((row.place.line, row.code) for row in rows if row.code)
        self.names = {(row.place.line, row.label) for row in rows}
        self.contents = [
            section.place for section in document.sections if section.path[-1].replace(" ", "").endswith("目录")
        ]
        self.serials: set[int] = set()

    def explain(self, line: int, column: int, text: str) -> str:
        """In a word what the number is; empty where nothing explains it."""
        if line in self.dropped:
            return self.dropped[line]
        if self.codes[line, text] > 0:
            self.codes[line, text] -= 1
            return "科目编码"
        if (line, text) in self.names:
            return "名称"
        if any((place.line or 0) <= line <= (place.end_line or 0) for place in self.contents):
            return "目录页码"
        if column == 0 and text.isdigit() and (text == "1" or int(text) - 1 in self.serials):
            self.serials = {int(text)} if text == "1" else self.serials | {int(text)}
            return "序号"
        return ""


@pytest.fixture(scope="module", params=sorted(DATA_CELLS))
def read(request: pytest.FixtureRequest) -> tuple[str, Document, tuple[Fact, ...]]:
    """The number of a real document, the document and its facts."""
    number = str(request.param)
    return (number, *read_document(seed(number)))


def test_every_number_is_one_fact_or_listed_as_something_else(read: tuple[str, Document, tuple[Fact, ...]]) -> None:
    _, document, facts = read
    open_facts = Counter((fact.line, fact.raw) for fact in facts)
    explanations = Explanations(document)
    lost = []
    for line, column, text in printed_numbers(document):
        if open_facts[line, text] > 0:
            open_facts[line, text] -= 1
        elif not explanations.explain(line, column, text):
            lost.append((line, column, text))
    assert lost == []
    doubled = [(line, raw) for (line, raw), count in open_facts.items() if count and NUMBER_LIKE.fullmatch(raw)]
    assert doubled == []


def test_every_fact_stands_in_its_line_beside_its_label(read: tuple[str, Document, tuple[Fact, ...]]) -> None:
    _, document, facts = read
    for fact in facts:
        assert fact.line is not None
        assert fact.raw in cells_of(document, fact.line), fact
        first = fact.line - LINES_ABOVE_IN_FORM if fact.column == FORM_COLUMN else fact.line
        near = {without_space(cell) for line in range(first, fact.line + 1) for cell in cells_of(document, line)}
        assert without_space(fact.row) in near, fact


def test_every_fact_stands_below_its_header(read: tuple[str, Document, tuple[Fact, ...]]) -> None:
    """All facts of a column of a table stand in one printed column, and the words of their header path
    in the header rows above it or to the left of it, where they span it."""
    number, document, facts = read
    for table in document.tables:
        if table.columns == (FORM_COLUMN,):
            continue
        rows = [row.line for row in table.dropped if row.line and "表头" in row.reason]
        header = [cells_of(document, line) for line in rows]
        for column, path in enumerate(table.columns):
            cells = [fact for fact in facts if fact.table_id == table.id and fact.column_number == column]
            if not cells:
                continue
            at = set.intersection(*(places_of(document, fact, number) for fact in cells))
            assert at, (table.id, path)
            for part in path.split(" / "):
                assert any(spanning(row, position) == without_space(part) for row in header for position in at), (
                    number,
                    table.id,
                    path,
                    at,
                )


def cells_of(document: Document, line: int) -> list[str]:
    """The cells that a line prints between its tabs."""
    return [cell.strip() for cell in document.lines[line - 1].split("\t")]


def places_of(document: Document, fact: Fact, number: str) -> set[int]:
    """The printed columns in which a fact can stand in its line."""
    line = fact.line or 0
    lost = int((number, line) in PRINTED_ONE_TO_THE_LEFT)
    return {place + lost for place, cell in enumerate(cells_of(document, line)) if cell == fact.raw}


def spanning(row: list[str], position: int) -> str:
    """The header word at a position: the cell's own, else the next to the left."""
    return next((without_space(cell) for cell in reversed(row[: position + 1]) if cell), "")


def test_the_data_cells_are_as_many_as_counted(read: tuple[str, Document, tuple[Fact, ...]]) -> None:
    number, _, facts = read
    running = [fact for fact in facts if fact.value is None and fact.column in RUNNING_TEXT]
    assert len(running) == TEXT_CELLS[number]
    assert len(facts) - len(running) == DATA_CELLS[number]
    assert sum(DATA_CELLS.values()) == 1885


def test_no_cell_is_left_without_meaning(read: tuple[str, Document, tuple[Fact, ...]]) -> None:
    _, document, _ = read
    assert [cell for table in document.tables for cell in table.unexplained] == []
