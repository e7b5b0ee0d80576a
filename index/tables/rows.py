"""Step 6: the body of a table to data rows, one way of reading for each shape but lists, indicators and forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.catalogue.wording import folded
from index.line_kinds import code_and_name, is_organisation
from index.model import DataRow, GridRow, ItemKind
from index.record import replace
from index.tables.adding import amounts_of_column, headed_by_sums, headed_by_units
from index.tables.cells import DASHES, is_code, is_number, mended, plain_unit
from index.tables.codes import CodeColumns, coded_label, without_code
from index.tables.hierarchy import CodeTree, NumberTree, is_total, label_words, read_label
from index.tables.names import OWN_OFFICE, head_of_own_office
from index.tables.parts import Draft, Role, Shape, cell_at
from index.tables.project_parts import TopColumns, below_their_heads, paid_for, with_parts

_WHOLE_DEPARTMENT = re.compile(r"[(（](?:部门|汇总)[)）]?$")
_TRAILING_UNIT = re.compile(r"[(（](?P<unit>[^()（）]{1,6})[)）]$")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where in a grid row the parts of a data row stand."""

    data: tuple[int, ...]
    columns: tuple[str, ...]
    codes: tuple[int, ...]
    by_role: Mapping[Role, int]

    def cells(self, row: GridRow) -> tuple[str, ...]:
        """The data cells of a row, dashes as blanks."""
        found = row.cells
        width = len(found)
        if self.data and self.data[-1] < width:
            first, last = self.data[0], self.data[-1]
            beside = last - first < len(self.data)
            cells = found[first : last + 1] if beside else tuple(map(found.__getitem__, self.data))
            if DASHES.isdisjoint(cells):
                return cells
        return tuple(["" if column >= width or (cell := found[column]) in DASHES else cell for column in self.data])

    def total(self, row: GridRow) -> str:
        """The label of a total, in whichever column before the data it is printed; else an empty string."""
        return self._total_in(row.cells[: self.data[0]] if self.data else row.cells)

    def first_total(self, row: GridRow) -> str:
        """The label of a total that is the first thing printed in a row, even in a column of data."""
        return self._total_in(row.cells)

    @staticmethod
    def _total_in(cells: Sequence[str]) -> str:
        first = next((cell for cell in cells if cell not in DASHES and cell.strip()), "")
        return first if is_total(first) else ""

    def text(self, row: GridRow, role: Role) -> str:
        """The cell of the column with this role, empty where there is none."""
        column = self.by_role.get(role)
        return "" if column is None or column >= len(row.cells) else row.cells[column]


def layout_of(draft: Draft) -> Layout:
    """The layout of a table whose columns have their roles."""
    data = tuple(column for column, role in enumerate(draft.roles) if role is Role.DATA)
    by_role: dict[Role, int] = {}
    for column, role in enumerate(draft.roles):
        by_role.setdefault(role, column)
    codes = tuple(column for column, role in enumerate(draft.roles) if role is Role.CODE)
    paths = draft.header.paths
    return Layout(data, tuple(paths[column] if paths else "" for column in data), codes, by_role)


def read_rows(draft: Draft) -> tuple[DataRow, ...]:
    """The data rows of a coded, project, unit, goods or plain table, in order."""
    layout = layout_of(draft)
    reader = _READERS[draft.shape]
    return tuple(reader(draft, layout))


def _coded_rows(draft: Draft, layout: Layout) -> list[DataRow]:
    tree, codes = CodeTree(), CodeColumns(layout.codes)
    kind = ItemKind.ECONOMIC if draft.shape is Shape.ECONOMIC else ItemKind.FUNCTIONAL
    label_role = Role.SUBJECT if Role.SUBJECT in layout.by_role else Role.ITEM
    with_units = Role.UNIT in layout.by_role
    found = []
    heading = ""
    for row in draft.body:
        code = codes.code(row.cells)
        label = layout.text(row, label_role)
        if not layout.codes and (match := coded_label(label)):
            code = match["code"]
        if is_code(code):
            item, item_kind = label_words(label if label[:1].isalpha() else without_code(label, code)), kind
            level, parents = tree.place(code, item)
            label = item if item == label else mended(label)
        else:
            label = label or code or layout.first_total(row) or (with_units and layout.text(row, Role.UNIT)) or ""
            code, level, parents = "", 0, ()
            item_kind = _kind_without_code(label)
            item = label_words(unit_called(label) if item_kind is ItemKind.UNIT else label)
            heading = label if item_kind is ItemKind.UNIT else ""
        unit = (with_units and layout.text(row, Role.UNIT)) or heading
        unit = unit_called(unit) if unit and not is_total(unit) else ""
        cells = layout.cells(row)
        found.append(DataRow(label, cells, row.place, code, parents, unit, level, item=item, item_kind=item_kind))
    for at, (head, below) in enumerate(pairwise(found)):
        if head.item_kind is below.item_kind is ItemKind.UNIT:  # the department above its units
            found[at] = replace(head, unit_name="")
    return found


def _kind_without_code(label: str) -> ItemKind:
    if is_total(label):
        return ItemKind.TOTAL
    return ItemKind.UNIT if names_unit(label) else ItemKind.OTHER


def unit_called(label: str) -> str:
    """The name of a unit without the code before it."""
    return mended(code_and_name(label) or label)


def names_unit(label: str) -> bool:
    """Whether a row without a code heads the subjects of a unit."""
    return not is_total(label) and (is_organisation(label) or label.endswith(OWN_OFFICE))


def _project_rows(draft: Draft, layout: Layout) -> list[DataRow]:
    found = []
    unit = ""
    tops = TopColumns(draft.roles)
    units_above = in_labels = not {Role.UNIT, Role.TOP_PROJECT}.intersection(layout.by_role)
    for row in draft.body:
        label = layout.text(row, Role.PROJECT)
        heading = label if in_labels else _unit_headed(row, unit, layout)
        if names_unit(heading) or (heading and not in_labels and any(map(is_number, layout.cells(row)))):
            unit, units_above = heading, True
            found.append(_unit_row(row, heading, layout))
            continue
        total = layout.total(row) or next((cell for role in _NAMES if is_total(cell := layout.text(row, role))), "")
        total = total or ("" if label else layout.first_total(row))  # in a column of words before the names
        if not total:
            unit = layout.text(row, Role.UNIT) or unit
            tops.update(row)
        own = unit_of_total(total) if total else unit_called(unit)
        top = tops.last
        parents = () if total else tops.names or ((mended(unit),) if unit and units_above else ())
        found.append(
            DataRow(
                label=total or label or top,
                cells=layout.cells(row),
                place=row.place,
                parents=parents if label else (),
                unit_name=own,
                level=0 if total else draft.level + bool(parents and label),
                item=read_label(total).words if total else mended(label or top),
                item_kind=ItemKind.TOTAL if total else ItemKind.PROJECT,
                project="" if total else mended(label or top),
            )
        )
    column = paid_for(draft)
    if column is not None:
        return with_parts(found, [cell_at(row, column) for row in draft.body])
    return below_their_heads(found) if units_above else found


def _unit_headed(row: GridRow, above: str, layout: Layout) -> str:
    """The unit that a row without any project heads: the first of its rows. Empty where it heads none."""
    named = any(layout.text(row, role) for role in (Role.PROJECT, Role.TOP_PROJECT))
    unit = "" if named else layout.text(row, Role.UNIT)
    return "" if unit == above or is_total(unit) else unit


def _unit_row(row: GridRow, label: str, layout: Layout) -> DataRow:
    """A row that heads the projects of a unit."""
    name = unit_called(label)
    item, kind = label_words(name), ItemKind.UNIT
    return DataRow(label, layout.cells(row), row.place, unit_name=name, level=1, item=item, item_kind=kind)


_NAMES = (Role.UNIT, Role.PROJECT, Role.TOP_PROJECT)


def unit_of_total(label: str) -> str:
    """The unit whose total a row is (某局本级小计); empty for the total of the table."""
    name = mended(label).removesuffix("小计").removesuffix("合计")
    return name if len(name) > 3 else ""


def _unit_rows(draft: Draft, layout: Layout) -> list[DataRow]:
    found = []
    department = ""
    own_offices = {name for row in draft.body if (name := head_of_own_office(layout.text(row, Role.UNIT)))}
    summed = _row_of_all_units(draft, layout)
    for row in draft.body:
        label = layout.text(row, Role.UNIT) or layout.total(row)
        total = is_total(label)
        above = row is summed or label in own_offices  # its own office has a row of its own
        whole = not total and (above or bool(_WHOLE_DEPARTMENT.search(label)))
        parents = (mended(department),) if department and not total and not whole else ()
        if whole:
            department = label
        found.append(
            DataRow(
                label=label,
                cells=layout.cells(row),
                place=row.place,
                parents=parents,
                unit_name="" if total or above else unit_called(label),
                level=0 if total else 1 + len(parents),
                item=read_label(label).words,
                item_kind=ItemKind.TOTAL if total else ItemKind.UNIT,
            )
        )
    return found


def _row_of_all_units(draft: Draft, layout: Layout) -> GridRow | None:
    """The row of the department above its units, where it bears no mark but adds up to all of them; it stands
    below the total of the table, or in its stead."""
    totals: list[GridRow] = []
    units: list[GridRow] = []
    for row in draft.body:
        (totals if layout.total(row) or is_total(layout.text(row, Role.UNIT)) else units).append(row)
    if len(units) < 2 + (not totals) or _WHOLE_DEPARTMENT.search(layout.text(units[0], Role.UNIT)):
        return None
    whole, *parts = amounts_of_column([layout.cells(row) for row in (units[0], *totals[:1], *units[1:])])
    same = not totals or parts.pop(0) == whole
    return units[0] if whole and same and whole == sum(parts) else None


def _plain_rows(draft: Draft, layout: Layout) -> list[DataRow]:
    tree = NumberTree()
    labels = [column for column, role in enumerate(draft.roles) if role is Role.ITEM]
    group = ""
    found = []
    for row in draft.body:
        texts = [cell_at(row, column) for column in labels]
        if len(texts) > 1:
            group = texts[0] or group
        found.append(_plain_row(row, texts, group, layout, tree))
    return headed_by_sums(headed_by_units(found, names_unit))


def _plain_row(row: GridRow, texts: Sequence[str], group: str, layout: Layout, tree: NumberTree) -> DataRow:
    """A row of items; of two label columns the left one names the group, and 小计 beside it means the group itself.

    A row without any label is the only one of its table: its total.
    """
    part = texts[-1] if len(texts) > 1 and folded(texts[-1]) not in ("", "小计", "合计") else ""
    label = part or (group if len(texts) > 1 else "".join(texts))
    words = read_label(label).words
    trailing = _TRAILING_UNIT.search(words)
    total = not label or is_total(words)
    level, parents = tree.place(label) if label else (0, ())
    if part and group:
        level, parents = 2, (mended(group),)
    return DataRow(
        label=label,
        cells=layout.cells(row),
        place=row.place,
        parents=parents,
        level=level,
        item="合计" if not label else words[: trailing.start()] if trailing else words,
        item_kind=ItemKind.TOTAL if total else ItemKind.OTHER,
        measure_unit=plain_unit(layout.text(row, Role.MEASURE_UNIT) or (trailing["unit"] if trailing else "")),
    )


_READERS: Mapping[Shape, Callable[[Draft, Layout], Sequence[DataRow]]] = {
    Shape.FUNCTIONAL: _coded_rows,
    Shape.ECONOMIC: _coded_rows,
    Shape.PROJECTS: _project_rows,
    Shape.UNITS: _unit_rows,
    Shape.PLAIN: _plain_rows,
}
