"""Facts: one a non-empty cell, with canonical words, exact values and the contract's columns."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pytest

from index.facts import export_columns, facts_frame, facts_of
from index.model import Basis, Block, Document, Fact, Grid, GridRow, Heading, Paragraph, Place, Source
from index.tables import build_tables


def facts(title: str, rows: Sequence[str], unit: str = "万元", level: str = "部门") -> list[Fact]:
    """The facts of one table whose rows are given with | between the cells."""
    grid = tuple(GridRow(tuple(row.split("|")), Place(number, number)) for number, row in enumerate(rows, start=3))
    blocks: list[Block] = [Heading(title, 1, Place(1))]
    blocks += [Paragraph(f"单位：{unit}", Place(2)), Grid(grid, Place(3, len(rows) + 2))]
    source = Source("/x/a.txt", "a.txt", "0", 1)
    tables = build_tables(blocks)
    document = Document(
        "d1", source, "某市某局2024年部门预算", "某市某局", "某市", 2024, Basis.BUDGET, level, (), (), tables, ()
    )
    return list(facts_of(document))


INCOME = [
    "单位名称|总计|本年收入|",
    "||小计|一般公共 预算",
    "合计|9.00|9.00|9.00",
    "某市某局（部门）|9.00|9.00|9.00",
    "某市某局|6.00|6.00|6.00",
    "某市某局服务中心|3.00|3.00|3.00",
]


def test_a_fact_knows_everything_about_its_cell() -> None:
    found = facts("2024年部门收入预算总表", INCOME)
    assert len(found) == 12
    last = found[-1]
    assert (last.document_id, last.source_file, last.department, last.year, last.basis) == (
        "d1",
        "a.txt",
        "某市某局",
        2024,
        "预算",
    )
    assert (last.table_kind, last.unit_name, last.row, last.column) == (
        "收入总表",
        "某市某局服务中心",
        "某市某局服务中心",
        "本年收入 / 一般公共预算",
    )
    assert (last.raw, last.value, last.unit, last.line) == ("3.00", Decimal("3.00"), "万元", 8)
    assert (last.item, last.item_kind, last.measure, last.level) == ("某市某局服务中心", "unit", "一般公共预算", 2)
    assert (last.row_number, last.column_number) == (3, 2)


def test_rows_of_the_whole_department_are_told_from_those_of_a_unit() -> None:
    by_row = {fact.row: fact.scope for fact in facts("2024年部门收入预算总表", INCOME)}
    assert list(by_row.values()) == ["department", "department", "unit", "unit"]
    alone = {fact.scope for fact in facts("2024年单位收入预算总表", INCOME, level="单位")}
    assert alone == {"department"}


def test_totals_belong_to_the_department() -> None:
    total = facts("2024年部门收入预算总表", INCOME)[0]
    assert (total.unit_name, total.item_kind, total.measure, total.level) == ("某市某局", "total", "合计", 0)


def test_blank_and_dash_give_no_fact_but_zero_does() -> None:
    rows = ["科目编码|科目名称|合计|基本支出|项目支出", "201|一般公共服务支出|0.00|—|", "20101|人大事务|-|0|--"]
    found = facts("2024年部门一般公共预算支出表", rows)
    assert [(fact.code, fact.raw) for fact in found] == [("201", "0.00"), ("20101", "0")]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("1,234.50", "1234.50"),
        ("１２．５", "12.5"),
        ("-3.20", "-3.20"),
        ("−3.20", "-3.20"),
        ("－3.20", "-3.20"),
        ("0.10", "0.10"),
        ("12345678901234567890.12", "12345678901234567890.12"),
    ],
)
def test_values_are_the_exact_decimals_as_printed(raw: str, value: str) -> None:
    rows = ["科目编码|科目名称|合计|项目支出", "201|一般公共服务支出|1.00|", f"20101|人大事务|{raw}|"]
    found = facts("2024年部门支出预算总表", rows)[-1]
    assert (found.raw, found.value) == (raw, Decimal(value))
    assert str(found.value) == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("12345678901234567890", "12345678901234567890"),
        ("123456789012345678901", None),
        ("330402199001011234330402199001011234", None),
        ("16.333333333333332", "16.33333333"),
        ("99999999999999999999.999999999", None),
        ("0." + "3" * 150, "0.33333333"),
        ("9" * 400 + ".5", None),
    ],
)
def test_numbers_that_no_amount_can_be_never_break_the_store(raw: str, value: str | None) -> None:
    rows = ["科目编码|科目名称|合计|项目支出", "201|一般公共服务支出|1.00|", f"20101|人大事务|{raw}|"]
    found = facts("2024年部门支出预算总表", rows)
    assert (found[-1].raw, found[-1].value) == (raw, Decimal(value) if value else None)
    assert facts_frame(found)["value"].iloc[-1] == (Decimal(value) if value else None) or value is None


def test_the_unit_of_the_table_stays() -> None:
    rows = ["科目编码|科目名称|合计|项目支出", "201|一般公共服务支出|1,000,000.00|"]
    found = facts("2024年部门支出预算总表", rows, unit="元")[0]
    assert (found.value, found.unit) == (Decimal("1000000.00"), "元")


def test_a_mixed_total_is_no_total_of_the_three_kinds() -> None:
    rows = ["合计|因公出国（境）费|公务接待费|会议费|培训费", "9.00||2.00|3.00|4.00"]
    found = {fact.column: (fact.item, fact.measure) for fact in facts("2024年三公经费、会议费、培训费预算表", rows)}
    assert found["公务接待费"] == ("公务接待费", "合计")
    assert found["合计"] == ("合计", "合计")
    assert found["会议费"] == ("会议费", "合计")


def test_shares_are_percentages() -> None:
    rows = ["科目编码|科目名称|上年预算数|本年预算数|增减%", "201|一般公共服务支出|8.00|10.00|25.00"]
    found = {fact.measure: (fact.value, fact.unit) for fact in facts("2024年一般公共预算支出表", rows)}
    assert found["增减率"] == (Decimal("25.00"), "%")
    assert found["上年预算数"] == (Decimal("8.00"), "万元")


def test_export_columns_are_the_first_fields_of_a_fact() -> None:
    names = Fact._fields
    assert names[: len(export_columns)] == export_columns
    assert export_columns[-3:] == ("unit", "page", "line")


def test_the_frame_keeps_types_and_exact_values() -> None:
    frame = facts_frame(facts("2024年部门收入预算总表", INCOME))
    assert list(frame.columns) == list(Fact._fields)
    assert frame["value"].dtype == pd.ArrowDtype(pa.decimal128(28, 8))
    assert frame["row"].dtype == "string[pyarrow]"
    assert str(frame["year"].dtype) == "Int64"
    assert frame["page"].isna().all()
    units = frame[(frame["level"] == 2) & (frame["measure"] == "合计")]
    assert units["value"].sum() == Decimal("9.00")


def test_a_frame_of_no_facts_has_all_columns() -> None:
    frame = facts_frame([])
    assert len(frame) == 0
    assert frame["value"].dtype == pd.ArrowDtype(pa.decimal128(28, 8))
