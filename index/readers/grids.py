"""Table lines of text files: cells between tabs, or between pipes as Markdown sets them."""

from __future__ import annotations

import re

from index.numbering import parse_mark

_SEPARATOR = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")


def tab_cells(line: str) -> tuple[str, ...]:
    """The cells of a line with tabs, stripped; blank cells, trailing ones too, are empty strings."""
    return tuple(map(str.strip, line.split("\t")))


def is_tabbed_row(line: str) -> bool:
    """Whether a line with tabs is a table row by itself: two cells with words or more. A list
    number set off by a tab (1.⇥负责…) makes no row."""
    cells = [cell for cell in tab_cells(line) if cell]
    if len(cells) < 2:
        return False
    mark = parse_mark(cells[0])
    return not (len(cells) == 2 and mark is not None and mark.end == len(cells[0]))


def is_piped_row(line: str) -> bool:
    """Whether a line is a row of a Markdown table written with outer pipes."""
    stripped = line.strip()
    return len(stripped) > 2 and stripped[0] == "|" and stripped[-1] == "|"


def is_separator_row(line: str) -> bool:
    """The |---|:--:| line below the head of a Markdown table."""
    return "|" in line and "-" in line and bool(_SEPARATOR.match(line))


def pipe_cells(line: str) -> tuple[str, ...]:
    """The cells of a Markdown table row; a pipe written \\| belongs to its cell."""
    inner = line.strip()
    inner = inner.removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return tuple(cell.strip().replace("\\|", "|") for cell in _UNESCAPED_PIPE.split(inner))
