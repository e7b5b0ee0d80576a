"""Step 6 for procured goods and services: a tree whose upper levels may have rows of their own."""

from __future__ import annotations

from collections.abc import Sequence

from index.model import DataRow, GridRow, ItemKind
from index.record import replace
from index.tables.adding import headed_by_sums
from index.tables.cells import is_blank, mended, plain_unit
from index.tables.hierarchy import is_total, read_label
from index.tables.parts import Draft, Role, cell_at
from index.tables.rows import Layout, layout_of, unit_of_total

_LEVELS = (Role.GOODS_GROUP, Role.TOP_PROJECT, Role.GOODS)


def read_goods(draft: Draft) -> tuple[tuple[str, ...], tuple[DataRow, ...]]:
    """The columns and rows of a procurement table.

    A row is about its last filled level; blank levels to the left keep what stands above them. A
    level counts only where it has rows of its own, so that a sum over the top level is the total. In a
    single column what others add up to (货物 above each of them) stands above them.
    """
    layout = layout_of(draft)
    columns = [column for column, role in enumerate(draft.roles) if role in _LEVELS]
    own_rows = {depth for row in draft.body if (depth := _depth(row, columns)) is not None}
    above = [""] * len(columns)
    found: list[DataRow] = []
    for row in draft.body:
        depth = _depth(row, columns)
        lead = next((cell for cell in row.cells if not is_blank(cell)), "")
        if depth is None or is_total(lead):
            found.append(_total(row, lead, layout))
            continue
        for level, column in enumerate(columns[: depth + 1]):
            if not is_blank(cell_at(row, column)):
                above[level:] = [mended(cell_at(row, column))] + [""] * (len(columns) - level - 1)
        found.append(_row(row, columns, depth, above, layout, 1 + len([d for d in own_rows if d < depth])))
    return layout.columns, tuple(_below_units(headed_by_sums(found) if len(columns) == 1 else found))


def _below_units(rows: Sequence[DataRow]) -> list[DataRow]:
    """The rows below the totals of several units (某局本级小计) as those of the unit whose total stands above them."""
    if sum(bool(row.item_kind is ItemKind.TOTAL and row.unit_name) for row in rows) < 2:
        return list(rows)
    found, unit = [], ""
    for row in rows:
        unit = row.unit_name if row.item_kind is ItemKind.TOTAL else unit
        found.append(row if row.unit_name else replace(row, unit_name=unit))
    return found


def _depth(row: GridRow, columns: Sequence[int]) -> int | None:
    filled = [level for level, column in enumerate(columns) if not is_blank(cell_at(row, column))]
    lead = next((cell for cell in row.cells if not is_blank(cell)), "")
    return filled[-1] if filled and not is_total(lead) else None


def _total(row: GridRow, lead: str, layout: Layout) -> DataRow:
    return DataRow(
        label=lead,
        cells=layout.cells(row),
        place=row.place,
        unit_name=unit_of_total(lead),
        item=read_label(lead).words,
        item_kind=ItemKind.TOTAL,
    )


def _row(row: GridRow, columns: Sequence[int], depth: int, above: Sequence[str], layout: Layout, level: int) -> DataRow:
    label = cell_at(row, columns[depth])
    project = layout.text(row, Role.TOP_PROJECT) or (
        above[depth - 1] if depth and Role.TOP_PROJECT in layout.by_role else ""
    )
    return DataRow(
        label=label,
        cells=layout.cells(row),
        place=row.place,
        code=layout.text(row, Role.GOODS_CODE),
        parents=tuple(name for name in above[:depth] if name),
        unit_name=mended(layout.text(row, Role.UNIT)),
        level=level,
        item=read_label(label).words,
        item_kind=ItemKind.PROCUREMENT,
        project=mended(project),
        measure_unit=plain_unit(layout.text(row, Role.MEASURE_UNIT)),
    )
