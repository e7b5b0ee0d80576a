"""Scans: the same facts as the text, and no figure that is wrong without a mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from pdf_documents import Printer
from PIL import Image
from scans import as_jpeg, as_pdf, scanned

from index.checks.scanned import disproved
from index.errors import ReadError
from index.model import Document, Doubt, Fact
from index.readers import read_content
from index.readers.ocr.picture import skew_of
from index.readers.pdf.page import Page
from index.reading import read_document

HEADING = "澜江市林业局2025年部门预算"
SENTENCE = "2025年本部门一般公共预算支出3482.65万元，比上年增加126.40万元，主要原因是新增防火巡护项目。"
TITLE = "表5 一般公共预算支出表"
COLUMNS = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
ROWS = (
    ("", "合计", "3482.65", "2107.31", "1375.34"),
    ("208", "社会保障和就业支出", "386.08", "386.08", ""),
    ("20805", "行政事业单位养老支出", "386.08", "386.08", ""),
    ("2080505", "机关事业单位基本养老保险缴费支出", "257.39", "257.39", ""),
    ("2080506", "机关事业单位职业年金缴费支出", "128.69", "128.69", ""),
    ("213", "农林水支出", "3096.57", "1721.23", "1375.34"),
    ("21302", "林业和草原", "3096.57", "1721.23", "1375.34"),
    ("2130201", "行政运行", "1721.23", "1721.23", ""),
    ("2130205", "森林资源培育", "748.06", "", "748.06"),
    ("2130234", "林业草原防灾减灾", "627.28", "", "627.28"),
)


def printed() -> Printer:
    printer = Printer()
    printer.text(170, 90, HEADING, 18)
    printer.text(80, 140, "一、一般公共预算支出情况", 14)
    bottom = printer.paragraph(170, SENTENCE)
    printer.text(80, bottom + 30, TITLE, 12)
    printer.text(440, bottom + 52, "单位：万元", 10)
    printer.table(bottom + 64, (60, 120, 300, 380, 460, 540), [COLUMNS, *ROWS], 22)
    return printer


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    return scanned(printed().data(), [0.8])[0]


@pytest.fixture(scope="module")
def scan(picture: Image.Image, tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, tuple[Fact, ...]]:
    path = tmp_path_factory.mktemp("scan") / "scan.pdf"
    path.write_bytes(as_pdf([picture]))
    return read_document(path)


def said(facts: Sequence[Fact]) -> Counter[tuple[str, ...]]:
    return Counter((one.code, one.row, one.parents, one.column, one.raw, str(one.value), one.unit) for one in facts)


def test_a_skewed_scan_gives_the_facts_of_the_text(scan: tuple[Document, tuple[Fact, ...]], tmp_path: Path) -> None:
    rows = "\n".join("\t".join(row) for row in (COLUMNS, *ROWS))
    text = tmp_path / "text.txt"
    text.write_text(
        f"{HEADING}\n\n一、一般公共预算支出情况\n{SENTENCE}\n\n{TITLE}\n单位：万元\n{rows}\n", encoding="utf-8"
    )
    expected, found = said(read_document(text)[1]), said(scan[1])
    assert (expected & found).total() >= expected.total() * 0.99
    doubtful = {(one.line, one.text) for one in scan[0].doubts}
    wrong = [one for one in scan[1] if not expected[next(iter(said([one])))] and (one.line, one.raw) not in doubtful]
    assert not wrong
    assert scan[0].department == "澜江市林业局"


def test_what_is_quoted_of_a_scan_stands_in_its_lines(scan: tuple[Document, tuple[Fact, ...]]) -> None:
    document, facts = scan
    (quoted,) = (passage.text for passage in document.passages if "3482.65万元" in passage.text)
    assert SequenceMatcher(None, quoted, SENTENCE).ratio() > 0.97
    assert re.findall(r"[\d.]+", quoted) == re.findall(r"[\d.]+", SENTENCE)
    for passage in document.passages:
        lines = document.lines[(passage.place.line or 0) - 1 : passage.place.end_line]
        assert "".join(passage.text.split()) in "".join("".join(lines).split())
    assert all(fact.page == 1 and fact.raw in document.lines[(fact.line or 0) - 1] for fact in facts)


def test_a_scan_says_that_it_was_recognised(scan: tuple[Document, tuple[Fact, ...]]) -> None:
    assert scan[0].remarks[0] == "第 1 页是扫描图像，文字和数字由识别得到"


def test_boxes_are_where_things_stand_on_the_skewed_page(scan: tuple[Document, tuple[Fact, ...]]) -> None:
    """Before it is turned straight, the table stands where the printer set it, turned by the angle."""
    (table,) = scan[0].tables
    assert table.place.box is not None
    left, top, right, bottom = table.place.box
    assert (left, right) == (pytest.approx(60, abs=8), pytest.approx(540, abs=8))
    assert (top, bottom) == (pytest.approx(274, abs=8), pytest.approx(274 + 11 * 22, abs=8))


def test_a_picture_that_lies_on_its_side_is_read(picture: Image.Image) -> None:
    turned = as_jpeg(picture.rotate(90, expand=True).crop((300, 0, 1754 - 900, 1240)))
    lines = read_content(turned, "photo.jpg").lines
    assert any("3482.65\t2107.31\t1375.34" in line for line in lines)


def test_the_skew_is_found(picture: Image.Image) -> None:
    pixels = np.ascontiguousarray(np.repeat(np.asarray(picture)[..., None], 3, 2))
    assert skew_of(pixels) == pytest.approx(-0.8, abs=0.1)


def test_boxes_of_a_page_that_was_turned_straight_are_turned_back() -> None:
    page = Page(1, 600, 800, (), None, slant=90)  # type: ignore[arg-type]
    assert page.shown_box((300, 400, 310, 420)) == (280, 400, 300, 410)


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"BM" + b"\0" * 60, b"\xff\xd8\xff" + b"x" * 99])
def test_a_damaged_picture_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(ReadError, match="图像"):
        read_content(data, "x.bmp")


def test_a_picture_without_text_is_refused() -> None:
    stream = BytesIO()
    Image.new("L", (300, 300), 255).save(stream, "PNG")
    with pytest.raises(ReadError, match="没有认出文字"):
        read_content(stream.getvalue(), "blank.png")


def test_figures_that_do_not_add_up_are_doubtful(tmp_path: Path) -> None:
    """On the pages that were recognised; the sums that come out say nothing against their figures."""
    rows = [list(row) for row in (COLUMNS, *ROWS)]
    rows[4][2] = rows[4][3] = "251.39"  # of 386.08 = 257.39 + 128.69
    text = tmp_path / "text.txt"
    body = "\n".join("\t".join(row) for row in rows)
    text.write_text(f"{HEADING}\n\n{TITLE}\n单位：万元\n{body}\n", encoding="utf-8")
    document, facts = read_document(text)
    facts = tuple(fact._replace(page=1) for fact in facts)
    line = next(fact.line for fact in facts if fact.raw == "251.39")
    found = disproved(document, facts, {1}, {1})
    assert Doubt(line or 0, "251.39") in found
    assert {doubt.text for doubt in found} == {"251.39", "386.08", "128.69"}
    assert disproved(document, facts, {2}, {2}) == disproved(document, facts, (), ()) == ()
