"""Selecting facts with pandas: which row of which table answers for an item and a measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.best_rows import BestRows
from assistant.found import Found, found_of
from assistant.plan import Selector
from assistant.table_order import (
    ALL_OF,
    ASSETS,
    FUNDS_APART,
    OWN_TABLES,
    order_of,
    total_tables,
)
from assistant.table_rows import (
    DEFAULT_MEASURES,
    first_table,
    of_class,
    projects_among,
    rows_of_unit,
    sources_beside,
    told_once,
    worth_of,
)
from index.catalogue import funds
from index.tables.codes import coded_label

if TYPE_CHECKING:
    import pandas as pd

_REMEMBERED = 4096  # selectors whose figures are kept: a question asks for the same ones several times


class FactTable:
    """The facts of a snapshot, grouped once by document so that a question looks at few rows."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame
        self._rows = BestRows(frame)
        self._by_document = frame.groupby("document_id", sort=False).indices
        self._found = lru_cache(maxsize=_REMEMBERED)(self._rows.figures)

    def of_document(self, document_id: str) -> pd.DataFrame:
        return self._frame.take(self._by_document.get(document_id, []))

    def words_beside(self, found: Found) -> str:
        """What other cells of a figure's row say in words (where a project is carried out)."""
        row = self._row_of(found)
        return " ".join(map(str, row["raw"][row["value"].isna()]))

    def is_of_subject(self, project: Found, subject: str) -> bool:
        """Whether a table prints a project below a subject, or with it in another cell of its row."""
        said = [(coded_label(one), one) for one in self.words_beside(project).split()]
        return subject in project.parents or any(subject == (coded["name"] if coded else one) for coded, one in said)

    def pieces_beside(self, found: Found) -> list[Found]:
        """How many there are of what a figure's row is about, by the same row."""
        row = self._row_of(found)
        pieces = row[(row["measure"] == "数量") & row["value"].notna()]
        return [found_of(one) for one in pieces.to_dict("records")]

    def _row_of(self, found: Found) -> pd.DataFrame:
        """All cells of the printed row that a figure stands in; of two rows of one name its own."""
        rows, cell = self.of_document(found.cell.document_id), found.cell
        named = (rows["table_id"] == cell.table_id) & (rows["row"] == cell.row)
        figure = named & (rows["column"] == cell.column) & (rows["raw"] == cell.raw)
        for place in ("line", "sheet_row"):
            if getattr(cell, place) is not None:
                figure &= rows[place] == getattr(cell, place)
        return rows[named & rows["row_number"].isin(rows["row_number"][figure])]

    def find(self, document_id: str, selector: Selector) -> Found | None:
        """The figure of the best table for a selector, with those of other tables that differ."""
        found = self.find_all(document_id, selector)
        return found[0] if found else None

    def find_all(self, document_id: str, selector: Selector) -> list[Found]:
        """The figures of the best table: one, or one for each unit where the table adds up none."""
        return list(self._found(document_id, selector.model_copy(update={"label": "", "sure": 1.0, "documents": ()})))

    def total(self, document_id: str, selector: Selector) -> Found | None:
        """A total of the whole document or of a unit, by measure, fund and side."""
        for kind in selector.tables or self._total_tables(document_id, selector):
            of_kind = selector.model_copy(update={"names": (), "tables": (kind,)})
            found = self.find(document_id, of_kind)
            if found is None and kind in ("支出总表", "收支总表") and selector.measure in ("基本支出", "项目支出"):
                row = {"names": (selector.measure,), "measure": "合计"}  # printed as a row, not as a column
                found = self.find(document_id, of_kind.model_copy(update=row))
            if found is None and selector.measure == ALL_OF.get(kind) and not selector.fund:
                found = self.find(document_id, of_kind.model_copy(update={"measure": "合计"}))  # all that it lists
            if found and found.kind == kind:
                return replace(found, label=selector.label)
        return None

    def _total_tables(self, document_id: str, selector: Selector) -> tuple[str, ...]:
        """The tables whose total row answers, in order of preference."""
        funds_apart = any((document_id, kind) in self._rows.by_table for kind in FUNDS_APART)
        if selector.fund == "财政拨款":
            return ("财政拨款收支总表",) if funds_apart else ("财政拨款收支总表", "一般公共预算支出表")
        tables = total_tables(selector)
        if selector.measure == "项目支出" and not selector.fund and "项目支出表" in tables and funds_apart:
            tables = tuple(dict.fromkeys(("支出总表", "收支总表", "项目支出表", *tables)))  # the funds pay some of it
        return tables

    def income_of(self, document_id: str, selector: Selector) -> Found | None:
        """What a source of funds brings in: its row of an income list, or its column of the totals."""
        names = (
            selector.fund,
            f"{selector.fund}合计",
            *(word for word, name in funds().items() if name == selector.fund),
        )
        rows = selector.model_copy(update={"names": names, "fund": "", "side": "收入"})
        column = selector.model_copy(
            update={"names": (), "measure": selector.fund, "fund": "", "tables": ("收入总表",)}
        )
        named = rows.model_copy(update={"names": (selector.label,)})
        of_body = (rows, column) if selector.label == selector.fund else (named, rows, column)
        for one in (column, rows) if selector.unit_name or "收入总表" in selector.tables else of_body:
            found = self.find(document_id, one)
            if found:
                return replace(found, label=selector.label)
        return None

    def table_total(self, found: Found) -> Found | None:
        """The total row of the table that a figure stands in, in the same column."""
        rows = self._valued(found.cell.document_id, "total")
        rows = rows[(rows["table_id"] == found.cell.table_id) & (rows["measure"] == found.measure)]
        return found_of(rows.iloc[0].to_dict()) if len(rows) else None

    def sources_of(self, found: Found) -> list[Found]:
        """What each source of funds pays of a figure: the other columns of its row, or fields of its form."""
        return sources_beside(found, self.of_document(found.cell.document_id))

    def by_unit(self, document_id: str, selector: Selector, units: Sequence[str]) -> list[Found]:
        """The figure of each subordinate unit for one selector, labelled with the unit."""
        found: list[Found] = []
        for unit in units:
            own = selector.model_copy(update={"unit_name": unit})
            one = self.find(document_id, own) if selector.names else self.total(document_id, own)
            one = self.income_of(document_id, own) if one is None and own.fund else one
            found += [replace(one, label=one.unit_name or unit)] if one else []
        return found

    def projects(self, document_id: str, unit_name: str = "", *, finest: bool = True, fund: str = "") -> list[Found]:
        """The projects of one level that the tables list, the finest or the first, with their totals, or
        with what a source of funds pays of them."""
        return projects_among(self._valued(document_id, "project"), unit_name, finest=finest, fund=fund)

    def _valued(self, document_id: str, item_kind: str) -> pd.DataFrame:
        rows = self._frame.take(self._rows.by_kind.get((document_id, item_kind), []))
        return rows[rows["value"].notna()]

    def rows_of(self, document_id: str, item_kind: str, selector: Selector, level: int = 0) -> list[Found]:
        """The rows of one kind of item in the best table that has them, of one level (0: the finest)."""
        rows = self._valued(document_id, item_kind)
        wanted = (selector.measure,) if selector.measure != "合计" else DEFAULT_MEASURES
        rows = rows[rows["measure"].isin(wanted)]
        held = set(rows["measure"])
        rows = rows[rows["measure"] == next((one for one in wanted if one in held), "")]
        rows = rows_of_unit(rows, selector.unit_name if item_kind != "unit" else "")
        order = selector.tables or order_of(selector)
        for kind in sorted(set(rows["table_kind"]), key=lambda one: order.index(one) if one in order else len(order)):
            chosen = rows[rows["table_kind"] == kind]
            if level:
                chosen = chosen[chosen["level"] == level]
            if len(chosen):
                return [found_of(row) for row in told_once(chosen).to_dict("records")]
        return []

    def children(self, document_id: str, selector: Selector) -> list[Found]:
        """The rows right below a category, the kinds of 三公经费, or the items of a measure such as 公用经费."""
        if selector.names and "三公经费" in selector.names:
            rows = self._valued(document_id, "three_public")
            rows = rows[rows["item"] != "三公经费"]
            of_scope = rows[rows["scope"] == ("unit" if selector.unit_name else "department")]
            rows = rows_of_unit(of_scope, selector.unit_name)
            rows = first_table(rows[rows["measure"].isin(DEFAULT_MEASURES)]).drop_duplicates("item")
            return [found_of(row) for row in rows.to_dict("records")]
        if ASSETS in selector.names:
            return worth_of(self._valued(document_id, "asset"))
        own = next((name for name in selector.names if (document_id, OWN_TABLES.get(name)) in self._rows.by_table), "")
        if own:
            rows = self._valued(document_id, "economic")
            rows = rows[(rows["table_kind"] == OWN_TABLES[own]) & rows["measure"].isin((own, *DEFAULT_MEASURES))]
            return [found_of(row) for row in rows[rows["level"] > rows["level"].min()].to_dict("records")]
        if not selector.names:
            rows = self._valued(document_id, "economic")
            measure = "合计" if selector.measure == "基本支出" else selector.measure
            rows = told_once(rows[rows["table_kind"] == "基本支出表"])
            if measure in set(rows["measure"]):
                rows = rows[(rows["measure"] == measure) & (rows["value"] != 0)]  # 0 of it is no part of it
            else:
                rows = first_table(of_class(rows, measure))
            return [found_of(row) for row in rows[rows["level"] > rows["level"].min()].to_dict("records")]
        rows = self.of_document(document_id)
        rows = rows[rows["value"].notna() & rows["measure"].isin((selector.measure, *DEFAULT_MEASURES))]
        rows = rows[rows["parents"].map(lambda path: str(path).split(" / ")[-1] in selector.names).astype(bool)]
        own_column = rows["measure"] == selector.measure
        rows = rows[own_column] if own_column.any() else rows  # not the same row's total beside it
        order = order_of(selector)
        rows = rows.assign(_at=[order.index(one) if one in order else len(order) for one in rows["table_kind"]])
        return [found_of(row) for row in first_table(rows.sort_values("_at", kind="stable")).to_dict("records")]
