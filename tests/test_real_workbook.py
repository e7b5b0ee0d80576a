"""A published form with deeply merged cells: what it says comes out with its meaning."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from conftest import SEEDS

from index.model import Document, Fact
from index.reading import read_document

WORKBOOKS = SEEDS.parent / "real" / "workbook"


@pytest.fixture(scope="module")
def form() -> tuple[Document, tuple[Fact, ...]]:
    found: list[Path] = sorted(WORKBOOKS.glob("*.xlsx"))
    if not found:
        pytest.skip(f"没有真实的工作簿：{WORKBOOKS} 里找不到 .xlsx 文件")
    return read_document(found[0])


def fact(facts: tuple[Fact, ...], row: str, column: str) -> Fact:
    return next(one for one in facts if row in one.row and column in one.column)


@pytest.mark.parametrize(
    ("row", "column", "raw", "value", "unit"),
    [
        ("基本支出", "内容", "10,891.62", "10891.62", "万元"),
        ("财政拨款", "内容", "72807.38", "72807.38", "万元"),
        ("“三支一扶”高校毕业生", "资金", "587.81", "587.81", "万元"),
        ("促进就业专项资金", "资金", "1140", "1140", "万元"),
        ("城镇新增就业人数", "指标值", "50000", "50000", "人"),
        ("就业服务满意度", "指标值", "≧90%", "90", "%"),
        ("补贴发放准确率", "指标值", "100%", "100", "%"),
    ],
)
def test_figures_of_the_form(
    form: tuple[Document, tuple[Fact, ...]], row: str, column: str, raw: str, value: str, unit: str
) -> None:
    found = fact(form[1], row, column)
    assert (found.raw, found.value, found.unit) == (raw, Decimal(value), unit)


def test_indicators_stand_below_their_groups(form: tuple[Document, tuple[Fact, ...]]) -> None:
    parents = {one.parents for one in form[1] if one.table_kind == "绩效指标表"}
    assert {group.split(" / ")[0] for group in parents} == {"产出指标", "效益指标", "满意度指标"}
    economic = [one.row for one in form[1] if one.parents == "效益指标 / 经济效益指标"]
    assert economic == ["解决就业困难人员就业人数（人）", "失业人员再就业人数（人）"]


def test_every_fact_is_found_in_its_row_of_the_sheet(form: tuple[Document, tuple[Fact, ...]]) -> None:
    document, facts = form
    assert document.department.endswith("人力资源和社会保障局")
    assert fact(facts, "促进就业专项资金", "资金").sheet_row == 14
    assert all(one.sheet == "Sheet1" and one.sheet_row for one in facts)
