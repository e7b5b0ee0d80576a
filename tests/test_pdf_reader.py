"""PDF files with text: printed by the tests, one oddity each, and the real ones where they are there."""

from __future__ import annotations

import csv
import os
import random
from collections import Counter
from pathlib import Path

import pytest
from pdf_documents import HEIGHT, WIDTH, Printer
from text_documents import without_space

from index.errors import ReadError
from index.model import Grid, Heading, Paragraph, TableKind
from index.readers import read_content
from index.readers.content import Content
from index.reading import read_document

ROWS = [
    ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("201", "一般公共服务支出", "1,250.30", "1,000.30", "250.00"),
    ("20101", "人大事务", "1,250.30", "1,000.30", "250.00"),
    ("2010101", "行政运行", "1,000.30", "1,000.30", ""),
    ("2010102", "一般行政管理事务", "250.00", "", "250.00"),
]
COLUMNS = (60.0, 130.0, 290.0, 370.0, 450.0, 530.0)


def read(printer: Printer) -> Content:
    return read_content(printer.data(), "预算.pdf")


def grids(content: Content) -> list[list[tuple[str, ...]]]:
    return [[row.cells for row in block.rows] for block in content.blocks if isinstance(block, Grid)]


def texts(content: Content, kind: type[Heading] | type[Paragraph]) -> list[str]:
    return [block.text for block in content.blocks if isinstance(block, kind)]


def test_a_ruled_table_keeps_its_cells_blank_ones_too() -> None:
    printer = Printer()
    printer.table(100, COLUMNS, ROWS)
    assert grids(read(printer)) == [ROWS]


def test_a_row_knows_its_page_and_where_it_stands_there() -> None:
    printer = Printer()
    printer.text(80, 100, "部门概况如下。")
    printer.next_page()
    printer.table(100, COLUMNS, ROWS)
    content = read(printer)
    (grid,) = [block for block in content.blocks if isinstance(block, Grid)]
    row = grid.rows[3]
    assert row.place.page == 2
    assert row.place.box == pytest.approx((60, 160, 530, 180), abs=1)
    assert row.place.line is not None
    assert content.lines[row.place.line - 1] == "\t".join(ROWS[3])


def test_lines_of_a_paragraph_are_joined_over_the_end_of_a_page() -> None:
    sentence = "本部门贯彻执行国家有关法律法规和方针政策，拟订全市的规划并组织实施，承担上级交办的其他事项，" * 2
    printer = Printer()
    printer.text(80, 80, "一、部门主要职责", 12)
    end = printer.paragraph(110, sentence + "完成各项任务。")
    printer.paragraph(end, "本部门下设办公室等三个内设机构。")
    printer.text(300, 800, "- 1 -", 9)
    printer.next_page()
    printer.text(80, 80, "全国统一的资金由本部门按照规定分配到各个地区使用。")
    printer.text(300, 800, "- 2 -", 9)
    content = read(printer)
    assert texts(content, Paragraph) == [
        sentence + "完成各项任务。",
        "本部门下设办公室等三个内设机构。",
        "全国统一的资金由本部门按照规定分配到各个地区使用。",
    ]


def test_page_numbers_and_running_heads_are_left_out() -> None:
    printer = Printer()
    for number in range(1, 5):
        printer.text(200, 30, "澜江市财政局2024年部门预算", 9)
        printer.text(80, 100, f"第{'一二三四'[number - 1]}项工作已经完成。")
        printer.text(290, 815, str(number), 9)
        printer.next_page()
    assert (
        "".join(read(printer).lines)
        == "第一项工作已经完成。第二项工作已经完成。第三项工作已经完成。第四项工作已经完成。"
    )


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_reads_like_an_upright_one(turn: int) -> None:
    printer = Printer()
    if turn in (90, 270):
        printer.canvas.setPageSize((HEIGHT, WIDTH))  # which the canvas turns too
    printer.canvas.setPageRotation(turn)
    printer.table(100, COLUMNS, ROWS)
    content = read(printer)
    assert grids(content) == [ROWS]
    (grid,) = [block for block in content.blocks if isinstance(block, Grid)]
    x0, top, x1, bottom = grid.place.box or (0, 0, 0, 0)
    shown = {
        0: (60, 100, 530, 200),
        90: (HEIGHT - 200, 60, HEIGHT - 100, 530),
        180: (WIDTH - 530, HEIGHT - 200, WIDTH - 60, HEIGHT - 100),
        270: (100, WIDTH - 530, 200, WIDTH - 60),
    }
    assert (x0, top, x1, bottom) == pytest.approx(shown[turn], abs=1)


def test_text_outside_of_the_page_is_no_part_of_it() -> None:
    printer = Printer()
    printer.text(80, 100, "看得见的一句话。")
    printer.text(80, HEIGHT + 60, "看不见的一句话。")
    assert read(printer).lines == ("看得见的一句话。",)


def test_a_locked_file_says_so() -> None:
    printer = Printer(password="secret")  # noqa: S106
    printer.text(80, 100, "看不见的一句话。")
    with pytest.raises(ReadError, match=r"打开密码.*预算\.pdf"):
        read(printer)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 nothing", b"\0" * 300], ids=["empty", "cut off", "no PDF"])
def test_a_damaged_file_says_so(data: bytes) -> None:
    with pytest.raises(ReadError, match="无法打开"):
        read_content(data, "预算.pdf")


def test_a_file_without_text_says_so() -> None:
    printer = Printer()
    printer.rule(10, 10, 100, 100)
    with pytest.raises(ReadError, match="没有文字"):
        read(printer)


# --- tables ---------------------------------------------------------------------


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


# --- what cannot be read ----------------------------------------------------------


def test_a_scanned_page_among_others_is_told_in_a_remark() -> None:
    printer = Printer()
    printer.text(80, 100, "这一页的文字是能够读出来的内容。")
    printer.next_page()
    printer.image(0, 0, WIDTH, HEIGHT)
    printer.next_page()
    assert read(printer).remarks == ("第 2 页是扫描图像或文字无法识别，没有读入",)


def test_a_file_of_scans_says_so() -> None:
    printer = Printer()
    printer.image(0, 0, WIDTH, HEIGHT)
    with pytest.raises(ReadError, match="扫描图像"):
        read(printer)


def test_damaged_files_are_read_or_refused_in_one_sentence() -> None:
    printer = Printer()
    printer.table(100, COLUMNS, ROWS)
    whole = printer.data()
    chance = random.Random(7)  # noqa: S311 - which bytes are hurt is no secret
    outcomes = []
    for _ in range(60):
        hurt = bytearray(whole[: chance.randrange(200, len(whole))] if chance.random() < 0.5 else whole)
        for _ in range(chance.randrange(1, 30)):
            hurt[chance.randrange(len(hurt))] = chance.randrange(256)
        try:
            outcomes.append(bool(read_content(bytes(hurt), "预算.pdf").lines))
        except ReadError as error:
            outcomes.append("预算.pdf" in str(error))
    assert all(outcomes)


# --- the real documents -------------------------------------------------------

GOLDEN = Path(__file__).parent / "golden"
REAL = Path(os.environ.get("BUDGET_SEEDS", Path(__file__).resolve().parents[2] / "shared" / "seeds")).parent / "real"
CHECKED_BY_EYE = {
    "jiangsu_2018_budget": "江苏省人大办公厅__*2018*.pdf",
    "wanli_2024_budget": "*万里街道*24年预算.pdf",
    "putuo_finance_2024_final": "*普陀区财政局2024*决算.pdf",
}


def real_file(pattern: str) -> Path:
    found = sorted(REAL.glob(f"*/{pattern}"))
    if not found:
        pytest.skip(f"没有真实的 PDF 文件：{REAL} 里找不到 {pattern}")
    return found[0]


@pytest.mark.parametrize("name", CHECKED_BY_EYE)
def test_real_pages_give_the_figures_that_were_checked_by_eye(name: str) -> None:
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        golden = Counter(tuple(row.values()) for row in csv.DictReader(file))
    pages = {row[0] for row in golden}
    _, facts = read_document(real_file(CHECKED_BY_EYE[name]))
    read_facts = Counter(
        (str(one.page), one.table_kind, one.code, one.row, one.column.replace(" / ", "/"), str(one.value), one.unit)
        for one in facts
        if one.value is not None and str(one.page) in pages
    )
    assert read_facts == golden


@pytest.mark.parametrize(
    ("pattern", "title", "tables"),
    [
        ("江苏省人大办公厅__*2018*.pdf", ("江苏省人大常委会办公厅", 2018, "预算", "部门"), 12),
        ("江苏省政协办公厅__2017年度部门预算公开表.pdf", ("江苏省政协办公厅", 2017, "预算", "部门"), 12),
        ("江苏省政协办公厅__*2017年度部门预算.pdf", ("江苏省政协办公厅", 2017, "预算", "部门"), 0),
        ("江苏省政协办公厅__*2018年度部门预算.pdf", ("江苏省政协办公厅", 2018, "预算", "部门"), 0),
        ("江苏省政协办公厅__*2018度部门预算公开表.pdf", ("江苏省政协办公厅", 2018, "预算", "部门"), 12),
        ("江苏省政协办公厅__*2019年度部门预算.pdf", ("江苏省政协办公厅", 2019, "预算", "部门"), 0),
        ("江苏省政协办公厅__*2019年预算公开表.pdf", ("江苏省政协办公厅", 2019, "预算", "部门"), 12),
        ("*万里街道*24年预算.pdf", ("上海市普陀区人民政府万里街道办事处", 2024, "预算", "部门"), 9),
        ("*商务委员会25年预算.pdf", ("上海市普陀区商务委员会", 2025, "预算", "部门"), 9),
        ("*商务委员会单位25年预算.pdf", ("上海市普陀区商务委员会", 2025, "预算", "单位"), 9),
        ("*普陀区财政局2024*决算.pdf", ("上海市普陀区财政局", 2024, "决算", "部门"), 10),
    ],
)
def test_real_files_are_told_with_all_their_tables(pattern: str, title: tuple[str, int, str, str], tables: int) -> None:
    document, _ = read_document(real_file(pattern))
    assert (document.department, document.year, document.basis.value, document.level) == title
    assert len(document.tables) == tables
    assert not [one.kind for one in document.tables if one.kind is TableKind.OTHER]
    assert not [left for table in document.tables for left in table.unexplained]


def test_real_passages_stand_in_the_lines_of_their_files() -> None:
    document, _ = read_document(real_file("江苏省政协办公厅__*2019年度部门预算.pdf"))
    text = without_space("".join(document.lines))
    assert len(document.passages) > 80
    for passage in document.passages:
        assert without_space(passage.text) in text
        assert passage.place.page is not None
