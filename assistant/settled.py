"""Answers that a question as a whole decides, before its clauses are looked at: what the library holds, a refusal, a
question back, the tables of a document, a review of its figures."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import Answer, Route, Status
from assistant.composing import answer_of, composed
from assistant.context import Context
from assistant.holdings import holdings_told
from assistant.library import Library
from assistant.plan import Operation
from assistant.prompting import say
from assistant.recalled import recalled
from assistant.reviewing import answer_review, asks_review, tell_contradictions
from assistant.scope import refusal, superior_untold
from assistant.spoken import is_spoken_of, strange_words
from assistant.tables_listed import tell_tables
from assistant.unanswered import clarify_bodies, not_found
from assistant.understand.body_count import not_as_many
from assistant.understand.reading import Reading
from assistant.understand.text import clauses

_ASKS_WHICH = re.compile("多少|几[个项家万]|[一-鿿]还是[一-鿿]")
_OF_SPENDING = frozenset(("functional", "economic"))
_TWO = "两个"


def settled(text: str, whole: Reading, context: Context, library: Library) -> Answer | None:
    """The answer where the question as a whole decides; None where its clauses do."""
    about = (whole.documents or whole.undecided) if whole.bodies.mentions else ()
    held = holdings_told(context.typed, about, library.snapshot)
    if held and not whole.bodies.foreign:
        return answer_of(held, Status.ANSWERED, Route.NONE, context.draft)
    refused = refusal(whole, library.snapshot, library.vocabulary) or superior_untold(whole, library.snapshot)
    if refused:
        return answer_of(refused, Status.NOT_FOUND, Route.NONE, context.draft)
    unnamed = not whole.bodies.mentions or not (
        whole.names_something or whole.wants_text or _names_office(whole, library)
    )
    if whole.undecided and not whole.documents and unnamed and strange_words(whole):
        return not_found(whole, library.snapshot, library.vocabulary)
    if whole.undecided and not whole.documents:
        asked_back = clarify_bodies(whole, context, library.vocabulary)
        tell_contradictions(context.draft, library.snapshot)
        return replace(asked_back, warnings=tuple(context.draft.warnings))
    if tell_tables(whole, library.snapshot, context.draft):
        return composed([Status.ANSWERED], used_text=True, context=context)
    topic = text if whole.fresh else f"{whole.topic}"  # these two agree?: of what was asked before
    if whole.fresh and not_as_many(text, whole.bodies, library.snapshot.documents):
        return answer_of(
            say("not_as_many", bodies=_bodies_told(whole, library)), Status.CLARIFY, Route.NONE, context.draft
        )
    parts = clauses(text)
    of_part = len(parts) > 1 and bool(_ASKS_WHICH.search(parts[0])) and not asks_review(parts[0])
    of_item = len(whole.tables) > 1 and len(whole.links) == 1  # one row in two tables: told of it, not of all checks
    of_told = of_part or of_item or _compares_told(whole, context)
    if not of_told and answer_review(topic, whole.documents, library.snapshot, context.draft, items_of(whole)):
        return composed([Status.ANSWERED], used_text=True, context=context)
    return None


def items_of(reading: Reading) -> tuple[str, ...]:
    """The items of spending that a question calls by their names."""
    exact = [one for one in reading.links if one.sure == 1.0 and len(one.names) == 1 and one.kinds & _OF_SPENDING]
    return tuple(dict.fromkeys(one.names[0] for one in exact))


def _names_office(whole: Reading, library: Library) -> bool:
    """Whether a question names bodies by more than their place (人大常委会), and something that their documents
    speak of."""
    cards, printed = library.snapshot.documents, library.printed.of(whole.undecided)
    if not any(is_spoken_of(word, printed) for word in strange_words(whole)):
        return False
    named = [(whole.text[one.start : one.end], one.documents) for one in whole.bodies.mentions]
    return any(all(words not in card.region for card in cards if card.id in ids) for words, ids in named)


def _bodies_told(whole: Reading, library: Library) -> str:
    cards = [card for card in library.snapshot.documents if card.id in whole.documents]
    return "、".join(dict.fromkeys(card.department for card in cards))


def _compares_told(whole: Reading, context: Context) -> bool:
    """Whether it is asked if two amounts agree that were told before and can be set against each other."""
    two = recalled(_TWO, context) if whole.operation is Operation.DIFFERENCE and not whole.fresh else []
    return len({one.unit for one in two}) == 1
