"""What every reader finds in a file."""

from __future__ import annotations

from dataclasses import dataclass

from index.model import Block, Doubt


@dataclass(frozen=True, slots=True)
class Content:
    """The blocks of a file in document order, and its text line by line.

    A text file has the lines of the file; every other reader makes them itself, one a paragraph or
    a row of a table (cells between tabs). `Place.line` of every block and row counts in `lines`
    from 1, whatever the type of the file, in document order; page, box, sheet and row of a place
    are what people are shown instead. A quote is proved by these lines. `remarks` are sentences for
    the user: what was left out, what is doubtful;
    `doubts` are the single cells and words of scans that may be read wrongly, and rows of tables without rules,
    `recognised` the numbers of the scanned pages, `unruled` those of pages with tables without rules.
    """

    blocks: tuple[Block, ...]
    lines: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    recognised: tuple[int, ...] = ()
    unruled: tuple[int, ...] = ()
