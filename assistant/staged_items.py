"""Which items of final accounts differ most from their budget, or not at all, where sentences give both: 哪一项决算
比预算少得最多, 哪些支出与年初预算持平."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.answer import Role, Status
from assistant.context import Context
from assistant.draft import amount_text, rounded
from assistant.moved_by import keeps_change
from assistant.plan import Plan
from assistant.prompting import say
from index.model import Statement
from index.stages import BEGUN, LAST_OUTCOME, OUTCOME

_ITEM = re.compile(r"([^（()）]+)[（(]项[）)](?:支出)?$")
_WHICH = re.compile(r"哪|最|几[项个类款]|什么")
_SAME = re.compile(r"等于|持平|一样|相同|一致|没有变|未变|不变|正好|刚好")
_COMPARES = re.compile(
    r"[比较]|决算|超|完成|差|[增减升降]|结余|节[约省]|持平|一样|相同|一致|未变|不变|等于|[多少高低大小]于"
)
_MOST = re.compile(r"最|排?前[一二三四五六七八九十两\d]")
_BY_RATE = re.compile(r"率|幅|百分|比例")
_MORE = re.compile(r"[多高大超增涨]")
_LESS = re.compile(r"[少低小减降]|结余|节约|没花完|未完成")
_OWN = ("", "预算数")  # the stage of a budget's own amounts


@dataclass(frozen=True, slots=True)
class _Pair:
    """One item with what was planned, or spent the year before, and what came of it, or is planned now."""

    item: str
    before: Statement
    after: Statement

    @property
    def change(self) -> Decimal:
        return (self.after.amount or Decimal(0)) - (self.before.amount or Decimal(0))

    @property
    def rate(self) -> Decimal:
        return _share(self.after.amount or Decimal(0), self.before.amount or Decimal(0))

    @property
    def moved(self) -> Decimal:
        """The change in percent of what was before."""
        return _share(self.change, self.before.amount or Decimal(0))


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return part * 100 / whole if whole else Decimal(100)


def asks_items(plan: Plan) -> bool:
    """Whether it is asked which items differ between two stages, none being named."""
    named = any(one.names for one in plan.selectors)
    return not named and bool(_WHICH.search(plan.question))


def staged_items(plan: Plan, context: Context) -> Status | None:
    """Those items whose two amounts agree, or differ the way that is asked, the one that does most first."""
    pairs = [pair for document in plan.documents for pair in _pairs_of(document, context)]
    if not pairs:
        return None
    if not _COMPARES.search(plan.question):
        return _tell_most(pairs, plan, context)
    chosen = [one for one in pairs if not one.change] if _SAME.search(plan.question) else _moved(pairs, plan)
    chosen = [one for one in chosen if keeps_change(one.change, one.after.unit, one.moved, plan)]
    if not chosen:
        context.draft.say(say("no_such_item"))
        return Status.ANSWERED
    for one in chosen:
        _tell(one, by_rate=bool(_BY_RATE.search(plan.question)), context=context)
    return Status.ANSWERED


def _tell_most(pairs: Sequence[_Pair], plan: Plan, context: Context) -> Status | None:
    """The items of which most, or least, was planned (年初预算最大的是哪项); None where no such place is asked."""
    if not _MOST.search(plan.question):
        return None
    lowest = re.search("最[低小少]", plan.question)
    planned = sorted((one.before for one in pairs), key=lambda one: one.amount or Decimal(0), reverse=not lowest)
    for one in planned[: plan.top or 1]:
        mark = context.draft.cite_passage(context.passage(one.passage_id), one.quote)
        named = _ITEM.search(one.subject)
        label = f"{named[1] if named else one.subject}（{one.stage}）"
        amount = one.amount or Decimal(0)
        role = Role.DETAIL if context.draft.figures else Role.HEADLINE
        context.draft.stated_figure(label, amount, one.unit, role, mark)
        context.draft.say(say("row", label=label, amount=amount_text(amount, one.unit), cite=mark))
    return Status.ANSWERED


def _moved(pairs: Sequence[_Pair], plan: Plan) -> list[_Pair]:
    """The pairs that differ in the direction asked, the most first; only the first ones where these are asked."""
    asked = re.sub("最[高低大小多少]", "", plan.question)  # 差额最大的: in either direction
    less = bool(_LESS.search(asked))
    direction = -1 if less else 1 if _MORE.search(asked) else 0
    by_rate = _BY_RATE.search(plan.question)
    moved = [one for one in pairs if (one.change * direction > 0 if direction else one.change)]
    if by_rate and not direction:
        lowest = re.search("最[低小少]", plan.question)
        moved = sorted(pairs, key=lambda one: one.rate, reverse=not lowest)
    else:
        moved.sort(key=lambda one: abs(one.rate - 100) if by_rate else abs(one.change), reverse=True)
    return moved[: plan.top or 1] if _MOST.search(plan.question) else moved


def _pairs_of(document: str, context: Context) -> list[_Pair]:
    """The items of which sentences give two stages."""
    before: dict[str, Statement] = {}
    after: dict[str, Statement] = {}
    final = context.snapshot.card(document).basis != "预算"
    stages = ((BEGUN,), (OUTCOME,)) if final else ((LAST_OUTCOME,), _OWN)
    for one in context.snapshot.statements:
        if one.document_id != document or one.amount is None or not _ITEM.search(one.subject):
            continue
        for held, own in zip((before, after), stages, strict=True):
            if one.stage in own:
                held.setdefault(one.subject, one)
    found = ((_ITEM.search(subject), subject) for subject in before if subject in after)
    return [_Pair(named[1], before[subject], after[subject]) for named, subject in found if named]


def _tell(pair: _Pair, *, by_rate: bool, context: Context) -> None:
    draft = context.draft
    marks = [draft.cite_passage(context.passage(one.passage_id), one.quote) for one in (pair.before, pair.after)]
    first, second = pair.before.amount or Decimal(0), pair.after.amount or Decimal(0)
    unit = pair.before.unit
    if by_rate and first:
        final = pair.before.stage == BEGUN
        rate = rounded(pair.rate if final else pair.change * 100 / first)
        formula = f"{second} ÷ {first}" if final else f"({second} − {first}) ÷ {first}"
        draft.computed_figure(f"{pair.item}{'完成率' if final else '增减幅度'}", rate, "%", formula, (), marks)
        said = f"{rate}%"
    else:
        larger, smaller = max(first, second), min(first, second)
        draft.computed_figure(f"{pair.item}差额", larger - smaller, unit, f"{larger} − {smaller}", (), marks)
        words = "多" if pair.change > 0 else "少"
        said = f"{words} {amount_text(larger - smaller, unit)}" if pair.change else "持平"
    names = ("年初预算数", "决算数") if pair.before.stage == BEGUN else ("上年执行数", "预算数")
    told = f"{names[0]} {amount_text(first, unit)}，{names[1]} {amount_text(second, unit)}，{said}"
    draft.say(say("row", label=pair.item, amount=told, cite="".join(dict.fromkeys(marks))))
