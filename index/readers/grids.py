"""Table lines of text files: cells between tabs, or between pipes, with outer pipes as Markdown sets them or
without."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.numbering import parse_mark

_SEPARATOR = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")
_SPACED_PIPE = re.compile(r"(?:^|\s)\|(?:\s|$)")


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


def is_bare_row(line: str, below: str) -> bool:
    """Whether a line begins a table without outer pipes: its pipes stand between blanks, and there are three
    cells or more, or such a line follows."""
    if not _SPACED_PIPE.search(line):
        return False
    return len(_UNESCAPED_PIPE.findall(line)) > 1 or bool(_SPACED_PIPE.search(below))


def pipe_rows(run: Sequence[str]) -> list[tuple[str, ...]]:
    """The cells of the lines of one table with pipes; a pipe written \\| belongs to its cell. An outer pipe is
    one that all lines have; one that only some have parts a blank cell from the others."""
    lines = [line.strip() for line in run]
    leading = all(line.startswith("|") for line in lines)
    trailing = all(line.endswith("|") and not line.endswith("\\|") for line in lines)
    inner = [line[leading : len(line) - trailing] for line in lines]
    return [tuple(cell.strip().replace("\\|", "|") for cell in _UNESCAPED_PIPE.split(line)) for line in inner]
