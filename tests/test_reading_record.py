"""The record of reading: what was dropped and why, and which cells were left without meaning."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.model import (
    Basis,
    Block,
    DataRow,
    Document,
    Dropped,
    Grid,
    GridRow,
    Place,
    Source,
    Table,
    TableKind,
    Unexplained,
)
from index.reading_record import (
    NO_COLUMN_NAME,
    NO_PLACE_IN_TABLE,
    NO_ROW_NAME,
    is_number_like,
    reading_record,
    with_unexplained,
)

FIRST_LINE = 11


def grid(*rows: str, page: int | None = None) -> Grid:
    """A grid with | between the cells, line by line from `FIRST_LINE`."""
    places = [Place(line, line, page) for line in range(FIRST_LINE, FIRST_LINE + len(rows))]
    found = tuple(GridRow(tuple(row.split("|")), place) for row, place in zip(rows, places, strict=True))
    return Grid(found, Place(FIRST_LINE, page=page))


def table(*rows: DataRow, dropped: tuple[Dropped, ...] = (), columns: tuple[str, ...] = ("合计", "项目支出")) -> Table:
    """A table as reading might have made it of a grid."""
    return Table(
        "t01", TableKind.EXPENDITURE, 0.9, "支出总表", "万元", (), Place(FIRST_LINE), columns, rows, (), dropped
    )


HEADER = Dropped(11, "表头", "序号 科目编码 科目名称 合计 项目支出")
PRINTED = grid("序号|科目编码|科目名称|合计|项目支出", "1|201|一般公共服务支出|9.00|4.00", "2|20101|人大事务|9.00|4.00")
ROWS = (
    DataRow("一般公共服务支出", ("9.00", "4.00"), Place(12), code="201"),
    DataRow("人大事务", ("9.00", "4.00"), Place(13), code="20101", parents=("一般公共服务支出",)),
)


def unexplained(made: Table, *blocks: Block) -> list[tuple[int | None, str, str]]:
    """Line, reason and text of what stays unexplained of one table."""
    (found,) = with_unexplained((made,), blocks)
    return [(cell.line, cell.reason, cell.text) for cell in found.unexplained]


def test_a_table_read_whole_leaves_nothing() -> None:
    assert unexplained(table(*ROWS, dropped=(HEADER,)), PRINTED) == []


def test_a_number_that_became_nothing_is_told_with_its_line() -> None:
    short = (ROWS[0], replace(ROWS[1], cells=("9.00", "")))
    assert unexplained(table(*short, dropped=(HEADER,)), PRINTED) == [(13, NO_PLACE_IN_TABLE, "4.00")]


def test_each_datum_explains_one_printed_number_only() -> None:
    printed = grid("科目编码|科目名称|合计|项目支出", "201|一般公共服务支出|9.00|9.00")
    row = DataRow("一般公共服务支出", ("9.00", ""), Place(12), code="201")
    assert unexplained(table(row, dropped=(HEADER,)), printed) == [(12, NO_PLACE_IN_TABLE, "9.00")]


def test_a_lost_row_is_told_number_by_number() -> None:
    assert unexplained(table(ROWS[0], dropped=(HEADER,)), PRINTED) == [
        (13, NO_PLACE_IN_TABLE, "20101"),
        (13, NO_PLACE_IN_TABLE, "9.00"),
        (13, NO_PLACE_IN_TABLE, "4.00"),
    ]


def test_dropped_rows_explain_their_numbers() -> None:
    gone = Dropped(13, "续页重复行", "2 20101 人大事务 9.00 4.00")
    assert unexplained(table(ROWS[0], dropped=(HEADER, gone)), PRINTED) == []


def test_serial_numbers_of_the_next_page_are_known_by_the_page_before() -> None:
    further = grid("3|208|社会保障和就业支出|1.00|", "4.5|210|卫生健康支出|1.00|")
    moved = replace(further, rows=tuple(replace(row, place=Place(30 + at)) for at, row in enumerate(further.rows)))
    rows = (
        *ROWS,
        DataRow("社会保障和就业支出", ("1.00", ""), Place(30), code="208"),
        DataRow("卫生健康支出", ("1.00", ""), Place(31), code="210"),
    )
    assert unexplained(table(*rows, dropped=(HEADER,)), PRINTED, moved) == [(31, NO_PLACE_IN_TABLE, "4.5")]


def test_a_code_in_three_columns_is_a_code() -> None:
    printed = grid("类|款|项|科目名称|合计", "201|01|1|行政运行|9.00", "201|99|99|其他支出|9.00")
    rows = (
        DataRow("行政运行", ("9.00",), Place(12), code="2010101"),
        DataRow("其他支出", ("9.00",), Place(13), code="2019999"),
    )
    assert unexplained(table(*rows, columns=("合计",)), printed) == []


def test_data_without_a_name_are_told() -> None:
    rows = (DataRow("", ("1.00", ""), Place(12)), DataRow("行政运行", ("2.00", "3.00"), Place(13)))
    assert unexplained(table(*rows, columns=("合计", ""))) == [
        (12, NO_ROW_NAME, "1.00"),
        (13, NO_COLUMN_NAME, "3.00"),
    ]


def test_what_is_left_belongs_to_the_table_above_it() -> None:
    printed = grid("科目编码|科目名称|合计", "201|一般公共服务支出|9.00", page=3)
    later = replace(table(columns=("合计",)), id="t02", place=Place(20))
    earlier, last = with_unexplained((table(columns=("合计",)), later), [printed])
    assert [cell.text for cell in earlier.unexplained] == ["201", "9.00"]
    assert [(cell.page, cell.line) for cell in earlier.unexplained] == [(3, 12), (3, 12)]
    assert last.unexplained == ()


@pytest.mark.parametrize("cell", ["3,085.61", "-3.00", "95%", "≥95%", "3 次", "≤12.42 万元", "2010101", "０.５"])
def test_what_looks_like_a_number(cell: str) -> None:
    assert is_number_like(cell)


@pytest.mark.parametrize("cell", ["", "—", "健全", "每年3月底前完成", "C18040102", "一、收入"])
def test_what_does_not(cell: str) -> None:
    assert not is_number_like(cell)


def test_the_record_counts_rows_and_cells() -> None:
    made = table(*ROWS, dropped=(HEADER,))
    source = Source("/x/a.txt", "a.txt", "0", 1)
    document = Document("d1", source, "a", "", "", 2025, Basis.BUDGET, "部门", (), (), (made,), ())
    (record,) = reading_record(document)
    assert (record.id, record.kind, record.rows, record.cells, record.line) == ("t01", "支出总表", 2, 4, 11)
    assert (record.dropped, record.unexplained) == ((HEADER,), ())


def test_rows_of_a_sheet_keep_their_sheet_and_row() -> None:
    place = Place(40, 40, sheet="表一", row=7)
    gone = Dropped(39, "表头", "项目 合计", sheet="表一", row=6)
    printed = Grid((GridRow(("收入", "9.00"), place),), place)
    made = table(DataRow("收入", ("",), place), dropped=(gone,), columns=("合计",))
    (found,) = with_unexplained((made,), [printed])
    assert found.unexplained == (Unexplained(40, None, NO_PLACE_IN_TABLE, "9.00", "表一", 7),)
    source = Source("/x/a.xlsx", "a.xlsx", "0", 1)
    (record,) = reading_record(Document("d", source, "a", "", "", 2025, Basis.BUDGET, "部门", (), (), (found,), ()))
    assert (record.sheet, record.row) == ("表一", 6)
