"""Characters of a question that nothing accounts for, and what an answer says of how it was read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from random import Random

import pytest

from assistant.answer import Status
from assistant.ask import Assistant
from assistant.plan import Operation, Plan
from assistant.prompting import wordings
from assistant.restating import restated
from assistant.settings import Settings
from assistant.understand.bodies import Bodies
from assistant.understand.groups import GROUPS
from assistant.understand.reading import Reading, read
from assistant.understand.respelling import Speller
from assistant.understand.strays import strays_of
from assistant.understand.vocabulary import Vocabulary
from benchmarks.slips import KINDS
from index.store import Snapshot, Store

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def snapshot(sample_store: Path) -> Snapshot:
    return Store.open(sample_store).snapshot()


@pytest.fixture(scope="module")
def speller(snapshot: Snapshot) -> Speller:
    return Speller(Vocabulary(snapshot), snapshot)


@pytest.fixture(scope="module")
def assistant(sample_store: Path) -> Assistant:
    return Assistant(Store.open(sample_store), Settings(sample_store, encoder="hash"))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("图书馆2025年的差旅费是多少", []),
        ("水利局2025年项目支出比基本支出多多少", []),
        ("教育局二百万以上的项目有几个，各多少钱", []),
        ("水利局局本级的会议费", []),
        ("教育局2025年支出按项排列", ["按项"]),  # 项目
        ("教育局人工资福利支出", ["人"]),  # 人均
        ("图书馆支出排前三是的哪几项", ["是的"]),
        ("图书馆预算包括哪些单", ["单"]),
        ("水利局公有的经费", ["公有"]),  # a word that no document prints
    ],
)
def test_characters_that_are_no_words_where_they_stand(
    snapshot: Snapshot, speller: Speller, question: str, found: list[str]
) -> None:
    reading = read(question, snapshot.documents, Vocabulary(snapshot))
    assert strays_of(reading, speller) == found


def test_an_answer_to_a_clause_with_strays_says_how_it_was_read(assistant: Assistant) -> None:
    answer = assistant.ask(["教育局2025年人工资福利支出是多少"])  # 人均
    assert answer.figures
    assert "没有看懂“人”，以上按“澜江市教育局2025年，工资福利支出”理解" in answer.answer


def test_a_part_that_is_not_answered_names_what_was_not_read(assistant: Assistant) -> None:
    answer = assistant.ask(["水利局2025年差旅费多少，孔雀的咖啡是多少"])
    assert answer.status is Status.ANSWERED
    assert "孔雀的咖啡是多少”：没有找到有关内容，无法回答" in answer.answer


def test_every_reading_can_be_said(snapshot: Snapshot) -> None:
    reading = Reading("", "", Bodies(), (), 0, (), (), (), "", Operation.VALUE, wants_text=False, left=())
    for operation in Operation:
        for group in ("", *(name for name, _ in GROUPS)):
            plan = Plan(operation=operation, documents=(), group=group)
            assert restated(reading, plan, snapshot.documents, in_words=False)
    assert restated(reading, plan, snapshot.documents, in_words=True)
    named = {"words", *Operation, *(name for name, _ in GROUPS)} - {Operation.VALUE}
    assert set(wordings("readings")) == named


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_slips_of_every_kind_leave_numbers_alone(kind: str) -> None:
    question = "图书馆2025年超过五十万元或20万元的项目"
    for seed in range(10):
        typed = KINDS[kind](question, Random(seed))  # noqa: S311
        digits = typed if kind != "wide" else typed.translate({0xFF10 + digit: str(digit) for digit in range(10)})
        assert "2025" in digits
        assert "20" in digits.replace("2025", "")
        assert typed.count("五") == typed.count("十") == 1


def test_what_may_stand_alone_is_written_in_one_way() -> None:
    data = tomllib.loads((ROOT / "assistant" / "understand" / "spelling.toml").read_text(encoding="utf-8"))["alone"]
    assert all(len(char) == 1 and len(sides) == 2 for char, sides in data.items())
    assert not [char for char, sides in data.items() for side in sides if "*" in side and side != "*"]
