"""Which tables a document has, by their titles, and which of them hold no amount."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.draft import Draft
from assistant.prompting import say
from assistant.understand.reading import Reading
from assistant.understand.tables_asked import asks_empty_tables, asks_tables
from index.model import Document, Table

if TYPE_CHECKING:
    from index.store import Snapshot

_COUNTS = re.compile("几[张个份种]|多少[张个份种]")


def tell_tables(reading: Reading, snapshot: Snapshot, draft: Draft) -> bool:
    """Tells the titles of the tables of the documents asked, those of the kinds that are named or all of them, or only
    those that hold no amount; False where a question asks for something else."""
    empty = asks_empty_tables(reading.text)
    named = any(one.text in reading.text for one in reading.links) or any(
        one.words in reading.text for one in reading.columns
    )
    if named or not reading.documents or not (empty or asks_tables(reading.text)):
        return False
    documents = [snapshot.document(one) for one in reading.documents]
    told = [_tell_of(one, reading, empty, draft) for one in documents if one.tables]
    return any(told)


def _tell_of(document: Document, reading: Reading, empty: bool, draft: Draft) -> bool:
    """The tables of one document; False where it has none of the kinds named."""
    titles = [one for one in _titled(document.tables, reading.tables) if not empty or _is_blank(one)]
    if not titles:
        if empty:
            draft.say(say("no_tables_empty", title=document.title))
        return empty
    printed = "".join("".join(document.lines).split())
    marks = [draft.cite_table(document, parts[0], _title_printed(document, parts[0], printed)) for parts in titles]
    if _COUNTS.search(reading.text):
        draft.counted_figure(f"{document.title}的表", (), marks, "张")
        draft.say(say("count", label=f"《{document.title}》的{'空' if empty else ''}表", amount=f"{len(marks)} 张"))
    else:
        draft.say(say("tables_empty", title=document.title) if empty else say("tables_of", title=document.title))
    for parts, mark in zip(titles, marks, strict=True):
        blank = say("table_blank") if _is_blank(parts) and not empty else ""
        draft.say(say("table_row", title=parts[0].title, blank=blank, cite=mark))
    return True


def _titled(tables: Sequence[Table], kinds: Sequence[str]) -> list[list[Table]]:
    """The tables in their order, those of one title together: a table that goes on, or a form and its rows."""
    found: dict[str, list[Table]] = {}
    for one in tables:
        if one.title and (not kinds or one.kind in kinds):
            found.setdefault(one.title, []).append(one)
    return list(found.values())


def _title_printed(document: Document, table: Table, printed: str) -> str:
    """The title of a table, or its first line where its title does not stand so in what is `printed`."""
    first = document.lines[table.place.line - 1] if table.place.line else ""
    return table.title if "".join(table.title.split()) in printed else " ".join(first.split())


def _is_blank(parts: Sequence[Table]) -> bool:
    """Whether tables of one title have nothing but labels, read or not."""
    return not any(one.unexplained or any(map(any, (row.cells for row in one.rows))) for one in parts)
