"""What a question asks of a project that was talked of: the one of the project's own indicators that its
words, or the kind of thing that it counts, mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from assistant.understand.likeness import is_of_other_measure
from assistant.understand.reading import Reading
from assistant.understand.residue import content_words
from assistant.understand.text import bare, grams, of_each
from assistant.understand.vocabulary import ItemLink
from index.catalogue.measures import VALUE

if TYPE_CHECKING:
    import pandas as pd

_Own = tuple[str, str, str]  # the name of an indicator, its unit and its own project

_COUNTED = re.compile(r"(?:多少|几)(人次|[人名位次场期天个项家间份件条篇本部台辆户届年月])")
_HOW_MANY = re.compile("多少|几")
_ASKED = re.compile(r"指标|满意|要求|达到|控制|不超过|以内|率|多少|几|数量?呢|标准|成本|时限|时间呢")
_MONEY = re.compile(r"多少钱|万|元|经费|预算")
_IN_A_ROW = re.compile("[、,，]|(?<=[一-鿿]{2})[和与及](?=[一-鿿]{2})")
_ENOUGH = 0.5
_CLEARLY = 0.15


class _Asked(NamedTuple):
    """An indicator that is asked for, with its project and the unit that it is told in."""

    link: ItemLink
    project: str
    unit: str


class Indicators:
    """The indicators of each project of each document."""

    def __init__(self, facts: pd.DataFrame) -> None:
        rows = facts[(facts["item_kind"] == "indicator") & facts["value"].notna()]
        rows = rows[rows["measure"].str.endswith(VALUE)]
        found: dict[tuple[str, str], list[_Own]] = defaultdict(list)
        names = ("document_id", "project", "item", "unit", "parents")
        for document, project, item, unit, parents in zip(*(map(str, rows[name]) for name in names), strict=True):
            for above in dict.fromkeys((project, *parents.split(" / "))):
                found[(document, above)].append((item, unit, project))
        self._of: Mapping[tuple[str, str], Sequence[_Own]] = found

    def asked(self, reading: Reading, projects: Sequence[str]) -> tuple[tuple[ItemLink, ...], str] | None:
        """The indicators that a clause asks of the projects talked of, with their project; None where it
        asks for none of theirs, or for one that several could be."""
        if not _ASKED.search(reading.text) or _MONEY.search(reading.plain):
            return None
        *things, asked = of_each(reading.text) or [(0, 0)]
        words = [reading.text[start:end] + reading.text[slice(*asked)] for start, end in things]
        if not words:
            words = [one for one in _IN_A_ROW.split(reading.text) if self._one(replace(reading, text=one), projects)]
            words = words if len(words) == len(_IN_A_ROW.split(reading.text)) > 1 else []
        pieces = words or [one for one in re.split("[、,，]", reading.text) if _ASKED.search(one)]
        found = [self._one(replace(reading, text=one), projects) for one in pieces]
        units = {one.unit for one in found if one}
        chosen = [
            one or self._one(replace(reading, text=text), projects, units)
            for one, text in zip(found, pieces, strict=True)
        ]
        links = tuple(one.link for one in chosen if one)
        project = next((one.project for one in chosen if one), "")
        return (links, project) if links and len(links) == len(chosen) else None

    def _one(self, reading: Reading, projects: Sequence[str], units: Container[str] | None = None) -> _Asked | None:
        """The indicator that a piece of a clause asks for; only one that is told in one of some `units`, where the
        pieces beside it ask for these (办公用品和印刷各不超过多少)."""
        scored = sorted(
            (
                (_likeness(name, unit, reading), name, own, unit)
                for document in reading.documents
                for project in projects
                for name, unit, own in self._of.get((document, project), ())
                if units is None or unit in units
            ),
            reverse=True,
        )
        if not scored or scored[0][0] < _ENOUGH:
            return None
        best, name, project, unit = scored[0]
        if any(other != name and score > best - _CLEARLY for score, other, *_ in scored):
            return None
        return _Asked(ItemLink(0, len(reading.text), (name,), name, frozenset({"indicator"})), project, unit)


def _likeness(name: str, unit: str, reading: Reading) -> float:
    """How well an indicator fits what is asked: 1 for its own name; else by common pairs of characters and
    by the unit that is counted in."""
    if any(name in link.names for link in reading.links if link.sure == 1.0 and link.text in reading.text):
        return 2.0
    counted = _COUNTED.search(reading.text)
    if is_of_other_measure(reading.text, name, unit):
        return 0.0
    fits = 0.0
    if unit and any(reading.text.startswith(unit, asked.end()) for asked in _HOW_MANY.finditer(reading.text)):
        fits = 0.5  # 修多少叶
    elif counted:
        fits = 0.5 if unit.startswith(counted[1]) else -0.5
    own, asked = grams(bare(name)), grams(reading.text)
    words = [word for word in content_words(reading.text, lambda _: True) if len(word) > 1]
    spoken = sum(word in bare(name) for word in words) / len(words) if words else 0.0
    common = len(own & asked) / len(own) if own else 0.0
    if len([word for word in words if word not in unit]) > 1 and not (common or spoken):
        return 0.0  # 领军人才评审几次 is not asked of another project that is told in 次
    return fits + max(common, spoken)
