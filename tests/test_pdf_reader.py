"""PDF files with text: printed by the tests, one oddity each, and the real ones where they are there."""

from __future__ import annotations

import csv
import os
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
