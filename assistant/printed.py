"""What documents print, to be asked for words: put together once for a store, not once a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.understand.text import folded

if TYPE_CHECKING:
    from index.store import Snapshot

_BRACKETS = re.compile(r"[()（）]")


def as_printed(text: str) -> str:
    """A text as it is compared: folded, and with what stands in brackets but without these."""
    return _BRACKETS.sub("", folded(text))


class Printed:
    """The words of some documents; `words in printed` says whether one of them has the words in a row."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    def has_like(self, pattern: re.Pattern[str]) -> bool:
        """Whether one of the documents prints words of a pattern."""
        return any(pattern.search(text) for text in self._texts)

    def __contains__(self, words: object) -> bool:
        return isinstance(words, str) and any(words in text for text in self._texts)


class PrintedWords:
    """The words of each document of a snapshot, headings included."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def of(self, documents: Sequence[str] = ()) -> Printed:
        """The words of these documents; of all of them where none are named."""
        return Printed([self._texts[one] for one in documents or self._texts if one in self._texts])

    @cached_property
    def _texts(self) -> dict[str, str]:
        lines: dict[str, list[str]] = {}
        for passage in self._snapshot.passages:
            own = lines.setdefault(passage.document_id, [])
            own += [" ".join(passage.section), passage.text]
        return {document: "\n".join(as_printed(line) for line in own) for document, own in lines.items()}
