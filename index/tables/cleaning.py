"""Step 5: rows that are no data leave the body, each with a record of why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.catalogue.wording import folded
from index.model import Dropped, GridRow
from index.record import replace
from index.tables.cells import BLANKS, is_blank
from index.tables.forms import is_template_row
from index.tables.headers import is_ordinal_row
from index.tables.joining import is_total_row
from index.tables.parts import Draft, Role, Shape, cell_at, dropped
from index.tables.repeated import words_of_row
from index.tables.wrapping import mend_wrapped

_ORDINAL_LEADS = frozenset(("**", "栏次", "行次"))


def clean_rows(draft: Draft) -> Draft:
    """The draft without blank rows, column numbers, repeated headers, lone unit names and templates."""
    if draft.shape is Shape.FORM:
        return draft
    headers: dict[str, list[list[str]]] = {}
    for row in draft.header.rows:
        headers.setdefault(folded(_lead(row)), []).append(words_of_row(row))
    kept: list[GridRow] = []
    records: list[Dropped] = []
    for row in draft.body:
        reason = _reason(row, draft.shape, headers)
        if reason:
            records.append(dropped(row, reason))
        else:
            kept.append(row)
    if records:
        draft = replace(draft, body=tuple(kept), dropped=draft.dropped + tuple(records))
    return _without_empty_totals(_without_lone_units(mend_wrapped(draft)))


def _reason(row: GridRow, shape: Shape, headers: Mapping[str, Sequence[list[str]]]) -> str:
    """Why a row is no data row; empty when it is one. `headers` are the words of header rows by the first of them."""
    lead = _lead(row)
    if not lead:
        return "空行"
    if lead in _ORDINAL_LEADS and is_ordinal_row(row):
        return "栏次"
    repeatable = headers.get(lead if lead.isascii() and lead.isalnum() else folded(lead))
    if repeatable and words_of_row(row) in repeatable:
        return "重复表头"
    if shape is Shape.INDICATORS and is_template_row(row):
        return "空白模板"
    return ""


def _lead(row: GridRow) -> str:
    """The first cell of a row that says something; empty where there is none."""
    for cell in row.cells:
        if cell not in BLANKS:
            return cell
    return ""


def _without_lone_units(draft: Draft) -> Draft:
    """Rows that hold nothing but a unit's name; the name serves rows below that leave theirs blank."""
    if Role.UNIT not in draft.roles or draft.shape is Shape.UNITS:
        return draft
    column = draft.roles.index(Role.UNIT)
    lone: list[GridRow] = []
    body: list[GridRow] = []
    unit = ""
    for row in draft.body:
        if _is_lone(row, column):
            unit = row.cells[column]
            lone.append(row)
            body.append(row)
        elif unit and not cell_at(row, column) and not is_total_row(row):
            body.append(replace(row, cells=(*row.cells[:column], unit, *row.cells[column + 1 :])))
        else:
            unit = ""
            body.append(row)
    return replace(draft, body=tuple(body)).without(lone, "只有单位名称") if lone else draft


def _is_lone(row: GridRow, column: int) -> bool:
    """Whether a row holds the cell of this column and nothing else."""
    cells = row.cells
    return cells.count("") == len(cells) - 1 and column < len(cells) and bool(cells[column]) and not is_total_row(row)


def _without_empty_totals(draft: Draft) -> Draft:
    """The total of an empty table (合计 and nothing beside it) is no data row."""
    if draft.body and all(is_total_row(row) and _is_empty(row) for row in draft.body):
        return draft.without(list(draft.body), "空表合计")
    return draft


def _is_empty(row: GridRow) -> bool:
    filled: Sequence[str] = [cell for cell in row.cells if not is_blank(cell)]
    return len(filled) <= 1
