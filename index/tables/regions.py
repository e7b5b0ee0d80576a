"""Step 1: grids with the lines above them (title, department, unit) and the notes below them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from index.catalogue.subjects import subjects_named
from index.line_kinds import (
    code_and_name,
    ends_sentence,
    has_sentence_mark,
    is_bare_year,
    is_label,
    is_organisation,
    is_page_number,
    is_table_title,
    may_title_table,
    names_part,
)
from index.model import Block, Grid, GridRow, Heading, Paragraph
from index.record import replace
from index.tables.cells import is_blank, mended
from index.tables.hierarchy import read_label
from index.tables.merged import spans_below
from index.tables.parts import Caption, Region

_MAX_CAPTION_LINES = 8
_FORM_MARK = re.compile(r"^(?:财决|公开|预算|决算|附)+\d{1,2}(?:-\d{1,2})?表$")  # beside the title of a form
_MAX_TITLE_LENGTH = 80
_UNIT = re.compile(r"[(]?(?:金额|货币)?单位[:：]?(?:人民币)?(万元|亿元|千元|百元|元|万)[)]?(元)?")
_DEPARTMENT = re.compile(
    r"^(?:编制|填报|公开|预算|主管|报送)?(?:部门|单位)(?:名称)?(?:[(（][^()（）]{1,6}[)）])?[:：](\S+)$"
)
_NAMED_BODY = re.compile(r"^(?:编制|填报)?(?:部门|单位)(?:名称)?\s*[:：]")
_NOTE = re.compile(r"^(?:注|备注|说明)\s*[:：]")
_EMPTY_NOTE = re.compile(r"无数据|空表|(?:没有|无|未安排).{0,30}(?:支出|预算|拨款|收入|安排)")
_BLANK_TABLE = re.compile(r"本表.{0,4}(?:无数据|空表)|空表列示")
_CONTINUED = re.compile(r"[(（]?续表?[)）]?\s*[一二三四五六七八九十\d]*$")

_ARABIC = r"\d{1,2}(?:\s*[-—－–.]\s*\d{1,2})?"
_CHINESE = "[一二三四五六七八九十]{1,3}"
_SHEET = re.compile(
    rf"^[(（]?(?:预算|决算)?公开\s*(?:{_ARABIC}|{_CHINESE})\s*表\s*[)）]?\s*[:：]?\s*"
    rf"|^(?:附?表|附件|公开)\s*{_ARABIC}(?:\s*[:：、.]\s*|\s+|(?=[^\d\s表]))"
    rf"|^(?:附?表|附件)\s*{_CHINESE}(?:\s*[:：、.]\s*|\s+)"
)
_SHEETS_BEGIN = frozenset("预决公附表")
_NEXT_LABEL = re.compile(r"\s*(?=(?:编制|填报)?(?:部门|单位)(?:名称)?\s*[:：])")
_UNIT_AT_END = re.compile(r"\s*[(（]?(?:金额)?单位\s*[:：]\s*[万亿千百]?元\s*[)）]?$")

_Line = Heading | Paragraph


def find_regions(blocks: Sequence[Block]) -> list[Region]:
    """Every grid of a document in order, with its caption and notes."""
    found: list[Region] = []
    between: list[_Line] = []
    for block in blocks:
        if not isinstance(block, Grid) or all(map(_is_label_row, block.rows)):
            between += _lines_of(block)
            continue
        captioned = _take_notes(found, between)
        caption, text_left = read_caption(captioned)
        region = Region(block.rows, caption, (), text_left, block.place, block.spans)
        found.append(_lift_caption(region))
        between = []
    _take_notes(found, between)
    return found


def _lines_of(block: Block) -> list[_Line]:
    """A line of text as it is; the cells of a grid that holds nothing but labels as lines."""
    if not isinstance(block, Grid):
        return [block]
    return [Paragraph(cell, row.place) for row in block.rows for cell in row.cells if not is_blank(cell)]


def _take_notes(found: list[Region], lines: list[_Line]) -> list[_Line]:
    """The lines after the notes of the last region, which gets these notes."""
    count = 0
    while count < len(lines) and is_note(lines[count].text):
        count += 1
    if found and count:
        found[-1] = replace(found[-1], notes=found[-1].notes + tuple(line.text for line in lines[:count]))
    return lines[count:]


def is_note(text: str) -> bool:
    """Whether a line below a grid explains it (注：…, …故本表无数据)."""
    return bool(_NOTE.match(text)) or (len(text) < 90 and not is_table_title(text) and bool(_EMPTY_NOTE.search(text)))


def read_caption(lines: Sequence[_Line]) -> tuple[Caption, bool]:
    """The caption in the lines directly above a grid, and whether other text lies before it."""
    kept: list[_Line] = []
    text_left = False
    for line in reversed(lines):
        if is_page_number(line.text) or _is_row_label(line):
            continue
        if len(kept) >= _MAX_CAPTION_LINES or not _is_caption_line(line):
            text_left = True
            break
        kept.append(line)
    return _caption_of(kept), text_left


def _is_caption_line(line: _Line) -> bool:
    text = line.text
    if is_label(text) or is_bare_year(text):
        return True
    return len(text) <= _MAX_TITLE_LENGTH and (
        isinstance(line, Heading) or not (ends_sentence(text) or has_sentence_mark(text))
    )


def _is_row_label(line: _Line) -> bool:
    """A subject's name by itself: the first row of a continued page whose amounts are blank, not a title."""
    return isinstance(line, Paragraph) and bool(subjects_named(read_label(line.text).words))


def _caption_of(lines: Sequence[_Line]) -> Caption:
    """The caption of lines that are given from the grid upwards."""
    unit = department = ""
    titles: list[_Line] = []
    lost = False
    for line in lines:
        for text in _caption_lines(line.text):
            unit = unit or find_unit(text)
            department = department or find_department(text)
        if is_bare_year(line.text):
            lost = lost or not titles
        elif not (is_label(line.text) or names_part(line.text)):
            titles.append(line)
    lost = lost and not any(_names_table(line) for line in titles)
    title = _choose_title(titles) if not lost else None
    text = _without_unit(title.text) if title else ""
    if _CONTINUED.fullmatch(text):
        text = ""
    return Caption(_CONTINUED.sub("", text), department, unit, title.place.line if title else None, lost)


def _names_table(line: _Line) -> bool:
    return is_table_title(_without_unit(line.text))


def _choose_title(lines: Sequence[_Line]) -> _Line | None:
    named = [line for line in lines if _names_table(line)]
    named = [line for line in named if not _FORM_MARK.match("".join(line.text.split()))] or named
    likely = [line for line in lines if may_title_table(line.text)]
    headings = [line for line in lines if isinstance(line, Heading)]
    for choice in (named, likely, headings):
        if choice:
            return choice[0]
    return None


def _without_unit(text: str) -> str:
    if text.isalnum() and text[0] not in _SHEETS_BEGIN:
        return text
    squeezed = _SHEET.sub("", text.rstrip())
    match = _UNIT_AT_END.search(squeezed) if "单位" in squeezed else None
    return squeezed[: match.start()] if match else squeezed


def find_unit(text: str) -> str:
    """The unit of money that a line or header cell states (单位：万元), or an empty string."""
    if "单位" not in text:
        return ""
    match = _UNIT.search("".join(unicodedata.normalize("NFKC", text).split()))
    if match is None:
        return ""
    return "万元" if match[1] == "万" and match[2] else "" if match[1] == "万" else match[1]


def find_department(text: str) -> str:
    """The body that a caption line names (101 某市某局, 部门：某市某局), or an empty string."""
    name = code_and_name(text)
    if name:
        return name
    match = _DEPARTMENT.match("".join(text.split())) if ":" in text or "：" in text else None
    return match[1] if match and not find_unit(text) else ""


def _lift_caption(region: Region) -> Region:
    """Title, department and unit lines that stand in the first rows of the grid itself, notes in its last."""
    rows = list(region.rows)
    width = max(len(row.cells) for row in rows)
    above: list[_Line] = []
    while len(rows) > 1 and (_is_caption_row(rows[0]) if width > 2 else _is_label_row(rows[0])):
        above += [Paragraph(line, rows[0].place) for cell in rows[0].cells if cell for line in _caption_lines(cell)]
        rows.pop(0)
    lifted = len(region.rows) - len(rows)
    notes: list[str] = []
    while len(rows) > 1 and _is_note_row(rows[-1]):
        notes.insert(0, next(cell for cell in rows[-1].cells if cell))
        rows.pop()
    if not above and not notes:
        return region
    inner = _caption_of(above[::-1])
    caption = Caption(
        inner.title or region.caption.title,
        inner.department or region.caption.department,
        inner.unit or region.caption.unit,
        inner.line or region.caption.line,
        region.caption.lost and not inner.title,
    )
    spans = spans_below(region.spans, lifted)
    return replace(region, rows=tuple(rows), caption=caption, notes=(*notes, *region.notes), spans=spans)


def _is_label_row(row: GridRow) -> bool:
    """Whether a row says no more than whose figures follow in which unit (单位名称：某局 | 单位：万元)."""
    cells = [cell for cell in row.cells if not is_blank(cell)]
    return _is_title_row(cells) or (any(map(find_unit, cells)) and all(map(is_label, cells)))


def _is_title_row(cells: Sequence[str]) -> bool:
    """Whether cells hold a table's title beside the number of its sheet (公开表1 | 收支预算总表)."""
    titles = [cell for cell in cells if is_table_title(mended(cell)) and not is_label(cell)]
    return len(titles) == 1 < len(cells) and all(is_label(cell) for cell in cells if cell not in titles)


def _is_caption_row(row: GridRow) -> bool:
    cells = [cell for cell in row.cells if not is_blank(cell)]
    if not cells:
        return True
    if len(cells) > 3:
        return False
    if len(cells) == 1 and any(is_table_title(mended(line)) for line in _caption_lines(cells[0])):
        return True
    if _is_title_row(cells):
        return True
    if any(map(find_unit, cells)) and (_NAMED_BODY.match(cells[0]) or all(map(_says_whose_or_when, cells))):
        return True
    return all(is_label(cell) and (find_unit(cell) or find_department(cell) or len(cells) == 1) for cell in cells)


def _says_whose_or_when(cell: str) -> bool:
    """Whether a cell beside the unit of money is a body's name, a year or the like."""
    return is_label(cell) or is_bare_year(cell) or is_organisation(cell)


def _caption_lines(cell: str) -> list[str]:
    """The parts of a cell that holds title, body and unit together."""
    if cell.isalnum() and cell[0] not in _SHEETS_BEGIN:
        return [cell]
    parts = _NEXT_LABEL.split(cell)
    lines = [_SHEET.sub("", part).strip() for part in parts]
    return [line for line in lines if line]


def _is_note_row(row: GridRow) -> bool:
    cells = [cell for cell in row.cells if cell]
    return len(cells) == 1 and bool(_NOTE.match(cells[0]) or _BLANK_TABLE.search(cells[0]))
