"""The words that a question over a store may hold, each with what it costs to read it: the likelier, the
less. Built once for a snapshot, on the first question with words that nothing accounts for."""

from __future__ import annotations

import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from assistant.understand.abbreviations import heads_of
from assistant.understand.clues import filler_words
from assistant.understand.departments import mentions_of
from assistant.understand.slips import letters_of, sound_of
from assistant.understand.text import bare, folded
from assistant.understand.vocabulary import Vocabulary, measure_words
from index.dictionary import word_share
from index.regions import places_in

if TYPE_CHECKING:
    from index.model import DocumentCard
    from index.store import Snapshot

LONGEST = 20  # characters of a word that is looked for; longer names are found by their parts
_WORD = re.compile(r"[一-鿿]{2,20}")
_PHRASE, _BODY, _MEASURE, _NAME = 5.5, 6.0, 6.5, 7.0
_OF_DOCUMENTS, _INITIALS = 8.5, 9.0
_LONG, _ALIKE, _FEW = 6, 70, 6
_SINGLE, _SINGLE_FILLER = 9.0, 6.0
_UNKNOWN = 11.0
_STRANGE = 1.5  # what a word costs more that the documents do not use
_FOLLOWS = 1.0  # what a character costs less where documents have it behind the one before it


class Lexicon:
    """What words cost, and which words a slip could be of."""

    def __init__(self, vocabulary: Vocabulary, snapshot: Snapshot) -> None:
        self.costs: dict[str, float] = {}
        self._add((word for word in snapshot.words() if len(word) < 7), _OF_DOCUMENTS)
        self._add(_initials(snapshot.documents), _INITIALS)
        self._add(vocabulary.exact_names, _NAME)
        self._add((words for words, _ in measure_words()), _MEASURE)
        self._add(filler_words(), _PHRASE)
        self._add(phrases(), _PHRASE)
        self.bodies = frozenset(_body_names(snapshot.documents))
        self._add(self.bodies, _BODY)
        self._long = [name for name in self.costs if len(name) >= _LONG]
        headings = dict.fromkeys(heading for passage in snapshot.passages for heading in passage.section)
        facts = snapshot.facts
        cells = dict.fromkeys(facts["raw"][facts["value"].isna()])  # what tables say in words
        self._text = "\n".join(map(folded, (*(passage.text for passage in snapshot.passages), *headings, *cells)))
        self._pairs = set(zip(self._text, self._text[1:], strict=False))
        self._general: dict[str, float | None] = {}
        self._shorter: dict[str, list[str]] = defaultdict(list)
        self._sounding: dict[str, list[str]] = defaultdict(list)
        for word in self.costs:
            self._sounding[sound_of(word)].append(word)
            for place in range(len(word)):
                self._shorter[word[:place] + word[place + 1 :]].append(word)

    def _add(self, words: Iterable[str], cost: float) -> None:
        for word in sorted(words):  # so that words which cost the same come in one order
            if _WORD.fullmatch(word):
                self.costs[word] = min(cost, self.costs.get(word, cost))

    def cost_of(self, word: str) -> float | None:
        """What it costs to take the word as it stands; None where no dictionary has it."""
        known = self.costs.get(word)
        if known is not None:
            return known
        if word in offices() or word in joints():
            return _PHRASE
        if word not in self._general:
            self._general[word] = _general_cost(word)
        return self._general[word]

    def junction(self, one: str, two: str) -> float:
        """What it costs less that one character follows another."""
        return _FOLLOWS if (one, two) in self._pairs else 0.0

    def is_printed(self, words: str, outside: str = "") -> bool:
        """Whether the documents have the words as they stand, elsewhere than within others."""
        if outside and words in outside:
            return self._text.count(words) > self._text.count(outside)
        return words in self._text

    def long_names_like(self, run: str) -> list[str]:
        """The long names that a good part of the run resembles."""
        found = process.extract(run, self._long, scorer=fuzz.partial_ratio, score_cutoff=_ALIKE, limit=_FEW)
        return [name for name, _, _ in found if len(name) <= len(run) + 2]

    def lacking_one(self, typed: str) -> Sequence[str]:
        """The words of which the typed ones lack a character."""
        return self._shorter.get(typed, ())

    def sounding(self, typed: str) -> Sequence[str]:
        """The words that sound as the typed ones."""
        return self._sounding.get(sound_of(typed), ())

    def of_letters(self, letters: str) -> Sequence[tuple[float, str]]:
        """The words of which letters are the sound, each with its cost, the likeliest first."""
        return self._of_letters.get(letters, ())

    @cached_property
    def _of_letters(self) -> dict[str, list[tuple[float, str]]]:
        found: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for word, cost in self.costs.items():
            for letters in letters_of(word):
                found[letters].append((cost, word))
        for char in alone():
            found[sound_of(char)].append((self.cost_of(char) or _UNKNOWN, char))
        for sounding in found.values():
            sounding.sort()
        return found


def _general_cost(word: str) -> float | None:
    """What a word of the general dictionary costs; None for one that it does not have."""
    share = word_share(word)
    if len(word) > 1:
        return max(_NAME, -math.log(share)) + _STRANGE if share else None
    if word in bound() or word in _data()["bound"]["seldom_alone"][0]:
        return _UNKNOWN
    general = -math.log(share) if share else _UNKNOWN
    return min(_SINGLE_FILLER, general) if word in filler_words() else min(max(_SINGLE, general), _UNKNOWN)


def _body_names(cards: Sequence[DocumentCard]) -> Iterator[str]:
    """The names that people give the bodies of the documents: places, full names, everyday abbreviations."""
    for card in cards:
        places = _places(card)
        yield from places
        yield from (place[:-1] for place in places if len(place) > 2)
        for name in (card.department, *card.units):
            core = bare(name)
            yield core
            for place in places:
                core = core.removeprefix(place)
                yield core
    yield from (name for name in offices() if any(one.end - one.start == len(name) for one in mentions_of(name, cards)))


def _places(card: DocumentCard) -> list[str]:
    return [place for place in places_in(bare(card.region)) if len(place) > 1]


def _initials(cards: Sequence[DocumentCard]) -> Iterator[str]:
    """Abbreviations of names: the first characters of two of its words and its last character."""
    for card in cards:
        core = bare(card.department)
        for place in _places(card):
            core = core.removeprefix(place)
        yield from (f"{one}{two}{core[-1]}" for one, two in combinations(heads_of(core)[:6], 2) if core[-1] != "心")


@lru_cache(maxsize=1)
def offices() -> frozenset[str]:
    """Everyday names of bodies."""
    return frozenset(_data()["offices"]["names"])


@lru_cache(maxsize=1)
def joints() -> frozenset[str]:
    """Words that join others, known as they stand; no slip is taken for one of them."""
    numbers = (*"一二两三四五六七八九十几这那哪各每", "多少", "哪几", "哪一")
    counted = {number + noun for number in numbers for noun in "间辆台套笔人块件位名层座所期场条批册篇天类级款栋张吨处"}
    uncounted = set("".join(_data()["deeds"]["uncounted"]))
    around = _data()["deeds"]["around"]
    done = {words.replace("□", deed) for deed in deeds() - uncounted for words in around}
    done |= {words.replace("□", deed) for deed in uncounted for words in around if not re.search("多少|几", words)}
    return frozenset(counted.union(done, *_data()["joints"].values()))


@lru_cache(maxsize=1)
def deeds() -> frozenset[str]:
    """What people do, in words of one character."""
    return frozenset("".join([*_data()["deeds"]["verbs"], *_data()["deeds"]["uncounted"]]))


@lru_cache(maxsize=1)
def alone() -> dict[str, tuple[str, str]]:
    """Characters that may be a word by themselves, with what may stand on their left and on their right:
    | the edge, # a number, N a name, W a word, * anything, and characters."""
    return {char: (left, right) for char, (left, right) in _data()["alone"].items()}


@lru_cache(maxsize=1)
def bound() -> frozenset[str]:
    """Characters that are hardly ever a word by themselves in questions about budgets."""
    return frozenset("".join(_data()["bound"]["characters"]))


@lru_cache(maxsize=1)
def phrases() -> frozenset[str]:
    """Turns of phrase that questions are typed with."""
    found = {word for words in _data()["phrases"].values() for word in words}
    found |= {number + noun for number in "一二两三四五六七八九十几这那各每" for noun in "个家项份种次年"}
    found |= {f"前{number}{large}" for number in "一二两三四五六七八九十几" for large in ("", "大", "名", "位")}
    return frozenset(found | {f"第{number}" for number in "一二三四五六七八九十几"})


@lru_cache(maxsize=1)
def things() -> re.Pattern[str]:
    """Those of the turns of phrase that say of what an amount is wanted."""
    return re.compile("|".join(sorted(map(re.escape, _data()["phrases"]["things"]), key=len, reverse=True)))


@lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "spelling.toml").read_text(encoding="utf-8"))
