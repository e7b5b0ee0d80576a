"""The section tree: what stands under what, and which lines it spans."""

from __future__ import annotations

import pytest
from text_documents import made, seed

from index.model import Section
from index.readers import read_blocks
from index.readers.text import blocks_of_lines
from index.sections import SectionTree, build_sections


def sections_of(text: str) -> tuple[Section, ...]:
    return build_sections(blocks_of_lines(text.split("\n")))


def outline(sections: tuple[Section, ...]) -> list[str]:
    """One line a section, indented by its level."""
    return [f"{'  ' * (section.level - 1)}{section.path[-1]}" for section in sections]


def test_the_numbering_places_headings_whatever_their_marks() -> None:
    assert outline(build_sections(read_blocks(made("unreliable_marks.md")))) == [
        "二、预算安排情况说明",
        "  （一）收入预算情况说明",
        "  （二）支出预算情况说明",
        "  (三) 政府性基金预算情况说明",
        "  （四）其他事项",
        "    1. 机关运行经费。",
        "三、名词解释",
    ]


def test_the_contents_and_the_cover_are_leaves_and_tables_close_the_narrative() -> None:
    assert outline(build_sections(read_blocks(made("plain_numbering.txt")))) == [
        "云渡市园林管理局2024 年部门预算",
        "目录",
        "一、部门概况",
        "  （一）主要职责",
        "  （二）机构设置",
        "二、2024年云渡市园林管理局预算情况说明",
        "  （一）关于云渡市园林管理局2024年收入预算情况说明",
        "  （二）其他事项说明",
        "    1. 机关运行经费。",
        "    2. 接待费用。",
        "三、名词解释",
        "2024年部门收入预算总表",
    ]


LISTED = "一、部门主要职能\n二、机构设置情况\n三、名词解释\n\n"
LISTED_IN_PARTS = "第一部分 部门概况\n一、部门主要职能\n二、机构设置情况\n第二部分 名词解释\n\n"
DUTIES = "负责全县水资源的管理工作。\n\n"
THE_REST = "二、机构设置情况\n\n内设5个科室。\n\n三、名词解释\n\n基本支出：保障运转的支出。\n"


def test_headings_worded_otherwise_than_in_the_contents_stay_in_the_text() -> None:
    assert outline(build_sections(read_blocks(made("reworded_headings.txt")))) == [
        "临溪县水务局2025年部门预算",
        "目录",
        "第一部分 基本情况",
        "  一、主要职责",
        "  二、机构设置情况",
        "  三、2025年部门预算安排情况说明",
        "  四、名词解释",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LISTED + "一、主要职责\n\n" + DUTIES + THE_REST, ["一、主要职责", "二、机构设置情况", "三、名词解释"]),
        (
            LISTED + "第一部分 基本情况\n\n一、主要职责\n\n（一）部门职责\n\n" + DUTIES + THE_REST,
            ["第一部分 基本情况", "一、主要职责", "（一）部门职责", "二、机构设置情况", "三、名词解释"],
        ),
        (LISTED_IN_PARTS + "一、主要职责\n\n" + DUTIES, ["一、主要职责"]),
        (LISTED + "（一）主要职责\n\n" + DUTIES + THE_REST, ["（一）主要职责", "二、机构设置情况", "三、名词解释"]),
        (
            "部门主要职能\n机构设置情况\n名词解释\n\n主要职责\n\n" + DUTIES + "机构设置情况\n\n内设5个科室。",
            ["主要职责", "机构设置情况"],
        ),
    ],
    ids=["restarted", "below a part", "parts lost", "other numbering", "without numbers"],
)
def test_the_contents_end_before_a_reworded_heading(text: str, expected: list[str]) -> None:
    sections = sections_of("临溪县水务局2025年部门预算\n\n目录\n\n" + text)
    assert [section.path[-1] for section in sections[2:]] == expected


def test_a_table_inside_the_narrative_stands_under_its_section() -> None:
    assert outline(build_sections(read_blocks(made("tables_first.txt")))) == [
        "2024 年部门预算信息公开目录",
        "部门预算收支总表",
        "部门预算支出总表",
        "石桥市档案馆 2024 年部门预算信息公开情况说明",
        "  一、部门职责",
        "    主要职责",
        "  二、国有资产信息",
        "    部门固定资产占用情况表",
        "  三、名词解释",
    ]


def test_without_numbers_the_markdown_marks_decide() -> None:
    assert outline(build_sections(read_blocks(made("marks_only.md")))) == [
        "云渡市体育局部门预算",
        "  部门概况",
        "    主要职责",
        "    机构设置",
        "  名词解释",
        "    基本支出",
        "    项目支出",
    ]


def test_tables_stand_under_a_part_that_announces_them() -> None:
    table = "a\tb\n1\t2"
    tables = f"表1 收支总表\n\n{table}\n\n表2 支出总表\n\n{table}"
    text = f"第一部分 概况\n\n设三个处。\n\n第二部分 2024年部门预算表\n\n{tables}"
    assert outline(sections_of(text)) == [
        "第一部分 概况",
        "第二部分 2024年部门预算表",
        "  表1 收支总表",
        "  表2 支出总表",
    ]


def test_a_title_repeated_on_the_next_page_of_its_table_counts_once() -> None:
    sections = sections_of("支出预算总表\n\na\tb\n1\t2\n\n支出预算总表\n\na\tb\n3\t4\n\n收入预算总表\n\na\tb\n5\t6")
    assert outline(sections) == ["支出预算总表", "收入预算总表"]
    assert (sections[0].place.line, sections[0].place.end_line) == (1, 10)


def test_numbering_that_begins_again_below_unnumbered_headings_stays_there() -> None:
    text = (
        "## 甲中心说明\n\n一、收入说明\n\n收入。\n\n二、支出说明\n\n支出。\n\n## 乙中心说明\n\n一、收入说明\n\n收入。"
    )
    assert outline(sections_of(text)) == [
        "甲中心说明",
        "  一、收入说明",
        "  二、支出说明",
        "乙中心说明",
        "  一、收入说明",
    ]


def test_spans_reach_to_the_next_heading_of_the_same_level_or_higher() -> None:
    sections = build_sections(read_blocks(made("unreliable_marks.md")))
    assert [(section.place.line, section.place.end_line) for section in sections] == [
        (1, 20),
        (3, 6),
        (7, 10),
        (11, 14),
        (15, 20),
        (17, 20),
        (21, 23),
    ]
    assert [section.parent for section in sections] == [None, 0, 0, 0, 0, 4, None]
    assert [section.id for section in sections] == list(range(7))


def test_the_section_of_a_line() -> None:
    tree = SectionTree.of(build_sections(read_blocks(made("plain_numbering.txt"))))
    assert tree.path_at(1) == ()
    assert tree.section_at(2) is None
    assert tree.path_at(50) == (
        "二、2024年云渡市园林管理局预算情况说明",
        "（一）关于云渡市园林管理局2024年收入预算情况说明",
    )
    assert tree.path_at(83) == ("2024年部门收入预算总表",)
    assert tree.path_at(10_000) == ("2024年部门收入预算总表",)


def test_a_document_without_headings_has_no_sections() -> None:
    assert build_sections(read_blocks(made("nobody.txt"))) == ()
    assert SectionTree.of(()).path_at(3) == ()


def test_many_nested_restarts_stay_shallow() -> None:
    sections = sections_of("### 甲说明\n\n一、收入说明\n\n收入。\n\n" * 300)
    assert max(section.level for section in sections) == 2


SECTIONS = {"000": 36, "001": 35, "002": 42, "003": 47, "004": 28}  # counted by hand in the documents


@pytest.mark.parametrize("number", SECTIONS)
def test_the_tree_of_a_real_document(number: str) -> None:
    """Each narrative heading once, none from the contents, numbers running on among siblings."""
    sections = build_sections(read_blocks(seed(number)))
    assert len(sections) == SECTIONS[number]
    tables = [section for section in sections if section.parent is None and "表" in section.path[-1]]
    contents = [section for section in sections if section.path[-1].replace(" ", "").endswith("目录")]
    assert len(contents) == 1
    assert not any(section.parent == contents[0].id for section in sections)
    assert all(section.level == 1 for section in tables)
    numbered = [section for section in sections if section.path[-1][0] in "一二三四五六七八九十（("]
    for section in numbered:
        siblings = [other.path[-1] for other in numbered if other.parent == section.parent]
        assert len(siblings) == len(set(siblings))
    top = [section.path[-1] for section in numbered if section.path[-1][1:2] == "、" or section.path[-1][2:3] == "、"]
    assert [heading[: heading.index("、")] for heading in top] == list("一二三四五六七八九十")[
        : len(top)
    ] or number == "003"


@pytest.mark.parametrize(
    ("number", "heading", "parent"),
    [
        ("000", "(六) 关于", "二、2024年"),
        ("000", "（七）关于", "二、2024年"),
        ("000", "3. 国有资产占有使用情况。", "（十一）其他重要事项的情况说明"),
        ("001", "3. 一般公共预算当年拨款具体使用情况。", "（五）关于"),
        ("002", "2. 一般公共预算拨款结构情况。", "（五）关于"),
        ("003", "部门固定资产占用情况表", "九、国有资产信息"),
        ("003", "1、人大代表培训经费绩效目标表", "七、部门项目预算安排情况及绩效目标"),
        ("003", "6、人大事务管理", "（二）分项绩效目标"),
        ("004", "1. 机关运行经费", "(十一) 其他重要事项的情况说明"),
    ],
)
def test_headings_of_real_documents_stand_under_the_right_one(number: str, heading: str, parent: str) -> None:
    sections = build_sections(read_blocks(seed(number)))
    (found,) = (section for section in sections if section.path[-1].startswith(heading))
    assert found.path[-2].startswith(parent)
