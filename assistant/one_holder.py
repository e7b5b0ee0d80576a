"""A question that leaves open which of a few bodies is meant (人社局, of which the store has two), asked of each of
them: what one of them alone has an answer to is told, and what none has is not asked back for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.answer import Status
from assistant.library import Library
from assistant.prompting import say
from assistant.slips_told import Trial
from assistant.unanswered import not_found
from assistant.understand.departments import Mention
from assistant.understand.reading import Reading

_FEW = 4  # bodies of which each is asked


def of_one_holder(best: Trial, ask: Callable[[str], Trial], library: Library) -> Trial:
    """A trial; where nothing decides which body is meant, the answer of the only one that has any."""
    whole = best.told.whole
    named = _left_open(whole) if best.answer.status is not Status.ANSWERED else None
    held = [card for card in library.snapshot.documents if card.id in whole.undecided]
    bodies = list(dict.fromkeys(card.department for card in held))
    if named is None or not 1 < len(bodies) <= _FEW:
        return best
    trials = {body: ask(f"{whole.text[: named.start]}{body}{whole.text[named.end :]}") for body in bodies}
    answered = [body for body, one in trials.items() if one.answer.status is Status.ANSWERED]
    if any(one.answer.status is Status.CLARIFY for one in trials.values()):
        return best
    if not answered:
        documents = replace(whole.bodies, documents=whole.undecided, undecided=())
        refused = not_found(replace(whole, bodies=documents), library.snapshot, library.vocabulary)
        return replace(best, answer=refused)
    if len(answered) > 1:
        return best
    only = trials[answered[0]]
    others = "、".join(body for body in bodies if body != answered[0])
    note = say("only_holder", words=whole.text[named.start : named.end], others=others)
    return replace(only, answer=replace(only.answer, answer=f"{only.answer.answer}\n\n{note}"))


def _left_open(whole: Reading) -> Mention | None:
    """The name that does not decide among the bodies of a question."""
    if not whole.undecided or whole.documents:
        return None
    open_names = [one for one in whole.bodies.mentions if set(whole.undecided) <= set(one.documents)]
    return open_names[0] if len(open_names) == 1 and not open_names[0].unit_name else None
