"""Indicators that a clause asks for by what it counts: 要发多少条消息, 组织多少人次考试、多少个考试项目, 常委会和
主任会议各开几次. What their rows say of themselves and their project is held against the clause's words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from assistant.plan import Operation
from assistant.spoken import is_spoken_of
from assistant.understand.counted_pieces import ASKS_COUNT, Piece, pieces_of, project_links
from assistant.understand.likeness import is_of_other_measure
from assistant.understand.reading import Reading
from assistant.understand.text import bare, folded, grams
from assistant.understand.units_counted import COST_OF_ONE, fits_unit
from assistant.understand.vocabulary import ItemLink
from index.catalogue.measures import ATTAINED, VALUE
from index.dictionary import word_class

if TYPE_CHECKING:
    import pandas as pd

_MONEY = re.compile(
    r"多少钱|万|亿|经费(?:是|有)?多少|预算(?:是|有)?多少|多少[^,，。?？]{0,6}(?:支出|经费|费用?|拨款|资金|收入)(?:$|[,，。?？])"
)
_OF_KIND = re.compile(r"(?:多少|几)[个家处所支]([一-鿿]{3,})")
_ENOUGH = 0.6  # of the clause's words
_NAMED = 0.5  # of an indicator's name, where one word is all that is asked
_SURELY = 0.85  # where no measure says what is counted
_OF_TALK = 0.5  # of its words, where its project is that talked of
_CLEARLY = 0.08
_OWN = 0.4  # weight of the indicator's own name against that of the words asked
_AROUND = 0.3  # of all that the clause says, the names of bodies included (人大|常委会会议)
_DOING = 0.4  # weight of a verb: what is done to a thing has many words
_NUMBER_OF = re.compile(r"(?:次数|场次|班次|人次|人数|份数|件数|家数|台数|天数|数量|个数|数)$")
_TOGETHER = 4  # characters
_SAID = 0.5  # share of a word's pairs of characters


def _link(number: int, item: str, text: str) -> ItemLink:
    """The link of the indicator that was found for a piece, where the text names it, else by its order."""
    at = text.find(item)
    start, end = (at, at + len(item)) if at >= 0 else (number, number + 1)
    return ItemLink(start, end, (item,), item, frozenset({"indicator"}))


@dataclass(frozen=True, slots=True)
class _Row:
    """An indicator: its project, its name, its unit and all that its row says."""

    project: str
    item: str
    unit: str
    text: str


class Counts:
    """The indicators of each document, to be found by what their rows say."""

    def __init__(self, facts: pd.DataFrame) -> None:
        rows = facts[facts["item_kind"] == "indicator"]
        said: dict[tuple[str, str, str], list[str]] = {}
        units: dict[tuple[str, str, str], str] = {}
        for document, project, item, measure, raw, unit, valued in zip(
            *(rows[name] for name in ("document_id", "project", "item", "measure", "raw", "unit")),
            rows["value"].notna(),
            strict=True,
        ):
            key = (str(document), str(project), str(item))
            said.setdefault(key, [])
            if valued and str(measure).endswith(VALUE):  # not the weight of an indicator
                units.setdefault(key, str(unit))
            elif "描述" in str(measure):
                said[key].append(folded(str(raw)))
        self._of: dict[str, list[_Row]] = {}
        for (document, project, item), unit in units.items():
            text = " ".join([folded(item), *said[(document, project, item)]])
            self._of.setdefault(document, []).append(_Row(project, item, unit, text))
        self._seen: Counter[str] = Counter()
        self._total = len(units)

    def asked(self, reading: Reading, talked_of: Sequence[str] = ()) -> Reading | None:
        """The reading with the indicators that its clause counts, those of the projects talked of first;
        None where it counts none of them, or some thing that no row speaks of."""
        of_money = _MONEY.search(reading.plain) and not COST_OF_ONE.search(reading.text)
        if not ASKS_COUNT.search(reading.text) or of_money or len(reading.documents) != 1:
            return None
        pieces = pieces_of(reading)
        rows = self._of.get(reading.documents[0], [])
        known = [one for one in rows if one.project in talked_of]
        projects = {name for link in project_links(reading) for name in link.names}
        if projects:
            rows = [one for one in rows if one.project in projects]
        chosen = self._of_each(pieces, rows, known, bool(projects))
        named = {link.names for link in reading.links if link.kinds == {"indicator"} and link.text in link.names}
        if not pieces or len(chosen) < len(pieces) or len(named) > len(chosen):
            return None  # what is named in full is told, and no name left out
        held, told = {one.item for one in rows}, {one.item for one in chosen}
        said = [link.names for link in reading.links if link.names in named and link.text in reading.text]
        others = [names for names in said if set(names) <= held - told]
        if any(
            all(word in folded(name) for word in piece.words) for names in others for name in names for piece in pieces
        ):
            return None  # all the words are of that name
        links = tuple(_link(number, one.item, reading.text) for number, one in enumerate(chosen))
        own = {one.project for one in chosen}
        return replace(
            reading,
            links=links,
            project=own.pop() if len(own) == 1 else "",
            left=(),
            columns=tuple(one for one in reading.columns if one.name == ATTAINED),
            operation=Operation.VALUE,
        )

    def _of_each(
        self, pieces: Sequence[Piece], rows: Sequence[_Row], known: list[_Row], of_project: bool
    ) -> list[_Row]:
        """The indicator of each piece, up to one that has none; a piece goes on with the project of that before."""
        chosen: list[_Row] = []
        here: list[_Row] = []
        for piece in pieces:
            found = self._row(piece, here, True) or self._row(piece, rows, of_project)
            found = found or self._row(piece, known, True, _OF_TALK)
            if found is None:
                break
            chosen.append(found)
            here = [one for one in rows if one.project == found.project]
            known = [*known, *(one for one in here if one not in known)]
        return chosen

    def _row(self, piece: Piece, rows: Sequence[_Row], of_project: bool, least: float = _ENOUGH) -> _Row | None:
        measure = piece.measure
        fitting = [one for one in rows if not measure or fits_unit(measure, one.unit)]
        fitting = [one for one in fitting if not is_of_other_measure(piece.whole, one.item, one.unit)]
        if not piece.words and (least == _OF_TALK or of_project) and len(fitting) == 1:
            return fitting[0]
        enough = least if measure or least == _OF_TALK else _SURELY if len(piece.words) > 1 else 1.1
        likeness = [(*self._likeness(one, piece, of_project), one) for one in fitting]
        if len(piece.words) == 1 and not of_project:
            likeness = [one for one in likeness if _named(one[2], piece) >= _NAMED]  # 代表 alone is no 编入联络站的代表
        scored = sorted(((score, one) for told, score, one in likeness if told >= enough), key=lambda pair: -pair[0])
        if not scored:
            return self._touched(piece, fitting) if least == _OF_TALK else None
        near = [one for score, one in scored[1:] if score > scored[0][0] - _CLEARLY]
        best = scored[0][1]
        said = _said_together(best, piece)
        near = [one for one in near if said < _TOGETHER or _said_together(one, piece) + 1 >= said]
        if any(one.item != best.item for one in near):
            return _plainest([best, *near], piece)
        return replace(best, project="") if near else best  # several projects have one: each is told

    @staticmethod
    def _touched(piece: Piece, rows: Sequence[_Row]) -> _Row | None:
        """That one of the indicators of a project talked of which shares a word of two characters with what is asked
        (工伤认定: 出具认定结论时间); None where none does, or several."""
        pairs = {pair for word in piece.words for pair in grams(word)}
        found = [one for one in rows if pairs & grams(one.text)]
        return found[0] if len(found) == 1 and piece.measure else None

    def _likeness(self, row: _Row, piece: Piece, of_project: bool) -> tuple[float, float]:
        """How much of the piece's words the row tells, and with it how much of the indicator's name the
        piece says."""
        text = row.text if of_project else f"{row.text} {folded(row.project)}"
        named = _named(row, piece)
        if not piece.words:
            return named, named
        kind = _OF_KIND.search(piece.text)
        weights = {word: self._weight(word, bool(kind and kind[1].startswith(word))) for word in piece.words}
        told = sum(weight * _told(word, text) for word, weight in weights.items()) / sum(weights.values())
        pairs = grams(piece.whole)
        around = sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0
        return told, told * (1 - _OWN) + _OWN * named + _AROUND * around

    def _weight(self, word: str, of_kind: bool) -> float:
        """What a word tells; one `of_kind` says which things are counted, verb or not (几个派出机构)."""
        if word not in self._seen:
            self._seen[word] = sum(_told(word, one.text) == 1.0 for rows in self._of.values() for one in rows)
        doing = not of_kind and (word_class(word) or "n").startswith("v") and (word_class(word) or "n") != "vn"
        return math.log(1 + self._total / (1 + self._seen[word])) * (_DOING if doing and len(word) > 1 else 1.0)


def _plainest(rows: Sequence[_Row], piece: Piece) -> _Row | None:
    """That one of some indicators of one project which tells more of the words asked itself than the others do (of
    鉴定 and 结论, beside an indicator of 认定 and 结论); None where none does."""
    if len({one.project for one in rows}) > 1:
        return None
    told = sorted(((sum(_told(word, one.text) for word in piece.words), one.item, one) for one in rows), reverse=True)
    return told[0][2] if told[0][0] > told[1][0] else None


def _named(row: _Row, piece: Piece) -> float:
    """How much of the indicator's name the piece says, the names of bodies and projects included."""
    own = grams(_NUMBER_OF.sub("", bare(row.item)))
    return len(own & grams(piece.whole)) / len(own) if own else 0.0


def _said_together(row: _Row, piece: Piece) -> int:
    """How many characters of the project's name the piece says in one stretch, the names of bodies included
    (张家口常委会会议: 市人大常委会会议经费)."""
    name = folded(row.project)
    match = SequenceMatcher(None, name, piece.whole, autojunk=False).find_longest_match()
    return match.size


def _told(word: str, text: str) -> float:
    if is_spoken_of(word, text):
        return 1.0
    pairs = grams(word)
    share = sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0
    return share if share >= _SAID else 0.0
