"""Step 5: the kind of a table from evidence, so that a table without a title is known too.

The shape rules kinds in or out; the title, the header, the row labels, the notes and the place in
the order of the table of contents add up. The confidence says how far the best kind is ahead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from index.catalogue.kinds import KindSpec, table_kinds
from index.catalogue.wording import folded
from index.line_kinds import is_table_title, names_part
from index.model import Block, Grid, TableKind
from index.numbering import parse_mark
from index.tables.parts import Draft, Shape

_TITLE = 6.0
_NOTE = 4.0
_DECISIVE = 3.0
_NEXT_IN_CONTENTS = 1.5
_MAX_WORDS = 3
_NAMED_ALIKE = {TableKind.PROJECT_INFO: (TableKind.PROJECT_INFO, TableKind.PROJECT_GOAL, TableKind.INDICATOR)}
_MIN_SCORE = 1.5
_RULED_OUT = -1.0
_MAX_LABELS = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A table named in the table of contents."""

    title: str
    kind: TableKind


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind of a table, how sure that is (0 to 1), and the title, also where the print lost it."""

    kind: TableKind
    confidence: float
    title: str


class _Words(NamedTuple):
    """What the print says of a table, folded: title, notes, header paths a line each, first labels a line each."""

    title: str
    notes: tuple[str, ...]
    columns: str
    labels: str


def read_contents(blocks: Sequence[Block]) -> tuple[Entry, ...]:
    """The tables that the lines before the first grid name, in order (目录)."""
    found: list[Entry] = []
    for block in blocks:
        if isinstance(block, Grid):
            break
        mark = parse_mark(block.text)
        title = block.text[mark.end :].strip() if mark else block.text.strip()
        title = title.rstrip("0123456789 .·…\t")
        if is_table_title(title) and not names_part(title):
            found.append(Entry(title, kind_of_title(title)))
    return tuple(found)


def kind_of_title(title: str) -> TableKind:
    """The kind that a title alone suggests; 其他 when it suggests none."""
    text = folded(title)
    scored = [(_title_score(spec, text), spec.kind) for spec in table_kinds()]
    best, kind = max(scored, key=lambda pair: pair[0])
    return kind if best > 0 else TableKind.OTHER


class KindJudge:
    """Judges the tables of one document in their order."""

    def __init__(self, contents: Sequence[Entry]) -> None:
        self._contents = contents
        self._position = -1
        self._last_form: Verdict | None = None

    def judge(self, draft: Draft) -> Verdict:
        """The verdict on the next table."""
        if _lists_tables(draft):
            return Verdict(TableKind.OTHER, 0.9, draft.caption.title or TableKind.OTHER.value)
        words = _words(draft)
        likely = [(index, spec) for index, spec in enumerate(table_kinds()) if draft.shape in spec.shapes]
        scores = sorted(((self._score(spec, words), -index, spec.kind) for index, spec in likely), reverse=True)
        scores += [(0.0, 0, TableKind.OTHER)] * 2  # what the best is ahead of where no other is likely
        (best, _, kind), (second, _, _) = scores[0], scores[1]
        if best < _MIN_SCORE:
            return self._form_before(draft) or Verdict(
                TableKind.OTHER, 0.5, draft.caption.title or TableKind.OTHER.value
            )
        confidence = min(0.99, round(0.5 + (best - max(second, 0.0)) / (2 * best), 2))
        verdict = Verdict(kind, confidence, self._title(draft, kind))
        self._last_form = verdict if draft.shape is Shape.FORM else None
        return verdict

    def _form_before(self, draft: Draft) -> Verdict | None:
        """The verdict on the form before this one, of which it is another copy: forms that follow each other,
        one a project, bear their title only once."""
        return self._last_form if draft.shape is Shape.FORM and not draft.caption.title else None

    def _score(self, spec: KindSpec, words: _Words) -> float:
        score = _title_score(spec, words.title)
        if not words.title:
            score += max((_NOTE for note in words.notes if _fits_title(spec, note)), default=0.0)
            if self._next_kind() is spec.kind:
                score += _NEXT_IN_CONTENTS
        known, decisive, opposed = _column_evidence(spec, words.columns)
        score += known
        score += min(_MAX_WORDS, _count(spec.rows, words.labels)) / 2
        decisive = decisive or _any(spec.decisive, words.labels)
        return _RULED_OUT if opposed else score + _DECISIVE * decisive

    def _next_kind(self) -> TableKind | None:
        following = self._position + 1
        return self._contents[following].kind if following < len(self._contents) else None

    def _title(self, draft: Draft, kind: TableKind) -> str:
        """The printed title, or that of the table of contents for a table that lost its own."""
        printed = folded(draft.caption.title)
        for index in [*range(self._position + 1, len(self._contents)), *range(self._position + 1)]:
            entry = self._contents[index]
            if folded(entry.title) == printed or (not printed and entry.kind in _NAMED_ALIKE.get(kind, (kind,))):
                self._position = index
                return draft.caption.title or entry.title
        return draft.caption.title or kind.value


@lru_cache(maxsize=4096)
def _column_evidence(spec: KindSpec, columns: str) -> tuple[int, bool, bool]:
    """How many words of a kind stand in the header paths, and whether decisive ones and opposed ones do."""
    known = min(_MAX_WORDS, _count(spec.columns, columns))
    return known, _any(spec.decisive, columns) or _any(spec.decisive_columns, columns), _any(spec.against, columns)


@lru_cache(maxsize=4096)
def _title_score(spec: KindSpec, title: str) -> float:
    if not title or not _fits_title(spec, title):
        return 0.0
    return _TITLE + max(sum(map(len, parts)) for parts in spec.titles if all(part in title for part in parts)) / 20


def _fits_title(spec: KindSpec, text: str) -> bool:
    if _any(spec.without, text):
        return False
    return any(parts[0] in text and _count(parts, text) == len(parts) for parts in spec.titles)


def _any(words: Sequence[str], text: str) -> bool:
    """Whether one of the words stands in a text."""
    for word in words:  # noqa: SIM110 - a generator costs more than the few words do
        if word in text:
            return True
    return False


def _count(words: Sequence[str], text: str) -> int:
    """How many of the words stand in a text."""
    return len([word for word in words if word in text]) if words else 0


def _lists_tables(draft: Draft) -> bool:
    """Whether most rows name a table: a list of the tables of the document, and no table of figures itself."""
    rows = draft.body[:_MAX_LABELS]
    return len(rows) > _MAX_WORDS and sum(any(map(is_table_title, row.cells)) for row in rows) * 2 > len(rows)


def _words(draft: Draft) -> _Words:
    notes = tuple(map(folded, draft.notes))
    return _Words(folded(draft.caption.title), notes, "\n".join(map(folded, draft.header.paths)), _labels(draft))


def _labels(draft: Draft) -> str:
    """The Chinese words of the first rows, a line each: enough to know a table by, for there are no others among
    the evidence."""
    if draft.shape is Shape.INDICATORS:
        return ""
    words = {cell for row in draft.body[:_MAX_LABELS] for cell in row.cells if not cell.isascii()}
    return "\n".join(map(folded, words))
