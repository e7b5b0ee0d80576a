"""Forms: labels beside values (project forms with amount, purpose, payment plan, goal), and what
follows them, the indicators.

A form becomes one table of kind 项目信息表, a row for each field: `label` is the field as printed,
`parents` are the project and the group of fields, the single column holds the value. The
indicators below the fields become a table of their own, of kind 绩效指标表, under the same title.
A blank template (指标1, 指标值1, …) keeps its title and has no rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.catalogue.headers import form_fields, form_groups, header_words
from index.catalogue.wording import folded
from index.model import GridRow
from index.tables.cells import is_blank, is_number, mended

_MONTH = re.compile(r"^(?:\d{1,2}月(?:底|末)?|第?[一二三四1-4]季度)$")
_TEMPLATE = re.compile(r"^(?:指标(?:值)?\d*|三级指标\d*|\.{2,}|…+|\*+|x+|×+)$")
_INDICATOR_HEADER = ("一级指标", "二级指标")
_PURPOSE = "用途"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: its group (empty for none), label and value as printed."""

    group: str
    label: str
    value: str
    row: GridRow


def is_field(cell: str) -> bool:
    """Whether a cell is the label of a form's field."""
    text = folded(cell)
    if not text:
        return False
    if text.endswith(":") and 2 < len(text) <= 16 and not text.startswith(("注", "单位:")):
        return True
    return text in form_fields() or bool(_MONTH.match(text))


def is_group(cell: str) -> bool:
    """Whether a cell names a group of fields."""
    return folded(cell) in form_groups()


def is_indicator_header(row: GridRow) -> bool:
    """Whether a row is the header of indicators (一级指标, 二级指标, …)."""
    words = {folded(cell) for cell in row.cells}
    return all(word in words for word in _INDICATOR_HEADER)


def begins_form(rows: Sequence[GridRow]) -> bool:
    """Whether the first row of a grid pairs labels with values.

    The labels of a header stand side by side; in a form a value, or the room for one, lies between.
    """
    if not rows or not _has_room(rows[0]):
        return False
    return any(not is_blank(cell) and not is_field(cell) for cell in rows[0].cells)


def is_form(rows: Sequence[GridRow]) -> bool:
    """Whether a grid is a form: labels with values in its first row, and more labels below."""
    if len(rows) < 3:
        return False
    return _has_room(rows[0]) and any(
        row.cells and (is_field(row.cells[0]) or is_group(row.cells[0])) for row in rows[1:8]
    )


def _has_room(row: GridRow) -> bool:
    """Whether each label in a row has a value, or the room for one, beside it."""
    cells = row.cells
    if not cells or not is_field(cells[0]):
        return False
    if any(folded(cell) in header_words() for cell in cells if not is_field(cell)):
        return False
    labels = [column for column, cell in enumerate(cells) if is_field(cell)]
    return not any(right - left == 1 for left, right in pairwise(labels))


def split_form(rows: Sequence[GridRow]) -> tuple[list[GridRow], list[GridRow]]:
    """The rows of the fields and the rows of the indicators, header included."""
    for index, row in enumerate(rows):
        if is_indicator_header(row):
            return list(rows[:index]), list(rows[index:])
    return list(rows), []


def is_template(rows: Sequence[GridRow]) -> bool:
    """Whether the rows of indicators are those of a form that nobody has filled in."""
    cells = [folded(cell) for row in rows for cell in row.cells[1:] if not is_blank(cell)]
    marks = sum(1 for cell in cells if _TEMPLATE.match(cell))
    return marks > 0 and marks * 2 >= len(cells)


def is_template_row(row: GridRow) -> bool:
    """Whether a row of indicators holds placeholders only (指标1, 指标值1)."""
    if not any("指标" in cell or cell.startswith(("…", "..")) for cell in row.cells[-3:]):
        return False
    cells = [folded(cell) for cell in row.cells if not is_blank(cell)]
    return len(cells) > 1 and sum(1 for cell in cells if _TEMPLATE.match(cell)) >= 2


def read_fields(rows: Sequence[GridRow]) -> Iterator[Field]:
    """The filled fields of a form, in order."""
    group = ""
    heads: dict[int, str] = {}
    for row in rows:
        cells = row.cells
        lead = cells[0] if cells else ""
        if is_group(lead) or (lead and is_field(lead)):
            group = mended(lead) if is_group(lead) else ("" if not _MONTH.match(folded(lead)) else group)
        filled = [(column, cell) for column, cell in enumerate(cells) if not is_blank(cell) and not is_group(cell)]
        if heads and filled and not any(is_field(cell) for _, cell in filled):
            yield from (Field(group, heads[column], cell, row) for column, cell in filled if column in heads)
            continue
        heads = {column: cell for column, cell in filled if is_field(cell)} if _is_head_row(filled) else {}
        if not heads:
            yield from _pairs(group, filled, row)


def _is_head_row(filled: Sequence[tuple[int, str]]) -> bool:
    """A row of labels over values that come in the next row (3月底, 6月底, 10月底)."""
    return len(filled) > 1 and all(is_field(cell) for _, cell in filled)


def _pairs(group: str, filled: Sequence[tuple[int, str]], row: GridRow) -> Iterator[Field]:
    label = ""
    for _, cell in filled:
        if is_field(cell) and not is_number(cell):
            label = cell
        elif label:
            yield Field(group, label, cell, row)
            label = ""
        elif group:
            yield Field(group, "", cell, row)


def field_item(field: Field) -> str:
    """What a field is about in a word: its label, or the purpose for text under 预算规模及资金用途."""
    if field.label:
        return folded(field.label).removeprefix("其中:").rstrip(":")
    return _PURPOSE if _PURPOSE in field.group else field.group
