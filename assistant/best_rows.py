"""Which rows of the facts answer for an item and a measure: those of the best table that has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.found import Found, best_of, found_of
from assistant.plan import Selector
from assistant.project_units import indicators_of_units
from assistant.table_order import BUDGET_STAGES, OWN_TABLES, RUNNING_COSTS, order_of
from assistant.table_rows import DEFAULT_MEASURES, may_be_of_class, of_fund, sole_source, spent_of_fund
from assistant.understand.text import unit_key

if TYPE_CHECKING:
    import pandas as pd

_KEYS = (
    "measure",
    "project",
    "table_kind",
    "unit_name",
    "scope",
    "parents",
    "item",
    "item_kind",
    "table_id",
    "level",
    "side",
    "basis",
    "code",
)


class BestRows:
    """The rows of a snapshot's facts, grouped once by document, item and kind so that a question looks at few."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame
        self._by_item = frame.groupby(["document_id", "item"], sort=False).indices
        self.by_kind = frame.groupby(["document_id", "item_kind"], sort=False).indices
        self.by_table = frozenset(zip(frame["document_id"], frame["table_kind"], strict=True))
        self._column = {name: frame[name].to_numpy(dtype=object) for name in _KEYS}
        self._unit = [unit_key(str(name)) for name in frame["unit_name"]]
        self._has_value = frame["value"].notna().to_numpy()
        self._is_indicator_of = indicators_of_units(frame)

    def figures(self, document_id: str, selector: Selector) -> list[Found]:
        """The figures of the best table: one, or one for each unit where the table adds up none."""
        groups = [self._by_item.get((document_id, name), ()) for name in selector.names]
        if not selector.names:
            groups = [self.by_kind.get((document_id, "unit" if selector.unit_name else "total"), ())]
        places = self._fitting([int(one) for group in groups for one in group], selector)
        places = places or self._column_of_unit(document_id, selector)
        if not places:
            return []
        column = self._column
        first = places[0]
        same = [
            one
            for one in places
            if all(column[key][one] == column[key][first] for key in ("table_id", "item", "measure", "level"))
            and column["project"][one] == column["project"][first]
        ]
        units = {column["unit_name"][one] for one in same}
        several = column["table_kind"][first] == "政府采购表" or self._is_split(same)
        if (several and len(same) > 1) or (
            len(same) > 1 and len(units) == len(same) and column["scope"][first] == "unit"
        ):
            return [found_of(row) for row in self._frame.take(same).to_dict("records")]
        return [best_of([found_of(row) for row in self._frame.take(places).to_dict("records")])]

    def _is_split(self, places: Sequence[int]) -> bool:
        """Whether rows are the parts of one economic subject, which a second classification of the table splits up, or
        of one project, of which each row names another subject that it pays for."""
        column = self._column
        if len({(column["unit_name"][one], column["parents"][one]) for one in places}) > 1:
            return False
        kinds = {(column["item_kind"][one], column["table_kind"][one]) for one in places}
        by_subject = kinds == {("project", "项目支出表")} and len(places) > 1
        return {kind for kind, _ in kinds} == {"economic"} or (by_subject and self._pay_for_others(places))

    def _pay_for_others(self, places: Sequence[int]) -> bool:
        """Whether each of some rows of a table names another subject."""
        rows = self._frame.take(list(places))
        first = rows.iloc[0]
        own = self._frame.take(self.by_kind[first["document_id"], first["item_kind"]])
        table = own[own["table_id"] == first["table_id"]]
        words = table[table["measure"].str.endswith("科目名称") & table["row_number"].isin(rows["row_number"])]
        told = words.groupby("row_number")["raw"].agg(" ".join)
        return len(told) == len(set(told)) == len(places)

    def _column_of_unit(self, document_id: str, selector: Selector) -> list[int]:
        """The cell of a unit's row below the item that is asked for, where units have no rows of it but one column
        (工资福利支出 beside 商品和服务支出)."""
        if not (selector.unit_name and selector.names) or selector.measure != "合计" or selector.fund:
            return []
        rows = (int(one) for one in self.by_kind.get((document_id, "unit"), ()))
        own = [one for one in rows if self._column["measure"][one] in selector.names and self._has_value[one]]
        own = [one for one in own if self._fits(one, selector)]
        return own if len({self._column["table_id"][one] for one in own}) == len(own) else []

    def _fitting(self, places: Sequence[int], selector: Selector) -> list[int]:
        """The rows that a selector asks for, the best first."""
        column = self._column
        wanted = [one for one in places if self._has_value[one] and self._fits(one, selector)]
        if not selector.names and selector.tables:
            wanted = [one for one in wanted if column["table_kind"][one] in selector.tables]
        wanted = self._of_measure(wanted, selector)
        for key, names in (
            ("table_kind", selector.tables),
            ("project", (selector.project,) if selector.project else ()),
        ):
            if names:
                wanted = [one for one in wanted if column[key][one] in names] or (wanted if key == "table_kind" else [])
        if not selector.unit_name and any(column["scope"][one] == "department" for one in wanted):
            wanted = [one for one in wanted if column["scope"][one] == "department"]
        if not selector.names and not selector.unit_name:
            side = selector.side or "支出"
            wanted = [one for one in wanted if column["side"][one] in ("", side)]
            wanted.sort(key=lambda one: "总计" not in str(column["item"][one]))
        order = order_of(selector)
        kinds = column["table_kind"]
        if selector.side and not selector.tables:
            wanted = [one for one in wanted if kinds[one] in order] or wanted
        measure, defaults = column["measure"], DEFAULT_MEASURES

        def preference(one: int) -> tuple[int, int]:
            at = order.index(kinds[one]) if kinds[one] in order else len(order)
            return at, defaults.index(measure[one]) if measure[one] in defaults else 0

        return sorted(wanted, key=preference)

    def _fits(self, place: int, selector: Selector) -> bool:
        column = self._column
        unit = unit_key(selector.unit_name)
        own = self._unit[place] == unit and column["scope"][place] == "unit"
        if unit and not (own or self._is_indicator_of(place, unit)):
            return False
        return not selector.within or any(self._lies_in(place, name) for name in selector.within)

    def _lies_in(self, place: int, name: str) -> bool:
        """Whether a row stands below an item, or in the table that is about nothing else; what it costs to run
        an office are the items of its basic expenditure, where it has no table of its own."""
        column, own = self._column, OWN_TABLES.get(name, "")
        if name == RUNNING_COSTS and (self._document_of([place]), own) not in self.by_table:
            return str(column["table_kind"][place]) == "基本支出表"
        return name in str(column["parents"][place]).split(" / ") or str(column["table_kind"][place]) == own

    def _of_measure(self, places: Sequence[int], selector: Selector) -> list[int]:
        """The rows of the column that is asked for: of the measure, of the fund, or the default."""
        column = self._column
        measure = column["measure"]
        if selector.fund and selector.measure == "合计":
            own = [one for one in places if measure[one] == selector.fund or measure[one] == f"{selector.fund}/合计"]
            if own:
                return spent_of_fund(own, places, selector, column)
            parts = [one for one in places if str(measure[one]).startswith(f"{selector.fund}/")]
            if selector.names and len(parts) == 1:
                return parts  # 上年结转 printed by source, of which but one has something
        wanted = (selector.measure,) if selector.measure != "合计" else (*DEFAULT_MEASURES, *selector.within)
        fitting = [one for one in places if measure[one] in wanted]
        if not fitting and selector.measure in BUDGET_STAGES and "决算" not in {column["basis"][one] for one in places}:
            fitting = [one for one in places if measure[one] in DEFAULT_MEASURES]  # a budget has but one stage
        if not fitting and selector.names and selector.measure == "基本支出":
            fitting = [
                one for one in places if measure[one] in DEFAULT_MEASURES and column["table_kind"][one] == "基本支出表"
            ]  # all that this table lists is of it
        if selector.fund:
            return of_fund(selector.fund, fitting, column)
        if not fitting and selector.names and selector.measure == "合计":
            return sole_source(self._frame.take(places))
        of_item = bool(selector.names) and selector.measure in ("人员经费", "公用经费")
        if not fitting and (of_item or selector.measure == "基本支出"):
            totals = self.by_kind.get((self._document_of(places), "total"), ())
            apart = {column["table_id"][one] for one in totals if measure[one] == selector.measure}
            basic = [one for one in places if column["table_kind"][one] == "基本支出表"]
            basic = [one for one in basic if may_be_of_class(str(column["code"][one] or ""), selector.measure)]
            return [one for one in basic if measure[one] in DEFAULT_MEASURES and column["table_id"][one] not in apart]
        return fitting

    def _document_of(self, places: Sequence[int]) -> str:
        return str(self._frame["document_id"].iloc[places[0]]) if places else ""
