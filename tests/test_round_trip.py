"""The sample documents in other formats give the same facts as their text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from rendering import Line, Part, Rows, as_csv, as_docx, as_html, as_one_sheet, as_xls, as_xlsx, parts_of
from text_documents import seed, without_space

from index.model import Document, Fact
from index.reading import read_document

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
DOCUMENTS = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".txt", ".md"))
Render = Callable[[Sequence[Part]], bytes]

RENDERINGS: dict[str, tuple[str, Render]] = {
    "docx": (".docx", lambda parts: as_docx(parts, merged=False)),
    "docx-merged": (".docx", lambda parts: as_docx(parts, merged=True)),
    "docx-bold": (".docx", lambda parts: as_docx(parts, merged=True, styled=False)),
    "html": (".html", lambda parts: as_html(parts, merged=False)),
    "html-merged-gbk": (".htm", lambda parts: as_html(parts, merged=True, encoding="gbk")),
    "html-named-xls": (".xls", lambda parts: as_html(parts, merged=True)),
    "html-bold": (".html", lambda parts: as_html(parts, merged=True, plain=True)),
    "xlsx": (".xlsx", lambda parts: as_xlsx(parts, merged=False)),
    "xlsx-merged-text": (".xlsx", lambda parts: as_xlsx(parts, merged=True, numbers=False)),
    "xls": (".xls", as_xls),
}


@cache
def read_text(path: Path) -> tuple[Document, tuple[Fact, ...]]:
    return read_document(path)


def comparable(facts: Sequence[Fact]) -> list[tuple[object, ...]]:
    """What facts say, without the file they come from and the place in it."""
    same = {"document_id": "", "source_file": "", "page": None, "line": None, "sheet": "", "sheet_row": None}
    return [fact._replace(**same) for fact in facts]


@pytest.mark.parametrize("rendering", RENDERINGS)
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_in_another_format_gives_the_same_facts(path: Path, rendering: str, tmp_path: Path) -> None:
    suffix, render = RENDERINGS[rendering]
    other = tmp_path / f"{path.stem}{suffix}"
    other.write_bytes(render(parts_of(path.read_text(encoding="utf-8"))))
    document, facts = read_document(other)
    expected, expected_facts = read_text(path)
    assert comparable(facts) == comparable(expected_facts)
    assert (document.title, document.department, document.year) == (expected.title, expected.department, expected.year)
    assert [table.kind for table in document.tables] == [table.kind for table in expected.tables]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_all_tables_on_one_sheet_give_the_same_figures(path: Path, tmp_path: Path) -> None:
    other = tmp_path / f"{path.stem}.xlsx"
    other.write_bytes(as_one_sheet(parts_of(path.read_text(encoding="utf-8"))))
    read, expected = (
        [fact._replace(level=0) for fact in facts] for facts in (read_document(other)[1], read_text(path)[1])
    )
    assert comparable(read) == comparable(expected)


@pytest.mark.parametrize("rendering", ["docx", "html", "xlsx"])
def test_every_quote_of_another_format_stands_in_its_lines(rendering: str, tmp_path: Path) -> None:
    suffix, render = RENDERINGS[rendering]
    path = next(path for path in DOCUMENTS if path.suffix == ".txt")
    other = tmp_path / f"{path.stem}{suffix}"
    other.write_bytes(render(parts_of(path.read_text(encoding="utf-8"))))
    document, facts = read_document(other)
    expected = read_text(path)[0]
    assert [passage.text for passage in document.passages] == [passage.text for passage in expected.passages]
    for passage in document.passages:
        lines = document.lines[(passage.place.line or 0) - 1 : passage.place.end_line]
        assert without_space(passage.text) in without_space("".join(lines)).replace("**", "")
    for fact in facts:
        assert fact.line is not None
        assert without_space(fact.raw) in without_space(document.lines[fact.line - 1])


def single_tables() -> list[tuple[str, list[Line], Rows]]:
    """Tables of the samples with the lines directly above them."""
    found = []
    for path in DOCUMENTS[:2]:
        above: list[Line] = []
        for part in parts_of(path.read_text(encoding="utf-8")):
            if isinstance(part, Line):
                above = [*above, part][-4:]
            else:
                found.append((path.stem, above, part))
                above = []
    return found


@pytest.mark.parametrize(("separator", "encoding"), [(",", "gbk"), (";", "utf-8"), ("\t", "utf-16")])
def test_single_tables_as_delimited_text_give_the_same_facts(separator: str, encoding: str, tmp_path: Path) -> None:
    tables = [table for table in single_tables() if table[1] and len(table[2].cells) > 4]
    assert len(tables) > 15
    for stem, lines, rows in tables:
        plain = "\n\n".join(line.text for line in lines) + "\n\n" + "\n".join("\t".join(row) for row in rows.cells)
        text, other = tmp_path / f"{stem}.txt", tmp_path / f"{stem}.csv"
        text.write_text(plain, encoding="utf-8")
        other.write_bytes(as_csv(lines, rows, separator=separator, encoding=encoding))
        assert comparable(read_document(other)[1]) == comparable(read_document(text)[1])


@pytest.mark.parametrize("rendering", ["docx-merged", "docx-bold", "html-bold", "xlsx", "xlsx-merged-text"])
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_a_real_document_in_another_format_gives_the_same_facts(number: str, rendering: str, tmp_path: Path) -> None:
    path = seed(number)
    suffix, render = RENDERINGS[rendering]
    other = tmp_path / f"{path.stem}{suffix}"
    other.write_bytes(render(parts_of(path.read_text(encoding="utf-8"))))
    assert comparable(read_document(other)[1]) == comparable(read_text(path)[1])
