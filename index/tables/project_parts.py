"""Step 6 for project tables: rows of one project that only say what it pays for, and rows that head projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from index.model import DataRow, GridRow, ItemKind
from index.record import replace
from index.tables.adding import parts_below
from index.tables.cells import mended
from index.tables.headers import SEPARATOR
from index.tables.parts import Draft, Role, cell_at


class TopColumns:
    """What stands above the projects of a table in columns of its own, row after row: their class, and the first-level
    project that they are parts of. A blank cell goes on what stands above it."""

    def __init__(self, roles: Sequence[Role]) -> None:
        self._columns = [column for column, role in enumerate(roles) if role is Role.TOP_PROJECT]
        self._texts = [""] * len(self._columns)

    def update(self, row: GridRow) -> None:
        """Takes over the filled cells of a row; a new one ends what stood to its right."""
        for at, column in enumerate(self._columns):
            text = cell_at(row, column)
            if text and text != self._texts[at]:
                self._texts[at:] = [text, *[""] * (len(self._columns) - at - 1)]

    @property
    def last(self) -> str:
        """The nearest of them, as printed; empty where there is none."""
        return next((text for text in reversed(self._texts) if text), "")

    @property
    def names(self) -> tuple[str, ...]:
        """All of them from the widest, with broken words mended."""
        return tuple(mended(text) for text in self._texts if text)


def paid_for(draft: Draft) -> int | None:
    """The last column that names the subjects by which the projects pay."""
    named = [at for at, path in enumerate(draft.header.paths) if path.rpartition(SEPARATOR)[2].endswith("科目名称")]
    return named[-1] if named else None


def with_parts(rows: Sequence[DataRow], paid_for: Sequence[str]) -> list[DataRow]:
    """The rows with those below the sum of a project as its parts, each about the subject that it pays for.

    `paid_for` holds the subject of each row, blank for the row of a project's sum. A project without such a row
    keeps all of its rows.
    """
    found: list[DataRow] = []
    for _, run in groupby(zip(rows, paid_for, strict=True), key=lambda pair: pair[0].project):
        (head, subject), *below = run
        if not head.project or subject or not below or not all(text for _, text in below):
            found += [head, *(row for row, _ in below)]
            continue
        units, parents = {row.unit_name for row, _ in below}, below[0][0].parents
        unit = units.pop() if len(units) == 1 else ""
        head = replace(head, unit_name=unit, parents=parents, level=below[0][0].level)
        found += [head, *(_part(head, row, mended(text)) for row, text in below)]
    return found


def _part(head: DataRow, row: DataRow, subject: str) -> DataRow:
    """A row as a part of its project: its own subject is no figure of that subject, which others pay too."""
    item, parents = f"{head.project}（{subject}）", (*head.parents, head.project)
    return replace(row, label=subject, parents=parents, level=head.level + 1, item=item, item_kind=ItemKind.OTHER)


def below_their_heads(rows: list[DataRow]) -> list[DataRow]:
    """The rows with those that head others (专用项目), being their sum and no project, above them. What comes several
    times, for each unit, heads others in most of them: one sum alone is by chance."""
    found = list(rows)
    sums = [parts_below(rows, at, _is_project) if _is_project(row) else 0 for at, row in enumerate(rows)]
    often = Counter(row.label for row in rows)
    heading = Counter(row.label for row, parts in zip(rows, sums, strict=True) if parts)
    at = 0
    while at < len(rows):
        parts = sums[at] if heading[rows[at].label] * 2 > often[rows[at].label] else 0
        if parts:
            found[at] = replace(rows[at], item_kind=ItemKind.TOTAL, project="")
        for index in range(at + 1, at + 1 + parts):
            parents = (*rows[index].parents, mended(rows[at].label))
            found[index] = replace(rows[index], parents=parents, level=rows[at].level + 1)
        at += 1 + parts
    return found


def _is_project(row: DataRow) -> bool:
    return row.item_kind is ItemKind.PROJECT
