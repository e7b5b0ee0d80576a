"""Tables printed several times side by side: the columns come again to the right, with further rows below them."""

from __future__ import annotations

from collections.abc import Sequence

from index.catalogue.wording import folded
from index.model import GridRow
from index.record import replace
from index.tables.cells import is_blank, is_number
from index.tables.parts import Draft, Header, cell_at

_MAX_BLOCKS = 3
_SEPARATOR = " / "


def unfold_blocks(draft: Draft) -> Draft:
    """The draft with the rows of each block below those of the block to its left, line by line.

    Told by a header that repeats itself, codes of subjects included; lists of income beside
    expenditure have no codes and stay as they are. Blocks below different groups (人员经费 beside
    公用经费) keep their amounts in columns of their own.
    """
    paths = draft.header.paths
    last = [folded(path.rpartition(_SEPARATOR)[2]) for path in paths]
    if not any("编码" in path or "代码" in path for path in map(folded, paths)):
        return draft
    for count in range(2, _MAX_BLOCKS + 1):
        width = len(paths) // count
        if width > 1 and len(paths) % count == 0 and last == last[:width] * count:
            return _unfolded(draft, width, count)
    return draft


def _unfolded(draft: Draft, width: int, count: int) -> Draft:
    """The draft of one block's columns, the amounts of each group of blocks in columns of their own."""
    paths = draft.header.paths
    lead = next((at for at in range(width) if _holds_amounts(draft.body, range(at, len(paths), width))), width)
    columns = [*paths[:lead], *dict.fromkeys(paths[at] for at in range(len(paths)) if at % width >= lead)]
    if len({folded(path) for path in paths}) == width:
        columns = list(paths[:width])
    body = []
    for row in draft.body:
        for label, amounts in _filled_blocks(row, width, count, lead):
            cells = [cell_at(row, label + at) for at in range(lead)] + [""] * (len(columns) - lead)
            for at in range(lead, width):
                path = paths[amounts + at] if paths[amounts + at] in columns else columns[at]
                cells[columns.index(path, lead)] = cell_at(row, amounts + at)
            body.append(GridRow(tuple(cells), row.place))
    return replace(draft, header=Header(draft.header.rows, tuple(columns)), body=tuple(body))


def _holds_amounts(rows: Sequence[GridRow], columns: range) -> bool:
    """Whether these columns hold amounts rather than codes and names."""
    return any(is_number(cell := cell_at(row, column)) and "." in cell for row in rows for column in columns)


def _filled_blocks(row: GridRow, width: int, count: int, lead: int) -> list[tuple[int, int]]:
    """Where the labels and the amounts of each block of a row begin that holds anything; a label that is
    merged over several blocks (公用经费合计) has its amount in the last of them."""
    found: list[tuple[int, int]] = []
    waiting: int | None = None
    for start in range(0, width * count, width):
        labelled = any(not is_blank(cell_at(row, start + at)) for at in range(lead))
        amounts = any(not is_blank(cell_at(row, start + at)) for at in range(lead, width))
        if labelled and not amounts and start + width < width * count:
            if waiting is not None:
                found.append((waiting, waiting))
            waiting = start
        elif labelled or amounts:
            if waiting is not None:
                found.append((waiting, waiting if labelled else start))
            if labelled or waiting is None:
                found.append((start, start))
            waiting = None
    return found if waiting is None else [*found, (waiting, waiting)]
