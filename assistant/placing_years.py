"""Which year's document of a body a question is about where it does not say so by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.plan import Operation
from assistant.understand.clues import operation_of, years_of
from assistant.understand.editions import SAYS_OUTCOME, stage_named
from assistant.understand.reading import Reading, without_names
from index.model import DocumentCard

_LAST_YEAR = re.compile("(?<![比较与和跟同对于])(?:去年|上年|上一年)(?!度?(?:结转|结余|末|底|初|同期|执行))")
_OTHER_YEAR = re.compile("今年|本年|两年|[比较][^例重]")
_WITHIN_A_YEAR = (
    Operation.SHARE,
    Operation.RANK,
    Operation.LIST,
    Operation.COUNT,
    Operation.FILTER,
    Operation.COMPOSITION,
    Operation.AVERAGE,
)
_THIS_YEAR = re.compile(r"今年|本年(?!收入|支出)|最新")


def with_documents(reading: Reading, documents: tuple[str, ...], distinct: int = 1) -> Reading:
    """The reading with its documents decided, which are of `distinct` bodies."""
    return replace(
        reading, bodies=replace(reading.bodies, documents=documents, undecided=(), left_open=(), distinct=distinct)
    )


def of_year_talked_of(reading: Reading, earlier: Reading | None, by_id: Mapping[str, DocumentCard]) -> Reading:
    """那政协呢 behind a question of 2018 asked of that body's document of 2018, where it has one."""
    years = {by_id[one].year for one in earlier.documents} if earlier else set()
    named = reading.years_named or bool(_THIS_YEAR.search(reading.text))
    chosen = [by_id[one] for one in reading.documents]
    bodies = {_body_of(card) for card in chosen}
    if named or not reading.bodies.mentions or len(bodies) != 1 or len(years) != 1:
        return reading
    same = tuple(card.id for card in by_id.values() if _body_of(card) in bodies and card.year in years)
    return with_documents(reading, same) if same and not years & {card.year for card in chosen} else reading


def of_year(reading: Reading, by_id: Mapping[str, DocumentCard]) -> Reading:
    """A follow-up that names another year only (那2024年呢, 今年呢) is about that year's document."""
    if reading.bodies.mentions or not reading.documents:
        return reading
    chosen = [by_id[one] for one in reading.documents]
    bodies = {(card.department, card.basis, card.level) for card in chosen}
    same = [card for card in by_id.values() if (card.department, card.basis, card.level) in bodies]
    if _THIS_YEAR.search(reading.text):
        latest = max((card.year or 0) for card in same)
        found = with_documents(reading, tuple(card.id for card in same if card.year == latest))
        return replace(found, years=(latest,))
    if not reading.years or any(card.year in reading.years for card in chosen):
        return reading
    fitting = tuple(card.id for card in same if card.year in reading.years)
    if SAYS_OUTCOME.search(reading.text) or not fitting:
        among = [card for card in by_id.values() if card.department in {one.department for one in chosen}]
        dated = tuple(card.id for card in among if card.year in reading.years)
        fitting = stage_named(dated, among, reading.text) or fitting
    return with_documents(reading, fitting) if fitting else reading


def of_last_year(reading: Reading, by_id: Mapping[str, DocumentCard]) -> Reading:
    """A share, an order or a number of 去年 is asked of last year's document, where the body has it."""
    if years_of(reading.text) or not _LAST_YEAR.search(reading.text) or _OTHER_YEAR.search(reading.text):
        return reading
    operation = reading.operation
    if operation is Operation.PRIOR:
        operation = operation_of(_LAST_YEAR.sub("", without_names(reading.text, reading.links)))
    if operation not in _WITHIN_A_YEAR:
        return reading
    chosen = [by_id[one] for one in reading.documents]
    bodies, latest = {_body_of(card) for card in chosen}, max((card.year or 0 for card in chosen), default=0)
    before = tuple(card.id for card in by_id.values() if _body_of(card) in bodies and card.year == latest - 1)
    if len(bodies) != 1 or not before:
        return reading
    return replace(with_documents(reading, before), operation=operation, years=(latest - 1,))


def asked_by_the_year_before(reading: Reading, by_id: Mapping[str, DocumentCard]) -> Reading:
    """A figure of the year before the one held is asked as that document tells it: in a column of last
    year's amounts, or by a change against them."""
    if reading.operation is not Operation.VALUE or len(reading.years) != 1:
        return reading
    asked = reading.years[0]
    bodies = {_body_of(by_id[one]) for one in reading.documents}
    same = [card for card in by_id.values() if _body_of(card) in bodies]
    after = tuple(card.id for card in same if card.year == asked + 1)
    if not after or any(card.year == asked for card in same):
        return reading
    return replace(with_documents(reading, after), operation=Operation.PRIOR)


def is_year_before(reading: Reading, cards: Sequence[DocumentCard]) -> bool:
    """Whether the one year that is asked is the year before that of all the documents."""
    asked = reading.years[0] if len(reading.years) == 1 else 0
    return bool(asked and cards) and all(card.year == asked + 1 for card in cards)


def _body_of(card: DocumentCard) -> tuple[str, str, str]:
    return card.department, card.basis, card.level
