"""The sample documents add up, except for the one contradiction that is planted in them.

The tables are read here by a few lines of their own, so that these tests judge the documents
and not the program's reading of them.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from index.store import Store

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
DOCUMENTS = sorted(path for path in SAMPLES.iterdir() if path.name.startswith("澜江市"))
WATER_2024, WATER_2025, EDUCATION, LIBRARY = (
    SAMPLES / name
    for name in (
        "澜江市水利局2024年部门预算.txt",
        "澜江市水利局2025年部门预算.txt",
        "澜江市教育局2025年部门预算.txt",
        "澜江市图书馆2025年单位预算.md",
    )
)
AMOUNT = re.compile(r"-?\d+\.\d\d")
ZERO = Decimal(0)

Row = list[str]


def read_rows(path: Path) -> list[Row]:
    """Every table row of the document, in order, with its cells stripped."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if "\t" in line:
            rows.append([cell.strip() for cell in line.split("\t")])
        elif line.startswith("|") and "---" not in line:
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def read_prose(path: Path) -> str:
    """The document without its tables."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if "\t" not in line and not line.startswith("|"))


def amounts(cells: Row) -> list[Decimal]:
    return [Decimal(cell) if AMOUNT.fullmatch(cell) else ZERO for cell in cells]


def coded_tables(path: Path) -> list[dict[str, list[Decimal]]]:
    """The tables whose rows have subject codes: code (blank for 合计) -> amounts of the columns."""
    tables: list[dict[str, list[Decimal]]] = []
    for cells in read_rows(path):
        row = cells[1:] if path == EDUCATION and cells[0].isdigit() else cells
        if row[:2] == ["", "合计"]:
            tables.append({"": amounts(row[2:])})
        elif tables and re.fullmatch(r"\d{3}|\d{5}|\d{7}", row[0]):
            tables[-1][row[0]] = amounts(row[2:])
    return [table for table in tables if len(table) > 1]


def find_row(path: Path, *starts: str) -> Row:
    return next(cells for cells in read_rows(path) if tuple(cells[: len(starts)]) == starts)


def total_of(path: Path) -> Decimal:
    row = next(cells for cells in read_rows(path) if "支出总计" in cells)
    return Decimal(row[row.index("支出总计") + 1])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_subject_is_the_sum_of_its_children(path: Path) -> None:
    tables = coded_tables(path)
    assert len(tables) >= 3
    for table in tables:
        lengths = sorted({len(code) for code in table})
        for parent_length, child_length in itertools.pairwise(lengths):
            for parent in (code for code in table if len(code) == parent_length):
                children = [v for code, v in table.items() if len(code) == child_length and code.startswith(parent)]
                assert [sum(column) for column in zip(*children, strict=True)] == table[parent]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_income_is_expenditure_in_both_balances(path: Path) -> None:
    closings = [row for row in read_rows(path) if "收入总计" in row]
    assert len(closings) == 2
    for row in closings:
        assert row[row.index("收入总计") + 1] == row[row.index("支出总计") + 1] != ""


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_first_balance_lists_what_it_sums_to(path: Path) -> None:
    rows = read_rows(path)
    closing = next(i for i, row in enumerate(rows) if "收入总计" in row)
    sources = [
        pair
        for row in rows[:closing]
        for pair in itertools.pairwise(row[:3])
        if re.match("[一二三四五六七]、", pair[0]) and "支出" not in pair[0]
    ]
    income = sum(amounts([amount for _, amount in sources]), ZERO)
    received = next(row for row in rows if "本年收入合计" in row)
    carried = next((row for row in rows if "上年结转结余" in row and len(row) < 8), ["上年结转结余", ""])
    stated = Decimal(received[received.index("本年收入合计") + 1])
    assert income == stated
    assert stated + amounts([carried[carried.index("上年结转结余") + 1]])[0] == total_of(path)


@pytest.mark.parametrize("path", [WATER_2024, WATER_2025, LIBRARY], ids=lambda path: path.stem)
def test_columns_of_the_expenditure_tables_add_up(path: Path) -> None:
    expenditure, general, basic = coded_tables(path)[:3]
    for row in expenditure.values():
        assert row[0] == sum(row[1:4])
    for row in general.values():
        assert row[0] == row[1] + row[4]
        assert row[1] == row[2] + row[3]
    for row in basic.values():
        assert row[0] == row[1] + row[2]
    assert basic[""][0] == general[""][1] == expenditure[""][1] + expenditure[""][2]
    assert expenditure[""][0] == total_of(path)


def test_columns_of_the_education_tables_add_up() -> None:
    income, expenditure, general, basic = coded_tables(EDUCATION)
    for row in income.values():
        assert row[0] == row[1] == sum(row[2:6])
    for table in (expenditure, general):
        for row in table.values():
            assert row[0] == row[1] + row[2]
    for row in basic.values():
        assert row[0] == row[1] + row[2]
    assert {code: row[0] for code, row in income.items()} == {code: row[0] for code, row in expenditure.items()}
    assert basic[""][0] == expenditure[""][1] == general[""][1]


@pytest.mark.parametrize("path", [WATER_2024, WATER_2025, LIBRARY], ids=lambda path: path.stem)
def test_units_and_projects_add_up(path: Path) -> None:
    rows = read_rows(path)
    totals = [i for i, row in enumerate(rows) if row[0] == "合计"]
    income, three_public, projects = totals[0], totals[1], totals[-1]
    for start, first in ((income, 1), (three_public, 1), (projects, 3)):
        below = []
        for row in rows[start + 1 :]:
            if not row[0].startswith("澜江市") or len(row) != len(rows[start]) or not AMOUNT.fullmatch(row[first]):
                break
            below.append(amounts(row[first:]))
        assert [sum(column) for column in zip(*below, strict=True)] == amounts(rows[start][first:])
        for row_amounts in below:
            if start == projects:
                assert row_amounts[0] == sum(row_amounts[1:])
    assert amounts(rows[projects])[3] == coded_tables(path)[0][""][3]


def test_three_public_kinds_add_up() -> None:
    for path in (WATER_2024, WATER_2025, LIBRARY):
        total, abroad, cars, bought, running, reception = amounts(
            next(row for row in read_rows(path) if row[0] == "合计" and len(row) == 7)[1:]
        )
        assert total == abroad + cars + reception
        assert cars == bought + running
    names = ("合计", "“三公”经费小计", "一、因公出国（境）费", "二、公务用车购置及运维费", "三、公务接待费")
    shown = {row[1]: amounts(row)[2] for row in read_rows(EDUCATION) if row[1] in names and len(row) == 6}
    total, subtotal, abroad, cars, reception = (shown[name] for name in names)
    assert total == subtotal == abroad + cars + reception


def test_education_projects_and_procurement_add_up() -> None:
    forms = [Decimal(row[2]) for row in read_rows(EDUCATION) if len(row) > 2 and row[1] == "预算数" and row[2]]
    assert len(forms) == 7
    assert sum(forms) == coded_tables(EDUCATION)[1][""][2]
    purchases = [row for row in read_rows(EDUCATION) if len(row) == 10 and AMOUNT.fullmatch(row[7])]
    total, *items = purchases
    assert [sum(column) for column in zip(*(amounts(row[7:]) for row in items), strict=True)] == amounts(total[7:])
    for row in items:
        assert Decimal(row[5]) * Decimal(row[6]) == Decimal(row[7])


CHANGE = re.compile(r"(\d+\.\d\d) 万元，比上年预算数(增加|减少) (\d+\.\d\d) 万元，(增长|下降) (\d+\.\d\d)%")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_rates_follow_from_the_stated_changes(path: Path) -> None:
    changes = CHANGE.findall(read_prose(path))
    assert changes
    for amount, direction, change, word, rate in changes:
        assert (direction, word) in {("增加", "增长"), ("减少", "下降")}
        signed = Decimal(change) if direction == "增加" else -Decimal(change)
        exact = abs(signed) * 100 / (Decimal(amount) - signed)
        assert exact.quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal(rate)


def test_changes_of_2025_start_from_the_budget_of_2024() -> None:
    earlier = {amount for row in read_rows(WATER_2024) for amount in amounts(row)}
    changes = CHANGE.findall(read_prose(WATER_2025))
    assert len(changes) > 15
    for amount, direction, change, _, _ in changes:
        signed = Decimal(change) if direction == "增加" else -Decimal(change)
        assert Decimal(amount) - signed in earlier


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_only_the_planted_sentence_contradicts_the_tables(path: Path) -> None:
    in_tables = {amount for row in read_rows(path) for amount in amounts(row)}
    told = re.findall(r"(?:项目支出|基本支出|人员支出|公用支出|总预算|收入预算) (\d+\.\d\d) 万元", read_prose(path))
    assert told
    wrong = [figure for figure in told if Decimal(figure) not in in_tables]
    assert wrong == (["581.40"] if path == LIBRARY else [])


def test_the_planted_contradiction_is_documented() -> None:
    assert LIBRARY.read_text(encoding="utf-8").count("581.40") == 1
    assert "581.40" in (SAMPLES / "README").read_text(encoding="utf-8")


def test_ten_questions_state_what_is_expected() -> None:
    entries = tomllib.loads((SAMPLES / "questions.toml").read_text(encoding="utf-8"))["questions"]
    assert len(entries) == 10
    for entry in entries:
        assert entry["question"].strip()
        assert entry["status"] in {"answered", "not_found"}
        assert entry["must"]
        assert ("headline" in entry) == ("unit" in entry)


def test_the_folder_is_taken_in_whole(sample_store: Path) -> None:
    documents = Store.open(sample_store).snapshot().documents
    assert {(card.department, card.year, card.level, card.tables) for card in documents} == {
        ("澜江市水利局", 2024, "部门", 11),
        ("澜江市水利局", 2025, "部门", 11),
        ("澜江市教育局", 2025, "部门", 26),
        ("澜江市图书馆", 2025, "单位", 11),
    }


def test_tables_come_out_as_printed(sample_store: Path) -> None:
    """Every amount that stands in a cell of a table is a fact of that line, and the other way round."""
    facts = Store.open(sample_store).snapshot().facts
    for path in DOCUMENTS:
        of_path = facts[(facts["source_file"] == path.name) & facts["raw"].str.fullmatch(r"\d+\.\d\d")]
        printed: set[tuple[int, str]] = set()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            cells = re.split(r"[\t|]", line) if "\t" in line or line.startswith("|") else []
            printed |= {(number, cell.strip()) for cell in cells if AMOUNT.fullmatch(cell.strip())}
        assert set(zip(of_path["line"], of_path["raw"], strict=True)) == printed
