"""Reconciliation of the narrative with final accounts, project lists, columns of two years and tables with meetings."""

from __future__ import annotations

from pathlib import Path

import pytest
from narrative_tables import SPENDING, TABLES, THREE_PUBLIC

from assistant.stated import stated
from index.checks import check_document
from index.encoder import load_encoder
from index.ingest import ingest
from index.reading import read_document
from index.store import Store

RUNNING = "1.一般公共服务支出（类）档案事务（款）行政运行（项）。"
FINAL = """澜江市档案馆
2024年度单位决算

# 二、2024年度决算情况说明

## （一）一般公共预算财政拨款支出决算情况说明

{sentence}

# 四、决算表

## 一般公共预算财政拨款支出决算表

单位：{unit}

科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t{total}\t{total}\t
201\t一般公共服务支出\t{total}\t{total}\t
20126\t档案事务\t{total}\t{total}\t
2012601\t行政运行\t{total}\t{total}\t
"""


@pytest.mark.parametrize(
    ("sentence", "rules"),
    [
        (f"{RUNNING}年初预算为60.00万元，支出决算为50.00万元。", []),
        ("支出年初预算为60.00万元，支出决算为50.00万元，完成年初预算的83.33%。决算数小于预算数的主要原因：节约。", []),
        ("支出年初预算为60.00万元，支出决算为50.00万元，完成年初预算的88.33%。", ["预算完成比例"]),
        ("支出年初预算为60.00万元，支出决算为50.00万元。决算数大于预算数的主要原因：节约。", ["预算完成比例"]),
        (
            "1.一般公共服务支出（类）档案事务（款）行政运行（项）。年初预算为60.00万元，支出决算为58.00万元。",
            ["文字与表格"],
        ),
    ],
)
@pytest.mark.parametrize(("unit", "total"), [("万元", "50.00"), ("元", "500,012")])
def test_final_accounts(sentence: str, rules: list[str], unit: str, total: str, tmp_path: Path) -> None:
    path = tmp_path / "澜江市档案馆2024年度单位决算.txt"
    path.write_text(FINAL.format(sentence=sentence, unit=unit, total=total), encoding="utf-8")
    found = [one for one in check_document(*read_document(path)) if one.rule != "未核对的文字"]
    assert [one.rule for one in found] == rules


PROJECTS = """
## 2025年部门项目支出预算表

单位：万元

单位名称\t项目名称\t总计\t一般公共预算
\t合计\t40.00\t40.00
澜江市档案馆\t库房消防改造工程\t40.00\t40.00
"""


@pytest.mark.parametrize(("amount", "rules"), [("40.00", []), ("45.00", ["文字中的项目"])])
def test_a_project_named_among_reasons(amount: str, rules: list[str], tmp_path: Path) -> None:
    path = tmp_path / "澜江市档案馆2025年单位预算.txt"
    sentence = f"2025年支出预算120.00万元，主要原因是新增库房消防改造工程，涉及金额{amount}万元。"
    head = (
        f"澜江市档案馆\n2025年单位预算\n\n# 二、预算安排情况说明\n\n## （一）{SPENDING}\n\n{sentence}\n\n# 四、预算表\n"
    )
    path.write_text(head + TABLES + PROJECTS, encoding="utf-8")
    assert [one.rule for one in check_document(*read_document(path))] == rules


OF_TWO_YEARS = """
## 部门“三公”经费支出表

单位：万元

2024年预算数\t\t\t\t\t\t2025年预算数\t\t\t\t\t
合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费\t合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费
\t\t小计\t公务用车购置费\t公务用车运行费\t\t\t\t小计\t公务用车购置费\t公务用车运行费\t
1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12
26.00\t\t22.00\t18.00\t4.00\t4.00\t7.00\t\t4.00\t\t4.00\t3.00
"""


def rules_quoted(sentence: str, table: str, folder: Path) -> list[str]:
    """The rules that a sentence on the three public expenses breaks beside a table of them."""
    path = folder / "澜江市档案馆2025年单位预算.txt"
    path.write_text(f"澜江市档案馆\n2025年单位预算\n\n## （一）{THREE_PUBLIC}\n\n{sentence}\n{table}", encoding="utf-8")
    return [one.rule for one in check_document(*read_document(path)) if one.quotes]


@pytest.mark.parametrize(("stated", "rules"), [("0.00", []), ("5.00", ["文字与表格"])])
def test_last_years_column_proves_no_amount_of_this_year(stated: str, rules: list[str], tmp_path: Path) -> None:
    sentence = f"2025年公务用车购置费{stated}万元，主要是没有更新车辆的计划。"
    assert rules_quoted(sentence, OF_TWO_YEARS, tmp_path) == rules


WITH_MEETINGS = """
## “三公”经费、会议费、培训费支出表

单位：万元

“三公”经费合计\t“三公”经费\t\t\t\t\t会议费\t培训费
\t因公出国（境）费\t公务用车购置及运行维护费\t\t\t公务接待费\t\t
\t\t小计\t公务用车购置费\t公务用车运行维护费\t\t\t
7.00\t0.00\t4.00\t0.00\t4.00\t3.00\t6.00\t9.80
"""


@pytest.mark.parametrize(("stated", "rules"), [("7.00", []), ("8.00", ["文字与表格"])])
def test_the_sum_of_the_kinds_is_known_beside_meetings(stated: str, rules: list[str], tmp_path: Path) -> None:
    assert rules_quoted(f"2025年“三公”经费预算数为{stated}万元。", WITH_MEETINGS, tmp_path) == rules


def test_a_vehicle_written_off_is_none_that_is_held(tmp_path: Path) -> None:
    path = tmp_path / "澜江市档案馆2025年单位预算.txt"
    text = "澜江市档案馆\n2025年单位预算\n\n## （一）情况说明\n\n运行费减少1.50万元，主要原因是报废车辆1辆。\n\n"
    path.write_text(f"{text}本部门共有车辆5辆。\n{TABLES}", encoding="utf-8")
    ingest([path], tmp_path / "store", lambda: load_encoder("hash"))
    snapshot = Store.open(tmp_path / "store").snapshot()
    assert [str(one.amount) for one in stated(snapshot, [snapshot.documents[0].id], "车辆")] == ["5"]


YEARS_AND_MEETINGS = """澜江市档案馆
2025年单位预算

# 二、预算安排情况说明

## （一）“三公”经费、会议费预算情况

2025年“三公”经费预算{stated}万元。

# 四、预算表

## “三公”经费、会议费预算表

单位：万元

年份\t合计\t公务用车运行费\t公务接待费\t会议费
2024年预算数\t13.00\t10.00\t1.00\t2.00
2025年预算数\t12.30\t9.50\t0.80\t2.00
增减变化\t-0.70\t-0.50\t-0.20\t0.00
"""


@pytest.mark.parametrize(("stated", "rules"), [("10.30", []), ("12.30", ["文字与表格"])])
def test_the_kinds_add_up_where_the_sum_is_of_meetings_too(stated: str, rules: list[str], tmp_path: Path) -> None:
    path = tmp_path / "澜江市档案馆2025年单位预算.txt"
    path.write_text(YEARS_AND_MEETINGS.format(stated=stated), encoding="utf-8")
    assert [one.rule for one in check_document(*read_document(path)) if one.severity == "error"] == rules


def test_a_total_is_that_of_the_body_or_of_its_units_where_a_table_lists_both(tmp_path: Path) -> None:
    path = tmp_path / "澜江市档案馆2025年单位预算.txt"
    rows = (
        "项目名称|合计|其中",
        "||馆本级|数字化中心",
        "合计|40.00|25.00|15.00",
        "扫描|25.00|10.00|15.00",
        "消防|15.00|15.00|",
    )
    table = "\n".join(rows).replace("|", "\t")
    text = "澜江市档案馆\n2025年单位预算\n\n# 四、预算表\n\n## 项目支出分单位表\n\n单位：万元\n\n"
    path.write_text(text + table, encoding="utf-8")
    assert not check_document(*read_document(path))


LAYOUTS = Path(__file__).parent / "documents" / "layouts"


@pytest.mark.parametrize(
    ("printed", "changed", "rules"),
    [
        ("无数据的栏目为空", "无数据的栏目为空", []),
        ("注：无数据的栏目为空", "注：本部门没有收支，本表无数据", ["空表"]),
        ("  护林员补助	250.00", "  护林员补助	255.00", ["纵向合计", "项目金额"]),
        ("  其他收入	20.00", "  其他收入	30.00", ["收支平衡", "纵向合计"]),
        ("2025年3个项目", "2025年5个项目", ["项目个数"]),
    ],
)
def test_layouts_of_regions(printed: str, changed: str, rules: list[str], tmp_path: Path) -> None:
    text = (LAYOUTS / "沙岭县林草局2025年部门预算.txt").read_text(encoding="utf-8")
    assert printed in text
    path = tmp_path / "沙岭县林草局2025年部门预算.txt"
    path.write_text(text.replace(printed, changed), encoding="utf-8")
    found = {one.rule for one in check_document(*read_document(path)) if one.severity != "note"}
    assert found <= set(rules)
    assert bool(found) == bool(rules)


def test_final_accounts_beside_their_budget_are_set_against_the_outcome(tmp_path: Path) -> None:
    text = (LAYOUTS / "渠阳县中医院2022年决算.txt").read_text(encoding="utf-8")
    for said, rules in (("事业收入4560.00万元", set()), ("事业收入4570.00万元", {"文字与表格", "文字中的合计"})):
        path = tmp_path / "渠阳县中医院2022年决算.txt"
        path.write_text(text.replace("事业收入4560.00万元", said), encoding="utf-8")
        found = {one.rule for one in check_document(*read_document(path)) if one.severity != "note"}
        assert found <= rules
        assert bool(found) == bool(rules)
