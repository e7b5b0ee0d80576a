"""Step 3: words of a header that spill over its lower rule into the first row below it, put back."""

from __future__ import annotations

import re

from index.catalogue.measures import measures
from index.catalogue.wording import folded
from index.record import replace
from index.tables.headers import SEPARATOR
from index.tables.parts import Draft

_SPILLED = re.compile(r"(?P<words>[\u4e00-\u9fff（）()]{1,12})\s*(?P<amount>-?[\d,]*(?:\.\d+)?)")


def unspilled(draft: Draft) -> Draft:
    """The draft with the end of a header word that a row too low for it lets print over the amount below (公务用车运
    above 行维护费18.00), told by both halves being a measure that the catalogue knows, and the first alone none."""
    if not draft.header.paths or not draft.body:
        return draft
    paths, cells = list(draft.header.paths), list(draft.body[0].cells)
    for column, (path, cell) in enumerate(zip(paths, cells, strict=False)):
        spilled = _SPILLED.fullmatch(cell.strip())
        groups, separator, last = path.rpartition(SEPARATOR)
        if spilled and folded(last) not in measures() and folded(last + spilled["words"]) in measures():
            paths[column] = f"{groups}{separator}{last}{spilled['words']}"
            cells[column] = spilled["amount"]
    if tuple(paths) == draft.header.paths:
        return draft
    header = replace(draft.header, paths=tuple(paths))
    return replace(draft, header=header, body=(replace(draft.body[0], cells=tuple(cells)), *draft.body[1:]))
