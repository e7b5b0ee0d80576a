"""What stands behind an answer, ready to be shown: its numbered sources and how its figures came about.

Made once when the answer is given, so that an answer keeps its sources when a document is removed later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Answer, CellRef, Citation, Figure, Role
from assistant.page.markup import escape_html, mark_html
from assistant.page.page_source import page_source_html
from assistant.page.table_source import CitedRows, rows_in, table_source_html
from assistant.page.text_source import text_source_html
from assistant.places import place_of_cell, place_of_citation
from index.model import Document

OpenDocument = Callable[[str], Document | None]

_ROLE_NAMES = {Role.HEADLINE: "答案", Role.DETAIL: "明细", Role.OPERAND: "算入"}


@dataclass(frozen=True, slots=True)
class Exhibits:
    """The sources of an answer, escaped and ready; `anchors` leads from a citation's number into them."""

    html: str
    anchors: Mapping[int, str]


NONE = Exhibits("", {})


def exhibits_of(answer: Answer, open_document: OpenDocument, prefix: str) -> Exhibits:
    """The sources of `answer` in the order of their numbers, each table and section once. `prefix`
    makes the anchors unique on the page."""
    cells = [cell for figure in answer.figures for cell in figure.cells]
    anchors = {citation.id: f"{prefix}-{citation.id}" for citation in answer.citations}
    groups: dict[tuple[str, object], list[Citation]] = {}
    for citation in sorted(answer.citations, key=lambda citation: citation.id):
        groups.setdefault((citation.document_id, citation.table_id or citation.section), []).append(citation)
    html = ""
    for (document_id, _), citations in groups.items():
        html += _exhibit_html(citations, cells, open_document(document_id), anchors)
    return Exhibits(html, anchors)


def figures_html(figures: Sequence[Figure]) -> str:
    """How each figure came about: its value, its formula, the cells it was read from."""
    ordered = sorted(figures, key=lambda figure: list(Role).index(figure.role))
    return "".join(_figure_html(figure) for figure in ordered)


def _figure_html(figure: Figure) -> str:
    marks = "".join(f'<span class="ba-mark">[{number}]</span>' for number in figure.citations)
    formula = f'<p class="ba-formula">= {escape_html(figure.formula)}</p>' if figure.formula else ""
    grounds = "".join(f'<p class="ba-where">{escape_html(_cell_words(cell))}</p>' for cell in figure.cells)
    return (
        f'<div class="ba-figure"><p><span class="ba-chip">{_ROLE_NAMES[figure.role]}</span>'
        f"{escape_html(figure.label)} <strong>{escape_html(_value_words(figure))}</strong>{marks}</p>"
        f"{formula}{grounds}</div>"
    )


def _value_words(figure: Figure) -> str:
    """The value without zeros beyond the second decimal, and its unit."""
    whole, point, decimals = f"{figure.value:f}".partition(".")
    shown = decimals[:2] + decimals[2:].rstrip("0")
    return f"{whole}{point}{shown}{'' if figure.unit == '%' else ' '}{figure.unit}".strip()


def _cell_words(cell: CellRef) -> str:
    where = " · ".join(part for part in (cell.table, cell.row, cell.column, place_of_cell(cell)) if part)
    return f"{where}：{cell.raw}{f' {cell.unit}' if cell.unit else ''}"


def _exhibit_html(
    citations: Sequence[Citation], cells: Sequence[CellRef], document: Document | None, anchors: Mapping[int, str]
) -> str:
    """One table or section with all citations that lead there."""
    content = _content_html(citations, cells, document, anchors)
    pages = page_source_html(document, citations) if document else ""
    headings = "".join(
        _heading_html(citation, "" if f'id="{anchors[citation.id]}"' in content else anchors[citation.id])
        for citation in citations
    )
    name = escape_html(citations[0].document)
    return f'<div class="ba-exhibit"><p class="ba-exhibit-title">{name}</p>{headings}{content}{pages}</div>'


def _heading_html(citation: Citation, anchor: str) -> str:
    names = [citation.table] if citation.table else list(citation.section[-2:])
    where = " · ".join(filter(None, [*names, place_of_citation(citation), citation.source_file]))
    target = f' id="{anchor}"' if anchor else ""
    return f'<p class="ba-where"><span class="ba-mark"{target}>[{citation.id}]</span> {escape_html(where)}</p>'


def _content_html(
    citations: Sequence[Citation], cells: Sequence[CellRef], document: Document | None, anchors: Mapping[int, str]
) -> str:
    if document is None:
        quotes = "".join(f"<p>{mark_html(escape_html(one.quote), anchors[one.id])}</p>" for one in citations)
        return (
            f'<p class="ba-gap">这份文件已不在资料库中，只留下当时引用的文字。</p><div class="ba-text">{quotes}</div>'
        )
    table = next((table for table in document.tables if table.id == citations[0].table_id), None)
    if table is not None:
        cited = [CitedRows(anchors[one.id], rows_in(table, one.lines), one.quote) for one in citations]
        if citations[0].table or any(one.rows for one in cited):
            own = [cell for cell in cells if cell.table_id == table.id and cell.document_id == document.id]
            return table_source_html(table, own, cited)
    return text_source_html(document, citations, anchors)
