"""What a sentence splits up a sum of money into (总预算1170万，其中支持甲870万，支持乙300万), ranked or listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from assistant.answer import Role, Status
from assistant.context import Context
from assistant.draft import amount_text
from assistant.plan import Operation, Plan
from assistant.prompting import say
from assistant.quoting import quoted
from assistant.stated import stated
from assistant.understand.reading import Reading
from assistant.understand.text import folded
from index.amounts import YUAN_PER_UNIT, adds_up
from index.model import Statement
from index.statements import project_of

_BEGINS = re.compile(r"其中|包括|分别为")
_PIECE = r"(?:^|[，,、；;：:])(?:其中)?([^，,、；;：:。\d]{2,30})(\d[\d,]*(?:\.\d+)?)\s*"
_OF_MONEY = re.compile(f"{_PIECE}(万元|亿元|万|亿|元)")
_GOES_TO = re.compile(
    r"(?:支持|扶持|花|用|投|包括|包含|分|拆)(?:给|了|着|的是|成|为|在|于|到|向|去)*(?:哪|什么|啥)(?!时|人|单位)"
    r"|(?:分|拆)[成为了出作]*(?:几|多少)大?(?:块|项|部分|份)"
)
_WHOLE_AGAIN = re.compile(r"(?:合计|共计|总计|总额)$")


class Piece(NamedTuple):
    """A part of a sum with its name in the sentence."""

    label: str
    amount: Decimal
    unit: str


class Split(NamedTuple):
    """A sentence that splits a sum up completely, the sum, and its parts."""

    sentence: Statement
    whole: Decimal
    pieces: list[Piece]


def tell_split_as_asked(reading: Reading, plan: Plan, context: Context) -> Status | None:
    """The parts of the one project that a clause asks what its money goes to (都支持哪些方面); None where it asks for
    something else, or no sentence splits the project up."""
    of_project = len(reading.links) == 1 and "project" in reading.links[0].kinds
    if not of_project or plan.operation is not Operation.VALUE or not _GOES_TO.search(reading.plain):
        return None
    return tell_split(plan.model_copy(update={"operation": Operation.LIST}), context)


def tell_split(plan: Plan, context: Context) -> Status | None:
    """The parts of the one sum that a question is about, the largest or smallest first where it ranks them; None
    where no sentence splits it up completely."""
    if len(plan.selectors) != 1 or plan.operation not in (Operation.RANK, Operation.LIST):
        return None
    for document in plan.documents:
        for split in splits_of(plan.selectors[0].label, document, context):
            _tell(_chosen(split.pieces, plan), split.sentence, context)
            return Status.ANSWERED
    return None


def splits_of(name: str, document: str, context: Context) -> Iterator[Split]:
    """The sentences of a document that split the sum of something up completely, with its parts, the most fitting
    first; of the pages of one project only, those of another tell of that."""
    hits = stated(context.snapshot, (document,), name)
    of = project_of(hits[0].section) if hits else ""
    for hit in hits:
        pieces = _pieces_of(hit) if project_of(hit.section) == of else []
        if pieces and hit.amount:
            yield Split(hit, hit.amount, pieces)


def _pieces_of(hit: Statement) -> list[Piece]:
    """The parts that a sentence names behind its sum; empty where they do not add up to it."""
    if hit.amount is None or not hit.unit:
        return []
    for begins in _BEGINS.finditer(hit.quote):
        pieces = _pieces_in(hit.quote[begins.end() :], hit.unit)
        alike = bool(pieces) and all(one.unit == hit.unit for one in pieces)
        if alike and adds_up((one.amount for one in pieces), hit.amount):
            return pieces
    return []


def _pieces_in(words: str, unit: str) -> list[Piece]:
    """The amounts of money, or the numbers of things of a unit, that words list with their names."""
    of_money = unit in YUAN_PER_UNIT
    printed = _OF_MONEY if of_money else re.compile(f"{_PIECE}({re.escape(unit)})")
    return [
        Piece(label.strip(), Decimal(number.replace(",", "")), f"{each.rstrip('元')}元" if of_money else each)
        for label, number, each in printed.findall(f"，{words}")
        if not _WHOLE_AGAIN.search(label)
    ]


def statement_of(piece: Piece, hit: Statement) -> Statement:
    """What the sentence of a sum states of one of its parts, for clauses that go on from it."""
    return replace(hit, subject=piece.label, amount=piece.amount, unit=piece.unit, change=None, rate=None, direction="")


def split_told(context: Context) -> tuple[Split, list[Piece]] | None:
    """The one sum that the last clause told by a sentence which splits it up completely, with those of its parts that
    it told; only of the pages of a project, or of things counted (编制338名，其中…): what tables list they tell."""
    told = [one for one in context.amounts if isinstance(one, Statement)]
    if not told or len(told) < len(context.amounts) or len({one.passage_id for one in told}) > 1:
        return None
    if told[0].unit in YUAN_PER_UNIT and not project_of(told[0].section):
        return None
    own = [one for one in context.snapshot.statements if one.passage_id == told[0].passage_id]
    for hit in own:
        pieces = _pieces_of(hit)
        if len(pieces) > 1 and hit.amount:
            names = {(one.subject, one.amount) for one in told}
            return Split(hit, hit.amount, pieces), [one for one in pieces if (one.label, one.amount) in names]
    return None


def name_of_sum(split: Split) -> str:
    """What a clause calls the sum that a sentence splits up: the project of its pages, else as the sentence does."""
    return project_of(split.sentence.section) or split.sentence.subject


def begins_with(split: Split, question: str) -> bool:
    """Whether a clause is about the parts of this very sum, which it names first."""
    return question.startswith(folded(name_of_sum(split)))


def _chosen(pieces: list[Piece], plan: Plan) -> list[Piece]:
    if plan.operation is not Operation.RANK:
        return pieces
    ordered = sorted(pieces, key=lambda one: one.amount, reverse=not plan.ascending)
    if plan.nth:
        return ordered[plan.nth - 1 : plan.nth]
    return ordered[: max(plan.top, 1)]


def _tell(pieces: list[Piece], hit: Statement, context: Context) -> None:
    draft = context.draft
    context.stated += [statement_of(one, hit) for one in pieces]
    is_quoted = any(hit.quote in line for line in draft.lines)
    mark = draft.cite_passage(context.passage(hit.passage_id), hit.quote)
    for one in pieces:
        first = not any(figure.role is Role.HEADLINE for figure in draft.figures)
        draft.stated_figure(one.label, one.amount, one.unit, Role.HEADLINE if first else Role.DETAIL, mark)
        draft.say(say("row", label=one.label, amount=amount_text(one.amount, one.unit), cite=mark))
    card = context.snapshot.card(hit.document_id)
    line = quoted(f"{card.department}{card.year or ''}年{card.basis}", hit.quote, mark)
    draft.say("" if is_quoted else line)
