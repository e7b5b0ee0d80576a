"""Items that are called otherwise than the documents call them, with the encoder that the program comes with."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.answer import Answer, Role, Status
from assistant.ask import Assistant
from assistant.settings import Settings
from index.store import Store

CASES = tomllib.loads((Path(__file__).parent / "spec" / "everyday.toml").read_text(encoding="utf-8"))["item"]
REQUIRED_SHARE = 0.9


@pytest.fixture(scope="module")
def answers(encoded_sample_store: Path) -> dict[str, Answer]:
    assistant = Assistant(Store.open(encoded_sample_store), Settings(encoded_sample_store))
    return {case["ask"]: assistant.ask([case["ask"]]) for case in CASES}


def headline(answer: Answer) -> Decimal | None:
    return next((one.value for one in answer.figures if one.role is Role.HEADLINE), None)


def test_items_are_found_by_what_they_are_called_in_everyday_words(answers: dict[str, Answer]) -> None:
    held = [case for case in CASES if "figure" in case]
    missed = [case["ask"] for case in held if headline(answers[case["ask"]]) != Decimal(case["figure"])]
    assert len(held) > 15
    assert len(missed) <= (1 - REQUIRED_SHARE) * len(held), missed


def test_an_item_found_by_meaning_is_told_by_its_own_name(answers: dict[str, Answer]) -> None:
    assert "理解为“体质测试服务”" in answers["教育局给学生测体质的服务采购多少钱"].answer


def test_what_no_document_holds_is_refused(answers: dict[str, Answer]) -> None:
    absent = [case["ask"] for case in CASES if "figure" not in case]
    assert [ask for ask in absent if answers[ask].status is not Status.NOT_FOUND or answers[ask].figures] == []


def test_a_refusal_offers_the_nearest_items_by_name(encoded_sample_store: Path) -> None:
    assistant = Assistant(Store.open(encoded_sample_store), Settings(encoded_sample_store))
    answer = assistant.ask(["图书馆一年要接待多少读者"])
    assert answer.status is Status.NOT_FOUND
    assert "全年到馆人次" in answer.answer
