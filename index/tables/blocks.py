"""Tables printed twice side by side: the columns come again to the right, with further rows below them."""

from __future__ import annotations

from dataclasses import replace

from index.catalogue.wording import folded
from index.model import GridRow
from index.tables.parts import Draft, Header

_MAX_BLOCKS = 3


def unfold_blocks(draft: Draft) -> Draft:
    """The draft with the rows of each block below those of the block to its left, line by line.

    Told by a header that repeats itself, codes of subjects included; lists of income beside
    expenditure have no codes and stay as they are.
    """
    paths = [folded(path) for path in draft.header.paths]
    if not any("编码" in path or "代码" in path for path in paths):
        return draft
    for count in range(2, _MAX_BLOCKS + 1):
        width = len(paths) // count
        if width > 1 and len(paths) % count == 0 and paths == paths[:width] * count:
            body = tuple(part for row in draft.body for part in _parts(row, width, count))
            return replace(draft, header=Header(draft.header.rows, draft.header.paths[:width]), body=body)
    return draft


def _parts(row: GridRow, width: int, count: int) -> list[GridRow]:
    blocks = [row.cells[start : start + width] for start in range(0, width * count, width)]
    return [GridRow(cells, row.place) for cells in blocks if any(cells)]
