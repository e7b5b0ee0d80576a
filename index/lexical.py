"""The lexical index: BM25 over Chinese words.

Words are jieba's search-mode words (a long word and the shorter ones inside it), after folding
compatibility characters, letter case and punctuation away. The names of the catalogue (subjects,
measures, everyday words) are in the dictionary, so that they are words too.
"""

from __future__ import annotations

import logging
import re
import unicodedata
import warnings
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index import catalogue
from index.cache import cache_folder

if TYPE_CHECKING:
    from jieba import Tokenizer

_RUN = re.compile(r"([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)(?![0-9a-z])|([a-z0-9]+(?:[-_][a-z0-9]+)*)|([^a-z0-9]+)")

_CATALOGUE_WORD = re.compile(r"[\u4e00-\u9fff]{2,8}")
_CATALOGUE_FREQUENCY = 20  # enough to win over its parts, too little to break up the words around it

_SATURATION, _LENGTH_WEIGHT = 1.5, 0.75  # k1 and b of BM25


def tokenize(text: str) -> list[str]:
    """The words of a text in order, overlapping where a long word holds shorter ones.

    A number or a Latin word is one word, and amounts are alike however they are printed:
    1,200.50 is 1200.5 and 800.00 is 800.
    """
    folded = unicodedata.normalize("NFKC", text).lower()
    segmenter = _segmenter()
    words: list[str] = []
    for number, latin, other in _RUN.findall(folded):
        if other:
            words.extend(word for word in segmenter.cut_for_search(other, HMM=False) if any(map(str.isalnum, word)))
        else:
            words.append(latin or _plain_number(number))
    return words


def _plain_number(printed: str) -> str:
    plain = printed.replace(",", "")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


@lru_cache(maxsize=1)
def _segmenter() -> Tokenizer:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # escapes in jieba's patterns that newer Pythons warn of
        import jieba
    jieba.setLogLevel(logging.WARNING)
    segmenter = jieba.Tokenizer()
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        segmenter.tmp_dir = str(folder)
    except OSError:  # without a cache of its own jieba keeps one in the system's temporary folder
        pass
    segmenter.initialize()
    for word in catalogue_words():
        segmenter.add_word(word, _CATALOGUE_FREQUENCY)
    return segmenter


@lru_cache(maxsize=1)
def catalogue_words() -> frozenset[str]:
    """The names of the catalogue that are one run of Chinese characters of a length that people write."""
    names = (
        *(subject.name for subject in catalogue.subjects()),
        *catalogue.measures(),
        *catalogue.synonyms(),
        *catalogue.measure_synonyms(),
    )
    return frozenset(name for name in names if _CATALOGUE_WORD.fullmatch(name))


@lru_cache(maxsize=4096)
def word_class(word: str) -> str:
    """The tag of a word in the segmenter's dictionary ("n" noun, "v" verb, "vn" either …); "n" for the
    names of the catalogue, empty for a word that the dictionary does not hold."""
    if word in catalogue_words():
        return "n"
    entries = _dictionary()
    start = entries.find(f"\n{word} ".encode())
    return entries[start + 1 : entries.find(b"\n", start + 1)].decode().split()[-1] if start >= 0 else ""


def word_share(word: str) -> float:
    """How often the word is met among all words of general text, from 0 for one that the segmenter's
    dictionary does not have."""
    segmenter = _segmenter()
    return float(segmenter.FREQ.get(word) or 0) / float(segmenter.total)


@lru_cache(maxsize=1)
def _dictionary() -> bytes:
    with _segmenter().get_dict_file() as file:
        entries: bytes = file.read()
    return b"\n" + entries


class LexicalIndex:
    """BM25 over passages that are already cut into words; passages are numbered from 0."""

    def __init__(self, tokens_per_passage: Sequence[Sequence[str]]) -> None:
        from bm25s import BM25  # type: ignore[import-untyped]

        self._size = len(tokens_per_passage)
        self._bm25: BM25 | None = None
        if any(tokens_per_passage):
            self._bm25 = BM25(k1=_SATURATION, b=_LENGTH_WEIGHT, method="lucene")
            self._bm25.index([list(tokens) for tokens in tokens_per_passage], show_progress=False)

    def __len__(self) -> int:
        return self._size

    def search(self, query: str, k: int, allowed: npt.NDArray[np.bool_] | None = None) -> list[tuple[int, float]]:
        """The `k` best passages that share a word with the query, as (number, score), best first.

        `allowed` tells for each passage whether it may be found. Ties keep the passages' order.
        """
        words = list(dict.fromkeys(tokenize(query)))
        if self._bm25 is None or not words or k <= 0:
            return []
        scores = self._bm25.get_scores(words)
        if allowed is not None:
            scores = np.where(allowed, scores, 0.0)
        found = np.flatnonzero(scores > 0)
        best = found[np.argsort(-scores[found], kind="stable")[:k]]
        return [(int(number), float(scores[number])) for number in best]
