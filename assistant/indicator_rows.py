"""The indicators of projects as the tables list them, those in words included."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answer import CellRef, Role
from assistant.context import Context
from assistant.draft import amount_text
from assistant.found import Found, cell_of, found_of
from assistant.prompting import say

KINDS = re.compile(
    r"产出|(?:经济|社会|生态)?效益|可持续影响|服务对象满意度|满意度?|数量|质量|时效性?|成本(?=指标|类|方面|[上的]|$)"
)


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A row of an indicator: its project with the one above it, what it is called and said to be, the kinds
    that it is of, its cell, its figure if it has one."""

    project: str
    above: tuple[str, ...]
    item: str
    said: str
    kinds: tuple[str, ...]
    cell: CellRef
    figure: Found | None

    @property
    def words(self) -> str:
        """What is aimed at, as the table prints it."""
        if self.figure is None:
            return " ".join(self.cell.raw.split())
        return amount_text(self.figure.value, self.figure.unit, self.figure.operator)

    def is_of(self, kinds: Sequence[str]) -> bool:
        """Whether the row is of one of the kinds (满意度, 时效)."""
        return any(kind[:2] in parent for kind in kinds for parent in self.kinds)


def kinds_named(text: str) -> tuple[str, ...]:
    """The kinds of indicators that a text names."""
    return tuple(dict.fromkeys(one.group().removesuffix("性") for one in KINDS.finditer(text)))


def indicator_rows(document: str, context: Context) -> list[IndicatorRow]:
    """All indicators of a document, each of a project once."""
    records = [one for one in context.facts.of_document(document).to_dict("records") if one["item_kind"] == "indicator"]
    said: dict[tuple[str, int], str] = {}
    for one in records:
        if one["value"] is None or one["value"] != one["value"]:
            place = (str(one["table_id"]), int(one["row_number"]))
            said[place] = f"{said.get(place, '')}{one['raw']}"
    found: dict[tuple[str, str, str], IndicatorRow] = {}
    for one in records:
        if one["measure"] == "指标值":
            row = _row(one, said.get((str(one["table_id"]), int(one["row_number"])), ""))
            found.setdefault((row.project, row.item, row.words), row)
    return list(found.values())


def _row(record: Mapping[Any, Any], said: str) -> IndicatorRow:
    parents = tuple(filter(None, str(record["parents"]).split(" / ")))
    project, value = str(record["project"] or ""), record["value"]
    classes = (at for at, one in enumerate(parents) if one != project and ("指标" in one or KINDS.search(one)))
    top = next(classes, len(parents))
    kinds = tuple(one for one in parents[top:] if one != project)
    figure = found_of(record) if value is not None and value == value else None
    above = tuple(one for one in parents[:top] if one != project)
    return IndicatorRow(project, above, str(record["item"]), said, kinds[-2:], cell_of(record), figure)


def tell_rows(rows: Sequence[IndicatorRow], context: Context, *, with_project: bool) -> None:
    """A line for each indicator, by its kind within one project, else by its project."""
    draft = context.draft
    if with_project and rows:
        card = context.snapshot.card(rows[0].cell.document_id or "")
        draft.say(say("rows_of", department=card.department, year=str(card.year or "")))
    for row in rows:
        if row.figure is not None:
            first = not any(one.role is Role.HEADLINE for one in draft.figures)
            draft.read_figure(row.figure, Role.HEADLINE if first else Role.DETAIL)
        name = f"{row.item}（{row.kinds[-1]}）" if row.kinds else row.item
        label = f"{row.project} · {row.item}" if with_project else name
        draft.say(say("row", label=label, amount=row.words, cite=draft.cite_cell(row.cell)))
    context.history[:] = [row.figure for row in rows if row.figure is not None] or context.history
