"""By how much something has changed that a sentence only tells among the reasons of another change (物业管理费减少，
涉及金额37万元)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.answer import Role, Status
from assistant.context import Context
from assistant.draft import amount_text
from assistant.plan import Plan
from assistant.prompting import say
from assistant.understand.text import folded
from index.model import Passage
from index.statements import sentences

_MOVED = (
    r"(?:项目)?(?:因[^,，。]{2,14}[,，])?(?:20\d\d年度?|[^,，。;；:：\d]){0,24}?(?P<way>增加|减少|增长|下降|多|少)了?[,，]?"
    r"(?:涉及)?(?:金额|资金|经费)?(?:约|为|共)?\s*(?P<amount>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>万元|元)"
)
_FILED = re.compile("^.*[—-]")  # 市人社专项——
_CLASS = re.compile("(?:资金|经费|费用|项目|专项)+$")
_SHORT = 3  # characters that too many sentences hold
_BASE = re.compile(r"比(?:上年|去年|20\d\d年)度?(?:执行数?|预算数?|决算数?)?")


def tell_inner_change(plan: Plan, context: Context) -> Status | None:
    """The amount by which each thing asked about has changed, with the sentence that says so; None where no sentence
    does."""
    done = False
    for document in plan.documents:
        for selector in plan.selectors:
            found = next(_changes(document, (selector.label, *selector.names), context), None)
            if found is None:
                continue
            passage, quote, change = found
            draft, card = context.draft, context.snapshot.card(document)
            mark = draft.cite_passage(passage, quote)
            amount = Decimal(change["amount"].replace(",", ""))
            first = not any(one.role is Role.HEADLINE for one in draft.figures)
            base = _BASE.search(change[0])
            label = f"{selector.label}{base[0] if base else ''}{change['way']}"
            draft.stated_figure(label, amount, change["unit"], Role.HEADLINE if first else Role.DETAIL, mark)
            where = f"{card.department}{card.year or ''}年{label}"
            draft.say(say("moved_within", label=where, amount=amount_text(amount, change["unit"]), cite=mark))
            draft.say(say("quote", where="文件原文", quote=quote, cite=mark))
            done = True
    return Status.ANSWERED if done else None


def _changes(document: str, names: tuple[str, ...], context: Context) -> Iterator[tuple[Passage, str, re.Match[str]]]:
    """The sentences that tell a change of one of some names, with what they tell."""
    for passage in context.snapshot.passages:
        if passage.document_id != document or passage.kind in ("table", "definition"):
            continue
        for start, end in sentences(passage.text):
            quote = passage.text[start:end].strip()
            for name in _shorter(names):
                told = re.search(re.escape(folded(name)) + _MOVED, folded(quote))
                if told:
                    yield passage, quote, told


def _shorter(names: tuple[str, ...]) -> list[str]:
    """Names, and what sentences call such things: without what a project is filed under, and without its class."""
    bare = (_CLASS.sub("", _FILED.sub("", one)) for one in names)
    return [one for one in dict.fromkeys((*names, *(name for name in bare if len(name) > _SHORT))) if len(one) > 1]
