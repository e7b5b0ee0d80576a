"""Whether what was read is a budget or final account at all: folders hold licences, notes and articles too."""

from __future__ import annotations

import re

from index.line_kinds import has_sentence_mark
from index.model import Document, ItemKind, Table, TableKind
from index.tables.cells import is_number

NO_BUDGET = "看不出是预算或决算文件，未收录；如果确实是，请在文件名里写明“预算”或“决算”再读入。"

_NAMED = re.compile(
    r"预算|决算|收支|三公|财政拨款|绩效目标|绩效自评|绩效评价|机关运行经费|政府采购|国有资产|主要职[责能]|机构设置|名词解释"
)
_SPOKEN_OF = re.compile(r"预算|决算|拨款|经费|支出")
_OF_MONEY = re.compile(r"金额|预算|决算|支出|收入|经费|拨款|资金|绩效|[千万亿]元")
_CLASSIFIED = (ItemKind.FUNCTIONAL, ItemKind.ECONOMIC, ItemKind.INCOME, ItemKind.THREE_PUBLIC)
_OPENING_LINES = 10
_MAX_TITLE = 80


def is_budget(document: Document) -> bool:
    """Whether a document bears any mark of a budget: in its title, a heading or the name of its file, in a
    sentence that states an amount, or in a table."""
    opening = (line for line in document.lines[:_OPENING_LINES] if _may_be_title(line))
    names = (document.title, document.source.name, *opening, *(section.path[-1] for section in document.sections))
    if any(map(_NAMED.search, names)) or any(map(_is_of_budget, document.tables)):
        return True
    stated = (one for one in document.statements if one.unit.endswith("元"))
    return any(_SPOKEN_OF.search(one.quote) for one in stated)


def _may_be_title(line: str) -> bool:
    return len(line) <= _MAX_TITLE and "\t" not in line and not has_sentence_mark(line)


def _is_of_budget(table: Table) -> bool:
    """Whether a table is of a kind that budgets have, or lists money or subjects of the classification."""
    if table.kind is not TableKind.OTHER:
        return True
    if not any(map(is_number, (cell for row in table.rows for cell in row.cells))):
        return False
    named = table.unit.endswith("元") or any(map(_OF_MONEY.search, (table.title, *table.columns)))
    return named or any(row.item_kind in _CLASSIFIED for row in table.rows)
