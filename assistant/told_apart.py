"""What a clause is answered by before its figures and its words: things that have an answer of their own."""

from __future__ import annotations

from assistant.answer import Status
from assistant.bought_for import tell_bought_for, tell_bought_within
from assistant.by_column import tell_by_column
from assistant.classed import tell_class
from assistant.context import Context
from assistant.denials import tell_denial_as_asked, things_resembled
from assistant.full_names import tell_full_name
from assistant.heads_moved import tell_heads_moved
from assistant.inclusions import tell_inclusion
from assistant.indicator_sets import tell_indicator_set
from assistant.library import Library
from assistant.plan import Plan
from assistant.project_pages import tell_chapter, tell_project_pages
from assistant.project_words import tell_project
from assistant.projects_counted import tell_counted, tell_involved
from assistant.reserved import tell_reserved
from assistant.split_parts import tell_split_parts
from assistant.split_up import tell_split_as_asked
from assistant.stated import stated
from assistant.stating import asks_written, say_stated, written_value
from assistant.subject_projects import asks_projects_of_subject, tell_projects_of_subject
from assistant.supposed import tell_supposed
from assistant.two_tables import tell_in_tables
from assistant.understand.reading import Reading
from assistant.units_having import tell_units_having
from assistant.whose import tell_owner


def told_apart(reading: Reading, plan: Plan, context: Context, library: Library) -> tuple[Status, bool] | None:
    """What is told of things that have an answer of their own: what words state, projects and their indicators,
    the projects of a subject, and what a document says in so many words that there is none of; with it, whether
    words answered."""
    written = written_value(plan, context) if asks_written(plan.question) else None
    told = written or tell_class(plan, context) or tell_supposed(plan, context) or tell_involved(reading, context)
    told = told or tell_in_tables(reading, plan, context)
    told = told or tell_by_column(reading, plan, context)
    told = told or tell_units_having(plan, context) or tell_owner(plan, context)
    told = told or tell_reserved(reading, plan, context)
    told = told or tell_bought_for(reading, plan, context) or tell_bought_within(reading, plan, context)
    told = told or tell_project_pages(reading, plan, context)
    told = told or tell_heads_moved(reading, plan, context)
    told = told or tell_project(reading, context, library.vocabulary) or tell_indicator_set(reading, context)
    in_words = (
        None
        if told
        else tell_full_name(reading, context) or tell_counted(reading, context) or tell_inclusion(reading, context)
    )
    in_words = in_words or (None if told else tell_chapter(reading, plan, context))
    if not (told or in_words) and asks_projects_of_subject(reading, plan, context):
        told = tell_projects_of_subject(reading, plan, context, library.vocabulary)
    if not (told or in_words):
        told = tell_split_as_asked(reading, plan, context) or tell_split_parts(reading, plan, context)
    if not (told or in_words) and _tell_stated_as_asked(reading, plan, context):
        told = Status.ANSWERED
    if not (told or in_words) and tell_denial_as_asked(reading, plan, context):
        told = Status.ANSWERED
    status = told or in_words
    return (status, in_words is not None) if status else None


def _tell_stated_as_asked(reading: Reading, plan: Plan, context: Context) -> bool:
    """Tells what a sentence states in the very words of a clause that an item only resembles (业务用车0辆, not
    业务用房水电费); False where none does."""
    pairs = [(document, thing) for document in plan.documents for thing in things_resembled(reading, plan)]
    found = [stated(context.snapshot, (document,), thing, exact=True) for document, thing in pairs]
    hits = [next((one for one in group if one.amount is not None), None) for group in found]
    for hit in filter(None, hits):
        say_stated(hit, context)
    return any(hits)
