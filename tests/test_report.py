"""The review brief: its parts, the proof of every number, the file as an office sets it, the user's errors."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from docx.document import Document as Paper
from docx.oxml.ns import qn
from lxml import etree

from assistant.cli import main
from assistant.report.brief import brief_of
from assistant.report.content import Block, Brief, Chart, Heading, Line, Row, Sheet, Style
from assistant.report.places import nested_quotes
from assistant.report.proving import faults_in, proved, words_of
from assistant.report.typesetting import docx_of, numeral
from index.encoder import load_encoder
from index.ingest import ingest
from index.store import Snapshot, Store

PARTS = ["主要数字", "收支结构", "与上年相比的变化", "金额最大的项目", "核对发现", "未能核对的内容", "建议询问的问题"]
LIBRARY, WATER = "澜江市图书馆2025年单位预算", "澜江市水利局2025年部门预算"


@pytest.fixture(scope="module")
def snapshot(sample_store: Path) -> Snapshot:
    return Store.open(sample_store).snapshot()


def identity(snapshot: Snapshot, title: str) -> str:
    return next(card.id for card in snapshot.documents if card.title == title)


def brief_titled(snapshot: Snapshot, title: str) -> Brief:
    return brief_of(identity(snapshot, title), snapshot)


def table(brief: Brief, caption: str) -> dict[str, Row]:
    """The rows of a table by their first cells."""
    sheet = next(block for block in brief.blocks if isinstance(block, Sheet) and block.caption == caption)
    return {row.cells[0]: row for row in sheet.rows}


def faults_of_block(block: Block, snapshot: Snapshot) -> list[str]:
    if isinstance(block, Line):
        return faults_in(block.text, block.evidence, snapshot)
    if isinstance(block, Sheet):
        return [fault for row in block.rows for fault in faults_in(words_of(row), row.evidence, snapshot)]
    if isinstance(block, Chart):
        return [fault for bar in block.bars for fault in faults_in(f"{bar.value} 万元", bar.evidence, snapshot)]
    return []


def test_every_brief_has_its_parts_and_proves_every_number(snapshot: Snapshot) -> None:
    for card in snapshot.documents:
        brief = brief_of(card.id, snapshot)
        assert [one.text for one in brief.blocks if isinstance(one, Heading) and one.level == 1] == PARTS
        assert [fault for block in brief.blocks for fault in faults_of_block(block, snapshot)] == []


def test_key_figures_with_their_places(snapshot: Snapshot) -> None:
    rows = table(brief_titled(snapshot, WATER), "主要数字及出处")
    assert rows["支出总计"].cells[1:3] == ("5475.25", "万元")
    assert rows["公务用车购置费"].cells[1] == "18.00"
    assert "“三公”经费支出表“合计”行" in rows["公务用车购置费"].cells[3]
    assert rows["机关运行经费（本级）"].cells[1] == "206.30"
    assert all("行" in row.cells[3] for row in rows.values())


def test_shares_are_formulas_over_cells(snapshot: Snapshot) -> None:
    rows = table(brief_titled(snapshot, LIBRARY), "支出按性质的构成")
    assert rows["项目支出"].cells[1:3] == ("518.40", "36.84%")
    assert rows["项目支出"].evidence.computed[0].formula == "518.40 ÷ 1407.22"


def test_changes_as_stated_and_as_last_years_document_tells(snapshot: Snapshot) -> None:
    brief = brief_titled(snapshot, WATER)
    stated = table(brief, "文件所述的变化和原因")["公务接待费"]
    assert stated.cells[2:4] == ("比上年预算数减少 2.70 万元（23.48%）", "推行公务接待定点就餐，严控陪餐人数")
    computed = table(brief, "两年主要数字对照")["“三公”经费"]
    assert computed.cells[1:5] == ("54.30", "40.00", "+14.30", "+35.75%")


def test_largest_projects_come_first_with_their_targets(snapshot: Snapshot) -> None:
    brief = brief_titled(snapshot, LIBRARY)
    names = [one.text for one in brief.blocks if isinstance(one, Heading) and one.level == 2]
    at = names.index("纸质图书与报刊采购")
    assert names[at : at + 3] == ["纸质图书与报刊采购", "数字资源订购", "免费开放运行保障"]
    assert table(brief, "“免费开放运行保障”的绩效指标")["产出指标·数量指标"].cells[2] == "≥ 850000 人次"
    assert "文件没有列出这个项目的绩效指标。" in [one.text for one in brief.blocks if isinstance(one, Line)]


def test_a_contradiction_is_told_with_both_places_and_asked_about(snapshot: Snapshot) -> None:
    brief = brief_titled(snapshot, LIBRARY)
    row = table(brief, "不一致及两边的出处")["1"]
    assert "581.40 万元" in row.cells[2]
    assert "518.40 万元" in row.cells[2]
    assert row.cells[3].count("第") == 2
    items = [one for one in brief.blocks if isinstance(one, Line) and one.style is Style.ITEM]
    assert items[0].text.startswith(row.cells[2])
    assert items[0].text.endswith("？")


def test_every_question_names_what_it_rests_on(snapshot: Snapshot) -> None:
    for card in snapshot.documents:
        blocks = brief_of(card.id, snapshot).blocks
        items = [number for number, one in enumerate(blocks) if isinstance(one, Line) and one.style is Style.ITEM]
        assert items
        for number in items:
            ground = blocks[number + 1]
            assert isinstance(ground, Line)
            assert ground.text.startswith("依据：")
            assert ground.evidence.cells or ground.evidence.quotes


def test_a_number_without_proof_is_left_out(snapshot: Snapshot) -> None:
    rows = table(brief_titled(snapshot, LIBRARY), "主要数字及出处")
    row = rows["支出总计"]
    wrong = replace(row, cells=(row.cells[0], "1407.23", *row.cells[2:]))
    sheet = Sheet("", (), (row, wrong))
    assert proved(sheet, snapshot) == Sheet("", (), (row,))
    assert proved(Line("支出 99.10 万元", row.evidence), snapshot) is None


def paper_of(brief: Brief) -> tuple[Paper, zipfile.ZipFile]:
    content = docx_of(brief)
    return docx.Document(io.BytesIO(content)), zipfile.ZipFile(io.BytesIO(content))


def test_the_file_is_set_as_an_office_sets_it(snapshot: Snapshot) -> None:
    paper, package = paper_of(brief_titled(snapshot, WATER))
    section = paper.sections[0]
    lengths = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    lengths += (section.left_margin, section.right_margin)
    assert [round(one.mm) for one in lengths if one is not None] == [210, 297, 37, 35, 28, 26]
    styles = {name: paper.styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) for name in ("Title", "Normal")}
    assert styles == {"Title": "方正小标宋简体", "Normal": "仿宋_GB2312"}
    assert b'w:altName w:val="FangSong"' in package.read("word/fontTable.xml")
    headings = [one.text for one in paper.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    assert headings[:2] == ["一、主要数字", "二、收支结构"]
    footers = (section.footer, section.even_page_footer)
    assert all("PAGE" in etree.tostring(one._element, encoding="unicode") for one in footers)


def test_tables_repeat_their_header_and_keep_rows_whole(snapshot: Snapshot) -> None:
    paper, _ = paper_of(brief_titled(snapshot, WATER))
    assert paper.tables
    for one in paper.tables:
        assert one.style is not None
        assert one.style.name == "Table Grid"
        properties = one.rows[0]._tr.trPr
        assert properties is not None
        assert properties.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in one.rows)


def test_the_chart_is_native_and_holds_the_printed_amounts(snapshot: Snapshot) -> None:
    brief = brief_titled(snapshot, WATER)
    chart = next(one for one in brief.blocks if isinstance(one, Chart))
    _, package = paper_of(brief)
    tree = etree.fromstring(package.read("word/charts/chart1.xml"))
    values = tree.xpath("//*[local-name()='numCache']//*[local-name()='v']/text()")
    assert [Decimal(value) for value in values] == [bar.value for bar in chart.bars]
    names = tree.xpath("//*[local-name()='cat']//*[local-name()='v']/text()")
    assert names == [bar.label for bar in chart.bars]
    assert "word/embeddings/Microsoft_Excel_Sheet1.xlsx" in package.namelist()


def test_a_document_without_tables_still_gives_a_brief(tmp_path: Path) -> None:
    source = tmp_path / "说明.txt"
    source.write_text(
        "# 青石县档案馆2025年单位预算\n\n一、概况\n\n负责全县档案的收集。\n\n二、说明\n\n"
        "2025 年支出预算 88.00 万元，比上年预算数增加 8.00 万元，增长 10.00%。\n",
        encoding="utf-8",
    )
    ingest([source], tmp_path / "store", lambda: load_encoder("hash"))
    snapshot = Store.open(tmp_path / "store").snapshot()
    brief = brief_of(snapshot.documents[0].id, snapshot)
    texts = [one.text for one in brief.blocks if isinstance(one, Line)]
    assert "没有从文件中读出项目的金额。" in texts
    assert any(text.startswith("支出预算比上年预算数增加 8.00 万元（10.00%），文件没有说明原因") for text in texts)
    paper_of(brief)


def test_report_writes_a_file(sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = identity(Store.open(sample_store).snapshot(), LIBRARY)
    target = tmp_path / "要点.docx"
    assert main(["report", "--document", document, str(target), "--store", str(sample_store)]) == 0
    assert "审查要点" in capsys.readouterr().out
    assert docx.Document(str(target)).paragraphs[0].text.replace("\n", "") == f"{LIBRARY}审查要点"
    assert [path.name for path in tmp_path.iterdir()] == ["要点.docx"]


@pytest.mark.parametrize(
    ("document", "name", "sentence"),
    [
        ("d0", "要点.docx", "没有编号为“d0”的文件"),
        (None, "没有/要点.docx", "路径不存在"),
        (None, "文件夹.docx", "它是文件夹"),
        (None, "要点.pdf", "只能写成 .docx 文件"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    document: str | None,
    name: str,
    sentence: str,
    sample_store: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "文件夹.docx").mkdir()
    wanted = document or identity(Store.open(sample_store).snapshot(), LIBRARY)
    assert main(["report", "--document", wanted, str(tmp_path / name), "--store", str(sample_store)]) == 1
    told = capsys.readouterr().err
    assert sentence in told
    assert told.count("\n") == 1


def test_numerals_and_nested_quotes() -> None:
    assert [numeral(number) for number in (1, 10, 12, 20, 21)] == ["一", "十", "十二", "二十", "二十一"]
    assert nested_quotes("“合计”行““三公”经费合计”列") == "“合计”行“‘三公’经费合计”列"


SPLIT = """# 青石县档案馆2025年单位预算

一、概况

负责全县档案的收集。

二、收支预算情况说明

1．档案管理支出1,188.00万元，主要用于库房。与上年相比增加8.00万元，增长0.68%。主要原因是：新增库房。

2．“一般公共服务支出（类）档案事务（款）档案馆（项）”科目60.00万元。比上年预算减少2.00万元。

3．在职人员 76 人，比上年减少 5 人。
"""


def test_a_change_told_in_the_next_sentence_belongs_to_what_its_paragraph_names(tmp_path: Path) -> None:
    source = tmp_path / "说明.txt"
    source.write_text(SPLIT, encoding="utf-8")
    ingest([source], tmp_path / "store", lambda: load_encoder("hash"))
    snapshot = Store.open(tmp_path / "store").snapshot()
    rows = table(brief_of(snapshot.documents[0].id, snapshot), "文件所述的变化和原因")
    assert [(name, row.cells[3]) for name, row in rows.items()] == [
        ("档案管理支出", "新增库房"),
        ("档案馆", "未说明"),
    ]


def test_a_final_account_never_tells_its_budget_as_the_outcome(tmp_path: Path) -> None:
    source = tmp_path / "决算.txt"
    source.write_text(
        "# 青石县档案馆2024年度单位决算\n\n一、概况\n\n负责全县档案的收集。\n\n二、“三公”经费决算情况说明\n\n"
        "“三公”经费财政拨款支出年初预算为 3.00 万元。公务接待费支出决算为 1.20 万元，完成预算的 40%。\n",
        encoding="utf-8",
    )
    ingest([source], tmp_path / "store", lambda: load_encoder("hash"))
    snapshot = Store.open(tmp_path / "store").snapshot()
    rows = table(brief_of(snapshot.documents[0].id, snapshot), "主要数字及出处")
    assert {name: row.cells[1] for name, row in rows.items()} == {"公务接待费": "1.20"}


def test_places_of_a_finding_are_told_by_table_with_their_lines(snapshot: Snapshot) -> None:
    rows = table(brief_titled(snapshot, WATER), "提示")
    assert rows["1"].cells[3] == "项目支出预算表（第 421–424、428、431 行）"
