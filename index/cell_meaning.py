"""What a data cell says: what it is about, what it measures, and its value with unit and operator.

Most tables are plain: the row says what its cells are about, the column what they measure and in which unit.
Forms, indicators and tables of 三公经费 have ways of their own (`special_reading`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Context, Decimal
from functools import lru_cache, partial

from index.amounts import YUAN_PER_UNIT
from index.catalogue.comparisons import names_year
from index.catalogue.measures import ATTAINED, THREE_PUBLIC_KINDS, TOTAL, VALUE, measure_of, three_public_kind
from index.catalogue.subjects import Classification, subjects_named
from index.model import DataRow, ItemKind, Table, TableKind
from index.tables.cells import parse_number, parse_quantity
from index.tables.fields import COLUMN
from index.tables.units import bracketed_unit

_COUNTS = frozenset(("数量", "编制数", "实有人数", "人数", "面积"))
_RATES = frozenset(("增减率", "占比", "比例", "比重"))
_BESIDE_THREE_PUBLIC = frozenset(("会议费", "培训费"))
_STAFF = ("人数", "编制数", "人员数", "编制")
_HALVES_OF_BASIC = frozenset(("人员经费", "公用经费"))
_RUNNING_COST = "机关运行经费"
_PROJECT_MONEY = frozenset((TOTAL, "财政拨款", "其他资金", "一般公共预算", "预算资金", "单位资金"))
PRECISION, SCALE = 28, 8  # of the numbers that the store holds
_SMALLEST = Decimal(1).scaleb(-SCALE)
_MAX_DIGITS = PRECISION - SCALE  # before the point
_SHORT = SCALE + 2  # as long as a printed number may be without a look at its digits
_ROUNDING = Context(prec=PRECISION + 1)
_SCORE = re.compile(r"(?:得分|分值|评分|分数)$")  # of a self-evaluation beside amounts
_COUNT_FIELD = re.compile(r"(人员?|编制|单位|机构|车辆)(?:总|个)?数量?$")  # 财政供养人员数
_COUNTED_IN = {"人": "人", "员": "人", "制": "名", "位": "个", "构": "个", "辆": "辆"}
_SCORE_FIELD = re.compile(r"分值|得分|权重")  # beside amounts of money: 执行率分值（10）
_CODE_FIELD = re.compile(r"编码|编号|名称|电话|时间|期限")

Meaning = tuple[str, str, str]  # item, kind of item, measure
Value = tuple[Decimal | None, str, str]  # value, unit, operator
Reading = Callable[[DataRow, str, str, str | None], tuple[Meaning, Value]]


def special_reading(table: Table, measures: Sequence[str]) -> Reading | None:
    """How the cells of a table with these measures are read: a function of row, printed cell, measure and the
    column's unit; None for a plain table."""
    if table.kind is TableKind.THREE_PUBLIC:
        return partial(_read_three_public, mixed=_holds_more_than_three_public(table, measures))
    if table.kind is TableKind.PROJECT_INFO:
        return _read_field
    if table.kind is TableKind.BASIC and set(measures) <= _HALVES_OF_BASIC:
        return _read_half
    if table.kind is TableKind.BASIC and _are_subjects(measures):
        return _read_below_subject
    return partial(_read_indicator, table.unit) if table.kind is TableKind.INDICATOR else None


def _read_three_public(row: DataRow, raw: str, measure: str, unit: str | None, mixed: bool) -> tuple[Meaning, Value]:
    counted = row.measure_unit and row.measure_unit not in YUAN_PER_UNIT
    return _three_public_meaning(row, measure, mixed), _plain_value(row, raw, None if counted else unit)


def _read_half(row: DataRow, raw: str, measure: str, unit: str | None) -> tuple[Meaning, Value]:
    """An economic subject in a table of 人员经费 beside 公用经费 without their sum has its whole amount there."""
    whole = row.item_kind is ItemKind.ECONOMIC
    return (row.item, row.item_kind, TOTAL if whole else measure), _plain_value(row, raw, unit)


def _are_subjects(measures: Sequence[str]) -> bool:
    """Whether most columns are economic subjects, so that the rows are units."""
    own = [measure for measure in measures if measure != TOTAL]
    return sum(bool(subjects_named(measure, Classification.ECONOMIC)) for measure in own) * 2 > len(own)


def _read_below_subject(row: DataRow, raw: str, measure: str, unit: str | None) -> tuple[Meaning, Value]:
    """In a table of units whose columns are economic subjects a cell is about the subject."""
    of_unit = measure == TOTAL or row.item_kind not in (ItemKind.UNIT, ItemKind.TOTAL)
    meaning = (row.item, row.item_kind, measure) if of_unit else (measure, ItemKind.ECONOMIC, TOTAL)
    return meaning, _plain_value(row, raw, unit)


def _read_field(row: DataRow, raw: str, measure: str, unit: str | None) -> tuple[Meaning, Value]:
    if _CODE_FIELD.search(row.label):
        return _field_meaning(row, measure), (None, "", "")
    if _SCORE_FIELD.search(row.label):
        return _field_meaning(row, measure), (printed_value(raw)[0], "", "")
    if measure != COLUMN:
        return _staged_meaning(row, measure), _plain_value(row, raw, row.measure_unit)
    value = _plain_value(row, raw, None if row.measure_unit else unit)
    counted = _COUNT_FIELD.search(row.label) if value[0] is not None and not value[1] else None
    return _field_meaning(row, measure), (value[0], _COUNTED_IN[counted[1][-1]], value[2]) if counted else value


def _read_indicator(money: str, row: DataRow, raw: str, measure: str, unit: str | None) -> tuple[Meaning, Value]:
    """`money` is the unit of the table's amounts, `unit` the one that the header of a column states itself."""
    of_project = measure in _PROJECT_MONEY or unit in YUAN_PER_UNIT
    value = _indicator_value((money if measure in _PROJECT_MONEY else "") or unit or "", row, raw, measure)
    return _indicator_meaning(row, measure, of_project), value


def _staged_meaning(row: DataRow, stage: str) -> Meaning:
    """Of the values of a field at several stages: all money of the project, or the part from one source of it."""
    if not row.project:
        return row.item, row.item_kind, stage
    part = "" if row.item_kind is ItemKind.PROJECT else measure_of(row.label)
    return row.project, ItemKind.PROJECT, f"{stage}/{part}" if part else stage


def _field_meaning(row: DataRow, measure: str) -> Meaning:
    """In a form the amount is that of the project, and the field says what is measured."""
    if row.project:
        field = measure_of(row.label.rstrip("：: "))
        group = row.parents[-1] if len(row.parents) > 1 else ""
        if row.item_kind is ItemKind.PROJECT or parse_number(row.cells[0]) is not None:
            name = f"资金支出计划/{row.item}" if "计划" in group else field
            return row.project, ItemKind.PROJECT, name
        return row.item, row.item_kind, row.item
    if parse_number(row.cells[0]) is not None:
        return row.item, row.item_kind, TOTAL  # a figure of the whole department
    return row.item, row.item_kind, measure


def _indicator_meaning(row: DataRow, measure: str, of_project: bool) -> Meaning:
    if row.project and of_project:
        return row.project, ItemKind.PROJECT, measure
    return row.item, row.item_kind, measure


def _holds_more_than_three_public(table: Table, measures: Sequence[str]) -> bool:
    """Whether a table of 三公经费 has columns or rows for 会议费 or 培训费 too."""
    named = {*(measure.rpartition("/")[2] for measure in measures), *(row.item for row in table.rows)}
    return not _BESIDE_THREE_PUBLIC.isdisjoint(named)


def _three_public_meaning(row: DataRow, measure: str, mixed: bool) -> Meaning:
    """The kind of 三公经费 that a cell is about, from its row or its column: the kinds may stand in either.

    `mixed` says that 会议费 or 培训费 stand beside them, so that a bare 合计 is not the 三公 total.
    """
    by_row = three_public_kind(row.item)
    if by_row:
        return by_row, ItemKind.THREE_PUBLIC, TOTAL if measure == THREE_PUBLIC_KINDS[0] else measure
    group, _, name = measure.rpartition("/")
    if name in THREE_PUBLIC_KINDS:
        return name, ItemKind.THREE_PUBLIC, group or TOTAL
    if name in _BESIDE_THREE_PUBLIC or name == _RUNNING_COST:
        return name, ItemKind.OTHER, group or TOTAL
    if row.item in _BESIDE_THREE_PUBLIC:
        return row.item, ItemKind.OTHER, measure
    whole = not row.item or row.item_kind in (ItemKind.TOTAL, ItemKind.UNIT) or names_year(row.label)
    if whole and not mixed:
        return THREE_PUBLIC_KINDS[0], ItemKind.THREE_PUBLIC, measure
    return row.item, ItemKind.OTHER if row.item_kind is ItemKind.THREE_PUBLIC else row.item_kind, measure


@lru_cache(maxsize=4096)
def column_unit(column: str, measure: str, kind: TableKind, unit: str) -> str | None:
    """The unit that a column gives its figures in a table of this kind and unit; None where the row has to tell."""
    money = bracketed_unit(column)
    measure = measure.rpartition("/")[2] if measure.rpartition("/")[2] in _COUNTS else measure  # 上年末/数量
    if money and measure not in _COUNTS:
        return money
    last = unicodedata.normalize("NFKC", column.split(" / ")[-1])
    bracket = re.search(r"\(([^()]{1,4})\)$", last)
    if bracket and measure in _COUNTS:
        return bracket[1]
    if measure in _RATES or last.endswith(("%", "%)")):
        return "%"
    if kind is not TableKind.INDICATOR and _SCORE.search(last):
        return "分"
    if kind is TableKind.ORGANISATION and any(part.endswith(_STAFF) for part in (measure, *column.split(" / "))):
        return "人"
    if kind is TableKind.PROJECT_INFO and not unit:
        return None
    return None if measure in _COUNTS or kind is TableKind.INDICATOR else unit


def _plain_value(row: DataRow, raw: str, column_unit: str | None) -> Value:
    value, unit = printed_value(raw)
    if unit is None:
        unit = row.measure_unit if column_unit is None else column_unit
    return value, unit, ""


def _indicator_value(unit: str, row: DataRow, raw: str, measure: str) -> Value:
    """The value of an indicator in its own unit, or an amount of money in the `unit` of its column."""
    if measure == VALUE:
        value, own, operator = parse_quantity(raw).value, row.measure_unit, row.operator
    elif measure == ATTAINED or measure.endswith(f"/{VALUE}"):  # of another year, in a column of its own
        quantity = parse_quantity(raw)
        value, own, operator = quantity.value, quantity.unit or row.measure_unit, quantity.operator
    else:
        value, operator = parse_number(raw), ""
        own = unit if value is not None else ""
    if value is None:
        return None, own, operator
    stored = _storable(value)
    return (None, "", "") if stored is None else (stored, own, operator)


def is_plain_amount(raw: str) -> bool:
    """Whether a cell prints nothing but digits, perhaps with a point, and as few as every amount has."""
    return len(raw) <= _SHORT and raw.isascii() and raw.replace(".", "", 1).isdigit() and raw[0] != "." != raw[-1]


def printed_value(raw: str) -> tuple[Decimal | None, str | None]:
    """The value that a cell prints, and its unit: % or that of a quantity (3次), None where it prints none.

    Words have no value and no unit, and so has a number too long for any amount, for it is a code.
    """
    value, unit = parse_number(raw), None
    if value is None:
        if raw.isalpha():
            return None, ""
        quantity = parse_quantity(raw)
        value, unit = quantity.value, quantity.unit
    elif not raw[-1:].isdigit() and raw.rstrip().endswith(("%", "％")):
        unit = "%"
    if value is not None and not _is_plainly_storable(raw):
        value = _storable(value)
    return (None, "") if value is None else (value, unit)


def _is_plainly_storable(raw: str) -> bool:
    """Whether a number has few enough digits before and behind its point by the mere length of its print."""
    if len(raw) <= _SHORT:
        return True
    return len(raw) <= _MAX_DIGITS and raw.isascii() and "." not in raw[: -SCALE - 1]


def _storable(value: Decimal) -> Decimal | None:
    """The value as the store can hold it: None with more digits before the point than that, rounded
    where a workbook's binary fraction prints more decimals."""
    exponent = value.as_tuple().exponent
    if value.adjusted() < _MAX_DIGITS and isinstance(exponent, int) and exponent < -SCALE:
        value = value.quantize(_SMALLEST, context=_ROUNDING)
    return value if value.adjusted() < _MAX_DIGITS else None
