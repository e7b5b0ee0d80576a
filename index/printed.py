"""What every reader yields: where a thing stands in which file, and the blocks as printed."""

from __future__ import annotations

from index.record import record


@record
class Place:
    """Where something stands. `line` and `end_line` count from 1 in the document's lines, both inclusive,
    for sources of every type: the order of a document and the proof of its quotes rest on them. What
    people find it by is the line only in text files; else the 1-based page (`box` in points from the
    page's top left: x0, y0, x1, y1), or the sheet's name and the 1-based `row` in it."""

    line: int | None = None
    end_line: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    sheet: str | None = None
    row: int | None = None


@record
class Source:
    """The file a document was read from; `sha256` is of the file's bytes."""

    path: str
    name: str
    sha256: str
    size: int


@record
class Doubt:
    """What is not to be trusted in one of the document's lines: recognised characters of a scan, in a table by the
    text of the cell that they are in, else their own; or, `by_layout`, in which row and column something stands that is
    printed in a table without rules. An empty text means the whole line."""

    line: int
    text: str
    by_layout: bool = False


# --- blocks: what every reader yields, in document order ---------------------


@record
class Heading:
    """A heading line; `level` counts from 1 and is a hint (Markdown marks, numbering)."""

    text: str
    level: int
    place: Place


@record
class Paragraph:
    """A paragraph as printed, its lines joined without adding characters."""

    text: str
    place: Place


@record
class GridRow:
    """One row of a grid with the raw text of each cell (blank cells are empty strings)."""

    cells: tuple[str, ...]
    place: Place


@record
class Span:
    """A merged cell of a grid: 0-based row and column of its top left, and how many it covers."""

    row: int
    column: int
    rows: int
    columns: int


@record
class Grid:
    """A run of table rows as printed, not yet understood. Where the source knows its merged cells
    they are in `spans`; the text stands in the top left cell and the others it covers are blank."""

    rows: tuple[GridRow, ...]
    place: Place
    spans: tuple[Span, ...] = ()


Block = Heading | Paragraph | Grid
