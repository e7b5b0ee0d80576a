"""Step 4: what each column holds, and from that how the rows are to be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from index.catalogue.headers import column_roles
from index.catalogue.measures import VALUE, measure_of
from index.catalogue.subjects import economic_subjects, functional_subjects
from index.catalogue.wording import folded
from index.line_kinds import is_organisation, without_own_level
from index.model import GridRow
from index.record import replace
from index.tables.blocks import unfold_blocks
from index.tables.cells import SCORE_TOTALS, is_blank, is_code, is_number
from index.tables.classified import names_subjects, of_one_classification
from index.tables.forms import begins_form, is_form
from index.tables.headers import SEPARATOR
from index.tables.hierarchy import is_total
from index.tables.parts import Draft, Role, Shape, cell_at
from index.tables.pivots import unpivoted

_SAMPLE = 60
_LABELS = (Role.SUBJECT, Role.ITEM, Role.UNIT, Role.PROJECT, Role.INDICATOR, Role.GOODS)
_BESIDE_PROJECTS = frozenset((Role.GOODS, Role.INDICATOR, Role.INDICATOR_GROUP, Role.CODE))
_OTHER_LABELS = frozenset((*_LABELS, Role.CODE, Role.TOP_PROJECT)) - {Role.ITEM}
_BRACKET = re.compile(r"\([^()]*\)$")
_SIDE = re.compile(r"^(?:本年|财政拨款|预算)?(?:收入|支出)/")
_SIDES = ("收入", "支出")  # heads of two lists beside each other
_INCOME = re.compile(r"收入|来源")
_OF_SUBJECTS = re.compile(r"(?:科目|(?:功能|经济)分类)(?:(?P<named>名称)|编码|代码)$")
_OF_PROJECTS = re.compile("项目|专项")
_SPENDING = re.compile(r"支出|用途|运用")


def assign_roles(draft: Draft) -> Draft:
    """The draft with the role of each column and its shape."""
    if not draft.header.paths and (is_form(draft.body) or begins_form(draft.body)):
        return replace(draft, shape=Shape.FORM)
    draft = unpivoted(unfold_blocks(draft))
    width = draft.header.width or max((len(row.cells) for row in draft.body), default=0)
    roles = [_role_of_path(draft.header.paths[column]) if draft.header.paths else Role.DATA for column in range(width)]
    named = draft.header.paths or [""] * width
    roles = of_one_classification(_list_labels(roles, draft), named, draft.body[:_SAMPLE])
    roles = _settle(roles, draft.body[:_SAMPLE], named)
    shape = _shape(draft, roles)
    if shape is Shape.PROJECTS:
        roles = [Role.DATA if role is Role.SUBJECT else role for role in roles]
    return replace(draft, roles=tuple(roles), shape=shape)


@lru_cache(maxsize=4096)
def _role_of_path(path: str) -> Role:
    *groups, last = [folded(part) for part in path.split(SEPARATOR)]
    known = column_roles()
    for text in (last, _BRACKET.sub("", last), *groups[-1:] * (last == "")):
        if text in known:
            return Role(known[text])
    classified = _OF_SUBJECTS.search(last)
    if classified is None:
        return Role.ITEM if names_subjects(last) else Role.DATA
    return Role.SUBJECT if classified["named"] else Role.CODE


def _list_labels(roles: list[Role], draft: Draft) -> list[Role]:
    """The roles where 项目名称 below 收入 or 支出, or without units beside it, is any item, not a project."""
    if _BESIDE_PROJECTS.intersection(roles):
        return roles
    paths = draft.header.paths
    alone = Role.UNIT not in roles and Role.TOP_PROJECT not in roles and not _OF_PROJECTS.search(draft.caption.title)
    in_list = [bool(_SIDE.match(folded(path))) for path in paths]
    return [
        Role.ITEM if (role is Role.PROJECT and alone) or (role in (Role.PROJECT, Role.SUBJECT) and listed) else role
        for role, listed in zip(roles, in_list or [False] * len(roles), strict=True)
    ]


def _settle(roles: list[Role], rows: Sequence[GridRow], named: Sequence[str]) -> list[Role]:
    """The roles with doubtful ones decided: 单位 and 项目 mean several things, and some columns have no word."""
    settled: list[Role] = []
    roles = _with_indicators(roles, named, rows)
    sides = [at for at, path in enumerate(named) if folded(path) in _SIDES and _is_wordy(rows, at)]
    if len(sides) == len(_SIDES):
        roles = [Role.ITEM if at in sides else role for at, role in enumerate(roles)]
    for column, role in enumerate(roles):
        role = _without_second_names(role, named[column], settled, roles)
        settled.append(_settled(role, column, settled, roles, rows))
    if settled.count(Role.INDICATOR) > 1 and settled.index(Role.INDICATOR) < _first(settled, Role.INDICATOR_TOP):
        settled[settled.index(Role.INDICATOR)] = Role.SERIAL  # 绩效指标, merged at the side of all of them
    if settled.count(Role.GOODS) > 1:
        settled = _named_goods(settled, rows, named)
    if settled.count(Role.ITEM) > 1 and Role.INDICATOR not in settled:
        settled = [Role.ITEM if role is Role.DATA and _is_wordy(rows, at) else role for at, role in enumerate(settled)]
    if settled.count(Role.ITEM) == 1 and Role.CODE not in settled:
        second = settled.index(Role.ITEM) + 1
        if second < len(settled) and settled[second] is Role.DATA and not named[second] and _is_wordy(rows, second):
            settled[second] = Role.ITEM
    if settled.count(Role.ITEM) == 1 and not _OTHER_LABELS.intersection(settled):
        settled = [
            Role.UNIT if role is Role.ITEM and _lists_bodies(rows, at) else role for at, role in enumerate(settled)
        ]
    if Role.CODE in settled and not {Role.SUBJECT, Role.ITEM}.intersection(settled):
        settled = _with_subjects(settled, named)
    if not any(role in _LABELS for role in settled):
        text_column = _first_text_column(settled, rows)
        if text_column is not None:
            settled[text_column] = Role.ITEM
    return settled


def _without_second_names(role: Role, head: str, before: Sequence[Role], roles: Sequence[Role]) -> Role:
    """The role of a column of items that only say more of those beside them."""
    if role is Role.ITEM and before[-1:] == [Role.ITEM] and head.startswith("政府"):
        return Role.DATA  # 政府预算支出经济科目 right beside the department's own
    if role is Role.ITEM and Role.PROJECT in roles and names_subjects(head):
        return Role.SUBJECT  # 功能科目, with its code in the cell: what the projects beside it are for
    return role


def _with_indicators(roles: list[Role], named: Sequence[str], rows: Sequence[GridRow]) -> list[Role]:
    """The roles where 指标 stands beside its value, and 绩效指标, merged at the side of all of them, tells nothing."""
    if Role.INDICATOR not in roles and VALUE in map(measure_of, named):
        words = ("指标", "指标内容") if Role.INDICATOR_GROUP in roles else ("指标",)
        roles = [Role.INDICATOR if folded(named[at]) in words else role for at, role in enumerate(roles)]
    if Role.INDICATOR not in roles:
        return roles
    sides = [at for at, role in enumerate(roles) if role is Role.DATA and folded(named[at]).endswith("指标")]
    sides = [at for at in sides if {cell_at(row, at) for row in rows} <= {named[at], "", *SCORE_TOTALS}]
    return [Role.SERIAL if at in sides else role for at, role in enumerate(roles)]


def _with_subjects(roles: list[Role], named: Sequence[str]) -> list[Role]:
    """The roles where units share a column with what is below them beside codes: 单位名称（科目）, 单位名称（项目）."""
    both = [at for at, role in enumerate(roles) if role is Role.PROJECT and "单位" in named[at]]
    shared = roles.index(Role.UNIT) if Role.UNIT in roles else both[0] if both else -1
    return [Role.SUBJECT if at == shared else role for at, role in enumerate(roles)]


def _first(roles: Sequence[Role], role: Role) -> int:
    return roles.index(role) if role in roles else -1


def _settled(role: Role, column: int, before: Sequence[Role], roles: Sequence[Role], rows: Sequence[GridRow]) -> Role:
    """The role of a column in view of the columns before it, all columns, and what its cells hold."""
    detailed = Role.INDICATOR in roles or Role.GOODS in roles
    if role is Role.ITEM and rows and is_code(cell_at(rows[0], column)) and _holds_codes(rows, column):
        return Role.CODE  # 功能科目 without their names
    if role is Role.UNIT and any(known in _LABELS for known in before) and not _holds_bodies(rows, column):
        return Role.MEASURE_UNIT if Role.INDICATOR in before or Role.GOODS in before else Role.DATA
    if role is Role.SUBJECT and Role.SUBJECT in before:
        return Role.DATA
    if role is Role.CODE and not _holds_codes(rows, column):
        return Role.SUBJECT if _holds_words(rows, column) and Role.CODE not in before else role
    if role is Role.PROJECT and Role.GOODS in roles:
        return Role.TOP_PROJECT
    if role is Role.GOODS_GROUP and (Role.GOODS not in roles or Role.GOODS in before):
        return Role.DATA
    if role is Role.ITEM and {Role.UNIT, Role.MEASURE_UNIT} <= set(roles) and not detailed:
        return Role.GOODS  # what each unit buys, counted
    return Role.PROJECT if role is Role.ITEM and detailed else role


def _holds_codes(rows: Sequence[GridRow], column: int) -> bool:
    cells = [cell_at(row, column) for row in rows]
    filled = [cell for cell in cells if not is_blank(cell) and not is_total(cell)]
    return not filled or sum(1 for cell in filled if is_number(cell)) * 2 > len(filled)


def _holds_words(rows: Sequence[GridRow], column: int) -> bool:
    return any(not is_blank(cell_at(row, column)) and not is_number(cell_at(row, column)) for row in rows)


def _named_goods(roles: list[Role], rows: Sequence[GridRow], named: Sequence[str]) -> list[Role]:
    """The roles where each purchase has a name of its own (采购项目名称), so that the class of goods beside
    it only describes it."""
    first = roles.index(Role.GOODS)
    names = [cell_at(row, first) for row in rows if not any(is_total(cell) for cell in row.cells)]
    if "项目" not in named[first] or any(map(is_blank, names)) or len(set(names)) < len(names):
        return roles
    return [Role.DATA if role is Role.GOODS and at != first else role for at, role in enumerate(roles)]


def _holds_bodies(rows: Sequence[GridRow], column: int) -> bool:
    """Whether a column names public bodies."""
    filled = [cell for row in rows if not is_blank(cell := cell_at(row, column))]
    return bool(filled) and sum(is_organisation(without_own_level(cell)) for cell in filled) * 2 > len(filled)


def _lists_bodies(rows: Sequence[GridRow], column: int) -> bool:
    """Whether a column names several public bodies and, but for totals, nothing else."""
    filled = [cell for row in rows if not is_blank(cell := cell_at(row, column)) and not is_total(cell)]
    return len(filled) > 1 and all(is_organisation(without_own_level(cell)) for cell in filled)


def _is_wordy(rows: Sequence[GridRow], column: int) -> bool:
    """Whether a column holds words rather than figures, as the labels of a list do."""
    filled = [cell for row in rows if not is_blank(cell := cell_at(row, column))]
    return len(filled) > 1 and not any(is_number(cell) for cell in filled)


def _first_text_column(roles: Sequence[Role], rows: Sequence[GridRow]) -> int | None:
    for column, role in enumerate(roles):
        if role in (Role.SERIAL, Role.CODE):
            continue
        if not rows or _holds_words(rows, column):
            return column
    return None


def _shape(draft: Draft, roles: Sequence[Role]) -> Shape:
    counts = Counter(roles)
    if counts[Role.INDICATOR] or counts[Role.INDICATOR_GROUP]:
        return Shape.INDICATORS
    if counts[Role.GOODS]:
        return Shape.GOODS
    if len(list_columns(draft.header.paths, roles)) > 1:
        return Shape.LISTS
    with_subjects = counts[Role.SUBJECT] or (counts[Role.CODE] and not counts[Role.ITEM])
    if counts[Role.PROJECT] and "基本支出" not in draft.caption.title and with_subjects:
        return Shape.PROJECTS
    if counts[Role.CODE] or counts[Role.SUBJECT]:
        return Shape.ECONOMIC if _is_economic(draft, roles) else Shape.FUNCTIONAL
    if counts[Role.PROJECT] and (counts[Role.UNIT] or counts[Role.TOP_PROJECT] or not counts[Role.ITEM]):
        return Shape.PROJECTS
    if counts[Role.UNIT]:
        return Shape.UNITS
    return _shape_of_labels(draft, roles)


def list_columns(paths: Sequence[str], roles: Sequence[Role]) -> list[int]:
    """The label columns of lists side by side: 收入 / 项目 and 支出 / 项目. Two columns below one merged
    word are no two lists."""
    labels = [column for column, role in enumerate(roles) if role in (Role.ITEM, Role.SUBJECT)]
    labels = [
        column
        for column in labels
        if not (column + 1 in labels and paths[column : column + 1] == paths[column + 1 : column + 2])
    ]
    if len(labels) < 2:
        return []
    sides = {side_of(paths[column]) for column in labels if column < len(paths)}
    if len(sides - {""}) > 1 or len({folded(paths[column]) for column in labels}) == 1:
        return labels
    apart = all(Role.DATA in roles[left:right] for left, right in pairwise(labels))
    alike = {_BRACKET.sub("", folded(paths[column])) for column in labels}  # 项目 | 项目（按功能）| 项目（按经济）
    return labels if apart and len(alike) == 1 else []


def side_of(path: str) -> str:
    """收入 or 支出, whichever the header path of a list names first; empty for neither."""
    for part in path.split(SEPARATOR):
        text = folded(part)
        if _INCOME.search(text) and not _SPENDING.search(text):
            return "收入"
        if _SPENDING.search(text) or "功能分类" in text or "经济分类" in text:
            return "支出"
    return ""


def _is_economic(draft: Draft, roles: Sequence[Role]) -> bool:
    if any("经济" in path for path in draft.header.paths):
        return True
    if any("功能" in path for path in draft.header.paths):
        return False
    column = roles.index(Role.CODE) if Role.CODE in roles else None
    codes = [cell_at(row, column) for row in draft.body[:_SAMPLE]] if column is not None else []
    known = [code for code in codes if is_code(code)]
    economic, functional = economic_subjects(), functional_subjects()
    return sum(code in economic for code in known) > sum(code in functional for code in known)


def _shape_of_labels(draft: Draft, roles: Sequence[Role]) -> Shape:
    """The shape of a table with one plain column of labels: subjects with the code in the label, or items."""
    column = next((column for column, role in enumerate(roles) if role in _LABELS), None)
    if column is None:
        return Shape.PLAIN
    labels = [cell_at(row, column) for row in draft.body[:_SAMPLE]]
    coded = [label for label in labels if re.match(r"^\[?\d{3}(?:\d\d)?(?:\d\d)?\]?[\s\-_]*[^\W\d]", label)]
    if len(coded) * 2 > len(labels):
        first = re.sub(r"\D.*", "", coded[0].lstrip("["))
        return Shape.ECONOMIC if first[:3] in economic_subjects() else Shape.FUNCTIONAL
    return Shape.PLAIN
