"""The steps of table understanding in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from index.catalogue.subjects import subject_of
from index.catalogue.wording import folded
from index.model import Block, DataRow, ItemKind, Table, TableKind
from index.record import record, replace
from index.tables.adding import below_vehicles
from index.tables.cleaning import clean_rows
from index.tables.fields import read_form
from index.tables.goods import read_goods
from index.tables.hierarchy import SubjectNames
from index.tables.indicators import read_indicators
from index.tables.joining import join_pages
from index.tables.kinds import KindJudge, read_contents
from index.tables.lists import read_lists
from index.tables.names import complete_names
from index.tables.parts import Draft, Shape
from index.tables.projects import link_levels
from index.tables.regions import find_regions
from index.tables.roles import assign_roles
from index.tables.rows import layout_of, read_rows
from index.tables.spilled import unspilled
from index.tables.units import prevailing_unit, unit_of

_ITEM_KINDS = {
    TableKind.ASSET: ItemKind.ASSET,
    TableKind.THREE_PUBLIC: ItemKind.THREE_PUBLIC,
    TableKind.PROCUREMENT: ItemKind.PROCUREMENT,
    TableKind.PROJECT: ItemKind.PROJECT,
    TableKind.INCOME: ItemKind.INCOME,
}
SectionOf = Callable[[int], tuple[str, ...]]


@record
class _Read:
    """A table with its rows, on the way to be named and numbered."""

    draft: Draft
    kind: TableKind
    confidence: float
    title: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[DataRow, ...]


def _no_section(_line: int) -> tuple[str, ...]:
    return ()


def build_tables(blocks: Sequence[Block], section_of: SectionOf = _no_section) -> tuple[Table, ...]:
    """The tables of a document in order.

    `blocks` are what a reader yields; `section_of` gives the heading path of a 1-based line.
    Empty tables come without rows and with their notes; nothing is invented, and each row that is
    no data row is in `dropped` with the reason.
    """
    drafts = [clean_rows(assign_roles(unspilled(draft))) for draft in join_pages(find_regions(blocks))]
    judge = KindJudge(read_contents(blocks))
    prevailing = prevailing_unit(drafts)
    coded = {id(draft): read_rows(draft) for draft in drafts if draft.shape is Shape.FUNCTIONAL}
    names = SubjectNames((row.code, row.item) for rows in coded.values() for row in rows if row.code)
    read = [table for draft in drafts for table in _read(draft, judge, names, prevailing, coded.get(id(draft)))]
    read = _with_full_names(_with_linked_levels(read), drafts)
    return tuple(_table(index, _without_nameless(table), section_of) for index, table in enumerate(read, start=1))


def _read(
    draft: Draft, judge: KindJudge, names: SubjectNames, prevailing: str, coded: tuple[DataRow, ...] | None
) -> Iterator[_Read]:
    """The table of a draft, `coded` being its rows where they are read already; a form gives several."""
    verdict = judge.judge(draft)
    unit = unit_of(draft, verdict.kind, prevailing)
    whole = _Read(draft, verdict.kind, verdict.confidence, verdict.title, unit, (), ())
    if draft.shape is Shape.FORM:
        form = read_form(draft)
        yield replace(whole, draft=form.fields_draft, columns=form.columns, rows=form.rows)
        for inner in form.records:
            columns, rows = layout_of(inner).columns, read_rows(inner)
            yield replace(whole, draft=inner, kind=TableKind.PROJECT_GOAL, columns=columns, rows=rows)
        if form.indicators is not None and form.indicators.body:
            columns, rows = read_indicators(form.indicators, form.project)
            yield replace(whole, draft=form.indicators, kind=TableKind.INDICATOR, columns=columns, rows=rows)
    elif draft.shape is Shape.LISTS:
        columns, rows = read_lists(draft, names)
        yield replace(whole, columns=columns, rows=rows)
    elif draft.shape is Shape.INDICATORS:
        columns, rows = read_indicators(draft)
        yield replace(whole, columns=columns, rows=rows)
    elif draft.shape is Shape.GOODS:
        columns, rows = read_goods(draft)
        yield replace(whole, columns=columns, rows=rows)
    else:
        rows = read_rows(draft) if coded is None else coded
        yield replace(whole, columns=layout_of(draft).columns, rows=_of_kind(rows, verdict.kind))


def _of_kind(rows: tuple[DataRow, ...], kind: TableKind) -> tuple[DataRow, ...]:
    """The rows with what the kind of their table says of items that say nothing themselves."""
    item_kind = _ITEM_KINDS.get(kind)
    if item_kind is None:
        return rows
    if kind is TableKind.PROJECT:
        rows = _below_subjects(map(_named_project, rows))
    if kind is TableKind.THREE_PUBLIC:
        rows = below_vehicles(rows)
    return tuple(_with_kind(row, item_kind) if _says_nothing(row) else row for row in rows)


def _with_kind(row: DataRow, kind: ItemKind) -> DataRow:
    """A row with its kind; a project is about itself."""
    return replace(row, item_kind=kind, project=row.project or row.item if kind is ItemKind.PROJECT else row.project)


def _says_nothing(row: DataRow) -> bool:
    """Whether nothing tells yet what a row is about; a part of a project is about that."""
    return row.item_kind is ItemKind.OTHER and row.project in ("", row.item)


def _named_project(row: DataRow) -> DataRow:
    """A row of a project table that gives a project beside the code of the subject that pays for it."""
    subject = subject_of(row.code) if row.item_kind is ItemKind.FUNCTIONAL else None
    if subject is None or folded(subject.name) == folded(row.item):
        return row
    return replace(row, item_kind=ItemKind.PROJECT, project=row.item)


def _below_subjects(rows: Iterable[DataRow]) -> tuple[DataRow, ...]:
    """The rows with the projects that repeat the code of the subject right above them below it."""
    found: list[DataRow] = []
    subject: DataRow | None = None
    for row in rows:
        subject = row if row.item_kind is ItemKind.FUNCTIONAL else subject
        if subject and row.item_kind is ItemKind.PROJECT and row.code and row.code == subject.code:
            row = replace(row, parents=(*subject.parents, subject.item), level=subject.level + 1)
        found.append(row)
    return tuple(found)


def _with_linked_levels(tables: Sequence[_Read]) -> list[_Read]:
    """The tables with the rows of a second, more detailed project table linked to those of the first."""
    found: list[_Read] = []
    for table in tables:
        if table.draft.level > 1 and found and table.draft.shape is Shape.PROJECTS:
            table = replace(table, rows=link_levels(found[-1].rows, table.rows))
        found.append(table)
    return found


def _with_full_names(tables: Sequence[_Read], drafts: Sequence[Draft]) -> list[_Read]:
    """The tables with the names of units and projects in full where the print cut them off."""
    units = complete_names(
        [_distinct(row.unit_name for row in table.rows) for table in tables],
        [draft.caption.department for draft in drafts],
    )
    projects = complete_names([_distinct(row.project for row in table.rows) for table in tables])
    if not units and not projects:
        return list(tables)
    return [replace(table, rows=tuple(_renamed(row, units, projects) for row in table.rows)) for table in tables]


def _distinct(names: Iterator[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name]


def _renamed(row: DataRow, units: Mapping[str, str], projects: Mapping[str, str]) -> DataRow:
    if row.unit_name not in units and row.project not in projects:
        return row
    unit = units.get(row.unit_name, row.unit_name)
    project = projects.get(row.project, row.project)
    item = unit if row.item_kind is ItemKind.UNIT else project if row.item_kind is ItemKind.PROJECT else row.item
    return replace(row, unit_name=unit, project=project, item=item)


def _without_nameless(table: _Read) -> _Read:
    """The table without columns that have neither a word above nor a cell below."""
    used = [
        index for index, column in enumerate(table.columns) if column or any(row.cells[index] for row in table.rows)
    ]
    if len(used) == len(table.columns):
        return table
    rows = tuple(replace(row, cells=tuple(row.cells[index] for index in used)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[index] for index in used), rows=rows)


def _table(number: int, table: _Read, section_of: SectionOf) -> Table:
    draft = table.draft
    line = draft.place.line
    return Table(
        id=f"t{number:02d}",
        kind=table.kind,
        confidence=table.confidence,
        title=table.title,
        unit=table.unit,
        section=section_of(line) if line is not None else (),
        place=draft.place,
        columns=table.columns,
        rows=table.rows,
        notes=draft.notes,
        dropped=draft.dropped,
    )
