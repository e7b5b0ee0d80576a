"""Reconciliation: what must be found, what must not, in documents made for it and in the samples."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.checks import RULES, check_document
from index.findings import Finding, Severity
from index.reading import read_document

HEAD = "澜江市档案馆\n2025年单位预算\n\n"
EXPENDITURE = """## 2025年部门支出预算总表

单位：万元

科目编码\t科目名称\t总计\t基本支出\t\t项目支出
\t\t\t人员支出\t公用经费\t
\t合计\t{total}\t60.00\t20.00\t40.00
201\t一般公共服务支出\t90.00\t40.00\t10.00\t40.00
20126\t档案事务\t90.00\t40.00\t10.00\t40.00
2012601\t行政运行\t50.00\t40.00\t10.00\t
2012604\t档案馆\t{archive}\t\t\t40.00
208\t社会保障和就业支出\t30.00\t20.00\t10.00\t
20805\t行政事业单位养老支出\t30.00\t20.00\t10.00\t
2080505\t机关事业单位基本养老保险缴费支出\t30.00\t20.00\t10.00\t
"""


def findings_of(text: str, folder: Path, name: str = "澜江市档案馆2025年单位预算.txt") -> tuple[Finding, ...]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return check_document(*read_document(path))


def errors(findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def test_a_table_that_adds_up_gives_no_finding(tmp_path: Path) -> None:
    assert findings_of(HEAD + EXPENDITURE.format(total="120.00", archive="40.00"), tmp_path) == ()


def test_a_wrong_total_is_found_down_and_across(tmp_path: Path) -> None:
    found = errors(findings_of(HEAD + EXPENDITURE.format(total="121.00", archive="40.00"), tmp_path))
    assert [finding.rule for finding in found] == ["纵向合计", "横向合计"]
    assert all("121.00" in [cell.raw for cell in finding.cells] for finding in found)
    assert {str(finding.difference) for finding in found} == {"1.00"}


def test_a_wrong_part_is_among_the_sources(tmp_path: Path) -> None:
    found = errors(findings_of(HEAD + EXPENDITURE.format(total="120.00", archive="48.00"), tmp_path))
    assert {finding.rule for finding in found} == {"纵向合计", "横向合计"}
    assert all("48.00" in [cell.raw for cell in finding.cells] for finding in found)


@pytest.mark.parametrize(("archive", "severity"), [("40.01", Severity.ROUNDING), ("40.02", Severity.ERROR)])
def test_rounding_is_half_a_unit_an_addend(archive: str, severity: Severity, tmp_path: Path) -> None:
    found = findings_of(HEAD + EXPENDITURE.format(total="120.00", archive=archive), tmp_path)
    assert severity in [finding.severity for finding in found if finding.rule == "横向合计"]


def test_income_and_expenditure_balance(tmp_path: Path) -> None:
    text = """## 2025年部门收支预算总表

单位：万元

收 入\t\t支 出\t
项 目\t预算数\t项 目\t预算数
一、财政拨款\t100.00\t一般公共服务支出\t90.00
一般公共预算\t100.00\t社会保障和就业支出\t40.00
七、其他收入\t20.00\t\t
本年收入合计\t120.00\t本年支出合计\t130.00
上年结转结余\t5.00\t年终结转结余\t
收 入 总 计\t125.00\t支 出 总 计\t130.00
"""
    (found,) = errors(findings_of(HEAD + text, tmp_path))
    assert (found.rule, [cell.raw for cell in found.cells]) == ("收支平衡", ["125.00", "130.00"])


def test_totals_of_two_blocks_side_by_side(tmp_path: Path) -> None:
    text = """# 2025年度一般公共预算财政拨款基本支出表

单位：万元

科目编码\t科目名称\t合计
301\t工资福利支出\t50.00
30101\t基本工资\t30.00
302\t商品和服务支出\t20.00
30201\t办公费\t20.00
30102\t津贴补贴\t20.00
\t人员经费合计\t{personal}
\t公用经费合计\t20.00
"""
    assert errors(findings_of(HEAD + text.format(personal="50.00"), tmp_path)) == []
    (found,) = errors(findings_of(HEAD + text.format(personal="57.00"), tmp_path))
    assert [cell.raw for cell in found.cells] == ["57.00", "50.00"]


PURCHASES = """## 部门政府采购预算

单位：万元

项目名称\t预算资金\t采购物品名称\t计量单位\t数量\t单价\t政府采购金额\t
\t\t\t\t\t\t合计\t一般公共预算拨款
合计\t\t\t\t\t\t{total}\t{total}
澜江市档案局本级小计\t\t\t\t\t\t21.00\t21.00
日常公用经费\t80.00\t台式计算机\t台\t30\t0.50\t15.00\t15.00
日常公用经费\t80.00\t车辆维修和保养服务\t年\t1\t6.00\t6.00\t6.00
澜江市档案馆小计\t\t\t\t\t\t40.00\t40.00
库房改造\t120.00\t密集架\t组\t20\t2.00\t40.00\t40.00
"""


@pytest.mark.parametrize(("total", "sums"), [("61.00", 0), ("62.00", 2)])
def test_purchases_are_summed_for_each_unit(total: str, sums: int, tmp_path: Path) -> None:
    text = HEAD.replace("单位预算", "部门预算") + PURCHASES.format(total=total)
    found = findings_of(text, tmp_path, "澜江市档案局2025年部门预算.txt")
    assert [finding.rule for finding in errors(found)].count("纵向合计") == sums


def test_rules_have_names_of_their_own() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_samples_hold_no_error_between_their_tables(samples_folder: Path) -> None:
    for path in sorted(samples_folder.glob("*.[tm][xd][td]")) + sorted(samples_folder.glob("*.md")):
        found = errors(check_document(*read_document(path)))
        assert not [finding.message for finding in found if not finding.quotes]


@pytest.mark.parametrize(
    "name", ["青岭水务局", "青岭疾控", "海棠图书馆", "蓉安交通局", "湘宁审计局决算", "滁溪二中", "云岫农业局"]
)
def test_documents_in_layouts_of_other_provinces_agree_with_themselves(name: str) -> None:
    path = Path(__file__).parent / "documents" / "layouts" / f"{name}.txt"
    assert errors(check_document(*read_document(path))) == []
