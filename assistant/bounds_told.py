"""How an answer puts the bound that a question sets (超过 100 万元). A follow-up takes the bound from a turn before
(教育局呢); as its number then stands neither in the question nor in a source, the answer does not repeat it."""

from __future__ import annotations

from assistant.context import Context
from assistant.prompting import say
from assistant.understand.bounds import money_named
from assistant.understand.clues import fraction_of
from assistant.understand.rough_bounds import rough_spans
from assistant.understand.text import folded


def bound_asked(amount: str, context: Context) -> str:
    """An amount or a share that something is held against, in words."""
    return say("bound_asked", amount=amount) if names_bound(context) else say("bound_before")


def bound_within(words: str, amount: str, context: Context) -> str:
    """The bound that chooses members of a group: its words (超过) and what they bound; a range has no words."""
    if names_bound(context):
        return f"{words} {amount}".strip()
    return f"{words}{say('bound_before')}" if words else say("range_before")


def names_bound(context: Context) -> bool:
    """Whether the turn, as it was typed, names an amount of money or a share itself."""
    typed = folded(context.typed)
    return bool(money_named(typed) or rough_spans(typed)) or fraction_of(context.typed) is not None
