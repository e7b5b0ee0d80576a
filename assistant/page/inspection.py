"""What was read from a document: its tables with kind and confidence, and the rows that were dropped."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.page.markup import escape_html
from index.model import Document, Dropped, Table

SHOWN_EXAMPLES = 3  # dropped rows shown for each reason
EXAMPLE_LENGTH = 40  # characters shown of a dropped row


def inspection_html(document: Document) -> str:
    """The tables of `document`, and under them the dropped rows by reason."""
    if not document.tables:
        return '<p class="ba-quiet">没有识别出表格。</p>'
    items = "".join(_table_item(table) for table in document.tables)
    dropped = [row for table in document.tables for row in table.dropped]
    return (
        f'<div class="ba-inspection"><p class="ba-quiet">来自 {escape_html(document.source.name)}</p>'
        f"<ol>{items}</ol>{_dropped_html(dropped)}</div>"
    )


def _table_item(table: Table) -> str:
    place = (
        f"第 {table.place.page} 页" if table.place.page else f"第 {table.place.line} 行起" if table.place.line else ""
    )
    facts = " · ".join(part for part in (f"把握 {table.confidence:.0%}", f"{len(table.rows)} 行数据", place) if part)
    title = "" if table.title in ("", table.kind) else f"<br>{escape_html(table.title)}"
    return f"<li><strong>{escape_html(table.kind)}</strong>{title}<br><span>{facts}</span></li>"


def _dropped_html(dropped: Iterable[Dropped]) -> str:
    by_reason: dict[str, list[Dropped]] = {}
    for row in dropped:
        by_reason.setdefault(row.reason, []).append(row)
    if not by_reason:
        return '<p class="ba-quiet">没有略去的行。</p>'
    items = "".join(_reason_html(reason, rows) for reason, rows in by_reason.items())
    total = sum(len(rows) for rows in by_reason.values())
    return f'<p class="ba-quiet">略去 {total} 行，它们不是数据：</p><ul>{items}</ul>'


def _reason_html(reason: str, rows: list[Dropped]) -> str:
    examples = "".join(f"<br><span>{escape_html(_example(row))}</span>" for row in rows[:SHOWN_EXAMPLES])
    rest = "<br><span>…</span>" if len(rows) > SHOWN_EXAMPLES else ""
    return f"<li>{escape_html(reason)}（{len(rows)} 行）{examples}{rest}</li>"


def _example(row: Dropped) -> str:
    words = " ".join(row.text.split())
    short = words if len(words) <= EXAMPLE_LENGTH else f"{words[:EXAMPLE_LENGTH]}…"
    return f"第 {row.line} 行：{short}" if row.line else short
