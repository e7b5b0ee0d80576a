"""What a follow-up took from the turns before it, said where the answer itself does not name it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.draft import Draft
from assistant.prompting import say
from assistant.understand.reading import Reading
from assistant.understand.text import bare

if TYPE_CHECKING:
    from index.store import Snapshot

_CHOOSES = re.compile("谁|哪一?[家个项]")
_NAMED = 3  # bodies that the sentence names at most


def tell_inherited(turn: str, last: Reading, draft: Draft, snapshot: Snapshot) -> None:
    """Names the body and the items that a turn left out, so that nobody takes the answer for one to another
    question; nothing where the lines of the answer have them."""
    if _CHOOSES.search(turn) and not last.fresh:
        return  # 谁最多, of all that was told before
    told, said = bare("".join(draft.lines)), bare(turn)
    about: list[str] = []
    bodies = [last.text[one.start : one.end] for one in last.bodies.mentions]
    if last.documents and not any(words and words in said for words in map(bare, bodies)):
        cards = [snapshot.card(one) for one in last.documents]
        named = dict.fromkeys(
            f"{one.department}{one.year or ''}年" for one in cards if bare(one.department) not in told
        )
        about += list(named)[:_NAMED] if len(named) == len({one.department for one in cards}) else []
    for link in last.links:
        if bare(link.text) not in said and not any(bare(name) in told for name in (link.text, *link.names)):
            about.append(link.text)
    if about:
        draft.say(say("inherited", about="、".join(about)))
