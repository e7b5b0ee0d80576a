"""Tables without rules that stand directly below each other on other columns, such as the pages of one table that were
put together: told by the room between them and by what does not stand one below the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from index.readers.pdf.columns import cells_of, is_row
from index.readers.pdf.lines import Line

_ROOM = 0.9  # font sizes, between two tables at the least
_ROW = 0.3  # font sizes, between two rows at the least
_WIDER = 1.3  # times the room on both sides
_AROUND = 40  # lines of each table that are looked at
_FEWEST = 3  # cells that tell of columns
_SHORT = 6  # lines, of a table whose columns one cell tells
_ALIGNED = 0.6  # of the cells below that begin, end or have their middles where cells above do


def parted(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each table, from top to bottom."""
    gaps = _gaps(lines)
    start = 0
    wide = [at for at in range(1, len(lines)) if _is_wide(gaps, at, lines[at].size)]
    for place, at in enumerate(wide):
        end = wide[place + 1] if place + 1 < len(wide) else len(lines)
        if _have_other_columns(lines[max(start, at - _AROUND) : at], lines[at : min(end, at + _AROUND)]):
            yield list(lines[start:at])
            start = at
    yield list(lines[start:])


def _gaps(lines: Sequence[Line]) -> list[float]:
    """The room above each line, none above the first."""
    bottom, found = lines[0].box[3], [0.0]
    for line in lines[1:]:
        found.append(line.box[1] - bottom)
        bottom = max(bottom, line.box[3])
    return found


def _is_wide(gaps: Sequence[float], at: int, size: float) -> bool:
    """Whether there is more room above a line than between the rows around it."""
    others = [*gaps[max(at - _AROUND, 1) : at], *gaps[at + 1 : at + _AROUND]]
    rows = sorted(gap for gap in others if gap > _ROW * size)
    usual = rows[len(rows) * 3 // 4] if rows else 0.0
    return gaps[at] >= _ROOM * size and gaps[at] > usual * _WIDER


def _have_other_columns(above: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether most cells of each of two tables stand where none of the other does."""
    bodies = [_body(above), _body(below)]
    if any(max((len(cells_of(line)) for line in body), default=0) < _FEWEST for body in bodies):
        return False
    return max(_aligned(*bodies), _aligned(*reversed(bodies))) < _ALIGNED


def _body(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines from the first with an amount on."""
    return lines[next((index for index, line in enumerate(lines) if is_row(line)), len(lines)) :]


def _aligned(lines: Sequence[Line], others: Sequence[Line]) -> float:
    """The share of the cells in some lines that stand below or above cells of others."""
    places = [_places(part) for line in others for part in cells_of(line)]
    counts = [Counter(kind) for kind in zip(*places, strict=True)]
    least = 2 if len(others) > _SHORT else 1
    own = [_places(part) for line in lines for part in cells_of(line)]
    known = sum(
        any(sum(count[place + off] for off in (-1, 0, 1)) >= least for count, place in zip(counts, one, strict=True))
        for one in own
    )
    return known / len(own)


def _places(part: Line) -> tuple[int, int, int]:
    """Where a cell's text begins, has its middle and ends, in points."""
    left, _, right, _ = part.box
    return round(left), round((left + right) / 2), round(right)
