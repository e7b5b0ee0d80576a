"""The export: the contract's columns, exact numbers, and texts that no spreadsheet runs."""

from __future__ import annotations

import csv
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from index.errors import UsageError
from index.export import FORMATS, as_plain_text, export_facts, format_of
from index.facts import facts_frame
from index.model import Fact

FACT = Fact(
    document_id="d1",
    source_file="甲.txt",
    document="云溪市档案馆2025年部门预算",
    department="云溪市档案馆",
    year=2025,
    basis="预算",
    table_id="t01",
    table_kind="绩效指标表",
    table_title="绩效目标表",
    unit_name="云溪市档案馆",
    code="2012602",
    row="查阅人次",
    parents="产出指标 / 数量指标",
    column="指标值",
    operator="=",
    raw="1,200.50",
    value=Decimal("1200.50"),
    unit="人次",
    page=None,
    line=31,
)
FACTS = facts_frame(
    [
        FACT,
        FACT._replace(row="=HYPERLINK(1)", raw="及时", value=None, operator="定性", year=None),
        FACT._replace(row='带"引号",逗号\n和换行', raw="-12.00", value=Decimal("-12.00"), operator="", page=3),
    ]
)
# fmt: off
CONTRACT = [
    "document_id", "source_file", "document", "department", "year", "basis", "table_id", "table_kind",
    "table_title", "unit_name", "code", "row", "parents", "column", "operator", "raw", "value", "unit",
    "page", "line",
]
# fmt: on


@pytest.mark.parametrize("form", FORMATS)
def test_the_format_is_that_of_the_suffix_unless_chosen(form: str) -> None:
    assert format_of(Path(f"out.{form.upper()}")) == form
    assert format_of(Path("out.txt"), form) == form


@pytest.mark.parametrize("name", ["out", "out.txt", "out.xls"])
def test_an_unknown_suffix_asks_for_the_format(name: str) -> None:
    with pytest.raises(UsageError, match="--format"):
        format_of(Path(name))


def test_csv_opens_in_a_spreadsheet_and_keeps_every_digit(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    assert export_facts(FACTS, target) == 3
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    with target.open(encoding="utf-8-sig", newline="") as file:
        header, first, second, third = csv.reader(file)
    assert header == CONTRACT
    row = dict(zip(header, first, strict=True))
    assert (row["code"], row["value"], row["raw"], row["year"]) == ("2012602", "1200.5", "1,200.50", "2025")
    assert (row["operator"], row["page"], row["line"]) == ("=", "", "31")
    assert second[header.index("row")] == "'=HYPERLINK(1)"
    assert (second[header.index("value")], second[header.index("year")]) == ("", "")
    assert (third[header.index("value")], third[header.index("raw")]) == ("-12", "-12.00")
    assert third[header.index("row")] == '带"引号",逗号\n和换行'


def test_xlsx_holds_numbers_as_numbers_and_no_formula(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    export_facts(FACTS, target)
    header, first, second, third = openpyxl.load_workbook(target).active.iter_rows()
    names = [cell.value for cell in header]
    assert names == CONTRACT
    assert first[names.index("value")].value == 1200.5
    assert first[names.index("value")].data_type == "n"
    assert first[names.index("operator")].value == "="
    assert first[names.index("code")].value == "2012602"
    assert second[names.index("row")].value == "'=HYPERLINK(1)"
    assert second[names.index("value")].value is None
    assert third[names.index("value")].value == -12
    assert not any(cell.data_type == "f" for row in (first, second, third) for cell in row)


def test_xlsx_leaves_out_characters_that_it_cannot_hold(tmp_path: Path) -> None:
    export_facts(facts_frame([FACT._replace(row="甲\x0b乙\x00")]), tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert sheet.cell(2, CONTRACT.index("row") + 1).value == "甲乙"


def test_parquet_keeps_decimals_and_texts_as_they_are(tmp_path: Path) -> None:
    export_facts(FACTS, tmp_path / "out.parquet")
    table = pq.read_table(tmp_path / "out.parquet")
    assert table.column_names == CONTRACT
    assert table["value"].to_pylist() == [Decimal("1200.5"), None, Decimal(-12)]
    assert table["row"].to_pylist() == list(FACTS["row"])
    assert table["year"].to_pylist() == [2025, None, 2025]


@pytest.mark.parametrize("form", FORMATS)
def test_all_formats_hold_the_same(tmp_path: Path, form: str) -> None:
    target = tmp_path / f"out.{form}"
    export_facts(FACTS.iloc[[0, 2]], target)
    read = {"csv": pd.read_csv, "xlsx": pd.read_excel, "parquet": pd.read_parquet}[form]
    found = read(target)
    assert list(found.columns) == CONTRACT
    assert [float(value) for value in found["value"]] == [1200.5, -12.0]
    assert list(found["raw"]) == ["1,200.50", "-12.00"] or form == "csv"


HOSTILE = ["=1+1", "+1+1", "-1+1|cmd", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "＝1+1", '=HYPERLINK("x")']
WORDS = ["document", "department", "table_title", "unit_name", "code", "row", "parents", "column", "raw", "unit"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_column_of_a_csv_begins_like_a_formula(tmp_path: Path, text: str) -> None:
    hostile = FACT._replace(value=Decimal("-1200.50"), **dict.fromkeys(WORDS, text))
    export_facts(facts_frame([hostile]), tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        header, row = csv.reader(file)
    for name, cell in zip(header, row, strict=True):
        if name in WORDS:
            assert cell == f"'{text}"
    assert row[header.index("value")] == "-1200.5"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_sheet_is_a_formula(tmp_path: Path, text: str) -> None:
    hostile = FACT._replace(value=Decimal("-1200.50"), **dict.fromkeys(WORDS, text))
    export_facts(facts_frame([hostile]), tmp_path / "out.xlsx")
    for formulas in (False, True):
        header, row = openpyxl.load_workbook(tmp_path / "out.xlsx", data_only=formulas).active.iter_rows()
        by_name = {name.value: cell for name, cell in zip(header, row, strict=True)}
        assert {by_name[name].data_type for name in WORDS} == {"s"}
        assert all(str(by_name[name].value).startswith("'") for name in WORDS)
        assert (by_name["value"].value, by_name["value"].data_type) == (-1200.5, "n")
    with zipfile.ZipFile(tmp_path / "out.xlsx") as package:
        assert "<f>" not in package.read("xl/worksheets/sheet1.xml").decode()


VALUES = ["0.01", "-0.01", "0.10", "12.50", "-1200.50", "17509.54", "99999999.99", "0.00000001", "1234567890123.45"]


def test_values_are_exact_in_every_format(tmp_path: Path) -> None:
    frame = facts_frame([FACT._replace(value=Decimal(value), raw=value) for value in VALUES])
    for form in FORMATS:
        export_facts(frame, tmp_path / f"out.{form}")
    exact = [Decimal(value) for value in VALUES]
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [Decimal(row["value"]) for row in rows] == exact
    assert [row["raw"] for row in rows] == VALUES
    cells = openpyxl.load_workbook(tmp_path / "out.xlsx").active.iter_rows(min_row=2, values_only=True)
    assert [Decimal(repr(row[CONTRACT.index("value")])) for row in cells] == exact
    assert pq.read_table(tmp_path / "out.parquet")["value"].to_pylist() == exact


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "=A1",
        "-1-1",
        "+86 10",
        "＝1",
        "＋1+1",
        "＠A",
        "\n甲",
        "@",
    ],
)
def test_what_a_spreadsheet_would_run_is_marked_as_text(text: str) -> None:
    assert as_plain_text(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "=", ">=", "-", "--", "—", "-12.50", "+3%", "1,200.50", "一、收入", "a=b", "≥", "－3.20", "-1,200.50%"]
)
def test_signs_numbers_and_ordinary_text_stay(text: str) -> None:
    assert as_plain_text(text) == text


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"无法写入：路径不存在。$"):
        export_facts(FACTS, tmp_path / "no" / "out.csv")
    (tmp_path / "out.csv").mkdir()
    with pytest.raises(UsageError, match="是文件夹"):
        export_facts(FACTS, tmp_path / "out.csv")


def test_a_file_in_the_way_is_kept_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("index.export.csv.writer", fail)
    with pytest.raises(UsageError, match="磁盘已满"):
        export_facts(FACTS, target)
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
