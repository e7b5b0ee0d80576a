"""Which table holds which scope of money, and its figures by subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from index.catalogue.measures import TOTAL
from index.catalogue.wording import folded
from index.checks.balance import totals_of
from index.checks.ledger import Ledger
from index.model import Fact, ItemKind, TableKind

Key = tuple[str, str]  # code or name of a subject, measure
WHOLE = "合计"
FUND_TABLES = (TableKind.GENERAL_BUDGET, TableKind.GOVERNMENT_FUND, TableKind.STATE_CAPITAL)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one table (or of several of one kind) by subject and measure."""

    kind: TableKind
    found: Mapping[Key, Fact]

    def get(self, subject: str, measure: str = TOTAL) -> Fact | None:
        """The figure of a subject's code, or of `WHOLE`."""
        return self.found.get((subject, measure))


_FIGURES: WeakKeyDictionary[Ledger, dict[TableKind, Figures]] = WeakKeyDictionary()


def figures_of(ledger: Ledger, kind: TableKind) -> Figures:
    """The figures of the tables of a kind; made once a ledger."""
    known = _FIGURES.setdefault(ledger, {})
    if kind not in known:
        known[kind] = _figures_of(ledger, kind)
    return known[kind]


def _figures_of(ledger: Ledger, kind: TableKind) -> Figures:
    """Functional or economic subjects and totals of the tables of a kind. A subject that stands there
    twice with different amounts (by unit, say) is left out: it has no one figure."""
    found: dict[Key, Fact] = {}
    ambiguous: set[Key] = set()
    for fact in ledger.amounts((kind,)):
        if fact.scope == "unit" or fact.side == "收入":
            continue
        key = subject_key(fact)
        if key is None:
            continue
        known = found.setdefault(key, fact)
        if known is not fact and known.value != fact.value:
            ambiguous.add(key)
    return Figures(kind, {key: fact for key, fact in found.items() if key not in ambiguous})


def subject_key(fact: Fact) -> Key | None:
    """Code and measure of a subject's figure, `WHOLE` for the total row of a table without sides."""
    if fact.item_kind in (ItemKind.FUNCTIONAL, ItemKind.ECONOMIC):
        return fact.code or folded(fact.item), fact.measure
    if fact.item_kind == ItemKind.TOTAL and not fact.side and fact.level == 0:
        return WHOLE, fact.measure
    return None


def side_total(ledger: Ledger, kind: TableKind, side: str) -> Sequence[Fact]:
    """The totals (本年合计, 总计) of one side of the first table of a kind."""
    table = next(ledger.of_kind(kind), None)
    return totals_of(ledger, table, side) if table else []
