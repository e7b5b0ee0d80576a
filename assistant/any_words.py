"""What any words of the documents say of a turn, or of a clause of one, that is answered in no other way."""

from __future__ import annotations

from assistant.answer import Status
from assistant.clause import names_no_words
from assistant.context import Context
from assistant.library import Library
from assistant.routes import NO_TEXT, may_be_in_words
from assistant.slips_told import is_torn, not_spoken_of, tell_unread
from assistant.spoken import asks_unheard_of, asks_who_alone, is_spoken_of, strange_words, tells_amount, tells_money
from assistant.texts import answer_text
from assistant.understand.planning import plan_of
from assistant.understand.reading import Reading
from assistant.understand.text import bare
from assistant.worded import says_what_is_asked, without_names


def by_any_words(text: str, whole: Reading, context: Context, library: Library) -> list[Status]:
    """What the documents' words say of a turn that no clause was answered for; empty where they say no
    amount and one is asked for."""
    before = context.draft.mark()
    found, _ = answer_text(text, whole.documents, whole.several, library.snapshot, library.retriever, context.draft)
    told = context.draft.since(before)
    if found and not told:  # the words that answer are quoted already
        known = "\n".join(context.draft.lines)
        named = strange_words(whole)
        return [found] if named and all(is_spoken_of(one, known) or one in bare(known) for one in named) else []
    of_money = tells_money(whole, context.draft.figures[before[1] :])
    of_else = not says_what_is_asked(whole, False, context, before)
    strange = [] if whole.wants_text else strange_words(whole)
    said = without_names(told, whole, context)
    of_else = of_else or (bool(strange) and not any(is_spoken_of(one, said) for one in strange))
    unused = not_spoken_of(whole, told)
    of_else = of_else or (
        bool(unused) and not whole.fresh
    )  # a follow-up whose own words the quoted ones do not speak of
    if found and tells_amount(whole, told) and of_money and not of_else:
        plan = plan_of(whole, library.vocabulary)
        tell_unread(whole, plan, context.draft, library, before, unused, in_words=True)
        if not is_torn(whole, context.draft.unread):
            return [found]
    context.draft.reset(before)
    return []


def is_open_to_words(whole: Reading, last: Reading, library: Library) -> bool:
    """Whether any words of the documents may answer what no clause did: nothing is counted or dated."""
    of_amounts = last.operation in NO_TEXT or names_no_words(whole, library)
    if of_amounts or asks_who_alone(last):
        return False
    return may_be_in_words(whole) and not asks_unheard_of(whole, library.printed.of(whole.documents))
