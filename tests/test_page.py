"""The page's logic, with a desk made here: what is asked, shown, escaped, added and removed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_desk import FakeDesk, make_card
from streamlit.testing.v1 import AppTest

from assistant.page import wiring
from assistant.page.uploads import Upload, UploadNote, take_in
from index.errors import StoreError, UsageError

APP = Path(__file__).parents[1] / "app.py"


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
