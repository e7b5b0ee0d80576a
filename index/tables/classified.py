"""Columns of tables that name subjects of a classification: which of two counts, and which hold code and name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.catalogue.wording import folded
from index.model import GridRow
from index.tables.headers import SEPARATOR
from index.tables.parts import Role, cell_at

_CODED = (Role.CODE, Role.SUBJECT)
_BRACKET = re.compile(r"\([^()]*\)$")
_LISTED_SUBJECTS = re.compile(r"(?:功能|经济)分?类?科目$")  # of a list: 支出功能分科目（按大类）


def names_subjects(head: str) -> bool:
    """Whether a column lists subjects by code and name in one cell: 支出功能分科目（按大类）."""
    return bool(_LISTED_SUBJECTS.search(_BRACKET.sub("", folded(head))))


def of_one_classification(roles: list[Role], paths: Sequence[str], rows: Sequence[GridRow]) -> list[Role]:
    """The roles where subjects of two classifications stand side by side, those of the department's budget
    beside those of the government's, or functional beside economic ones, of which the finer tells the rows apart:
    the codes and names of the other are no labels."""
    groups = [
        _classification(path) if role in _CODED or (role is Role.ITEM and SEPARATOR in path) else ""
        for path, role in zip(paths, roles, strict=True)
    ]
    coded = list(dict.fromkeys(group for role, group in zip(roles, groups, strict=True) if role is Role.CODE and group))
    if len(coded) < 2:
        return roles
    own_budget = [group for group in coded if not folded(group).startswith("政府")] or coded[:1]
    column_of = {group: groups.index(group) for group in reversed(own_budget)}
    own = max(own_budget, key=lambda group: len({cell_at(row, column_of[group]) for row in rows}))
    other = {Role.CODE: Role.SERIAL, Role.SUBJECT: Role.DATA, Role.ITEM: Role.DATA}
    return [
        other.get(role, role) if group in coded and group != own else role
        for role, group in zip(roles, groups, strict=True)
    ]


def _classification(path: str) -> str:
    """The header above the columns of one classification; for columns without one what their own word names
    (政府预算经济分类科目编码, 功能科目编码)."""
    group, _, below = path.partition(SEPARATOR)
    if below:
        return group
    if folded(path).startswith("政府"):
        return "政府"
    return next((name for name in ("功能", "经济") if name in path), "部门")
