"""What a question sets against each other: its sides, from tables or from sentences, in its own order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.body_shares import body_and_sum
from assistant.context import Context, Operand, body_of, operand_of, operand_stated, operand_told
from assistant.operands import by_edition, operand_for
from assistant.plan import TOTAL, Plan, Selector
from assistant.recalled import distinct, recalled
from assistant.stated import kind_procured, procured_kinds, procurement_of
from assistant.understand.departments import mentions_of

_FIRST = re.compile(r"^[^比]+是.*倍|[^比]{2,}比(?:它|他|这|那|后者|前者)")  # what is named stands first
_NAMES_BOTH = re.compile(r"[和与跟同、].{1,30}(?:谁|哪[个家一])")
_LAST_FIRST = re.compile("后者.*前者")
_ADDED = re.compile("加|和|、|合计|与|及")
_SUM = re.compile("加起来|加在?一起|合起来|合在?一起|合计|之和|总和|相加")
_EQUALS = re.compile(
    "(?:是否|是不是|正好|刚好)?(等于)(?!多少|几)|^[^加]*?([与和跟])(?=[^与和跟,，]{2,20}加[^,，]{2,30}(?:相等|一样|一致|相符))"
)  # 甲与乙加丙相等吗
_TOTAL_SAID = re.compile("支出(?:合计|总计|总额|总数)|总预算|预算总额")
_SUM_AGAINST = re.compile(
    f"(?:(?:{_SUM.pattern})[^比与和跟同,，。]{{0,6}}|^[^比]*(?<!增)加[^比与和跟同,，。]{{2,14}}(?=[与和跟同][^比]*$))(比|与|和|跟|同)"
)


def operands_of(plan: Plan, context: Context) -> list[Operand]:
    """The sides of a comparison, in the order of the question; those of earlier turns where it names none."""
    if plan.whole_documents:
        return body_and_sum(plan, context)
    found: list[Operand] = []
    several = len(plan.selectors) > 1
    kinds = _kinds_procured(plan, context)
    if kinds:
        return kinds
    editions = by_edition(plan, context.snapshot)
    for documents in editions:
        for selector in plan.selectors:
            label = selector.label
            if several and selector.names and selector.measure not in ("合计", selector.label):
                label = f"{label}（{selector.measure}）"
            one = operand_for(documents, selector, context, label)
            found += [one] if one and _is_of_table(one, selector, plan) else []
    if several and _lacks_other_side(plan):
        return []
    if len(found) == len(plan.selectors) > 2:
        found = _added_on_each_side(found, plan)
    if len(plan.selectors) == 1 and len(found) > 2:
        found = _bodies_added(found, plan, context)
    if len(found) < 2 and len(plan.selectors) * len(editions) < 2:
        beside = _told_beside(found, plan, context) if plan.selectors_are_new and found else []
        told = _told_before(context)
        return beside or (told[::-1] if _LAST_FIRST.search(plan.question) else told) or found
    return found


def _told_beside(named: Sequence[Operand], plan: Plan, context: Context) -> list[Operand]:
    """What was told last, added up, and the one side that the clause names (一共多少, 比物业费多多少)."""
    if _NAMES_BOTH.search(plan.question):
        return []  # 甲局和乙局谁高, of which one has no figure: what was told before is neither
    told = [one for one in distinct(context.told) if all(one.cell != part.cell for part in named[0].parts)]
    whole = operand_of(told, "、".join(one.label for one in told))
    if whole is None or whole.unit != named[0].unit:
        return []
    return [*named, whole] if _FIRST.search(plan.question) else [whole, *named]


def _told_before(context: Context) -> list[Operand]:
    """The last two amounts that were told before, from tables or from sentences."""
    return [operand_told(one, context) for one in recalled("两个", context)]


def _kinds_procured(plan: Plan, context: Context) -> list[Operand]:
    """Two kinds of procurement that are compared, which one sentence states; empty for anything else."""
    if len(procured_kinds(plan)) != 2 or len(plan.documents) != 1:
        return []
    _, kinds = procurement_of(context.snapshot, plan.documents[0], plan)
    return [operand_stated(one, f"政府采购{kind_procured(one)}", context) for one in kinds] if len(kinds) == 2 else []


def _added_on_each_side(sides: Sequence[Operand], plan: Plan) -> list[Operand]:
    """The sides of 甲加乙比丙多多少: what is named before 比 together, and what is named behind it."""
    question, labels = plan.question, [one.label for one in plan.selectors]
    middle = _middle_of(question)
    places = [_place_of(label, question) for label in labels]
    if middle < 0 or min(places) < 0 or not _ADDED.search(question):
        return list(sides)
    groups = [
        [one for one, place in zip(sides, places, strict=True) if (place < middle) == first] for first in (True, False)
    ]
    if not all(groups) or any(one.statement for one in sides) or len({one.unit for one in sides}) > 1:
        return list(sides)
    joined = (
        "、".join(label for label, place in zip(labels, places, strict=True) if (place < middle) == first)
        for first in (True, False)
    )
    added = [
        operand_of([part for one in group for part in one.parts], label)
        for group, label in zip(groups, joined, strict=True)
    ]
    return [one for one in added if one is not None]


def _lacks_other_side(plan: Plan) -> bool:
    """Whether all that was understood belongs to a sum that is set against something else."""
    behind_sum = _SUM_AGAINST.search(plan.question)
    places = [plan.question.find(one.label) for one in plan.selectors]
    return behind_sum is not None and all(0 <= one < behind_sum.start(1) for one in places)


def _middle_of(question: str) -> int:
    """Where the first side of a comparison ends; -1 where nothing parts two sides."""
    behind_sum = _EQUALS.search(question) or _SUM_AGAINST.search(question)
    return behind_sum.start(behind_sum.lastindex or 1) if behind_sum else question.find("比")


def _place_of(label: str, question: str) -> int:
    """Where a side is named, all expenditure by other words for it; -1 where it is not."""
    total = _TOTAL_SAID.search(question) if label == TOTAL and label not in question else None
    return total.start() if total else question.find(label)


def _bodies_added(sides: Sequence[Operand], plan: Plan, context: Context) -> list[Operand]:
    """The sides of 甲局和乙局加起来比丙局多多少: the bodies named before the middle together, and those behind it."""
    middle = _middle_of(plan.question)
    if middle < 0 or not _SUM.search(plan.question) or any(one.statement or not one.parts for one in sides):
        return list(sides)
    named = mentions_of(plan.question, context.snapshot.documents)
    places = {document: one.start for one in named for document in one.documents}
    at = [places.get(one.parts[0].cell.document_id, -1) for one in sides]
    groups = [
        [one for one, place in zip(sides, at, strict=True) if (place < middle) == first] for first in (True, False)
    ]
    if min(at) < 0 or not all(groups) or len({one.unit for one in sides}) > 1:
        return list(sides)
    return [one for group in groups if (one := _together(group, plan.selectors[0].label)) is not None]


def _together(sides: Sequence[Operand], label: str) -> Operand | None:
    """The figures of several bodies as one; that of one body as it is."""
    if len(sides) == 1:
        return sides[0]
    added = operand_of([part for one in sides for part in one.parts], label)
    names = "、".join(body_of(one.parts[0]) for one in sides)
    return replace(added, label=f"{names}的{label}合计") if added else None


def _is_of_table(side: Operand, selector: Selector, plan: Plan) -> bool:
    """Whether a side stands in its own table, where the same figure of several tables is compared."""
    apart = len({one.tables for one in plan.selectors}) > 1
    return not apart or not selector.tables or all(part.kind in selector.tables for part in side.parts)
