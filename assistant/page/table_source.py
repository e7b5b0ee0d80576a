"""The table that figures were read from, with their cells marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.answer import CellRef
from assistant.page.markup import escape_html, mark_html
from index.model import DataRow, Table

WHOLE_TABLE_ROWS = 24  # a table up to this length is shown whole
CONTEXT_ROWS = 3  # of a longer one, the first rows and this many around each marked row

Mark = tuple[int, int]  # row and column of a marked cell, both from 0


@dataclass(frozen=True, slots=True)
class CitedRows:
    """The rows that one citation stands for, and the anchor that its mark in the answer leads to."""

    anchor: str
    rows: tuple[int, ...]
    quote: str


def rows_in(table: Table, lines: tuple[int, int] | None) -> tuple[int, ...]:
    """The rows of `table`, from 0, that stand in these lines of the source."""
    if lines is None:
        return ()
    first, last = lines
    return tuple(number for number, row in enumerate(table.rows) if first <= (row.place.line or 0) <= last)


def table_source_html(table: Table, cells: Sequence[CellRef], cited: Sequence[CitedRows]) -> str:
    """`table` as HTML with the cells of `cells` marked; in cited rows without any, the cells that are
    quoted. Of a long table only the rows around the marked ones are shown."""
    marks = {mark for cell in cells if (mark := locate_cell(table, cell)) is not None}
    for one in cited:
        if not any(row in one.rows for row, _ in marks):
            marks |= _quoted_cells(table, one)
    tinted = {row for row, _ in marks} | {row for one in cited for row in one.rows}
    stub = _stub_of(table)
    head = _head_html(table.columns, stub)
    body = _body_html(table, stub, _anchored(marks, cited), tinted)
    unit = f'<p class="ba-unit">单位：{escape_html(table.unit)}</p>' if table.unit else ""
    return f'{unit}<div class="ba-scroll"><table class="ba-source">{head}{body}</table></div>'


def _quoted_cells(table: Table, cited: CitedRows) -> set[Mark]:
    quote = "".join(cited.quote.split())
    return {
        (row, column)
        for row in cited.rows
        for column, raw in enumerate(table.rows[row].cells)
        if raw.strip() and "".join(raw.split()) in quote
    }


def _anchored(marks: Iterable[Mark], cited: Sequence[CitedRows]) -> dict[Mark, str]:
    """Each marked cell with the anchor of the first citation that starts there, or an empty one."""
    anchors = dict.fromkeys(sorted(marks), "")
    for one in cited:
        first = next((mark for mark, taken in anchors.items() if mark[0] in one.rows and not taken), None)
        if first is not None:
            anchors[first] = one.anchor
    return anchors


def locate_cell(table: Table, cell: CellRef) -> Mark | None:
    """Row and column of `cell` in `table`; None when the table has no such cell."""
    candidates = [
        (_likeness(row, cell), -number, column)
        for number, row in enumerate(table.rows)
        if (column := _column_of(table, row, cell)) is not None
    ]
    score, negative_row, column = max(candidates, default=(0, 0, 0))
    return (-negative_row, column) if score >= 2 else None


def _likeness(row: DataRow, cell: CellRef) -> int:
    same_line = cell.line is not None and row.place.line == cell.line
    same_label = cell.row in (row.label, row.item)
    return 3 * same_line + 2 * same_label


def _column_of(table: Table, row: DataRow, cell: CellRef) -> int | None:
    equal = [number for number, raw in enumerate(row.cells) if raw.strip() == cell.raw.strip()]
    named = [number for number, column in enumerate(table.columns) if column == cell.column]
    return next((number for number in named if number in equal), next(iter(named or equal), None))


@dataclass(frozen=True, slots=True)
class _Stub:
    """Which of the leading columns a table needs."""

    codes: bool
    units: bool

    def names(self) -> list[str]:
        return ["科目编码"] * self.codes + ["单位"] * self.units + ["项目"]

    def cells_html(self, row: DataRow) -> str:
        texts = [row.code] * self.codes + [row.unit_name] * self.units
        indent = 0.5 + 0.9 * min(row.level, 4)
        label = f'<td class="ba-label" style="padding-left:{indent:.1f}rem">{escape_html(row.label)}</td>'
        return "".join(f"<td>{escape_html(text)}</td>" for text in texts) + label


def _stub_of(table: Table) -> _Stub:
    units = {row.unit_name for row in table.rows if row.unit_name}
    return _Stub(codes=any(row.code for row in table.rows), units=len(units) > 1)


def _head_html(columns: Sequence[str], stub: _Stub) -> str:
    """The header rows: paths that share their first words share a spanning cell."""
    paths = [tuple(column.split(" / ")) for column in columns]
    depth = max((len(path) for path in paths), default=1)
    rows = [_head_row(paths, level, depth) for level in range(depth)]
    rows[0] = "".join(f'<th rowspan="{depth}">{name}</th>' for name in stub.names()) + rows[0]
    return f"<thead>{''.join(f'<tr>{row}</tr>' for row in rows)}</thead>"


def _head_row(paths: Sequence[tuple[str, ...]], level: int, depth: int) -> str:
    html = ""
    for (prefix, leaf), group in groupby(range(len(paths)), key=lambda number: _head_key(paths, number, level)):
        if len(prefix) > level:
            rowspan = 1 if leaf is None else depth - level
            html += f'<th colspan="{len(list(group))}" rowspan="{rowspan}">{escape_html(prefix[-1])}</th>'
    return html


def _head_key(paths: Sequence[tuple[str, ...]], number: int, level: int) -> tuple[tuple[str, ...], int | None]:
    """What header cells at `level` are joined by; a column's last header cell stands by itself."""
    path = paths[number]
    return path[: level + 1], number if len(path) <= level + 1 else None


def _body_html(table: Table, stub: _Stub, marks: dict[Mark, str], tinted: set[int]) -> str:
    width = len(stub.names()) + len(table.columns)
    html, previous = "", -1
    for number in _shown_rows(len(table.rows), tinted):
        row = table.rows[number]
        cells = "".join(_cell_html(raw, marks.get((number, column))) for column, raw in enumerate(row.cells))
        tint = ' class="ba-tinted"' if number in tinted else ""
        html += f"{_gap_html(number - previous - 1, width)}<tr{tint}>{stub.cells_html(row)}{cells}</tr>"
        previous = number
    return f"<tbody>{html}{_gap_html(len(table.rows) - previous - 1, width)}</tbody>"


def _shown_rows(total: int, tinted: Iterable[int]) -> list[int]:
    if total <= WHOLE_TABLE_ROWS:
        return list(range(total))
    near = {number for row in tinted for number in range(row - CONTEXT_ROWS, row + CONTEXT_ROWS + 1)}
    return sorted(number for number in near | set(range(CONTEXT_ROWS)) if 0 <= number < total)


def _gap_html(rows: int, width: int) -> str:
    return f'<tr class="ba-gap"><td colspan="{width}">（略 {rows} 行）</td></tr>' if rows else ""


def _cell_html(raw: str, anchor: str | None) -> str:
    """A cell; marked when `anchor` is given, also when it is empty."""
    kind = "ba-number" if _is_numeric(raw) else "ba-words"
    text = escape_html(raw)
    return f'<td class="{kind}">{text if anchor is None else mark_html(text, anchor)}</td>'


def _is_numeric(raw: str) -> bool:
    return bool(raw) and all(character.isdecimal() or character in " .,，-−%％" for character in raw)
