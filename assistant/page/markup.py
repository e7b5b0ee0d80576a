"""From untrusted text to markup: what documents and users wrote is shown as written, never obeyed.

An answer is Markdown of a small kind (paragraphs, headings, bold, lists, quotes, tables, citation marks).
It is rendered here and not by Streamlit, whose Markdown takes `$` for formulas, `~` for deletions,
`:name:` for icons, and leaves `**…。**` undone where a Chinese letter follows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

_ASCII_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_WHITE_SPACE = re.compile(r"\s+")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
_MARK = re.compile(r"\[(\d{1,3})\]")


def escape_html(text: str) -> str:
    """`text` for the inside of an element or of a quoted attribute."""
    return escape(text, quote=True)


def escape_label(text: str) -> str:
    """`text` for a label that Streamlit reads as Markdown: on one line, every special escaped."""
    return _ASCII_PUNCTUATION.sub(r"\\\1", _WHITE_SPACE.sub(" ", text).strip())


def mark_html(html: str, anchor: str = "") -> str:
    """Escaped text as marked words, with an anchor for the citation mark that leads there."""
    return f'<mark id="{escape_html(anchor)}">{html}</mark>' if anchor else f"<mark>{html}</mark>"


def answer_html(text: str, anchors: Mapping[int, str]) -> str:
    """The Markdown of an answer as HTML. A mark [n] becomes a link to the element `anchors[n]`."""
    html: str = _markdown().render(text, {"anchors": anchors})
    return f'<div class="ba-answer">{html}</div>'


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("zero").enable(["table", "list", "blockquote", "heading"])
    rules: dict[str, Callable[..., str]] = markdown.renderer.rules  # type: ignore[attr-defined]
    rules["text"] = _render_text
    rules["table_open"] = lambda *_: '<div class="ba-scroll"><table>'
    rules["table_close"] = lambda *_: "</table></div>"
    return markdown


def _render_text(tokens: Sequence[Token], position: int, _options: Any, env: dict[str, Any]) -> str:
    html = _BOLD.sub(r"<strong>\1</strong>", escape_html(tokens[position].content))
    html = _MARK.sub(lambda mark: _citation_html(int(mark[1]), env["anchors"]), html)
    return html.replace("\n", "<br>")


def _citation_html(number: int, anchors: Mapping[int, str]) -> str:
    anchor = anchors.get(number)
    if anchor is None:
        return f"[{number}]"
    return f'<a class="ba-mark" href="#{escape_html(anchor)}" title="查看来源 {number}">[{number}]</a>'
