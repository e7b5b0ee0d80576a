"""Narrative questions: what is asked, spans of a text, words and how well a text covers them."""

from __future__ import annotations

import pytest

from assistant.narrative.asked import form_asked, measure_asked, measures_alike
from assistant.narrative.aspect import asks_who, aspect_of
from assistant.narrative.parts import parts_of
from assistant.narrative.reasons import gives_reason
from assistant.narrative.relevance import (
    terms_of,
)
from assistant.narrative.spans import Role, split_spans
from assistant.narrative_query import Aspect

# --- what is asked ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "aspect"),
    [
        ("这个局是干什么的", Aspect.DUTY),
        ("主要职责有哪些", Aspect.DUTY),
        ("档案归谁管", Aspect.DUTY),
        ("谁来监督招投标", Aspect.DUTY),
        ("下属单位有哪些", Aspect.ORGANISATION),
        ("内设几个科室", Aspect.ORGANISATION),
        ("预算由哪几家单位构成", Aspect.ORGANISATION),
        ("上年结转是什么意思", Aspect.DEFINITION),
        ("什么叫机关运行经费", Aspect.DEFINITION),
        ("政府性基金怎么理解", Aspect.DEFINITION),
        ("培训费为什么减少", Aspect.REASON),
        ("接待费怎么涨了这么多", Aspect.REASON),
        ("下降的理由是什么", Aspect.REASON),
        ("三公经费有没有变化", Aspect.REASON),
        ("这笔钱用来干什么", Aspect.PURPOSE),
        ("300万花在哪里", Aspect.PURPOSE),
        ("主要接待哪些人", Aspect.PURPOSE),
        ("公用经费包括哪些费用", Aspect.COMPOSITION),
        ("政府采购安排了多少", Aspect.STATEMENT),
        ("今天天气怎么样", Aspect.GENERAL),
    ],
)
def test_the_aspect_is_read_from_the_question_words(question: str, aspect: Aspect) -> None:
    assert aspect_of(question)[0] is aspect


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("档案归谁管", True),
        ("招生归哪个部门管", True),
        ("拆迁由谁来协调", True),
        ("这个局是干什么的", False),
        ("接待谁", False),
    ],
)
def test_the_body_in_charge_is_asked_for(question: str, asks: bool) -> None:
    assert asks_who(question) is asks


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("一年办几次", "次"),
        ("有几个公务员", "人"),
        ("分给几个代表团", "个"),
        ("几个小时修好", "小时"),
        ("哪几个月开会", ""),
        ("几月份开会", ""),
    ],
)
def test_the_measure_of_the_number_asked_for(question: str, measure: str) -> None:
    assert measure_asked(question) == measure


def test_numbers_of_like_measures_may_answer() -> None:
    assert measures_alike("名", "人次")
    assert not measures_alike("次", "万元")


def test_the_subject_is_the_question_without_what_asks() -> None:
    assert aspect_of("请问机关运行经费为什么减少了？")[1] == "机关运行经费 减少了"
    assert aspect_of("主要职责是什么")[1] == ""


def test_filler_words_are_not_cut_out_of_everyday_words() -> None:
    assert "退下来的老同志" in aspect_of("退下来的老同志归谁管")[1]


# --- spans --------------------------------------------------------------------------------------------


def test_stops_inside_brackets_and_quotation_marks_end_no_sentence() -> None:
    text = "按“一事一议。先议后办”（见附件；略。）执行。其余照旧。"
    assert [text[span.start : span.end] for span in split_spans(text)] == [text[:-5], "其余照旧。"]


def test_an_enumeration_has_a_lead_and_items() -> None:
    text = "收入减少，主要是：1、检测费停收（影响1.5万元）。2、房租减免；3、利息下降。另有说明。"
    spans = split_spans(text)
    assert [span.role for span in spans] == [Role.LEAD, Role.ITEM, Role.ITEM, Role.ITEM, Role.PLAIN]
    assert text[spans[1].start : spans[1].end] == "1、检测费停收（影响1.5万元）。"
    assert {span.group for span in spans[:4]} == {1}


@pytest.mark.parametrize("text", ["增加的主要原因是。", "增加 2.00 万元，主要原因是：", "减少的原因是"])
def test_a_broken_reason_is_none(text: str) -> None:
    assert not gives_reason(text)


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        ("一年办几次", "举办场次 = 5 次", True),
        ("一年办几次", "合格率 ≥ 95 %", False),
        ("什么时候完成", "9月底前完成", True),
        ("多久出结论", "≤ 60 天", True),
        ("多久出结论", "2024年部门预算", False),
    ],
)
def test_the_form_of_what_is_asked_for(question: str, text: str, fits: bool) -> None:
    form = form_asked(question)
    assert form is not None
    assert bool(form.search(text)) is fits


def test_a_question_without_a_number_or_a_time_asks_for_no_form() -> None:
    assert form_asked("主要职责是什么") is None


def test_a_question_is_parted_where_it_asks_again() -> None:
    assert parts_of("接待费多少，为什么减少？") == (("接待费多少",), ("接待费，为什么减少", "为什么减少"))
    assert parts_of("接待费为什么比上年减少") == ()


def test_an_unseen_thing_argues_more_than_an_unseen_doing() -> None:
    thing, doing = terms_of(("疫苗",), lambda _: 0, 100), terms_of(("申领",), lambda _: 0, 100)
    assert thing[0].weight > 2 * doing[0].weight
