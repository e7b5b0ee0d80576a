"""Reading Word files and web pages: the same blocks as from a text."""

from __future__ import annotations

import base64
import shutil
import zipfile
from io import BytesIO

import docx
import pytest
from office_documents import blocks_of, saved, texts

from index.errors import ReadError
from index.model import Grid, Span
from index.readers import read_content


def test_headings_numbers_and_tables_of_a_word_file_come_in_order() -> None:
    file = docx.Document()
    file.add_heading("第二部分 预算说明", 1)
    file.add_paragraph("收入预算 3.00 万元，与上年持平。")
    table = file.add_table(3, 3)
    for row, words in zip(table.rows, (("项目", "预算数", ""), ("", "合计", "基本"), ("水费", "3", "2")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    file.add_paragraph("说明完毕，没有其他事项。")
    blocks = blocks_of(saved(file), "预算.docx")
    assert [type(block).__name__ for block in blocks] == ["Heading", "Paragraph", "Grid", "Paragraph"]
    assert isinstance(blocks[2], Grid)
    assert [row.cells for row in blocks[2].rows] == [("项目", "预算数", ""), ("", "合计", "基本"), ("水费", "3", "2")]
    assert set(blocks[2].spans) == {Span(0, 0, 2, 1), Span(0, 1, 1, 2)}


def xml(body: str) -> bytes:
    """A Word file with this body and a list numbered 一、 over （1）."""
    space = "http" + "://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http" + "://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http" + "://schemas.openxmlformats.org/package/2006/relationships"
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate((("chineseCounting", "%1、"), ("decimal", "（%2）")))
    )
    numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    main, numbers = (
        f'<Relationship Id="r" Type="{office}/{kind}" Target="{target}"/>'
        for kind, target in (("officeDocument", "word/document.xml"), ("numbering", "numbering.xml"))
    )
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{package}">{main}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}">{numbers}</Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{space}">{numbering}</w:numbering>',
    }
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return stream.getvalue()


def paragraph(text: str, level: int | None = None, run: str = "") -> str:
    number = "" if level is None else f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    return f"<w:p>{number}<w:r>{run}<w:t>{text}</w:t></w:r></w:p>"


def test_automatic_numbers_are_written_out() -> None:
    listed = (("部门概况", 0), ("主要职责", 1), ("机构设置", 1), ("收支说明", 0), ("收入", 1))
    content = read_content(xml("".join(paragraph(text, level) for text, level in listed)), "预算.docx")
    assert content.lines == ("一、部门概况", "（1）主要职责", "（2）机构设置", "二、收支说明", "（1）收入")


def test_deleted_and_hidden_words_and_text_boxes_are_left_out() -> None:
    box = (
        "<w:p><w:r><w:pict><w:txbxContent>"
        + paragraph("这是文本框里的一段较长的文字")
        + "</w:txbxContent></w:pict></w:r></w:p>"
    )
    gone = "<w:p><w:del><w:r><w:delText>旧的</w:delText></w:r></w:del>"
    gone += "<w:ins><w:r><w:t>新的预算。</w:t></w:r></w:ins></w:p>"
    hidden = paragraph("看不见。", run="<w:rPr><w:vanish/></w:rPr>")
    content = read_content(xml(box + gone + hidden + paragraph("看得见。")), "预算.docx")
    assert content.lines == ("新的预算。", "看得见。")
    assert content.remarks == ("文本框里的文字没有读入。",)


def test_an_old_word_file_needs_libreoffice_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.readers.legacy_doc.shutil.which", lambda _: None)
    with pytest.raises(ReadError, match=r"LibreOffice.*另存为 \.docx.*预算\.doc"):
        read_content(b"{\\rtf1 }", "预算.doc")


def test_an_old_word_file_is_read_through_libreoffice() -> None:
    if not (shutil.which("soffice") or shutil.which("libreoffice")):
        pytest.skip("没有安装 LibreOffice，无法试读 .doc 文件")
    words = "".join(f"\\u{ord(char)}?" for char in "收入预算说明如下。")
    assert read_content(f"{{\\rtf1\\ansi {words}\\par}}".encode(), "预算.doc").lines == ("收入预算说明如下。",)


# --- web pages ----------------------------------------------------------------------

PAGE = """<html><head><meta charset="gb2312"><title>预算</title></head><body>
<div><a href="/">首页</a> <a href="/x">政务公开</a></div>
<div class="box"><table><tr><td>
<h2>一、预算说明</h2><p>收入预算 3.00 万元，<br>与上年持平。</p><p style="display:none">看不见。</p>
<table><tr><th rowspan="2">项目</th><th colspan="2">预算数</th></tr><tr><th>合计</th><th>基本</th></tr>
<tr><td>水费</td><td>3.00</td><td>2.00</td></tr></table>
</td></tr></table></div><script>document.write("脚本")</script></body></html>"""


def test_a_web_page_shows_what_people_see() -> None:
    content = read_content(PAGE.encode("gbk"), "网页.html")
    assert texts(content.blocks)[0] == "一、预算说明"
    grid = content.blocks[-1]
    assert isinstance(grid, Grid)
    assert [row.cells for row in grid.rows] == [("项目", "预算数", ""), ("", "合计", "基本"), ("水费", "3.00", "2.00")]
    assert set(grid.spans) == {Span(0, 0, 2, 1), Span(0, 1, 1, 2)}
    assert not [line for line in content.lines if "首页" in line or "看不见" in line or "脚本" in line]


def test_a_page_in_an_archive_and_one_that_names_a_wrong_encoding_are_read() -> None:
    page = PAGE.replace("gb2312", "ascii").encode()
    archive = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
    archive += (
        b"Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(page) + b"\n--x--\n"
    )
    assert read_content(archive, "网页.mht").lines == read_content(page, "网页.htm").lines
    assert len(read_content(page, "网页.htm").lines) > 4
