"""The general dictionary, read entry by entry."""

from __future__ import annotations

import jieba
import pytest

from index import dictionary
from index.dictionary import FREQUENCIES, catalogue_words, frequencies_of, word_class, word_share


@pytest.fixture(scope="module")
def whole() -> jieba.Tokenizer:
    """The dictionary as jieba loads it."""
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in catalogue_words():
        tokenizer.add_word(word, 20)
    return tokenizer


@pytest.mark.parametrize("first", ["一", "预", "人", "龥", "不", "柯"])
def test_the_words_of_a_character_are_those_of_the_whole_dictionary(whole: jieba.Tokenizer, first: str) -> None:
    assert frequencies_of(first) == {word: often for word, often in whole.FREQ.items() if word[0] == first}


def test_the_total_is_that_of_the_whole_dictionary(whole: jieba.Tokenizer) -> None:
    assert whole.total == FREQUENCIES.total
    assert word_share("预算") * whole.total == whole.FREQ["预算"]


def test_words_are_cut_as_with_the_whole_dictionary(whole: jieba.Tokenizer) -> None:
    text = "机关运行经费比上年减少，主要原因是压缩办公费、差旅费等一般性支出，并清理长期闲置的资产"
    reading = jieba.Tokenizer()
    reading.FREQ, reading.total, reading.initialized = FREQUENCIES, FREQUENCIES.total, True
    assert list(reading.cut_for_search(text, HMM=False)) == list(whole.cut_for_search(text, HMM=False))


@pytest.mark.parametrize(
    ("word", "tag"), [("股票", "n"), ("减少", "v"), ("机关运行经费", "n"), ("红船杯", ""), ("kb", "")]
)
def test_words_have_the_class_of_the_dictionary(word: str, tag: str) -> None:
    assert word_class(word) == tag


def test_what_no_dictionary_has_is_never_met() -> None:
    assert word_share("红船杯") == 0
    assert dictionary.FREQUENCIES.get("红船杯") is None
