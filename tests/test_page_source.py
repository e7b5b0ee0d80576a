"""A citation of a file with pages shows the page with what is cited framed."""

from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO
from pathlib import Path

import pytest
from pdf_documents import HEIGHT, WIDTH, Printer
from PIL import Image

from assistant.answer import Citation
from assistant.page.page_source import page_source_html
from index.errors import ReadError
from index.model import Document
from index.readers.shown import shown_page
from index.reading import read_document

COLUMNS = (60.0, 120.0, 300.0, 420.0, 540.0)
ROWS = (
    ("科目编码", "科目名称", "合计", "基本支出"),
    ("208", "社会保障和就业支出", "386.08", "386.08"),
    ("213", "农林水支出", "3096.57", "1721.23"),
    ("", "合计", "3482.65", "2107.31"),
)
TOP, ROW_HEIGHT = 300.0, 24.0


@pytest.fixture
def document(tmp_path: Path) -> Document:
    printer = Printer()
    printer.text(170, 90, "澜江市林业局2025年部门预算", 18)
    printer.text(80, 140, "一、一般公共预算支出情况", 14)
    printer.paragraph(180, "本部门2025年一般公共预算支出3482.65万元，用于保障机构运转。")
    printer.text(80, 260, "表5 一般公共预算支出表", 12)
    printer.text(440, 284, "单位：万元", 10)
    printer.table(TOP, COLUMNS, ROWS, ROW_HEIGHT)
    path = tmp_path / "林业局.pdf"
    path.write_bytes(printer.data())
    return read_document(path)[0]


def citation_of_row(document: Document, label: str) -> Citation:
    (table,) = document.tables
    row = next(row for row in table.rows if row.label == label)
    line = row.place.line or 0
    lines = (line, line)
    return Citation(1, "预算", document.id, "林业局.pdf", table.section, table.title, label, 1, lines, table.id)


def framed(html: str) -> list[tuple[float, ...]]:
    """Left, top, right and bottom of each frame in points."""
    shares = re.findall(r"left:([\d.]+)%;top:([\d.]+)%;width:([\d.]+)%;height:([\d.]+)%", html)
    parts = [[float(share) / 100 for share in one] for one in shares]
    return [(x * WIDTH, y * HEIGHT, (x + width) * WIDTH, (y + height) * HEIGHT) for x, y, width, height in parts]


def test_the_row_of_a_cited_cell_is_framed(document: Document) -> None:
    html = page_source_html(document, [citation_of_row(document, "农林水支出")])
    top = TOP + 2 * ROW_HEIGHT
    assert framed(html) == [pytest.approx((COLUMNS[0], top, COLUMNS[-1], top + ROW_HEIGHT), abs=4)]
    picture = Image.open(BytesIO(b64decode(re.findall(r"base64,([^\"]+)", html)[0])))
    assert picture.width / picture.height == pytest.approx(WIDTH / HEIGHT, abs=0.01)


def test_rows_of_one_page_share_its_picture(document: Document) -> None:
    cited = [citation_of_row(document, label) for label in ("农林水支出", "社会保障和就业支出", "农林水支出")]
    html = page_source_html(document, cited)
    assert (html.count("<img"), len(framed(html))) == (1, 2)


def test_the_passage_of_a_quote_is_framed(document: Document) -> None:
    passage = next(one for one in document.passages if "保障机构运转" in one.text)
    line = passage.place.line or 0
    cited = Citation(1, "预算", document.id, "林业局.pdf", passage.section, None, "支出3482.65万元", 1, (line, line))
    ((left, top, right, bottom),) = framed(page_source_html(document, [cited]))
    assert 70 < left < right < WIDTH
    assert 165 < top < 180 < bottom < 225


def test_a_file_that_was_changed_or_moved_is_told_instead(document: Document) -> None:
    cited = [citation_of_row(document, "合计")]
    path = Path(document.source.path)
    path.write_bytes(path.read_bytes() + b" ")
    assert "不能显示原页" in page_source_html(document, cited)
    path.unlink()
    html = page_source_html(document, cited)
    assert "不能显示原页" in html
    assert "<img" not in html


def test_a_source_without_pages_shows_none(document: Document) -> None:
    cited = Citation(1, "预算", document.id, "a.txt", ("一",), None, "字", None, (1, 1))
    assert page_source_html(document, [cited]) == ""


def test_only_pages_that_a_file_has_can_be_shown(document: Document) -> None:
    data = Path(document.source.path).read_bytes()
    for name, content in (("a.pdf", data), ("a.pdf", b"%PDF-1.4 broken"), ("a.txt", b"x")):
        with pytest.raises(ReadError):
            shown_page(content, name, 9)


def test_a_page_of_a_picture_file_is_shown() -> None:
    stream = BytesIO()
    pages = [Image.new("L", (620, 877), shade) for shade in (255, 0)]
    pages[0].save(stream, "TIFF", save_all=True, append_images=pages[1:])
    shown = shown_page(stream.getvalue(), "scan.tif", 2)
    assert Image.open(BytesIO(shown.jpeg)).convert("L").getpixel((5, 5)) < 10
    assert shown.height == pytest.approx(842, abs=1)
