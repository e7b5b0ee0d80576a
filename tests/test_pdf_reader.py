"""The pages of PDF files: lines, margins, turned pages, what cannot be read. Printed by the tests, one oddity each."""

from __future__ import annotations

import random
import re

import pytest
from pdf_documents import HEIGHT, WIDTH, Printer
from pdf_reading import COLUMNS, ROWS, grids, read, texts

from index.errors import ReadError
from index.model import Grid, Paragraph
from index.readers import read_content

UNREAD = "第 2 页没有读出文字，请核对原件"


def three_pages() -> bytes:
    """A file of three pages with thirty amounts on each."""
    printer = Printer()
    for page in range(3):
        for row in range(30):
            printer.text(80, 100 + 20 * row, f"第 {row} 项支出预算为 {row * 37 + page}.5 万元。")
        printer.next_page()
    return printer.data()


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


# --- what cannot be read ----------------------------------------------------------


def test_a_scanned_page_among_others_is_told_in_a_remark() -> None:
    printer = Printer()
    printer.text(80, 100, "这一页的文字是能够读出来的内容。")
    printer.next_page()
    printer.image(10, 10, WIDTH - 10, HEIGHT - 10)
    printer.next_page()
    assert read(printer).remarks == (UNREAD,)


def test_a_page_with_a_small_picture_that_says_nothing_is_told_a_blank_one_and_an_empty_form_are_not() -> None:
    printer = Printer()
    printer.text(80, 100, "这一页的文字是能够读出来的内容。")
    printer.next_page()
    printer.image(100, 100, 200, 200)
    printer.next_page()
    printer.next_page()
    printer.table(100, COLUMNS, [("",) * 5] * 4)
    printer.next_page()
    printer.text(80, 100, "前一页是空白的一页，没有内容。")
    assert read(printer).remarks == (UNREAD,)


@pytest.mark.parametrize(
    ("start", "end", "remarks"),
    [
        (0.0, 0.2, (UNREAD,)),
        (0.8, 0.9, ("第 2 页的内容有损坏，可能没有读全或有错，请核对原件",)),
        (0.0, 0.0, ()),
    ],
    ids=["from its beginning", "near its end", "not at all"],
)
def test_a_page_whose_drawing_is_damaged_is_told(start: float, end: float, remarks: tuple[str, ...]) -> None:
    whole = three_pages()
    stream = list(re.finditer(rb"stream\r?\n(.*?)endstream", whole, re.DOTALL))[1]
    length = stream.end(1) - stream.start(1)
    first, last = (stream.start(1) + round(share * length) for share in (start, end))
    content = read_content(whole[:first] + b"!" * (last - first) + whole[last:], "预算.pdf")
    assert content.remarks == remarks
    assert {block.place.page for block in content.blocks} >= {1, 3}


def test_a_page_whose_drawing_is_gone_is_told() -> None:
    whole = three_pages()
    drawing = list(re.finditer(rb"\n\d+ 0 obj\s*<<\s*/Filter", whole))[1]
    lost = whole[: drawing.start()] + b"\n" + b"x" * 9 + whole[drawing.start() + 10 :]
    assert read_content(lost, "预算.pdf").remarks == (UNREAD,)


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
