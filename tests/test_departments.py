"""Names of bodies and places in a question."""

from __future__ import annotations

import pytest

from assistant.understand.departments import mentions_of
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
