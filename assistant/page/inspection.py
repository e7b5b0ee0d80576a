"""What was read from a document: its tables with kind and confidence, the rows that were dropped, and
the cells that stayed without meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.page.markup import escape_html
from index.model import Document, Dropped, Unexplained
from index.place_words import place_words
from index.reading_record import TableRecord, reading_record

SHOWN_EXAMPLES = 3  # rows or cells shown for each reason
EXAMPLE_LENGTH = 40  # characters shown of a dropped row


def inspection_html(document: Document) -> str:
    """The remarks of reading, the tables, and under them the cells without meaning and the dropped rows by reason."""
    records = reading_record(document)
    remarks = "".join(f'<p class="ba-quiet">{escape_html(remark)}</p>' for remark in document.remarks)
    if not records:
        return f'{remarks}<p class="ba-quiet">没有识别出表格。</p>'
    source_file = document.source.name
    items = "".join(_table_item(record, source_file) for record in records)
    unexplained = [cell for record in records for cell in record.unexplained]
    dropped = [row for record in records for row in record.dropped]
    return (
        f'<div class="ba-inspection"><p class="ba-quiet">来自 {escape_html(source_file)}</p>{remarks}'
        f"<ol>{items}</ol>{_unexplained_html(unexplained, source_file)}{_dropped_html(dropped, source_file)}</div>"
    )


def _table_item(record: TableRecord, source_file: str) -> str:
    counts = f"{record.rows} 行 {record.cells} 个数据" if record.cells else "空表"
    place = escape_html(_place_words(record, source_file))
    parts = filter(None, (f"把握 {record.confidence:.0%}", counts, f"{place}起" if place else ""))
    facts = " · ".join(f'<span class="ba-whole">{part}</span>' for part in parts)
    title = "" if record.title in ("", record.kind) else f"<br>{escape_html(record.title)}"
    doubts = f"<br><strong>{len(record.unexplained)} 个单元格没有读懂</strong>" if record.unexplained else ""
    return f"<li><strong>{escape_html(record.kind)}</strong>{title}<br><span>{facts}</span>{doubts}</li>"


def _place_words(found: TableRecord | Dropped | Unexplained, source_file: str) -> str:
    return place_words(source_file, page=found.page, sheet=found.sheet or "", row=found.row, line=found.line)


def _unexplained_html(cells: Iterable[Unexplained], source_file: str) -> str:
    by_reason = _by_reason((cell.reason, _example(cell, source_file)) for cell in cells)
    if not by_reason:
        return '<p class="ba-quiet">表格里的数字都已读懂。</p>'
    total = sum(map(len, by_reason.values()))
    return f'<p class="ba-quiet">{total} 个单元格没有读懂，请对照原文：</p>{_reasons_html(by_reason, "个")}'


def _dropped_html(rows: Iterable[Dropped], source_file: str) -> str:
    by_reason = _by_reason((row.reason, _example(row, source_file)) for row in rows)
    if not by_reason:
        return '<p class="ba-quiet">没有略去的行。</p>'
    total = sum(map(len, by_reason.values()))
    return f'<p class="ba-quiet">略去 {total} 行，它们不是数据：</p>{_reasons_html(by_reason, "行")}'


def _by_reason(examples: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for reason, example in examples:
        found.setdefault(reason, []).append(example)
    return found


def _reasons_html(by_reason: Mapping[str, list[str]], measure_word: str) -> str:
    items = (_reason_html(reason, examples, measure_word) for reason, examples in by_reason.items())
    return f"<ul>{''.join(items)}</ul>"


def _reason_html(reason: str, examples: list[str], measure_word: str) -> str:
    shown = "".join(f"<br><span>{escape_html(example)}</span>" for example in examples[:SHOWN_EXAMPLES])
    rest = "<br><span>…</span>" if len(examples) > SHOWN_EXAMPLES else ""
    return f"<li>{escape_html(reason)}（{len(examples)} {measure_word}）{shown}{rest}</li>"


def _example(found: Dropped | Unexplained, source_file: str) -> str:
    words = " ".join(found.text.split())
    short = words if len(words) <= EXAMPLE_LENGTH else f"{words[:EXAMPLE_LENGTH]}…"
    place = _place_words(found, source_file)
    return f"{place}：{short}" if place else short
