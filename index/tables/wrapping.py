"""Step 5: what the print moved to a line of its own goes back to its row: rest of a name, amounts below their label.

Only rows that cannot stand for themselves are moved: a subject without a code, a project without a
unit, half of a body's name, amounts without any label.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.catalogue.subjects import subjects_named
from index.catalogue.wording import folded
from index.line_kinds import is_organisation, without_own_level
from index.model import Dropped, GridRow
from index.record import replace
from index.tables.cells import is_blank, is_code
from index.tables.hierarchy import is_total, read_label
from index.tables.parts import Draft, Role, Shape, cell_at, dropped

_NAME = "名称换行，已并入上一行"
_LEAD = "名称换行，已并入下一行"
_AMOUNTS = "数字印在下一行，已并入上一行"
_LABELS = frozenset((Role.CODE, Role.SUBJECT, Role.ITEM, Role.UNIT, Role.PROJECT, Role.TOP_PROJECT))
_ITEMS = frozenset((Role.SUBJECT, Role.ITEM))
_NAMES = {Shape.PROJECTS: frozenset((Role.PROJECT, Role.TOP_PROJECT)), Shape.UNITS: frozenset((Role.UNIT,))}
_WITH_AMOUNTS = frozenset((Shape.FUNCTIONAL, Shape.ECONOMIC, Shape.PROJECTS, Shape.UNITS, Shape.PLAIN, Shape.LISTS))


def mend_wrapped(draft: Draft) -> Draft:
    """The draft with broken rows whole again; the rows that were merged are recorded as dropped."""
    if draft.shape not in _WITH_AMOUNTS or not draft.header.paths:
        return draft
    mender = _Mender(draft)
    if not mender.labels or len(mender.labels) == len(draft.roles):
        return draft
    body: list[GridRow] = []
    records: list[Dropped] = []
    for row in draft.body:
        reason = mender.merge(body, row)
        if reason:
            records.append(dropped(row if reason != _LEAD else mender.lead, reason))
        else:
            body.append(row)
    return replace(draft, body=tuple(body), dropped=draft.dropped + tuple(records)) if records else draft


class _Mender:
    """Knows the columns of one table, and which of its rows go together."""

    def __init__(self, draft: Draft) -> None:
        roles = list(enumerate(draft.roles))
        self.labels = [column for column, role in roles if role in _LABELS]
        self._codes = [column for column, role in roles if role is Role.CODE]
        self._names = [column for column, role in roles if role in _NAMES.get(draft.shape, _ITEMS)]
        self._amounts = [column for column, role in roles if role not in _LABELS and role is not Role.SERIAL]
        self._goes_on = _TAILS.get(draft.shape, _is_known_tail)
        self._in_lists = draft.shape is Shape.LISTS
        self._by_code = bool(self._codes) and draft.shape in (Shape.FUNCTIONAL, Shape.ECONOMIC)
        self._unit = self._unit_of_each_row(draft)
        self.lead = GridRow((), draft.body[0].place if draft.body else draft.place)

    def merge(self, body: list[GridRow], row: GridRow) -> str:
        """Merges a row into the last of `body` where it belongs there, and tells why; empty where it does not."""
        if not body:
            return ""
        above = body[-1]
        cells = row.cells
        if self._has_labels(cells):
            return ""
        filled = [column for column, cell in enumerate(cells) if cell and not is_blank(cell)]
        if len(filled) == 1 and filled[0] in self._names:
            return self._with_tail(body, row, filled[0])
        if self._by_code and self._lacks_name(row) and self._is_lone_name(above):
            self.lead = above
            body[-1] = _joined(row, above, self._names)
            return _LEAD
        if not self._has_room(above, row):
            return ""
        if self._by_code and self._is_half(above, row):
            body[-1] = _joined(self._with_name(above, row), row, self._amounts)
            return _NAME
        if any(not is_blank(cell_at(row, column)) for column in self.labels):
            return ""
        body[-1] = _joined(above, row, self._amounts)
        return _AMOUNTS

    def _has_labels(self, cells: Sequence[str]) -> bool:
        """Whether more than one of the label columns is filled."""
        found = False
        for column in self.labels:
            if column < len(cells) and cells[column]:
                if found:
                    return True
                found = True
        return False

    def _with_tail(self, body: list[GridRow], row: GridRow, column: int) -> str:
        above = body[-1]
        first, rest = cell_at(above, column), cell_at(row, column)
        if is_total(rest) or is_total(first) or read_label(rest).rank:
            return ""
        if is_blank(first) and not (self._by_code and self._has_key(above)):
            return ""
        if not self._goes_on(first, rest, self._has_key(above)):
            return ""
        body[-1] = self._with_name(above, row)
        return _NAME

    def _with_name(self, above: GridRow, row: GridRow) -> GridRow:
        """The row above with the words of the names in both rows."""
        cells = list(above.cells)
        for column in self._names:
            cells[column] = cell_at(above, column) + cell_at(row, column)
        return GridRow(tuple(cells), replace(above.place, end_line=row.place.end_line))

    def _is_half(self, above: GridRow, row: GridRow) -> bool:
        """Whether a row has the amounts and the rest of the name above, which has the code."""
        names = [cell_at(row, column) for column in self._names if cell_at(row, column)]
        if len(names) != 1 or is_total(names[0]) or read_label(names[0]).rank:
            return False
        return self._has_key(above) and not any(cell_at(row, column) for column in self._codes)

    def _unit_of_each_row(self, draft: Draft) -> int | None:
        """The column of units where each row with amounts names its own; merged cells leave some blank."""
        if Role.UNIT not in draft.roles:
            return None
        column = draft.roles.index(Role.UNIT)
        for row in draft.body:
            named = [cell_at(row, name) for name in self._names if cell_at(row, name)]
            if cell_at(row, column) or not named or is_total(named[0]):
                continue
            if any(not is_blank(cell_at(row, amount)) for amount in self._amounts):
                return None
        return column

    def _has_key(self, row: GridRow) -> bool:
        """Whether a row has the code, or the unit, that each row of its table has and the rest of a name lacks."""
        if self._by_code:
            return any(cell_at(row, column) for column in self._codes)
        return self._unit is not None and bool(cell_at(row, self._unit))

    def _lacks_name(self, row: GridRow) -> bool:
        coded = any(is_code(cell_at(row, column)) for column in self._codes)
        return coded and not any(cell_at(row, column) for column in self._names)

    def _is_lone_name(self, row: GridRow) -> bool:
        filled = [column for column, cell in enumerate(row.cells) if cell and not is_blank(cell)]
        return len(filled) == 1 and filled[0] in self._names and not is_total(row.cells[filled[0]])

    def _has_room(self, above: GridRow, row: GridRow) -> bool:
        """Whether the amounts of a row without a label are those that the labelled row above it lacks."""
        own = [column for column in self._amounts if not is_blank(cell_at(row, column))]
        if not own:
            return False
        for column in own if self._in_lists else self._amounts:
            if not is_blank(cell_at(above, column)):
                return False
        return any(cell_at(above, column) for column in self.labels)


def _joined(first: GridRow, second: GridRow, columns: Sequence[int]) -> GridRow:
    """The first row with the cells of some columns taken from the second."""
    cells = list(first.cells) + [""] * (len(second.cells) - len(first.cells))
    for column in columns:
        if cell_at(second, column):
            cells[column] = cell_at(second, column)
    line = min(filter(None, (first.place.line, second.place.line)), default=None)
    end = max(filter(None, (first.place.end_line, second.place.end_line)), default=None)
    return GridRow(tuple(cells), replace(first.place, line=line, end_line=end))


def _is_subject_tail(first: str, rest: str, keyed: bool) -> bool:
    """In a table of codes a name without one is the rest of the name above."""
    return keyed or _is_known_tail(first, rest, keyed)


def _is_known_tail(first: str, rest: str, _keyed: bool) -> bool:
    """Two halves of a subject's name, or a bracket that is open and closes."""
    if subjects_named(first):
        return False
    return bool(subjects_named(first + rest)) or _closes(first, rest)


def _is_body_tail(first: str, rest: str, _keyed: bool) -> bool:
    """Two halves of a body's name of which one is none by itself."""
    whole, halves = without_own_level(folded(first + rest)), (folded(first), without_own_level(folded(rest)))
    return is_organisation(whole) and (_closes(first, rest) or not all(map(is_organisation, halves)))


def _closes(first: str, rest: str) -> bool:
    opened, closed = folded(first), folded(rest)
    return opened.count("(") > opened.count(")") and closed.count(")") > closed.count("(")


def _is_project_tail(first: str, rest: str, keyed: bool) -> bool:
    return keyed or _closes(first, rest)


_TAILS: dict[Shape, Callable[[str, str, bool], bool]] = {
    Shape.FUNCTIONAL: _is_subject_tail,
    Shape.ECONOMIC: _is_subject_tail,
    Shape.PROJECTS: _is_project_tail,
    Shape.UNITS: _is_body_tail,
}
