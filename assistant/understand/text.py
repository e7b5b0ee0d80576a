"""The question as it is compared: one width, no quotation marks, no white space."""

from __future__ import annotations

import re
import unicodedata

_IGNORED = re.compile(r"[\s“”\"'‘’「」『』《》]")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_CLAUSE = re.compile(r"[？?；;。！!]|[，,](?=[^，,]*(?:多少|哪|几|什么|为什么|怎么|吗|差|谁))")


def folded(text: str) -> str:
    """NFKC, lower case, without spaces and quotation marks."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).lower()


def bare(text: str) -> str:
    """Folded, without what stands in brackets."""
    return _BRACKETS.sub("", folded(text))


def clauses(question: str) -> list[str]:
    """The parts of a question that ask something of their own."""
    return [part.strip() for part in _CLAUSE.split(question) if len(part.strip()) > 1]


def grams(text: str) -> set[str]:
    """Single Chinese characters and pairs of neighbours."""
    return {text[i : i + 2] for i in range(len(text) - 1)}
