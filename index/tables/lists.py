"""Step 6 for lists side by side: income and expenditure, each row of each list a data row of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from index.catalogue.measures import fund_of
from index.catalogue.wording import folded
from index.model import DataRow, GridRow, ItemKind
from index.record import replace
from index.tables.cells import is_blank, mended
from index.tables.codes import coded_label, without_code
from index.tables.hierarchy import NumberTree, SubjectNames, is_total, read_label
from index.tables.parts import Draft, Role, cell_at
from index.tables.roles import list_columns, side_of

_CARRIED = re.compile(r"^(?:上年|年初(?!预留)|年末|年终|结转|用事业基金|使用非财政|使用专用)")
_OTHER_CLASSIFICATION = re.compile("性质|用途|经济")
_HEADS_SUBJECTS = re.compile(r"^(?:本年|当年)(?:财政拨款)?支出$")
_WHOLE_BUDGET = re.compile("^(?:单位|部门)(?:综合)?预算$")  # heads either side
_INCOME = "收入"
_PARTS_OF = {
    "财政拨款": ("一般公共预算", "政府性基金", "国有资本经营预算"),
    "单位资金": ("事业收入", "事业单位经营收入", "上级补助收入", "附属单位上缴收入", "其他收入"),
}
_LEVELS = {3: 1, 5: 2, 7: 3}


@dataclass(slots=True)
class _List:
    """One of the lists of a grid while it is read: its columns, and where in its hierarchy it stands."""

    side: str
    label: int
    data: tuple[int, ...]
    before: int  # how many data columns of the grid stand left of these
    after: int
    by_function: bool  # whether its rows may be functional subjects
    numbers: NumberTree = field(default_factory=NumberTree)
    codes: list[tuple[str, str]] = field(default_factory=list)
    heading: str = ""  # 一、本年支出: the row that the subjects below it add up to
    previous: str = ""


def read_lists(draft: Draft, names: SubjectNames) -> tuple[tuple[str, ...], tuple[DataRow, ...]]:
    """The columns and rows of lists side by side; a row's cells are filled in its own side's columns only."""
    labels = list_columns(draft.header.paths, draft.roles)
    data = [column for column, role in enumerate(draft.roles) if role is Role.DATA]
    lists = []
    for index, label in enumerate(labels):
        end = labels[index + 1] if index + 1 < len(labels) else draft.header.width
        own = tuple(column for column in data if label < column < end)
        side = side_of(draft.header.paths[label]) or ("支出" if index else _INCOME)
        before = sum(column < label for column in data)
        by_function = side != _INCOME and not _OTHER_CLASSIFICATION.search(draft.header.paths[label])
        lists.append(_List(side, label, own, before, len(data) - before - len(own), by_function))
    rows = [
        found for row in draft.body for part, text in _labels(lists, row) if (found := _row(part, text, row, names))
    ]
    return tuple(draft.header.paths[column] for column in data), _below_their_whole(rows)


def _below_their_whole(rows: Sequence[DataRow]) -> tuple[DataRow, ...]:
    """The rows of income with sources that a print sets in by nothing but blanks below what they are parts of:
    一般公共预算 below 财政拨款, 事业收入 below 单位资金."""
    found = []
    whole: DataRow | None = None
    for row in rows:
        plain = row.side == _INCOME and row.level == 1 and not read_label(row.label).rank
        fund = fund_of(row.item) if plain else ""
        if plain and fund in _PARTS_OF:
            whole = row
        elif plain and whole and fund in _PARTS_OF[fund_of(whole.item)]:
            row = replace(row, parents=(mended(whole.label),), level=2)
        elif row.side == _INCOME:
            whole = None
        found.append(row)
    return tuple(found)


def _labels(lists: Sequence[_List], row: GridRow) -> list[tuple[_List, str]]:
    """Each list with its label in this row; one printed once for two lists goes to that with the amount."""
    found = [(part, cell_at(row, part.label)) for part in lists]
    for index in range(1, len(found)):
        (left, text), (part, own) = found[index - 1], found[index]
        if own or not text or left.side != part.side:
            continue
        if _is_filled(part, row) and not _is_filled(left, row):
            found[index - 1], found[index] = (left, ""), (part, text)
    return found


def _is_filled(part: _List, row: GridRow) -> bool:
    return any(not is_blank(cell_at(row, column)) for column in part.data)


def _row(part: _List, text: str, row: GridRow, names: SubjectNames) -> DataRow | None:
    cells = row.cells
    width = len(cells)
    own = tuple(["" if column >= width or is_blank(cells[column]) else cells[column] for column in part.data])
    if is_blank(text) and not any(own):
        return None
    label = _read_item(text)
    code, level, parents = _position(part, text, label, names)
    return DataRow(
        label=text,
        cells=("",) * part.before + own + ("",) * part.after,
        place=row.place,
        code=code,
        parents=parents,
        level=level,
        side=part.side,
        item=without_code(label.words, code),
        item_kind=_kind(part.side, label, code),
    )


class _Item(NamedTuple):
    """The label of a row: its words, whether it is a total, whether it begins what is carried over, and the
    rank of its number."""

    words: str
    is_total: bool
    is_carried: bool
    rank: int


@lru_cache(maxsize=16384)
def _read_item(text: str) -> _Item:
    label = read_label(text)
    carried = bool(_CARRIED.match(folded(label.words))) and not label.rank
    return _Item(label.words, is_total(label.words), carried, label.rank)


def _position(part: _List, text: str, label: _Item, names: SubjectNames) -> tuple[str, int, tuple[str, ...]]:
    """The code (found for subjects printed without one), level and ancestors of a row."""
    if label.is_carried or label.is_total:
        part.heading = ""
    if part.side == _INCOME or label.is_carried or label.is_total:
        level, parents = part.numbers.place(text, heads=label.is_carried)
        return "", level, parents
    coded = coded_label(label.words) if part.by_function else None
    code = coded["code"] if coded else names.next_code(label.words, part.previous) if part.by_function else ""
    if not code:
        level, parents = part.numbers.place(text)
        heads = level == 1 and (label.rank == 1 or _HEADS_SUBJECTS.match(folded(label.words)))
        part.heading = text if heads else ""
        return "", level, parents
    part.codes = [(other, name) for other, name in part.codes if code.startswith(other) and other != code]
    if label.rank == 1:
        part.heading = ""  # 一、… after 一、… stands beside it
    parents = tuple([mended(part.heading)] * bool(part.heading) + [name for _, name in part.codes])
    part.codes.append((code, without_code(label.words, code)))
    part.previous = code
    return code, _LEVELS[len(code)], parents


def _kind(side: str, label: _Item, code: str) -> ItemKind:
    if label.is_total or _WHOLE_BUDGET.match(folded(label.words)):
        return ItemKind.TOTAL
    if side == _INCOME or fund_of(label.words):
        return ItemKind.INCOME
    return ItemKind.FUNCTIONAL if code else ItemKind.OTHER
