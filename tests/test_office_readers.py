"""Reading workbooks: the same blocks as from a text; what a file really is."""

from __future__ import annotations

import csv
import re
import zipfile
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from office_documents import BALANCE, blocks_of, cells, saved, texts, workbook
from test_safety import repacked

from assistant.finding_proof import cell_of
from assistant.places import place_of_cell
from index.errors import ReadError
from index.export import export_facts
from index.facts import facts_frame
from index.model import Grid, Span
from index.place_words import place_words
from index.readers import read_content
from index.readers.number_format import shown_number
from index.readers.registry import FILE_TYPES, SUPPORTED_TYPES, FileType, file_type, reader_of
from index.reading import read_document


@pytest.mark.parametrize("kind", FILE_TYPES, ids=lambda kind: kind.module)
def test_every_type_has_a_reader_and_suffixes_of_its_own(kind: FileType) -> None:
    assert callable(reader_of(kind).read)
    for suffix in kind.suffixes:
        assert file_type(f"某局预算{suffix.upper()}") is kind
        assert SUPPORTED_TYPES.count(suffix) == 1


# --- places --------------------------------------------------------------------


def test_rows_of_a_workbook_are_found_by_sheet_and_row() -> None:
    blocks = blocks_of(saved(workbook(("收支", BALANCE), ("支出", BALANCE))))
    assert texts(blocks) == ["部门收支预算总表", "单位：万元"] * 2
    grid = blocks[-1]
    assert isinstance(grid, Grid)
    assert [(row.place.sheet, row.place.row) for row in grid.rows] == [("支出", 4), ("支出", 5), ("支出", 6)]
    assert (blocks[0].place.sheet, blocks[0].place.row) == ("收支", 1)
    assert [row.place.line for row in grid.rows] == [8, 9, 10]


def test_an_answer_names_the_place_by_which_people_find_it(tmp_path: Path) -> None:
    for name, data in (("甲.xlsx", saved(workbook(("收支", BALANCE)))), ("乙.txt", b"")):
        text = "部门收支预算总表\n\n单位：万元\n\n项目\t预算数\n合计\t12.5\n其中：水费\t12.5\n".encode()
        (tmp_path / name).write_bytes(data or text)
    in_sheet, in_text = (read_document(tmp_path / name)[1][0] for name in ("甲.xlsx", "乙.txt"))
    assert place_of_cell(cell_of(in_sheet)) == "工作表“收支”第 5 行"
    assert place_of_cell(cell_of(in_text)) == "第 6 行"
    assert place_of_cell(cell_of(in_text._replace(source_file="乙.docx"))) == ""
    assert place_words("a.pdf", page=3, line=70) == "第 3 页"
    assert place_words("a.md", line=3, end_line=5) == "第 3–5 行"


def test_exported_lines_are_rows_of_the_sheet_and_none_where_there_are_no_lines(tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(saved(workbook(("收支", BALANCE))))
    _, facts = read_document(tmp_path / "甲.xlsx")
    out = tmp_path / "out.csv"
    export_facts(facts_frame(facts), out)
    assert [row["line"] for row in csv.DictReader(StringIO(out.read_text(encoding="utf-8-sig")))] == ["5", "6"]
    other = [fact._replace(source_file="甲.docx", sheet_row=None) for fact in facts]
    export_facts(facts_frame(other), out)
    assert {row["line"] for row in csv.DictReader(StringIO(out.read_text(encoding="utf-8-sig")))} == {""}


# --- workbooks -----------------------------------------------------------------


def test_numbers_are_read_as_they_are_shown() -> None:
    book = workbook(("表", [["项目", "甲", "乙", "丙", "丁"], ["合计", 61915.7693, 1234567.891, 0.30071, -3]]))
    for column, shape in zip("BCDE", ("0.00_ ", "#,##0.00", "0.00%", "#,##0.00_);(#,##0.00)"), strict=True):
        book["表"][f"{column}2"].number_format = shape
    assert cells(blocks_of(saved(book))[-1])[1] == ("合计", "61915.77", "1,234,567.89", "30.07%", "-3.00")


@pytest.mark.parametrize(
    ("value", "shape", "shown"),
    [
        (0, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (-1234.5, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-1,234.50"),
        (0, "0.00;-0.00;;@", ""),
        (5, '[=0]"";0.00', "5.00"),
        (123456, "0!.0000", "12.3456"),
        (1234567, "#,##0.0,", "1,234.6"),
        (12, "000", "012"),
        (1.005, "0.00", "1.01"),
        (-0.001, "0.00", "0.00"),
        (0.1 + 0.2, "General", "0.3"),
        (2010101, "General", "2010101"),
        (45356, 'yyyy"年"m"月"d"日"', "2024年3月5日"),
        (45356.5, "yyyy-mm-dd hh:mm", "2024-03-05 12:00"),
        (1234.5, "[$￥-804]#,##0.00", "1,234.50"),
    ],
)
def test_number_formats(value: float, shape: str, shown: str) -> None:
    assert shown_number(value, shape) == shown


def test_hidden_sheets_rows_and_columns_are_left_out_with_a_remark() -> None:
    rows = [["项目", "编号", "预算数"], ["合计", "a", 3], ["旧数", "b", 9], ["水费", "c", 3]]
    book = workbook(("收支总表", rows), ("底稿", rows))
    book["收支总表"].row_dimensions[3].hidden = True
    book["收支总表"].column_dimensions["B"].hidden = True
    book["底稿"].sheet_state = "hidden"
    content = read_content(saved(book), "预算.xlsx")
    assert cells(content.blocks[-1]) == [("项目", "预算数"), ("合计", "3"), ("水费", "3")]
    assert content.remarks == ("隐藏的工作表没有读入：底稿。", "隐藏的行、列没有读入：“收支总表”1 行、1 列。")


def test_formulas_count_by_their_saved_values_and_are_told_where_there_is_none() -> None:
    book = workbook(("表", [["项目", "预算数"], ["合计", "=1+1"], ["水费", "1,000.50"]]))
    content = read_content(saved(book), "预算.xlsx")
    assert cells(content.blocks[-1]) == [("项目", "预算数"), ("合计", ""), ("水费", "1,000.50")]
    assert "1 个公式没有保存结果" in content.remarks[0]

    def with_value(name: str, part: bytes) -> bytes:
        return part.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>").replace(b"<v/>", b"<v>2</v>")

    content = read_content(repacked(saved(book), with_value), "预算.xlsx")
    assert cells(content.blocks[-1])[1] == ("合计", "2")
    assert content.remarks == ()


def test_merged_cells_keep_their_place_and_words_only_at_the_top_left() -> None:
    rows = [["项目", "预算数", None], [None, "合计", "其中：基本支出"], ["水费", 3, 2]]
    book = workbook(("表", rows))
    book["表"].merge_cells("A1:A2")
    book["表"].merge_cells("B1:C1")
    grid = blocks_of(saved(book))[-1]
    assert isinstance(grid, Grid)
    assert grid.rows[1].cells == ("", "合计", "其中：基本支出")
    assert set(grid.spans) == {Span(0, 0, 2, 1), Span(0, 1, 1, 2)}


def test_a_sheet_without_a_title_goes_by_its_name() -> None:
    rows = [["项目", "预算数"], ["合计", 3]]
    assert texts(blocks_of(saved(workbook(("一般公共预算支出表", rows), ("Sheet2", rows))))) == ["一般公共预算支出表"]


def test_tables_and_notes_of_one_sheet_are_told_apart() -> None:
    rows = [
        *(["收入预算总表"], ["部门：甲局", "单位：万元"], ["项目", "预算数"], ["合计", 3], ["注：含上年结转。"]),
        *([], ["支出预算总表"], ["项目", "预算数"], ["合计", 4]),
    ]
    blocks = blocks_of(saved(workbook(("表", rows))))
    assert [type(block).__name__ for block in blocks] == [
        *("Heading", "Paragraph", "Paragraph", "Grid", "Paragraph", "Heading", "Grid")
    ]


# --- what a file really is ------------------------------------------------------------


def test_files_are_read_by_what_they_are_and_not_by_their_names() -> None:
    book = saved(workbook(("收支", BALANCE)))
    assert read_content(book, "预算.xls").lines == read_content(book, "预算.xlsx").lines
    assert read_content(book, "预算.txt").lines == read_content(book, "预算.xlsx").lines
    slides = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "PowerPoint Document".encode("utf-16-le")
    with pytest.raises(ReadError, match="实际是"):
        read_content(slides, "预算.doc")
    with pytest.raises(ReadError, match="损坏"):
        read_content(book[:2000], "预算.xlsx")


def test_texts_that_the_sheets_of_a_workbook_share_are_read_without_their_readings() -> None:
    book = saved(workbook(("表", [["项目", "预算数"], ["合计", 3]])))
    kind = "http" + "://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    space = "http" + "://schemas.openxmlformats.org/spreadsheetml/2006/main"
    runs = "<r><t>项</t></r><r><t>目名</t></r><rPh><t>xiang</t></rPh>"
    shared = f'<sst xmlns="{space}"><si><t>旁</t></si><si>{runs}</si></sst>'
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(book)) as whole, zipfile.ZipFile(stream, "w") as copy:
        for name in whole.namelist():
            part = whole.read(name).decode()
            if name.endswith("workbook.xml.rels"):
                relation = f'<Relationship Id="rs" Type="{kind}" Target="/xl/sharedStrings.xml"/>'
                part = part.replace("</Relationships>", f"{relation}</Relationships>")
            if name.endswith("sheet1.xml"):
                part = re.sub(r'(<c r="A1")[^>]*>.*?</c>', r'\1 t="s"><v>1</v></c>', part)
            copy.writestr(name, part)
        copy.writestr("xl/sharedStrings.xml", shared)
    assert cells(blocks_of(stream.getvalue())[-1])[0] == ("项目名", "预算数")
