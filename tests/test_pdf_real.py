"""The published PDF files, where they are there: goldens that were checked by eye, every table with its kind."""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path

import pytest
from text_documents import without_space

from index.model import TableKind
from index.reading import read_document

GOLDEN = Path(__file__).parent / "golden"
REAL = Path(os.environ.get("BUDGET_SEEDS", Path(__file__).resolve().parents[2] / "shared" / "seeds")).parent / "real"
CHECKED_BY_EYE = {
    "jiangsu_2018_budget": "江苏省人大办公厅__*2018*.pdf",
    "wanli_2024_budget": "*万里街道*24年预算.pdf",
    "putuo_finance_2024_final": "*普陀区财政局2024*决算.pdf",
}


def real_file(pattern: str) -> Path:
    found = sorted(REAL.glob(f"*/{pattern}"))
    if not found:
        pytest.skip(f"没有真实的 PDF 文件：{REAL} 里找不到 {pattern}")
    return found[0]


@pytest.mark.parametrize("name", CHECKED_BY_EYE)
def test_real_pages_give_the_figures_that_were_checked_by_eye(name: str) -> None:
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        golden = Counter(tuple(row.values()) for row in csv.DictReader(file))
    pages = {row[0] for row in golden}
    _, facts = read_document(real_file(CHECKED_BY_EYE[name]))
    read_facts = Counter(
        (str(one.page), one.table_kind, one.code, one.row, one.column.replace(" / ", "/"), str(one.value), one.unit)
        for one in facts
        if one.value is not None and str(one.page) in pages
    )
    assert read_facts == golden


@pytest.mark.parametrize(
    ("pattern", "title", "tables"),
    [
        ("江苏省人大办公厅__*2018*.pdf", ("江苏省人大常委会办公厅", 2018, "预算", "部门"), 12),
        ("江苏省政协办公厅__2017年度部门预算公开表.pdf", ("江苏省政协办公厅", 2017, "预算", "部门"), 12),
        ("江苏省政协办公厅__*2017年度部门预算.pdf", ("江苏省政协办公厅", 2017, "预算", "部门"), 0),
        ("江苏省政协办公厅__*2018年度部门预算.pdf", ("江苏省政协办公厅", 2018, "预算", "部门"), 0),
        ("江苏省政协办公厅__*2018度部门预算公开表.pdf", ("江苏省政协办公厅", 2018, "预算", "部门"), 12),
        ("江苏省政协办公厅__*2019年度部门预算.pdf", ("江苏省政协办公厅", 2019, "预算", "部门"), 0),
        ("江苏省政协办公厅__*2019年预算公开表.pdf", ("江苏省政协办公厅", 2019, "预算", "部门"), 12),
        ("*万里街道*24年预算.pdf", ("上海市普陀区人民政府万里街道办事处", 2024, "预算", "部门"), 9),
        ("*商务委员会25年预算.pdf", ("上海市普陀区商务委员会", 2025, "预算", "部门"), 9),
        ("*商务委员会单位25年预算.pdf", ("上海市普陀区商务委员会", 2025, "预算", "单位"), 9),
        ("*普陀区财政局2024*决算.pdf", ("上海市普陀区财政局", 2024, "决算", "部门"), 10),
    ],
)
def test_real_files_are_told_with_all_their_tables(pattern: str, title: tuple[str, int, str, str], tables: int) -> None:
    document, _ = read_document(real_file(pattern))
    assert (document.department, document.year, document.basis.value, document.level) == title
    assert len(document.tables) == tables
    assert not [one.kind for one in document.tables if one.kind is TableKind.OTHER]
    assert not [left for table in document.tables for left in table.unexplained]


def test_real_passages_stand_in_the_lines_of_their_files() -> None:
    document, _ = read_document(real_file("江苏省政协办公厅__*2019年度部门预算.pdf"))
    text = without_space("".join(document.lines))
    assert len(document.passages) > 80
    for passage in document.passages:
        assert without_space(passage.text) in text
        assert passage.place.page is not None
