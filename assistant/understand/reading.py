"""The reading of one clause: who, which year, which items and measures, what to do, what is left over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.plan import Operation
from assistant.understand.clues import (
    asks_for_text,
    operation_of,
    without_fillers,
    years_of,
)
from assistant.understand.departments import Mention, asks_several, mentions_of
from assistant.understand.text import folded
from assistant.understand.vocabulary import ItemLink, Vocabulary
from index.amounts import find_amounts
from index.model import DocumentCard

_MEASURES = (
    ("人员经费", r"人员(?:支出|经费)"),
    ("公用经费", r"(?:日常)?公用(?:经费|支出)"),
    ("基本支出", r"基本支出"),
    ("项目支出", r"项目支出"),
    ("上年结转", r"上年结转"),
)
_TOTAL = re.compile(
    r"总支出|支出总计|支出预算(?!总?表)|收支总预算|预算总额|支出总额|总收入|收入总计|收入预算(?!总?表)|总预算"
)
_FISCAL = re.compile(r"财政拨款|一般公共预算")
_INCOME = re.compile(r"收入(?:预算)?总表|收入(?:预算|总计)|总收入")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clause says. `documents` is empty when it names no department; `open_places` holds
    documents among which a name does not decide."""

    question: str
    text: str
    documents: tuple[str, ...]
    undecided: tuple[str, ...]
    unit_names: tuple[str, ...]
    years: tuple[int, ...]
    links: tuple[ItemLink, ...]
    measures: tuple[tuple[int, str], ...]
    total: bool
    scope: str
    operation: Operation
    wants_text: bool
    rests: tuple[str, ...]
    several: bool


def read(question: str, cards: Sequence[DocumentCard], vocabulary: Vocabulary) -> Reading:
    """Reads one clause against the words of the store."""
    text = folded(question)
    mentions = mentions_of(text, cards)
    years = years_of(text)
    several = asks_several(text)
    documents, undecided = _documents(mentions, cards, years, several)
    measures = _measures(text)
    spans = [(one.start, one.end) for one in mentions] + [(start, end) for start, end, _ in measures]
    spans += [found.span() for found in _TOTAL.finditer(text)]
    links = _items(vocabulary.links(text), spans, text)
    if "本级" in text and documents:
        own = next(card.department for card in cards if card.id == documents[0])
        mentions.append(Mention(text.index("本级"), text.index("本级") + 2, documents[:1], own))
    return Reading(
        question=question,
        text=text,
        documents=documents,
        undecided=undecided,
        unit_names=tuple(dict.fromkeys(one.unit_name for one in mentions if one.unit_name)),
        years=years,
        links=links,
        measures=tuple((start, name) for start, _, name in measures),
        total=bool(_TOTAL.search(text)),
        scope=_scope(text),
        operation=operation_of(text),
        wants_text=asks_for_text(text),
        rests=_rests(text, [*spans, *((link.start, link.end) for link in links)]),
        several=several or len(documents) > 1,
    )


def _documents(
    mentions: Sequence[Mention], cards: Sequence[DocumentCard], years: Sequence[int], several: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    by_year = {card.id for card in cards if not years or card.year in years}
    if several and not mentions:
        return tuple(card.id for card in cards if card.id in by_year), ()
    chosen: list[str] = []
    undecided: tuple[str, ...] = ()
    for mention in mentions:
        fitting = tuple(one for one in mention.documents if one in by_year) or mention.documents
        bodies = {card.department for card in cards if card.id in fitting}
        if len(bodies) > 1 and not several:
            undecided = undecided or fitting
        elif several or years or len(fitting) == 1:
            chosen += fitting
        else:
            chosen.append(max(fitting, key=lambda one: next(card.year or 0 for card in cards if card.id == one)))
    return tuple(dict.fromkeys(chosen)), () if chosen else undecided


def _scope(text: str) -> str:
    if _FISCAL.search(text):
        return "财政拨款"
    return "收入" if _INCOME.search(text) else ""


def _measures(text: str) -> list[tuple[int, int, str]]:
    """The columns that the question names, with their stretches."""
    return sorted((*found.span(), name) for name, words in _MEASURES for found in re.finditer(words, text))


def _items(links: Sequence[ItemLink], spans: Sequence[tuple[int, int]], text: str) -> tuple[ItemLink, ...]:
    """Links that are no part of a department, a measure or a total, and no scope or bare side."""
    kept: list[ItemLink] = []
    for link in links:
        if any(start <= link.start and link.end <= end for start, end in spans):
            continue
        if _FISCAL.fullmatch(link.text) or link.text in ("支出", "收入", "预算", "经费"):
            continue
        if link.text not in [known.text for known in kept]:
            kept.append(link)
    return tuple(kept)


def _rests(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The content words that nothing has accounted for, one entry for each thing named."""
    left = list(text)
    for start, end in [*spans, *((one.start, one.end) for one in find_amounts(text))]:
        left[start:end] = "、" * (end - start)
    joined = re.sub(r"20\d\d年?|\d\d年", "、", "".join(left))
    words = (without_fillers(part) for part in re.split(r"[、,，:：和与及]", joined))
    return tuple(word for word in words if len(word) > 1)


def inherit(reading: Reading, earlier: Reading | None) -> Reading:
    """What a follow-up leaves out comes from the clause before it."""
    if earlier is None:
        return reading
    documents = reading.documents or (() if reading.undecided else earlier.documents)
    same_topic = not reading.links and not reading.measures and not reading.total
    return replace(
        reading,
        documents=documents,
        unit_names=reading.unit_names or (earlier.unit_names if not reading.documents else ()),
        years=reading.years or (earlier.years if not reading.documents else ()),
        links=reading.links or (earlier.links if same_topic else ()),
        measures=reading.measures or (earlier.measures if same_topic else ()),
        total=reading.total or (same_topic and earlier.total),
        scope=reading.scope or (earlier.scope if same_topic else ""),
        rests=reading.rests or (earlier.rests if same_topic else ()),
        undecided=() if documents else reading.undecided,
    )
