"""A question that leaves open which of a few bodies is meant (人社局, of which the store has two), alone or beside
others, asked of each of them: what one of them alone has an answer to is told, and what none has is not asked back
for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Answer, Route, Status
from assistant.library import Library
from assistant.prompting import say
from assistant.slips_told import Trial
from assistant.unanswered import not_found
from assistant.understand.departments import Mention
from assistant.understand.reading import Reading

_FEW = 4  # bodies of which each is asked


def of_one_holder(best: Trial, ask: Callable[[str], Trial], library: Library) -> Trial:
    """A trial; where nothing decides which body is meant, the answer of the only one that has any, or a question
    back where several have and the trial is without the open one."""
    whole = best.told.whole
    if whole.bodies.passed_over:
        return _noted(best, whole, whole.bodies.passed_over, library)
    named = _left_open(whole, best)
    held = [card for card in library.snapshot.documents if named and card.id in named.documents]
    bodies = list(dict.fromkeys(card.department for card in held))
    if named is None or not 1 < len(bodies) <= _FEW:
        return best
    trials = {body: ask(f"{whole.text[: named.start]}{body}{whole.text[named.end :]}") for body in bodies}
    answered = [body for body, one in trials.items() if one.answer.status is Status.ANSWERED]
    if any(one.answer.status is Status.CLARIFY for one in trials.values()):
        return best
    words = whole.text[named.start : named.end]
    if len(answered) > 1 or whole.bodies.left_open[1:]:
        of_set = whole.several and whole.bodies.left_open
        return best if best.answer.status is Status.CLARIFY and not of_set else _asked_which(words, bodies, best)
    if not answered and whole.documents:
        return best
    if not answered:
        documents = replace(whole.bodies, documents=whole.undecided, undecided=())
        refused = not_found(replace(whole, bodies=documents), library.snapshot, library.vocabulary)
        return replace(best, answer=refused)
    others = [card.id for card in held if card.department != answered[0]]
    return _noted(trials[answered[0]], whole, others, library)


def _noted(only: Trial, whole: Reading, others: Sequence[str], library: Library) -> Trial:
    """An answer with the other bodies that its question may mean by the same name, and that have none."""
    meant = next((one for one in whole.bodies.mentions if set(others) & set(one.documents)), None)
    if meant is None or only.answer.status is not Status.ANSWERED:
        return only
    bodies = dict.fromkeys(card.department for card in library.snapshot.documents if card.id in others)
    note = say("only_holder", words=whole.text[meant.start : meant.end], others="、".join(bodies))
    return replace(only, answer=replace(only.answer, answer=f"{only.answer.answer}\n\n{note}"))


def _asked_which(words: str, bodies: list[str], best: Trial) -> Trial:
    question = say("which_meant_body", words=words, bodies="、".join(bodies))
    return replace(best, answer=Answer("", "", question, Status.CLARIFY, Route.NONE))


def _left_open(whole: Reading, best: Trial) -> Mention | None:
    """The name that does not decide among the bodies of a question, where the trial is without it."""
    beside = next(iter(whole.bodies.left_open), None)
    if beside is not None and (whole.documents or whole.several):
        return beside if not beside.unit_name else None
    if not whole.undecided or whole.documents or best.answer.status is Status.ANSWERED:
        return None
    open_names = [one for one in whole.bodies.mentions if set(whole.undecided) <= set(one.documents)]
    return open_names[0] if len(open_names) == 1 and not open_names[0].unit_name else None
