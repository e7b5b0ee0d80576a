"""Step 6 for indicators: one data row an indicator, with operator, value and unit told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.catalogue.measures import VALUE, measure_of
from index.catalogue.wording import folded
from index.model import DataRow, GridRow, ItemKind
from index.record import replace
from index.tables.cells import SCORE_TOTALS, is_blank, mended, normal_operator, parse_quantity, plain_unit
from index.tables.hierarchy import read_label
from index.tables.parts import Draft, Role, cell_at
from index.tables.rows import Layout, layout_of, names_unit, unit_called

_GROUP = re.compile(
    r"^(?:数量|质量|时效|时效性|经济效益|社会效益|生态效益|可持续影响|服务对象满意度|成本)(?:性)?(?:指标)?$"
)
_TOP = re.compile(r"^(?:产出|效益|满意度|成本|绩效|决策|过程)(?:指标)?$")
_TRAILING_UNIT = re.compile(
    r"[(（]/?\s*(?P<unit>[%％‰]|[个件次人位家项场期份篇条台套辆间层天年月部名户元亩吨册本页处所座株头只]|人次|场次|万[元人次亩]|小时|公里|平方米|立方米|分钟)[)）]$"
)
_CONTEXT = (Role.UNIT, Role.TOP_PROJECT, Role.PROJECT, Role.INDICATOR_TOP, Role.INDICATOR_GROUP)


@dataclass(slots=True)
class _Context:
    """The cells that stay in force over the blank cells of the rows below (merged cells)."""

    columns: list[tuple[int, Role, int]]  # position in the order of roles, role, column
    texts: dict[Role, str] = field(default_factory=dict)
    names: dict[Role, str] = field(default_factory=dict)  # the same, mended

    @classmethod
    def of(cls, layout: Layout) -> _Context:
        """The context before the first row of a table."""
        by_role = layout.by_role
        return cls([(position, role, by_role[role]) for position, role in enumerate(_CONTEXT) if role in by_role])

    def update(self, row: GridRow) -> None:
        """Takes over the filled cells of a row; a new cell ends what stood to its right."""
        for position, role, column in self.columns:
            text = cell_at(row, column)
            if is_blank(text) or text == self.texts.get(role):
                continue
            self.texts[role] = text
            self.names[role] = mended(text)
            for lower in _CONTEXT[position + 1 :]:
                self.texts.pop(lower, None)
                self.names.pop(lower, None)

    def begin_unit(self, row: GridRow, layout: Layout) -> DataRow:
        """The row of a unit in the column of projects, with what is spent on all of those below it."""
        label = layout.text(row, Role.PROJECT)
        name = unit_called(label)
        self.texts.clear()
        self.names = {Role.UNIT: name}
        cells = layout.cells(row)
        return DataRow(label, cells, row.place, unit_name=name, level=1, item=name, item_kind=ItemKind.UNIT)


def _heads_units(draft: Draft, layout: Layout) -> bool:
    """Whether units stand in the column of projects, above those that are theirs (项目单位（项目名称）)."""
    column = layout.by_role.get(Role.PROJECT)
    return column is not None and Role.UNIT not in layout.by_role and "单位" in draft.header.paths[column]


def _names_unit_only(row: GridRow, layout: Layout) -> bool:
    return names_unit(layout.text(row, Role.PROJECT)) and is_blank(layout.text(row, Role.INDICATOR))


def read_indicators(draft: Draft, project: str = "") -> tuple[tuple[str, ...], tuple[DataRow, ...]]:
    """The columns and rows of a table of indicators; `project` is the one that a form is about."""
    layout = layout_of(draft)
    value = next((index for index, path in enumerate(layout.columns) if measure_of(path) == VALUE), None)
    context = _Context.of(layout)
    rows = []
    heads_units = _heads_units(draft, layout)
    for printed in draft.body:
        row = _unshifted(printed, layout, value)
        if heads_units and _names_unit_only(row, layout):
            rows.append(context.begin_unit(row, layout))
            continue
        if _sums_scores(row, layout):
            rows.append(_sum_of_scores(row, layout, project or context.names.get(Role.PROJECT, "")))
            continue
        context.update(row)
        rows.append(_indicator(row, layout, value, context, project))
    return layout.columns, tuple(rows)


def _sums_scores(row: GridRow, layout: Layout) -> bool:
    """Whether a row tells what all indicators are awarded (总分 | 100 | 98.66)."""
    return is_blank(layout.text(row, Role.INDICATOR)) and folded(_first_filled(row)) in SCORE_TOTALS


def _sum_of_scores(row: GridRow, layout: Layout, project: str) -> DataRow:
    name = folded(_first_filled(row))
    own = mended(project)
    return DataRow(
        label=name,
        cells=layout.cells(row),
        place=row.place,
        parents=(own,) if own else (),
        level=1,
        item=name,
        item_kind=ItemKind.INDICATOR,
        project=own,
    )


def _first_filled(row: GridRow) -> str:
    return next((cell for cell in row.cells if not is_blank(cell)), "")


def _indicator(row: GridRow, layout: Layout, value: int | None, context: _Context, project: str) -> DataRow:
    names = context.names
    label = layout.text(row, Role.INDICATOR)
    cells = layout.cells(row)
    own = project or names.get(Role.PROJECT, "") or names.get(Role.TOP_PROJECT, "")
    above = [mended(project)] if project else [names.get(Role.TOP_PROJECT, ""), names.get(Role.PROJECT, "")]
    above += [names.get(Role.INDICATOR_TOP, ""), names.get(Role.INDICATOR_GROUP, "")]
    operator = normal_operator(layout.text(row, Role.OPERATOR))
    unit = plain_unit(layout.text(row, Role.MEASURE_UNIT))
    if value is not None:
        quantity = parse_quantity(cells[value])
        operator = operator or quantity.operator
        unit = unit or quantity.unit or (_unit_in(label) if quantity.value is not None else "")
    return DataRow(
        label=mended(label),
        cells=cells,
        place=row.place,
        parents=tuple([name for name in above if name]),
        unit_name=names.get(Role.UNIT, ""),
        level=3,
        item=_bare(label, unit),
        item_kind=ItemKind.INDICATOR,
        project=own,
        operator=operator,
        measure_unit=unit,
    )


def _bare(label: str, unit: str) -> str:
    """The indicator's name without a mark before it and its unit in brackets behind it."""
    words = read_label(label.lstrip("★☆*▲●")).words
    named = _unit_in(words)
    if named and folded(named) == folded(unit):
        return words[: max(words.rfind("("), words.rfind("（"))]
    return words


def _unit_in(label: str) -> str:
    """The unit in brackets at the end of an indicator's name (审议报告数（件）), or an empty string."""
    match = _TRAILING_UNIT.search(label)
    return plain_unit(match["unit"]) if match and match.start() else ""


def _unshifted(row: GridRow, layout: Layout, value: int | None) -> GridRow:
    """A row whose blank first cell got lost, so that all stands one column too far left, put right again.

    Told by a second-level indicator in the first-level column, a printed value (≤3万元) one column
    before its own, and a blank at the end.
    """
    top = layout.by_role.get(Role.INDICATOR_TOP)
    if top is None or value is None or layout.data[value] < 1:
        return row
    cells = row.cells
    column = layout.data[value]
    if not (_GROUP.match(folded(cell_at(row, top))) and not _TOP.match(folded(cell_at(row, top + 1)))):
        return row
    if is_blank(cell_at(row, top)) or not is_blank(cells[-1]) or _is_group(cell_at(row, top + 1)):
        return row
    if parse_quantity(cell_at(row, column - 1)).value is None or parse_quantity(cell_at(row, column)).value is not None:
        return row
    return replace(row, cells=(*cells[:top], "", *cells[top:-1]))


def _is_group(cell: str) -> bool:
    return bool(_GROUP.match(folded(cell)))
