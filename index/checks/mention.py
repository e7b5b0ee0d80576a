"""One amount of money in the narrative with what the sentence says of it, and what its neighbours tell of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.amounts import Amount
from index.checks.ledger import Ledger
from index.findings import Quote
from index.model import Passage
from index.rehoming import moved_changes
from index.stages import stage_of, unplanned_in


@dataclass(frozen=True, slots=True)
class Mention:
    """One amount of money that a sentence states of something.

    `subject` is the words that name it, `stretch` all words since the amount before. `amount` is None
    where only a change is told. `part` says that it stands after 其中, `inner` that it stands in
    brackets after what `owner` names, `reason` that it explains something else, `nameless` that the
    sentence itself does not name it.
    """

    passage: Passage
    sentence: str
    subject: str
    stretch: str
    amount: Amount | None
    after: str = ""
    share: Amount | None = None
    share_of: str = ""
    change: Amount | None = None
    rate: Amount | None = None
    prior: Amount | None = None
    direction: str = ""
    rate_direction: str = ""
    base: str = ""
    part: bool = False
    inner: bool = False
    owner: str = ""
    reason: bool = False
    nameless: bool = False

    @property
    def listed(self) -> bool:
        """Whether it is the next of several parts (其中 A 1 万元、B 2 万元)."""
        return self.part and self.stretch.lstrip().startswith("、")

    @property
    def said(self) -> str:
        """The subject for a message: in quotation marks, without body and year."""
        words = re.split(r"20\d\d\s*年度?", " ".join(self.subject.split()))[-1].strip(" 为的，、")
        words = words if words else self.subject.strip()
        words = words.replace("“", "").replace("”", "")
        bracket = "）" if words.count("（") > words.count("）") else ")" if words.count("(") > words.count(")") else ""
        return f"“{words}{bracket}”"

    def quote(self, ledger: Ledger) -> Quote:
        """The sentence as a source."""
        return ledger.quote(self.sentence, self.passage.section, self.passage.place, self.passage.id)


def with_stages(found: Sequence[Mention]) -> list[Mention]:
    """The mentions of a sentence, a bare stage (支出决算为 …) as that of what was named before it."""
    kept: list[Mention] = []
    for mention in found:
        own = stage_of(mention.subject)
        before = stage_of(kept[-1].subject) if kept else None
        unplanned = unplanned_in(mention.stretch) if own and not own[1] else ""
        if unplanned:
            mention = replace(mention, subject=f"{unplanned}{mention.subject}")
        elif own and before and not own[1] and before[1]:
            mention = replace(mention, subject=f"{before[1]}{mention.subject}")
        kept.append(mention)
    return kept


def with_changes_moved(found: list[Mention]) -> list[Mention]:
    """The mentions of a sentence with each change at the amount that its rate fits."""
    for move in moved_changes(found):
        last, owner = found[move.behind], found[move.owner]
        told = replace(owner, change=last.change, rate=last.rate, rate_direction=last.rate_direction)
        found[move.owner] = replace(told, direction=last.direction, base=last.base)
        found[move.behind] = replace(last, change=None, rate=None, rate_direction="", direction="", base="")
    return found
