"""Answers that rest on characters of a scan, or on a place in a table without rules, which may be read wrongly."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.answer import Answer, CellRef, Citation
from index.model import Doubt
from index.store import Snapshot

DOUBT_WARNING = "该数据来自扫描件识别，置信度较低，请核对原件"
LAYOUT_WARNING = "该数据所在的表没有表格线，属于哪一行、哪一列由版面推断，不能确定，请核对原件"


def doubt_warnings(answer: Answer, snapshot: Snapshot) -> tuple[str, ...]:
    """The warnings for an answer of which a cell or a quote is doubtful, with the figures in question."""
    cells = [cell for figure in answer.figures for cell in figure.cells]
    lines = {(cell.document_id, cell.line) for cell in cells}
    quotes = [one for one in answer.citations if one.lines and (one.document_id, one.lines[0]) not in lines]
    found = [
        (doubt.by_layout, cell.raw)
        for cell in cells
        for doubt in _doubts(cell.document_id, snapshot)
        if _is_of_cell(doubt, cell)
    ]
    found += [
        (doubt.by_layout, doubt.text)
        for one in quotes
        for doubt in _doubts(one.document_id, snapshot)
        if _is_of_quote(doubt, one)
    ]
    warnings = {False: DOUBT_WARNING, True: LAYOUT_WARNING}
    return tuple(
        _told(warning, [text for doubted, text in found if doubted is by_layout])
        for by_layout, warning in warnings.items()
        if any(doubted is by_layout for doubted, _ in found)
    )


def _told(warning: str, texts: Iterable[str]) -> str:
    named = "、".join(dict.fromkeys(filter(None, texts)))
    return f"{warning}：{named}" if named else warning


def _doubts(document_id: str, snapshot: Snapshot) -> Iterable[Doubt]:
    return snapshot.document(document_id).doubts


def _is_of_cell(doubt: Doubt, cell: CellRef) -> bool:
    """Whether a doubt is of a cell, of the words of its row, or of ink somewhere in the row."""
    if doubt.line != cell.line:
        return False
    text, row = _plain(doubt.text), _plain(cell.row)
    return text in (_plain(cell.raw), "") or text in row or (bool(row) and row in text)


def _is_of_quote(doubt: Doubt, citation: Citation) -> bool:
    first, last = citation.lines or (0, 0)
    return first <= doubt.line <= last and _plain(doubt.text) in _plain(citation.quote)


def _plain(text: str) -> str:
    return "".join(text.split())
