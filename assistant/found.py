"""A figure as found in a cell, with all that is told of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from assistant.answer import CellRef
from assistant.plan import TOTALS
from index.amounts import YUAN_PER_UNIT, in_unit
from index.catalogue import THREE_PUBLIC_KINDS

_DECIMALS = re.compile(r"\d*")
_OF_PLAN = ("年初预算", "全年预算", "预算", "上年", "绩效")
_KIND_BOUGHT = re.compile(r"^(?:[一二三]、)?(?:政府采购)?(?:货物|工程|服务)类?\s*[A-C]?$")
_AROUND = (
    "row",
    "parents",
    "column",
    "table_title",
    "table_kind",
    "unit_name",
    "project",
    "department",
    "document",
    "unit",
)

_CARS = "公务用车购置及运行维护费"
_OF_CARS = ("公务用车购置费", "公务用车运行维护费")


@dataclass(frozen=True, slots=True)
class Found:
    """A figure read from one cell. `around` is all that stands about the cell (ancestors, header,
    table, unit, project); `others` are cells of other tables that print another amount."""

    label: str
    value: Decimal
    unit: str
    operator: str
    cell: CellRef
    kind: str
    item: str
    year: int | None
    department: str
    raw: str
    item_kind: str = ""
    unit_name: str = ""
    measure: str = ""
    level: int = 0
    of_unit: bool = False  # whether it is of a subordinate unit, not of the whole department
    project: str = ""  # of an indicator
    around: str = ""
    parents: tuple[str, ...] = ()  # the rows above, outermost first
    others: tuple[Found, ...] = ()
    is_outcome: bool = False  # of final accounts, and no amount that they print of the plan


def bought_for(found: Found) -> str:
    """The project above a row of the table of procurement, with the names between: those that are no kind of
    procurement (三、服务C); empty where there are none."""
    if found.kind != "政府采购表":
        return ""
    return "—".join(one for one in found.parents if not _KIND_BOUGHT.search(one))


def cell_of(row: Mapping[Any, Any]) -> CellRef:
    """The cell of a fact's record, of a figure or of words."""
    return CellRef(
        document=str(row["document"]),
        document_id=str(row["document_id"]),
        source_file=str(row["source_file"]),
        table=str(row["table_title"]),
        table_id=str(row["table_id"]),
        row=str(row["row"]),
        column=str(row["column"]),
        raw=str(row["raw"]),
        unit=str(row["unit"]),
        page=_whole(row["page"]),
        line=_whole(row["line"]),
        sheet=str(row.get("sheet") or ""),
        sheet_row=_whole(row.get("sheet_row")),
    )


def found_of(row: Mapping[Any, Any]) -> Found:
    """A fact's record as a figure with its cell."""
    raw = str(row["raw"])
    value = Decimal(row["value"])
    digits = _decimals_in(raw)
    return Found(
        label=str(row["item"]),
        value=value.quantize(Decimal(1).scaleb(-digits)),
        unit=str(row["unit"]),
        operator=str(row["operator"] or ""),
        cell=cell_of(row),
        kind=str(row["table_kind"]),
        item=str(row["item"]),
        year=_whole(row["year"]),
        department=str(row["department"]),
        raw=raw,
        item_kind=str(row["item_kind"]),
        unit_name=str(row["unit_name"]),
        measure=str(row["measure"]),
        level=int(row["level"]),
        of_unit=str(row["scope"]) == "unit",
        project=str(row["project"] or ""),
        around=" ".join(str(row[key]) for key in _AROUND),
        parents=tuple(filter(None, str(row["parents"]).split(" / "))),
        is_outcome=str(row["basis"]) == "决算" and not str(row["measure"]).startswith(_OF_PLAN),
    )


def _decimals_in(raw: str) -> int:
    """How many decimals a printed amount has: one in 18.6公里."""
    decimals = _DECIMALS.match(raw, raw.index(".") + 1) if "." in raw else None
    return len(decimals[0]) if decimals else 0


def _whole(value: Any) -> int | None:
    """A whole number of a record; None for what pandas holds where there is none."""
    return None if value is None or value != value else int(value)


def best_of(found: Sequence[Found]) -> Found:
    """The first, with those after it that print another amount for the same item."""
    first = found[0]
    differing: list[Found] = []
    for other in found[1:]:
        if other.value != first.value and (other.unit, other.item) == (first.unit, first.item):
            differing += () if other.value in [one.value for one in differing] else (other,)
    return replace(first, others=tuple(differing))


def each_once(figures: Sequence[Found]) -> list[Found]:
    """The figures without those that another table, or the same cell, has told before; two rows of one table that go
    by one name stay two."""
    kept: list[Found] = []
    for one in figures:
        if not any(_is_same(one, other) for other in kept):
            kept.append(one)
    return kept


def _is_same(one: Found, other: Found) -> bool:
    what = (one.cell.document_id, one.item, one.unit_name, one.measure, one.value, one.unit)
    if what != (other.cell.document_id, other.item, other.unit_name, other.measure, other.value, other.unit):
        return False
    if one.item_kind == "total" and one.label != other.label and one.cell != other.cell:
        return False  # all that comes in and all that is spent, though they are equal
    return one.cell == other.cell or one.cell.table != other.cell.table


FUND_TABLES = ("一般公共预算支出表", "政府性基金支出表", "国有资本经营支出表")  # of what one source of funds pays


def is_part(part: Found, whole: Found) -> bool:
    """Whether a figure is a part of another: of its item, its measure, its category, or of one unit."""
    if part.cell.document_id != whole.cell.document_id or part.unit != whole.unit or part.value > whole.value:
        return False
    if part.item == whole.item and part.measure == whole.measure:
        return part.of_unit
    if whole.label == "基本支出":
        return part.label in ("人员经费", "公用经费") or part.kind == "基本支出表"
    if whole.label == "项目支出":
        return part.item_kind == "project"
    if whole.item_kind == part.item_kind == "three_public" or whole.item == "三公经费":
        is_one = part.item_kind == "three_public" or part.item in (*THREE_PUBLIC_KINDS, *_OF_CARS)
        return whole.item == "三公经费" and is_one
    if part.item_kind == "asset" and whole.item_kind == "total":
        return part.cell.table_id == whole.cell.table_id
    beside = part.cell.table_id == whole.cell.table_id and part.cell.row == whole.cell.row  # 公用经费, 人员经费
    return not beside and whole.item != "" and whole.item in part.around.split(" ")


def whole_among(part: Found, others: Sequence[Found]) -> Found | None:
    """That one of some figures of the same body which holds a figure already, so that adding both would
    count it twice: a row above it, 三公经费 for its kinds, 基本支出 for its two halves."""
    for one in others:
        if (one.cell.document_id, one.unit_name) != (part.cell.document_id, part.unit_name) or one.value < part.value:
            continue
        if one.label in TOTALS and part.label not in TOTALS and part.unit == one.unit:
            return one
        of_three = part.item in THREE_PUBLIC_KINDS and one.item == "三公经费"
        of_cars = part.item in _OF_CARS and one.item == _CARS
        if one.item != part.item and (one.item in part.parents or of_three or of_cars):
            return one
        if (one.label, one.item) == ("基本支出", part.item) and part.label in ("人员经费", "公用经费"):
            return one
    return None


def size_of(found: Found) -> Decimal:
    """What figures of several documents are sorted by: money in 元, else the value."""
    return in_unit(found.value, found.unit, "元") if found.unit in YUAN_PER_UNIT else found.value
