"""Answers that rest on characters of a scan which may be read wrongly."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.answer import Answer, CellRef, Citation
from index.model import Doubt
from index.store import Snapshot

DOUBT_WARNING = "该数据来自扫描件识别，置信度较低，请核对原件"


def doubt_warnings(answer: Answer, snapshot: Snapshot) -> tuple[str, ...]:
    """The warning for an answer of which a cell or a quote is doubtful, with the figures in question."""
    cells = [cell for figure in answer.figures for cell in figure.cells]
    doubtful = [
        cell.raw for cell in cells if any(_is_of_cell(one, cell) for one in _doubts(cell.document_id, snapshot))
    ]
    lines = {(cell.document_id, cell.line) for cell in cells}
    quotes = [one for one in answer.citations if one.lines and (one.document_id, one.lines[0]) not in lines]
    doubtful += [
        doubt.text for one in quotes for doubt in _doubts(one.document_id, snapshot) if _is_of_quote(doubt, one)
    ]
    if not doubtful:
        return ()
    named = "、".join(dict.fromkeys(filter(None, doubtful)))
    return (f"{DOUBT_WARNING}：{named}" if named else DOUBT_WARNING,)


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
