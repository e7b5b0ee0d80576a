"""The kinds of table with the evidence for each: wordings of titles, columns, rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from index.catalogue.wording import folded, read_toml
from index.model import TableKind


@dataclass(frozen=True, slots=True, eq=False)
class KindSpec:
    """The evidence for one kind; there is one object a kind, which need not be hashed by all of its words.

    `titles` are wordings, each a tuple of parts that a title must hold together; `without` are parts
    that rule the kind out; `columns` and `rows` are words of header paths and row labels, `decisive` those
    of either that weigh most, `decisive_columns` those of header paths alone, `against` those of header
    paths that rule the kind out. All folded. `shapes` are the ways in which the rows of such a table are read.
    """

    kind: TableKind
    shapes: frozenset[str]
    titles: tuple[tuple[str, ...], ...]
    without: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    decisive: tuple[str, ...]
    decisive_columns: tuple[str, ...]
    against: tuple[str, ...]


@lru_cache(maxsize=1)
def table_kinds() -> tuple[KindSpec, ...]:
    """All kinds with evidence, more special ones first; 其他 for titles that only look like one of the others."""
    return tuple(
        KindSpec(
            kind=TableKind(entry["kind"]),
            shapes=frozenset(entry["shapes"]),
            titles=tuple(tuple(folded(part) for part in wording.split("+")) for wording in entry["titles"]),
            without=tuple(folded(part) for part in entry.get("without", ())),
            columns=tuple(folded(word) for word in entry["columns"]),
            rows=tuple(folded(word) for word in entry["rows"]),
            decisive=tuple(folded(word) for word in entry.get("decisive", ())),
            decisive_columns=tuple(folded(word) for word in entry.get("decisive_columns", ())),
            against=tuple(folded(word) for word in entry.get("against", ())),
        )
        for entry in read_toml("table_kinds.toml")["kind"]
    )
