"""The types that the steps of table understanding hand to each other."""

from __future__ import annotations

from enum import StrEnum

from index.model import Dropped, GridRow, Place, Span
from index.record import record, replace
from index.tables.cells import text_of


class Role(StrEnum):
    """What the column of a table holds."""

    SERIAL = "serial"  # 序号, 行次: no data
    CODE = "code"  # code of a subject, or a part of it (类, 款, 项)
    SUBJECT = "subject"  # name of a subject
    ITEM = "item"  # 项目 of a list: whatever the row is about
    UNIT = "unit"
    PROJECT = "project"
    TOP_PROJECT = "top_project"  # 一级项目
    INDICATOR_TOP = "indicator_top"  # 一级指标
    INDICATOR_GROUP = "indicator_group"  # 二级指标
    INDICATOR = "indicator"  # 三级指标
    OPERATOR = "operator"  # 计算符号
    MEASURE_UNIT = "measure_unit"  # 计量单位
    GOODS = "goods"  # procured good or service
    GOODS_GROUP = "goods_group"  # what procured goods are ordered by
    GOODS_CODE = "goods_code"
    DATA = "data"


class Shape(StrEnum):
    """How the rows of a table are to be read."""

    LISTS = "lists"  # income beside expenditure
    FUNCTIONAL = "functional"  # rows are functional subjects
    ECONOMIC = "economic"  # rows are economic subjects
    PROJECTS = "projects"  # rows are projects of units
    UNITS = "units"  # rows are units
    INDICATORS = "indicators"
    GOODS = "goods"  # rows are procured goods and services
    FORM = "form"  # labels beside values
    PLAIN = "plain"  # rows are items of any other kind


@record
class Caption:
    """What stands above a grid. `lost` says that only the year is left of the title."""

    title: str = ""
    department: str = ""
    unit: str = ""
    line: int | None = None
    lost: bool = False


@record
class Region:
    """A printed grid with the lines around it; `detached` when text lies between it and the grid before."""

    rows: tuple[GridRow, ...]
    caption: Caption
    notes: tuple[str, ...]
    detached: bool
    place: Place
    spans: tuple[Span, ...] = ()


@record
class Header:
    """The header of a grid: its rows and, for each column of the grid, the path of its words."""

    rows: tuple[GridRow, ...] = ()
    paths: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.paths)


@record
class Draft:
    """A table on its way: header and body joined over the pages, and what was dropped."""

    caption: Caption
    header: Header
    body: tuple[GridRow, ...]
    notes: tuple[str, ...]
    place: Place
    dropped: tuple[Dropped, ...] = ()
    shape: Shape = Shape.PLAIN
    roles: tuple[Role, ...] = ()
    level: int = 1  # 2 for the second, more detailed of two project tables under one title

    def without(self, rows: list[GridRow], reason: str) -> Draft:
        """The draft without these rows of its body, which are recorded as dropped."""
        if not rows:
            return self
        gone = {id(row) for row in rows}
        records = tuple(dropped(row, reason) for row in rows)
        return replace(
            self, body=tuple(row for row in self.body if id(row) not in gone), dropped=self.dropped + records
        )


def dropped(row: GridRow, reason: str) -> Dropped:
    """The record of a row that is no data."""
    place = row.place
    return Dropped(place.line, reason, text_of(row.cells), place.page, place.sheet, place.row)


def cell_at(row: GridRow, column: int) -> str:
    """The cell of a column; rows may be shorter than the header."""
    return row.cells[column] if column < len(row.cells) else ""


def padded(row: GridRow, width: int) -> GridRow:
    """The row with blank cells up to this width, where its last ones were not written."""
    missing = width - len(row.cells)
    return replace(row, cells=(*row.cells, *[""] * missing)) if missing > 0 else row
