"""Reconciliation across years, of two classifications, of definitions, of sums of shares."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.checks import check_document, check_years
from index.findings import Finding, Severity
from index.model import Document
from index.reading import read_document
from index.store import Store

WATER = ("澜江市水利局2024年部门预算.txt", "澜江市水利局2025年部门预算.txt")


def read(name: str, samples: Path, folder: Path, old: str = "", new: str = "") -> Document:
    """A sample, with one passage changed."""
    text = (samples / name).read_text(encoding="utf-8")
    assert old in text
    path = folder / name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return read_document(path)[0]


def test_two_years_that_agree_give_nothing(samples_folder: Path, tmp_path: Path) -> None:
    assert check_years([read(name, samples_folder, tmp_path) for name in WATER]) == ()


def test_a_last_year_that_was_otherwise_is_found(samples_folder: Path, tmp_path: Path) -> None:
    before = read(WATER[0], samples_folder, tmp_path)
    stated = "2025 年澜江市水利局收支总预算 5475.25 万元，比上年预算数增加 299.81 万元，增长 5.79%"
    changed = "2025 年澜江市水利局收支总预算 5475.25 万元，比上年预算数增加 399.81 万元，增长 7.88%"
    now = read(WATER[1], samples_folder, tmp_path, stated, changed)
    (found,) = check_years([before, now])
    assert (found.document_id, found.severity) == (now.id, Severity.ERROR)
    assert {cell.document_id for cell in found.cells} == {before.id}
    assert "399.81" in found.quotes[0].text


def test_the_store_holds_what_years_say(sample_store: Path) -> None:
    assert Store.open(sample_store).snapshot().findings_across_years == ()


def errors_of(path: Path, rule: str) -> list[Finding]:
    found = check_document(*read_document(path))
    return [one for one in found if one.rule == rule and one.severity is Severity.ERROR]


def test_shares_that_make_up_a_whole_are_a_hundred(samples_folder: Path, tmp_path: Path) -> None:
    read(WATER[1], samples_folder, tmp_path, "占 9.8%", "占 19.8%")
    (found,) = errors_of(tmp_path / WATER[1], "占比合计")
    assert str(found.actual) == "110.0"


DEFINED = """澜江市档案馆
2025年部门预算

# 三、名词解释

1. 一般公共服务支出（类）{second}（款）行政运行（项）：指保障机构运转的支出。

2. 一般公共服务支出（类）档案事务（款）{third}（项）：指保管和利用档案的支出。

# 四、预算表

## 2025年部门一般公共预算支出表

单位：万元

科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t90.00\t50.00\t40.00
201\t一般公共服务支出\t90.00\t50.00\t40.00
20126\t档案事务\t90.00\t50.00\t40.00
2012601\t行政运行\t50.00\t50.00\t
2012604\t档案馆\t40.00\t\t40.00

## 2025年部门一般公共预算“三公”经费支出表

单位：万元

单位名称\t“三公”经费合计\t因公出国(境)费用\t公务接待费
合计\t2.00\t\t2.00
澜江市档案馆\t2.00\t\t2.00

## 2025年部门一般公共预算基本支出表

单位：万元

科目编码\t科目名称\t合计\t人员经费\t公用经费
\t合计\t50.00\t40.00\t10.00
301\t工资福利支出\t40.00\t40.00\t
30101\t基本工资\t40.00\t40.00\t
302\t商品和服务支出\t10.00\t\t10.00
30201\t办公费\t{office}\t\t{office}
30217\t公务接待费\t{reception}\t\t{reception}
"""


@pytest.mark.parametrize(
    ("changed", "rules"),
    [
        ({}, []),
        ({"second": "档案管理事务"}, ["名词解释与科目"]),
        ({"third": "档案保护"}, ["名词解释与科目"]),
        ({"office": "7.00", "reception": "3.00"}, ["三公经费与基本支出"]),
        ({"office": "9.00", "reception": "1.00"}, ["三公经费与基本支出"]),
    ],
)
def test_subjects_explained_and_kinds_of_expense(changed: dict[str, str], rules: list[str], tmp_path: Path) -> None:
    words = {"second": "档案事务", "third": "档案馆", "office": "8.00", "reception": "2.00"} | changed
    path = tmp_path / "澜江市档案馆2025年部门预算.txt"
    path.write_text(DEFINED.format(**words), encoding="utf-8")
    assert [one.rule for one in check_document(*read_document(path))] == rules


def test_a_narrative_and_its_tables_in_files_of_their_own(samples_folder: Path, tmp_path: Path) -> None:
    text = (samples_folder / WATER[1]).read_text(encoding="utf-8")
    words, tables = text.rsplit("第四部分  2025 年部门预算表", 1)
    words = words.replace("水利局收支总预算 5475.25", "水利局收支总预算 5495.25")
    documents = []
    for name, content in (("说明", words), ("表", f"澜江市水利局\n2025年部门预算\n{tables}")):
        path = tmp_path / f"澜江市水利局2025年部门预算{name}.txt"
        path.write_text(content, encoding="utf-8")
        documents.append(read_document(path)[0])
    found = [one for one in check_years(documents) if one.severity is Severity.ERROR]
    assert {one.document_id for one in found} == {documents[0].id}
    assert "文字与表格" in [one.rule for one in found]
    assert {cell.document_id for one in found for cell in one.cells} == {documents[1].id}
