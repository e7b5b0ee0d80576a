"""Passages: whole duties, definitions and reasons, verbatim, and nothing that says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from text_documents import made, seed, without_space

from index.model import DataRow, Passage, Place, Table, TableKind
from index.passages import build_passages, part_of
from index.readers.text import blocks_of_lines
from index.reading import read_document
from index.sections import build_sections


def passages_of(text: str, tables: tuple[Table, ...] = ()) -> tuple[Passage, ...]:
    lines = text.split("\n")
    blocks = blocks_of_lines(lines)
    return build_passages("d1", blocks, build_sections(blocks), tables, lines)


def passages_in(path: Path) -> tuple[Passage, ...]:
    return passages_of(path.read_text(encoding="utf-8"))


def texts(passages: tuple[Passage, ...], kind: str) -> list[str]:
    return [passage.text for passage in passages if passage.kind == kind]


def table_of(kind: TableKind, lines: list[int], title: str = "指标表") -> Table:
    rows = tuple(DataRow("行", ("1",), Place(line=line, end_line=line)) for line in lines)
    place = Place(line=lines[0], end_line=lines[-1])
    return Table("t1", kind, 1.0, title, "万元", (title,), place, ("值",), rows)


def test_duties_definitions_and_paragraphs_with_their_headings() -> None:
    found = passages_in(made("plain_numbering.txt"))
    assert texts(found, "item")[:3] == [
        "1. 负责全市公园和绿地的规划。",
        "2. 接待市民来信来访。",
        "3. 承办市政府交办的其他任务。",
    ]
    assert texts(found, "definition") == ["1. 财政拨款收入：市财政当年拨付的资金。", "2. 其他收入：除上述以外的收入。"]
    assert {passage.part for passage in found} == {"概况", "情况说明", "名词解释", "预算表"}
    (income,) = (passage for passage in found if "苗圃维护经费" in passage.text)
    assert income.section[-1] == "（一）关于云渡市园林管理局2024年收入预算情况说明"
    assert (income.place.line, income.place.end_line) == (48, 50)


def test_ids_count_in_document_order() -> None:
    found = passages_in(made("plain_numbering.txt"))
    assert [passage.id for passage in found] == [f"d1-p{number:04d}" for number in range(1, len(found) + 1)]
    starts = [passage.place.line or 0 for passage in found]
    assert starts == sorted(starts)


def test_cover_contents_and_labels_are_no_passages() -> None:
    found = passages_in(made("plain_numbering.txt"))
    assert not any((passage.place.line or 0) < 32 for passage in found)
    assert not any("单位：万" in passage.text or "018-" in passage.text for passage in found)


def test_reasons_below_their_announcement_are_one_passage() -> None:
    (reason,) = (passage for passage in passages_in(made("plain_numbering.txt")) if "主要原因是" in passage.text)
    assert reason.text.split("\n")[1:] == ["(1) 承办全省园林博览会。", "(2) 外地同行来访增多。"]
    assert (reason.place.line, reason.place.end_line) == (62, 64)


def test_points_below_an_item_that_announces_no_reasons_stay_apart() -> None:
    found = passages_of("一、说明\n\n1. 收入合计 3.00 万元，包括：\n（1）拨款 1.00 万元；\n（2）捐赠 2.00 万元。")
    assert [passage.text[:3] for passage in found] == ["1. ", "（1）", "（2）"]


def test_duties_below_a_lead_in_stay_apart() -> None:
    found = passages_of("一、职责\n\n本局的主要职责是：\n\n1. 管水，保护水源。\n\n2. 管河，清理河道。")
    assert [passage.kind for passage in found] == ["paragraph", "item", "item"]


def test_text_between_two_numbers_belongs_to_the_first() -> None:
    duties = "1. 选举市长，任免局长。\n\n决定是否接受辞职，有权罢免。\n\n2. 监督法院，听取报告。"
    found = passages_of(f"一、职责\n\n{duties}\n\n此外没有职责。")
    assert [passage.text for passage in found] == [
        "1. 选举市长，任免局长。\n决定是否接受辞职，有权罢免。",
        "2. 监督法院，听取报告。",
        "此外没有职责。",
    ]


def test_long_points_are_not_heaped_into_one_passage() -> None:
    points = "\n\n".join(f"（{n}）{'办理各项事务，' * 55}完成。" for n in range(1, 5))
    found = passages_of(f"一、说明\n\n1. 经费增加 3.00 万元，主要原因是：\n\n{points}")
    assert [passage.text[:2] for passage in found] == ["1.", "（3", "（4"]


def test_terms_set_as_headings_stand_before_their_explanations() -> None:
    found = texts(passages_in(made("marks_only.md")), "definition")
    assert found == ["基本支出\n保障机构运转的支出。", "项目支出\n完成特定任务的支出。"]


def test_a_note_belongs_to_the_table_above_it() -> None:
    table = table_of(TableKind.INCOME, [81, 82, 83, 84], "2024年部门收入预算总表")
    found = passages_of(made("plain_numbering.txt").read_text(encoding="utf-8"), (table,))
    (note,) = (passage for passage in found if passage.kind == "note")
    assert (note.text, note.table_id, note.part) == ("注：本表含上年结转", "t1", "预算表")
    assert note.section == ("2024年部门收入预算总表",)


def test_the_note_of_an_empty_table_needs_no_mark_and_takes_the_recovered_title() -> None:
    text = "2023\n\n单位：万元\n\n项目\t合计\n合计\t\n\n本单位没有政府性基金支出，故本表无数据"
    table = Table(
        "t7", TableKind.GOVERNMENT_FUND, 0.8, "政府性基金支出表", "万元", ("2023",), Place(5, 6), ("合计",), ()
    )
    (note,) = passages_of(text, (table,))
    assert (note.kind, note.section, note.table_id) == ("note", ("2023", "政府性基金支出表"), "t7")


def test_the_same_words_in_the_narrative_are_a_paragraph() -> None:
    (found,) = passages_of("一、民生项目的情况说明\n\n本单位不涉及民生项目，故本表无数据。")
    assert found.kind == "paragraph"


def test_rows_in_words_are_quoted_as_printed() -> None:
    text = "指标表\n\n指标\t值\n培训  人次\t≥100\t人次\n25%\t\t50%\n"
    (row,) = passages_of(text, (table_of(TableKind.INDICATOR, [4, 5]),))
    assert (row.kind, row.text, row.table_id) == ("table", "培训 人次 ≥100 人次", "t1")
    assert without_space(row.text) in without_space(text)


def test_rows_of_piped_tables_keep_what_stands_between_their_cells() -> None:
    text = "指标表\n\n| 指标 | 值 |\n| --- | --- |\n| 培训人次 | ≥100 |"
    (row,) = passages_of(text, (table_of(TableKind.INDICATOR, [5]),))
    assert row.text == "| 培训人次 | ≥100 |"


def test_rows_of_figures_are_no_passages() -> None:
    text = "指标表\n\n项目\t预算数\n合计\t1.00"
    assert passages_of(text, (table_of(TableKind.EXPENDITURE, [4]),)) == ()


def test_a_document_without_headings_keeps_its_sentences() -> None:
    found = passages_in(made("nobody.txt"))
    assert [(passage.part, passage.section) for passage in found] == [("其他", ()), ("其他", ())]


def test_what_a_page_number_divides_is_quoted_apart() -> None:
    path = made("hard_wrapped.txt")
    source = without_space(path.read_text(encoding="utf-8"))
    assert all(without_space(passage.text) in source for passage in passages_in(path))


@pytest.mark.parametrize(
    ("section", "part"),
    [
        ((), "其他"),
        (("目录",), "其他"),
        (("一、部门概况", "（一）主要职能"), "概况"),
        (("某局2024年部门预算信息公开情况说明", "一、部门职责及机构设置情况"), "概况"),
        (("第二部分 2024年部门预算情况说明", "三、支出预算情况"), "情况说明"),
        (("三、名词解释",), "名词解释"),
        (("某局情况说明", "十、名词解释", "1. 基本支出"), "名词解释"),
        (("2024年部门收支预算总表",), "预算表"),
        (("四、2024年部门预算表", "（一）收支总表"), "预算表"),
        (("2023",), "预算表"),
        (("附录",), "其他"),
    ],
)
def test_parts_by_the_wording_of_headings(section: tuple[str, ...], part: str) -> None:
    assert part_of(section) == part


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_passages_of_real_documents_are_verbatim_and_in_place(number: str) -> None:
    document, _ = read_document(seed(number))
    for passage in document.passages:
        start, end = passage.place.line, passage.place.end_line
        assert start is not None
        assert end is not None
        assert without_space(passage.text) in without_space("".join(document.lines[start - 1 : end]))
        assert "目录" not in "".join(passage.section).replace(" ", "")
        assert not any(blank in passage.text for blank in ("指标 1", "指标1", "单位：万元", "预算年度"))
    assert len({passage.place for passage in document.passages}) == len(document.passages)


DUTIES_AND_TERMS = {"000": (13, 19), "001": (9, 18), "002": (8, 30), "003": (12, 10), "004": (10, 18)}


@pytest.mark.parametrize("number", DUTIES_AND_TERMS)
def test_every_duty_and_definition_of_a_real_document_is_one_passage(number: str) -> None:
    document, _ = read_document(seed(number))
    duties = [passage for passage in document.passages if passage.part == "概况" and passage.kind == "item"]
    terms = [passage for passage in document.passages if passage.kind == "definition"]
    assert (len(duties), len(terms)) == DUTIES_AND_TERMS[number]
    assert all(passage.text[-1] in "。；" for passage in (*duties, *terms))


def test_a_reason_over_a_page_break_and_one_in_points() -> None:
    document, _ = read_document(seed("002"))
    assert any("工作力度加强" in found.text and "增加212.00万元" in found.text for found in document.passages)
    assert any(
        "公务接待费" in found.text and "人才引进" in found.text and "疫情" in found.text for found in document.passages
    )


def test_a_sentence_that_a_page_breaks_is_one_passage_without_a_gap() -> None:
    found = passages_of(
        "一、部门概况\n\n（一）机构设置\n\n本部门机关设九个内设机构，包括办公室、综合科、粮食和物资\n\n储备科、产业科。\n\n另有下属单位一家。"
    )
    assert [passage.text for passage in found] == [
        "本部门机关设九个内设机构，包括办公室、综合科、粮食和物资储备科、产业科。",
        "另有下属单位一家。",
    ]


def test_captions_and_bare_leads_are_no_passages_and_repeated_text_is_one() -> None:
    text = "二、预算情况说明\n\n2025年收入 3.00 万元。\n\n其中：\n\n图1：收入预算图\n\n2025年收入 3.00 万元。"
    assert [passage.text for passage in passages_of(text)] == ["2025年收入 3.00 万元。"]


def test_fields_of_projects_stay_apart_below_the_name_of_their_project() -> None:
    found = passages_of(
        "# 项目支出情况说明\n\n项目一\n\n项目名称：护林补助\n\n资金分配情况：每人每年1万元，共250人\n\n"
        "资金执行时间：2025年1月-12月\n\n项目二\n\n项目名称：防火物资\n\n资金执行时间：2025年3月\n\n# 其他情况\n\n"
        "负责人：张某，负责统筹。"
    )
    told = {passage.text: passage.section for passage in found}
    assert told["资金执行时间：2025年1月-12月"] == ("项目支出情况说明", "项目名称：护林补助")
    assert told["资金执行时间：2025年3月"] == ("项目支出情况说明", "项目名称：防火物资")
    assert told["负责人：张某，负责统筹。"] == ("其他情况",)
