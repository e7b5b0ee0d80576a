"""The table that figures were read from, with their cells marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.answer import CellRef
from assistant.page.markup import escape_html
from index.model import DataRow, Table

WHOLE_TABLE_ROWS = 24  # a table up to this length is shown whole
CONTEXT_ROWS = 3  # of a longer one, the first rows and this many around each marked row

Mark = tuple[int, int]  # row and column of a marked cell, both from 0


def table_source_html(table: Table, cells: Sequence[CellRef], lines: tuple[int, int] | None) -> str:
    """`table` as HTML with the cells of `cells` marked. `lines` are the cited lines of the source;
    their rows are tinted. Of a long table only the rows around the marked ones are shown."""
    marks = {mark for cell in cells if (mark := locate_cell(table, cell)) is not None}
    tinted = {row for row, _ in marks} or {
        number for number, row in enumerate(table.rows) if lines and _stands_in(row, lines)
    }
    stub = _stub_of(table)
    head = _head_html(table.columns, stub)
    body = _body_html(table, stub, marks, tinted)
    unit = f'<p class="ba-unit">单位：{escape_html(table.unit)}</p>' if table.unit else ""
    return f'{unit}<div class="ba-scroll"><table class="ba-source">{head}{body}</table></div>'


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


def _stands_in(row: DataRow, lines: tuple[int, int]) -> bool:
    return row.place.line is not None and lines[0] <= row.place.line <= lines[1]


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


def _body_html(table: Table, stub: _Stub, marks: set[Mark], tinted: set[int]) -> str:
    width = len(stub.names()) + len(table.columns)
    html, previous = "", -1
    for number in _shown_rows(len(table.rows), tinted):
        row = table.rows[number]
        cells = "".join(_cell_html(raw, (number, column) in marks) for column, raw in enumerate(row.cells))
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


def _cell_html(raw: str, marked: bool) -> str:
    kind = "ba-number" if _is_numeric(raw) else "ba-words"
    text = escape_html(raw)
    return f'<td class="{kind}">{f"<mark>{text}</mark>" if marked else text}</td>'


def _is_numeric(raw: str) -> bool:
    return bool(raw) and all(character.isdecimal() or character in " .,，-−%％" for character in raw)
