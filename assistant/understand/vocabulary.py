"""The words of the store: items of the facts and everyday names for them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.understand.text import bare, folded, grams
from index.catalogue import synonyms

if TYPE_CHECKING:
    from index.store import Snapshot

_LINKED = ("functional", "economic", "three_public", "project", "indicator", "procurement", "asset", "income")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class ItemLink:
    """A stretch of the question that names items; `names` are alternatives, or parts when `joint`."""

    start: int
    end: int
    names: tuple[str, ...]
    text: str
    kinds: frozenset[str]


class Vocabulary:
    """Names of items with the documents that hold them, built once per snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        frame = snapshot.facts[["document_id", "item", "item_kind"]].drop_duplicates()
        self.kinds: dict[str, set[str]] = defaultdict(set)
        self.documents: dict[str, set[str]] = defaultdict(set)
        for document, item, kind in frame.itertuples(index=False):
            if kind in _LINKED and item:
                self.kinds[item].add(kind)
                self.documents[item].add(document)
        self._exact: dict[str, tuple[str, ...]] = {}
        for item in self.kinds:
            for form in _forms(item):
                self._exact[form] = tuple(dict.fromkeys((*self._exact.get(form, ()), item)))
        for word, names in synonyms().items():
            if folded(word) not in self._exact:
                self._exact[folded(word)] = tuple(names)
        counts: dict[str, int] = defaultdict(int)
        self._grams = {item: grams(folded(item)) for item in self.kinds}
        for found in self._grams.values():
            for gram in found:
                counts[gram] += 1
        total = len(self._grams) or 1
        self._weight = {gram: math.log(1 + total / count) for gram, count in counts.items()}

    def links(self, question: str) -> list[ItemLink]:
        """The longest exact names in the question, from the left, without overlaps."""
        found = []
        start = 0
        while start < len(question):
            for end in range(min(len(question), start + _LONGEST), start + 1, -1):
                names = self._exact.get(question[start:end])
                if names:
                    kinds = frozenset(kind for name in names for kind in self.kinds.get(name, ()))
                    found.append(ItemLink(start, end, names, question[start:end], kinds))
                    start = end - 1
                    break
            start += 1
        return found

    def nearest(self, words: str, documents: Iterable[str], kinds: Iterable[str]) -> list[tuple[str, float]]:
        """Items by the share of the words' weight that they cover, best first (0..1)."""
        wanted, allowed = set(documents), set(kinds)
        asked = grams(folded(words))
        rarest = math.log(1 + len(self._grams))
        weight = sum(self._weight.get(gram, rarest) for gram in asked)
        if not weight:
            return []
        scored = []
        for item, own in self._grams.items():
            if not (self.documents[item] & wanted and self.kinds[item] & allowed):
                continue
            common = sum(self._weight[gram] for gram in own & asked)
            if common:
                precision = common / sum(self._weight[gram] for gram in own)
                scored.append((item, 0.8 * common / weight + 0.2 * precision))
        return sorted(scored, key=lambda pair: -pair[1])


def _forms(item: str) -> Iterable[str]:
    forms = {folded(item), bare(item)}
    for form in tuple(forms):
        if form.endswith("支出") and len(form) >= 6:
            forms.add(form.removesuffix("支出"))
    return (form for form in forms if len(form) >= 2 and not form.isdigit())
