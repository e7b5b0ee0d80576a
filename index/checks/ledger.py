"""A document laid out for checking: its cells by place, and what a rule reports."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from index.amounts import YUAN_PER_UNIT, in_unit
from index.catalogue.wording import folded
from index.findings import Proof, Quote, Severity
from index.model import Document, Fact, Place, Table, TableKind

_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a rule reports; the list of rules gives it its name and its document."""

    severity: Severity
    message: str
    expected: Decimal | None = None
    actual: Decimal | None = None
    unit: str = ""
    cells: tuple[Fact, ...] = ()
    quotes: tuple[Quote, ...] = ()
    proofs: tuple[Proof, ...] = ()


class Ledger:
    """A document with its facts by their cells. Facts without a value, or not of money, are in `facts` only."""

    def __init__(self, document: Document, facts: Sequence[Fact]) -> None:
        self.document = document
        self.facts = tuple(facts)
        self._money = {
            (fact.table_id, fact.row_number, fact.column_number): fact
            for fact in facts
            if fact.value is not None and fact.unit in YUAN_PER_UNIT
        }

    @cached_property
    def tables(self) -> dict[str, Table]:
        """The tables by their ids."""
        return {table.id: table for table in self.document.tables}

    @cached_property
    def _grains(self) -> dict[str, Decimal]:
        grains: dict[str, Decimal] = {}
        for fact in self._money.values():
            known = grains.get(fact.table_id)
            grain = grain_of(fact.value or Decimal(0), fact.unit)
            grains[fact.table_id] = grain if known is None else min(known, grain)
        return grains

    def of_kind(self, *kinds: TableKind) -> Iterator[Table]:
        """The tables of these kinds, in document order."""
        return (table for table in self.document.tables if table.kind in kinds)

    def money(self, table: Table, row: int, column: int) -> Fact | None:
        """The amount in a cell; None for a blank cell, and for what is no money."""
        return self._money.get((table.id, row, column))

    def amounts(self, kinds: Collection[TableKind] = ()) -> Iterator[Fact]:
        """All amounts of money, of tables of these kinds where kinds are given."""
        names = {kind.value for kind in kinds}
        return (fact for fact in self._money.values() if not names or fact.table_kind in names)

    def grain(self, fact: Fact) -> Decimal:
        """What one unit of the last printed digit is worth in the fact's table, in yuan."""
        return self._grains[fact.table_id]

    def quote(self, text: str, section: Sequence[str], place: Place, passage_id: str = "") -> Quote:
        """Words of this document as a source."""
        return Quote(self.document.id, self.document.title, tuple(section), text, place, passage_id)

    def title_quote(self, table: Table) -> Quote:
        """The title line of a table as a source; its first line where no line bears the title."""
        lines, start = self.document.lines, table.place.line
        if start is not None and lines:
            wanted = folded(table.title)
            for number in range(min(start, len(lines)), max(0, start - 12), -1):
                if wanted and folded(lines[number - 1]).strip("#*") == wanted:
                    return self.quote(lines[number - 1].strip("#* \t"), table.section, Place(line=number))
        return self.quote(table.title, table.section, table.place)


def yuan(fact: Fact) -> Decimal:
    """The amount of a fact in yuan, exactly."""
    return in_unit(fact.value or Decimal(0), fact.unit, "元")


def grain_of(value: Decimal, unit: str) -> Decimal:
    """One unit of the last printed digit of an amount, in yuan."""
    exponent = value.as_tuple().exponent
    return in_unit(Decimal(1).scaleb(min(int(exponent), 0)), unit, "元")


def severity_of(difference: Decimal, grain: Decimal, addends: int = 1) -> Severity | None:
    """None without a difference, rounding up to half a unit of the last digit an addend, else error."""
    if difference == 0:
        return None
    return Severity.ROUNDING if abs(difference) <= max(addends, 1) * grain * _HALF else Severity.ERROR


def row_word(fact: Fact) -> str:
    """The row of a cell in quotation marks."""
    return f"“{' '.join(fact.row.split()) or fact.item or '合计'}”"


def column_word(fact: Fact) -> str:
    """The innermost header word of a cell in quotation marks; the group's before a bare 小计."""
    *groups, last = fact.column.split(" / ")
    return f"“{groups[-1]}小计”" if groups and last == "小计" else f"“{last}”"


def place_of(fact: Fact) -> str:
    """A cell in words: 支出总表“行政运行”行“项目支出”列."""
    return f"{fact.table_title or fact.table_kind}{row_word(fact)}行{column_word(fact)}列"


def plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros, and never with an exponent."""
    return Decimal(f"{value.normalize():f}")


def printed(value: Decimal, unit: str) -> str:
    """An amount for a message."""
    return f"{value}{unit}" if unit == "%" else f"{value} {unit}".rstrip()
