"""The pages of a source as pictures, with what is cited framed."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from assistant.answer import Citation
from assistant.page.markup import escape_html
from index.errors import BudgetError
from index.model import Document, Place, Source
from index.readers.shown import ShownPage, shown_page

MAX_PAGES = 3  # shown for one table or section
_MARGIN = 1.5  # points between what is framed and its frame
_GONE = "原文件已移动、改名或更改，不能显示原页；上面是读入时的内容。"
Box = tuple[float, float, float, float]


def page_source_html(document: Document, citations: Sequence[Citation]) -> str:
    """The pages on which `citations` stand, each as a picture with the cited rows and sentences framed; a sentence
    where the file is no longer the one that was read; nothing for files without pages."""
    frames: dict[int, dict[Box, None]] = {}
    for citation in citations:
        for place in places_of(document, citation):
            boxes = frames.setdefault(place.page or 0, {})
            boxes.update({place.box: None} if place.box else {})
    if not frames:
        return ""
    try:
        return "".join(
            _page_html(number, _page(document.source, number), tuple(frames[number]))
            for number in sorted(frames)[:MAX_PAGES]
        )
    except (OSError, BudgetError):
        return f'<p class="ba-gap">{_GONE}</p>'


def places_of(document: Document, citation: Citation) -> list[Place]:
    """Where on pages a citation stands: the cited rows of a table, else the passages that its lines are of."""
    if citation.page is None or citation.lines is None:
        return []
    rows = (row.place for table in document.tables if table.id == citation.table_id for row in table.rows)
    passages = (passage.place for passage in document.passages if passage.table_id is None)
    found = list(_within(rows, citation.lines)) or list(_within(passages, citation.lines))
    return found or [Place(page=citation.page)]


def _within(places: Iterator[Place], lines: tuple[int, int]) -> Iterator[Place]:
    """The places on pages that share a line with these lines."""
    for place in places:
        first = place.line or 0
        if place.page is not None and first <= lines[1] and lines[0] <= (place.end_line or first):
            yield place


@lru_cache(maxsize=32)
def _page(source: Source, number: int) -> ShownPage:
    data = Path(source.path).read_bytes()
    if hashlib.sha256(data).hexdigest() != source.sha256:
        raise FileNotFoundError(source.path)
    return shown_page(data, source.name, number)


def _page_html(number: int, page: ShownPage, boxes: Sequence[Box]) -> str:
    picture = b64encode(page.jpeg).decode("ascii")
    title = escape_html(f"第 {number} 页原样")
    frames = "".join(_frame_html(page, box) for box in boxes)
    return (
        f'<p class="ba-where">{title}</p><div class="ba-page">'
        f'<img alt="{title}" src="data:image/jpeg;base64,{picture}">{frames}</div>'
    )


def _frame_html(page: ShownPage, box: Box) -> str:
    left, top = max(box[0] - _MARGIN, 0.0), max(box[1] - _MARGIN, 0.0)
    width, height = box[2] + _MARGIN - left, box[3] + _MARGIN - top
    shares = (left / page.width, top / page.height, width / page.width, height / page.height)
    style = ";".join(
        f"{name}:{share:.2%}" for name, share in zip(("left", "top", "width", "height"), shares, strict=True)
    )
    return f'<span class="ba-frame" style="{style}"></span>'
