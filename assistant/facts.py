"""Selecting facts with pandas: which row of which table answers for an item and a measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from assistant.answer import CellRef
from assistant.plan import Selector

if TYPE_CHECKING:
    import pandas as pd

_EXPENDITURE = ("支出总表", "收支总表", "一般公共预算支出表", "财政拨款收支总表", "政府性基金支出表")
_ORDER: Mapping[str, tuple[str, ...]] = {
    "": (
        "三公经费表",
        "项目支出表",
        "项目绩效表",
        "项目信息表",
        *_EXPENDITURE,
        "基本支出表",
        "收入总表",
        "政府采购表",
        "固定资产表",
        "绩效指标表",
    ),
    "财政拨款": (
        "一般公共预算支出表",
        "财政拨款收支总表",
        "基本支出表",
        "三公经费表",
        "项目支出表",
        "项目信息表",
        "收支总表",
    ),
    "收入": ("收入总表", "收支总表", "财政拨款收支总表"),
}
_KEYS = ("measure", "project", "table_kind", "unit_name", "scope")
_DEFAULT_MEASURES = ("合计", "指标值", "数量")


@dataclass(frozen=True, slots=True)
class Found:
    """A figure read from one cell; `others` are cells of other tables that print another amount."""

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
    others: tuple[Found, ...] = ()


class FactTable:
    """The facts of a snapshot, grouped once by document so that a question looks at few rows."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame
        self._by_document = frame.groupby("document_id", sort=False).indices
        self._by_item = frame.groupby(["document_id", "item"], sort=False).indices
        self._by_kind = frame.groupby(["document_id", "item_kind"], sort=False).indices
        self._column = {name: frame[name].to_numpy(dtype=object) for name in _KEYS}
        self._has_value = frame["value"].notna().to_numpy()

    def of_document(self, document_id: str) -> pd.DataFrame:
        """The facts of one document."""
        return self._frame.take(self._by_document.get(document_id, []))

    def find(self, document_id: str, selector: Selector) -> Found | None:
        """The figure of the best table for a selector, with those of other tables that differ."""
        places = self._places(document_id, selector)
        if not selector.unit_name and any(self._column["scope"][one] == "department" for one in places):
            places = [one for one in places if self._column["scope"][one] == "department"]
        order = _ORDER[selector.scope]
        if selector.scope:
            places = [one for one in places if self._column["table_kind"][one] in order] or places
        if not places:
            return None
        kinds = self._column["table_kind"]
        places.sort(key=lambda one: order.index(kinds[one]) if kinds[one] in order else len(order))
        return _best([found_of(row) for row in self._frame.take(places).to_dict("records")])

    def _places(self, document_id: str, selector: Selector) -> list[int]:
        """The numbers of the rows that fit a selector, found by the grouped keys."""
        if selector.names:
            groups = [self._by_item.get((document_id, name), ()) for name in selector.names]
        else:
            groups = [self._by_kind.get((document_id, "unit" if selector.unit_name else "total"), ())]
        wanted = (selector.measure,) if selector.measure != "合计" else _DEFAULT_MEASURES
        column = self._column
        return sorted(
            int(one)
            for group in groups
            for one in group
            if self._has_value[one]
            and column["measure"][one] in wanted
            and (not selector.project or column["project"][one] == selector.project)
            and (not selector.kind or column["table_kind"][one] == selector.kind)
            and (
                not selector.unit_name
                or (column["unit_name"][one] == selector.unit_name and column["scope"][one] == "unit")
            )
        )

    def total(self, document_id: str, selector: Selector) -> Found | None:
        """A total of the whole document, by measure and scope."""
        for kind in (*_ORDER[selector.scope], *(_EXPENDITURE if selector.measure != "合计" else ())):
            found = self.find(document_id, selector.model_copy(update={"names": (), "kind": kind}))
            if found and kind in (*_EXPENDITURE, "收入总表", "基本支出表"):
                return replace(found, label=selector.label)
        return None

    def projects(self, document_id: str, unit_name: str = "", *, finest: bool = True) -> list[Found]:
        """The projects of one level that the tables list, the finest or the first, with their totals."""
        rows = self.of_document(document_id)
        rows = rows[(rows["item_kind"] == "project") & (rows["measure"] == "合计") & rows["value"].notna()]
        for kind in ("项目支出表", "项目信息表", "项目绩效表"):
            chosen = rows[rows["table_kind"] == kind]
            if len(chosen):
                if kind == "项目支出表":
                    chosen = chosen[chosen["level"] == (chosen["level"].max() if finest else chosen["level"].min())]
                if unit_name:
                    chosen = chosen[chosen["unit_name"] == unit_name]
                return [found_of(row) for row in chosen.to_dict("records")]
        return []

    def children(self, document_id: str, selector: Selector) -> list[Found]:
        """The economic items below a category, or below a measure such as 公用经费."""
        rows = self.of_document(document_id)
        rows = rows[(rows["table_kind"] == "基本支出表") & rows["value"].notna() & (rows["item_kind"] == "economic")]
        rows = rows[(rows["measure"] == selector.measure) & (rows["level"] > rows["level"].min())]
        if selector.names:
            pattern = tuple(selector.names)
            rows = rows[[str(parents).split(" / ")[-1] in pattern for parents in rows["parents"]]]
        return [found_of(row) for row in rows.to_dict("records")]


def found_of(row: Mapping[Any, Any]) -> Found:
    """A fact's record as a figure with its cell."""
    raw = str(row["raw"])
    value = Decimal(row["value"])
    digits = len(raw.split(".")[1].rstrip("%％ ")) if "." in raw else 0
    line = row["line"]
    cell = CellRef(
        document=str(row["document"]),
        document_id=str(row["document_id"]),
        source_file=str(row["source_file"]),
        table=str(row["table_title"]),
        table_id=str(row["table_id"]),
        row=str(row["row"]),
        column=str(row["column"]),
        raw=raw,
        unit=str(row["unit"]),
        page=None if row["page"] is None or row["page"] != row["page"] else int(row["page"]),
        line=None if line is None or line != line else int(line),
    )
    return Found(
        label=str(row["item"]),
        value=value.quantize(Decimal(1).scaleb(-digits)),
        unit=str(row["unit"]),
        operator=str(row["operator"] or ""),
        cell=cell,
        kind=str(row["table_kind"]),
        item=str(row["item"]),
        year=None if row["year"] is None or row["year"] != row["year"] else int(row["year"]),
        department=str(row["department"]),
        raw=raw,
    )


def _best(found: Sequence[Found]) -> Found:
    """The first, with those after it that print another amount for the same item."""
    first = found[0]
    differing: list[Found] = []
    for other in found[1:]:
        if other.value != first.value and (other.unit, other.item) == (first.unit, first.item):
            differing += () if other.value in [one.value for one in differing] else (other,)
    return replace(first, others=tuple(differing))
