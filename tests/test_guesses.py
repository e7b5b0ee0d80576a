"""Guesses at questions of which some characters turned out to be strays."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.understand.guesses import guesses
from assistant.understand.respelling import Speller
from assistant.understand.vocabulary import Vocabulary
from index.store import Store


@pytest.fixture(scope="module")
def speller(sample_store: Path) -> Speller:
    snapshot = Store.open(sample_store).snapshot()
    return Speller(Vocabulary(snapshot), snapshot)


@pytest.mark.parametrize(
    ("typed", "stray", "meant"),
    [
        ("水利局行政运行里员经费多少", "员", "水利局行政运行里人员经费多少"),  # one left out
        ("教育局用经费多少", "用", "教育局公用经费多少"),
        ("图书馆公用少经费多少", "少", "图书馆公用经费多少"),  # one too many
    ],
)
def test_a_stray_is_taken_for_part_of_a_slip(speller: Speller, typed: str, stray: str, meant: str) -> None:
    assert meant in [one.text for one in guesses(typed, [stray], speller)]


@pytest.mark.parametrize(
    ("typed", "stray"),
    [
        ("水利局请物业花多少钱", "请"),  # a word of everyday speech
        ("图书馆买打印机花多少钱", "买"),  # 打印 is not cut in two
    ],
)
def test_words_beside_a_stray_are_left_whole(speller: Speller, typed: str, stray: str) -> None:
    assert all("物业" in one.text or "打印" in one.text for one in guesses(typed, [stray], speller))
