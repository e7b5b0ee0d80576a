"""An answer on the page: its words, its warnings, its chart, and folded beneath them its proof."""

from __future__ import annotations

import streamlit as st

from assistant.answer import Answer, Route
from assistant.page.chart import show_chart
from assistant.page.exhibits import Exhibits, figures_html
from assistant.page.markup import answer_html, escape_html

_ROUTE_NAMES = {Route.TABLE: "查表", Route.NARRATIVE: "查文字", Route.HYBRID: "查表与文字", Route.NONE: "没有查到"}


def show_answer(answer: Answer, exhibits: Exhibits) -> None:
    """Draws `answer`; its citation marks lead into `exhibits`. Words and proof are one element unless a chart stands
    between them: a mark that is there before its place leads nowhere."""
    words = answer_html(answer.answer, exhibits.anchors) + _warnings_html(answer)
    proof = _proof_html(answer, exhibits) if answer.figures or answer.citations else ""
    if answer.chart is None:
        st.html(words + proof)
        return
    st.html(words)
    show_chart(answer.chart)
    if proof:
        st.html(proof)


def _warnings_html(answer: Answer) -> str:
    warnings = [warning for warning in answer.warnings if warning not in answer.answer]
    if not warnings:
        return ""
    items = "".join(f"<p>{escape_html(warning)}</p>" for warning in warnings)
    return f'<div class="ba-warning" role="note"><strong>注意</strong>{items}</div>'


def _proof_html(answer: Answer, exhibits: Exhibits) -> str:
    """The folded part under an answer. It is an element of HTML and not Streamlit's expander, which
    does not notice when the browser unfolds it to follow a citation mark."""
    parts = []
    if answer.figures:
        parts.append(f'<h3 class="ba-part">计算</h3>{figures_html(answer.figures)}')
    if answer.citations:
        parts.append(f'<h3 class="ba-part">来源</h3>{exhibits.html}')
    parts.append(f'<p class="ba-quiet">{_ROUTE_NAMES[answer.route]} · 用时 {answer.elapsed_ms:.0f} 毫秒</p>')
    return f'<details class="ba-proof"><summary>计算与来源</summary>{"".join(parts)}</details>'
