"""占人社局三公经费多少 after a unit's amount, or another body's: whose amount is set against it, put by its name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.context import Context
from assistant.found import Found
from assistant.plan import Operation
from assistant.understand.departments import Mention, mentions_of
from assistant.understand.text import folded
from assistant.understand.told import Told
from index.model import DocumentCard

_ADDED_UP = (Operation.VALUE, Operation.SUM)  # 项目支出 of a unit: its projects, added up
_SHARE = re.compile("(?:那么?|又|大概|大约|约)*占了?(?:到)?(?=[^用])")


def with_its_holder(turn: str, told: Told | None, context: Context, cards: Sequence[DocumentCard]) -> str:
    """The turn with the unit or the body in front whose one amount was told last, where the whole that it names is
    another's: 占人社局三公经费多少 after that of a unit of it."""
    text = folded(turn)
    found = _SHARE.match(text)
    one = context.told[-1] if context.told else None
    if told is None or found is None or one is None or len(_holders(context.told)) > 1:
        return turn
    if told.group and not (told.subject and told.last.operation in _ADDED_UP):
        return turn
    whole = next((mention for mention in mentions_of(text, cards) if mention.start == found.end()), None)
    if whole is None or whole.unit_name or not _is_anothers(one, whole, told):
        return turn
    holder = one.unit_name if one.of_unit else one.department
    what = f"的{told.subject}" if told.subject else ""
    return f"{holder}{what}{text[found.start() :]}"


def _holders(told: Sequence[Found]) -> set[tuple[str, str]]:
    """The bodies, each with the unit, that amounts are of."""
    return {(one.department, one.unit_name if one.of_unit else "") for one in told}


def _is_anothers(one: Found, whole: Mention, told: Told) -> bool:
    """Whether an amount is of a unit of the body that is named, or of another body; a project that was asked for by
    its name is in one unit only."""
    is_named = one.item_kind == "project" and bool(told.subject) and told.subject in one.item
    return (one.of_unit and not is_named) or one.cell.document_id not in whole.documents
