"""Forms: labels beside values (project forms with amount, purpose, payment plan, goal), and what
follows them, the indicators.

A form becomes one table of kind 项目信息表, a row for each field: `label` is the field as printed,
`parents` are the project and the group of fields, the single column holds the value. The
indicators below the fields become a table of their own, of kind 绩效指标表, under the same title.
A blank template (指标1, 指标值1, …) keeps its title and has no rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.catalogue.headers import column_roles, form_fields, form_groups, header_words
from index.catalogue.measures import VALUE, measure_of
from index.catalogue.wording import folded
from index.line_kinds import is_organisation
from index.model import GridRow
from index.tables.cells import is_blank, is_number, mended
from index.tables.parts import cell_at
from index.tables.units import bracketed_unit

_MONTH = re.compile(r"^(?:\d{1,2}月(?:底|末)?|第?[一二三四1-4]季度)$")
_PERCENT = re.compile(r"^\d+(?:\.\d+)?%$")
_TEMPLATE = re.compile(r"^(?:指标(?:值)?\d*|三级指标\d*|\.{2,}|…+|\*+|x+|×+)$")
_INDICATOR_HEADER = frozenset(("一级指标", "二级指标"))
_INDICATOR = "指标"  # beside its value; elsewhere any item
_UNIT_OF_LABEL = re.compile(r"\((?:万|亿)?元\)$")
_STAGE = re.compile(
    r"(?:(?:年初|全年|调整后?|实际|当年)(?:预算|执行|支出)数?|预算执行数|(?:预算)?执行率(?:\(%\))?|分值|得分)$"
)
_STAGE_OF_MONEY = re.compile("预算数?$|执行数?$|支出数?$")
_PURPOSE = "用途"
_MAX_LABEL = 20
_MIN_ROWS = 2  # that show what the head of a table stands above
_MIN_COLUMNS = 4  # of the head of a table, more than two pairs of a label and a value fill


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: its group (empty for none), label and value as printed, and the unit of money
    that the words above it give; `head` is the word above the column where a field has several values (年初预算数,
    全年执行数)."""

    group: str
    label: str
    value: str
    row: GridRow
    unit: str = ""
    head: str = ""


def is_field(cell: str) -> bool:
    """Whether a cell is the label of a form's field."""
    text = folded(cell)
    if not text:
        return False
    if text.endswith(":") and 2 < len(text) <= 16 and not text.startswith(("注", "单位:")):
        return True
    return text in form_fields() or bool(_MONTH.match(text))


def bare_label(cell: str) -> str:
    """A label, folded, without the unit of money in brackets behind it: 当年预算（万元）."""
    return _UNIT_OF_LABEL.sub("", folded(cell)) or folded(cell)


def is_group(cell: str) -> bool:
    """Whether a cell names a group of fields."""
    return folded(cell) in form_groups()


def is_indicator_header(row: GridRow) -> bool:
    """Whether a row is the header of indicators: 一级指标, 二级指标, … or 指标名称, 指标值."""
    words = {folded(cell) for cell in row.cells}
    if words >= _INDICATOR_HEADER:
        return True
    named = _INDICATOR in words or any(column_roles().get(word) == "indicator" for word in words)
    return named and any(measure_of(word) == VALUE for word in words if word)


def begins_form(rows: Sequence[GridRow]) -> bool:
    """Whether the first row of a grid pairs labels with values.

    The labels of a header stand side by side; in a form a value, or the room for one, lies between. A body beside its
    label begins a form too, where indicators stand further below.
    """
    if not rows or not _has_room(rows[0]):
        return _names_body(rows)
    if _heads_columns(rows):
        return False
    return any(not is_blank(cell) and not is_field(cell) for cell in rows[0].cells)


def _heads_columns(rows: Sequence[GridRow]) -> bool:
    """Whether each of the next rows fills the columns of the first one, which holds words alone, with a number in the
    same column: the head of a table (项目名称 | 功能科目 | 金额（元） | 实施地点)."""
    head = [column for column, cell in enumerate(rows[0].cells) if not is_blank(cell)]
    below = rows[1:4]
    values = [rows[0].cells[column] for column in head]
    if (
        len(head) < _MIN_COLUMNS
        or len(below) < _MIN_ROWS
        or any(is_number(one) or _MONTH.match(one) or _PERCENT.match(one) for one in values)
    ):
        return False  # 3月底, 6月底 and 20%, 50% are of a form
    whole = all(not is_blank(cell_at(row, column)) for row in below for column in head)
    return whole and any(all(is_number(row.cells[column]) for row in below) for column in head)


def _names_body(rows: Sequence[GridRow]) -> bool:
    """Whether the first row holds nothing but a label and the name of a body, with a header of indicators below it."""
    filled = [cell for cell in rows[0].cells if not is_blank(cell)] if rows else []
    named = len(filled) == 2 and is_organisation(filled[1]) and not is_number(filled[0])
    return named and any(is_indicator_header(row) for row in rows[1:])


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
    if any(_heads_column(cell) for cell in cells if not is_field(cell)):
        return False
    labels = [column for column, cell in enumerate(cells) if is_field(cell)]
    return not any(right - left == 1 for left, right in pairwise(labels))


def _heads_column(cell: str) -> bool:
    """Whether a cell that is no label of a field is the word above a column, with or without its unit."""
    bare = bare_label(cell)
    return bare in header_words() or folded(cell) in header_words() or bare.endswith("指标") or bool(_STAGE.match(bare))


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
    group = unit = ""
    heads: dict[int, str] = {}
    stages: dict[int, str] = {}
    for index, row in enumerate(rows):
        cells = row.cells
        lead = cells[0] if cells else ""
        if is_group(lead) or (lead and is_field(lead)):
            group = mended(lead) if is_group(lead) else ("" if not _MONTH.match(folded(lead)) else group)
            unit = bracketed_unit(lead)
        filled = [(column, cell) for column, cell in enumerate(cells) if not is_blank(cell) and not is_group(cell)]
        if lead and not is_field(lead) and not is_group(lead) and _heads_fields(filled):
            group, unit, filled = mended(lead), bracketed_unit(lead), filled[1:]
            if not filled:
                continue
        elif lead and not is_field(lead) and not is_group(lead):
            group = unit = ""
        if stages and not lead and filled and filled[0][0] < min(stages):
            yield from _several_values(group, filled, stages, row, unit)
            continue
        stages = {column: cell for column, cell in filled if _STAGE.match(folded(cell))}
        if len(stages) > 1:
            continue
        stages = {}
        if _heads_pairs(filled, rows[index + 1 :]):
            unit = next(filter(None, (bracketed_unit(cell) for _, cell in filled)), "")
            continue
        if heads and filled and not any(is_field(cell) for _, cell in filled):
            yield from (Field(group, heads[column], cell, row) for column, cell in filled if column in heads)
            continue
        heads = {column: cell for column, cell in filled if is_field(cell)} if _is_head_row(filled) else {}
        if not heads:
            yield from _pairs(group, filled, row, unit)


def _several_values(
    group: str, filled: Sequence[tuple[int, str]], stages: Mapping[int, str], row: GridRow, unit: str
) -> list[Field]:
    """The values of a field below the words of their stages (年度资金总额 below 年初预算数, 全年预算数, 全年执行数)."""
    label = filled[0][1]
    return [
        Field(group, label, cell, row, unit if _STAGE_OF_MONEY.search(stages[column]) else "", stages[column])
        for column, cell in filled[1:]
        if column in stages
    ]


def _is_head_row(filled: Sequence[tuple[int, str]]) -> bool:
    """A row of labels over values that come in the next row (3月底, 6月底, 10月底)."""
    return len(filled) > 1 and all(is_field(cell) for _, cell in filled)


def are_pairs(cells: Sequence[str]) -> bool:
    """Whether cells are words and numbers in turn: 基本支出 | 10.00 | 财政拨款 | 12.00."""
    return (
        len(cells) > 1 and len(cells) % 2 == 0 and all(is_number(cell) == bool(at % 2) for at, cell in enumerate(cells))
    )


def _heads_fields(filled: Sequence[tuple[int, str]]) -> bool:
    """Whether the first cell of a row, which no catalogue knows, names what stands beside it and below:
    nothing, one text, pairs of a word and a number, or words above such pairs."""
    words = [cell for _, cell in filled[1:]]
    short = len(filled[0][1]) <= _MAX_LABEL and not is_number(filled[0][1])
    return short and (len(words) < 2 or are_pairs(words) or not any(map(_is_known, words)))


def _is_known(cell: str) -> bool:
    return is_field(cell) or is_number(cell)


def _heads_pairs(filled: Sequence[tuple[int, str]], below: Sequence[GridRow]) -> bool:
    """Whether the cells are words above pairs of a word and a number (部门预算支出 | 预算金额（万元）)."""
    if len(filled) < 2 or any(_is_known(cell) for _, cell in filled):
        return False
    named = any(bracketed_unit(cell) for _, cell in filled)
    following = [cell for cell in below[0].cells if not is_blank(cell)] if below else []
    return named or are_pairs(following)


def _pairs(group: str, filled: Sequence[tuple[int, str]], row: GridRow, unit: str) -> Iterator[Field]:
    label = ""
    alone = len(filled) == 1
    texts = [cell for _, cell in filled]
    for cell, following in zip(texts, [*texts[1:], ""], strict=False):
        if not is_number(cell) and (is_field(cell) or (not label and is_number(following))):
            label = cell
        elif label:
            yield Field(group, label, cell, row, unit if is_number(cell) else "")
            label = ""
        elif group and (alone or is_number(cell)):
            yield Field(group, "", cell, row, unit)


def field_item(field: Field) -> str:
    """What a field is about in a word: its label, or the purpose for text under 预算规模及资金用途."""
    if field.label:
        return bare_label(field.label).removeprefix("其中:").rstrip(":")
    return _PURPOSE if _PURPOSE in field.group else field.group
