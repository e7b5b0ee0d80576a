"""Where something stands, in the words by which people find it in a file of its type."""

from __future__ import annotations

from pathlib import PurePath

_WITH_LINES = frozenset((".txt", ".md", ".markdown"))


def has_lines(source_file: str) -> bool:
    """Whether people find a place in this file by its line; other files have lines only for the program."""
    return PurePath(source_file).suffix.lower() in _WITH_LINES


def place_words(
    source_file: str,
    *,
    page: int | None = None,
    sheet: str = "",
    row: int | None = None,
    line: int | None = None,
    end_line: int | None = None,
) -> str:
    """第 3 页; 工作表“收支总表”第 12 行; 第 5–7 行 of a text; empty where the type of file has no such places."""
    if page:
        return f"第 {page} 页"
    if row:
        return f"工作表“{sheet}”第 {row} 行" if sheet else f"第 {row} 行"
    if not line or not has_lines(source_file):
        return ""
    return f"第 {line}–{end_line} 行" if end_line and end_line != line else f"第 {line} 行"
