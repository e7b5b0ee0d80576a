"""Step 3: pages joined to tables, whether a continued page repeats the title, the header, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from index.catalogue.wording import folded
from index.model import Dropped, GridRow
from index.record import replace
from index.tables.cells import is_blank, is_code, is_number, parse_number
from index.tables.forms import begins_form, is_form, is_indicator_header
from index.tables.headers import (
    TOTALS,
    header_depth,
    header_share,
    part_mixed_row,
    read_header,
    same_header,
)
from index.tables.parts import Caption, Draft, Header, Region, dropped
from index.tables.repeated import repeats_row

_TOLERANCE = Decimal("0.05")
_MAX_FROZEN = 8
_MIN_SHARE = 0.5


def join_pages(regions: Sequence[Region]) -> list[Draft]:
    """The tables of a document in order, each with the rows of all its pages."""
    drafts: list[Draft] = []
    pages: list[list[GridRow]] = []
    for printed in _with_cut_headers(regions):
        region = _realigned(_parted(printed), drafts)
        last = drafts[-1] if drafts else None
        header = (
            Header() if is_form(region.rows) or begins_form(region.rows) else read_header(region.rows, region.spans)
        )
        if last is not None and continues(last, region, header):
            rows, records = _new_rows(last, pages[-1], region, header)
            level = _own_level(last, pages[-1], rows)
            if not level:
                rows, repeated = _without_frozen(pages[-1], rows)
                pages[-1] += rows
                drafts[-1] = _extended(last, region, records + repeated)
                continue
            drafts.append(replace(_draft(region, header, level), caption=_inherited(last, region)))
        else:
            drafts.append(_draft(region, header))
        pages.append(list(drafts[-1].body))
    return [replace(draft, body=tuple(rows)) for draft, rows in zip(drafts, pages, strict=True)]


def _parted(region: Region) -> Region:
    """The region with a row that mixes header and data parted in two; its merged cells then count no more."""
    rows = part_mixed_row(region.rows)
    return region if len(rows) == len(region.rows) else replace(region, rows=rows, spans=())


def _with_cut_headers(regions: Sequence[Region]) -> list[Region]:
    """The regions with a header that the end of a page cut off, or cut in two, put before its rows."""
    found: list[Region] = []
    for region in regions:
        last = found[-1] if found else None
        if last is not None and _is_cut_header(last, region):
            place = replace(last.place, end_line=region.place.end_line)
            found[-1] = replace(last, rows=last.rows + region.rows, notes=region.notes, place=place)
        else:
            found.append(region)
    return found


def _is_cut_header(last: Region, region: Region) -> bool:
    """Whether a region is nothing but header rows, and the next goes on with them on the next page."""
    if region.detached or not _is_bare(region) or last.notes or last.place.page == region.place.page:
        return False
    widths = {len(row.cells) for row in (*last.rows, *region.rows)}
    if len(widths) > 1 or header_depth(last.rows) < len(last.rows) or repeats_row(last.rows[0], region.rows[0]):
        return False
    return not any(all(is_blank(cell) for cell in row.cells) for row in last.rows)


def _realigned(region: Region, drafts: Sequence[Draft]) -> Region:
    """A bare page with nothing but the total, whose merged label cell made it narrower, as wide as its table."""
    width = drafts[-1].header.width if drafts else 0
    rows = region.rows
    if not _is_bare(region) or not all(is_total_row(row) and 1 < len(row.cells) < width for row in rows):
        return region
    wide = [replace(row, cells=(row.cells[0], *[""] * (width - len(row.cells)), *row.cells[1:])) for row in rows]
    return replace(region, rows=tuple(wide))


def continues(last: Draft, region: Region, header: Header) -> bool:
    """Whether a region is the next page of the table before it."""
    if region.detached or not _titles_agree(last, region):
        return False
    if not last.header.paths and begins_form(last.body):
        return _goes_on_with_form(last, region, header)
    if is_form(region.rows):
        return False
    if last.header.paths:
        if same_header(last.header, header):
            return not (last.notes and region.caption.lost)
        if not _names_columns(header) or (not _is_bare(region) and header_share(header.rows[0]) < _MIN_SHARE):
            return _fits_width(last, region)
        if header.rows and not _is_bare(region):
            return False
    elif header.paths and _repeats_inner_header(last, region):
        return True
    return _is_bare(region) and _fits_width(last, region)


def _goes_on_with_form(last: Draft, region: Region, header: Header) -> bool:
    """Whether a page goes on with a form: it does not begin one anew, and no header of another table tops it."""
    first, own = last.body[0].cells[0], region.rows[0]
    if repeats_row(last.body[0], own):
        return _is_bare(region) and _fits_width(last, region)
    if folded(own.cells[0]) == folded(first):
        return False
    if is_indicator_header(own) or is_form(region.rows) or begins_form(region.rows):
        return True
    headed = header.rows and sum(map(bool, header.rows[0].cells)) > 1 and header_share(header.rows[0]) == 1
    return _fits_width(last, region) and not headed


def _names_columns(header: Header) -> bool:
    """Whether a header says what most columns hold; a first row with a label only does not."""
    return sum(1 for path in header.paths if path) * 2 > header.width


def _titles_agree(last: Draft, region: Region) -> bool:
    title = region.caption.title
    return not title or folded(title) == folded(last.caption.title)


def _is_bare(region: Region) -> bool:
    """Whether nothing but blank lines stands above the grid."""
    caption = region.caption
    return not (caption.title or caption.lost or caption.unit or caption.department)


def _fits_width(last: Draft, region: Region) -> bool:
    width = last.header.width or max(len(row.cells) for row in last.body or last.header.rows)
    return max(len(row.cells) for row in region.rows) == width


def _repeats_inner_header(last: Draft, region: Region) -> bool:
    """Whether the page begins with a header row that stands within the form before it."""
    return any(repeats_row(row, region.rows[0]) for row in last.body)


def _new_rows(
    last: Draft, known: Sequence[GridRow], region: Region, header: Header
) -> tuple[list[GridRow], tuple[Dropped, ...]]:
    """The rows of a continued page without its repeated header, and the record of the header."""
    if last.header.paths and same_header(last.header, header):
        depth = len(header.rows)
    elif not last.header.paths and any(repeats_row(row, region.rows[0]) for row in known):
        depth = 1
    else:
        depth = 0
    return list(region.rows[depth:]), tuple(dropped(row, "续页重复表头") for row in region.rows[:depth])


def _without_frozen(known: Sequence[GridRow], rows: list[GridRow]) -> tuple[list[GridRow], tuple[Dropped, ...]]:
    """The rows without those at the top that repeat the first rows of the table (frozen panes)."""
    count = 0
    limit = min(len(known), len(rows), _MAX_FROZEN)
    while count < limit and repeats_row(known[count], rows[count]) and not _is_all_blank(rows[count]):
        count += 1
    return rows[count:], tuple(dropped(row, "续页重复行") for row in rows[:count])


def _is_all_blank(row: GridRow) -> bool:
    return all(is_blank(cell) for cell in row.cells)


def _own_level(last: Draft, known: Sequence[GridRow], rows: Sequence[GridRow]) -> int:
    """0 when the rows of a page go on with the table; else the level of the table that they begin.

    A page that opens with a total of its own begins a table: the next, more detailed level when the
    rows so far add up to that very total already, the same level when the totals differ.
    """
    if not known or not rows or not is_total_row(known[0]) or not is_total_row(rows[0]):
        return 0
    total, own = _amount(known[0]), _amount(rows[0])
    if total != own:
        return last.level
    if total is None:
        return last.level if last.caption.lost else 0
    return last.level + 1 if len(rows) > 1 and _adds_up(known[1:], total) else 0


def is_total_row(row: GridRow) -> bool:
    """Whether a row is the total of a table: its first words are 合计 or 总计."""
    for cell in row.cells:
        if cell and not is_number(cell):
            return folded(cell) in TOTALS
    return False


def _amount(row: GridRow) -> Decimal | None:
    """The first amount to the right of the row's words."""
    words = False
    for cell in row.cells:
        if is_blank(cell):
            continue
        if is_number(cell):
            if words:
                return parse_number(cell)
        else:
            words = True
    return None


def _adds_up(rows: Sequence[GridRow], total: Decimal) -> bool:
    codes = [next((cell for cell in row.cells[:2] if is_code(cell)), "") for row in rows]
    top = min((len(code) for code in codes if code), default=0)
    amounts = [_amount(row) for row, code in zip(rows, codes, strict=True) if len(code) == top]
    found = [amount for amount in amounts if amount is not None]
    return bool(found) and abs(sum(found, Decimal(0)) - total) <= _TOLERANCE


def _inherited(last: Draft, region: Region) -> Caption:
    """The caption of a page that begins a table under the title of the table before it."""
    own = region.caption
    return replace(last.caption, unit=own.unit or last.caption.unit, line=own.line or last.caption.line)


def _draft(region: Region, header: Header, level: int = 1) -> Draft:
    body = region.rows[len(header.rows) :]
    records = tuple(dropped(row, "表头") for row in header.rows)
    return Draft(region.caption, header, body, region.notes, region.place, records, level=level)


def _extended(last: Draft, region: Region, records: tuple[Dropped, ...]) -> Draft:
    end_line = region.place.end_line if region.place.end_line is not None else last.place.end_line
    place = replace(last.place, end_line=end_line)
    notes = last.notes + tuple(note for note in region.notes if note not in last.notes)
    return replace(last, notes=notes, place=place, dropped=last.dropped + records)
