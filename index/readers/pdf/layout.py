"""From words and rules to what stands on each page from top to bottom: tables and lines of running text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.readers.pdf.continuing import continued
from index.readers.pdf.flow import Element
from index.readers.pdf.gutters import with_cuts
from index.readers.pdf.lines import Line, lines_of
from index.readers.pdf.margins import without_margins
from index.readers.pdf.page import Page, Rulings
from index.readers.pdf.ruled import PrintedTable, ruled_tables
from index.readers.pdf.unruled import Run, find_runs, tables_of


@dataclass(frozen=True, slots=True)
class LaidPage:
    """A page, without its words and rules, and its tables and lines from top to bottom."""

    page: Page
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class RuledPage:
    """A page on the way: its ruled tables, and the lines outside of them."""

    page: Page
    tables: tuple[PrintedTable, ...]
    lines: tuple[Line, ...]


def with_ruled_tables(page: Page) -> RuledPage:
    """A page with its ruled tables told; of the rules only what other tables need is kept."""
    tables = ruled_tables(page.rulings, page.words)
    taken = {id(word) for table in tables for word in table.words}
    lines = with_cuts(lines_of(word for word in page.words if id(word) not in taken))
    slim = replace(page, words=(), rulings=Rulings(page.rulings.horizontal))
    return RuledPage(slim, tuple(replace(table, words=()) for table in tables), tuple(lines))


def lay_out(pages: Sequence[RuledPage]) -> list[LaidPage]:
    """The elements of each page: tables without rules told over all pages, running heads and page
    numbers left out, the pages of a table laid on the same columns."""
    kept = without_margins([page.lines for page in pages], [page.page.height for page in pages])
    runs = _runs(pages, kept)
    tables = iter(tables_of([run for own in runs for run in own]))
    found: list[list[Element]] = []
    for page, lines, own in zip(pages, kept, runs, strict=True):
        taken = {id(line) for run in own for line in run.lines}
        elements: list[Element] = [*page.tables, *(next(tables) for _ in own)]
        elements += [line for line in lines if id(line) not in taken]
        elements.sort(key=lambda one: (one.box[1], one.box[0]))
        if found and found[-1] and elements:
            found[-1][-1], elements[0] = _continued(found[-1][-1], elements[0])
            elements = [one for one in elements if isinstance(one, Line) or one.rows]
        found.append(elements)
    return [
        LaidPage(replace(page.page, rulings=Rulings()), tuple(elements))
        for page, elements in zip(pages, found, strict=True)
    ]


def _runs(pages: Sequence[RuledPage], kept: Sequence[Sequence[Line]]) -> list[list[Run]]:
    """The tables without rules on each page, those that go on over its end marked."""
    found: list[list[Run]] = []
    open_width = 0  # of the page before, where it ends with such a table
    for page, lines in zip(pages, kept, strict=True):
        last = found[-1][-1] if found and found[-1] and open_width == round(page.page.width) else None
        runs = find_runs(lines, page.page.rulings.horizontal, last.body if last is not None and last.is_form else ())
        if runs and open_width == round(page.page.width) and _is_edge(page, lines, runs[0], at_top=True):
            runs[0] = replace(runs[0], goes_on=True)
        closes = bool(runs) and _is_edge(page, lines, runs[-1], at_top=False)
        open_width = round(page.page.width) if closes else 0
        found.append(runs)
    return found


def _is_edge(page: RuledPage, lines: Sequence[Line], run: Run, *, at_top: bool) -> bool:
    """Whether nothing on the page stands above, or below, a table."""
    own = {id(line) for line in run.lines}
    others = [line.box for line in lines if id(line) not in own] + [table.box for table in page.tables]
    if at_top:
        top = min(line.box[1] for line in run.lines)
        return all(box[1] > top for box in others)
    bottom = max(line.box[3] for line in run.lines)
    return all(box[3] < bottom for box in others)


def _continued(last: Element, first: Element) -> tuple[Element, Element]:
    """What a page ends with and what the next begins with: two pages of one table if they are."""
    if isinstance(last, PrintedTable) and isinstance(first, PrintedTable):
        return continued(last, first)
    return last, first
