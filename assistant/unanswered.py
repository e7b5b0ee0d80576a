"""What is said where a question has no one answer: its readings by body, or what was searched in vain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.across import sides_of, tell_side
from assistant.answer import Answer, Route, Status
from assistant.context import Context
from assistant.figures import compute
from assistant.placing_years import is_year_before
from assistant.plan import Operation, Plan
from assistant.prompting import say
from assistant.scope import NAMED, missing_year
from assistant.understand.clues import asks_for_reason, asks_money
from assistant.understand.planning import plan_of
from assistant.understand.reading import Reading
from assistant.understand.vocabulary import ItemLink, Vocabulary
from index.amounts import find_amounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model import DocumentCard
    from index.store import Snapshot

_COMPUTED = (
    Operation.SHARE,
    Operation.CHANGE,
    Operation.DIFFERENCE,
    Operation.RATIO,
    Operation.AVERAGE,
    Operation.PRIOR,
)
_MEMBERS = {
    "projects": "各个项目",
    "units": "各个单位",
    "subjects": "各个科目",
    "indicators": "绩效指标",
    "procurement": "采购明细",
    "assets": "资产明细",
    "income": "收入来源明细",
}
_FEW = 8  # bodies for each of which what is asked is computed


def clarify_bodies(reading: Reading, context: Context, vocabulary: Vocabulary) -> Answer:
    """Each reading by its department, where a name or a place fits several."""
    draft = context.draft
    draft.say(say("clarify_documents", question=reading.question))
    documents = reading.undecided
    plan = plan_of(replace(reading, bodies=replace(reading.bodies, documents=documents, undecided=())), vocabulary)
    told = _computed_for_each(plan, context)
    if plan.operation is Operation.AVERAGE and not told and len(documents) <= _FEW:
        searched = "、".join(f"《{card.title}》" for card in context.snapshot.documents if card.id in documents)
        return Answer("", "", say("no_divisor", searched=searched), Status.NOT_FOUND, Route.NONE)
    names = "".join(card.department for card in context.snapshot.documents if card.id in documents)
    for selector in () if told else [one for one in plan.selectors if one.label not in names]:
        for side in sides_of(documents, selector, context):
            tell_side(side, context, headline=False)
            told.add(side.body)
    for card in context.snapshot.documents:
        if card.id in documents and card.department not in told and not any(card.department in one for one in told):
            told.add(card.department)
            draft.say(f"- {card.title}")
    figures, citations = tuple(draft.figures), tuple(draft.citations)
    return Answer("", "", "\n\n".join(draft.lines), Status.CLARIFY, Route.TABLE, figures, citations)


def _computed_for_each(plan: Plan, context: Context) -> set[str]:
    """Computes what is asked (a share, a change) for each of a few bodies; which of them it could be computed for."""
    bodies = {one: context.snapshot.card(one).department for one in plan.documents}
    told: set[str] = set()
    if plan.operation not in _COMPUTED or len(bodies) > _FEW:
        return told
    start, history = context.draft.mark(), list(context.history)
    for document, body in bodies.items():
        before = context.draft.mark()
        if compute(plan.model_copy(update={"documents": (document,)}), context) is None:
            context.draft.reset(before)
        else:
            told.add(body)
    context.draft.demote_others(start, ())
    context.history[:] = history
    return told


def documents_named(cards: Sequence[DocumentCard]) -> str:
    """Documents as a sentence names them: one by its body, year and basis, several by their number."""
    first = cards[0]
    return f"{first.department}{first.year or ''}年{first.basis}" if len(cards) == 1 else f"所问的 {len(cards)} 份文件"


def _no_change(reading: Reading, chosen: Sequence[DocumentCard]) -> str:
    """That nothing is said of how what is asked has changed, and no document of the year before is held."""
    columns = (one.words or one.name for one in reading.columns)
    subject = "、".join(dict.fromkeys([*(link.text for link in reading.links), *columns])) or reading.total
    return say("no_change", searched="、".join(f"《{card.title}》" for card in chosen[:NAMED]), subject=subject)


def _is_held(link: ItemLink, reading: Reading, vocabulary: Vocabulary) -> bool:
    """Whether the documents asked list an item of a link's names."""
    return any(vocabulary.documents.get(name, set()) & set(reading.documents) for name in link.names)


def _are_held(reading: Reading, vocabulary: Vocabulary) -> bool:
    """Whether all that a clause names are items, or columns, that the documents asked list in full."""
    links = [one for one in reading.links if one.sure == 1.0]
    held = all(_is_held(link, reading, vocabulary) for link in links)
    return bool(links or reading.measures) and len(links) == len(reading.links) and held and not reading.left


def _not_by_unit(reading: Reading, chosen: Sequence[DocumentCard]) -> str:
    """That what is asked of a unit is listed for the whole body only."""
    named = [*(link.text for link in reading.links), *(one.words for one in reading.measures)]
    return say(
        "not_by_unit",
        searched="、".join(f"《{card.title}》" for card in chosen[:NAMED]),
        subject="、".join(dict.fromkeys(named)),
        unit="、".join(reading.unit_names) or "各单位",
    )


def _absent(named: Sequence[str], near: Sequence[str], reading: Reading, vocabulary: Vocabulary) -> list[str]:
    """The words asked for that name nothing which the documents hold."""
    held = [one.text for one in reading.links if one.sure == 1.0 and _is_held(one, reading, vocabulary)]
    return [words for words in named if words not in (*near, *held)]


def _not_computed(reading: Reading, chosen: Sequence[DocumentCard]) -> str:
    """Why what is asked of held things cannot be computed: a year before, an average, a change, a share of nothing;
    empty where that is not the reason."""
    if reading.operation is Operation.PRIOR and is_year_before(reading, chosen):
        return missing_year(reading, chosen)
    if not reading.names_something:
        return ""
    if reading.operation is Operation.AVERAGE:
        return say("no_divisor", searched="、".join(f"《{card.title}》" for card in chosen[:NAMED]))
    if reading.operation is Operation.CHANGE and not (reading.left or asks_for_reason(reading.plain)):
        return _no_change(reading, chosen)
    if reading.operation is Operation.SHARE and not (reading.rests or reading.links):
        return say("share_of_what", whole=reading.total or "、".join(one.words for one in reading.columns))
    return ""


def not_found(
    reading: Reading, snapshot: Snapshot, vocabulary: Vocabulary, meant: Sequence[str] = (), *, heard_of: bool = False
) -> Answer:
    """What was searched and what is nearest, first what may be `meant`; no figure. `heard_of`: the documents speak of
    what a question without a body or an item is about."""
    cards = snapshot.documents
    chosen = [card for card in cards if card.id in reading.documents] or list(cards)
    if not reading.documents and not reading.names_something and not heard_of:
        return Answer("", "", say("off_topic"), Status.NOT_FOUND, Route.NONE)
    uncomputed = _not_computed(reading, chosen)
    if uncomputed:
        return Answer("", "", uncomputed, Status.NOT_FOUND, Route.NONE)
    named = [*reading.rests, *(link.text for link in reading.links), *(one.words for one in reading.columns)]
    named = [words for words in named if words in reading.text] or named  # not what the turn before asked for
    near = [*meant, *(name for words in named for name, _ in vocabulary.nearest(words, reading.documents)[:3])]
    group = plan_of(reading, vocabulary).group
    if (reading.unit_names or group == "units") and _are_held(reading, vocabulary):
        return Answer("", "", _not_by_unit(reading, chosen), Status.NOT_FOUND, Route.NONE)
    near = [name for name in near if not find_amounts(name)]  # 单价20万元以上设备: nothing here proves that
    absent = _absent(named, near, reading, vocabulary)
    if named and not absent and asks_for_reason(reading.plain):
        return Answer("", "", say("no_reason", where=documents_named(chosen)), Status.NOT_FOUND, Route.NONE)
    searched = "、".join(f"《{card.title}》" for card in chosen[:NAMED])
    if named and not absent and not asks_money(reading.plain):
        text = say("nothing_asked_of", searched=searched, subject="、".join(dict.fromkeys(named)))
        return Answer("", "", text, Status.NOT_FOUND, Route.NONE)
    absent = absent or [f"{'、'.join(named)}的金额" if named else _MEMBERS.get(group, reading.total or "所问内容")]
    subject = "".join(f"{name}的" for name in reading.unit_names[:1]) + "、".join(dict.fromkeys(absent))
    text = say(
        "not_found",
        searched=searched,
        subject=subject,
        nearest=f"相近的有：{'、'.join(dict.fromkeys(near[:NAMED]))}。" if near else "",
    )
    return Answer("", "", text, Status.NOT_FOUND, Route.NONE)
