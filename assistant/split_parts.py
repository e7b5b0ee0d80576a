"""Computing with the parts that a sentence splits a project's sum into (总预算1170万，其中支持甲870万，支持乙300万):
the share of each, the sum of several, or by how much one exceeds the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.answer import Role, Status
from assistant.context import Context
from assistant.draft import amount_text, rounded
from assistant.plan import Operation, Plan
from assistant.prompting import say
from assistant.quoting import quoted
from assistant.split_up import Piece, Split, begins_with, split_told, splits_of, statement_of
from assistant.understand.reading import Reading
from assistant.understand.text import bare, grams

_OF_ALL = re.compile("总支出|总收入|总预算|支出总|收入总|项目支出|财政拨款")
_NAMED = 0.5  # share of the pairs of characters that only one part's name has, which a question must say
_WORD = 3  # characters that are in a name by no accident
_EXTREME = re.compile("最([大多高小少低])的?(?:那?[一]?[块项笔个])?占")
_TOGETHER = re.compile("(?:合起来|加起来|合计|一共|总共|共)[^,，。各]{0,4}占")
_COMPUTED = (Operation.VALUE, Operation.SHARE, Operation.SUM, Operation.DIFFERENCE)


def tell_split_parts(reading: Reading, plan: Plan, context: Context) -> Status | None:
    """The amount, the share, the sum or the difference of the parts of a project that a clause names, or of the sum
    that was split up just before; None where it names none of them, or no sentence splits the project up."""
    if plan.operation not in _COMPUTED or _OF_ALL.search(reading.text):
        return None
    of_project = [one for one in reading.links if "project" in one.kinds]
    before = split_told(context)
    if before and begins_with(before[0], reading.text):
        named = named_in(reading.text, before[0].pieces)
        return Status.ANSWERED if named and _tell(named, before[0], plan, context) else None
    if len(of_project) != 1:
        return None
    for document in plan.documents:
        for split in splits_of(of_project[0].names[0], document, context):
            named = named_in(reading.text, split.pieces)
            if plan.operation is not Operation.VALUE:
                named = named or _said_of(reading, split.pieces) or _largest(reading.text, split.pieces)
            if named and _tell(named, split, plan, context):
                return Status.ANSWERED
    return None


def named_in(question: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The parts that a question names by what only their names have."""
    asked = grams(question)
    each = [grams(bare(one.label)) for one in pieces]
    named = []
    for place, piece in enumerate(pieces):
        own = each[place].difference(*(one for at, one in enumerate(each) if at != place))
        if own and len(own & asked) >= _NAMED * len(own):
            named.append(piece)
    return named


def _said_of(reading: Reading, pieces: Sequence[Piece]) -> list[Piece]:
    """The parts, not all of them, in whose names a word stands that a question says of nothing else (促消费: 支持
    促消费提质提升)."""
    words = [one.text for one in reading.left if len(one.text) >= _WORD and one.text in reading.text]
    said = [one for one in pieces if any(word in bare(one.label) for word in words)]
    return said if len(said) < len(pieces) else []


def _largest(question: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The largest part, or the smallest, where the share of that is asked (最大的占几成)."""
    found = _EXTREME.search(question)
    if found is None or not pieces:
        return []
    end = max if found[1] in "大多高" else min
    return [end(pieces, key=lambda one: one.amount)]


def _tell(named: Sequence[Piece], split: Split, plan: Plan, context: Context) -> bool:
    """What is asked of the parts, with the sentence; False where it takes more of them than are named."""
    draft, hit = context.draft, split.sentence
    card = context.snapshot.card(hit.document_id)
    several = len(named) > 1
    if plan.operation in (Operation.SUM, Operation.DIFFERENCE) and not several:
        return False
    if plan.operation is Operation.DIFFERENCE and named[2:]:
        return False
    mark = draft.cite_passage(context.passage(hit.passage_id), hit.quote)
    if plan.operation is Operation.SHARE:
        together = several and bool(_TOGETHER.search(plan.question))
        for group in [named] if together else [[one] for one in named]:
            _tell_share(group, split, mark, context)
    elif plan.operation is Operation.SUM:
        formula, total = " + ".join(str(one.amount) for one in named), sum((one.amount for one in named), Decimal(0))
        draft.computed_figure("合计", total, named[0].unit, formula, (), (mark,))
        draft.say(say("sum", amount=amount_text(total, named[0].unit), formula=formula))
    elif plan.operation is Operation.DIFFERENCE:
        more, less = sorted(named, key=lambda one: -one.amount)
        formula, gap = f"{more.amount} − {less.amount}", more.amount - less.amount
        draft.computed_figure("差额", gap, more.unit, formula, (), (mark,))
        amount = amount_text(gap, more.unit)
        words = {"first": more.label, "second": less.label, "direction": "多" if gap else "少"}
        draft.say(say("difference", amount=amount, formula=formula, **words))
    for one in named if plan.operation is not Operation.SHARE else ():
        first = not any(figure.role is Role.HEADLINE for figure in draft.figures)
        draft.stated_figure(one.label, one.amount, one.unit, Role.HEADLINE if first else Role.DETAIL, mark)
        draft.say(say("row", label=one.label, amount=amount_text(one.amount, one.unit), cite=mark))
    draft.say(quoted(f"{card.department}{card.year or ''}年{card.basis}", hit.quote, mark))
    context.stated += [statement_of(one, hit) for one in named]
    return True


def _tell_share(pieces: Sequence[Piece], split: Split, mark: str, context: Context) -> None:
    """What part of the sum that was split up a piece is, or some pieces are together."""
    label, added = "、".join(one.label for one in pieces), " + ".join(str(one.amount) for one in pieces)
    formula = f"({added}) ÷ {split.whole}" if pieces[1:] else f"{added} ÷ {split.whole}"
    value = rounded(100 * sum((one.amount for one in pieces), Decimal(0)) / split.whole)
    context.draft.computed_figure(f"{label}占比", value, "%", formula, (), (mark,))
    told = {"label": label, "base": split.sentence.subject, "amount": amount_text(value, "%")}
    told["formula"] = f"{formula} = {value}%"
    context.draft.say(f"{say('share', **told)}{mark}")
