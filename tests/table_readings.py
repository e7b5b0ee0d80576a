"""Reading a printed sheet again, its facts put as they were known before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from table_prints import Known

from index.catalogue.wording import folded
from index.facts import facts_of
from index.model import (
    Basis,
    Block,
    Document,
    Fact,
    Source,
    Table,
)
from index.readers.text import blocks_of_lines
from index.tables import build_tables


def read_again(lines: Sequence[str]) -> tuple[tuple[Table, ...], list[tuple[str, Known]]]:
    """The tables in a text and their facts as `Known`, in document order."""
    return read_blocks_again(blocks_of_lines(lines))


def read_blocks_again(blocks: Sequence[Block]) -> tuple[tuple[Table, ...], list[tuple[str, Known]]]:
    """The tables in blocks and their facts as `Known`, in document order."""
    tables = build_tables(blocks)
    source = Source("x.txt", "x.txt", "", 0)
    document = Document("d", source, "", "", "", 2024, Basis.BUDGET, "部门", (), (), tables, ())
    return tables, [(fact.table_kind, _known(fact)) for fact in facts_of(document)]


def _known(fact: Fact) -> Known:
    return Known(
        label=folded(fact.row),
        column=folded(fact.column),
        raw=fact.raw,
        value=fact.value,
        unit=fact.unit,
        code=fact.code,
        parents=folded(fact.parents),
        unit_name=folded(fact.unit_name),
        operator=fact.operator,
    )


def without_space(fact: Known) -> Known:
    """The fact with its words as `read_again` gives them."""
    return replace(
        fact,
        label=folded(fact.label),
        column=folded(fact.column),
        parents=folded(fact.parents),
        unit_name=folded(fact.unit_name),
    )
