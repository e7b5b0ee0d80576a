"""The typed request for text, and the quotes that answer it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.model import Passage


class Aspect(StrEnum):
    """What a question wants of the text; decides where to look and which sentences answer."""

    DUTY = "职责"  # who does what, powers, functions
    ORGANISATION = "机构"  # which units, offices, nature of the body
    DEFINITION = "定义"  # what a term means
    REASON = "原因"  # why a figure changed or is zero
    PURPOSE = "用途"  # what money is for
    COMPOSITION = "构成"  # which items something consists of, as the text lists them
    STATEMENT = "说明"  # what the text says of procurement, assets, performance, funds …
    GENERAL = "其他"


@dataclass(frozen=True, slots=True)
class NarrativeQuery:
    """`subject` is the question without department, year and question words; `documents` are the
    ids to search (never empty); `several` is true when each document is to be answered apart."""

    question: str
    subject: str
    aspect: Aspect
    documents: tuple[str, ...]
    several: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a passage that answer: `text` is a verbatim, contiguous part of `passage.text`."""

    passage: Passage
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class NarrativeResult:
    """The quotes in reading order, grouped by document when `several`; empty means not found.
    `nearest` holds headings or terms worth naming when nothing answers, `unexplained` the documents whose
    words do not give the reason that is asked for."""

    quotes: tuple[Quote, ...]
    nearest: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()
