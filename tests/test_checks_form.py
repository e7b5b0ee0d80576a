"""Reconciliation of form and time: years, wording, empty tables, contents, indicators."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.checks import check_document
from index.findings import Finding, Severity
from index.reading import read_document

HEAD = "澜江市档案馆\n2025年部门预算\n\n# 二、2025年预算安排情况说明\n\n## （一）其他重要事项\n\n"
FUND = """
# 四、预算表

## 2025年部门政府性基金预算支出表

单位：万元

科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t{amount}\t\t{amount}
212\t城乡社区支出\t{amount}\t\t{amount}

{note}
"""
INDICATORS = """
# 2025年部门项目支出绩效表

单位名称\t项目名称\t一级指标\t二级指标\t三级指标\t计算符号\t指标值\t计量单位
澜江市档案馆\t档案修复\t产出指标\t数量指标\t{label}\t{operator}\t{value}\t{unit}
澜江市档案馆\t档案修复\t产出指标\t数量指标\t修复卷数\t≥\t600\t卷
澜江市档案馆\t档案修复\t满意度指标\t服务对象满意度\t读者满意度\t≥\t95\t%
"""


def findings_of(text: str, folder: Path) -> list[Finding]:
    path = folder / "澜江市档案馆2025年部门预算.txt"
    path.write_text(text, encoding="utf-8")
    return list(check_document(*read_document(path)))


def rules_of(text: str, folder: Path) -> list[str]:
    return [finding.rule for finding in findings_of(text, folder)]


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("措辞", "2025年公务接待费支出 万元，用于接待来馆查档的单位。"),
        ("措辞", "经费减少，主要原因是。"),
        ("措辞", "档案修复的经费由财政全额安排。。"),
        ("措辞", "本年增加了归集数据的的安全管理。"),
        ("占位符", "本年接待XX单位来馆考察学习。"),
        ("文字年度", "截至2025年12月31日，共有车辆0辆。"),
        ("文字年度", "与2025年预算相比，经费没有变化。"),
        ("部门与单位", "本单位不涉及民生项目。"),
    ],
)
def test_wording_and_years(rule: str, sentence: str, tmp_path: Path) -> None:
    found = [finding for finding in findings_of(HEAD + sentence, tmp_path) if finding.rule == rule]
    assert found
    assert all(quote.text in sentence for finding in found for quote in finding.quotes)


@pytest.mark.parametrize(
    "sentence",
    [
        "截至2024年12月31日，共有车辆0辆。",
        "与2024年预算相比，经费没有变化，主要原因是人员没有变动。",
        "2025年安排档案修复项目，由本部门组织实施。",
        "表中金额的单位为万元，增长按上年计算。",
    ],
)
def test_sound_wording_gives_nothing(sentence: str, tmp_path: Path) -> None:
    assert rules_of(HEAD + sentence, tmp_path) == []


def test_a_title_of_another_year(tmp_path: Path) -> None:
    text = FUND.format(amount="3.00", note="").replace("2025年部门政府性", "2024年部门政府性")
    assert "标题年度" in rules_of(HEAD + "本年没有变化。\n" + text, tmp_path)


def test_an_empty_table_needs_a_note(tmp_path: Path) -> None:
    bare = HEAD + "本年没有变化。\n" + FUND.format(amount="", note="")
    assert "空表" in rules_of(bare, tmp_path)
    noted = HEAD + "本年没有变化。\n" + FUND.format(amount="", note="注：没有政府性基金预算安排的支出，故本表无数据。")
    assert "空表" not in rules_of(noted, tmp_path)


def test_no_fund_in_words_but_in_the_table(tmp_path: Path) -> None:
    text = HEAD + "2025年没有使用政府性基金预算拨款安排的支出。\n" + FUND.format(amount="3.00", note="")
    (found,) = [finding for finding in findings_of(text, tmp_path) if finding.rule == "有无该项预算"]
    assert (found.severity, found.cells[0].raw) == (Severity.ERROR, "3.00")


@pytest.mark.parametrize(
    ("label", "operator", "value", "unit"),
    [
        ("差错次数", "<", "0", "次"),
        ("满意率", ">", "100", "%"),
        ("服务对象满意度", "≥", "10", "%"),
        ("展览场次（场）", "≥", "4", "人"),
        ("7", "≥", "4", "次"),
        ("服务能力", "定性", "提升、", ""),
        ("服务能力", "定性", "40", ""),
        ("人均成本", "≥", "40", "元"),
    ],
)
def test_doubtful_indicators(label: str, operator: str, value: str, unit: str, tmp_path: Path) -> None:
    text = HEAD + "本年没有变化。\n" + INDICATORS.format(label=label, operator=operator, value=value, unit=unit)
    assert rules_of(text, tmp_path) == ["绩效指标值"]


def test_sound_indicators_give_nothing(tmp_path: Path) -> None:
    text = HEAD + "本年没有变化。\n" + INDICATORS.format(label="差错次数（次）", operator="≤", value="0", unit="次")
    assert rules_of(text, tmp_path) == []


CONTENTS = """澜江市档案馆
2025年部门预算

目录

一、部门概况

二、2025年预算安排情况说明

（一）关于2025年{heading}情况说明

三、2025年部门预算表

（一）2025年部门收支预算总表

（二）2025年部门支出预算总表

（三）2025年部门政府性基金预算支出表

（四）2025年部门项目支出预算表

# 一、部门概况

本馆负责全市档案的接收和保管，下设三个科室。

# 二、2025年预算安排情况说明

## （一）关于2025年政府性基金预算支出情况说明

2025年政府性基金预算支出3.00万元，用于库房改造，没有其他安排。
"""


def test_headings_and_contents(tmp_path: Path) -> None:
    body = FUND.format(amount="3.00", note="")
    rows = "\n\n单位：万元\n\n项目\t预算数\n合计\t3.00\n"
    tables = "".join(f"\n## 2025年部门{name}{rows}" for name in ("收支预算总表", "支出预算总表"))
    sound = rules_of(CONTENTS.format(heading="政府性基金预算支出") + body + tables, tmp_path)
    assert "目录与标题" not in sound
    assert "目录与正文" in sound  # 项目支出预算表 is listed and not there
    other = rules_of(CONTENTS.format(heading="政府性基金预算拨款") + body + tables, tmp_path)
    assert "目录与标题" in other


def test_counted_goods_come_in_whole_numbers(tmp_path: Path) -> None:
    text = """
# 2025年部门政府采购预算

单位：万元

项目名称\t采购物品名称\t计量单位\t数量\t单价\t金额
合计\t\t\t\t\t{amount}
档案修复\t复印机\t台\t{quantity}\t2.00\t{amount}
"""
    whole = rules_of(HEAD + "本年没有变化。\n" + text.format(quantity="3", amount="6.00"), tmp_path)
    assert "采购数量" not in whole
    assert "数量乘单价" not in whole
    assert "采购数量" in rules_of(HEAD + "本年没有变化。\n" + text.format(quantity="2.5", amount="5.00"), tmp_path)
    assert "数量乘单价" in rules_of(HEAD + "本年没有变化。\n" + text.format(quantity="3", amount="7.00"), tmp_path)


def test_parts_beyond_their_whole(tmp_path: Path) -> None:
    sentence = "档案节总投入30.00万元，其中展览{show}万元、出版10.00万元。"
    assert "其中各项" not in rules_of(
        HEAD + sentence.format(show="20.00") + FUND.format(amount="3.00", note=""), tmp_path
    )
    assert "其中各项" in rules_of(HEAD + sentence.format(show="29.00") + FUND.format(amount="3.00", note=""), tmp_path)


def test_first_level_projects_named_in_two_ways(tmp_path: Path) -> None:
    text = """
# 2025年部门项目支出绩效表

单位名称\t一级项目名称\t二级项目名称\t一级指标\t二级指标\t三级指标\t计算符号\t指标值\t计量单位
澜江市档案馆\t档案机构运行保障\t档案修复\t产出指标\t数量指标\t修复卷数\t≥\t600\t卷
澜江市档案馆\t{other}\t库房改造\t产出指标\t数量指标\t改造面积\t≥\t60\t平方米
"""
    assert "一级项目名称" in rules_of(HEAD + "没有变化。\n" + text.format(other="档案结构运行保障"), tmp_path)
    assert "一级项目名称" not in rules_of(HEAD + "没有变化。\n" + text.format(other="档案机构运行保障"), tmp_path)


def test_cost_targets_within_the_budget(samples_folder: Path, tmp_path: Path) -> None:
    (form,) = (path for path in samples_folder.iterdir() if "教育局2025" in path.name)
    text = form.read_text(encoding="utf-8")
    assert "成本指标" not in rules_of(text, tmp_path)
    dearer = text.replace("人均培训成本\t每人每天综合定额\t≤380元", "培训成本\t培训总成本\t≤9999万元")
    assert dearer != text
    assert "成本指标" in rules_of(dearer, tmp_path)
