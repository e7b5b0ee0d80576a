"""Step 2: which rows of a grid are its header, and the path of header words above each column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from index.catalogue.headers import column_roles, header_words
from index.catalogue.wording import folded
from index.model import GridRow, Span
from index.tables.cells import is_blank, is_code, is_number, mended
from index.tables.codes import without_codes
from index.tables.merged import filled, merged_depth, spans_in_header
from index.tables.parts import Header, cell_at, padded
from index.tables.repeated import repeats_spans

SEPARATOR = " / "
_MAX_DEPTH = 8
_ORDINALS = re.compile(r"^(?:\*\*|栏次|[甲乙丙丁]|\d{1,2}|\d{1,2}=[\d+\-=()x×÷/]+|\(\d{1,2}\))$")
_BESIDE_WORD = re.compile(r"^(?:20\d\d|本|上)年(?:度)?|\([^()]*\)")
_CODE_PARTS = frozenset("类款项")
_YEAR = re.compile(r"^(?:19|20)\d\d年?$")
_SERIAL = re.compile(r"^\d{1,3}$")
TOTALS = frozenset(("合计", "总计", "总合计"))


def read_header(rows: Sequence[GridRow], spans: Sequence[Span] = ()) -> Header:
    """The header at the top of a grid; without rows and paths where the grid begins with data.

    `spans` are its merged cells where the source tells of them; else what a word covers is guessed.
    """
    depth = header_depth(rows)
    if not depth:
        return Header()
    whole = min(merged_depth(spans, depth), len(rows))
    if not any(is_data_row(row) for row in rows[depth:whole]):
        depth = whole
    width = max(len(row.cells) for row in rows)
    return Header(tuple(rows[:depth]), column_paths(rows[:depth], width, spans_in_header(spans, depth)))


def header_depth(rows: Sequence[GridRow]) -> int:
    """How many rows from the top are header: words of columns, spans, numbers of columns."""
    top = rows[:_MAX_DEPTH]
    numbered = [index for index, row in enumerate(top) if is_ordinal_row(row)]
    if numbered and all(not is_data_row(row) for row in top[: numbered[0]]):
        last = numbered[0]
        while last + 1 < len(top) and is_ordinal_row(top[last + 1]):
            last += 1
        return last + 1
    depth = 0
    whole = [padded(row, max(len(row.cells) for row in top)) for row in top]
    for index, row in enumerate(top):
        if is_data_row(row) or not _goes_on(whole[:index], row, rows[index + 1 :]):
            break
        depth = index + 1
    return depth


def part_mixed_row(rows: Sequence[GridRow]) -> tuple[GridRow, ...]:
    """The rows with one that mixes 类 款 项 of the header with the first amounts parted in two."""
    for index, row in enumerate(rows[:_MAX_DEPTH]):
        if row.cells[:2] == ("类", "款") and any(is_number(cell) and "." in cell for cell in row.cells):
            words = tuple(cell if cell in _CODE_PARTS else "" for cell in row.cells)
            data = tuple("" if cell in _CODE_PARTS else cell for cell in row.cells)
            return (*rows[:index], GridRow(words, row.place), GridRow(data, row.place), *rows[index + 1 :])
    return tuple(rows)


def is_ordinal_row(row: GridRow) -> bool:
    """A row that numbers the columns (** ** 1 2 3; 栏次 1 2 3; 1 2 3=1+2)."""
    return _number_columns(row.cells)


def _number_columns(printed: Sequence[str]) -> bool:
    cells = []
    for cell in printed:
        if is_blank(cell) or cell in _CODE_PARTS:
            continue
        text = "".join(cell.split())
        if not _ORDINALS.match(text):
            return False
        cells.append(text)
    if not cells:
        return False
    numbers = [int(cell) for cell in cells if cell.isdigit()]
    if numbers and numbers != sorted(set(numbers)):
        return False
    marked = len(numbers) < len(cells)
    return marked or (len(numbers) > 1 and numbers[0] in (1, 2) and numbers[-1] - numbers[0] == len(numbers) - 1)


def is_data_row(row: GridRow) -> bool:
    """A row with an amount or a dash for none, a code of a subject, the label of a total, or a serial number."""
    filled = [cell for cell in row.cells if not is_blank(cell)]
    if not filled:
        return False
    if len(filled) > 1 and _SERIAL.match(filled[0]) and not is_number(filled[1]):
        return True
    if len(filled) < sum(1 for cell in row.cells if cell) and header_share(row) < 1:
        return True
    if is_code(filled[0]) or (len(filled) > 1 and is_code(filled[1])):
        return True
    numbers = without_codes([cell for cell in filled[1:] if is_number(cell) and not _YEAR.match(cell)])
    return bool(numbers) or (folded(filled[0]) in TOTALS and len(numbers) == len(filled) - 1)


def header_share(row: GridRow) -> float:
    """The share of a row's cells that are known words of headers."""
    cells = [cell for cell in row.cells if cell]
    if not cells:
        return 0.0
    words = header_words()
    return sum(_is_header_word(cell, words) for cell in cells) / len(cells)


def _is_header_word(cell: str, words: frozenset[str]) -> bool:
    text = folded(cell)
    if text in words:
        return True
    bare = _BESIDE_WORD.sub("", text).strip("“”\"'")
    return bool(bare) and bare in words


def _goes_on(above: Sequence[GridRow], row: GridRow, below: Sequence[GridRow]) -> bool:
    """Whether a row without amounts belongs to the header, given the rows above and below it."""
    filled = sum(1 for cell in row.cells if cell)
    if not above:
        if filled == 1 and len(row.cells) > 2:
            return header_share(row) == 1 or (bool(below) and header_share(below[0]) >= 0.5)
        if header_share(row) >= 0.5 or (filled > 1 and not _is_text_table(row, below)):
            return True
        return filled == len(row.cells) > 2 and folded(row.cells[0]) in column_roles()
    if _names_code_parts(row.cells) or repeats_spans(above[-1], row):
        return True
    if not filled:
        return bool(below) and not _is_complete(above) and header_share(below[0]) >= 0.5
    if _completes_words(above[-1], row):
        return True
    if filled == 1 and header_share(row) < 1:
        return False
    return not _is_complete(above) and _share_below_spans(above, row) >= 0.5


def _completes_words(above: GridRow, row: GridRow) -> bool:
    """Whether each cell of a row is the rest of the word above it."""
    pairs = [(cell_at(above, column), cell) for column, cell in enumerate(row.cells) if cell]
    return all(upper and _is_broken(folded(upper), folded(cell)) for upper, cell in pairs)


def _is_broken(first: str, rest: str) -> bool:
    """Whether two cells, one above the other, are one known word in two parts."""
    words = header_words()
    return first + rest in words and not (first in words and rest in words)


def _is_complete(above: Sequence[GridRow]) -> bool:
    """Whether every column has its own word already, below the spans, so that no further row is needed."""
    width = max(len(row.cells) for row in above)
    last = max((index for index, row in enumerate(above) if any(row.cells)), default=0)
    for column in range(width):
        named = [index for index, row in enumerate(above) if column < len(row.cells) and row.cells[column]]
        if not named or (named[-1] == last and _spans(above[last], column)):
            return False
    return True


def _spans(row: GridRow, column: int) -> bool:
    """Whether the cell of a column stretches over a blank one to its right."""
    cells = row.cells
    return column < len(cells) and bool(cells[column]) and column + 1 < len(cells) and not cells[column + 1]


def _share_below_spans(above: Sequence[GridRow], row: GridRow) -> float:
    """The share of a row's cells that stand below a span or in a column without a word so far."""
    fitting = filled = 0
    for column, cell in enumerate(row.cells):
        if not cell:
            continue
        filled += 1
        named = [upper for upper in above if column < len(upper.cells) and upper.cells[column]]
        fitting += not named or _spans(named[-1], column)
    return fitting / filled


def _is_text_table(row: GridRow, below: Sequence[GridRow]) -> bool:
    """Whether the rows below look like the row itself: text all through, so that it is no header."""
    sample = below[:4]
    return not any(is_data_row(other) for other in sample)


def column_paths(rows: Sequence[GridRow], width: int, spans: Sequence[Span] = ()) -> tuple[str, ...]:
    """The header path of each column: words from top to bottom, a span's word for all its columns."""
    return _column_paths(tuple([row.cells for row in rows]), width, tuple(spans))


@lru_cache(maxsize=1024)
def _column_paths(rows: Sequence[Sequence[str]], width: int, spans: Sequence[Span]) -> tuple[str, ...]:
    grid = [_words_of(cells, width) for cells in rows]
    if spans:
        whole = filled(grid, spans)
    else:
        grid = [words for words in grid if any(words)]
        for upper, lower in pairwise(grid):
            _unswap_last_span(upper, lower)
        whole = _filled_spans(grid, width)
    return tuple(_path([row[column] for row in whole]) for column in range(width))


def _words_of(cells: Sequence[str], width: int) -> list[str]:
    """The words of a header row; numbers of columns are none, also those beside 类, 款, 项."""
    numbered = _names_code_parts(cells)
    if not numbered and _number_columns(cells):
        return [""] * width
    words = [*map(mended, cells), *[""] * (width - len(cells))]
    return ["" if _ORDINALS.match(word) else word for word in words] if numbered else words


def _names_code_parts(cells: Sequence[str]) -> bool:
    return not _CODE_PARTS.isdisjoint(cells)


def _unswap_last_span(upper: list[str], lower: list[str]) -> None:
    """Puts a column that stands alone back to the right of the span before it.

    Some extractions print "A | | B |" over "a1 | a2 | | a3" where the page has a3 below A and B in
    the last column by itself: a word cannot span a blank and then somebody else's part.
    """
    for column in range(2, len(upper) - 1):
        ends = column + 2 == len(upper) or bool(upper[column + 2])
        alone = bool(upper[column]) and not upper[column + 1] and not lower[column] and bool(lower[column + 1])
        in_span = not upper[column - 1] and bool(lower[column - 1])
        if ends and alone and in_span and not lower[column + 1].startswith("其中"):
            upper[column], upper[column + 1] = "", upper[column]
            lower[column], lower[column + 1] = lower[column + 1], ""


def _filled_spans(grid: list[list[str]], width: int) -> list[list[str]]:
    """The header grid with each spanning word repeated over the blank cells that it spans."""
    filled = [list(row) for row in grid]
    origin = [[column if grid[depth][column] else -1 for column in range(width)] for depth in range(len(grid))]
    for depth, row in enumerate(filled):
        for column in range(1, width):
            if row[column] or not row[column - 1]:
                continue
            if not any(grid[lower][column] for lower in range(depth + 1, len(grid))):
                continue
            if depth and origin[depth - 1][column] != origin[depth - 1][column - 1]:
                continue
            row[column] = row[column - 1]
            origin[depth][column] = origin[depth][column - 1]
    return filled


def _path(words: Sequence[str]) -> str:
    """The path of one column; a word broken over several header rows is one word again."""
    parts: list[str] = []
    for word in words:
        if word and (not parts or parts[-1] != word):
            parts.append(word)
    start = 0
    while start < len(parts) - 1:
        for end in range(len(parts), start + 1, -1):
            joined = "".join(parts[start:end])
            if folded(joined) in header_words() and not all(
                folded(part) in header_words() for part in parts[start:end]
            ):
                parts[start:end] = [joined]
                break
        start += 1
    return SEPARATOR.join(parts)


def same_header(first: Header, second: Header) -> bool:
    """Whether two headers name the same columns, broken words and trailing blanks aside."""
    return bool(first.paths) and _key(first) == _key(second)


def _key(header: Header) -> tuple[str, ...]:
    paths = [folded(path) for path in header.paths]
    while paths and not paths[-1]:
        paths.pop()
    return tuple(paths)
