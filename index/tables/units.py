"""The unit of money of a table: from above, from its header, else the one that the document uses."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from index.model import TableKind
from index.tables.parts import Draft
from index.tables.regions import find_unit

_BRACKETED = re.compile(r"\((?:金额)?(?:单位[:：]?)?(万元|亿元|千元|元)\)")
_WITHOUT_MONEY = frozenset((TableKind.INDICATOR, TableKind.ORGANISATION))


def unit_of(draft: Draft, kind: TableKind, prevailing: str) -> str:
    """万元, 元 or 亿元; empty for tables without money that state none."""
    if draft.caption.unit:
        return draft.caption.unit
    for path in draft.header.paths:
        found = find_unit(path) or bracketed_unit(path)
        if found:
            return found
    return "" if kind in _WITHOUT_MONEY else prevailing


def bracketed_unit(path: str) -> str:
    """The unit of money in brackets in a header path (金额（万元）), or an empty string."""
    match = _BRACKETED.search(unicodedata.normalize("NFKC", path).replace(" ", ""))
    return match[1] if match else ""


def prevailing_unit(drafts: Sequence[Draft]) -> str:
    """The unit that most tables of the document state above them."""
    counts = Counter(draft.caption.unit for draft in drafts if draft.caption.unit)
    return counts.most_common(1)[0][0] if counts else ""
