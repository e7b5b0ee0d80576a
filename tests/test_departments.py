"""Names of bodies and places in a question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.understand.departments import mentions_of
from assistant.understand.foreign_places import place_alone
from index.model import DocumentCard

CARD = DocumentCard(
    "w", "澜江市水利局2025年部门预算", "澜江市水利局", "澜江市", 2025, "预算", "部门", (), "", "", "", 0, 0, 0, 0
)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("今年澜江的三公经费", "澜江"),
        ("2025年澜江三公经费多少", "澜江"),
        ("培训费用澜江", "澜江"),
        ("澜江水利局花了多少", "澜江水利局"),
    ],
)
def test_a_place_is_found_wherever_it_stands(question: str, name: str) -> None:
    assert [question[one.start : one.end] for one in mentions_of(question, [CARD])] == [name]


@pytest.mark.parametrize("question", ["临湖公安分局有几辆车", "临湖区公安局有几辆车", "临湖公安有几辆车"])
def test_a_branch_is_named_by_its_place(question: str) -> None:
    card = replace(CARD, id="b", department="澜江市公安局临湖分局")
    assert [one.documents for one in mentions_of(question, [CARD, card])] == [("b",)]


def test_the_unit_whose_name_is_said_in_full_stands_before_one_that_it_only_abbreviates() -> None:
    card = replace(CARD, department="澜江市教育局", units=("练湖镇中心小学", "练湖中学", "澜江市东山区看守所"))
    assert [one.unit_name for one in mentions_of("练湖中学有多少钱", [card])] == ["练湖中学"]
    assert [one.unit_name for one in mentions_of("看守所有多少钱", [card])] == ["澜江市东山区看守所"]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("杭州的三公经费是多少", "杭州"),
        ("请问2024年南京市的三公经费", "南京市"),
        ("澜江的三公经费是多少", ""),
        ("大桥的维修费是多少", ""),
        ("东西的采购花多少", ""),
        ("城市建设支出多少", ""),
        ("古城的修缮花多少", ""),
    ],
)
def test_a_place_that_no_document_is_of_is_told_from_things(question: str, place: str) -> None:
    assert place_alone(question, [CARD])[0] == place
