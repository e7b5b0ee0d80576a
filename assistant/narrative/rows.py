"""A quoted row of a table as the facts that it states."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.found import Found, found_of
from assistant.narrative.relevance import fold
from assistant.narrative_query import Quote

if TYPE_CHECKING:
    from index.store import Snapshot

_TOLD_BY = (
    "指标值",
    "合计",
    "用途",
    "绩效目标",
    "数量",
    "价值",
)  # the measures that say what a row is for, the first first
_WHOLE_ROWS = ("机构设置表",)  # every cell of which says something


@dataclass(frozen=True, slots=True)
class RowStatement:
    """What a row says: `label` names its project and item, `words` are the cell as printed, `figure` is
    its amount, if it is one."""

    label: str
    words: str
    figure: Found | None

    def tells(self, form: re.Pattern[str] | None) -> bool:
        """Whether its words are of the form that is asked for (a date)."""
        said = f"{self.words}{self.figure.unit if self.figure else ''}"
        return form is not None and bool(form.search(fold(said)))


def row_statement(quote: Quote, snapshot: Snapshot) -> RowStatement | None:
    """What the quoted row states, told from its facts; None for words that are no row of a table, or one
    whose cells only say something together."""
    passage = quote.passage
    if passage.kind != "table" or passage.table_id is None or quote.text != passage.text.strip():
        return None
    frame = snapshot.facts
    of_table = (frame["document_id"] == passage.document_id) & (frame["table_id"] == passage.table_id)
    rows = [_plain(row) for row in frame[of_table].to_dict("records")]
    own = [row for row in rows if _stands_in(row, quote) and row["table_kind"] not in _WHOLE_ROWS]
    for measure in _TOLD_BY:
        chosen = [row for row in own if row["measure"] == measure]
        if len(chosen) == 1:
            return _statement(chosen[0])
    return None


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): value for key, value in row.items()}


def _stands_in(row: Mapping[str, Any], quote: Quote) -> bool:
    """Whether a fact is one of the quoted row: by its line, or where there is none by its printed words."""
    place, line = quote.passage.place, row["line"]
    if place.line is not None and line is not None and line == line:
        return place.line <= int(line) <= (place.end_line or place.line)
    printed = "".join(quote.text.split())
    return all("".join(str(row[key]).split()) in printed for key in ("raw", "row"))


def _statement(row: Mapping[str, Any]) -> RowStatement:
    item, project = str(row["item"]), str(row["project"] or "")
    label = f"{project} · {item}" if project and project not in item else item
    value = row["value"]
    figure = found_of(row) if value is not None and value == value else None
    return RowStatement(label, " ".join(str(row["raw"]).split()), figure)
