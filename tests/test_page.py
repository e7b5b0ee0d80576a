"""The page's logic, with a desk made here: what is asked, shown, escaped, added and removed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.answer import Answer, CellRef, Citation, Figure, Role, Route, Status
from assistant.page import wiring
from assistant.page.desk import Added, Progress
from assistant.page.exhibits import exhibits_of, figures_html
from assistant.page.markup import answer_html, escape_label
from assistant.page.quote import Span, find_quote
from assistant.page.suggestions import SAMPLES, suggest_questions
from assistant.page.table_source import WHOLE_TABLE_ROWS, locate_cell, table_source_html
from assistant.page.text_source import text_source_html
from assistant.page.uploads import Upload, UploadNote, take_in
from index.errors import StoreError, UsageError
from index.findings import Finding
from index.model import (
    Basis,
    DataRow,
    Document,
    DocumentCard,
    Dropped,
    Passage,
    Place,
    Section,
    Source,
    Table,
    TableKind,
    Unexplained,
)

APP = Path(__file__).parents[1] / "app.py"
LINES = (
    "# 滨城市园林局2025年部门预算",
    "一、概况",
    "负责城市绿地的<b>养护</b>。",
    "二、预算说明",
    "（一）公务接待费 公务接待费预算 3.00 万元，比上年减少",
    "0.50 万元，主要是压减接待批次。",
    "## 三、名词解释",
)
TABLE = Table(
    id="t1",
    kind=TableKind.GENERAL_BUDGET,
    confidence=0.97,
    title="一般公共预算支出表",
    unit="万元",
    section=("四、预算表",),
    place=Place(line=10, end_line=14),
    columns=("合计", "基本支出 / 小计", "基本支出 / 人员经费", "项目支出"),
    rows=(
        DataRow("合计", ("80.00", "50.00", "40.00", "30.00"), Place(line=12)),
        DataRow("城乡社区支出", ("80.00", "50.00", "40.00", "30.00"), Place(line=13), code="212", level=1),
        DataRow("<i>绿地</i>", ("30.00", "", "", "30.00"), Place(line=14), code="2120501", level=3),
    ),
    dropped=(Dropped(11, "栏次", "** ** 1 2 3"),),
    unexplained=(Unexplained(13, None, "数字没有归入任何数据", "<b>7.00</b>"),),
)
TEXT_CITATION = Citation(
    id=2,
    document="园林局2025年部门预算",
    document_id="garden",
    source_file="园林局.txt",
    section=("二、预算说明",),
    table=None,
    quote="公务接待费预算3.00万元，比上年减少0.50万元",
    lines=(5, 6),
)
TABLE_CITATION = replace(
    TEXT_CITATION, id=1, table="一般公共预算支出表", table_id="t1", quote="合计 80.00", lines=(12, 12)
)


def make_document() -> Document:
    sections = (
        Section(1, None, 1, ("一、概况",), Place(line=2, end_line=3)),
        Section(2, None, 1, ("二、预算说明",), Place(line=4, end_line=6)),
    )
    source = Source("/nowhere/园林局.txt", "园林局.txt", "0" * 64, 1)
    return Document(
        id="garden",
        source=source,
        title="园林局2025年部门预算",
        department="滨城市园林局",
        region="滨城市",
        year=2025,
        basis=Basis.BUDGET,
        level="部门",
        units=("滨城市园林局",),
        sections=sections,
        tables=(TABLE,),
        passages=(),
        lines=LINES,
    )


def make_card(**changes: object) -> DocumentCard:
    card = DocumentCard(
        id="garden",
        title="园林局2025年部门预算",
        department="滨城市园林局",
        region="滨城市",
        year=2025,
        basis="预算",
        level="部门",
        units=("滨城市园林局",),
        source_file="园林局.txt",
        source_path="/nowhere/园林局.txt",
        sha256="0" * 64,
        sections=2,
        tables=1,
        facts=10,
        passages=4,
    )
    return replace(card, **changes)  # type: ignore[arg-type]


def cell(column: str, raw: str) -> CellRef:
    return CellRef(
        "园林局2025年部门预算", "garden", "园林局.txt", TABLE.title, "t1", "合计", column, raw, "万元", None, 12
    )


def make_answer(question: str, text: str = "**项目支出占 37.50%。**其中接待费下降[1][2]") -> Answer:
    cells = (cell("项目支出", "30.00"), cell("合计", "80.00"))
    figures = (
        Figure("项目支出", Decimal("30.00"), "万元", Role.OPERAND, cells=cells[:1]),
        Figure("项目支出占比", Decimal("37.50"), "%", Role.HEADLINE, "30.00 ÷ 80.00", cells),
    )
    return Answer(
        id="",
        question=question,
        answer=text,
        status=Status.ANSWERED,
        route=Route.HYBRID,
        figures=figures,
        citations=(TABLE_CITATION, TEXT_CITATION),
        warnings=("文字写 <31.00> 万元，与表不一致。",),
        elapsed_ms=12.3,
    )


@dataclass
class FakeDesk:
    """A store in memory and an assistant that gives one answer to everything."""

    uploads: Path
    cards: list[DocumentCard] = field(default_factory=lambda: [make_card()])
    suffixes: Sequence[str] = (".txt", ".md")
    asked: list[list[str]] = field(default_factory=list)
    trouble: Exception | None = None
    chart: dict[str, object] | None = None

    def documents(self) -> Sequence[DocumentCard]:
        return tuple(self.cards)

    def document(self, document_id: str) -> Document | None:
        return make_document() if document_id == "garden" else None

    def findings(self) -> Sequence[Finding]:
        return ()

    def ask(self, turns: Sequence[str]) -> Answer:
        self.asked.append(list(turns))
        if self.trouble:
            raise self.trouble
        return replace(make_answer(turns[-1]), chart=self.chart)

    def add(self, files: Sequence[Path], progress: Progress) -> Added:
        if self.trouble:
            raise self.trouble
        progress(0.5, "《文件》：编码文字")
        empty = {file: "文件是空的。" for file in files if not file.read_bytes().strip()}
        copies = {file: "内容相同，已跳过。" for file in files if file.read_bytes() == b"copy"}
        for file in files:
            if file not in empty and file not in copies:
                sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
                self.cards = [card for card in self.cards if card.source_path != str(file)]
                self.cards.append(make_card(id=file.stem, title=file.stem, source_path=str(file), sha256=sha256))
        return Added(empty, copies, {file.name: "没有识别到表格。" for file in files if file.suffix == ".md"})

    def remove(self, document_id: str) -> None:
        self.cards = [card for card in self.cards if card.id != document_id]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeDesk:
    made = FakeDesk(tmp_path / "uploads")
    monkeypatch.setattr(wiring, "open_desk", lambda: made)
    return made


@pytest.fixture
def page(desk: FakeDesk) -> Iterator[AppTest]:
    app = AppTest.from_file(str(APP), default_timeout=20)
    app.run()
    assert not app.exception
    yield app
    assert not app.exception


def shown(app: AppTest) -> str:
    """All HTML of the page but its style sheet."""
    return "\n".join(element.value for element in app.get("html") if "<style>" not in element.value)


def ask(app: AppTest, question: str) -> AppTest:
    return app.chat_input[0].set_value(question).run()


class TestChat:
    def test_an_answer_is_shown_with_its_marks_warnings_and_proof(self, page: AppTest) -> None:
        html = shown(ask(page, "项目支出占比？"))
        assert "<strong>项目支出占 37.50%。</strong>其中" in html
        assert '<a class="ba-mark" href="#source-0-1"' in html
        assert '<mark id="source-0-1">80.00</mark>' in html
        assert '<mark id="source-0-2">公务接待费预算' in html
        assert "<summary>计算与来源</summary>" in html
        assert "文字写 &lt;31.00&gt; 万元，与表不一致。" in html
        assert "30.00 ÷ 80.00" in html

    def test_a_follow_up_carries_the_earlier_questions(self, page: AppTest, desk: FakeDesk) -> None:
        ask(page, "园林局的三公经费？")
        ask(page, "那去年呢？")
        assert desk.asked == [["园林局的三公经费？"], ["园林局的三公经费？", "那去年呢？"]]

    def test_a_new_chat_forgets_the_earlier_questions(self, page: AppTest, desk: FakeDesk) -> None:
        ask(page, "园林局的三公经费？")
        page.button(key="new-chat").click().run()
        assert "ba-answer" not in shown(page)
        ask(page, "那去年呢？")
        assert desk.asked[-1] == ["那去年呢？"]

    def test_a_user_error_is_one_sentence_and_leaves_no_turn(self, page: AppTest, desk: FakeDesk) -> None:
        desk.trouble = UsageError("问题太长，请缩短到 500 字以内。")
        assert "问题太长，请缩短到 500 字以内。" in shown(ask(page, "长" * 10_000))
        desk.trouble = None
        ask(page, "园林局的三公经费？")
        assert desk.asked[-1] == ["园林局的三公经费？"]

    def test_a_defect_keeps_the_chat_and_says_so(
        self, page: AppTest, desk: FakeDesk, caplog: pytest.LogCaptureFixture
    ) -> None:
        ask(page, "园林局的三公经费？")
        desk.trouble = ZeroDivisionError("secret detail")
        html = shown(ask(page, "再问"))
        assert "程序出错" in html
        assert "secret detail" not in html
        assert "ba-answer" in html
        assert "secret detail" in caplog.text

    def test_a_question_is_never_markup(self, page: AppTest) -> None:
        html = shown(ask(page, "<img src=x onerror=alert(1)> $x$"))
        assert "<img" not in html
        assert "&lt;img src=x onerror=alert(1)&gt; $x$" in html

    def test_blank_questions_are_not_asked(self, page: AppTest, desk: FakeDesk) -> None:
        ask(page, "  \n ")
        assert desk.asked == []

    def test_a_suggestion_is_asked_on_click_and_then_gone(self, page: AppTest, desk: FakeDesk) -> None:
        page.button(key="suggestion-0").click().run()
        assert desk.asked == [["滨城市园林局2025年支出总计是多少？"]]
        assert not [button for button in page.button if (button.key or "").startswith("suggestion-")]

    @pytest.mark.parametrize("kind", ["bar", "line"])
    def test_a_chart_is_drawn(self, page: AppTest, desk: FakeDesk, kind: str) -> None:
        desk.chart = {"type": kind, "title": "三公经费", "unit": "万元", "x": ["甲局", "乙局"], "y": [3, 2.5]}
        ask(page, "画图")
        (chart,) = page.get("vega_lite_chart")
        spec = json.loads(chart.proto.spec)
        assert spec["title"] == "三公经费（万元）"
        assert kind in json.dumps(spec)
        assert "甲局".encode() in chart.proto.datasets[0].data.data

    def test_an_empty_store_shows_how_to_start(self, page: AppTest, desk: FakeDesk) -> None:
        desk.cards = []
        page.run()
        assert "从一份预算文件开始" in shown(page)
        assert page.chat_input[0].disabled

    def test_a_broken_store_is_one_sentence(self, page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse() -> FakeDesk:
            raise StoreError("资料库损坏，请重新读入文件。")

        monkeypatch.setattr(wiring, "open_desk", refuse)
        page.run()
        assert "资料库损坏，请重新读入文件。" in shown(page)


class TestLibrary:
    def test_documents_are_listed_with_year_basis_and_counts(self, page: AppTest) -> None:
        html = shown(page)
        for words in ("园林局2025年部门预算", "2025 年", "预算</span>", "1 张表 · 10 个数据 · 4 段文字"):
            assert words in html

    def test_a_document_that_another_process_adds_appears(self, page: AppTest, desk: FakeDesk) -> None:
        desk.cards.append(make_card(id="other", title="体育局2025年部门预算"))
        page.run()
        assert "体育局2025年部门预算" in shown(page)

    def test_the_inspection_tells_kinds_confidence_and_dropped_rows(self, page: AppTest) -> None:
        page.session_state["inspect-garden"] = True
        page.run()
        html = shown(page)
        for words in ("一般公共预算支出表", "把握 97%", "3 行 10 个数据", "略去 1 行", "栏次（1 行）", "** ** 1 2 3"):
            assert words in html
        for words in ("1 个单元格没有读懂，请对照原文", "数字没有归入任何数据（1 个）", "第 13 行：&lt;b&gt;7.00"):
            assert words in html

    def test_removing_asks_first(self, page: AppTest, desk: FakeDesk) -> None:
        page.button(key="remove-garden").click().run()
        assert desk.cards
        page.button(key="keep-garden").click().run()
        assert desk.cards
        page.button(key="remove-garden").click().run()
        page.button(key="confirm-garden").click().run()
        assert desk.cards == []
        assert "《园林局2025年部门预算》已移除。" in shown(page)

    def test_removing_an_upload_deletes_its_copy(self, page: AppTest, desk: FakeDesk) -> None:
        upload(page, ("水利局.txt", "预算".encode(), "text/plain"))
        assert (desk.uploads / "水利局.txt").exists()
        page.button(key="remove-水利局").click().run()
        page.button(key="confirm-水利局").click().run()
        assert not (desk.uploads / "水利局.txt").exists()

    def test_a_good_and_a_bad_file_end_with_a_sentence_each(self, page: AppTest, desk: FakeDesk) -> None:
        upload(page, ("水利局.txt", "预算".encode(), "text/plain"), ("空.txt", b" ", "text/plain"))
        html = shown(page)
        assert "《水利局.txt》已加入资料库。" in html
        assert "《空.txt》没有加入：文件是空的。" in html
        assert [file.name for file in desk.uploads.iterdir()] == ["水利局.txt"]
        assert [card.title for card in desk.cards] == ["园林局2025年部门预算", "水利局"]


def upload(app: AppTest, *files: tuple[str, bytes, str]) -> None:
    app.get("file_uploader")[0].set_value(list(files)).run()


def take_in_one(desk: FakeDesk, name: str, content: bytes) -> UploadNote:
    (note,) = take_in(desk, [Upload(name, content)], lambda *_: None)
    return note


class TestUploads:
    def test_a_bad_file_puts_the_earlier_one_of_its_name_back(self, desk: FakeDesk) -> None:
        assert take_in_one(desk, "a.txt", b"good").accepted
        assert not take_in_one(desk, "a.txt", b" ").accepted
        assert (desk.uploads / "a.txt").read_bytes() == b"good"

    def test_a_new_version_says_that_it_replaced_the_old(self, desk: FakeDesk) -> None:
        take_in_one(desk, "a.txt", b"old")
        assert take_in_one(desk, "a.txt", b"new").text == "《a.txt》已更新，替换了原来的同名文件。"

    def test_a_copy_of_another_document_is_not_kept(self, desk: FakeDesk) -> None:
        assert take_in_one(desk, "b.txt", b"copy").text == "《b.txt》内容相同，已跳过。"
        assert list(desk.uploads.iterdir()) == []

    def test_a_remark_follows_the_sentence(self, desk: FakeDesk) -> None:
        assert take_in_one(desk, "b.md", b"good").text == "《b.md》已加入资料库。没有识别到表格。"

    def test_two_files_of_one_name_do_not_overwrite_each_other(self, desk: FakeDesk) -> None:
        notes = take_in(desk, [Upload("甲/a.txt", b"one"), Upload("乙/a.txt", b"two")], lambda *_: None)
        assert [note.accepted for note in notes] == [False, True]
        assert "两个同名文件" in notes[0].text
        assert (desk.uploads / "a.txt").read_bytes() == b"one"

    def test_a_store_that_refuses_leaves_no_files(self, desk: FakeDesk) -> None:
        desk.trouble = StoreError("资料库无法写入。")
        assert take_in_one(desk, "a.txt", b"good").text == "《a.txt》没有加入：资料库无法写入。"
        assert list(desk.uploads.iterdir()) == []

    @pytest.mark.parametrize("name", ["../../etc/a.txt", "..\\a.txt", "/a.txt"])
    def test_a_file_never_leaves_the_folder(self, desk: FakeDesk, name: str) -> None:
        assert take_in_one(desk, name, b"good").accepted
        assert [file.name for file in desk.uploads.iterdir()] == ["a.txt"]

    @pytest.mark.parametrize("name", ["..", "", "a/..", "\0.txt"])
    def test_a_name_that_is_none_is_refused(self, desk: FakeDesk, name: str) -> None:
        assert "文件名无效" in take_in_one(desk, name, b"good").text

    def test_an_interruption_leaves_nothing_behind(self, desk: FakeDesk) -> None:
        def interrupt(_share: float, _step: str) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            take_in(desk, [Upload("a.txt", b"good")], interrupt)
        assert list(desk.uploads.iterdir()) == []


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
