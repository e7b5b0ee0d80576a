"""Stretches of running text on their way from lines to headings and paragraphs."""

from __future__ import annotations

import re

from index.model import Grid, Place
from index.numbering import Mark, parse_mark
from index.record import record, replace

_HASHES = re.compile(r"^(#{1,6})\s+")
_BULLET = re.compile(r"^[-*+•·●■◆▪]\s+")
_WRAPPED_BOLD = re.compile(r"^(\*\*|__)(?=\S)(.+?)(?<=\S)\1\s*$", re.DOTALL)
_ASCII_WORD = re.compile(r"[A-Za-z0-9]")


@record
class Unit:
    """A line of running text, or several joined ones. `hashes` counts Markdown heading marks,
    `after_gap` says that blank lines, a table or nothing stands before it, `after_noise` that a
    page number was dropped there, `hard_break` that its line ends in two spaces; `last_width` is
    the width of its last line on paper."""

    text: str
    line: int
    end_line: int
    hashes: int = 0
    bold: bool = False
    bullet: bool = False
    after_gap: bool = True
    after_noise: bool = False
    hard_break: bool = False
    mark: Mark | None = None
    last_width: int = 0

    @property
    def place(self) -> Place:
        """The lines of the file that the unit spans."""
        return Place(line=self.line, end_line=self.end_line)


Item = Unit | Grid
_NARROW = b"0123456789 .,()-%"


def unit_of(raw: str, line: int, *, after_gap: bool, after_noise: bool = False) -> Unit:
    """One line of a file as a unit; marks of Markdown are taken off and remembered."""
    text = raw.strip().replace("\t", " ")
    hashes = 0
    bullet = False
    if text[0] == "#":
        match = _HASHES.match(text)
        if match:
            hashes = len(match[1])
            text = text[match.end() :].rstrip("#").rstrip()
    elif text[0] in "-*+•·●■◆▪":
        match = _BULLET.match(text)
        if match:
            bullet = True
            text = text[match.end() :]
    unit = Unit(
        text,
        line,
        line,
        hashes,
        False,
        bullet,
        after_gap,
        after_noise,
        hard_break=raw.endswith("  "),
        mark=parse_mark(text),
        last_width=width_of(text),
    )
    return unbolded(unit)


def width_of(text: str) -> int:
    """Columns that `text` takes on paper: a Chinese character takes two."""
    if text.isascii():
        return len(text)
    data = text.encode("utf-8", "surrogatepass")
    return 2 * len(text) - (len(data) - len(data.translate(None, _NARROW)))


def unbolded(unit: Unit) -> Unit:
    """`unit` without the bold marks around the whole of it."""
    match = _WRAPPED_BOLD.match(unit.text) if unit.text[:2] in ("**", "__") else None
    if not match or match[1] in match[2]:
        return unit
    return replace(unit, text=match[2], bold=True, mark=parse_mark(match[2]))


def numbered_anew(unit: Unit) -> Unit:
    """`unit` with its number read again, after its text has grown."""
    return replace(unit, mark=parse_mark(unit.text))


def has_open_bold(unit: Unit) -> bool:
    """Whether bold text begins with this unit and does not end in it."""
    return unit.text.startswith("**") and unit.text.count("**") == 1


def joined_text(first: str, second: str) -> str:
    """Two lines of one sentence; only two Latin words or numbers are kept apart by a space."""
    if first and second and _ASCII_WORD.match(first[-1]) and _ASCII_WORD.match(second[0]):
        return f"{first} {second}"
    return first + second


def joined(first: Unit, second: Unit) -> Unit:
    """Two units as one that spans both places."""
    return replace(
        first,
        text=joined_text(first.text, second.text),
        end_line=second.end_line,
        hard_break=second.hard_break,
        last_width=second.last_width,
    )
