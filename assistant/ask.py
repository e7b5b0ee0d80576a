"""The pipeline: understand, compute or retrieve, word, verify."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from assistant.answer import Answer, Role, Route, Status
from assistant.background import without_background
from assistant.context import Context
from assistant.courtesy import courtesy
from assistant.doubts import doubt_warnings
from assistant.draft import Draft
from assistant.library import Library
from assistant.mixtures import bases_told, mixture_warnings
from assistant.one_holder import of_one_holder
from assistant.question import check_turns
from assistant.settings import Settings
from assistant.slips_told import Trial, agree, asked_back, decided, stands_as_typed, tried, unread_follow_up
from assistant.turns import answer_turn
from assistant.understand.distributing import distributed
from assistant.understand.guesses import guesses
from assistant.understand.plain_forms import asked_plainly
from assistant.understand.respelling import Respelt, Slip
from assistant.understand.script import simplified
from assistant.understand.told import Told
from assistant.understand.years_behind import with_years_behind
from assistant.verify import faults_of, uncited_figures

if TYPE_CHECKING:
    from index.store import Snapshot, Store


_SHORT_TURN = 10  # characters of a follow-up of which none may be lost


class Assistant:
    """Answers questions over a store. Expected outcomes are values of the answer; errors of the store
    or of the encoder are BudgetErrors."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._library: Library | None = None

    def ask(self, turns: Sequence[str], question_id: str = "") -> Answer:
        """The answer to the last turn in the context of those before."""
        check_turns(turns)
        start = time.perf_counter()
        library = self._library_of(self._store.snapshot())
        context = Context(library.snapshot, library.facts, Draft(library.snapshot), library.printed)
        told: Told | None = None
        answer: Answer | None = None
        for typed in turns:
            polite = courtesy(typed)
            if polite:
                answer = polite
                continue
            turn = distributed(asked_plainly(simplified(typed)), library.snapshot.documents)
            turn = with_years_behind(turn, library.snapshot.documents)
            best = _doubted(turn, decided(_trials(turn, told, context, library)), told, context, library)
            ask = partial(_asked, told=told, context=context, library=library)
            best = of_one_holder(best, ask, library)
            best = without_background(turn, best, ask, library) if told is None else best
            begun, answer, told = told is not None, best.answer, best.told
            if begun or answer.status is not Status.CLARIFY or answer.figures:
                context = best.context  # what a question back to the first turn keeps to itself was not told
        assert answer is not None  # noqa: S101  (check_turns lets no empty list through)
        elapsed = round((time.perf_counter() - start) * 1000, 1)
        return _finished(answer, question_id, turns[-1], elapsed, library.snapshot)

    def _library_of(self, snapshot: Snapshot) -> Library:
        if self._library is None or self._library.snapshot is not snapshot:
            self._library = Library(snapshot, self._settings)
        return self._library


def _trials(turn: str, told: Told | None, context: Context, library: Library) -> list[Trial]:
    """A turn answered in each of the ways between which nothing decides to mend its slips; as it was typed
    where that is answered as well, or where none of several ways is answered."""
    readings = library.speller.readings(turn)
    trials = [_trial(turn, respelt, told, context, library) for respelt in readings]
    if any(one.mended for one in readings):
        typed = _trial(turn, Respelt(turn), told, context, library)
        mended, own = trials[0], typed.context.draft
        in_vain = mended.answer.status is Status.NOT_FOUND or mended.context.draft.is_open > own.is_open
        figured = any(one.role is Role.HEADLINE for one in typed.answer.figures)
        undecided = told is None and len(trials) > 1 and figured and not agree(trials)
        if undecided or (in_vain and own.by_meaning) or stands_as_typed(typed.answer, mended.answer):
            return [typed]
        if len(trials) > 1 and all(one.answer.status is Status.NOT_FOUND for one in trials):
            unread = tuple(Slip(one.typed, ()) for one in readings[0].doubtful)
            return [_trial(turn, Respelt(turn, unread=unread), told, context, library)]
    return trials


def _doubted(turn: str, best: Trial, told: Told | None, context: Context, library: Library) -> Trial:
    """A trial; a question back in its place where some characters of the turn are strays and the documents answer
    it otherwise if these are mended, or where they are in a follow-up of few characters."""
    strays = best.context.draft.unread
    if best.answer.status is not Status.ANSWERED or not strays:
        return best
    ways = guesses(best.respelt.text, strays, library.speller)
    trials = (_trial(turn, one, told, context, library) for one in ways)
    read = [one for one in trials if one.answer.status is Status.ANSWERED and not one.context.draft.unread]
    if told and not read and len(turn) <= _SHORT_TURN:
        return replace(best, answer=unread_follow_up(turn))
    return asked_back(best, read)


def _trial(turn: str, respelt: Respelt, told: Told | None, context: Context, library: Library) -> Trial:
    own = context.apart(Draft(library.snapshot))
    answer, come_to = answer_turn(respelt.text, told, own, library)
    return tried(turn, respelt, answer, told, come_to, own)


def _asked(turn: str, told: Told | None, context: Context, library: Library) -> Trial:
    return _trial(turn, Respelt(turn), told, context, library)


def _finished(answer: Answer, question_id: str, question: str, elapsed: float, snapshot: Snapshot) -> Answer:
    """The verified answer; one whose proofs fail is withheld."""
    named = replace(answer, id=question_id, question=question, elapsed_ms=elapsed)
    bases = bases_told(named, snapshot)
    named = replace(named, answer=f"{named.answer}\n\n{bases}") if bases else named
    faults = faults_of(named, snapshot) + uncited_figures(named)
    if not faults:
        cautions = doubt_warnings(named, snapshot) + mixture_warnings(named, snapshot)
        return replace(named, warnings=named.warnings + cautions)
    text = f"没有通过核验，不予显示：{'；'.join(faults[:3])}。"
    return Answer(question_id, question, text, Status.NOT_FOUND, Route.NONE, elapsed_ms=elapsed)
