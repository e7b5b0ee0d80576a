"""Files that do harm cost themselves alone, and are told in one sentence."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from damage import damaged_files
from pdf_documents import Printer
from rendering import Part, as_docx, as_html, as_xls, as_xlsx, parts_of
from work_done import calls_made

from index.encoder import HashEncoder
from index.errors import ReadError
from index.ingest import ingest
from index.readers import read_content
from index.readers.isolation import IsolatedReader
from index.store import Store

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "澜江市图书馆2025年单位预算.md"
FILES = int(os.environ.get("BUDGET_DAMAGED_FILES", "24"))


def parts() -> list[Part]:
    return parts_of(SAMPLE.read_text(encoding="utf-8"))


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """An office file with its parts changed."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as whole, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in whole.namelist():
            copy.writestr(name, change(name, whole.read(name)))
    return stream.getvalue()


def refusal(data: bytes, name: str) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(ReadError) as caught:
        read_content(data, name)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)
    return str(caught.value)


# --- the process that reads ------------------------------------------------------


SILENT_SECONDS = 4.0


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> IsolatedReader:
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "tests"))
    waits = "endless" in request.node.name or "long" in request.node.name
    seconds = SILENT_SECONDS if waits else 60.0  # a crash is noticed at once, however busy the machine is
    return IsolatedReader(silent_seconds=seconds, total_seconds=60.0, program="misbehaving_worker")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("crash.html", "意外中止"),
        ("endless.html", "太久"),
        ("memory.html", "内存不足"),
        ("fault.html", "IndexError：row 7"),
    ],
)
def test_a_file_that_does_harm_costs_itself_alone(
    reader: IsolatedReader, tmp_path: Path, name: str, sentence: str
) -> None:
    bad, good = tmp_path / name, tmp_path / "好.html"
    for path in (bad, good):
        path.write_bytes(as_html(parts(), merged=True))
    with reader:
        assert len(reader.read(good)[1]) > 100
        with pytest.raises(ReadError, match=sentence) as caught:
            reader.read(bad)
        assert name in str(caught.value)
        assert len(reader.read(good)[1]) > 100


def test_a_long_file_may_take_its_time_as_long_as_it_goes_on(reader: IsolatedReader, tmp_path: Path) -> None:
    path = tmp_path / "slow.html"
    path.write_bytes(as_html(parts(), merged=True))
    shares: list[float] = []
    with reader:
        reader.read(path, progress=shares.append)
    assert shares == [step / 10 for step in range(10)]


def test_the_process_ends_with_the_reader(reader: IsolatedReader, tmp_path: Path) -> None:
    path = tmp_path / "好.html"
    path.write_bytes(as_html(parts(), merged=False))
    with reader:
        reader.read(path)
        process = reader._process
        assert process is not None
    assert process.poll() is not None


# --- bombs, entities, passwords ----------------------------------------------------


def test_a_part_that_unpacks_to_far_more_is_refused() -> None:
    bomb = repacked(
        as_xlsx(parts()[:30], merged=False),
        lambda name, part: bytes(20_000_000) if name == "xl/styles.xml" else part,
    )
    assert len(bomb) < 100_000
    assert "大得不合常理" in refusal(bomb, "炸弹.xlsx")


LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


@pytest.mark.parametrize("entities", [LAUGHS, '<!DOCTYPE l [<!ENTITY j SYSTEM "file:///etc/passwd">]>'])
@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_entities_are_refused(suffix: str, entities: str) -> None:
    target = {".docx": "word/document.xml", ".xlsx": "xl/worksheets/sheet1.xml"}[suffix]
    data = as_docx(parts(), merged=False) if suffix == ".docx" else as_xlsx(parts(), merged=False)

    def change(name: str, part: bytes) -> bytes:
        text = part.decode("utf-8", "surrogateescape")
        end = text.find("?>") + 2 if text.startswith("<?xml") else 0
        words = text[end:].replace("澜江市", "&j;澜江市")
        return (text[:end] + entities + words).encode("utf-8", "surrogateescape") if name == target else part

    assert "实体" in refusal(repacked(data, change), f"实体{suffix}")


def test_entities_of_a_web_page_are_not_read() -> None:
    page = f'<?xml version="1.0"?>{LAUGHS}<html><body><p>&j;预算 1.00 万元，见附表。</p></body></html>'
    content = read_content(page.encode(), "网页.html")
    assert len("".join(content.lines)) < 60


def test_a_password_is_told_as_such() -> None:
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(100)
    assert "密码" in refusal(compound, "加密.xlsx")
    assert "密码" in refusal(compound, "加密.docx")
    locked = bytearray(as_xlsx(parts(), merged=False))
    for start in (locked.find(b"PK\x01\x02"), locked.find(b"PK\x03\x04")):
        locked[start + (8 if locked[start + 2] == 1 else 6)] |= 1
    assert "密码" in refusal(bytes(locked), "加密2.xlsx")


# --- sizes -------------------------------------------------------------------------


def with_cell_at(row: int, column: int) -> bytes:
    """A workbook of two rows with one more cell somewhere."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["B1"], sheet["A2"], sheet["B2"] = "项目", "预算数", "合计", 1
    sheet.cell(row, column, "远处")
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_cell_at_the_far_end_of_a_sheet_costs_nothing() -> None:
    near, far = with_cell_at(3, 2), with_cell_at(1_048_576, 2)
    assert len(read_content(far, "远.xlsx").lines) == 2
    by_near = calls_made(lambda: read_content(near, "近.xlsx"))
    assert calls_made(lambda: read_content(far, "远.xlsx")) < by_near * 2
    assert "太宽" in refusal(with_cell_at(3, 16_384), "宽.xlsx")


def test_a_web_page_of_endless_depth_or_spans_is_refused_or_read() -> None:
    deep = ("<div>" * 100_000 + "预算 1.00 万元。").encode()
    with pytest.raises(ReadError):
        read_content(b"<html><body>" + deep, "深.html")
    wide = '<table><tr><td colspan="99999999" rowspan="99999999">项目</td><td>预算</td></tr></table>'
    with pytest.raises(ReadError, match="太宽"):
        read_content(f"<html><body>{wide * 3}</body></html>".encode(), "宽.html")


# --- damaged files -----------------------------------------------------------------


def whole_files() -> dict[str, bytes]:
    text = SAMPLE.read_text(encoding="utf-8")
    printer = Printer()
    top = 60.0
    for line in text.split("\n")[:20]:
        top = printer.paragraph(top, line) if line else top
    printer.table(top, [60, 200, 300], [["项目", "预算数"], ["合计", "12.00"], ["其中：水费", "12.00"]])
    return {
        ".docx": as_docx(parts(), merged=True),
        ".xlsx": as_xlsx(parts(), merged=True),
        ".xls": as_xls(parts()),
        ".html": as_html(parts(), merged=True),
        ".csv": text.replace("|", ",").encode("gbk"),
        ".txt": text.encode(),
        ".pdf": printer.data(),
    }


def test_damaged_files_neither_crash_nor_hang_nor_go_in_by_halves(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for name, data in damaged_files(whole_files(), FILES):
        (folder / name).write_bytes(data)
    summary = ingest([folder], tmp_path / "store", HashEncoder)
    told = [note.message for note in summary.failures]
    assert all("\n" not in message and message.count("：") for message in told)
    assert not [message for message in told if "程序出错" in message or "意外中止" in message or "太久" in message]
    assert summary.documents + len(summary.failures) + len(summary.skipped) == FILES
    if summary.documents:
        snapshot = Store.open(tmp_path / "store").snapshot()
        for card in snapshot.documents:
            document = snapshot.document(card.id)
            assert (len(document.tables), len(document.passages)) == (card.tables, card.passages)
