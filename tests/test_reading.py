"""Reading a file as a whole, and what is said of files that cannot be read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from text_documents import made, seed

from index.errors import ReadError
from index.model import Basis, Source, TableKind
from index.reading import read_document


def test_a_document_with_everything() -> None:
    path = made("plain_numbering.txt")
    document, facts = read_document(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.id == f"d{digest[:10]}"
    assert document.source == Source(str(path), path.name, digest, path.stat().st_size)
    assert (document.title, document.year, document.basis) == ("云渡市园林管理局2024年部门预算", 2024, Basis.BUDGET)
    assert [table.kind for table in document.tables] == [TableKind.INCOME]
    assert document.tables[0].section == ("2024年部门收入预算总表",)
    assert document.units == ("云渡市园林管理局", "云渡市苗圃管理中心")
    assert document.lines[2] == "云渡市园林管理局"
    assert {fact.document_id for fact in facts} == {document.id}
    assert {fact.department for fact in facts} == {"云渡市园林管理局"}
    assert any(statement.rate is None and statement.direction == "增加" for statement in document.statements)
    assert {passage.document_id for passage in document.passages} == {document.id}


def test_reading_twice_gives_the_same() -> None:
    assert read_document(made("tables_first.txt")) == read_document(made("tables_first.txt"))


def test_a_file_without_a_table_is_a_document() -> None:
    document, facts = read_document(made("nobody.txt"))
    assert (document.title, document.department, document.tables, facts) == ("nobody", "", (), ())
    assert len(document.passages) == 2


def test_an_upload_keeps_the_name_it_came_under(tmp_path: Path) -> None:
    path = tmp_path / "upload-7c1"
    path.write_bytes(made("nobody.txt").read_bytes())
    source = Source("云渡市司法局2024年部门预算.txt", "云渡市司法局2024年部门预算.txt", "ab" * 32, 111)
    document, _ = read_document(path, source=source)
    assert document.id == "dababababab"
    assert document.source is source
    assert (document.department, document.year) == ("云渡市司法局", 2024)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("空.txt", b"", "空"),
        ("程序.txt", b"MZ\x00\x00\x00\x01", "二进制"),
        ("词.txt", "一些 词语\n\n另外 一些".encode(), "不像是预算文件"),
        ("预算.ppt", b"x", r"暂不支持 \.ppt"),
        ("没有扩展名", b"x", "没有扩展名"),
    ],
)
def test_what_is_no_document_is_told_in_one_sentence(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError, match=message) as caught:
        read_document(path)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


UNITS = {
    "000": {"嘉兴人大研究信息中心"},
    "001": {"绍兴市柯桥区人大信息中心"},
    "002": {"嘉兴市职业技能鉴定中心（嘉兴市高技能人才公共实训管理服务中心）", "嘉兴市养老保险服务中心"},
    "003": set(),
    "004": set(),
}


@pytest.mark.parametrize("number", UNITS)
def test_the_real_documents(number: str) -> None:
    document, facts = read_document(seed(number))
    assert len(document.tables) >= 11
    assert len(facts) > 200
    assert len(document.statements) > 30
    assert set(document.units) - {document.department} == UNITS[number]
    sections = {section.path for section in document.sections}
    assert all(table.section in sections for table in document.tables)
    assert all(passage.section[:-1] in sections or passage.section in sections for passage in document.passages)
