"""Reading files: encodings, tables, headings, paragraphs put together again."""

from __future__ import annotations

import pytest
from text_documents import made, seed, without_space
from work_done import calls_made

from index.model import Block, Grid, Heading, Paragraph
from index.readers import read_blocks, read_content
from index.readers.text import blocks_of_lines


def blocks_of(text: str) -> list[Block]:
    return blocks_of_lines(text.split("\n"))


def headings(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Heading)]


def paragraphs(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def grids(blocks: list[Block]) -> list[Grid]:
    return [block for block in blocks if isinstance(block, Grid)]


def span(block: Block) -> tuple[int | None, int | None]:
    return block.place.line, block.place.end_line


def test_lines_are_kept_and_counted_as_an_editor_counts_them() -> None:
    content = read_content("第一行。\r\n\r\n第三行。\x0b同一行。\n第四行。".encode(), "a.md")
    assert content.lines == ("第一行。", "", "第三行。\x0b同一行。", "第四行。")
    assert [span(block) for block in content.blocks] == [(1, 1), (3, 3), (4, 4)]


# --- tables --------------------------------------------------------------------


def test_tab_lines_are_rows_with_their_blank_cells() -> None:
    (grid,) = grids(blocks_of("项目\t预算数\t \n\t\t\n 合 计 \t 3.00\t"))
    assert [row.cells for row in grid.rows] == [("项目", "预算数", ""), ("", "", ""), ("合 计", "3.00", "")]
    assert [row.place.line for row in grid.rows] == [1, 2, 3]
    assert span(grid) == (1, 3)


def test_a_blank_line_ends_a_grid_and_grids_are_not_joined() -> None:
    blocks = blocks_of("a\tb\n1\t2\n\n3\t4")
    assert [span(grid) for grid in grids(blocks)] == [(1, 2), (4, 4)]


def test_a_single_label_above_a_row_belongs_to_the_grid() -> None:
    (grid,) = grids(blocks_of("收入\t\t\n项目\t预算数\t"))
    assert len(grid.rows) == 2


@pytest.mark.parametrize("line", ["1.\t负责日常工作。", "\t正文缩进一格。", "一、\t部门概况", "结尾有制表符。\t"])
def test_a_tab_that_only_indents_makes_no_table(line: str) -> None:
    blocks = blocks_of(line)
    assert not grids(blocks)
    assert without_space(blocks[0].text if not isinstance(blocks[0], Grid) else "") == without_space(line)


def test_pipe_tables_with_and_without_outer_pipes() -> None:
    outer, plain = grids(read_blocks(made("pipe_tables.md")))
    assert [row.cells for row in outer.rows] == [
        ("项目", "预算数", "备注"),
        ("财政拨款", "12.50", ""),
        ("其他|零星", "", "无"),
    ]
    assert [row.place.line for row in outer.rows] == [5, 7, 8]
    assert [row.cells for row in plain.rows] == [("项目", "预算数"), ("合计", "12.50")]


def test_rows_between_bare_pipes_keep_their_blank_cells_at_both_ends() -> None:
    (grid,) = grids(
        blocks_of("科目编码 | 科目名称 | 合计 | 备注\n | 合计 | 12.50 | \n201 | 一般公共服务支出 | 12.50 |")
    )
    assert [row.cells for row in grid.rows] == [
        ("科目编码", "科目名称", "合计", "备注"),
        ("", "合计", "12.50", ""),
        ("201", "一般公共服务支出", "12.50", ""),
    ]


@pytest.mark.parametrize("line", ["公式为 a|b 的项目。", "首页 | 政务公开"])
def test_a_pipe_in_a_line_of_words_makes_no_table(line: str) -> None:
    assert not grids(blocks_of(line))


# --- the table of contents -----------------------------------------------------


def test_the_table_of_contents_gives_no_headings() -> None:
    blocks = read_blocks(made("plain_numbering.txt"))
    starts = [block.place.line or 0 for block in blocks if isinstance(block, Heading)]
    assert [line for line in starts if 8 < line < 28] == []
    assert {8, 28} <= set(starts)


def test_entries_with_page_numbers_are_no_table() -> None:
    blocks = read_blocks(made("tables_first.txt"))
    assert all((grid.place.line or 0) > 14 for grid in grids(blocks))
    assert headings(blocks)[:3] == ["2024 年部门预算信息公开目录", "部门预算收支总表", "部门预算支出总表"]


def test_contents_end_before_running_text_where_no_entry_comes_again() -> None:
    blocks = blocks_of("目录\n\n一、概况……1\n\n二、说明……2\n\n## 单位概述\n\n本单位负责日常工作，内设三个处室。")
    assert headings(blocks) == ["目录", "单位概述"]


def test_a_procurement_catalogue_is_no_table_of_contents() -> None:
    blocks = blocks_of("一、采购\n\n按集中采购目录执行。\n\n二、资产\n\n没有车辆。")
    assert headings(blocks) == ["一、采购", "二、资产"]


# --- headings ------------------------------------------------------------------


def test_plain_numbered_lines_with_text_below_are_headings() -> None:
    found = headings(read_blocks(made("plain_numbering.txt")))
    assert "1. 机关运行经费。" in found
    assert "2. 接待费用。" in found
    assert "（一）主要职责" in found


def test_items_of_a_list_are_no_headings_however_short() -> None:
    found = paragraphs(read_blocks(made("plain_numbering.txt")))
    assert "2. 接待市民来信来访。" in found
    assert "3. 承办市政府交办的其他任务。" in found


def test_numbered_subjects_cut_by_a_page_are_no_headings() -> None:
    blocks = blocks_of(
        "（1）教育支出（类）普通教育（款）小学教育（项）5.00 万元，用于小学。\n\n"
        "（2）教育支出（类）普通教育（款）初中教育（项）\n\n"
        "6.00 万元，用于初中。\n\n"
        "（3）教育支出（类）职业教育（款）技校教育（项）7.00 万元，用于技校。"
    )
    assert not headings(blocks)
    assert paragraphs(blocks)[1] == "（2）教育支出（类）普通教育（款）初中教育（项）6.00 万元，用于初中。"


def test_a_list_of_units_is_no_list_of_headings() -> None:
    blocks = blocks_of(
        "纳入编制范围的单位包括：\n\n1. 甲市苗圃中心\n\n2. 甲市公园中心\n\n二、收入说明\n\n收入 1.00 万元。"
    )
    assert headings(blocks) == ["二、收入说明"]


def test_a_heading_broken_over_two_lines_is_joined_by_the_contents_or_its_last_word() -> None:
    blocks = read_blocks(made("plain_numbering.txt"))
    (heading,) = (block for block in blocks if block.place.line == 44)
    assert isinstance(heading, Heading)
    assert heading.text == "（一）关于云渡市园林管理局2024年收入预算情况说明"
    assert span(heading) == (44, 46)


def test_a_heading_directly_above_its_text_is_not_run_into_it() -> None:
    blocks = blocks_of("（七）政府性基金预算支出情况说明  \n本单位 2024 年没有政府性基金预算支出。")
    assert headings(blocks) == ["（七）政府性基金预算支出情况说明"]
    assert paragraphs(blocks) == ["本单位 2024 年没有政府性基金预算支出。"]


def test_bold_lines_are_headings_and_a_bold_title_may_span_two_lines() -> None:
    blocks = blocks_of(
        "**云渡市园林局  \n2024 年部门预算**\n\n**（四）支出说明**\n\n支出 1.00 万元。\n\n**重点**是绿地。"
    )
    assert headings(blocks) == ["云渡市园林局2024 年部门预算", "（四）支出说明"]
    assert paragraphs(blocks)[-1] == "**重点**是绿地。"


def test_the_title_of_a_table_is_a_heading_past_unit_and_body_lines() -> None:
    blocks = blocks_of(
        "部门固定资产情况\n\n101 云渡市园林局\n\n截止时间：2023-12-31\n\n单位：万元\n\n项目\t价值\n车辆\t1.00"
    )
    assert headings(blocks) == ["部门固定资产情况"]


def test_a_bare_year_above_a_table_stands_for_its_lost_title() -> None:
    blocks = read_blocks(made("lost_titles.txt"))
    assert [span(block)[0] for block in blocks if isinstance(block, Heading) and block.text == "2023"] == [12, 21]


def test_a_number_on_its_own_line_belongs_to_what_follows() -> None:
    found = headings(read_blocks(made("hard_wrapped.txt")))
    assert found[0] == "第一部分北川市水务局概况"
    assert "第二部分2025年度部门预算情况说明" in found


# --- paragraphs ----------------------------------------------------------------


def test_a_sentence_cut_by_a_page_is_one_paragraph_that_spans_both_places() -> None:
    blocks = read_blocks(made("plain_numbering.txt"))
    (joined,) = (block for block in blocks if block.place.line == 48)
    assert isinstance(joined, Paragraph)
    assert joined.text.endswith("主要是苗圃维护经费增加。")
    assert span(joined) == (48, 50)


def test_a_clause_without_a_stop_is_not_joined_with_what_follows() -> None:
    blocks = blocks_of("其中：一般公共预算 300.00 万元，占 100.0%\n\n另有其他收入，来自捐赠。")
    assert len(paragraphs(blocks)) == 2


def test_lines_wrapped_at_a_width_make_one_paragraph_even_after_a_full_stop() -> None:
    blocks = read_blocks(made("hard_wrapped.txt"))
    spans = [span(block) for block in blocks if isinstance(block, Paragraph)]
    assert spans[0] == (4, 8)
    assert (16, 21) in spans


def test_a_page_number_between_keeps_two_paragraphs_so_that_each_can_be_quoted() -> None:
    found = paragraphs(read_blocks(made("hard_wrapped.txt")))
    assert found[-1] == "水库除险加固。"
    assert not any("- 3 -" in text for text in found)


def test_paragraphs_a_line_each_are_not_joined() -> None:
    text = "收入预算安排如下，均为财政拨款。\n支出预算另行说明，按用途编制。\n结转没有安排。"
    assert paragraphs(blocks_of(text)) == text.split("\n")


def test_only_two_latin_words_get_a_space_when_joined() -> None:
    blocks = blocks_of("建设数据平台，采用 open\ndata 标准，由市\n级平台归集。")
    assert paragraphs(blocks) == ["建设数据平台，采用 open data 标准，由市级平台归集。"]


def test_a_unit_line_broken_in_two_is_mended() -> None:
    blocks = blocks_of("单位：万  \n元\n\n项目\t预算数\n合计\t1.00")
    assert paragraphs(blocks) == ["单位：万元"]


def test_bullets_are_taken_off_and_half_open_bold_is_kept_as_printed() -> None:
    blocks = read_blocks(made("tables_first.txt"))
    assert paragraphs(blocks)[-2:] == ["财政拨款收入：**指市财政拨付的资金。", "基本支出：**指保障机构运转的支出。"]


# --- as a whole ----------------------------------------------------------------


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_every_block_of_a_real_document_stands_where_it_says(number: str) -> None:
    path = seed(number)
    content = read_content(path.read_bytes(), path.name)
    last = 0
    for block in content.blocks:
        start, end = span(block)
        assert start is not None
        assert end is not None
        assert last < start <= end
        last = end
        source = without_space("".join(content.lines[start - 1 : end]))
        if isinstance(block, Grid):
            for row in block.rows:
                line = content.lines[(row.place.line or 0) - 1]
                assert row.cells == tuple(cell.strip() for cell in line.split("\t"))
        else:
            assert without_space(block.text) in source.replace("**", "") or without_space(block.text) in source


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        ("000", 84, 86),
        ("000", 124, 126),
        ("000", 150, 152),
        ("000", 170, 174),
        ("000", 224, 226),
        ("002", 76, 78),
        ("002", 100, 102),
        ("002", 128, 130),
        ("002", 174, 176),
        ("004", 166, 168),
        ("004", 208, 210),
    ],
)
def test_what_pages_cut_in_real_documents_is_whole(number: str, first: int, last: int) -> None:
    spans = [span(block) for block in read_blocks(seed(number))]
    assert (first, last) in spans


def test_work_of_reading_grows_with_length_only() -> None:
    page = (
        "一、说明\n\n" + "收入预算 10.00 万元，比上年增加，主要原因是\n项目增加。\n\n项目\t预算数\n合计\t1.00\n\n" * 50
    )
    one, many = page.split("\n"), (page * 20).split("\n")
    blocks_of_lines(one)  # what is built once
    assert calls_made(lambda: blocks_of_lines(many)) < calls_made(lambda: blocks_of_lines(one)) * 20 * 1.5
