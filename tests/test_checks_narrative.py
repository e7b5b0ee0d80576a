"""Reconciliation of the narrative: amounts, shares, changes, lists and counts against the tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from narrative_tables import SPENDING, TABLES, THREE_PUBLIC

from index.checks import check_document
from index.findings import Finding, Severity
from index.reading import read_document


def findings_of(heading: str, sentence: str, folder: Path) -> list[Finding]:
    """The findings that a sentence of the narrative gives beside tables that agree with each other."""
    path = folder / "澜江市档案馆2025年单位预算.txt"
    text = (
        f"澜江市档案馆\n2025年单位预算\n\n# 二、预算安排情况说明\n\n## （一）{heading}\n\n{sentence}\n\n# 四、预算表\n"
    )
    path.write_text(text + TABLES, encoding="utf-8")
    return [finding for finding in check_document(*read_document(path)) if finding.quotes]


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        (SPENDING, "澜江市档案馆2025年支出预算120.00万元，比上年预算数增加20.00万元，增长20.0%。"),
        (
            SPENDING,
            "包括人员支出60.00万元，占50.0%；日常公用支出20万元，占16.7%；项目支出40.00万元，占33.3%。",
        ),
        (SPENDING, "一般公共服务支出（类）档案事务（款）行政运行（项）50.00万元，主要用于本单位的基本支出。"),
        (THREE_PUBLIC, "2025年“三公”经费预算数为5.00万元，比上年预算数减少1.00万元，下降16.67%。"),
        (THREE_PUBLIC, "公务用车购置及运行维护费3.00万元，与上年持平；公务接待费2.00万元，上年预算数3.00万元。"),
        (SPENDING, "2025年支出预算120.00万元，比2024年100.00万元增加20.00万元，增长20.00%。"),
        (SPENDING, "填报绩效目标的项目支出40.00万元，占本单位项目支出预算的100%。"),
        (SPENDING, "项目支出年初预算数40.00万元。"),
        ("国有资产情况", "共有车辆3辆，其中，应急保障用车1辆、其他用车2辆（巡查车1辆、通勤车1辆）。"),
        ("关于政府采购情况", "2025年政府采购预算总额45.00万元，其中：货物15万元、服务30.00万元。"),
        (
            "关于收支预算的总体说明",
            "支出包括：一般公共服务支出、社会保障和就业支出。收入包括：一般公共预算收入、其他收入。",
        ),
    ],
)
def test_what_agrees_gives_no_finding(heading: str, sentence: str, tmp_path: Path) -> None:
    assert findings_of(heading, sentence, tmp_path) == []


@pytest.mark.parametrize(
    ("rule", "heading", "sentence"),
    [
        ("文字与表格", SPENDING, "澜江市档案馆2025年支出预算121.00万元。"),
        ("文字与表格", SPENDING, "一般公共服务支出（类）档案事务（款）行政运行（项）58.00万元。"),
        ("文字与表格", SPENDING, "一般公共服务支出（类）档案事务（款）档案保护（项）58.00万元。"),
        ("文字与表格", SPENDING, "项目支出年初预算数45.00万元。"),
        ("文字与表格", THREE_PUBLIC, "2025年“三公”经费预算数为5.50万元。"),
        ("占比", SPENDING, "项目支出40.00万元，占30.3%。"),
        ("增减比率", SPENDING, "2025年支出预算120.00万元，比上年预算数增加20.00万元，增长25.0%。"),
        ("增减方向", SPENDING, "2025年支出预算120.00万元，比上年预算数增加20.00万元，下降20.0%。"),
        ("增减方向", THREE_PUBLIC, "公务接待费2.00万元，上年预算数3.00万元，增长50.00%。"),
        ("政府采购分项", "关于政府采购情况", "2025年政府采购预算总额45.00万元，其中：货物16.00万元、服务30.00万元。"),
        ("车辆分项", "国有资产情况", "本单位共有车辆3辆，其中，应急保障用车1辆、其他用车1辆。"),
        ("支出科目列举", "收支总体说明", "支出包括：一般公共服务支出、外交支出、社会保障和就业支出。"),
        ("支出科目列举", "收支总体说明", "支出包括：一般公共服务支出。"),
        ("收入来源列举", "收支总体说明", "收入包括：一般公共预算收入；"),
    ],
)
def test_what_disagrees_is_found_with_its_sentence(rule: str, heading: str, sentence: str, tmp_path: Path) -> None:
    found = [one for one in findings_of(heading, sentence, tmp_path) if one.severity is Severity.ERROR]
    assert rule in [one.rule for one in found]
    assert all(quote.text in sentence for one in found for quote in one.quotes)


def test_a_rate_cut_off_instead_of_rounded_is_no_error(tmp_path: Path) -> None:
    sentence = "2025年支出预算120.00万元，比上年预算数减少1.68万元，下降1.3%。"
    assert [one.severity for one in findings_of(SPENDING, sentence, tmp_path)] == [Severity.ROUNDING]


def test_a_change_told_in_the_next_sentence_belongs_to_the_amount_before(tmp_path: Path) -> None:
    agreeing = "项目支出预算数为40.00万元。与上年相比增加20.00万元，增长100.00%。"
    assert findings_of(SPENDING, agreeing, tmp_path) == []
    (found,) = findings_of(SPENDING, agreeing.replace("100.00%", "200.00%"), tmp_path)
    assert (found.rule, found.severity) == ("增减比率", Severity.ERROR)


def test_last_years_outcome_is_compared_with_and_never_bound(tmp_path: Path) -> None:
    path = "1. “一般公共服务支出（类）档案事务（款）行政运行（项）”50.00万元。"
    outcome = "2024年当年预算执行数为40.00万元，2025年预算安排50.00万元，比2024年预算执行数增加10.00万元。"
    assert findings_of(SPENDING, path + outcome, tmp_path) == []
    found = findings_of(SPENDING, path + outcome.replace("安排50.00", "安排58.00"), tmp_path)
    assert {one.rule for one in found if one.severity is Severity.ERROR} == {"文字与表格", "增减方向"}


def test_shares_of_a_total_that_only_the_parts_tell(tmp_path: Path) -> None:
    sentence = "公务用车购置及运行维护费3.00万元，占60.00%；公务接待费2.00万元，占40.00%。"
    assert findings_of(THREE_PUBLIC, sentence, tmp_path) == []


def test_what_no_table_holds_is_said_to_be_unchecked(tmp_path: Path) -> None:
    (found,) = findings_of(SPENDING, "面向中小企业预留12.00万元。", tmp_path)
    assert (found.rule, found.severity) == ("未核对的文字", Severity.NOTE)


def test_what_own_income_pays_is_no_error_beside_a_table_of_fiscal_money(tmp_path: Path) -> None:
    sentence = "2025年公务接待费8.00万元。以上经费全部由事业收入安排。"
    assert {one.severity for one in findings_of(THREE_PUBLIC, sentence, tmp_path)} == {Severity.NOTE}


def test_parts_of_what_the_sentence_before_told_are_no_parts_of_the_first_of_them(tmp_path: Path) -> None:
    sentence = "机关运行经费20.00万元。其中：办公费2.00万元，差旅费3.00万元，会议费4.00万元。"
    found = findings_of("关于机关运行经费情况", sentence, tmp_path)
    assert [one.rule for one in found] == ["未核对的文字"]


def test_meetings_are_not_looked_for_in_a_table_without_them(tmp_path: Path) -> None:
    found = findings_of(THREE_PUBLIC, "会议费4.00万元，培训费5.00万元。", tmp_path)
    assert [(one.rule, one.severity) for one in found] == [("未核对的文字", Severity.NOTE)]


def test_spending_by_kind_may_stand_in_rows(tmp_path: Path) -> None:
    path = tmp_path / "澜江街道办事处2024年部门预算.txt"
    path.write_text(
        "澜江街道办事处\n2024年部门预算\n\n# 二、预算说明\n\n"
        "支出预算300.00万元，项目支出210.00万元。\n\n# 四、预算表\n\n"
        "支出总体情况表\n\n单位：万元\n\n项目\t2024年预算\n一、基本支出\t100.00\n工资福利支出\t100.00\n二、项目支出\t200.00\n"
        "支出总计\t300.00\n\n一般公共预算支出表\n\n单位：万元\n\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
        "\t合计\t190.00\t100.00\t90.00\n201\t一般公共服务支出\t190.00\t100.00\t90.00\n",
        encoding="utf-8",
    )
    (found,) = [one for one in check_document(*read_document(path)) if one.rule == "文字与表格"]
    assert (found.expected, found.actual) == (200, 210)


def test_bases_that_contradict_each_other(tmp_path: Path) -> None:
    sentence = (
        "2025年“三公”经费预算数为5.00万元，比上年预算数减少1.00万元。\n\n"
        "1. 公务用车购置及运行维护费3.00万元，与上年预算数持平。\n\n2. 公务接待费2.00万元，比上年预算数下降90.0%。"
    )
    (found,) = findings_of(THREE_PUBLIC, sentence, tmp_path)
    assert found.rule == "推算的上年数"


def test_the_sample_with_a_contradiction_shows_it_and_nothing_else(samples_folder: Path) -> None:
    found = {
        path.name: [one for one in check_document(*read_document(path)) if one.severity is Severity.ERROR]
        for path in sorted(samples_folder.iterdir())
        if path.suffix in (".txt", ".md")
    }
    assert len(found) == 4
    told = [one for findings in found.values() for one in findings]
    assert {one.rule for one in told} == {"文字与表格", "占比"}
    assert all("581.40" in one.quotes[0].text for one in told)
