"""Which passages of a document stand where answers of one kind do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.narrative.clues import load_clues
from assistant.narrative.library import Library
from assistant.narrative.relevance import fold
from assistant.narrative_query import Aspect
from index.model import Passage

_HEADED = (Aspect.DUTY, Aspect.ORGANISATION, Aspect.DEFINITION)

_OWN_HEAD = re.compile(r"\s*[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*(?P<head>[^，。；：:\s]{2,12})[。：:](?=.)")


def pool_of(aspect: Aspect, passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The passages whose innermost telling heading is one of the aspect's; by part where no heading tells."""
    passages = tuple(passages)
    told = {passage.id: _innermost((*passage.section, *_own_heads(passage.text))) for passage in passages}
    headed = tuple(passage for passage in passages if told[passage.id] is aspect)
    if headed:
        return headed
    open_ones = tuple(passage for passage in passages if told[passage.id] is None)
    shared = tuple(passage for passage in open_ones if _is_shared(aspect, passage.section))
    if shared:
        return shared
    parts = load_clues().aspects[aspect].parts
    return tuple(passage for passage in open_ones if passage.part in parts)


def common_heading(library: Library, aspect: Aspect, passage: Passage) -> str:
    """The folded heading that puts the passage into the aspect's pool, with everything above it."""
    words = load_clues().aspects[aspect].headings
    for depth in range(len(passage.section), 0, -1):
        if any(word in passage.section[depth - 1] for word in words):
            return fold(" / ".join(passage.section[:depth]))
    return library.headings[passage.id]


def sections_on(topics: Sequence[str], passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The passages under a heading that names one of the folded topics."""
    return tuple(p for p in passages if any(topic in fold(heading) for heading in p.section for topic in topics))


def _own_heads(text: str) -> tuple[str, ...]:
    """The head that a paragraph begins with on the same line: （一）职能职责。…"""
    found = _OWN_HEAD.match(text)
    return (found["head"],) if found else ()


def _innermost(section: Sequence[str]) -> Aspect | None:
    """The aspect of the innermost heading that names exactly one of the headed aspects."""
    for heading in reversed(section):
        named = [aspect for aspect in _HEADED if _names(aspect, heading)]
        if len(named) == 1:
            return named[0]
        if named:
            return None
    return None


def _is_shared(aspect: Aspect, section: Sequence[str]) -> bool:
    return any(_names(aspect, heading) for heading in section)


def _names(aspect: Aspect, heading: str) -> bool:
    folded = fold(heading)
    return any(word in folded for word in load_clues().aspects[aspect].headings)
