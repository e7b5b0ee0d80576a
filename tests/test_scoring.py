"""What counts as right, as cited and as unproven."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from scored_answers import ANSWER, CASE, CELL, CITATION, FIGURE, NOT_FOUND, SOURCES, expecting, with_figure

from assistant.answer import Answer, Figure, Role, Status
from assistant.proofs import unproven_figures
from assistant.scoring import Expected, Place, numbers_in, score


def test_a_right_and_cited_answer() -> None:
    found = score(CASE, ANSWER, SOURCES)
    assert (found.right, found.cited, found.invented, found.problems) == (True, True, False, ())


@pytest.mark.parametrize(
    ("value", "unit", "expected", "expected_unit", "right"),
    [
        ("1500.00", "万元", "1500", "万元", True),
        ("15000000", "元", "1500", "万元", True),
        ("0.15", "亿元", "1500", "万元", True),
        ("1500.005", "万元", "1500", "万元", True),
        ("1500.006", "万元", "1500", "万元", False),
        ("1500.00", "元", "1500", "万元", False),
        ("1500.00", "%", "1500", "万元", False),
        ("30.13", "%", "30.07", "%", True),
        ("30.14", "%", "30.07", "%", False),
        ("30.07", "百分点", "30.07", "%", True),
        ("30.07", "万元", "30.07", "%", False),
        ("-30.07", "%", "30.07", "%", False),
        ("8", "项", "8", "个", True),
        ("8", "", "8", "个", True),
        ("8", "万元", "8", "个", False),
        ("8", "%", "8", "个", False),
    ],
)
def test_values_agree_by_unit_and_tolerance(
    value: str, unit: str, expected: str, expected_unit: str, right: bool
) -> None:
    assert score(expecting(expected, expected_unit), with_figure(value, unit), SOURCES).right is right


def test_a_tolerance_of_the_case_goes_before_the_usual_one() -> None:
    assert score(expecting("30.0", "%", "0.2"), with_figure("30.2", "%"), SOURCES).right
    assert not score(expecting("30.00", "%", "0.01"), with_figure("30.05", "%"), SOURCES).right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("另有 36.5 万元。", True),
        ("另有 365,000 元。", True),
        ("| 项目 | 36.50 |", True),
        ("另有 36.5%。", False),
        ("另有 136.5 万元。", False),
        ("另有 36.55 万元。", False),
    ],
)
def test_further_values_may_stand_in_the_text_only(text: str, right: bool) -> None:
    case = replace(CASE, must=(), values=(*CASE.values, Expected(Decimal("36.5"), "万元", "其他")))
    assert score(case, replace(ANSWER, answer=text), SOURCES).right is right


def test_the_headline_is_the_first_value() -> None:
    detail = replace(FIGURE, value=Decimal(7), role=Role.DETAIL)
    case = replace(CASE, values=(Expected(Decimal(7), "万元", "数"),))
    found = score(case, replace(ANSWER, figures=(FIGURE, detail)), SOURCES)
    assert not found.right
    assert found.problems == ("主要数字应为 7 万元，而是 1500.00 万元",)
    assert score(CASE, replace(ANSWER, figures=(detail, FIGURE)), SOURCES).right
    without = replace(ANSWER, figures=(replace(FIGURE, role=Role.DETAIL),))
    assert score(CASE, without, SOURCES).problems == ("没有主要数字",)


def test_every_word_of_must_and_none_of_must_not() -> None:
    case = replace(CASE, must=("招待|接待", "万元"), must_not=("亿元",))
    assert score(case, ANSWER, SOURCES).right
    assert score(replace(case, must=("接待", "会议|培训")), ANSWER, SOURCES).problems == ("缺少字样：会议|培训",)
    assert score(replace(case, must_not=("万元",)), ANSWER, SOURCES).problems == ("不应出现：万元",)


@pytest.mark.parametrize(
    ("change", "cited"),
    [
        ({}, True),
        ({"table": "收支总表"}, False),
        ({"table": None, "section": ("三、说明", "（九）“三公”经费情况")}, True),
        ({"table": None, "section": ("三、说明",)}, False),
        ({"source_file": "乙_2025.txt"}, False),
    ],
)
def test_a_citation_is_of_the_document_and_the_place(change: dict[str, object], cited: bool) -> None:
    found = score(CASE, replace(ANSWER, citations=(replace(CITATION, **change),)), SOURCES)
    assert (found.right, found.cited) == (True, cited)


def test_every_place_has_to_be_cited() -> None:
    case = replace(CASE, cite=(*CASE.cite, Place("乙", ("三公",))))
    assert not score(case, ANSWER, SOURCES).cited
    other = replace(CITATION, id=2, source_file="乙.txt")
    assert score(case, replace(ANSWER, citations=(CITATION, other)), SOURCES).cited


def test_an_answer_where_none_is_held_is_invented() -> None:
    case = replace(CASE, status=Status.NOT_FOUND, values=(), must=(), cite=())
    assert score(case, NOT_FOUND, SOURCES).right
    found = score(case, ANSWER, SOURCES)
    assert (found.right, found.invented) == (False, True)
    assert "不应给出数字" in score(case, replace(NOT_FOUND, figures=(FIGURE,)), SOURCES).problems


def test_clarify_takes_a_question_back_or_every_reading() -> None:
    readings = (Expected(Decimal(1500), "万元", "甲局"), Expected(Decimal(7), "万元", "乙局"))
    case = replace(CASE, status=Status.CLARIFY, values=readings, must=("甲局|乙局",), cite=())
    back = replace(NOT_FOUND, status=Status.CLARIFY, answer="您问的是甲局还是乙局？")
    assert score(case, back, SOURCES).right
    assert not score(case, replace(back, answer="请说清楚些。"), SOURCES).right
    assert score(case, replace(ANSWER, answer="甲局 1500 万元，乙局 7 万元。"), SOURCES).right
    assert not score(case, replace(ANSWER, answer="甲局 1500 万元。"), SOURCES).right
    assert not score(case, replace(NOT_FOUND, answer="甲局没有。"), SOURCES).right


def test_numbers_in_text() -> None:
    found = numbers_in("共1,234.50万元[2]，占30.1％、降5个百分点，−3.2%，2024年8项，0.5 亿元")
    expected = [
        ("1234.50", "万元"),
        ("30.1", "％"),
        ("5", "个百分点"),
        ("-3.2", "%"),
        ("2024", ""),
        ("8", ""),
        ("0.5", "亿元"),
    ]
    assert found == [(Decimal(value), unit) for value, unit in expected]


def computed(formula: str, *raws: str) -> Answer:
    cells = tuple(replace(CELL, raw=raw) for raw in raws)
    figure = Figure("占比", Decimal("30.07"), "%", Role.HEADLINE, formula, cells)
    return replace(ANSWER, answer="占 30.07%。", figures=(figure,))


@pytest.mark.parametrize(
    ("answer", "unproven"),
    [
        (ANSWER, 0),
        (replace(ANSWER, figures=(replace(FIGURE, value=Decimal("0.15"), unit="亿元"),)), 0),
        (replace(ANSWER, answer="", figures=(replace(FIGURE, cells=()),)), 1),
        (replace(ANSWER, answer="", figures=(replace(FIGURE, cells=(), citations=(1,)),)), 0),
        (replace(ANSWER, answer="", figures=(replace(FIGURE, cells=(), citations=(2,)),)), 1),
        (replace(ANSWER, answer="", figures=(replace(FIGURE, value=Decimal("1501.00")),)), 1),
        (replace(ANSWER, answer="共 1,500.00 万元，另有 3.20 万元。"), 1),
        (replace(ANSWER, answer="共 1,500.00 万元，增长 3%。"), 1),
        (replace(ANSWER, answer="您问的 3%？", question="是 3% 吗"), 0),
        (replace(ANSWER, answer="2025 年前 3 项如下：1. 共 1500 万元"), 0),
        (computed("1149.26 ÷ 3822.08", "1,149.26", "3822.08"), 0),
        (computed("1149.26 ÷ 3822.08 × 100%", "1149.26", "3822.08"), 0),
        (computed("1149.26 ÷ 3822.08", "1149.26"), 1),
        (computed("1149.26 ÷ 3822.08"), 1),
        (computed("两数相除", "1149.26", "3822.08"), 1),
    ],
)
def test_what_is_not_proved_is_counted(answer: Answer, unproven: int) -> None:
    assert len(unproven_figures(answer)) == unproven
