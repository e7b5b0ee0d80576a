"""Projects of a subject (就业管理事务有哪些项目): tables list projects without saying of which subject each is, so
that all of them are those of a subject only where they take its whole project expenditure; else the sentence that
says what the subject is used for tells some, or the subject's own parts are meant."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from assistant.answer import Status
from assistant.context import Context, resolve
from assistant.figures import compute
from assistant.groups import group_of
from assistant.plan import Operation, Plan, Selector
from assistant.prompting import say
from assistant.reasons import tell_uses
from assistant.understand.planning import plan_of
from assistant.understand.reading import Reading
from assistant.understand.text import bare
from assistant.understand.vocabulary import Vocabulary

_SUBJECTS = frozenset(("functional",))
_GROUPED = (Operation.LIST, Operation.COUNT, Operation.FILTER, Operation.RANK)
_HOW_MANY = re.compile("(?:几|多少)个?项目(?!支出|经费|资金)")
_ROUNDING = Decimal("0.05")


def asks_projects_of_subject(reading: Reading, plan: Plan, context: Context) -> bool:
    """Whether the projects are asked for of subjects that do not take all project expenditure."""
    links = [one for one in reading.links if one.text in reading.text]
    of_subject = bool(links) and all(one.kinds <= _SUBJECTS and one.sure == 1.0 for one in links)
    of_else = bool(plan.topic) and plan.topic not in [one.text for one in links]
    counted = reading.operation is Operation.COUNT and bool(_HOW_MANY.search(reading.text))
    grouped = counted or (plan.group == "projects" and plan.operation in _GROUPED)
    if not of_subject or not grouped or of_else:
        return False
    names = [one.names for one in links]
    return not all(_takes_all(document, names, context) for document in plan.documents)


def _takes_all(document: str, names: list[tuple[str, ...]], context: Context) -> bool:
    projects = context.facts.projects(document, finest=False)
    selectors = [Selector(label=one[0], names=one, measure="项目支出") for one in names]
    own = sum((found.value for one in selectors for found in resolve(document, one, context.facts)), Decimal(0))
    return abs(sum((one.value for one in projects), Decimal(0)) - own) <= _ROUNDING


def _topic_of(reading: Reading, plan: Plan, context: Context) -> str:
    """The one subject's words, where they stand in the names of projects too (防汛: 防汛物资储备与维护)."""
    words = [one.text for one in reading.links if one.text in reading.text]
    projects = [one for document in plan.documents for one in context.facts.projects(document)]
    return words[0] if len(words) == 1 and any(words[0] in bare(one.item) for one in projects) else ""


def _tell_printed_with(subject: str, plan: Plan, context: Context) -> Status | None:
    """Tells the projects whose rows stand below a subject, or have it in a cell of their own; None where none does."""
    operation = plan.operation if plan.operation in (*_GROUPED, Operation.SUM) else Operation.COUNT
    own = {"operation": operation, "group": "projects", "selectors": (), "topic": "", "rests": (subject,)}
    of_subject = plan.model_copy(update=own)
    if not all(context.facts.is_of_subject(one, subject) for one in group_of(of_subject, context)):
        return None
    return compute(of_subject, context) or compute(of_subject.model_copy(update={"operation": Operation.LIST}), context)


def tell_projects_of_subject(reading: Reading, plan: Plan, context: Context, vocabulary: Vocabulary) -> Status:
    """Tells the projects that a table prints a subject beside or above; else what the sentence of its use says of it,
    or the subjects below it; else that no table says which projects are its own."""
    names = {one.names[0] for one in reading.links if one.text in reading.text}
    if len(names) == 1 and (status := _tell_printed_with(names.pop(), plan, context)):
        return status
    own = plan_of(replace(reading, operation=Operation.VALUE), vocabulary)
    if plan.operation is Operation.LIST:
        if tell_uses(own, context):
            return Status.ANSWERED
        if any(context.facts.children(document, one) for document in plan.documents for one in own.selectors):
            below = own.model_copy(update={"operation": Operation.LIST, "group": "subjects", "level": 0})
            status = compute(below, context)
            if status:
                return status
    topic = _topic_of(reading, plan, context)
    if topic and (status := compute(plan.model_copy(update={"topic": topic}), context)):
        return status
    named = "、".join(one.text for one in reading.links if one.text in reading.text)
    context.draft.say(say("projects_without_subject", subject=named))
    return Status.NOT_FOUND
