"""The words of the store: items of the facts, their columns, and everyday names for them."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from assistant.understand.likeness import are_opposite, slip, without_suffix
from assistant.understand.name_forms import GENERIC, exact_names, short_names
from assistant.understand.text import bare, folded, grams
from index.catalogue import THREE_PUBLIC_KINDS, measure_synonyms, measures
from index.statements import project_of

if TYPE_CHECKING:
    import pandas as pd

    from index.store import Snapshot

_BESIDE_THREE_PUBLIC = ("会议费", "培训费")  # in tables of 三公经费 that no table of economic subjects may repeat
LINKED_KINDS = (
    "functional",
    "economic",
    "three_public",
    "project",
    "indicator",
    "procurement",
    "asset",
    "income",
)
SPENDING_KINDS = frozenset(("economic", "functional", "three_public"))  # of which nothing but money is asked
_OF_NUMBER = re.compile(r"\d[.,]?\||\|(?:[.,]?\d|[万亿元%])")  # around the | that stands for a code
_LONGEST = 40
_SHORTEST_SLIP = 5  # characters of a name that is still known with a slip
_ALIKE = 80
_BALANCE = re.compile(r"结转|结余|^行政经费$")  # rows of a list that are neither subject nor source of funds
_NUMBER_OF = re.compile(r"[人员位构辆制]总?数量?$")  # of a form about the whole body (财政供养人员数)
_SUBJECTS = {"economic", "functional"}
_NO_COLUMN = {"合计", "绩效目标", "绩效指标描述", "指标值", "指标值确定依据", "会议费", "培训费", "机关运行经费"}
_NO_COLUMN |= set(THREE_PUBLIC_KINDS) | {"三公经费", "数量", "单价", "价值", "预算资金"}


@dataclass(frozen=True, slots=True)
class ItemLink:
    """A stretch of the question that names items; `names` are alternatives, or parts when `joint`.
    `sure` is 1 for an exact name and less for one that the words only resemble."""

    start: int
    end: int
    names: tuple[str, ...]
    text: str
    kinds: frozenset[str]
    sure: float = 1.0


def _titles_of(snapshot: Snapshot) -> dict[str, set[str]]:
    """The titles of tables without brackets, with the documents that have a table of each."""
    titles: dict[str, set[str]] = defaultdict(set)
    for document, title in snapshot.facts[["document_id", "table_title"]].drop_duplicates().itertuples(index=False):
        if title:
            titles[bare(str(title))].add(document)
    return titles


def _items_of(snapshot: Snapshot) -> pd.DataFrame:
    """The items of the store. What a table of no known kind counts and prices by the piece (台式计算机 to be bought
    newly) is named like what is bought."""
    facts = snapshot.facts
    rows = facts[(facts["table_kind"] == "其他") & facts["measure"].isin(("数量", "单价")) & facts["value"].notna()]
    measures = rows.groupby("item")["measure"].nunique()
    frame = facts[["document_id", "item", "item_kind", "parents", "project", "code"]].drop_duplicates()
    pieces = frame["item"].isin(measures.index[measures == 2]) & (frame["item_kind"] == "other")
    return frame.assign(item_kind=frame["item_kind"].mask(pieces, "procurement"))


class Vocabulary:
    """Names of items with the documents that hold them, built once per snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        frame = _items_of(snapshot)
        self.kinds: dict[str, set[str]] = defaultdict(set)
        self.documents: dict[str, set[str]] = defaultdict(set)
        self.parents: dict[str, set[str]] = defaultdict(set)
        codes: dict[str, str] = {}
        for document, item, kind, parents, project, code in frame.itertuples(index=False):
            if project and project != item:
                self.kinds[project].add("project")
                self.documents[project].add(document)
            if code and kind in ("functional", "economic"):
                codes[str(code)] = item
            own = kind == "other" and (_BALANCE.search(item) or _NUMBER_OF.search(item) or item in _BESIDE_THREE_PUBLIC)
            if (kind in LINKED_KINDS and item) or own:
                self.kinds[item].add(kind)
                self.documents[item].add(document)
                self.parents[item].update(str(parents).split(" / ") if parents else ())
        for statement in snapshot.statements:
            if name := project_of(statement.section):
                self.kinds[name].add("project")
                self.documents[name].add(statement.document_id)
        self.titles = _titles_of(snapshot)
        self.valued = set(snapshot.facts.loc[snapshot.facts["value"].notna(), "item"].unique())
        self.units = set(snapshot.facts.loc[snapshot.facts["value"].notna(), "unit_name"].unique())
        self._columns_in = _columns_in(snapshot.facts)
        self.columns = _own_columns(name for name in self._columns_in if name)
        full = exact_names(self.kinds)
        self.short_names = short_names(self.kinds, full)  # which name nothing in documents that lack the item
        self._exact = self.short_names | full | {code: (item,) for code, item in codes.items()}
        self._rows = {words: self._held_as_row(words) for words, _ in self.columns}
        self._grams = {item: grams(bare(item)) for item in self.kinds}
        self._bare = {item: bare(item) for item in self.kinds}
        self._short = {item: without_suffix(name) for item, name in self._bare.items()}
        counts: dict[str, int] = defaultdict(int)
        for found in self._grams.values():
            for gram in found:
                counts[gram] += 1
        total = len(self._grams) or 1
        self._weight = {gram: math.log(1 + total / count) for gram, count in counts.items()}
        self._rarest = math.log(1 + total)

    def _held_as_row(self, words: str) -> set[str]:
        """The documents that hold a subject of this name as a row."""
        names = [name for name in self._exact.get(words, ()) if self.kinds.get(name, set()) & _SUBJECTS]
        return set().union(*(self.documents[name] for name in names))

    def columns_of(self, documents: Sequence[str]) -> list[tuple[str, str]]:
        """The columns that only documents know, of the documents asked (of any, where none are named), without those
        whose words are rows of them: what is a column in one document is a row in another."""
        asked = set(documents)
        rows = {words for words, held in self._rows.items() if held and (not asked or held & asked)}
        held = [(words, name) for words, name in self.columns if not asked or self._columns_in[name] & asked]
        return [(words, name) for words, name in held if words not in rows]

    @property
    def exact_names(self) -> Iterable[str]:
        """The wordings that name items of the store, or of the catalogue."""
        return self._exact.keys()

    def links(self, question: str) -> list[ItemLink]:
        """The longest exact names in the question, the longest first, without overlaps, in order."""
        places = [
            (start, end)
            for start in range(len(question))
            for end in range(start + 2, min(len(question), start + _LONGEST) + 1)
            if question[start:end] in self._exact and not _is_within_number(question, start, end)
        ]
        taken: list[tuple[int, int]] = []
        for start, end in sorted(places, key=lambda place: (place[0] - place[1], place[0])):
            if all(end <= other[0] or other[1] <= start for other in taken):
                taken.append((start, end))
        return [
            self.link(*place, self._exact[question[slice(*place)]], question[slice(*place)]) for place in sorted(taken)
        ]

    def longest_at(self, question: str, start: int) -> ItemLink | None:
        """The longest exact name that begins at a place of the question."""
        for end in range(min(len(question), start + _LONGEST), start + 1, -1):
            if question[start:end] in self._exact:
                return self.link(start, end, self._exact[question[start:end]], question[start:end])
        return None

    def link(self, start: int, end: int, names: tuple[str, ...], text: str, sure: float = 1.0) -> ItemLink:
        """A link with the kinds of its names."""
        kinds = frozenset(kind for name in names for kind in self.kinds.get(name, ()))
        return ItemLink(start, end, names, text, kinds, sure)

    def nearest(
        self, words: str, documents: Iterable[str] = (), kinds: Iterable[str] = LINKED_KINDS
    ) -> list[tuple[str, float]]:
        """Items that the words resemble, best first (0..1): as a part of the name, as an abbreviation
        of it, or as the name with a slip."""
        wanted, allowed = set(documents), set(kinds)
        asked = grams(words) | ({words[::-1]} if len(words) == 2 and words not in self._weight else set())
        weight = sum(self._weight.get(gram, self._rarest) for gram in asked)
        if not weight:
            return []
        scored = []
        for item, own in self._grams.items():
            if not self.kinds[item] & allowed or (wanted and not self.documents[item] & wanted):
                continue
            common = sum(self._weight[gram] for gram in own & asked)
            name = self._bare[item]
            if are_opposite(words, name):
                continue
            if not common and (len(words) < 3 or LCSseq.similarity(words, name) < len(words) - 1):
                continue
            score = max(self._resemblance(words, name, common, weight, own), slip(words, self._short[item]))
            if score > 0.3:
                scored.append((item, score))
        return sorted(scored, key=lambda pair: (-pair[1], len(pair[0])))

    def holds_longer(self, words: str, documents: Iterable[str], kinds: Iterable[str]) -> bool:
        """Whether the documents hold an item of these kinds whose name has the words in it."""
        wanted, allowed = set(documents), set(kinds)
        return any(
            words in name and self.kinds[item] & allowed and self.documents[item] & wanted
            for item, name in self._bare.items()
        )

    def only_project(self, words: str, documents: Iterable[str]) -> str:
        """The one project of the documents whose name has the words; empty where none has, or several."""
        wanted = set(documents)
        named = [
            item
            for item, kinds in self.kinds.items()
            if "project" in kinds and words in self._bare[item] and self.documents[item] & wanted
        ]
        return named[0] if len(named) == 1 and len(words) > 1 else ""

    def only_project_of(self, forms: Iterable[Sequence[str]], documents: Iterable[str]) -> str:
        """The one project of the documents whose name has each word in one of its forms; empty where none has,
        or several."""
        wanted, words = set(documents), list(forms)
        named = [
            item
            for item, kinds in self.kinds.items()
            if "project" in kinds
            and self.documents[item] & wanted
            and all(any(form in self._bare[item] for form in one) for one in words)
        ]
        return named[0] if len(named) == 1 else ""

    def _resemblance(self, words: str, name: str, common: float, weight: float, own: set[str]) -> float:
        precision = common / (sum(self._weight[gram] for gram in own) or 1)
        by_grams = 0.8 * common / weight + 0.2 * precision
        kept = LCSseq.similarity(words, name)
        in_order = (kept / len(words)) ** 2 * (0.75 + 0.2 * kept / len(name)) if len(words) > 3 else 0.0
        return max(by_grams, in_order, slip(words, name))

    def misspelt(self, text: str, spans: Iterable[tuple[int, int]], documents: Iterable[str] = ()) -> ItemLink | None:
        """The longest name of some length that stands in the text, outside `spans`, but for a slip."""
        masked = list(text)
        for start, end in spans:
            masked[start:end] = " " * (end - start)
        blank = re.sub(r"[^一-鿿\da-z()]", " ", "".join(masked))
        wanted = set(documents)
        names = {item: folded(item) for item in self.kinds if not wanted or self.documents[item] & wanted}
        linked = set(LINKED_KINDS)
        names = {
            item: name for item, name in names.items() if len(name) >= _SHORTEST_SLIP and self.kinds[item] & linked
        }
        best: tuple[float, str] = (0.0, "")
        for _, score, item in process.extract(
            blank, names, scorer=fuzz.partial_ratio, score_cutoff=_ALIKE, limit=8, processor=None
        ):
            if len(names[item]) <= len(blank) and (score * len(names[item]), item) > best:
                best = (score * len(names[item]), item)
        if not best[1]:
            return None
        name = names[best[1]]
        place = fuzz.partial_ratio_alignment(name, blank)
        if place is None or place.score == 100 or " " in blank[place.dest_start : place.dest_end]:
            return None
        found = blank[place.dest_start : place.dest_end]
        if are_opposite(found, name):
            return None
        return self.link(place.dest_start, place.dest_end, (best[1],), found, place.score / 100)


def _is_within_number(question: str, start: int, end: int) -> bool:
    """Whether a code is only some digits of a number or of an amount (2208.19万元)."""
    return question[start:end].isdigit() and bool(
        _OF_NUMBER.search(question[max(0, start - 2) : start] + "|" + question[end : end + 2])
    )


def _columns_in(facts: pd.DataFrame) -> dict[str, set[str]]:
    """The documents that have figures in the columns of each measure."""
    found: dict[str, set[str]] = defaultdict(set)
    numbers = facts.loc[facts["value"].notna(), ["measure", "document_id"]].drop_duplicates()
    for name, document in zip(numbers["measure"], numbers["document_id"], strict=True):
        found[name].add(document)
    return found


def _own_columns(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The last words of columns that the catalogue does not know, with the measure of each."""
    known = {words for words, _ in measure_words()} | _NO_COLUMN | GENERIC
    words = ((folded(name.split("/")[-1]), name) for name in names)
    return tuple((word, name) for word, name in words if len(word) > 1 and word not in known)


@lru_cache(maxsize=1)
def measure_words() -> tuple[tuple[str, str], ...]:
    """Wordings of columns with the measure they name, longest first; those that are items name none."""
    words = {word: name for word, name in measures().items() if name not in _NO_COLUMN}
    words |= {folded(word): name for word, name in measure_synonyms().items()}
    return tuple(sorted(words.items(), key=lambda pair: -len(pair[0])))
