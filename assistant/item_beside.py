"""A follow-up that names but the word in which another item differs from the one told: 外出的呢 behind
本地引才活动场次."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.context import Context
from assistant.found import Found
from assistant.understand.reading import Reading
from assistant.understand.text import bare, folded, grams
from assistant.understand.vocabulary import Vocabulary

_BUT_A_WORD = re.compile("(?:那么?|其中)*([一-鿿]{2,6}?)的(?:呢|(?:是|有)?多少|几[一-鿿]?)?[呢?？]*")
_ALIKE = 0.5  # share of the pairs of characters of the item told that the other has too


def of_item_beside(turn: str, context: Context, vocabulary: Vocabulary, read: Callable[[str], Reading]) -> str:
    """The turn with the name of the one other item of that kind in the same document which has the word, and is
    called like the item told but for that; any other turn as it is."""
    found = _BUT_A_WORD.fullmatch(folded(turn).strip())
    last = context.amounts[-1] if context.amounts else None
    if found is None or not isinstance(last, Found) or found[1] in last.item:
        return turn
    own = read(found[1])
    sure = any(one.sure == 1.0 and found[1] in one.names for one in own.links)
    if sure or own.columns or own.total or own.bodies.mentions or own.years:
        return turn
    told = grams(bare(last.item))
    alike = [
        name
        for name, kinds in vocabulary.kinds.items()
        if found[1] in name and last.item_kind in kinds and last.cell.document_id in vocabulary.documents[name]
        if told and len(told & grams(bare(name))) >= _ALIKE * len(told)
    ]
    return f"{alike[0]}多少" if len(alike) == 1 else turn
