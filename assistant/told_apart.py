"""What a clause is answered by before its figures and its words: things that have an answer of their own."""

from __future__ import annotations

from assistant.answer import Status
from assistant.classed import tell_class
from assistant.context import Context
from assistant.denials import tell_denial_as_asked
from assistant.inclusions import tell_inclusion
from assistant.indicator_sets import tell_indicator_set
from assistant.library import Library
from assistant.plan import Plan
from assistant.project_words import tell_project
from assistant.projects_counted import tell_counted, tell_involved
from assistant.stating import asks_written, written_value
from assistant.subject_projects import asks_projects_of_subject, tell_projects_of_subject
from assistant.supposed import tell_supposed
from assistant.understand.reading import Reading


def told_apart(reading: Reading, plan: Plan, context: Context, library: Library) -> tuple[Status, bool] | None:
    """What is told of things that have an answer of their own: what words state, projects and their indicators,
    the projects of a subject, and what a document says in so many words that there is none of; with it, whether
    words answered."""
    written = written_value(plan, context) if asks_written(plan.question) else None
    told = written or tell_class(plan, context) or tell_supposed(plan, context) or tell_involved(reading, context)
    told = told or tell_project(reading, context, library.vocabulary) or tell_indicator_set(reading, context)
    in_words = None if told else tell_counted(reading, context) or tell_inclusion(reading, context)
    if not (told or in_words) and asks_projects_of_subject(reading, plan, context):
        told = tell_projects_of_subject(reading, plan, context, library.vocabulary)
    if not (told or in_words) and tell_denial_as_asked(reading, plan, context):
        told = Status.ANSWERED
    status = told or in_words
    return (status, in_words is not None) if status else None
