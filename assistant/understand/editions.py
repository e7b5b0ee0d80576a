"""Which documents of one body are meant: of a stage (预算, 决算), of an edition (部门, 单位), of a year.

A body may publish a year's budget as narrative and tables in two files, for the whole department and
for its own unit, and the final accounts later. Files of one year, stage and edition belong together;
of the others the question's words decide, and without such words the department's edition counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from index.model import DocumentCard

SAYS_OUTCOME = re.compile(r"(?<!预)决算|实际支出|实际花")
_BUDGET = re.compile(r"(?<!年初)(?<!全年)预算(?!执行|数?(?:的|和|与|及|、|比|完成)?.{0,6}决算|完成)")
_EDITIONS = (("单位", re.compile(r"单位预算(?!有|是什么)|单位决算")), ("部门", re.compile(r"部门预算|部门决算")))
_BUDGETS = re.compile("(?:部门|单位)预算|份预算")
_BESIDE = "(?:[和与跟及、比同]|以及)+"
_BOTH_EDITIONS = re.compile(rf"部门(?:[预决]算)?{_BESIDE}单位[预决]算|单位(?:[预决]算)?{_BESIDE}部门[预决]算")
_DEFAULT_EDITION = "部门"


def edition_of(card: DocumentCard) -> tuple[str, str, str, int | None]:
    """What documents that belong together share: body, stage, edition, year."""
    return card.department, card.basis, card.level, card.year


def latest(documents: Sequence[str], cards: Sequence[DocumentCard]) -> tuple[str, ...]:
    """Of each body's documents those of its latest year."""
    own = [card for card in cards if card.id in documents]
    years: dict[str, int] = {}
    for card in own:
        years[card.department] = max(years.get(card.department, 0), card.year or 0)
    return tuple(card.id for card in own if (card.year or 0) == years[card.department])


def of_stage(documents: Sequence[str], cards: Sequence[DocumentCard], text: str) -> tuple[str, ...]:
    """Those of the stage that the text names, of each body that has published it; else all."""
    outcome, budget = bool(SAYS_OUTCOME.search(text)), bool(_BUDGET.search(text))
    wanted = "决算" if outcome else "预算" if budget else ""
    return _kept(documents, cards, lambda card: card.basis == wanted) if wanted else tuple(documents)


def stage_named(documents: Sequence[str], cards: Sequence[DocumentCard], text: str) -> tuple[str, ...]:
    """Those of the stage that the text names, of the edition that counts; none where it names no stage."""
    wanted = "决算" if SAYS_OUTCOME.search(text) else "预算" if _BUDGET.search(text) else ""
    held = tuple(card.id for card in cards if card.id in documents and card.basis == wanted)
    return of_edition(held, cards, text)


def of_stage_asked(documents: Sequence[str], cards: Sequence[DocumentCard], text: str) -> tuple[str, ...]:
    """Those that are budgets, where all the budgets of a kind are asked about (四份部门预算); else all."""
    budgets = {card.id for card in cards if card.basis == "预算"} if _BUDGETS.search(text) else set()
    return tuple(one for one in documents if one in budgets) or tuple(documents)


def of_edition(documents: Sequence[str], cards: Sequence[DocumentCard], text: str) -> tuple[str, ...]:
    """Those of the edition that the text names, else the department's; all where a body has but one, or where
    one edition is set beside the other."""
    if _BOTH_EDITIONS.search(text):
        return tuple(documents)
    wanted = next((name for name, words in _EDITIONS if words.search(text)), _DEFAULT_EDITION)
    return _kept(documents, cards, lambda card: card.level == wanted, by_year=True)


def _kept(
    documents: Sequence[str],
    cards: Sequence[DocumentCard],
    fits: Callable[[DocumentCard], bool],
    *,
    by_year: bool = False,
) -> tuple[str, ...]:
    """Of each body (and year and stage) the documents that fit, or all where none does."""
    own = [card for card in cards if card.id in documents]
    groups: dict[tuple[str, int | None, str], list[DocumentCard]] = {}
    for card in own:
        key = (card.department, card.year, card.basis) if by_year else (card.department, None, "")
        groups.setdefault(key, []).append(card)
    kept = {card.id for group in groups.values() for card in ([one for one in group if fits(one)] or group)}
    return tuple(one for one in documents if one in kept)
