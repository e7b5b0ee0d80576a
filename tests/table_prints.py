"""Printing a table that is known in every cell, in the ways in which published budgets print tables.

A `Sheet` is a table with the facts that reading it must give; `printed` turns it into the text of a
document: tabs or pipes, pages cut anywhere with more or less of the head repeated, titles lost, words
broken, columns numbered. Every choice comes from the random source that is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from index.model import (
    Block,
    Grid,
    GridRow,
    Heading,
    Paragraph,
    Place,
    Span,
    TableKind,
)

TITLED, UNTITLED, HEADED, TITLE_ONLY, BARE = "titled", "untitled", "headed", "title only", "bare"
CONTINUATIONS = (TITLED, UNTITLED, HEADED, TITLE_ONLY, BARE)
DEPARTMENT = "青禾市民政局"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one data cell before it is printed; `label`, `parents` and `column` are words without space."""

    label: str
    column: str
    raw: str
    value: Decimal | None
    unit: str
    code: str = ""
    parents: str = ""
    unit_name: str = ""
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row to be printed, with the facts that its cells hold."""

    cells: tuple[str, ...]
    facts: tuple[Known, ...] = ()
    kind: TableKind | None = None  # where it is not that of the sheet


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be printed: `header` holds the words above each column from the top down; none for forms."""

    kind: TableKind
    title: str
    unit: str
    header: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]
    telling: bool = True  # whether the kind shows without the title
    breakable: tuple[int, ...] = ()  # columns whose words may be broken by a space
    name: int | None = None  # the column whose words may go on in a line of their own
    labels: int = 0  # how many columns stand before the amounts

    @property
    def facts(self) -> list[tuple[str, Known]]:
        """The facts in document order, each with the kind of its table."""
        return [((line.kind or self.kind).value, fact) for line in self.lines for fact in line.facts]


@dataclass(frozen=True, slots=True)
class Style:
    """How a sheet is printed."""

    pipes: bool = False
    title: str = "plain"  # plain, marked, numbered, year, none
    continuation: str = TITLED
    pages: int = 1
    serial: bool = False
    numbering: str = ""  # what stands in the label columns of a row of column numbers
    broken: bool = False
    split_header: bool = False
    wrapped: bool = False
    unit_line: str = "单位：{}"


UNIT_LINES = ("单位：{}", "（单位：{}）", "金额单位：{}", "单位: {}", f"部门：{DEPARTMENT}  单位：{{}}")
TITLES = ("plain", "plain", "marked", "numbered", "sheet above", "sheet inside", "unit inside", "year", "none")


def any_style(random: Random) -> Style:
    """A style with all its choices drawn."""
    return Style(
        pipes=random.random() < 0.3,
        title=random.choice(TITLES),
        continuation=random.choice(CONTINUATIONS),
        pages=random.choice((1, 2, 2, 3, 4)),
        serial=random.random() < 0.3,
        numbering=random.choice(("", "", "**", "栏次")),
        broken=random.random() < 0.4,
        split_header=random.random() < 0.2,
        wrapped=random.random() < 0.2,
        unit_line=random.choice(UNIT_LINES),
    )


def long_sheet(layout: Callable[[Random], Sheet], rows: int, random: Random) -> Sheet:
    """A sheet of this layout with so many rows, from as many sheets of chance as it takes."""
    sheet = layout(random)
    lines = list(sheet.lines)
    while len(lines) < rows:
        other = layout(random)
        if len(other.header) == len(sheet.header):
            lines += other.lines
    return replace(sheet, lines=tuple(lines[:rows]))


def printed(sheet: Sheet, style: Style, random: Random) -> list[str]:
    """The lines of a document that holds the sheet."""
    rows = [list(line.cells) for line in sheet.lines]
    head = _head_rows(sheet.header, style) if sheet.header else []
    if style.broken:
        head = [[_broken(cell, random) for cell in row] for row in head]
        for row in rows:
            for column in sheet.breakable:
                row[column] = _broken(row[column], random)
    if sheet.header and style.numbering:
        head.append(_numbers(sheet, style))
    if style.serial and sheet.header:
        head = [[_serial_head(number, row, style, len(head)), *row] for number, row in enumerate(head)]
        rows = [[str(number), *row] for number, row in enumerate(rows, start=1)]
    if style.wrapped and sheet.name is not None:
        rows = [part for row in rows for part in _wrapped(row, sheet, len(row) - len(sheet.header), random)]
    cuts = _cuts(rows, style, random)
    lines: list[str] = []
    for page, (start, end) in enumerate(zip([0, *cuts], [*cuts, len(rows)], strict=True)):
        lines += [
            "",
            *_above(sheet, style, page == 0),
            *_grid(_page_head(head, style, page == 0) + rows[start:end], style),
        ]
        lines += ["", f"- {page + 1} -"] if style.pages > 2 else []
    return lines


def _wrapped(row: list[str], sheet: Sheet, shift: int, random: Random) -> list[list[str]]:
    """A row in one line or in two: the end of its name, or all of its amounts, in a line of their own."""
    name, labels = (sheet.name or 0) + shift, sheet.labels + shift
    way = random.random()
    coded = all(row[shift : shift + sheet.labels]) and sheet.labels > 1
    if way < 0.1 and coded and len(row[name]) > 3:
        at = random.randint(2, len(row[name]) - 1)
        rest = [row[name][at:] if column == name else "" for column in range(len(row))]
        return [[*row[:name], row[name][:at], *row[name + 1 :]], rest]
    if way > 0.9 and any(cell not in ("", "-", "—") for cell in row[labels:]):
        blank = [""] * len(row)
        return [row[:labels] + blank[labels:], blank[:labels] + row[labels:]]
    return [row]


def _cuts(rows: Sequence[Sequence[str]], style: Style, random: Random) -> list[int]:
    """Where pages end; a page has at least one row that shows that it is a table's."""
    count = min(style.pages, len(rows)) - 1
    cuts = sorted(random.sample(range(1, len(rows)), count)) if count else []
    pages = zip([0, *cuts], [*cuts, len(rows)], strict=True)
    whole = all(any(sum(map(bool, row)) > 1 for row in rows[start:end]) for start, end in pages)
    return cuts if whole else []


def _head_rows(paths: Sequence[tuple[str, ...]], style: Style) -> list[list[str]]:
    depth = max(map(len, paths))
    rows = [[""] * len(paths) for _ in range(depth)]
    for column, path in enumerate(paths):
        for level, word in enumerate(path):
            spanned = column > 0 and paths[column - 1][: level + 1] == path[: level + 1] and level < len(path) - 1
            rows[level][column] = "" if spanned else word
    longest = max(range(len(paths)), key=lambda column: len(paths[column][-1]))
    word = paths[longest][-1]
    if style.split_header and len(word) > 7 and "(" not in word and "（" not in word:
        rows[len(paths[longest]) - 1][longest] = word[:5]
        rows += [[""] * len(paths)] if len(paths[longest]) == depth else []
        rows[len(paths[longest])][longest] = word[5:]
    return rows


def _numbers(sheet: Sheet, style: Style) -> list[str]:
    labels = sum(1 for path in sheet.header if path[-1] in LABEL_WORDS)
    if style.numbering == "栏次" and not style.serial:
        return ["栏次", *[str(number) for number in range(1, len(sheet.header))]]
    if style.numbering == "栏次":
        return [str(number) for number in range(1, len(sheet.header) + 1)]
    return ["**"] * labels + [str(number) for number in range(1, len(sheet.header) - labels + 1)]


LABEL_WORDS = frozenset(
    ("科目编码", "科目名称", "单位名称", "项目名称", "项目", "单位", "功能分类科目编码", "功能分类科目名称")
)


def _serial_head(number: int, row: Sequence[str], style: Style, depth: int) -> str:
    if number == 0:
        return "序号"
    return style.numbering if number == depth - 1 and style.numbering else ""


def _broken(text: str, random: Random) -> str:
    """The text with a space between two Chinese characters, as a narrow cell leaves it."""
    places = [at for at in range(1, len(text)) if all("\u4e00" <= char <= "\u9fff" for char in text[at - 1 : at + 1])]
    if not places or random.random() < 0.5:
        return text
    at = random.choice(places)
    return text[:at] + " " + text[at:]


def _above(sheet: Sheet, style: Style, first: bool) -> list[str]:
    """The lines above the grid of a page."""
    if not first and style.continuation in (HEADED, BARE):
        return []
    unit = style.unit_line.format(sheet.unit)
    if style.title == "unit inside" and (first or style.continuation != UNTITLED):
        return [f"{sheet.title} （单位：{sheet.unit}）", ""]
    title = {
        "marked": f"## {sheet.title}",
        "numbered": f"表1-2 {sheet.title}",
        "sheet inside": f"公开03表 {sheet.title}",
        "year": "2024年",
        "none": "",
    }.get(style.title, sheet.title)
    if not first and style.continuation == UNTITLED:
        return [unit, ""]
    if not first and style.continuation == TITLE_ONLY:
        return [title, ""]
    above = ["公开03表", ""] if style.title == "sheet above" else []
    return [*above, title, "", unit, ""]


def _page_head(head: list[list[str]], style: Style, first: bool) -> list[list[str]]:
    return head if first or style.continuation in (TITLED, UNTITLED, HEADED) else []


def _grid(rows: Sequence[Sequence[str]], style: Style) -> list[str]:
    if not style.pipes:
        return ["\t".join(row) for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return [lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]]


def merged(sheet: Sheet) -> list[Block]:
    """The sheet as a source tells it that knows its merged cells: title, unit, grid."""
    paths, depth = sheet.header, max(map(len, sheet.header))
    spans = []
    for column, path in enumerate(paths):
        for level in range(len(path)):
            leaf = level == len(path) - 1
            group = [other[: level + 1] == path[: level + 1] and not leaf for other in paths]
            if group[column - 1] and column:
                continue
            width = next((at for at in range(1, len(paths) - column) if not group[column + at]), len(paths) - column)
            height = depth - level if leaf else 1
            if width * height > 1:
                spans.append(Span(level, column, height, 1 if leaf else width))
    rows = [*_head_rows(paths, Style()), *(list(line.cells) for line in sheet.lines)]
    lines = tuple(GridRow(tuple(row), Place(number, number)) for number, row in enumerate(rows, start=3))
    above: list[Block] = [Heading(sheet.title, 1, Place(1)), Paragraph(f"单位：{sheet.unit}", Place(2))]
    return [*above, Grid(lines, Place(3, len(rows) + 2), tuple(spans))]
