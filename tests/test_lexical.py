"""Words and the BM25 index over them."""

from __future__ import annotations

import numpy as np
import pytest

from index import lexical
from index.lexical import LexicalIndex, tokenize

PASSAGES = (
    "公务接待费预算15.00万元，主要用于接待上级检查。",
    "因公出国（境）费用预算16.00万元。",
    "负责接待来信来访的是信访办公室。",
    "公务接待费：2024年公务接待费比上年减少3.00万元。",
)


@pytest.fixture
def index() -> LexicalIndex:
    return LexicalIndex([tokenize(passage) for passage in PASSAGES])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("，。“”（）——%\n\t", []),
        ("因公出国（境）费用", ["因公", "公出", "出国", "因公出国", "境", "费用"]),
        ("１２月底", ["12", "月底"]),
        ("1,149.26万元", ["1149.26", "万元"]),
        ("800.00万元", ["800", "万元"]),
        ("0.00", ["0"]),
        ("100", ["100"]),
        ("ＡPP、5G和OA-2", ["app", "5g", "和", "oa-2"]),
        ("⼈大", ["人大"]),  # a radical code point for an ordinary character
    ],
)
def test_tokenize(text: str, words: list[str]) -> None:
    assert tokenize(text) == words


def test_long_words_hold_their_shorter_ones() -> None:
    assert tokenize("人民代表大会") == ["人民", "代表", "大会", "人民代表大会"]


def test_names_of_the_catalogue_are_words() -> None:
    assert "机关运行经费" in tokenize("机关运行经费为什么减少")
    assert "公务员医疗补助" in tokenize("公务员医疗补助缴费")


def test_segmenting_is_silent(capfd: pytest.CaptureFixture[str]) -> None:
    lexical._segmenter.cache_clear()
    assert tokenize("预算") == ["预算"]
    assert capfd.readouterr() == ("", "")


def test_best_passages_come_first(index: LexicalIndex) -> None:
    found = index.search("公务接待费为什么减少", 10)
    assert [number for number, _ in found] == [3, 0, 2]
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)
    assert index.search("公务接待费为什么减少", 1) == found[:1]


def test_only_allowed_passages_are_found(index: LexicalIndex) -> None:
    allowed = np.array([True, True, True, False])
    assert [number for number, _ in index.search("公务接待费", 10, allowed)] == [0, 2]
    assert index.search("公务接待费", 10, np.zeros(4, dtype=bool)) == []


@pytest.mark.parametrize("query", ["", "？？", "量子"])
def test_a_query_without_a_shared_word_finds_nothing(index: LexicalIndex, query: str) -> None:
    assert index.search(query, 5) == []


def test_a_word_asked_twice_counts_once(index: LexicalIndex) -> None:
    assert index.search("接待接待接待", 5) == index.search("接待", 5)


@pytest.mark.parametrize("tokens", [[], [[]], [[], []]])
def test_an_index_without_words_finds_nothing(tokens: list[list[str]]) -> None:
    index = LexicalIndex(tokens)
    assert len(index) == len(tokens)
    assert index.search("预算", 5) == []


def test_equal_passages_keep_their_order() -> None:
    index = LexicalIndex([["预算"], ["决算"], ["预算"], ["预算"]])
    assert [number for number, _ in index.search("预算", 3)] == [0, 2, 3]
