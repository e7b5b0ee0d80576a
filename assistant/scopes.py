"""An item whose amount tables of different scope print otherwise: which of them is meant, or each by its scope."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import Role, Status
from assistant.context import Context
from assistant.draft import amount_text
from assistant.found import Found
from assistant.namesakes import namesakes, say_namesakes
from assistant.narrative.aspect import asks_use
from assistant.plan import Plan, Selector
from assistant.prompting import say
from assistant.stated import stated
from assistant.understand.clues import asks_for_reason
from assistant.understand.text import PROJECT_NOUN, clauses

_OF_SUBJECT = re.compile(r"科目|\([款项]\)|这一?项(?!目)|功能分类|总表")
_OF_ALL = re.compile("支出总共|总共支出|支出一共|一共支出|总支出|全口径|全部资金|所有资金")
_FISCAL_TABLES = ("一般公共预算支出表", "财政拨款收支总表")
_WHOLE_TABLES = ("支出总表", "收支总表")


def meant_reading(found: Found, selector: Selector, context: Context) -> Found:
    """Of the amounts of an item in tables of different scope the one that the sentence states which says what it
    is for, or why it changed, where the question asks for that too; the given one without such a sentence."""
    parts = clauses(context.turn)
    of_use, of_reason = any(map(asks_use, parts)), any(map(asks_for_reason, parts))
    if not found.others or not (of_use or of_reason):
        return found
    document = found.cell.document_id
    hits = stated(context.snapshot, (document,), selector.label, exact=True)
    told = [one for one in hits if of_reason and one.reason]
    told += [one for one in hits if of_use and "用于" in context.passage(one.passage_id).text]
    amounts = [one.amount for one in told]
    meant = next((one for one in (found, *found.others) if one.value in amounts), None)
    return replace(meant, others=()) if meant is not None else found


def readings_of(selector: Selector, found: Found, context: Context) -> Status | None:
    """The rows of that name, or the amounts of that item in tables of different scope, where there are several."""
    if namesakes(selector, found):
        return say_namesakes(selector, found, context)
    of_all = found.kind in _WHOLE_TABLES and _OF_ALL.search(context.turn)
    return _both_readings(found, context) if _has_two_scopes(selector, found) and not of_all else None


def of_namesake(found: Found, selector: Selector, plan: Plan, context: Context) -> Found:
    """The figure of a subject with that of a project of the same name beside it, or the one of them that the
    question means (人大会议这个科目, 人大会议项目)."""
    if found.item_kind != "functional" or selector.tables or selector.fund or selector.measure != "合计":
        return found
    document = found.cell.document_id
    projects = context.facts.find_all(document, selector.model_copy(update={"tables": ("项目支出表",)}))
    if len(projects) != 1 or projects[0].item_kind != "project" or projects[0].value == found.value:
        return found
    if _OF_SUBJECT.search(plan.question):
        return found
    return projects[0] if PROJECT_NOUN.search(plan.question) else replace(found, others=(*found.others, projects[0]))


def _has_two_scopes(selector: Selector, found: Found) -> bool:
    """Whether tables of different scope, or rows of another kind, give the item another amount, and
    the question does not say which is meant."""
    if selector.fund or selector.side or selector.tables or selector.unit_name or selector.measure != "合计":
        return False
    if found.kind in _WHOLE_TABLES and any(other.kind in _FISCAL_TABLES for other in found.others):
        return True
    kinds = {found.item_kind, *(other.item_kind for other in found.others)} - {"procurement", "other"}
    return len(kinds - {"economic"} if "three_public" in kinds else kinds) > 1


def _both_readings(found: Found, context: Context) -> Status:
    draft = context.draft
    draft.say(say("clarify_scope", label=found.label))
    for one in (found, *found.others):
        draft.read_figure(one, Role.DETAIL, f"{one.label}（{one.kind}）")
        scope = "财政拨款（一般公共预算）口径" if one.kind in _FISCAL_TABLES else "全部收支口径"
        said = f"（{scope}）" if one.kind in (*_FISCAL_TABLES, *_WHOLE_TABLES) else f"“{one.cell.row}”"
        label = f"{one.department}{one.year or ''}年，{one.kind}{said}"
        draft.say(say("row", label=label, amount=amount_text(one.value, one.unit), cite=draft.cite(one)))
    context.history.append(found)
    return Status.CLARIFY
