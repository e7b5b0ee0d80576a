"""Which projects or subjects a year's document lists that the document of the year before does not, and the other
way round (今年新增了哪些项目, 哪些项目取消了)."""

from __future__ import annotations

import re

from assistant.answer import Status
from assistant.changes import documents_before, latest_documents
from assistant.context import Context, add_up, list_figures
from assistant.found import Found
from assistant.movers import finest_rows
from assistant.plan import Plan
from assistant.prompting import say
from assistant.understand.clues import asks_sum
from assistant.understand.newness import asks_gone, asks_new
from assistant.understand.text import bare

_SAID_NEW = re.compile("新增[^，。；]{0,20}项目|新设[^，。；]{0,20}项目|项目[^，。；]{0,6}新增")


def asks_newcomers(plan: Plan) -> bool:
    """Whether it is asked which members of a group are new, or are no longer listed."""
    named = any(one.names for one in plan.selectors)
    return not named and (asks_new(plan.question) or asks_gone(plan.question))


def newcomers_of(plan: Plan, context: Context) -> Status | None:
    """The members that only one of two years' documents lists, this one's with what they cost; those marked as new
    by their names where no document of the year before is held; None where sentences may tell."""
    gone = asks_gone(plan.question)
    kind = "functional" if "科目" in plan.question else "project"
    done = False
    for documents in latest_documents(plan, context.snapshot):
        earlier = documents_before(documents, plan, context.snapshot)
        now, then = (finest_rows(one, kind, context) for one in (documents, earlier))
        if now and then:
            own, others = (then, now) if gone else (now, then)
            known = {bare(one.item) for one in others}
            _tell([one for one in own if bare(one.item) not in known], now[0], then[0], plan, context, gone=gone)
            done = True
            continue
        marked = [one for one in now if "新增" in one.item] if not gone else []
        if marked:
            context.draft.say(say("marked_as_new"))
            list_figures(marked, context.draft, headline=True)
            context.history += marked
            done = True
    if done or _is_said(plan, context):
        return Status.ANSWERED if done else None
    names = "、".join(dict.fromkeys(context.snapshot.card(one).department for one in plan.documents))
    context.draft.say(say("nothing_before", bodies=names))
    return Status.NOT_FOUND


def _is_said(plan: Plan, context: Context) -> bool:
    """Whether a sentence of the documents speaks of new projects."""
    passages = (one for one in context.snapshot.passages if one.document_id in plan.documents)
    return any(_SAID_NEW.search(one.text) for one in passages)


def _tell(found: list[Found], now: Found, then: Found, plan: Plan, context: Context, *, gone: bool) -> None:
    noun = "科目" if "科目" in plan.question else "项目"
    words = {"now": f"{now.department}{now.year}年", "then": f"{then.year}年", "noun": noun}
    if not found:
        marks = f"{context.draft.cite(now)}{context.draft.cite(then)}"
        context.draft.say(say("none_gone", cite=marks, **words) if gone else say("none_new", cite=marks, **words))
        return
    context.draft.counted_figure(f"{'不再列示' if gone else '新列'}的{noun}数", found)
    words["number"] = str(len(found))
    context.draft.say(say("gone", **words) if gone else say("new", **words))
    if asks_sum(plan.question) and len(found) > 1:
        add_up(found, context, plan.unit)
        return
    list_figures(found, context.draft)
    context.history += found
