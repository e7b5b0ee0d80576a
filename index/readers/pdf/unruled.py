"""Tables without rules, or with rules across only: lines of amounts that stand in columns, over pages too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.catalogue.headers import header_words
from index.catalogue.wording import folded
from index.line_kinds import (
    ends_sentence,
    is_contents_title,
    is_table_title,
    is_unit_line,
)
from index.readers.pdf.columns import Columns, Interval, cells_of, is_amount, is_full_amount, is_ordinals, is_row
from index.readers.pdf.gutters import is_caption
from index.readers.pdf.heads import Head, read_head
from index.readers.pdf.lines import Line
from index.readers.pdf.page import Rule, box_around
from index.readers.pdf.ruled import PrintedRow, PrintedTable
from index.readers.pdf.stacked import parted
from index.readers.pdf.unruled_bounds import are_level, belongs, end_of_body, end_of_header, is_wrapped, start_of_header
from index.readers.pdf.unruled_forms import (
    begins_anew,
    cut_at_columns,
    form_columns,
    form_rows,
    grids_of,
    have_other_columns,
    stand_in_columns,
    start_of_form,
)
from index.readers.pdf.unruled_rows import printed_rows

_NOTE = re.compile(r"(?:注|备注|说明)\s*[:：]")
_MAX_CELL = 40  # characters of a cell that is no sentence
_MAX_CELLS = 40  # of a line
_HEADER_SHARE = 0.6
_SAME_EDGE = 1.5  # points
_SAME_SHARE = 0.75
_FAR = 5.0  # font sizes between lines that belong together


@dataclass(frozen=True, slots=True)
class Run:
    """The lines of a table on one page: those of its header and those of its rows, and the horizontal
    rules of the page. `goes_on` says that it is the first thing on its page, and the one before the last
    on its own, so that the two are one table; `is_form` that labels stand beside values in it."""

    header: tuple[Line, ...]
    body: tuple[Line, ...]
    rules: tuple[Rule, ...] = ()
    goes_on: bool = False
    is_form: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """All its lines."""
        return (*self.header, *self.body)


def find_runs(lines: Sequence[Line], rules: Sequence[Rule], form: Sequence[Line] = ()) -> list[Run]:
    """The tables in the lines of a page that no ruled table holds, from top to bottom; `form` are the lines of the
    form that the page before it ends with, which may go on."""
    found: list[Run] = []
    for region in _regions(_without_contents(lines), after_form=bool(form)):
        goes_on = bool(form) and region[0] is lines[0]
        start = 0 if goes_on else start_of_form(region)
        if start is not None:
            grids = grids_of(region[start:], form if goes_on else ())
            found += [Run((), grid, tuple(rules), is_form=True) for grid in grids]
            continue
        known = len(found)
        for part in parted(region):
            found += _table_in(part, rules, goes_on=len(found) > known)
    return found


def _table_in(region: Sequence[Line], rules: Sequence[Rule], *, goes_on: bool) -> list[Run]:
    """The table in a region, if there is one; `goes_on` says that one stands directly above."""
    rows = [index for index, line in enumerate(region) if is_row(line)]
    headed = any(_header_share(line) >= _HEADER_SHARE for line in region)
    if not rows:
        return [_empty_table(region, rules)] if headed else []
    if not (headed or goes_on or _make_table([region[index] for index in rows])):
        return []
    first = end_of_header(region, rows[0])
    start, end = start_of_header(region, first), end_of_body(region, first, rows[-1])
    return [Run(tuple(region[start:first]), tuple(region[first:end]), tuple(rules))]


def _without_contents(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a page without its table of contents, which ends where a unit is told above a table."""
    begins = [index for index, line in enumerate(lines) if is_contents_title(line.text)]
    if not begins:
        return lines
    below = range(begins[0], len(lines))
    return next((lines[at:] for at in below if any(is_unit_line(part.text) for part in cells_of(lines[at]))), ())


def tables_of(runs: Sequence[Run]) -> list[PrintedTable]:
    """The table of each run; those that go on over pages are laid on the same columns."""
    found: list[PrintedTable] = []
    start = 0
    for end in range(1, len(runs) + 1):
        if end == len(runs) or not _goes_on(runs[end - 1], runs[end]):
            found += _chained(runs[start:end])
            start = end
    return found


def _goes_on(first: Run, second: Run) -> bool:
    """Whether two runs are pages of one table."""
    if first.is_form or second.is_form:
        forms = second.goes_on and first.is_form and second.is_form
        return forms and not begins_anew(first.body, second.body) and not have_other_columns(first.body, second.body)
    return second.goes_on and _same_columns(first, second)


def _same_columns(first: Run, second: Run) -> bool:
    """Whether the columns of two pages stand where they may be those of one table: words begin and amounts end
    below each other. A page with a header of its own must have them so; without one it goes on in any case."""
    if not first.body or not second.body:
        return not second.header
    own, other = ({part.text: part.box[0] for line in run.header for part in cells_of(line)} for run in (first, second))
    known = [text for text in own if text in other]
    if len(known) > 1:
        return all(abs(own[text] - other[text]) <= _SAME_EDGE for text in known)
    fewer, more = sorted((Columns.of(run.body).all for run in (first, second)), key=len)
    shared = sum(any(_stand_alike(column.cells, other.cells) for other in more) for column in fewer)
    return shared >= len(fewer) * _SAME_SHARE


def _stand_alike(first: Interval, second: Interval) -> bool:
    """Whether the cells of two columns begin, end or have their middles below each other."""
    left, right = first[0] - second[0], first[1] - second[1]
    return min(abs(left), abs(right), abs(left + right) / 2) <= _SAME_EDGE


def _chained(runs: Sequence[Run]) -> list[PrintedTable]:
    """The tables of runs that are the pages of one table."""
    if runs[0].is_form:
        columns = form_columns([run.body for run in runs])
        runs = [replace(run, body=tuple(cut_at_columns(run.body, columns))) for run in runs]
        columns = form_columns([run.body for run in runs])
        return [_form(run, columns) for run in runs]
    pages = [runs[0], *(_without_new_header(run, runs[0]) for run in runs[1:])]
    columns = Columns.of([line for run in pages for line in run.body])
    head = read_head(runs[0].header, columns, runs[0].rules)
    columns, places = head.columns.joined([line for run in pages for line in run.body], head.named)
    tables = []
    for run in pages:
        own = head if run is pages[0] else _head_again(head, runs[0].header, run)
        if own.columns is not head.columns and len(own.columns.all) != len(places):
            own = Head((), (), (), head.columns, frozenset())
        tables.append(_table(run, own, columns, places))
    return tables


def _head_again(head: Head, first: Sequence[Line], run: Run) -> Head:
    """The header of a continued page: that of the first, where the same words stand in the same places."""
    if not (run.header and first) or _placed_words(run.header) != _placed_words(first):
        return read_head(run.header, head.columns, run.rules)
    down = run.header[0].box[1] - first[0].box[1]
    numbers = any(is_ordinals(cells_of(line)) for line in run.header)
    kept = [level for level in range(len(head.rows)) if numbers or level not in head.numbers]
    return replace(
        head,
        rows=tuple(head.rows[level] for level in kept),
        boxes=tuple((x0, top + down, x1, end + down) for x0, top, x1, end in (head.boxes[level] for level in kept)),
        spans=tuple(replace(span, row=kept.index(span.row)) for span in head.spans if span.row in kept),
    )


def _placed_words(header: Sequence[Line]) -> list[tuple[str, int]]:
    """The words of a header with where they begin, to a point; the numbers of its columns aside."""
    lines = [cells_of(line) for line in header]
    return [(part.text, round(part.box[0])) for parts in lines if not is_ordinals(parts) for part in parts]


def _without_new_header(run: Run, first: Run) -> Run:
    """A continued page with what stands above its first amounts as rows, where it is no header that comes again."""
    if not run.header or (first.header and run.header[0].text == first.header[0].text):
        return run
    numbers = tuple(line for line in run.header if is_ordinals(cells_of(line)))
    others = tuple(line for line in run.header if line not in numbers)
    return replace(run, header=numbers, body=(*others, *run.body))


def _form(run: Run, columns: Columns) -> PrintedTable:
    box = box_around(line.box for line in run.lines)
    rows = form_rows(run.body, columns, run.rules, box)
    return PrintedTable(tuple(rows), (), box, tuple(word for line in run.lines for word in line.words))


def _table(run: Run, head: Head, columns: Columns, places: Sequence[int]) -> PrintedTable:
    box = box_around(line.box for line in run.lines)
    rows = [
        PrintedRow(_moved(cells, places, len(columns.all)), (box[0], own[1], box[2], own[3]))
        for cells, own in zip(head.rows, head.boxes, strict=True)
    ]
    rows += printed_rows(run.body, columns, run.rules, box)
    spans = [
        replace(
            span, column=places[span.column], columns=places[span.column + span.columns - 1] - places[span.column] + 1
        )
        for span in head.spans
    ]
    words = tuple(word for line in run.lines for word in line.words)
    return PrintedTable(tuple(rows), tuple(span for span in spans if span.columns > 1), box, words)


def _moved(cells: Sequence[str], places: Sequence[int], width: int) -> tuple[str, ...]:
    found = [""] * width
    for cell, place in zip(cells, places, strict=True):
        found[place] += cell
    return tuple(found)


def _regions(lines: Sequence[Line], *, after_form: bool) -> list[list[Line]]:
    """Runs of lines near each other that may be a table: no titles, captions, sentences but in cells of forms."""
    found: list[list[Line]] = [[]]
    for index, line in enumerate(lines):
        running = [part for part in cells_of(line) if _is_running(part)]
        in_form = running and found[-1] and (after_form or start_of_form(found[-1]) is not None)
        sentence = running and not (in_form and stand_in_columns(lines, index, running))
        if sentence or (_is_apart(line) and not _is_within_row(lines, index)):
            after_form = False
            found.append([])
            continue
        if found[-1] and line.box[1] - found[-1][-1].box[3] > _FAR * max(line.size, found[-1][-1].size):
            found.append([])
        found[-1].append(line)
    return [region for region in found if region]


def _empty_table(region: Sequence[Line], rules: Sequence[Rule]) -> Run:
    """The table of a region with a line of header words and no amounts: a header and blank rows."""
    shares = [_header_share(line) for line in region]
    first = next(index for index, share in enumerate(shares) if share >= _HEADER_SHARE)
    last = max(index for index, line in enumerate(region) if _header_share(line, 1) or is_ordinals(cells_of(line)))
    while first > 0 and (len(cells_of(region[first - 1])) > 1 or are_level(region[first - 1], region[first])):
        first -= 1
    while last + 1 < len(region) and is_wrapped(region[last], region[last + 1]):
        last += 1
    end = last + 1
    while end < len(region) and belongs(region, end, region[last].size, region[last].size):
        end += 1
    return Run(tuple(region[first : last + 1]), tuple(region[last + 1 : end]), tuple(rules))


def _header_share(line: Line, fewest: int = 3) -> float:
    """The share of known header words among the cells of a line, 0 where it has fewer than `fewest`."""
    texts = [folded(part.text) for part in cells_of(line)]
    return sum(text in header_words() for text in texts) / len(texts) if len(texts) >= fewest else 0.0


def _make_table(rows: Sequence[Line]) -> bool:
    """Whether lines of amounts are a table: two that have a column in common, or one of three amounts,
    or of two with their decimals."""
    amounts = [[part for part in cells_of(line) if is_amount(part.text)] for line in rows]
    if any(len(parts) > 2 or sum(is_full_amount(part.text) for part in parts) > 1 for parts in amounts):
        return True
    return any(
        min(one.box[2], other.box[2]) > max(one.box[0], other.box[0])
        for first, second in pairwise(amounts)
        for one in first
        for other in second
    )


def _is_apart(line: Line) -> bool:
    """Whether a line is no row nor a part of one: a title, a caption, an entry of contents, a note."""
    text, parts = line.text, cells_of(line)
    if is_table_title(text) or "……" in text or _NOTE.match(text) or len(parts) > _MAX_CELLS:
        return True
    return any(is_caption(part.text) for part in parts)


def _is_within_row(lines: Sequence[Line], index: int) -> bool:
    """Whether a line shares its height with one beside it that is no title nor caption: cells of one row whose lines
    are not level."""
    above, below = lines[max(index - 1, 0) : index], lines[index + 1 : index + 2]
    level = [one for one in above if are_level(one, lines[index])]
    level += [one for one in below if are_level(lines[index], one)]
    return not all(map(_is_apart, level))


def _is_running(part: Line) -> bool:
    """Whether a part of a line reads as running text."""
    return len(part.text) > _MAX_CELL or ends_sentence(part.text)
