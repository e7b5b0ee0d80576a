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
