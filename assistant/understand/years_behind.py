"""Several bodies each with a year of its own before its name (2025年甲局和2024年乙局): the years are put behind, where
none of them can be taken for one that another is compared with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understand.departments import mentions_of
from assistant.understand.text import folded
from index.model import DocumentCard

_YEAR_AHEAD = re.compile(r"(?<!\d)(20\d\d)(?:年度?)?的?(?=[一-鿿])")


def with_years_behind(question: str, cards: Sequence[DocumentCard]) -> str:
    """The question with each year behind the body that it stands before; as it is unless every year of it stands
    before a body, and these are different bodies of different years."""
    text = folded(question)
    years = list(_YEAR_AHEAD.finditer(text))
    if len({found[1] for found in years}) < 2:
        return question
    at = {one.start: one for one in mentions_of(text, cards)}
    bodies = [at[found.end()] for found in years if found.end() in at]
    if len(bodies) < len(years) or len({one.documents for one in bodies}) < len(bodies):
        return question
    for found, body in reversed(list(zip(years, bodies, strict=True))):
        text = f"{text[: found.start()]}{text[body.start : body.end]}{found[1]}年{text[body.end :]}"
    return text
