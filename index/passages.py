"""Passages: the pieces of text that can be found and quoted.

A duty, a definition, a numbered point, a paragraph with its reasons is one passage with the
headings above it. Rows of tables in words (indicators, procurement, assets, forms) are passages
too. The table of contents, covers, unit lines and the like are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.line_kinds import (
    ends_sentence,
    field_label,
    has_sentence_mark,
    has_words,
    is_bare_year,
    is_contents_title,
    is_document_title,
    is_label,
    is_organisation,
    is_table_title,
)
from index.model import Block, Heading, Paragraph, Passage, Place, Section, Table
from index.numbering import Mark, parse_mark
from index.record import replace
from index.sections import SectionTree
from index.table_text import NoteFinder, TableText, rows_in_words

OVERVIEW, NARRATIVE, DEFINITIONS, TABLES, OTHER = "概况", "情况说明", "名词解释", "预算表", "其他"

PROJECT_NAME = "项目名称"
_MAX_MERGED_LENGTH = 900
_SHORTEST_BROKEN = 20
_OPEN_END = re.compile(r"[\u4e00-\u9fff，、（(]$")
_NO_PASSAGE = re.compile(
    r"(?:其中|附|附件|附表|如下|具体如下|说明)[:：]?|[图表]\s*\d+\s*[:：.．、]?\s*[^。；;，,]{0,20}"
)
_REASONS_FOLLOW = re.compile(r"(?:原因|主要是|主要为|主要系|理由)(?:是|为|如下|有)?[:：]$")
_DEFINITIONS = re.compile(r"名词解释|名词说明|名词注释|术语解释")
_OVERVIEW = re.compile(r"概况|(?:主要|部门|单位|工作|职能|机构)(?:职能|职责)|机构设置|基本情况|单位构成|机构情况")
_NARRATIVE = re.compile(r"说明|情况|安排|经费|绩效|采购|资产|目标|事项|收入|支出|预算|决算")


@dataclass(slots=True)
class _Draft:
    """A passage in the making; `mark` is the number that its first paragraph begins with."""

    section: tuple[str, ...]
    kind: str
    texts: list[str]
    place: Place
    mark: Mark | None = None
    table_id: str | None = None
    takes_points: bool = False

    def take(self, paragraph: Paragraph) -> None:
        if self.breaks_off():
            self.texts[-1] += paragraph.text
        else:
            self.texts.append(paragraph.text)
        self.place = _spanning(self.place, paragraph.place)

    def breaks_off(self) -> bool:
        """Whether the text ends within a sentence, as at the end of a page."""
        text = self.texts[-1]
        return len(text) >= _SHORTEST_BROKEN and not ends_sentence(text) and bool(_OPEN_END.search(text))

    def has_room_for(self, paragraph: Paragraph) -> bool:
        return sum(map(len, self.texts)) + len(paragraph.text) <= _MAX_MERGED_LENGTH


def build_passages(
    document_id: str,
    blocks: Sequence[Block],
    sections: Sequence[Section],
    tables: Sequence[Table],
    lines: Sequence[str] = (),
) -> tuple[Passage, ...]:
    """The passages in document order. `lines` are the source's lines, from which table rows are
    quoted; without them a row is quoted from the cells of its grid."""
    tree = SectionTree.of(sections)
    drafts = [*_PassageCutter(blocks, tree, tables, lines).drafts()]
    drafts += [_table_draft(row, "table") for row in rows_in_words(blocks, tables, lines)]
    drafts.sort(key=lambda draft: (draft.place.line or 0, draft.place.end_line or 0))
    return tuple(_passage(document_id, number, draft) for number, draft in enumerate(_each_once(drafts), start=1))


def _each_once(drafts: Iterable[_Draft]) -> Iterator[_Draft]:
    """The drafts without running text that its section already has, as where pages overlap."""
    known: set[tuple[object, ...]] = set()
    for draft in drafts:
        key = (draft.section, *draft.texts)
        if draft.kind == "table" or key not in known:
            yield draft
        known.add(key)


def _passage(document_id: str, number: int, draft: _Draft) -> Passage:
    return Passage(
        id=f"{document_id}-p{number:04d}",
        document_id=document_id,
        section=draft.section,
        part=TABLES if draft.kind in ("table", "note") else part_of(draft.section),
        kind=draft.kind,
        text="\n".join(draft.texts),
        place=draft.place,
        table_id=draft.table_id,
    )


def _table_draft(found: TableText, kind: str) -> _Draft:
    return _Draft(found.section, kind, [found.text], found.place, table_id=found.table_id)


def _spanning(first: Place, last: Place) -> Place:
    return replace(first, end_line=last.end_line or first.end_line)


@lru_cache(maxsize=4096)
def part_of(section: tuple[str, ...]) -> str:
    """The part of the document that a heading path belongs to, by the wording of its headings."""
    if not section or is_contents_title(section[0]):
        return OTHER
    if any(_DEFINITIONS.search(heading) for heading in section):
        return DEFINITIONS
    if any(_OVERVIEW.search(heading) for heading in section[:2]):
        return OVERVIEW
    if is_bare_year(section[0]) or any(is_table_title(heading) for heading in section):
        return TABLES
    return NARRATIVE if any(_NARRATIVE.search(heading) for heading in section) else OTHER


class _PassageCutter:
    """Cuts the running text into passages, one paragraph after the other."""

    def __init__(
        self, blocks: Sequence[Block], tree: SectionTree, tables: Sequence[Table], lines: Sequence[str]
    ) -> None:
        self._blocks = blocks
        self._tree = tree
        self._lines = lines
        self._notes = NoteFinder(tree, tables)
        self._next_marks = _next_marks(blocks)
        self._term: Heading | None = None
        self._project: tuple[str, ...] = ()  # the line that names whose fields follow

    def drafts(self) -> Iterator[_Draft]:
        draft: _Draft | None = None
        for index, block in enumerate(self._blocks):
            if isinstance(block, Paragraph):
                section = self._tree.path_at(block.place.line or 0)
                note = self._notes.note(block)
                if note is None and not _says_something(block, section):
                    continue
                if draft and not note and self._continues(draft, block, self._next_marks[index]):
                    draft.take(block)
                    continue
            if draft:
                yield draft
                draft = None
            if isinstance(block, Paragraph):
                self._project = self._project_at(block.text)
                draft = _table_draft(note, "note") if note else self._begin(block, (*section, *self._project))
            else:
                self._term = block if isinstance(block, Heading) else None
                self._project = ()
        if draft:
            yield draft

    def _project_at(self, text: str) -> tuple[str, ...]:
        """The line that names the project of which a line is a field, as a heading to it; none for other lines."""
        label = field_label(text)
        return (text.rstrip("。；;"),) if label == PROJECT_NAME else self._project if label else ()

    def _begin(self, paragraph: Paragraph, section: tuple[str, ...]) -> _Draft:
        mark = parse_mark(paragraph.text.lstrip("*"))
        if part_of(section) != DEFINITIONS:
            kind = "item" if mark else "paragraph"
            reasons = bool(_REASONS_FOLLOW.search(paragraph.text))
            return _Draft(section, kind, [paragraph.text], paragraph.place, mark, takes_points=reasons)
        draft = _Draft(section, "definition", [paragraph.text], paragraph.place, mark, takes_points=mark is not None)
        term = self._term
        if (
            term
            and mark is None
            and not _DEFINITIONS.search(term.text)
            and self._stand_together(term.place, paragraph.place)
        ):
            draft = _Draft(section, "definition", [term.text], term.place, parse_mark(term.text))
            draft.take(paragraph)
        self._term = None
        return draft

    def _continues(self, draft: _Draft, paragraph: Paragraph, next_mark: Mark | None) -> bool:
        """Whether a paragraph belongs to the passage before it: the rest of a broken sentence, points below
        an announced reason, or text without a number between two numbers of one list."""
        if draft.kind == "note" or not draft.has_room_for(paragraph):
            return False
        if not self._stand_together(draft.place, paragraph.place):
            return False
        mark = parse_mark(paragraph.text.lstrip("*"))
        is_field = bool(field_label(draft.texts[0]))
        if is_field and (field_label(paragraph.text) or not has_sentence_mark(paragraph.text)):
            return False
        if mark is None and draft.kind != "table" and draft.breaks_off():
            return True
        if mark is not None:
            return draft.takes_points and (draft.mark is None or mark.scheme > draft.mark.scheme)
        if draft.mark is None or next_mark is None:
            return False
        return next_mark.scheme == draft.mark.scheme and next_mark.ordinal == draft.mark.ordinal + 1

    def _stand_together(self, first: Place, second: Place) -> bool:
        """Whether nothing but white space stands between two places, so that both make one quote."""
        if not self._lines or first.end_line is None or second.line is None:
            return True
        return not any(line.strip() for line in self._lines[first.end_line : second.line - 1])


def _next_marks(blocks: Sequence[Block]) -> list[Mark | None]:
    """For each block the number of the next numbered paragraph before any heading or table."""
    found: list[Mark | None] = []
    ahead: Mark | None = None
    for block in reversed(blocks):
        found.append(ahead)
        ahead = (parse_mark(block.text.lstrip("*")) or ahead) if isinstance(block, Paragraph) else None
    found.reverse()
    return found


def _says_something(paragraph: Paragraph, section: tuple[str, ...]) -> bool:
    """Whether a paragraph is text to be found: no entry of the contents, no cover, no label."""
    text = paragraph.text
    if not has_words(text) or is_label(text) or is_bare_year(text):
        return False
    if (section and is_contents_title(section[-1])) or _NO_PASSAGE.fullmatch(text):
        return False
    if ends_sentence(text):
        return True
    if part_of(section) == TABLES:
        return has_sentence_mark(text)
    if parse_mark(text):
        return True
    on_cover = not section or is_document_title(section[-1])
    return not on_cover and not is_organisation(text) and not _is_table_lead(text)


def _is_table_lead(text: str) -> bool:
    return is_table_title(text) or is_document_title(text)
