"""The sample documents set as PDF files, with rules and without, give the same facts as their text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from pdf_rendering import Style, as_pdf
from rendering import Part, Rows, parts_of
from text_documents import seed, without_space

from index.model import Document, Fact
from index.reading import read_document

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
DOCUMENTS = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".txt", ".md"))
LISTS = [path for path in DOCUMENTS if "项目编码" not in path.read_text(encoding="utf-8")]  # none with forms
FORMS = [path for path in DOCUMENTS if path not in LISTS]
STYLES = {
    "no rules": Style(rules="none"),
    "rules around the head and below": Style(rules="three"),
    "rules across": Style(rules="across"),
    "a frame": Style(rules="frame"),
    "large letters, far apart": Style(rules="none", size=10, spacing=12, gutter=12),
    "landscape with running heads": Style(rules="none", sideways=True, widest=24, running=True),
    "no wider than its words": Style(rules="none", stretched=False),
    "heads on the first page only": Style(rules="none", repeated=False, spacing=8),
}
FORM_STYLES = (
    "rules around the head and below",
    "rules across",
    "a frame",
    "landscape with running heads",
    "no wider than its words",
)


@cache
def read_text(path: Path) -> tuple[Document, tuple[Fact, ...]]:
    return read_document(path)


def said(facts: Iterable[Fact]) -> Counter[tuple[str, ...]]:
    """What facts say, without white space: print has none that could be told from that between letters."""
    return Counter(
        tuple(
            without_space(str(part))
            for part in (
                one.table_kind, one.unit_name, one.code, one.row, one.parents, one.column, one.operator,
                one.raw, one.value, one.unit, one.item, one.measure, one.level,
            )
        )
        for one in facts
    )  # fmt: skip


def joined(parts: list[Part]) -> list[Part]:
    """The parts with tables as one that the text cuts at the end of a page."""
    found: list[Part] = []
    for part in parts:
        last = found[-1] if found else None
        if isinstance(part, Rows) and isinstance(last, Rows) and len(part.cells[0]) == len(last.cells[0]):
            found[-1] = Rows(last.cells + part.cells)
        else:
            found.append(part)
    return found


def check(path: Path, style: Style, folder: Path) -> None:
    printed = folder / f"{path.stem}.pdf"
    printed.write_bytes(as_pdf(joined(parts_of(path.read_text(encoding="utf-8"))), style))
    document, facts = read_document(printed)
    expected, expected_facts = read_text(path)
    assert said(facts) == said(expected_facts)
    assert (document.title, document.department, document.year) == (expected.title, expected.department, expected.year)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_tables_with_rules_give_the_same_facts(path: Path, tmp_path: Path) -> None:
    check(path, Style(), tmp_path)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_tables_without_rules_give_the_same_facts(path: Path, tmp_path: Path) -> None:
    check(path, STYLES["no rules"], tmp_path)


@pytest.mark.parametrize("style", [name for name in STYLES if name != "no rules"])
def test_tables_set_in_other_ways_give_the_same_facts(style: str, tmp_path: Path) -> None:
    check(LISTS[list(STYLES).index(style) % len(LISTS)], STYLES[style], tmp_path)


@pytest.mark.parametrize("style", FORM_STYLES)
@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_forms_set_in_other_ways_give_the_same_facts(path: Path, style: str, tmp_path: Path) -> None:
    check(path, STYLES[style], tmp_path)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_forms_that_go_on_without_their_head_give_the_same_facts(path: Path, tmp_path: Path) -> None:
    check(path, Style(repeated=False), tmp_path)


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_a_real_document_without_rules_gives_the_same_facts(number: str, tmp_path: Path) -> None:
    check(seed(number), STYLES["no rules"], tmp_path)


def test_a_real_document_with_forms_and_rules_across_gives_the_same_facts(tmp_path: Path) -> None:
    check(seed("003"), STYLES["rules across"], tmp_path)
