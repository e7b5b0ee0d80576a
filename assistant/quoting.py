"""Words of a document as an answer quotes them."""

from __future__ import annotations

import re

from assistant.prompting import say

_LAYOUT_SPACE = re.compile(r"(?<=[\d.%％])[ \u3000]+(?=[一-鿿])|(?<=[一-鿿])[ \u3000]+(?=\d)")


def close_set(text: str) -> str:
    """The words without the spaces that layout put between figures and characters (2023 年 12 月); what is
    cited keeps them."""
    return _LAYOUT_SPACE.sub("", text)


def quoted(where: str, quote: str, cite: str) -> str:
    """The line of an answer that quotes words of a document with their citation mark."""
    return say("quote", where=where, quote=close_set(quote), cite=cite)
