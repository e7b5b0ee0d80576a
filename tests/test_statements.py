"""What a statement is about: the words of its sentence, the item named before it, or its heading."""

from __future__ import annotations

import pytest

from index.model import Passage, Place, Statement
from index.statements import statements_of


def stated(text: str, heading: str) -> list[Statement]:
    passage = Passage("p1", "d1", ("情况说明", heading), "情况说明", "paragraph", text, Place(line=3, end_line=3))
    return list(statements_of("d1", [passage]))


@pytest.mark.parametrize(
    ("heading", "subject"),
    [
        ("三、财政拨款“三公”经费预算情况及增减变化原因", "财政拨款三公经费"),
        ("（二）机关运行经费安排情况说明", "机关运行经费"),
        ("三公经费与上年相比增减变化情况", "三公经费"),
        ("政府性基金预算支出情况", "政府性基金预算支出"),
        ("会议费支出决算具体情况说明。", "会议费支出"),
        ("2025年部门预算情况说明", "部门预算"),
        ("比上年增减情况", "比上年增减情况"),
        ("情况说明", "情况说明"),
    ],
)
def test_a_heading_gives_its_subject_without_the_words_for_telling_of_it(heading: str, subject: str) -> None:
    (statement,) = stated("2025 年与上年预算持平。", heading)
    assert (statement.subject, statement.amount, statement.direction) == (subject, None, "持平")


def test_a_sentence_that_says_unchanged_is_of_the_item_named_before_it() -> None:
    first, unchanged = stated("（三）公务接待费2.50万元。与2024年预算持平，主要原因是来访不变。", "三公经费情况说明")
    assert (first.subject, first.direction) == ("公务接待费", "")
    assert (unchanged.subject, unchanged.direction, unchanged.reason) == ("公务接待费", "持平", "来访不变")
    assert str(unchanged.amount) == "2.50"
    assert unchanged.quote == "（三）公务接待费2.50万元。与2024年预算持平，主要原因是来访不变。"


def test_an_amount_that_another_is_compared_with_is_no_statement_of_its_own() -> None:
    (one,) = stated("收入预算 88.00 万元，比 2024 年 80.00 万元增加 8.00 万元，增长 10.00%。", "收入预算情况说明")
    assert (one.subject, str(one.amount), one.direction, str(one.change), str(one.rate)) == (
        "收入预算",
        "88.00",
        "增加",
        "8.00",
        "10.00",
    )
    assert one.compared_with == "2024年"


def test_a_change_told_in_a_sentence_of_its_own_is_of_the_whole_whose_parts_stand_before_it() -> None:
    text = "“三公”经费预算安排5.00万元，其中公务接待费1.00万元；运行维护费4.00万元。与2024年相比增加0.80万元。"
    changed = [one for one in stated(text, "三公经费情况说明") if one.change]
    assert [(one.subject, str(one.amount), str(one.change)) for one in changed] == [("三公经费", "5.00", "0.80")]


def test_the_total_on_a_projects_own_pages_is_the_projects() -> None:
    text = "2025年度项目总预算70.00万元，其中教师补助55.00万元。"
    passage = Passage(
        "p", "d", ("课后服务专项经费情况说明", "二、年度预算安排"), "其他", "paragraph", text, Place(line=3)
    )
    assert [one.subject for one in statements_of("d", [passage])] == ["课后服务专项项目总预算", "教师补助"]


def test_a_subject_whose_name_says_what_it_is_arranged_from_keeps_its_name() -> None:
    (one,) = stated("教育费附加安排的支出（款）30.00万元。", "支出情况")
    assert one.subject == "教育费附加安排的支出（款）"


def test_a_change_whose_rate_fits_the_whole_is_not_of_its_last_part() -> None:
    text = "2025年预算收入900.00万元，其中拨款收入860.00万元、事业收入40.00万元，较上年增加100.00万元，增长12.50%。"
    changed = [one for one in stated(text, "收支情况") if one.change]
    assert [(one.subject, str(one.amount)) for one in changed] == [("预算收入", "900.00")]


def test_a_change_without_a_rate_behind_several_parts_is_of_the_whole() -> None:
    text = "预算支出900.00万元，其中基本支出700.00万元、项目支出200.00万元，较上年增加50.00万元。"
    changed = [one for one in stated(text, "收支情况") if one.change]
    assert [one.subject for one in changed] == ["预算支出"]


def test_a_rate_in_brackets_behind_a_change_is_its_rate() -> None:
    one = next(one for one in stated("公务接待费2.00万元，较上年减少0.50万元（20.00%）。", "三公") if one.change)
    assert (one.subject, str(one.change), str(one.rate)) == ("公务接待费", "0.50", "20.00")


def test_a_change_of_the_outcome_is_told_of_the_outcome() -> None:
    text = "“三公”经费支出年初预算36.00万元，支出决算29.50万元；决算数较上年减少2.15万元，下降6.79%。"
    one = next(one for one in stated(text, "三公经费情况") if one.change)
    assert (one.subject, str(one.amount), one.stage) == ("三公经费支出", "29.50", "决算数")


def test_an_outcome_without_a_budget_is_of_the_subject_that_has_none() -> None:
    text = "草原管理支出决算88.15万元；退耕还林年初未安排预算，支出决算318.40万元。"
    assert [(one.subject, str(one.amount)) for one in stated(text, "支出情况")] == [
        ("草原管理", "88.15"),
        ("退耕还林", "318.40"),
    ]


def test_a_code_is_no_part_of_a_name() -> None:
    text = "（一）2120104-城管执法36.00万元；住房公积金（2210201）15.00万元。"
    assert [one.subject for one in stated(text, "支出情况")] == ["城管执法", "住房公积金"]


def test_ten_thousands_of_people_are_no_money() -> None:
    assert [(str(one.amount), one.unit) for one in stated("惠及群众1.2万人，投入3万元。", "工作")] == [
        ("12000", "人"),
        ("3", "万元"),
    ]


def test_an_amount_in_brackets_behind_what_is_compared_with_is_not_the_amount_itself() -> None:
    text = "2017年度支出预算与2016年度相比（2016年度支出预算为80.00万元），增加5.00万元，增长6.25%。"
    (statement,) = stated(text, "收支预算情况说明")
    assert (statement.subject, statement.amount, str(statement.change)) == ("支出预算", None, "5.00")
    assert statement.compared_with == "2016年度"


def test_a_point_headed_by_a_sentence_of_its_own_is_about_that() -> None:
    text = "2.公务接待费。2025年预算数2.00万元，比2024年减少1.00万元。"
    (statement,) = stated(text, "三公经费财政拨款预算说明")
    assert (statement.subject, str(statement.amount), str(statement.change)) == ("公务接待费", "2.00", "1.00")


def test_the_price_of_a_class_of_equipment_is_no_amount_but_part_of_its_name() -> None:
    (statement,) = stated("单价100万元（含）以上专用设备4台（套）。", "国有资产占有使用情况")
    assert (statement.subject, str(statement.amount), statement.unit) == (
        "单价100万元（含）以上专用设备",
        "4",
        "台（套）",
    )


def test_a_change_behind_parts_that_add_up_is_of_the_whole() -> None:
    text = "运行维护费预算数9.00万元，其中：加油4.00万元，维修3.50万元，保险1.50万元，比2024年预算数减少1.00万元。"
    changed = [one for one in stated(text, "三公经费情况说明") if one.change]
    assert [(one.subject, str(one.amount)) for one in changed] == [("运行维护费", "9.00")]
    text = "运行维护费预算数9.50万元，其中：加油4.00万元，维修3.50万元，保险1.50万元，比2024年预算数减少1.00万元。"
    changed = [one for one in stated(text, "三公经费情况说明") if one.change]
    assert [(one.subject, str(one.amount)) for one in changed] == [("保险", "1.50")]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("下设南坡、柳湾、石门3个派出管护站。", "派出管护站"),
        ("设有南坡、柳湾3个工作站。", "柳湾"),  # not as many as are listed: what is counted is not sure
    ],
)
def test_a_number_behind_as_many_names_counts_what_stands_behind_it(text: str, subject: str) -> None:
    (one,) = stated(text, "机构设置")
    assert (one.subject, str(one.amount), one.unit) == (subject, "3", "个")
