"""The documents of a store as the generator sees them: plain cells and the text without white space."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from index.store import Snapshot

EXPENDITURE = ("收支总表", "支出总表", "财政拨款收支总表", "一般公共预算支出表")
GENERAL = ("一般公共预算支出表", "基本支出表")
FISCAL = ("财政拨款收支总表",)
FUND = "政府性基金支出表"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds a number; `item` is what it is about and `measure` its column."""

    table: str
    item: str
    item_kind: str
    measure: str
    value: Decimal
    unit: str
    unit_name: str
    scope: str
    level: int
    parents: tuple[str, ...]
    project: str
    operator: str
    code: str
    side: str


@dataclass(frozen=True, slots=True)
class Project:
    """A project of a list of projects."""

    name: str
    amount: Decimal
    unit_name: str


@dataclass(frozen=True)
class Budget:
    """A document."""

    id: str
    department: str
    region: str
    year: int
    units: tuple[str, ...]
    cells: tuple[Cell, ...]
    text: str

    def amounts(
        self, item: str, measure: str = "合计", tables: Collection[str] = (), unit_name: str = ""
    ) -> tuple[Decimal, ...]:
        """The different figures printed for an item, department over unit where both are there."""
        found = [
            cell
            for cell in self._by_name.get(folded(item), ())
            if cell.measure == measure
            and (cell.table in tables if tables else cell.item_kind != "indicator")
            and (not unit_name or (cell.unit_name == unit_name and cell.scope == "unit"))
        ]
        if not unit_name:
            whole = {cell.item_kind for cell in found if cell.scope == "department"}
            found = [cell for cell in found if cell.scope == "department" or cell.item_kind not in whole]
        return tuple(dict.fromkeys(cell.value for cell in found))

    def totals(self, measure: str, tables: Collection[str] = EXPENDITURE) -> tuple[Decimal, ...]:
        """The different figures of the rows of totals in a column."""
        return tuple(
            dict.fromkeys(
                cell.value
                for cell in self.cells
                if cell.item_kind == "total"
                and cell.measure == measure
                and cell.table in tables
                and cell.side != "收入"
                and not cell.item.startswith("本年")
            )
        )

    def items(self, kind: str, tables: Collection[str] = ()) -> tuple[str, ...]:
        """The names of the items of a kind."""
        return tuple(
            dict.fromkeys(
                cell.item for cell in self.cells if cell.item_kind == kind and (not tables or cell.table in tables)
            )
        )

    @cached_property
    def _by_name(self) -> dict[str, list[Cell]]:
        """The cells of each item."""
        found: dict[str, list[Cell]] = {}
        for cell in self.cells:
            found.setdefault(folded(cell.item), []).append(cell)
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all items but indicators."""
        return frozenset(folded(cell.item) for cell in self.cells if cell.item_kind != "indicator")

    def projects(self, level: str = "finest") -> tuple[Project, ...]:
        """The projects of the finest or of the first level of the list, or of the forms."""
        rows = [one for one in self.cells if one.item_kind == "project" and one.measure == "合计"]
        listed = [one for one in rows if one.table == "项目支出表"] or [
            one for one in rows if one.table == "项目信息表"
        ]
        if not listed:
            return ()
        wanted = (max if level == "finest" else min)(one.level for one in listed)
        return tuple(Project(one.item, one.value, one.unit_name) for one in listed if one.level == wanted)


def folded(text: str) -> str:
    """Brackets and white space made alike."""
    return re.sub(r"\s|[“”]", "", text).translate(str.maketrans("（）：，", "():,"))


def load_budgets(snapshot: Snapshot) -> tuple[Budget, ...]:
    """All documents of a store that say of which year they are."""
    cells: dict[str, list[Cell]] = {}
    for row in snapshot.facts.to_dict("records"):
        if row["value"] is not None and row["value"] == row["value"]:
            cells.setdefault(str(row["document_id"]), []).append(_cell_of(row))
    return tuple(
        Budget(
            card.id,
            card.department,
            card.region,
            card.year,
            card.units,
            tuple(cells.get(card.id, ())),
            re.sub(r"\s|\*\*", "", "".join(snapshot.document(card.id).lines)),
        )
        for card in snapshot.documents
        if card.year is not None
    )


def _cell_of(row: dict[object, object]) -> Cell:
    return Cell(
        table=str(row["table_kind"]),
        item=str(row["item"]),
        item_kind=str(row["item_kind"]),
        measure=str(row["measure"]),
        value=Decimal(str(row["value"])),
        unit=str(row["unit"]),
        unit_name=str(row["unit_name"]),
        scope=str(row["scope"]),
        level=int(str(row["level"])),
        parents=tuple(part for part in str(row["parents"]).split(" / ") if part),
        project=str(row["project"]),
        operator=str(row["operator"] or ""),
        code=str(row["code"] or ""),
        side=str(row["side"] or ""),
    )
