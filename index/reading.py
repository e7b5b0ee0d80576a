"""From a file to a document and its facts: every step of reading in its order."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from index.checks.scanned import disproved
from index.errors import ReadError
from index.facts import facts_of
from index.identity import Identity, identify
from index.line_kinds import has_sentence_mark, strip_role, without_own_level
from index.model import Block, Document, Fact, Grid, Heading, Source, Table
from index.passages import build_passages
from index.readers import check_type, read_content
from index.readers.content import Content
from index.readers.decoding import load_bytes
from index.reading_record import with_unexplained
from index.regions import region_of
from index.sections import SectionTree, build_sections
from index.statements import statements_of
from index.tables import build_tables

_ID_DIGITS = 10
_OWN_OFFICE = ("本级", "本部")
_WORD_OF_BODY = 2  # characters of what a body is (厅, 局)


def read_document(path: Path, *, source: Source | None = None) -> tuple[Document, tuple[Fact, ...]]:
    """The document in a file and its facts.

    `source` overrides what is recorded of the file: the name under which it was uploaded, which then
    tells its type too. `ReadError` with one sentence where the file cannot be read as a budget document; a file
    without a single table is still one.
    """
    with _collection_paused():
        return _read_document(path, source)


@contextmanager
def _collection_paused() -> Iterator[None]:
    """No search for cycles of garbage meanwhile: reading makes many small objects, all of which are kept. They
    count as old at once (what is frozen and thawed does), so that the next search passes over them."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def _read_document(path: Path, source: Source | None) -> tuple[Document, tuple[Fact, ...]]:
    check_type(Path(source.name) if source else path)
    data = load_bytes(path)
    source = source or _source(path, data)
    content = read_content(data, source.name)
    _check_has_text(content.blocks, source.name)
    sections = build_sections(content.blocks)
    identity = identify(content.blocks, source.name)
    tables = with_unexplained(build_tables(content.blocks, SectionTree.of(sections).path_at), content.blocks)
    tables = tuple(_with_full_name(table, identity.department) for table in tables)
    document_id = f"d{source.sha256[:_ID_DIGITS]}"
    passages = build_passages(document_id, content.blocks, sections, tables, content.lines)
    document = Document(
        id=document_id,
        source=source,
        title=identity.title,
        department=identity.department,
        region=identity.region,
        year=identity.year,
        basis=identity.basis,
        level=identity.level,
        units=_all_units(identity, tables),
        sections=sections,
        tables=tables,
        passages=passages,
        statements=statements_of(document_id, passages),
        lines=content.lines,
        remarks=content.remarks,
        doubts=content.doubts,
    )
    facts = facts_of(document)
    return _with_disproved(document, facts, content), facts


def _with_disproved(document: Document, facts: Sequence[Fact], content: Content) -> Document:
    """The document with the figures of recognised pages, and of tables without rules, doubtful that its own sums
    disprove."""
    pages = frozenset((*content.recognised, *content.unruled))
    found = disproved(document, facts, pages, frozenset(content.recognised))
    if not found:
        return document
    recognised = sum(not doubt.by_layout for doubt in found)
    counts = {"识别出的数字": recognised, "没有表格线的表里的数字": len(found) - recognised}
    remarks = [f"{what}有 {count} 处与表内合计对不上，用到时会提示核对原件" for what, count in counts.items() if count]
    return replace(document, doubts=document.doubts + found, remarks=(*document.remarks, *remarks))


def _source(path: Path, data: bytes) -> Source:
    return Source(str(path), path.name, hashlib.sha256(data).hexdigest(), len(data))


def _check_has_text(blocks: Sequence[Block], name: str) -> None:
    """`ReadError` where a file holds neither a heading nor a sentence nor a table."""
    if not any(isinstance(block, Heading | Grid) or has_sentence_mark(block.text) for block in blocks):
        raise ReadError(f"没有找到标题、语句或表格，不像是预算文件：{name}")


def _with_full_name(table: Table, department: str) -> Table:
    """The table with the rows of the body itself under its full name, where they leave out the place before it
    (某区图书馆 in the budget of 某市某区图书馆), 本级 behind it or not, or all of it but what it is (厅本级)."""
    full = {row.unit_name: _full_name(row.unit_name, department) for row in table.rows if row.unit_name}
    if all(name == printed for printed, name in full.items()):
        return table
    return replace(table, rows=tuple(replace(row, unit_name=full.get(row.unit_name, "")) for row in table.rows))


def _full_name(name: str, department: str) -> str:
    head = without_own_level(name)
    if head != name and len(head) <= _WORD_OF_BODY and department.endswith(head):
        return department + name.removeprefix(head)  # 厅本级
    place = department.removesuffix(without_own_level(name))
    return f"{place}{name}" if place and place != department and region_of(department).startswith(place) else name


def _all_units(identity: Identity, tables: Sequence[Table]) -> tuple[str, ...]:
    """The units by their names in the tables, then those that only the narrative names. The
    department's own office (本级) is one of them where there are others."""
    listed = dict.fromkeys(row.unit_name for table in tables for row in table.rows if row.unit_name)
    units = list(dict.fromkeys(filter(None, (_unit_name(name, identity.department) for name in listed))))
    units += [name for name in identity.units if not any(name in unit or unit in name for unit in units)]
    return tuple(units) if set(units) != {identity.department} else ()


def _unit_name(name: str, department: str) -> str:
    """A unit's name; the department's for its own office, empty for the department with all its units."""
    if name.rstrip("）)").endswith(_OWN_OFFICE):
        return department
    return name if strip_role(name) == name else ""
