"""The answer that a draft makes."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Answer, Route, Status
from assistant.context import Context
from assistant.draft import Draft


def composed(statuses: Sequence[Status], *, used_text: bool, context: Context) -> Answer:
    """The answer of a draft, with the tools that it came from."""
    draft = context.draft
    draft.lead_with_number()
    stated = any(one.citations and not one.cells for one in draft.figures)
    printed = any(one.cells for one in draft.figures)
    route = Route.NARRATIVE if used_text or (stated and not printed) else Route.TABLE
    if printed and (used_text or stated):
        route = Route.HYBRID
    status = next((one for one in (Status.CLARIFY, Status.ANSWERED) if one in statuses), Status.NOT_FOUND)
    return answer_of("\n\n".join(draft.lines), status, route, draft)


def answer_of(text: str, status: Status, route: Route, draft: Draft) -> Answer:
    """The answer of these words with the figures, citations and warnings of a draft."""
    figures, citations, warnings = tuple(draft.figures), tuple(draft.citations), tuple(draft.warnings)
    return Answer("", "", text, status, route, figures, citations, warnings, draft.chart)
