"""Step 6 for forms: fields to data rows, and the indicators below them as a draft of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.catalogue.wording import folded
from index.model import DataRow, GridRow, ItemKind, Place
from index.record import replace
from index.tables.cells import is_blank, mended, parse_quantity
from index.tables.cleaning import clean_rows
from index.tables.forms import (
    Field,
    field_item,
    is_indicator_header,
    is_template,
    is_template_row,
    read_fields,
    split_form,
)
from index.tables.headers import column_paths, read_header
from index.tables.parts import Draft, Header, Role, Shape, cell_at, dropped
from index.tables.records import Records, filled_cells, take_records
from index.tables.repeated import repeats_row
from index.tables.roles import assign_roles

COLUMN = "内容"
_PROJECT_FIELDS = (
    "二级项目名称",
    "项目名称",
    "专项(项目)名称",
    "项目(专项)名称",
    "专项名称",
    "专项资金名称",
    "一级项目名称",
)
_AMOUNTS = frozenset(
    (
        "预算数",
        "预算金额",
        "项目总额",
        "年度资金总额",
        "资金总额",
        "年度资金申请总额",
        "申请资金总额",
        "项目资金",
        "当年预算",
    )
)


@dataclass(frozen=True, slots=True)
class Form:
    """A form that was read: its project, its fields as rows, its indicators, if it has any, and the tables
    of projects or tasks inside it."""

    project: str
    columns: tuple[str, ...]
    rows: tuple[DataRow, ...]
    fields_draft: Draft
    indicators: Draft | None
    records: tuple[Draft, ...] = ()


def read_form(draft: Draft) -> Form:
    """The fields and the indicators of a form; of a blank template nothing but what was dropped."""
    above, below = split_form(draft.body)
    if below and is_template(below[1:]):
        draft = draft.without(above, "空白表单").without(below, "空白模板")
        above, below = [], []
    above, records = take_records(above)
    fields = list(read_fields(above))
    project = _project_of(fields)
    columns = tuple(dict.fromkeys((COLUMN, *filter(None, (field.head for field in fields)))))
    rows = tuple(_row(field, project, columns) for field in fields)
    fields_draft = replace(draft, body=tuple(above), place=_place(above) or draft.place)
    used = {id(field.row) for field in fields}
    fields_draft = fields_draft.without([row for row in above if id(row) not in used], "表头")
    inner = tuple(_records(draft, found) for found in records)
    return Form(project, columns, rows, fields_draft, _indicators(draft, below), inner)


def _records(draft: Draft, records: Records) -> Draft:
    """A table inside a form as a table of projects: the first column names them."""
    columns = list(filled_cells(records.head))
    columns = [column for column in columns if column]
    head = GridRow(tuple(records.head.cells[column] for column in columns), records.head.place)
    body = tuple(GridRow(tuple(cell_at(row, column) for column in columns), row.place) for row in records.rows)
    return replace(
        draft,
        header=Header((head,), tuple(mended(cell) for cell in head.cells)),
        body=body,
        place=_place([records.head, *records.rows]) or draft.place,
        dropped=(dropped(records.head, "表头"),),
        shape=Shape.PROJECTS,
        roles=(Role.PROJECT, *[Role.DATA] * (len(columns) - 1)),
    )


def _project_of(fields: Sequence[Field]) -> str:
    by_label = {field_item(field): mended(field.value) for field in reversed(fields)}
    return next((by_label[label] for label in _PROJECT_FIELDS if label in by_label), "")


def _row(field: Field, project: str, columns: Sequence[str]) -> DataRow:
    item = field_item(field)
    own = field.head or COLUMN
    return DataRow(
        label=field.label or field.group,
        cells=tuple(field.value if column == own else "" for column in columns),
        place=field.row.place,
        parents=tuple(name for name in (project, field.group if field.label else "") if name),
        level=1,
        item=item,
        item_kind=ItemKind.PROJECT if folded(item) in _AMOUNTS else ItemKind.OTHER,
        project=project,
        measure_unit=field.unit,
    )


def _indicators(draft: Draft, rows: Sequence[GridRow]) -> Draft | None:
    if not rows:
        return None
    depth = 2 if len(rows) > 1 and _parts_spans(rows[0], rows[1]) else 1
    width = max(len(row.cells) for row in rows[:depth])
    header = Header(tuple(rows[:depth]), column_paths(rows[:depth], width)) if depth > 1 else read_header(rows[:1])
    below = rows[depth:]
    again = [row for at, row in enumerate(below) if _heads_again(row, below[at + 1 :], rows[depth - 1])]
    gone = {id(row) for row in again}
    body = tuple(row for row in below if id(row) not in gone and not is_template_row(row))
    place = _place(rows) or draft.place
    heads = tuple(dropped(row, "表头") for row in (*rows[:depth], *again))
    return clean_rows(assign_roles(replace(draft, header=header, body=body, dropped=heads, place=place)))


def _heads_again(row: GridRow, below: Sequence[GridRow], header: GridRow) -> bool:
    """Whether a row repeats the header of the indicators, or is a goal by itself above a header that comes again."""
    if is_indicator_header(row) or repeats_row(row, header):
        return True
    alone = sum(not is_blank(cell) for cell in row.cells) == 1
    return alone and bool(below) and is_indicator_header(below[0])


def _parts_spans(first: GridRow, second: GridRow) -> bool:
    """Whether a row only parts the wide words of the header above it (指标值 into 前年, 上年, 当年)."""
    filled = [column for column, cell in enumerate(second.cells) if not is_blank(cell)]
    whole = [column for column in filled if cell_at(first, column) and cell_at(first, column + 1)]
    printed = any(parse_quantity(second.cells[column]).value is not None for column in filled)
    return len(filled) > 1 and not whole and not printed


def _place(rows: Sequence[GridRow]) -> Place | None:
    if not rows:
        return None
    first, last = rows[0].place, rows[-1].place
    return replace(first, end_line=last.end_line or last.line)
