"""Several places with one office behind them."""

from __future__ import annotations

import pytest

from assistant.understand.distributing import distributed
from index.model import DocumentCard

CARD = DocumentCard(
    "w", "澜江市水利局2025年部门预算", "澜江市水利局", "澜江市", 2025, "预算", "部门", (), "", "", "", 0, 0, 0, 0
)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("澜江市和青禾市的水利局谁的三公经费更高", "澜江市水利局、青禾市水利局谁的三公经费更高"),
        ("澜江、嘉兴市、绍兴市三家教育局合计多少", "澜江教育局、嘉兴市教育局、绍兴市教育局合计多少"),
        ("澜江市与绍兴市两地人大办的差旅费", "澜江市人大办、绍兴市人大办的差旅费"),
        ("澜江市水利局和教育局谁的三公经费更高", "澜江市水利局和教育局谁的三公经费更高"),
        ("澜江市和绍兴市人大会议花多少", "澜江市和绍兴市人大会议花多少"),
        ("差旅费和会议费的结局如何", "差旅费和会议费的结局如何"),
    ],
)
def test_an_office_behind_several_places_is_of_each(question: str, meant: str) -> None:
    assert distributed(question, [CARD]) == meant
