"""The parts of the page: markup, quotes found in their sections, tables, exhibits and suggestions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from page_desk import TABLE, TABLE_CITATION, TEXT_CITATION, cell, make_answer, make_card, make_document

from assistant.page.exhibits import exhibits_of, figures_html
from assistant.page.markup import answer_html, escape_label
from assistant.page.quote import Span, find_quote
from assistant.page.suggestions import SAMPLES, suggest_questions
from assistant.page.table_source import WHOLE_TABLE_ROWS, locate_cell, table_source_html
from assistant.page.text_source import text_source_html
from index.model import (
    DataRow,
    Passage,
    Place,
)


class TestMarkup:
    def test_bold_ends_at_chinese_punctuation_before_a_letter(self) -> None:
        assert "<strong>“三公”经费。</strong>其中" in answer_html("**“三公”经费。**其中", {})

    @pytest.mark.parametrize("text", ["~5~ 万元", "$3$ 和 $4$", ":red[x] :smile:", "1*2*3 _a_", "![](x)", "[甲](乙)"])
    def test_specials_stay_as_written(self, text: str) -> None:
        assert f"<p>{text}</p>" in answer_html(text, {})

    def test_html_is_escaped_everywhere(self) -> None:
        html = answer_html("<script>x</script>\n\n| <b>a</b> |\n| --- |\n| <i>c</i> |\n\n- <u>d</u>", {})
        assert not [tag for tag in ("<script", "<b>", "<i>", "<u>") if tag in html]
        assert "&lt;i&gt;c&lt;/i&gt;" in html

    def test_a_mark_without_source_is_no_link(self) -> None:
        assert "见[3]" in answer_html("见[3]", {1: "a"})

    def test_labels_are_one_line_with_specials_escaped(self) -> None:
        assert escape_label("甲 $5\n~乙~ :red[丙]") == "甲 \\$5 \\~乙\\~ \\:red\\[丙\\]"


class TestQuotes:
    def test_a_quote_over_two_lines_is_marked_on_both(self) -> None:
        assert find_quote(["甲 乙丙", "", "丁戊"], "乙丙丁") == (Span(0, 2, 4), Span(2, 0, 1))

    def test_the_nearest_of_several_places_is_taken(self) -> None:
        assert find_quote(["同上", "别的", "同上"], "同上", near=2) == (Span(2, 0, 2),)

    def test_left_out_words_are_skipped(self) -> None:
        assert find_quote(["一二三四五六"], "一二……五六") == (Span(0, 0, 2), Span(0, 4, 6))

    def test_words_that_are_not_there_are_not_found(self) -> None:
        assert find_quote(["甲乙"], "丙丁") == ()

    def test_the_section_is_shown_with_the_quote_marked(self) -> None:
        html = text_source_html(make_document(), [TEXT_CITATION], {})
        assert "<mark>公务接待费预算 3.00 万元，比上年减少</mark>" in html
        assert "<mark>0.50 万元</mark>，主要是压减接待批次。" in html
        assert "概况" not in html
        assert "名词解释" not in html

    def test_source_text_is_escaped(self) -> None:
        citation = replace(TEXT_CITATION, section=("一、概况",), quote="<b>养护</b>", lines=(3, 3))
        assert "<mark>&lt;b&gt;养护&lt;/b&gt;</mark>" in text_source_html(make_document(), [citation], {})

    def test_of_a_long_section_only_the_neighbourhood_is_shown(self) -> None:
        lines = tuple(f"第{number}句" for number in range(1, 101))
        document = replace(make_document(), lines=lines, sections=())
        html = text_source_html(document, [replace(TEXT_CITATION, quote="第50句", lines=(50, 50))], {})
        assert "<mark>第50句</mark>" in html
        assert "第30句" not in html
        assert "上文略" in html
        assert "下文略" in html

    def test_a_source_without_lines_shows_its_passages(self) -> None:
        passage = Passage("p", "garden", ("二、预算说明",), "情况说明", "paragraph", "接待费3.00万元。", Place(page=2))
        document = replace(make_document(), lines=(), passages=(passage,))
        html = text_source_html(document, [replace(TEXT_CITATION, quote="3.00万元", lines=None, page=2)], {})
        assert "接待费<mark>3.00万元</mark>。" in html


class TestTables:
    def test_the_cells_of_the_figures_are_marked(self) -> None:
        html = table_source_html(TABLE, [cell("项目支出", "30.00"), cell("合计", "80.00")], [])
        assert html.count("<mark>") == 2
        assert "<mark>80.00</mark>" in html
        assert '<th colspan="2" rowspan="1">基本支出</th>' in html
        assert "&lt;i&gt;绿地&lt;/i&gt;" in html

    def test_every_row_of_the_head_fills_the_columns(self) -> None:
        html = table_source_html(TABLE, [], [])
        assert html.count("<th ") == 2 + 3 + 2  # code and label; 合计, 基本支出, 项目支出; 小计, 人员经费

    def test_a_row_is_told_apart_by_line_when_labels_repeat(self) -> None:
        rows = (DataRow("合计", ("1.00",), Place(line=3)), DataRow("合计", ("1.00",), Place(line=9)))
        table = replace(TABLE, columns=("金额",), rows=rows)
        assert locate_cell(table, replace(cell("金额", "1.00"), line=9)) == (1, 0)

    def test_two_lists_in_one_line_are_told_apart_by_label(self) -> None:
        rows = (
            DataRow("财政拨款收入", ("5.00",), Place(line=3), side="收入"),
            DataRow("教育支出", ("5.00",), Place(line=3), side="支出"),
        )
        table = replace(TABLE, columns=("预算数",), rows=rows)
        assert locate_cell(table, replace(cell("预算数", "5.00"), row="教育支出", line=3)) == (1, 0)

    def test_a_cell_that_is_not_there_is_not_marked(self) -> None:
        assert locate_cell(TABLE, replace(cell("别的", "9.99"), row="别的", line=99)) is None

    def test_of_a_long_table_the_marked_rows_and_the_first_are_shown(self) -> None:
        rows = tuple(DataRow(f"项目{n}", ("1.00",), Place(line=100 + n)) for n in range(WHOLE_TABLE_ROWS + 40))
        table = replace(TABLE, columns=("金额",), rows=rows)
        html = table_source_html(table, [replace(cell("金额", "1.00"), row="项目30", line=130)], [])
        assert "<mark>1.00</mark>" in html
        assert "项目0<" in html
        assert "项目30<" in html
        assert "项目20<" not in html
        assert html.count("（略 ") == 2


class TestExhibits:
    def test_sources_keep_their_numbers_and_places(self) -> None:
        exhibits = exhibits_of(make_answer("问"), lambda _: make_document(), "s")
        assert exhibits.anchors == {1: "s-1", 2: "s-2"}
        assert "[1]</span> 一般公共预算支出表 · 第 12 行 · 园林局.txt" in exhibits.html
        assert "[2]</span> 二、预算说明 · 第 5–6 行 · 园林局.txt" in exhibits.html
        assert exhibits.html.index("[1]") < exhibits.html.index("[2]")

    def test_rows_of_one_table_share_it_and_each_has_its_anchor(self) -> None:
        second = replace(TABLE_CITATION, id=3, quote="绿地 30.00", lines=(14, 14))
        answer = replace(make_answer("问"), citations=(TABLE_CITATION, second))
        html = exhibits_of(answer, lambda _: make_document(), "s").html
        assert html.count("<table") == 1
        assert '<mark id="s-1">80.00</mark>' in html
        assert '<mark id="s-3">30.00</mark>' in html

    def test_a_row_cited_by_words_has_its_quoted_cells_marked(self) -> None:
        citation = replace(TABLE_CITATION, table=None, quote="<i>绿地</i> 30.00", lines=(14, 14))
        answer = replace(make_answer("问"), figures=(), citations=(citation,))
        assert '<mark id="s-1">30.00</mark>' in exhibits_of(answer, lambda _: make_document(), "s").html

    def test_quotes_of_one_section_share_it_also_when_they_overlap(self) -> None:
        second = replace(TEXT_CITATION, id=3, quote="预算 3.00 万元", lines=(5, 5))
        answer = replace(make_answer("问"), figures=(), citations=(TEXT_CITATION, second))
        html = exhibits_of(answer, lambda _: make_document(), "s").html
        assert html.count('class="ba-text"') == 1
        assert html.count("3.00 万元") == 1
        assert html.count('id="s-2"') == html.count('id="s-3"') == 1

    def test_a_citation_that_is_not_found_leads_to_its_heading(self) -> None:
        citation = replace(TEXT_CITATION, quote="没有这句话")
        answer = replace(make_answer("问"), figures=(), citations=(citation,))
        assert '<span class="ba-mark" id="s-2">' in exhibits_of(answer, lambda _: make_document(), "s").html

    def test_a_removed_document_leaves_the_quote(self) -> None:
        html = exhibits_of(make_answer("问"), lambda _: None, "s").html
        assert "已不在资料库中" in html
        assert f'<mark id="s-2">{TEXT_CITATION.quote}</mark>' in html

    def test_the_headline_comes_first_with_formula_and_operands(self) -> None:
        html = figures_html(make_answer("问").figures)
        assert html.index("答案") < html.index("算入")
        assert "37.50%" in html
        assert "= 30.00 ÷ 80.00" in html
        assert "一般公共预算支出表 · 合计 · 项目支出 · 第 12 行：30.00 万元" in html


class TestSuggestions:
    def test_samples_bring_their_own_questions(self) -> None:
        names = [path.name for path in SAMPLES.glob("*预算.*")]
        if not names:
            pytest.skip("没有示例文件")
        questions = suggest_questions([make_card(source_file=name) for name in names])
        assert len(questions) == 10
        assert all("园林局" not in question for question in questions)

    def test_other_documents_bring_questions_of_their_own(self) -> None:
        questions = suggest_questions([make_card(), make_card(id="b", department="滨城市体育局", year=None)])
        assert "滨城市园林局2025年支出总计是多少？" in questions
        assert "各部门的三公经费排个名" in questions
        assert not [question for question in questions if "None" in question]

    def test_an_empty_store_suggests_nothing(self) -> None:
        assert suggest_questions([]) == ()
