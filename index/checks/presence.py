"""Form: tables that are listed, empty, or said to be empty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from index.catalogue.wording import folded
from index.checks.form import paragraphs, sentence_around
from index.checks.ledger import Ledger, Trouble
from index.findings import Quote, Severity
from index.line_kinds import is_table_title
from index.model import Place, TableKind
from index.numbering import Mark, parse_mark
from index.tables.kinds import kind_of_title

_NOTHING = re.compile(r"没有|无|空表|未安排|不涉及")
_SAYS_EMPTY = re.compile(r"(?<![如若])(?<![如若][本此该]表)无数据(?!的)|(?<![如若])空表")
_NO_FUND = re.compile(
    r"没有(?:使用)?(?P<fund>政府性基金|国有资本经营)(?:预算)?(?:拨款)?(?:安排)?的?支出"
    r"|无(?P<other>政府性基金|国有资本经营)预算"
)
_KIND_OF_FUND = {"政府性基金": TableKind.GOVERNMENT_FUND, "国有资本经营": TableKind.STATE_CAPITAL}
_WITHOUT_AMOUNTS = (TableKind.INDICATOR, TableKind.ORGANISATION, TableKind.OTHER)
_GENERIC = re.compile(r"^表\d+|20\d\d年度?|部门|单位|预算")
_ALIKE = (TableKind.INDICATOR, TableKind.PROJECT_GOAL, TableKind.PROJECT_INFO)
_FEWEST_ENTRIES = 4
_SHORTEST_HEADING = 6
_NEAR = 0.6
_TOLD = 4


def check_empty_tables(ledger: Ledger) -> Iterator[Trouble]:
    """An empty table says why; a table that says it is empty is."""
    filled = {fact.table_id for fact in ledger.facts}
    for table in ledger.document.tables:
        notes = [note for note in table.notes if _NOTHING.search(note) and "不含" not in note]
        if table.id not in filled and not notes and table.kind not in _WITHOUT_AMOUNTS:
            message = f"{table.title}是空表，没有注明没有数据的原因。"
            yield Trouble(Severity.NOTE, message, quotes=(ledger.title_quote(table),))
        elif any(map(_SAYS_EMPTY.search, notes)):
            cells = tuple(fact for fact in ledger.amounts((table.kind,)) if fact.table_id == table.id and fact.value)
            if cells:
                message = f"{table.title}注明没有数据，表里却有数。"
                quote = ledger.quote(notes[0], table.section, table.place)
                yield Trouble(Severity.ERROR, message, cells=cells[:1], quotes=(quote,))


def check_no_fund(ledger: Ledger) -> Iterator[Trouble]:
    """没有政府性基金预算支出 in words, and a table of it with amounts."""
    for passage in paragraphs(ledger):
        match = _NO_FUND.search(passage.text)
        kind = _KIND_OF_FUND.get((match["fund"] or match["other"]) if match else "")
        cells = [fact for fact in ledger.amounts((kind,)) if fact.value] if kind else []
        if match and cells:
            quote = ledger.quote(sentence_around(passage, match.start()), passage.section, passage.place, passage.id)
            message = f"文字说{match[0]}，{cells[0].table_title}里有 {cells[0].raw} {cells[0].unit}。"
            yield Trouble(Severity.ERROR, message, cells=(cells[0],), quotes=(quote,))


def check_contents(ledger: Ledger) -> Iterator[Trouble]:
    """Every table that the table of contents lists is there."""
    tables = ledger.document.tables
    first = min((table.place.line for table in tables if table.place.line), default=None)
    if first is None:
        return
    entries = list(_entries(ledger, first))
    kinds, titles = {table.kind for table in tables}, [folded(table.title) for table in tables]
    kinds |= set(_ALIKE) if kinds & set(_ALIKE) else set()
    missing = [one for one in entries if one[2] not in kinds and not _has_title(one[1], titles)]
    if len(entries) >= _FEWEST_ENTRIES and len(missing) * 2 < len(entries):
        for number, title, _ in missing:
            message = f"目录列有“{title}”，正文里没有找到这张表。"
            yield Trouble(Severity.NOTE, message, quotes=(ledger.quote(title, (), Place(line=number)),))


def _entries(ledger: Ledger, first: int) -> Iterator[tuple[int, str, TableKind]]:
    """The lines before the first table that name tables of a known kind."""
    for number, line in enumerate(ledger.document.lines[: first - 1], start=1):
        text = line.strip("#*- \t")
        mark = parse_mark(text)
        title = (text[mark.end :] if mark else text).rstrip("0123456789 .·…\t")
        kind = kind_of_title(title) if is_table_title(title) else TableKind.OTHER
        if kind is not TableKind.OTHER:
            yield number, title, kind


def _has_title(entry: str, titles: list[str]) -> bool:
    bare = _GENERIC.sub("", folded(entry))
    return any(bare in _GENERIC.sub("", title) for title in titles)


def check_headings(ledger: Ledger) -> Iterator[Trouble]:
    """Headings and titles of tables read as the table of contents has them, year and 部门/单位 aside."""
    document = ledger.document
    first = min((one.place.line for one in document.passages if one.place.line), default=1)
    headings = [(section.path[-1], section.place) for section in document.sections if section.path]
    tables = [(table.title, table.place) for table in document.tables if table.title]
    known = {_heading_key(title) for title, _ in (*headings, *tables)}
    wrong: list[tuple[str, str, Quote]] = []
    for line in document.lines[: first - 1]:
        text = line.strip("#*- \t")
        mark = parse_mark(text)
        entry = re.sub(r"[\s.·…]+\d*$", "", text[mark.end :]) if mark else ""
        key = _heading_key(entry)
        if not mark or len(key) < _SHORTEST_HEADING or key in known:
            continue
        same = tables if entry.endswith("表") else [one for one in headings if _has_mark(one[0], mark)]
        near = [(SequenceMatcher(None, key, _heading_key(title)).ratio(), title, place) for title, place in same]
        likeness, title, place = max(near, key=lambda one: one[0], default=(0.0, "", Place()))
        if likeness >= _NEAR and kind_of_title(entry) is kind_of_title(title):
            wrong.append((entry, title, ledger.quote(title, (), place)))
    if wrong:
        told = "；".join(f"目录作“{entry}”，正文作“{title}”" for entry, title, _ in wrong[:_TOLD])
        message = f"目录与正文的标题有 {len(wrong)} 处不一致：{told}。"
        yield Trouble(Severity.NOTE, message, quotes=tuple(quote for _, _, quote in wrong))


def _has_mark(heading: str, mark: Mark) -> bool:
    own = parse_mark(heading.strip())
    return own is not None and (own.scheme, own.ordinal) == (mark.scheme, mark.ordinal)


def _heading_key(text: str) -> str:
    """A heading without its number, year, brackets, and the words that say nothing of its own."""
    mark = parse_mark(text.strip())
    words = folded(text.strip()[mark.end :] if mark else text)
    words = re.sub(r"\([^()]*\)$|^表\d+|20\d\d年?度?", "", words)
    return re.sub(r"部门|单位|情况|总体|的|[()“”\".。:,、]", "", words)
