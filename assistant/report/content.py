"""What a review brief is made of, before anything is typeset. Every line and row carries its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from index.findings import Proof, Quote
from index.model import Fact

TEXT_WIDTH = 156  # millimetres: what the columns of a table add up to


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves the numbers of a piece of text: cells, sentences, and formulas over what these print."""

    cells: tuple[Fact, ...] = ()
    quotes: tuple[Quote, ...] = ()
    computed: tuple[Proof, ...] = ()

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(self.cells + other.cells, self.quotes + other.quotes, self.computed + other.computed)


NOTHING = Evidence()


class Style(StrEnum):
    """How a line is set: as running text, as a numbered item, as a source or remark in smaller type."""

    BODY = "body"
    ITEM = "item"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph."""

    text: str
    evidence: Evidence = NOTHING
    style: Style = Style.BODY


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is numbered 一、 and level 2 （一） when the brief is put together."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its header, its width in millimetres, whether it holds numbers."""

    title: str
    width: int
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `depth` indents its first cell, as a part of the row above."""

    cells: tuple[str, ...]
    evidence: Evidence = NOTHING
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its caption."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: a printed amount."""

    label: str
    value: Decimal
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of horizontal bars in one unit."""

    caption: str
    unit: str
    bars: tuple[Bar, ...]


Block = Heading | Line | Sheet | Chart


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole brief: its title, the words below it, and its blocks in order."""

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
