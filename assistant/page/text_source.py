"""The section that text citations come from, with the quoted words marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Citation
from assistant.page.markup import escape_html, mark_html
from assistant.page.quote import Span, find_quote
from index.model import Document, Section

WHOLE_SECTION_LINES = 40  # a section up to this length is shown whole
CONTEXT_LINES = 8  # of a longer one, this many lines before and after the quoted words


@dataclass(frozen=True, slots=True)
class _MarkedSpan:
    """Quoted characters of a line; the first of a quote carries the anchor of its citation."""

    span: Span
    anchor: str


def text_source_html(document: Document, citations: Sequence[Citation], anchors: Mapping[int, str]) -> str:
    """The section of `document` that all of `citations` come from, their quotes marked; of a long one,
    the lines around the quotes. `anchors` has the anchor of each citation by its number."""
    if not document.lines:
        return _passages_html(document, citations, anchors)
    first, last = _section_range(document, citations)
    lines = document.lines[first:last]
    marked, near = [], set()
    for citation in citations:
        start = citation.lines[0] - 1 - first if citation.lines else 0
        spans = _marked(lines, citation, start, anchors)
        marked += spans
        near |= {one.span.line for one in spans} or {start}
    return _lines_html(lines, marked, _shown_lines(len(lines), near))


def _marked(lines: Sequence[str], citation: Citation, near: int, anchors: Mapping[int, str]) -> list[_MarkedSpan]:
    spans = find_quote(lines, citation.quote, near)
    anchor = anchors.get(citation.id, "")
    return [_MarkedSpan(span, "" if number else anchor) for number, span in enumerate(spans)]


def _section_range(document: Document, citations: Sequence[Citation]) -> tuple[int, int]:
    """The lines of the cited section, from 0, end exclusive; the whole document when it is not found."""
    total = len(document.lines)
    path = citations[0].section
    cited = [citation.lines for citation in citations if citation.lines]
    sections = [
        section
        for section in document.sections
        if section.path == path and section.place.line and all(_holds(section, lines) for lines in cited)
    ]
    if not sections:
        return 0, total
    place = sections[0].place
    return (place.line or 1) - 1, min(place.end_line or total, total)


def _holds(section: Section, lines: tuple[int, int]) -> bool:
    first, last = section.place.line or 1, section.place.end_line
    return first <= lines[0] and (last is None or lines[1] <= last)


def _shown_lines(total: int, near: set[int]) -> list[int]:
    if total <= WHOLE_SECTION_LINES:
        return list(range(total))
    around = {number for line in near for number in range(line - CONTEXT_LINES, line + CONTEXT_LINES + 1)}
    return sorted(number for number in around if 0 <= number < total)


def _lines_html(lines: Sequence[str], marked: Sequence[_MarkedSpan], shown: Sequence[int]) -> str:
    html, previous = "", -1
    for number in shown:
        if number > previous + 1:
            html += f'<p class="ba-gap">（{"上文略" if previous < 0 else "中间略"}）</p>'
        previous = number
        if lines[number].strip():
            html += _line_html(lines[number], [one for one in marked if one.span.line == number])
    if previous + 1 < len(lines):
        html += '<p class="ba-gap">（下文略）</p>'
    return f'<div class="ba-text">{html}</div>'


def _line_html(line: str, marked: Sequence[_MarkedSpan]) -> str:
    if not marked and line.lstrip().startswith("#"):
        return f'<p class="ba-heading">{escape_html(line.lstrip("# "))}</p>'
    html, done = "", 0
    for one in sorted(marked, key=lambda one: (one.span.start, -one.span.end)):
        start = max(one.span.start, done)
        end = max(one.span.end, start)  # quotes may overlap; one within another is an empty mark with its anchor
        html += escape_html(line[done:start]) + mark_html(escape_html(line[start:end]), one.anchor)
        done = end
    return f"<p>{html}{escape_html(line[done:])}</p>"


def _passages_html(document: Document, citations: Sequence[Citation], anchors: Mapping[int, str]) -> str:
    """The section's passages, for sources that have pages and no lines; a quote that is in none of them
    stands by itself."""
    texts = [passage.text for passage in document.passages if passage.section == citations[0].section]
    texts += [citation.quote for citation in citations if not find_quote(texts, citation.quote)]
    marked = [one for citation in citations for one in _marked(texts, citation, 0, anchors)]
    return _lines_html(texts, marked, _shown_lines(len(texts), {one.span.line for one in marked}))
