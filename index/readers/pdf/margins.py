"""Page numbers and running heads and feet, told by where they stand and how often they come again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.catalogue.headers import header_words
from index.catalogue.wording import folded
from index.line_kinds import is_label, is_page_number, is_table_title
from index.readers.pdf.columns import cells_of
from index.readers.pdf.lines import Line

_MARGIN = 0.1  # of the page's height, at its top and its foot
_NUMBER_MARGIN = 0.14  # the same for a page number by itself
_MIN_PAGES = 3
_MIN_SHARE = 0.4
_DIGITS = re.compile(r"\d+")


def without_margins(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The lines of each page without page numbers and without what its margins repeat. Titles, captions and
    headers of tables stay, for the pages of a table repeat them too."""
    marginal = [
        [line for line in lines if _is_marginal(line, height)] for lines, height in zip(pages, heights, strict=True)
    ]
    counts = Counter(key for lines in marginal for key in {_key(line) for line in lines})
    often = max(_MIN_PAGES, len(pages) * _MIN_SHARE)
    kept: list[list[Line]] = []
    for lines, edges, height in zip(pages, marginal, heights, strict=True):
        dropped = {id(line) for line in edges if _is_running(line, counts, often)}
        dropped |= {id(line) for line in lines if _is_number_of_page(line, lines, height)}
        kept.append([line for line in lines if id(line) not in dropped])
    return kept


def _is_marginal(line: Line, height: float) -> bool:
    return line.box[3] <= height * _MARGIN or line.box[1] >= height * (1 - _MARGIN)


def _is_number_of_page(line: Line, lines: Sequence[Line], height: float) -> bool:
    """Whether a page number stands by itself above or below everything else on the page."""
    top, bottom = line.box[1], line.box[3]
    marginal = bottom <= height * _NUMBER_MARGIN or top >= height * (1 - _NUMBER_MARGIN)
    if not marginal or not is_page_number(line.text):
        return False
    others = [other for other in lines if other is not line and not is_page_number(other.text)]
    return all(other.box[3] <= top for other in others) or all(other.box[1] >= bottom for other in others)


def _is_running(line: Line, counts: Counter[tuple[str, int]], often: float) -> bool:
    text = line.text
    if counts[_key(line)] < often or is_label(text) or is_table_title(text):
        return False
    return not any(folded(part.text) in header_words() for part in cells_of(line))


def _key(line: Line) -> tuple[str, int]:
    """The words of a line without their digits, and its height on the page."""
    return _DIGITS.sub("#", "".join(line.text.split())), round(line.box[1] / 8)
