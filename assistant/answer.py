"""The answer object of the outward contract, as frozen types.

`Answer.as_dict()` gives exactly the JSON object that `ask --json` prints. Amounts are exact
`Decimal`s inside and become JSON numbers only there.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    CLARIFY = "clarify"


class Route(StrEnum):
    """Which tools an answer came from."""

    TABLE = "table"
    NARRATIVE = "narrative"
    HYBRID = "hybrid"
    NONE = "none"


class Role(StrEnum):
    """What a figure is for: the answer itself, a detail beside it, an operand of a formula."""

    HEADLINE = "headline"
    DETAIL = "detail"
    OPERAND = "operand"


@dataclass(frozen=True, slots=True)
class CellRef:
    """The cell a figure was read from; `raw` is as printed, `unit` is the cell's own."""

    document: str
    document_id: str
    source_file: str
    table: str
    table_id: str
    row: str
    column: str
    raw: str
    unit: str
    page: int | None = None
    line: int | None = None
    sheet: str = ""
    sheet_row: int | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited place: a quote of a section, or a row or several of a table (`table` is its title)."""

    id: int
    document: str
    document_id: str
    source_file: str
    section: tuple[str, ...]
    table: str | None
    quote: str
    page: int | None = None
    lines: tuple[int, int] | None = None
    table_id: str | None = None
    sheet: str = ""
    sheet_row: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of an answer with its proof.

    Read figures have `cells`, or `citation` (the id of the citation whose quote states it).
    Computed ones have a `formula` over literal operands, such as "1149.26 ÷ 3822.08", and the
    operands' cells or citations.
    """

    label: str
    value: Decimal
    unit: str
    role: Role
    formula: str | None = None
    cells: tuple[CellRef, ...] = ()
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question."""

    id: str
    question: str
    answer: str
    status: Status
    route: Route
    figures: tuple[Figure, ...] = ()
    citations: tuple[Citation, ...] = ()
    warnings: tuple[str, ...] = ()
    chart: dict[str, Any] | None = None
    elapsed_ms: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """The JSON object of the contract; decimals as numbers, tuples as lists. What stands on a page is
        told by the page alone: its lines are those that the reader put together, and in no file."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and value.as_tuple().exponent == 0 else float(value)
    if isinstance(value, dict):
        inner = ("line", "lines") if value.get("page") is not None else ()
        return {key: None if key in inner else _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value
