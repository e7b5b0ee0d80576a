"""The pipeline: understand, compute or retrieve, word, verify."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.answer import Answer, Role, Route, Status
from assistant.context import Context, resolve
from assistant.doubts import doubt_warnings
from assistant.draft import Draft
from assistant.facts import FactTable
from assistant.figures import compute
from assistant.holdings import holdings_told
from assistant.mixtures import mixture_warnings
from assistant.narrative.asked import measure_asked, measures_alike
from assistant.plan import Operation, Plan
from assistant.prompting import say
from assistant.question import check_turns
from assistant.reviewing import answer_review, tell_contradictions
from assistant.routes import NO_TEXT, may_be_in_words, wants_words_first
from assistant.scope import clarify_bodies, is_repeated, not_found, opening, place, refusal, tell_reading, unexplained
from assistant.settings import Settings
from assistant.spoken import could_be_met, is_met, strange_words
from assistant.texts import answer_text
from assistant.understand.clues import asks_for_attribute, asks_money
from assistant.understand.followups import inherit
from assistant.understand.planning import plan_of
from assistant.understand.reading import Reading, read
from assistant.understand.text import clauses, grams
from assistant.understand.vocabulary import Vocabulary
from assistant.verify import faults_of, uncited_figures
from index.amounts import YUAN_PER_UNIT

if TYPE_CHECKING:
    from assistant.retrieve import HybridRetriever
    from index.store import Snapshot, Store

_ASKS_AMOUNT = re.compile(r"多少|几|多大|钱|金额|预算|数额|经费|费用|费|支出|收入|呢|有没有|有无|花|□[^□]{0,3}$")


_MUCH_LONGER = 4  # times


class Library:
    """What is built once for a snapshot: vocabulary, grouped facts, the retriever on first use."""

    def __init__(self, snapshot: Snapshot, settings: Settings) -> None:
        self.snapshot = snapshot
        self.vocabulary = Vocabulary(snapshot)
        self.facts = FactTable(snapshot.facts)
        self._settings = settings

    @cached_property
    def retriever(self) -> HybridRetriever:
        """The hybrid retriever; loads the encoder, so only text questions pay for it."""
        from assistant.retrieve import HybridRetriever
        from index.encoder import load_encoder

        return HybridRetriever(snapshot=self.snapshot, encoder=load_encoder(self._settings.encoder))


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
        context = Context(library.snapshot, library.facts, Draft(library.snapshot))
        earlier: Reading | None = None
        answer: Answer | None = None
        for position, turn in enumerate(turns):
            context.draft = Draft(library.snapshot)
            talk = " ".join(turns[max(0, position - 1) : position + 1]) if position else turn
            answer, earlier = _answer_turn(turn, talk, earlier, context, library)
        assert answer is not None  # noqa: S101  (check_turns lets no empty list through)
        elapsed = round((time.perf_counter() - start) * 1000, 1)
        return _finished(answer, question_id, turns[-1], elapsed, library.snapshot)

    def _library_of(self, snapshot: Snapshot) -> Library:
        if self._library is None or self._library.snapshot is not snapshot:
            self._library = Library(snapshot, self._settings)
        return self._library


def _answer_turn(
    turn: str, talk: str, earlier: Reading | None, context: Context, library: Library
) -> tuple[Answer, Reading]:
    """Every clause of a turn; a clause inherits from the one before it."""
    cards = library.snapshot.documents
    statuses: list[Status] = []
    used_text = False
    parts = clauses(turn) or [turn]
    whole = place(inherit(read(turn, cards, library.vocabulary), earlier), earlier, cards, library.vocabulary)
    words, outcome = _without_figures(turn, whole, library)
    if words:
        return _answer(words, outcome, Route.NONE, context.draft), whole
    unnamed = not whole.bodies.mentions or not (whole.names_something or whole.wants_text)
    if whole.undecided and not whole.documents and unnamed and strange_words(whole):
        return not_found(whole, library.snapshot, library.vocabulary), whole
    if whole.undecided and not whole.documents:
        return clarify_bodies(whole, context, library.vocabulary), whole
    if answer_review(turn, whole.documents, library.snapshot, context.draft):
        return _composed([Status.ANSWERED], used_text=True, context=context), whole
    reading = whole
    for number, part in enumerate(parts):
        if len(parts) > 1:
            reading = inherit(read(part, cards, library.vocabulary), reading if number else opening(whole, earlier))
            reading = place(reading, earlier, cards, library.vocabulary)
        status, by_text = _answer_clause(reading, part, talk, context, library)
        used_text = used_text or by_text
        if status:
            statuses.append(status)
    if not statuses and _is_open_to_words(whole, reading):
        found, _ = answer_text(turn, whole.documents, whole.several, library.snapshot, library.retriever, context.draft)
        statuses, used_text = ([found], True) if found else ([], False)
    if not statuses:
        return not_found(whole, library.snapshot, library.vocabulary), reading
    if earlier and is_repeated(whole):
        context.draft.say(say("repeated"))
    tell_contradictions(context.draft, library.snapshot)
    return _composed(statuses, used_text=used_text, context=context), reading


def _without_figures(turn: str, whole: Reading, library: Library) -> tuple[str, Status]:
    """The sentence for a turn that no document is read for: what the library holds, or a refusal. Empty
    for all others."""
    held = holdings_told(turn, whole.documents if whole.bodies.mentions else (), library.snapshot)
    if held and not whole.bodies.foreign:
        return held, Status.ANSWERED
    return refusal(whole, library.snapshot, library.vocabulary), Status.NOT_FOUND


def _is_open_to_words(whole: Reading, reading: Reading) -> bool:
    """Whether any words of the documents may answer what no clause did: nothing is counted or dated."""
    return bool(whole.documents) and reading.operation not in NO_TEXT and may_be_in_words(whole)


def _composed(statuses: Sequence[Status], *, used_text: bool, context: Context) -> Answer:
    """The answer of a draft, with the tools that it came from."""
    draft = context.draft
    stated = any(one.citations and not one.cells for one in draft.figures)
    printed = any(one.cells for one in draft.figures)
    route = Route.NARRATIVE if used_text or (stated and not printed) else Route.TABLE
    if printed and (used_text or stated):
        route = Route.HYBRID
    status = Status.CLARIFY if Status.CLARIFY in statuses else Status.ANSWERED
    return _answer("\n\n".join(draft.lines), status, route, draft)


def _answer_clause(
    reading: Reading, part: str, talk: str, context: Context, library: Library
) -> tuple[Status | None, bool]:
    """Figures first or words first, by what the clause asks for."""
    everything = tuple(card.id for card in library.snapshot.documents)
    plan = plan_of(reading, library.vocabulary)
    text_first = wants_words_first(reading, plan, library.snapshot)
    if not text_first and reading.documents:
        status = _figures(plan, reading, context)
        told_in_words = plan.operation is Operation.COUNT and plan.group == "units"
        if status or (plan.operation in NO_TEXT and not told_in_words) or asks_for_attribute(reading.plain):
            return status, False
    question = part if reading.fresh and reading.links and not reading.wants_text else talk
    if not reading.documents and not reading.wants_text and not reading.left:
        return None, False
    checked = not text_first or not (reading.documents or reading.names_something)
    if checked and not could_be_met(reading, library.snapshot):
        return None, False
    before = context.draft.mark()
    status, _ = answer_text(
        question, reading.documents or everything, reading.several, library.snapshot, library.retriever, context.draft
    )
    if status and checked and not is_met(reading, context.draft.since(before)):
        context.draft.reset(before)
        return None, False
    if status and not text_first:
        words = [*(link.text for link in reading.links), *reading.rests]
        context.draft.demote_others(before, [pair for word in words for pair in grams(word)])
    if status and not text_first and asks_money(reading.plain) and not _states_money(part, context.draft, before):
        context.draft.reset(before)
        return None, False
    if status is None and text_first and reading.documents and _ASKS_AMOUNT.search(reading.plain):
        return _figures(plan, reading, context), False
    return status, status is not None


def _states_money(part: str, draft: Draft, before: tuple[int, int, int]) -> bool:
    """Whether quoted words give an amount of money of what is asked, not only of something beside it."""
    added = [one for one in draft.figures[before[1] :] if one.role is Role.HEADLINE and one.unit in YUAN_PER_UNIT]
    return any(grams(part) & grams(one.label) for one in added)


def _figures(plan: Plan, reading: Reading, context: Context) -> Status | None:
    """The figures of a plan, unless the question asks for something that they are not of."""
    if not plan.selectors and not plan.group and not context.history and plan.operation is not Operation.CHANGE:
        return None
    wanted = asks_for_attribute(reading.plain) if plan.operation is not Operation.AVERAGE else ""
    if wanted and not any(wanted in name for one in plan.selectors for name in (*one.names, one.label)):
        pairs = [(document, one) for document in plan.documents for one in plan.selectors]
        if not any(wanted in found.unit for pair in pairs for found in resolve(*pair, context.facts)):
            return None
    if plan.operation is Operation.VALUE and _only_touches(reading):
        return None
    if plan.operation is Operation.VALUE and not _counts_what_is_asked(reading, plan, context):
        return None
    if plan.operation is Operation.VALUE and reading.left and not _ASKS_AMOUNT.search(reading.plain):
        return None  # something else than an amount is asked, in words that are not understood
    if unexplained(reading, plan, context):
        return None
    status = compute(plan, context)
    if status is Status.ANSWERED:
        tell_reading(reading, context.draft)
    return status


def _only_touches(reading: Reading) -> bool:
    """Whether the question shares but a word with the items it was linked to, and asks for something else:
    for no amount, or for more than that word (藏书 in 读者对藏书的满意度)."""
    weak = [
        all(link.text in name and len(name) >= _MUCH_LONGER * len(link.text) for name in link.names)
        for link in reading.links
    ]
    asks_else = bool(reading.left) or not _ASKS_AMOUNT.search(reading.plain)
    return bool(weak) and all(weak) and asks_else and not reading.columns


def _counts_what_is_asked(reading: Reading, plan: Plan, context: Context) -> bool:
    """Whether some figure is of the measure that is asked for, where it is one of a certain measure (几次):
    the number of pupils is none of visits."""
    measure = measure_asked(reading.plain)
    pairs = [(document, one) for document in plan.documents for one in plan.selectors]
    units = {found.unit for pair in pairs for found in resolve(*pair, context.facts)[:1]}
    counted = {unit for unit in units if unit and unit not in YUAN_PER_UNIT}
    return not measure or not counted or any(measures_alike(measure, unit) for unit in counted)


def _answer(text: str, status: Status, route: Route, draft: Draft) -> Answer:
    figures, citations, warnings = tuple(draft.figures), tuple(draft.citations), tuple(draft.warnings)
    return Answer("", "", text, status, route, figures, citations, warnings, draft.chart)


def _finished(answer: Answer, question_id: str, question: str, elapsed: float, snapshot: Snapshot) -> Answer:
    """The verified answer; one whose proofs fail is withheld."""
    named = replace(answer, id=question_id, question=question, elapsed_ms=elapsed)
    faults = faults_of(named, snapshot) + uncited_figures(named)
    if not faults:
        cautions = doubt_warnings(named, snapshot) + mixture_warnings(named, snapshot)
        return replace(named, warnings=named.warnings + cautions)
    text = f"没有通过核验，不予显示：{'；'.join(faults[:3])}。"
    return Answer(question_id, question, text, Status.NOT_FOUND, Route.NONE, elapsed_ms=elapsed)
