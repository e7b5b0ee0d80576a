"""The question as it is compared: one width, no quotation marks, no white space."""

from __future__ import annotations

import re
import unicodedata

_IGNORED = re.compile(r"[\s“”\"'‘’「」『』《》]")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_ASKS = re.compile(r"多少|几|多[快久长]|啥|哪|什么|为何|怎么|吗|谁|排|列|有没有|呢|占比|比例|比重|合计|对不对")
_CLAUSE = re.compile(
    r"[？?；;。！!]|[，,](?!一共|合计|总共|共|差|相差|各|从|具体)(?=[^，,]*(?:多少|哪|几|什么|为什么|怎么|吗|差|谁|呢))"
)


def folded(text: str) -> str:
    """NFKC, lower case, without spaces and quotation marks."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).lower()


def bare(text: str) -> str:
    """Folded, without what stands in brackets."""
    return _BRACKETS.sub("", folded(text))


def clauses(question: str) -> list[str]:
    """The parts of a question that ask something of their own; what asks nothing stays with the
    part after it, or at the end with the part before."""
    parts: list[str] = []
    pending = ""
    for part in _CLAUSE.split(question):
        pending = f"{pending}，{part}" if pending else part
        if _ASKS.search(part):
            parts.append(pending.strip())
            pending = ""
    if pending.strip():
        if parts:
            parts[-1] = f"{parts[-1]}，{pending.strip()}"
        else:
            parts.append(pending.strip())
    return [part for part in parts if part]


def grams(text: str) -> set[str]:
    """Single Chinese characters and pairs of neighbours."""
    return {text[i : i + 2] for i in range(len(text) - 1)}
