"""Long tables take time in proportion to their rows, in every layout."""

from __future__ import annotations

import sys
from collections.abc import Callable
from random import Random

import pytest
from table_prints import Sheet, Style, long_sheet, printed
from test_table_fuzz import LAYOUTS

from index.readers.text import blocks_of_lines
from index.tables import build_tables


def calls_to_read(layout: Callable[[Random], Sheet], rows: int) -> int:
    """How many calls of Python functions it takes to read one table with so many rows."""
    random = Random(1)  # noqa: S311 - nothing secret is drawn
    lines = printed(long_sheet(layout, rows, random), Style(), random)
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        tables = build_tables(blocks_of_lines(lines))
    finally:
        sys.setprofile(None)
    assert sum(len(table.rows) for table in tables) > rows / 2
    return calls


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_long_table_takes_calls_in_proportion_to_its_rows(layout: Callable[[Random], Sheet]) -> None:
    calls_to_read(layout, 10)  # loads the catalogue
    few, many = calls_to_read(layout, 100), calls_to_read(layout, 400)
    assert many < 5 * few
