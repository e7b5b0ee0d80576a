"""The lexical index: BM25 over Chinese words.

Words are jieba's search-mode words (a long word and the shorter ones inside it), after folding
compatibility characters, letter case and punctuation away. The names of the catalogue (subjects,
measures, everyday words) are in the dictionary, so that they are words too.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.dictionary import FREQUENCIES

if TYPE_CHECKING:
    from jieba import Tokenizer

_RUN = re.compile(r"([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)(?![0-9a-z])|([a-z0-9]+(?:[-_][a-z0-9]+)*)|([^a-z0-9]+)")

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
    segmenter = jieba.Tokenizer()
    segmenter.FREQ, segmenter.total, segmenter.initialized = FREQUENCIES, FREQUENCIES.total, True
    return segmenter


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
