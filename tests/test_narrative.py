"""Narrative questions over a small corpus: which quotes answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from assistant.narrative.answer import answer_narrative
from assistant.narrative.aspect import aspect_of
from assistant.narrative.definitions import definition_of, is_defined
from assistant.narrative.relevance import (
    content_words,
    coverage,
    focus_of,
    fold,
    segment,
    terms_of,
    without_names,
)
from assistant.narrative.spans import Role, split_spans
from assistant.narrative_query import NarrativeQuery, NarrativeResult
from index.model import DocumentCard, Passage, Place

# --- answers over a small corpus ----------------------------------------------------------------------------


@dataclass(eq=False)
class SmallCorpus:
    """A corpus in memory; also a retriever that finds every passage of the documents, each as near as
    told."""

    passages: Sequence[Passage]
    documents: Sequence[DocumentCard]
    near: Mapping[str, float] = field(default_factory=dict)

    def nearest(self, question: str, documents: Sequence[str], k: int) -> Mapping[str, float]:
        return {p.id: self.near.get(p.id, 0.3) for p in self.passages if p.document_id in documents}

    def ask(self, question: str, *documents: str, several: bool = False) -> NarrativeResult:
        aspect, subject = aspect_of(question)
        return answer_narrative(NarrativeQuery(question, subject, aspect, documents, several), self, self)

    def quotes(self, question: str, *documents: str) -> list[str]:
        return [quote.text for quote in self.ask(question, *documents).quotes]


def passage(name: str, text: str, section: tuple[str, ...], kind: str = "paragraph") -> Passage:
    document = name.split("-")[0]
    parts = {"名词解释": "名词解释", "主要职责": "概况", "机构设置": "概况"}
    return Passage(name, document, section, parts.get(section[-1], "情况说明"), kind, text, Place(line=1))


def card(name: str, department: str, units: tuple[str, ...] = ()) -> DocumentCard:
    return DocumentCard(
        name, f"{department}2025年部门预算", department, "安澜市", 2025, "预算", "部门", units, "", "", "", 0, 0, 0, 0
    )


@pytest.fixture(scope="module")
def corpus() -> SmallCorpus:
    duties, units, glossary = ("概况", "主要职责"), ("概况", "机构设置"), ("名词解释",)
    travel = ("说明", "三公经费情况")
    return SmallCorpus(
        passages=[
            passage("a-1", "（一）负责林木采伐的审批。", duties),
            passage("a-2", "（二）管理国有林场，组织造林绿化。", duties),
            passage("a-3", "（三）接待处理群众来信来访。", duties),
            passage("a-4", "局机关内设办公室、资源科、防火科，下属安澜市苗圃（安澜市种苗站）。", units),
            passage("a-5", "“三公”经费预算 12.00 万元，比上年增加 2.00 万元，具体如下：", travel),
            passage("a-6", "1. 公务接待费 3.00 万元，与上年持平。", travel, "item"),
            passage("a-7", "2. 公务用车运行费 9.00 万元，增加 2.00 万元。用于 2 辆车。增加的原因是里程变多。", travel),
            passage("a-8", "1. 造林补助：对新造林地按面积给予的补助。", glossary, "definition"),
            passage("a-9", "2. 护林费：护林员的劳务支出，其中，巡护费指上山巡查的费用。", glossary, "definition"),
            passage("a-10", "安排防火经费 40.00 万元。主要用于购置灭火机具：\n风力灭火机、油锯。", ("说明", "防火")),
            passage("b-1", "（一）管理城镇供水。", duties),
            passage("b-2", "1. 管网漏损率：漏失水量占供水量的比例。", glossary, "definition"),
        ],
        documents=[card("a", "安澜市林业局", ("安澜市苗圃（安澜市种苗站）",)), card("b", "安澜市水务局")],
    )


def test_all_duties_are_listed_in_order_when_nothing_narrower_is_asked(corpus: SmallCorpus) -> None:
    assert [text[:3] for text in corpus.quotes("林业局的主要职责是什么", "a")] == ["（一）", "（二）", "（三）"]


def test_only_the_duty_asked_about_is_quoted(corpus: SmallCorpus) -> None:
    assert corpus.quotes("群众上访归谁管", "a") == ["（三）接待处理群众来信来访。"]


def test_several_documents_are_answered_side_by_side(corpus: SmallCorpus) -> None:
    result = corpus.ask("两个局的主要职责分别是什么", "b", "a", several=True)
    assert [quote.passage.document_id for quote in result.quotes] == ["b", "a", "a", "a"]


def test_the_body_in_charge_is_told_by_its_own_document(corpus: SmallCorpus) -> None:
    result = corpus.ask("城镇供水归哪个部门管", "a", "b")
    assert [quote.text for quote in result.quotes] == ["（一）管理城镇供水。"]


def test_a_number_answers_only_beside_what_is_counted(corpus: SmallCorpus) -> None:
    (quote,) = corpus.quotes("有多少辆车", "a")
    assert quote.endswith("用于 2 辆车。")
    assert corpus.quotes("苗圃有多少辆", "a") == []


def test_a_term_is_defined_where_a_glossary_has_it(corpus: SmallCorpus) -> None:
    assert is_defined("林业局的造林补助", ("a",), corpus)
    assert not is_defined("造林补助", ("b",), corpus)


def test_a_definition_is_the_whole_entry(corpus: SmallCorpus) -> None:
    assert corpus.quotes("造林补助是什么意思", "a") == ["1. 造林补助：对新造林地按面积给予的补助。"]


def test_a_term_defined_inside_an_entry_is_found(corpus: SmallCorpus) -> None:
    assert "巡护费指上山巡查" in corpus.quotes("巡护费指什么", "a")[0]


def test_a_definition_that_another_document_has_is_named_not_quoted(corpus: SmallCorpus) -> None:
    result = corpus.ask("管网漏损率是什么意思", "a")
    assert result.quotes == ()
    assert any("安澜市水务局" in place and "管网漏损率" in place for place in result.nearest)


def test_a_reason_comes_with_the_change_it_explains(corpus: SmallCorpus) -> None:
    assert corpus.quotes("公务用车运行费为什么增加", "a") == [
        "2. 公务用车运行费 9.00 万元，增加 2.00 万元。",
        "增加的原因是里程变多。",
    ]


def test_the_reason_of_a_total_is_that_of_its_parts(corpus: SmallCorpus) -> None:
    quotes = corpus.quotes("三公经费为什么比上年增加", "a")
    assert quotes[0].startswith("“三公”经费预算 12.00 万元")
    assert quotes[-1] == "增加的原因是里程变多。"


def test_a_change_without_a_reason_is_told_as_it_stands(corpus: SmallCorpus) -> None:
    assert corpus.quotes("公务接待费有没有变化", "a") == ["1. 公务接待费 3.00 万元，与上年持平。"]


def test_a_purpose_comes_with_its_subject_and_its_list(corpus: SmallCorpus) -> None:
    (quote,) = corpus.quotes("防火经费用来干什么", "a")
    assert quote.startswith("安排防火经费 40.00 万元。")
    assert quote.endswith("油锯。")


def test_the_full_name_of_a_unit_is_quoted(corpus: SmallCorpus) -> None:
    assert corpus.quotes("安澜市苗圃挂的牌子全称是什么", "a") == ["安澜市苗圃（安澜市种苗站）"]


@pytest.mark.parametrize(
    "question",
    [
        "局长叫什么名字",
        "公务接待多少批次",
        "今天天气怎么样",
        "谁负责疫苗接种",
        "2019年接待费为何减少",
        "股票是什么意思",
    ],
)
def test_what_the_documents_do_not_hold_is_not_answered(corpus: SmallCorpus, question: str) -> None:
    result = corpus.ask(question, "a")
    assert result.quotes == ()
    assert result.nearest


def test_each_part_of_a_question_is_answered(corpus: SmallCorpus) -> None:
    texts = corpus.quotes("公务用车运行费为什么增加？群众上访归谁管", "a")
    assert "增加的原因是里程变多。" in texts
    assert "（三）接待处理群众来信来访。" in texts


def test_a_change_without_a_reason_is_said_to_have_none(corpus: SmallCorpus) -> None:
    result = corpus.ask("公务接待费为什么没变，说说原因", "a")
    assert [quote.text for quote in result.quotes] == ["1. 公务接待费 3.00 万元，与上年持平。"]
    assert result.unexplained == ("a",)
    assert corpus.ask("公务用车运行费为什么增加", "a").unexplained == ()


def test_quotes_are_contiguous_words_of_their_passages(corpus: SmallCorpus) -> None:
    for question in ("主要职责", "公务用车运行费为什么增加", "防火经费用来干什么", "内设哪些科室"):
        result = corpus.ask(question, "a")
        assert result.quotes
        assert all(quote.text in quote.passage.text for quote in result.quotes)


@pytest.mark.parametrize("text", ["2024年安排3.5万元，比上年减少1.2万元。", "共有车辆2辆，价值10.30万元。"])
def test_amounts_start_no_items(text: str) -> None:
    assert [span.role for span in split_spans(text)] == [Role.PLAIN]


def test_spans_cover_the_text_in_order() -> None:
    text = "一是改造水厂；二是更换管网。\n（1）完成招标。（2）年底前通水！"
    spans = split_spans(text)
    assert "".join(text[span.start : span.end] for span in spans) == text.replace("\n", "")
    assert all(left.end <= right.start for left, right in pairwise(spans))


# --- words and coverage ---------------------------------------------------------------------------------


def test_segments_join_to_the_text() -> None:
    text = "人才培养ABC与50万元的红杉杯，谁管？"
    assert "".join(segment(text)) == text


def test_names_of_departments_are_cut_by_whole_words() -> None:
    names = [("安澜市人力资源和社会保障局", "安澜市")]
    assert without_names("安澜人社局的培训", names).split() == ["的培训"]
    assert without_names("社会保障卡的发放", names) == "社会保障卡的发放"


def test_everyday_words_count_as_what_documents_call_them() -> None:
    terms = terms_of(content_words("老同志"), lambda _: 1, 100)
    assert coverage(terms, fold("负责离退休人员服务工作。")) > 0.8
    assert coverage(terms, fold("负责档案工作。")) == 0


def test_an_absent_word_argues_against_a_text() -> None:
    counts = {"接待": 50}
    terms = terms_of(content_words("接待批次"), lambda word: counts.get(word, 0), 100)
    assert coverage(terms, "公务接待费3万元") < 0.5


def test_the_word_after_an_asking_word_is_in_focus() -> None:
    words = content_words("接待多少批次")
    assert "批次" in focus_of("接待多少批次", words)
    assert "姓名" in focus_of("主任是谁", ())


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("3. 事业收入：开展业务取得的收入。", ("事业收入",)),
        ("10. “三公”经费：是指因公出国（境）费等。", ("三公经费",)),
        ("住房保障支出（类）住房改革支出（款）住房公积金（项）：指为职工缴纳的。", ("住房公积金",)),
        ("农林水支出(类)林业(款)护林、造林(项)反映林业方面的支出。", ("护林", "造林")),
        ("总体来看，情况良好", ("总体来看",)),
    ],
)
def test_the_head_of_an_entry_is_its_term(text: str, terms: tuple[str, ...]) -> None:
    found = definition_of(passage("x", text, ("名词解释",)))
    assert found is not None
    assert found.terms == terms
