"""Answers that set figures of several bodies side by side whose years or bases differ."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from assistant.answer import Answer, Status
from assistant.prompting import say

if TYPE_CHECKING:
    from index.model import DocumentCard
    from index.store import Snapshot


def mixture_warnings(answer: Answer, snapshot: Snapshot) -> tuple[str, ...]:
    """The warnings for an answer over several bodies whose documents are of different years or bases
    (budget, final account); none for one body over its years, which is what such a question is about."""
    cards = _set_side_by_side(answer, snapshot)
    found = (
        ("年度", _differing(str(card.year) for card in cards if card.year)),
        ("口径", _differing(card.basis for card in cards)),
    )
    return tuple(say("mixture", what=what, which=which) for what, which in found if which)


def bases_told(answer: Answer, snapshot: Snapshot) -> str:
    """Which of the bodies that an answer sets side by side it tells by a final account, and which by a budget; empty
    where all are told by the same."""
    cards = _set_side_by_side(answer, snapshot)
    if not _differing(card.basis for card in cards):
        return ""
    each = []
    for basis in sorted({card.basis for card in cards}):
        own = dict.fromkeys(f"{card.department}{card.year or ''}年" for card in cards if card.basis == basis)
        each.append(say("of_basis", bodies="、".join(own), basis=basis))
    return say("bases", each="，".join(each))


def _set_side_by_side(answer: Answer, snapshot: Snapshot) -> list[DocumentCard]:
    """The documents of the figures of an answer over several bodies; none for one body."""
    if answer.status is not Status.ANSWERED:
        return []
    cited = {cell.document_id for figure in answer.figures for cell in figure.cells}
    quoted = {number for figure in answer.figures for number in figure.citations}
    cited |= {citation.document_id for citation in answer.citations if citation.id in quoted}
    cards = [card for card in snapshot.documents if card.id in cited]
    return cards if len({card.department for card in cards}) > 1 else []


def _differing(values: Iterable[str]) -> str:
    """The different values in order, as one text; empty where all are the same."""
    kinds = sorted(set(values))
    return "、".join(kinds) if len(kinds) > 1 else ""
