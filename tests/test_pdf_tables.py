"""Tables of PDF files, with rules and without, over the ends of pages: printed by the tests, one oddity each."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_documents import Printer
from pdf_reading import COLUMNS, ROWS, grids, read, texts

from index.model import Grid, Heading, Paragraph, TableKind
from index.reading import read_document


def print_header(printer: Printer, top: float, *, ruled: bool) -> None:
    """项目 over code and name, 合计 by itself, 基本支出 over three columns: on two levels of 20 points."""
    edges = (60.0, 130.0, 280.0, 340.0, 400.0, 460.0, 530.0)
    spans = (("项目", 0, 2, 0), ("合计", 2, 3, None), ("基本支出", 3, 6, 0))
    leaves = (("科目编码", 0), ("科目名称", 1), ("小计", 3), ("人员经费", 4), ("公用经费", 5))
    for text, first, last, level in spans:
        middle = top + (20 if level is None else 10)
        printer.text((edges[first] + edges[last]) / 2 - len(text) * 5, middle, text, 10)
    for text, column in leaves:
        printer.text((edges[column] + edges[column + 1]) / 2 - len(text) * 5, top + 30, text, 10)
    if ruled:
        for x, start in zip(edges, (0, 20, 0, 0, 20, 20, 0), strict=True):
            printer.rule(x, top + start, x, top + 40)
        for first, last in ((0, 2), (3, 6)):
            printer.rule(edges[first], top + 20, edges[last], top + 20)
        printer.rule(edges[0], top, edges[-1], top)


HEADED = (60.0, 130.0, 280.0, 340.0, 400.0, 460.0, 530.0)
FIGURES = [
    ("201", "一般公共服务支出", "1,250.30", "1,000.30", "900.00", "100.30"),
    ("20101", "人大事务", "1,250.30", "1,000.30", "900.00", "100.30"),
    ("20102", "政协事务", "30.00", "", "", ""),
]


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "without rules"])
def test_a_header_word_spans_the_columns_below_it(ruled: bool) -> None:
    printer = Printer()
    print_header(printer, 100, ruled=ruled)
    printer.table(140, HEADED, FIGURES, across=ruled, down=ruled)
    (grid,) = [block for block in read(printer).blocks if isinstance(block, Grid)]
    assert [row.cells for row in grid.rows[-3:]] == FIGURES
    spans = {grid.rows[span.row].cells[span.column]: (span.column, span.columns) for span in grid.spans}
    assert spans.get("项目") == (0, 2)
    assert spans.get("基本支出") == (3, 3)
    named = [{row.cells[column] for row in grid.rows[:-3]} - {""} for column in range(6)]
    assert named[2] == {"合计"}
    assert named[4] == {"人员经费"}


@pytest.mark.parametrize("across", [True, False], ids=["rules across", "no rules"])
def test_a_table_without_rules_between_its_columns(across: bool) -> None:
    printer = Printer()
    printer.text(200, 60, "一般公共预算支出表", 16)
    printer.text(60, 84, "部门：澜江市财政局", 9)
    printer.text(470, 84, "单位：万元", 9)
    printer.table(100, COLUMNS, ROWS, across=across, down=False)
    printer.text(60, 240, "注：本表反映本部门的支出情况。", 9)
    content = read(printer)
    assert grids(content) == [ROWS]
    assert texts(content, Heading) == ["一般公共预算支出表"]
    assert texts(content, Paragraph) == ["部门：澜江市财政局", "单位：万元", "注：本表反映本部门的支出情况。"]


def test_rows_are_told_by_their_amounts_where_rules_between_them_are_missing() -> None:
    printer = Printer()
    printer.table(100, COLUMNS, ROWS, across=False)
    for y in (100, 120, 200):
        printer.rule(COLUMNS[0], y, COLUMNS[-1], y)
    assert grids(read(printer)) == [ROWS]


def test_the_first_row_of_a_page_may_lack_its_top_rule() -> None:
    printer = Printer()
    printer.table(100, COLUMNS, ROWS, across=False)
    for y in (120, 140, 160, 180, 200):
        printer.rule(COLUMNS[0], y, COLUMNS[-1], y)
    assert grids(read(printer)) == [ROWS]


def test_double_rules_make_no_columns() -> None:
    printer = Printer()
    printer.table(100, COLUMNS, ROWS)
    for x in COLUMNS:
        printer.rule(x + 2, 100, x + 2, 200)
    assert grids(read(printer)) == [ROWS]


def test_words_wrapped_in_a_cell_are_joined_and_two_amounts_are_not() -> None:
    printer = Printer()
    printer.table(100, (60, 180, 300), [("机关事业单位基本", "12.50"), ("", "")], height=40)
    printer.text(64, 132, "养老保险缴费支出", 10)
    printer.text(296, 132, "7.00", 10, right=True)
    assert grids(read(printer)) == [[("机关事业单位基本养老保险缴费支出", "12.50 7.00"), ("", "")]]


def test_a_page_with_only_the_total_gets_the_columns_of_its_table() -> None:
    printer = Printer()
    printer.table(100, COLUMNS, ROWS)
    printer.next_page()
    printer.table(60, (COLUMNS[0], *COLUMNS[2:]), [("合计", "1,250.30", "1,000.30", "250.00")])
    first, second = grids(read(printer))
    assert first == ROWS
    assert second == [("合计", "", "1,250.30", "1,000.30", "250.00")]


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "without rules"])
def test_the_pages_of_a_table_are_one_table(ruled: bool, tmp_path: Path) -> None:
    printer = Printer()
    printer.text(150, 50, "澜江市财政局2024年部门预算", 18)
    printer.text(200, 90, "一般公共预算支出表", 16)
    printer.text(470, 114, "单位：万元", 9)
    printer.table(130, COLUMNS, ROWS, across=ruled, down=ruled)
    printer.next_page()
    rows = [("208", "社会保障和就业支出", "20.00", "", "20.00"), ("20805", "养老支出", "20.00", "", "20.00")]
    printer.table(60, COLUMNS, rows, across=ruled, down=ruled)
    path = tmp_path / "预算.pdf"
    path.write_bytes(printer.data())
    document, facts = read_document(path)
    (table,) = document.tables
    assert (table.kind, table.title, table.unit) == (TableKind.GENERAL_BUDGET, "一般公共预算支出表", "万元")
    assert {(fact.code, fact.column, str(fact.value), fact.page) for fact in facts if fact.page == 2} == {
        (code, column, "20.00", 2) for code in ("208", "20805") for column in ("合计", "项目支出")
    }
    assert len(facts) == 14


def test_a_row_that_the_end_of_a_page_cuts_in_two_is_one_row() -> None:
    columns = (60.0, 124.0, 188.0, 260.0)
    head = ("单位", "项目", "金额")
    printer = Printer()
    printer.table(600, columns, [head, ("澜江市水利局", "水库除险加固", "46.00")])
    printer.next_page()
    printer.table(60, columns, [("（本级）", "前期论证", ""), ("澜江市水文站", "设备更新", "12.00")])
    assert grids(read(printer)) == [
        [head, ("澜江市水利局（本级）", "水库除险加固前期论证", "46.00")],
        [("澜江市水文站", "设备更新", "12.00")],
    ]


def test_a_full_row_is_not_cut_where_the_next_page_begins_another() -> None:
    columns = (60.0, 124.0, 188.0, 260.0)
    printer = Printer()
    rows = [("澜江市水利局", "水库除险加固", "46.00"), ("澜江市水文站", "更新测流设备", "12.00")]
    printer.table(600, columns, rows[:1])
    printer.next_page()
    printer.table(60, columns, [rows[1], ("合计", "", "58.00")])
    assert grids(read(printer)) == [rows[:1], [rows[1], ("合计", "", "58.00")]]


def test_a_frame_around_text_is_no_table() -> None:
    printer = Printer()
    printer.text(80, 110, "本部门没有政府性基金预算安排的支出。")
    for x in (70, 400):
        printer.rule(x, 100, x, 130)
    for y in (100, 130):
        printer.rule(70, y, 400, y)
    content = read(printer)
    assert not grids(content)
    assert texts(content, Paragraph) == ["本部门没有政府性基金预算安排的支出。"]


def test_a_table_of_contents_is_no_table_of_figures() -> None:
    printer = Printer()
    printer.text(270, 60, "目录", 16)
    for number, entry in enumerate(("一、部门概况", "二、预算情况说明", "三、名词解释", "四、预算公开表")):
        printer.text(80, 100 + number * 24, entry)
        printer.text(500, 100 + number * 24, str(number * 3 + 1), right=True)
    printer.next_page()
    printer.text(80, 80, "一、部门概况", 12)
    printer.paragraph(110, "本部门负责拟订全市财政发展规划，组织实施预算管理，完成上级交办的其他任务。")
    content = read(printer)
    assert not grids(content)
    assert "目录" in texts(content, Heading)


def test_amounts_that_break_at_the_edges_of_narrow_cells_are_whole() -> None:
    printer = Printer()
    columns = (60.0, 94.0, 136.0, 180.0, 220.0)
    printer.table(100, columns, [("科目", "名称", "合计", "基本")])
    printer.table(120, columns, [("21303", "水资源", "490.8", "3060."), ("201", "水利", "12.00", "8.00")], height=40)
    for x, text in ((64, "11"), (98, "管理"), (176, "6"), (216, "74")):
        printer.text(x, 152, text, 10, right=x in (176, 216))
    (grid,) = grids(read(printer))
    assert grid[1] == ("2130311", "水资源管理", "490.86", "3060.74")


def test_an_amount_that_the_end_of_a_page_cuts_in_two_is_one_amount() -> None:
    columns = (60.0, 94.0, 136.0, 180.0)
    printer = Printer()
    printer.table(600, columns, [("科目", "名称", "合计"), ("21303", "水资源", "1490.")])
    printer.next_page()
    printer.table(60, columns, [("11", "管理", "86"), ("21304", "水文", "12.00")])
    assert grids(read(printer)) == [
        [("科目", "名称", "合计"), ("2130311", "水资源管理", "1490.86")],
        [("21304", "水文", "12.00")],
    ]


def test_the_rest_of_the_last_row_may_be_all_of_a_table_on_the_next_page() -> None:
    columns = (60.0, 124.0, 188.0, 260.0)
    printer = Printer()
    printer.table(600, columns, [("单位", "项目", "金额"), ("澜江市水利局", "水库除险加固", "46.00")])
    printer.next_page()
    printer.table(60, columns, [("（本级）", "前期论证", "")])
    assert grids(read(printer)) == [
        [("单位", "项目", "金额"), ("澜江市水利局（本级）", "水库除险加固前期论证", "46.00")]
    ]


def test_tables_of_other_widths_that_touch_are_two() -> None:
    printer = Printer()
    bottom = printer.table(100, (60, 160, 260), [("项目", "预算数"), ("收入总计", "5.00"), ("支出总计", "5.00")])
    second = [("单位名称", "总计", "小计"), ("合计", "5.00", "5.00"), ("本级", "5.00", "5.00")]
    printer.table(bottom, (60, 140, 220, 420), second)
    assert [len(grid[0]) for grid in grids(read(printer))] == [2, 3]
