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
from assistant.draft import Draft, amount_text
from assistant.facts import FactTable
from assistant.figures import compute
from assistant.plan import Operation, Plan
from assistant.prompting import say
from assistant.question import check_turns
from assistant.settings import Settings
from assistant.texts import answer_text
from assistant.understand.clues import asks_for_attribute
from assistant.understand.planning import plan_of
from assistant.understand.reading import Reading, inherit, read
from assistant.understand.text import clauses
from assistant.understand.vocabulary import Vocabulary
from assistant.verify import faults_of

if TYPE_CHECKING:
    from assistant.retrieve import HybridRetriever
    from index.store import Snapshot, Store

_TEXT_FIRST = re.compile(r"为什么|为何|原因|理由|怎么解释|什么意思|定义|是指|职责|职能")
_OUTCOME = re.compile(r"(?<!预)决算|执行数|实际支出|实际花")
_NO_TEXT = frozenset(
    {Operation.SHARE, Operation.RANK, Operation.FILTER, Operation.COUNT, Operation.DIFFERENCE, Operation.PRIOR}
)


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
    reading = inherit(read(turn, cards, library.vocabulary), earlier)
    reading = _placed(reading, earlier, library)
    whole = reading
    for number, part in enumerate(parts):
        if len(parts) > 1:
            reading = inherit(read(part, cards, library.vocabulary), reading if number else _opening(whole, earlier))
        if number == 0 and whole.undecided and not reading.documents:
            if not plan_of(replace(whole, documents=whole.undecided), library.vocabulary).selectors or _is_foreign(
                whole
            ):
                return _answer(say("off_topic"), Status.NOT_FOUND, Route.NONE, context.draft), whole
            return _clarify_documents(whole, context, library), whole
        refusal = _refuse(reading, library) if number == 0 else ""
        if refusal:
            return _answer(refusal, Status.NOT_FOUND, Route.NONE, context.draft), reading
        status, by_text = _answer_clause(reading, part, talk, context, library)
        used_text = used_text or by_text
        if status:
            statuses.append(status)
        elif number == 0 and len(parts) == 1:
            break
    if not statuses:
        return _not_found(whole, context, library), reading
    route = Route.HYBRID if used_text and any(one.cells for one in context.draft.figures) else Route.TABLE
    if used_text and route is Route.TABLE:
        route = Route.NARRATIVE
    status = Status.CLARIFY if Status.CLARIFY in statuses else Status.ANSWERED
    return _answer("\n\n".join(context.draft.lines), status, route, context.draft), reading


def _is_foreign(reading: Reading) -> bool:
    """Whether a question that names a place only asks for something that no budget states."""
    return not reading.links and not reading.measures and bool(asks_for_attribute(reading.text))


def _placed(reading: Reading, earlier: Reading | None, library: Library) -> Reading:
    """Decides among bodies by the region talked of before, or by who alone holds the item."""
    cards = {card.id: card for card in library.snapshot.documents}
    if reading.undecided and earlier and earlier.documents:
        region = cards[earlier.documents[0]].region
        near = tuple(one for one in reading.undecided if cards[one].region == region)
        if len(near) == 1:
            return replace(reading, documents=near, undecided=())
    if reading.documents or reading.undecided or not reading.links:
        return reading
    holders = tuple(
        one
        for one in cards
        if all(any(one in library.vocabulary.documents[name] for name in link.names) for link in reading.links)
    )
    if len(holders) == 1:
        return replace(reading, documents=holders)
    return reading if reading.wants_text else replace(reading, undecided=holders)


def _opening(whole: Reading, earlier: Reading | None) -> Reading | None:
    """The first clause takes departments and years from the whole turn, items only from earlier."""
    if not whole.documents:
        return earlier
    if earlier is None:
        return replace(whole, links=(), measures=(), total=False, scope="")
    return replace(earlier, documents=whole.documents, years=whole.years, unit_names=whole.unit_names)


def _refuse(reading: Reading, library: Library) -> str:
    """The sentence for a year that the store does not hold; empty where nothing speaks against it."""
    chosen = [card for card in library.snapshot.documents if card.id in reading.documents]
    if chosen and _asks_outcome(reading) and all(card.basis == "预算" for card in chosen):
        return say("other_basis", documents="、".join(f"《{card.title}》" for card in chosen[:5]))
    if not chosen or not reading.years:
        return ""
    held = {card.year for card in chosen}
    if held & set(reading.years):
        return ""
    names = "、".join(dict.fromkeys(card.department for card in chosen))
    years = "、".join(str(year) for year in sorted(year for year in held if year))
    return say("missing_year", department=names, years=years, asked="、".join(map(str, reading.years)))


def _asks_outcome(reading: Reading) -> bool:
    """Whether final figures are asked for, other than as the base that a change is told against."""
    told_against = reading.operation in (Operation.CHANGE, Operation.PRIOR) or _TEXT_FIRST.search(reading.text)
    return bool(_OUTCOME.search(reading.text)) and not told_against


def _answer_clause(
    reading: Reading, part: str, talk: str, context: Context, library: Library
) -> tuple[Status | None, bool]:
    """Figures first or words first, by what the clause asks for."""
    cards = library.snapshot.documents
    everything = tuple(card.id for card in cards)
    plan = plan_of(reading, library.vocabulary)
    text_first = bool(_TEXT_FIRST.search(part)) or (reading.wants_text and plan.operation not in _NO_TEXT)
    if text_first and re.search(r"多少|几", part) and (reading.links or reading.measures):
        text_first = bool(_TEXT_FIRST.search(part))
    if plan.operation in (Operation.CHANGE, Operation.PRIOR) and not _TEXT_FIRST.search(part):
        text_first = False
    if not text_first and reading.documents:
        status = _figures(plan, reading, context)
        if status or plan.operation in _NO_TEXT or asks_for_attribute(reading.text):
            return status, False
    question = part if reading.links and not reading.wants_text else talk
    if not reading.documents and not reading.wants_text and not reading.rests:
        return None, False
    status, _ = answer_text(
        question, reading.documents or everything, reading.several, library.snapshot, library.retriever, context.draft
    )
    if status is None and text_first and reading.documents:
        return _figures(plan, reading, context), False
    return status, status is not None


def _figures(plan: Plan, reading: Reading, context: Context) -> Status | None:
    """The figures of a plan, unless the question asks for an attribute that they are not of."""
    if not plan.selectors and not plan.group and not context.history and plan.operation is not Operation.CHANGE:
        return None
    wanted = asks_for_attribute(reading.text)
    if wanted and not any(wanted in name for one in plan.selectors for name in (*one.names, one.label)):
        return None
    return compute(plan, context)


def _clarify_documents(reading: Reading, context: Context, library: Library) -> Answer:
    """Each reading by its department, where a name or a place fits several."""
    draft = context.draft
    draft.say(say("clarify_documents", question=reading.question))
    names = {card.id: card for card in library.snapshot.documents}
    for document in reading.undecided:
        plan = plan_of(replace(reading, documents=(document,)), library.vocabulary)
        found = [one for selector in plan.selectors for one in resolve(document, selector, library.facts)]
        card = names[document]
        for one in found:
            draft.read_figure(one, Role.DETAIL, f"{one.department}{one.label}")
            amount = amount_text(one.value, one.unit, one.operator)
            draft.say(
                say("row", label=f"{one.department}{one.year or ''}年{one.label}", amount=amount, cite=draft.cite(one))
            )
        if not found:
            draft.say(f"- {card.title}")
    return _answer("\n\n".join(draft.lines), Status.CLARIFY, Route.TABLE, draft)


def _not_found(reading: Reading, context: Context, library: Library) -> Answer:
    """What was searched and what is nearest; no figure."""
    cards = library.snapshot.documents
    chosen = [card for card in cards if card.id in reading.documents] or list(cards)
    if not reading.documents and not reading.links and not reading.measures:
        return _answer(say("off_topic"), Status.NOT_FOUND, Route.NONE, Draft(library.snapshot))
    subject = "、".join([*(link.text for link in reading.links), *reading.rests]) or "所问内容"
    near = [
        name
        for words in reading.rests
        for name, _ in library.vocabulary.nearest(words, reading.documents, ("project",))[:3]
    ]
    text = say(
        "not_found",
        searched="、".join(f"《{card.title}》" for card in chosen[:5]),
        subject=subject,
        nearest=f"相近的有：{'、'.join(dict.fromkeys(near))}。" if near else "",
    )
    return _answer(text, Status.NOT_FOUND, Route.NONE, Draft(library.snapshot))


def _answer(text: str, status: Status, route: Route, draft: Draft) -> Answer:
    return Answer("", "", text, status, route, tuple(draft.figures), tuple(draft.citations), tuple(draft.warnings))


def _finished(answer: Answer, question_id: str, question: str, elapsed: float, snapshot: Snapshot) -> Answer:
    """The verified answer; one whose proofs fail is withheld."""
    named = replace(answer, id=question_id, question=question, elapsed_ms=elapsed)
    faults = faults_of(named, snapshot)
    if not faults:
        return named
    text = f"没有通过核验，不予显示：{'；'.join(faults[:3])}。"
    return Answer(question_id, question, text, Status.NOT_FOUND, Route.NONE, elapsed_ms=elapsed)
