"""The section that a text citation comes from, with the quoted words marked."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Citation
from assistant.page.markup import escape_html
from assistant.page.quote import Span, find_quote
from index.model import Document, Section

WHOLE_SECTION_LINES = 40  # a section up to this length is shown whole
CONTEXT_LINES = 8  # of a longer one, this many lines before and after the quoted words


def text_source_html(document: Document, citation: Citation) -> str:
    """The cited section of `document`; of a long one, the lines around the quoted words."""
    if not document.lines:
        return _passages_html(document, citation)
    first, last = _section_range(document, citation)
    lines = document.lines[first:last]
    near = citation.lines[0] - 1 - first if citation.lines else 0
    spans = find_quote(lines, citation.quote, near)
    return _lines_html(lines, spans, _window(len(lines), spans, near))


def _section_range(document: Document, citation: Citation) -> tuple[int, int]:
    """The lines of the cited section, from 0, end exclusive; the whole document when it is not found."""
    total = len(document.lines)
    sections = [section for section in document.sections if section.path == citation.section and section.place.line]
    cited = citation.lines
    if cited:
        sections = [section for section in sections if _holds(section, cited)]
    if not sections:
        return 0, total
    place = sections[0].place
    return (place.line or 1) - 1, min(place.end_line or total, total)


def _holds(section: Section, lines: tuple[int, int]) -> bool:
    first, last = section.place.line or 1, section.place.end_line
    return first <= lines[0] and (last is None or lines[1] <= last)


def _window(total: int, spans: Sequence[Span], near: int) -> range:
    if total <= WHOLE_SECTION_LINES:
        return range(total)
    centre_first = spans[0].line if spans else near
    centre_last = spans[-1].line if spans else near
    return range(max(0, centre_first - CONTEXT_LINES), min(total, centre_last + CONTEXT_LINES + 1))


def _lines_html(lines: Sequence[str], spans: Sequence[Span], window: range) -> str:
    parts = [] if window.start == 0 else ['<p class="ba-gap">（上文略）</p>']
    parts += [
        _line_html(lines[number], [span for span in spans if span.line == number])
        for number in window
        if lines[number].strip()
    ]
    if window.stop < len(lines):
        parts.append('<p class="ba-gap">（下文略）</p>')
    return f'<div class="ba-text">{"".join(parts)}</div>'


def _line_html(line: str, spans: Sequence[Span]) -> str:
    if not spans and line.lstrip().startswith("#"):
        return f'<p class="ba-heading">{escape_html(line.lstrip("# "))}</p>'
    html, done = "", 0
    for span in sorted(spans, key=lambda span: span.start):
        if span.start < done:
            continue
        html += f"{escape_html(line[done : span.start])}<mark>{escape_html(line[span.start : span.end])}</mark>"
        done = span.end
    return f"<p>{html}{escape_html(line[done:])}</p>"


def _passages_html(document: Document, citation: Citation) -> str:
    """The section's passages, for sources that have pages and no lines; the bare quote when there are none."""
    texts = [passage.text for passage in document.passages if passage.section == citation.section]
    spans = find_quote(texts, citation.quote)
    if not spans:
        texts, spans = [citation.quote], find_quote([citation.quote], citation.quote)
    return _lines_html(texts, spans, _window(len(texts), spans, 0))
