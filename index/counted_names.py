"""What a statement counts, where its name stands behind the number (设9个内设机构)."""

from __future__ import annotations

import re

from index.model import Statement
from index.record import replace

_BEHIND = re.compile(r"\d\s*([个家名])([一-鿿]{2,8}?)(?=[，,。、；;（(]|$)")
_NUMBER_END = re.compile(r"\d\s*[个家名]$")
_CLAUSE_END = re.compile("[，,。；;：:]")
_VERB_END = re.compile(r"(?:设|有|共|括|含|辖|[和及与])$")  # of a subject that is none


def named_in_full(statement: Statement) -> Statement:
    """The statement under the name of what it counts, where that stands behind the number (设9个内设机构), and its
    subject is but a verb, counted itself before (3个甲、8个乙), or the last of as many (甲、乙、丙3个派出机构)."""
    ahead = statement.quote[: max(statement.quote.rfind(statement.subject, 0, _place_of(statement)), 0)]
    is_none = _VERB_END.search(statement.subject) or _NUMBER_END.search(ahead) or _ends_list(statement, ahead)
    return _by_name_behind(statement) if is_none else statement


def _ends_list(statement: Statement, ahead: str) -> bool:
    """Whether the subject is the last of a list of just as many as are counted."""
    listed = _CLAUSE_END.split(ahead)[-1].count("、") + 1
    return ahead.endswith("、") and listed > 1 and statement.amount == listed


def of_all_listed(statement: Statement) -> Statement:
    """The statement under the name of all that it lists, where its subject is the last of these (甲处、乙处2个科室)."""
    listed = statement.quote[: max(statement.quote.find(statement.subject), 0)].endswith("、")
    return _by_name_behind(statement) if listed else statement


def _by_name_behind(statement: Statement) -> Statement:
    behind = _BEHIND.search(statement.quote, _place_of(statement))
    return replace(statement, subject=behind[2]) if behind and behind[1] == statement.unit else statement


def _place_of(statement: Statement) -> int:
    """Where the amount of a statement stands in its quote: behind its subject if it stands there too."""
    amount, quote = f"{statement.amount or ''}", statement.quote
    place = quote.find(amount, max(quote.find(statement.subject), 0))
    return place if place >= 0 else max(quote.find(amount), 0)
