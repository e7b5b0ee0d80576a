"""Items that a clause means without naming them (给老领导用的钱: 老领导（研究会）工作经费), found by how near the
words are in meaning to the names of the items that the documents asked hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np

from assistant.meant_items import Item, items_of
from assistant.meant_words import (
    fits,
    is_counted,
    is_mostly_said,
    is_remainder,
    is_sibling,
    may_mean,
    put_officially,
    without_asking,
    without_bodies,
    words_of,
)
from assistant.plan import Operation
from assistant.spoken import is_spoken_of
from assistant.understand.likeness import is_of_other_rate
from assistant.understand.reading import Reading
from assistant.understand.residue import is_whole_noun, lone_head
from assistant.understand.text import grams
from assistant.understand.units_counted import counted_in
from assistant.understand.vocabulary import ItemLink, Vocabulary
from index.catalogue import synonyms
from index.catalogue.subjects import Classification, subjects
from index.dictionary import word_class

if TYPE_CHECKING:
    import pandas as pd

    from index.encoder import Encoder, Vectors

_WITHIN = re.compile(r"(?:(?:[那这]个?)?(?:项目|专项)|经费)(?:里面?|中|内)?的?[,，]?|[,，]|里面?(?=[一-鿿]{2})")
_WORTH = re.compile("值多少|价值")
_HEADS = re.compile("[人名位]$")
_BOUGHT = 1.0  # for what is bought, where procurement is asked about
_TOLD_WEIGHT = 1.5  # of the words that the item's own row says, against one deviation of nearness
# deviations above what any item of a budget is near to the words, by the share of these that the item's row says
_NEAR_ENOUGH = ((0.75, 3.2), (0.3, 4.0), (0.1, 5.0), (0.0, 7.5))
_ALIKE = ((9.0, 2.0), (0.0, 4.0))  # deviations of a noun that the item's row does not say, by the score of the item
_NEAR_WITHIN = 3.0  # among the figures of a project that is named
_OF_SUBJECTS = 1.5  # taken from those whose names are so general that they are near to many words
_IN_PARTS = 0.6  # for a word whose characters stand apart (新书: 新增纸质图书)
_SAID = 0.3  # of the words
_CLEARLY = (0.9, 1.2)  # deviations before the next item: where its row says some of the words, and where not
_OFFERED = 3.0
_MOST_OFFERED = 3
_FEW = 2  # characters
_ONE_WORD = 4  # characters at most
_ONE_NOUN = 3  # characters of a noun that is no compound
_SEVERAL = 3  # items
_MANY = 25  # subjects
_SUBJECTS = frozenset(("economic", "functional"))
_FIXED = _SUBJECTS | {"three_public"}  # whose names mean the same in every budget


@dataclass(frozen=True, slots=True)
class _Scored:
    """How well an item fits the words of a clause, and how much of them its own rows say."""

    score: float
    told: float
    item: Item


@dataclass(frozen=True, slots=True)
class Meant:
    """The item that a clause means, as a reading that names it; the words that were taken for it, and how much of
    them the item's own rows say."""

    reading: Reading
    words: str
    name: str
    told: float


class Meanings:
    """The items of each document, to be found by meaning. The vectors of names are made on first use."""

    def __init__(self, frame: pd.DataFrame, vocabulary: Vocabulary, encoder: Callable[[], Encoder]) -> None:
        self._frame = frame
        self._vocabulary = vocabulary
        self._encoder = encoder
        self._items: dict[str, tuple[Item, ...]] = {}
        self._vectors: dict[str, Vectors] = {}

    @cached_property
    def _tells_meaning(self) -> bool:
        from index.encoder import tells_meaning

        return tells_meaning(self._encoder())

    def meant(self, reading: Reading) -> Meant | None:
        """The one item that the clause can but mean; None where it means none, or one of several."""
        words, scored, within = self._scored(reading)
        if not _is_plain(scored, _NEAR_WITHIN if within else 0.0):
            return None
        best = scored[0].item
        if not self._is_of_all(words, scored[0], reading):
            return None
        if any(
            best.name in link.names or self._is_of_others(link, reading) for link in reading.links if link.sure == 1
        ):
            return None  # it was looked up by this name already, or something that another body has is meant
        link = self._vocabulary.link(0, len(best.name), (best.name,), best.name)
        named = replace(
            reading,
            text=f"{best.name}{'值' if _WORTH.search(reading.text) else '是'}多少",
            links=(link,),
            left=(),
            columns=(),
            project=best.project,
            operation=Operation.VALUE,
            wants_text=False,
        )
        return Meant(named, words, best.name, scored[0].told)

    def _is_of_all(self, words: str, best: _Scored, reading: Reading) -> bool:
        """Whether each noun of some words is said by an item's row, or near to its names; else another thing of the
        kind is meant (电视台运行: no 行政运行). What is counted is told apart by what it is counted in."""
        item = best.item
        if is_sibling(words, item.said, lambda word: self._is_near(word, best)):
            return False
        if item.kinds == {"indicator"}:
            return not is_of_other_rate(words, item.said)
        bodies = "".join(reading.text[start:end] for start, end in reading.bodies.spans)
        named = [one for one in words_of(words) if one not in bodies]
        if named and words.endswith(named[-1] + (head := lone_head(words))) and head not in item.said:
            return False
        unsaid = {rest for word in named if (rest := _unsaid(word, item.said))}
        special = [one for one in unsaid if one in synonyms() or not self._is_common(one, reading)]
        return all(not _is_of_kinds(item, _FIXED) and self._is_near(one, best) for one in special)

    def _is_common(self, word: str, reading: Reading) -> bool:
        """Whether several items of the documents asked, or many subjects, speak of a word: it tells none of them from
        the others (学生, of an office of education; 补贴)."""
        items = (one for document in reading.documents for one in self._items_of(document))
        return sum(word in one.said for one in items) >= _SEVERAL or _names_of_subjects().count(word) >= _MANY

    def _is_near(self, word: str, best: _Scored) -> bool:
        ways = (self._asked(one) for one in dict.fromkeys((word, put_officially(word))))
        enough = next(alike for score, alike in _ALIKE if best.score >= score)
        return any(self._nearness(best.item.names, way) - level >= enough * spread for way, level, spread in ways)

    def _is_named(self, reading: Reading) -> bool:
        """Whether a clause calls all that it asks for by names that its documents have."""
        exact = all(link.sure == 1.0 and self._holders(link) & set(reading.documents) for link in reading.links)
        return bool(reading.links) and not reading.left and exact

    def _is_of_others(self, link: ItemLink, reading: Reading) -> bool:
        """Whether a name in full is of something that only other documents hold, or of a subject that none does."""
        held = self._holders(link)
        return bool(held or link.text.endswith("支出")) and not held & set(reading.documents)

    def _holders(self, link: ItemLink) -> set[str]:
        """The documents that hold an item of a link's names."""
        return {one for name in link.names for one in self._vocabulary.documents.get(name, ())}

    def near(self, reading: Reading) -> tuple[str, ...]:
        """The few items that the clause may mean, the nearest first."""
        _, scored, _ = self._scored(reading)
        return tuple(one.item.name for one in scored[:_MOST_OFFERED] if one.score >= _OFFERED)

    def _scored(self, reading: Reading) -> tuple[str, list[_Scored], bool]:
        """What the clause asks for, the items by how well they fit it, and whether they are those of a project."""
        if not may_mean(reading) or self._is_named(reading) or not self._tells_meaning:
            return "", [], False
        items = [one for document in reading.documents for one in self._items_of(document)]
        fitting = [one for one in items if fits(one, reading)]
        said = without_bodies(reading)
        words = without_asking(said)
        fitting = [one for one in fitting if not is_remainder(one, words)]
        project, rest = self._project_named(said, items)
        if project:
            inside = [one for one in items if one.project == project and is_counted(one, reading)]
            project, words, fitting = (project, rest, inside) if inside else ("", words, fitting)
        if _HEADS.search(counted_in(reading.text)) and len(words) <= _ONE_WORD:
            fitting = [one for one in fitting if is_mostly_said(one, words)]  # 代表 alone is no 编入联络站的代表
        return words, self._by_nearness(words, fitting, bought="采购" in reading.text), bool(project)

    def _project_named(self, words: str, items: Sequence[Item]) -> tuple[str, str]:
        """The project that the first of some words mean, of which the others ask something; empty where they do
        not."""
        for cut in _WITHIN.finditer(words):
            project, rest = (without_asking(one) for one in (words[: cut.start()], words[cut.end() :]))
            if len(rest) < _FEW:
                continue
            scored = self._by_nearness(project, [one for one in items if "project" in one.kinds])
            if _is_plain(scored):
                return scored[0].item.name, rest
        return "", words

    def _by_nearness(self, words: str, items: Sequence[Item], *, bought: bool = False) -> list[_Scored]:
        """Items by how well words fit them, the best first."""
        said = words_of(words)
        if not said or not items:
            return []
        self._vectors_of([name for one in items for name in one.names])  # all at once
        ways = [self._asked(one) for one in dict.fromkeys((words, put_officially(words)))]
        scored: list[_Scored] = []
        for one in items:
            told = _share_told(said, one.said)
            near = max((self._nearness(one.names, way) - level) / spread for way, level, spread in ways)
            score = near + _TOLD_WEIGHT * told + _BOUGHT * (bought and "procurement" in one.kinds)
            scored.append(_Scored(score - _OF_SUBJECTS * _is_general(one, words), told, one))
        return sorted(scored, key=lambda one: -one.score)

    def _asked(self, words: str) -> tuple[Vectors, float, float]:
        """The vector of some words, how near the names that any budget has are to it, and how much that differs."""
        asked = self._encoder().encode_query(words)
        usual = self._vectors_of(_usual_names()) @ asked
        return asked, float(np.mean(usual)), float(np.std(usual)) or 1.0

    def _nearness(self, names: Sequence[str], asked: Vectors) -> float:
        """How near the nearest of some names is to what is asked."""
        return max(float(one) for one in self._vectors_of(names) @ asked)

    def _items_of(self, document: str) -> tuple[Item, ...]:
        if document not in self._items:
            self._items[document] = items_of(document, self._frame, self._vocabulary)
        return self._items[document]

    def _vectors_of(self, names: Sequence[str]) -> Vectors:
        new = [name for name in dict.fromkeys(names) if name not in self._vectors]
        if new:
            from index.encoder import encode_queries

            self._vectors.update(zip(new, encode_queries(self._encoder(), new), strict=True))
        return np.stack([self._vectors[name] for name in names])


def _is_plain(scored: Sequence[_Scored], enough: float = 0.0) -> bool:
    """Whether the first item is near enough, and clearly nearer than the next."""
    if not scored:
        return False
    best = scored[0]
    ahead = best.score - scored[1].score if len(scored) > 1 else best.score
    least = enough or next(score for share, score in _NEAR_ENOUGH if best.told >= share)
    return best.score >= least and ahead >= _CLEARLY[best.told < _SAID]


def _is_general(item: Item, words: str) -> bool:
    """Whether an item is a subject, or all else of a kind: their names are near to many words."""
    return _is_of_kinds(item, _SUBJECTS) or (item.name.find("其他") in (0, 2) and "其他" not in words)


def _is_of_kinds(item: Item, kinds: frozenset[str]) -> bool:
    return bool(item.kinds & kinds)


def _usual_names() -> tuple[str, ...]:
    """Names of items that any budget may hold: what the nearness of a name is measured against."""
    economic = (one for one in subjects() if one.classification is Classification.ECONOMIC)
    return tuple(one.name for one in economic if one.level == 2 and one.code.startswith(("301", "302", "303")))


@cache
def _names_of_subjects() -> str:
    return " ".join(one.name for one in subjects())


def _share_told(words: Sequence[str], text: str) -> float:
    """How much of the words a text says, by these or by what documents call so."""
    return sum(_told(word, text) for word in words) / len(words)


def _unsaid(word: str, text: str) -> str:
    """What of a noun a text does not say: all of it, or what stands beside a part that it says (人口 of 人口普查);
    empty where it says the noun, or this is none."""
    if not word_class(word).startswith(("n", "b")) or is_spoken_of(word, text):
        return ""
    if word in synonyms():
        return word  # a name of something else, whose characters may stand apart (工资: 工作 … 资金)
    if set(word) <= set(text):
        return ""
    if is_whole_noun(word) and len(word) <= _ONE_NOUN:
        return word
    said = {place for pair in grams(word) if pair in text for place in (word.index(pair), word.index(pair) + 1)}
    rest = "".join(char for place, char in enumerate(word) if place not in said)
    return rest if len(rest) > 1 else ""


def _told(word: str, text: str) -> float:
    if is_spoken_of(word, text):
        return 1.0
    pairs = grams(word)
    by_pairs = sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0
    return max(by_pairs, _IN_PARTS * (set(word) <= set(text)))
