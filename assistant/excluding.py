"""Figures without a part of them: 项目支出扣除…后还剩多少, 三公经费不含出国费."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answer import Status
from assistant.context import Context, Operand, add_up, list_figures, operand_of, resolve
from assistant.draft import amount_text
from assistant.found import Found
from assistant.fund_alone import of_fund
from assistant.operands import list_sides, marks_of
from assistant.plan import Plan, Selector
from assistant.prompting import say
from assistant.table_rows import columns_of_row
from assistant.understand.text import unit_key
from index.amounts import YUAN_PER_UNIT

_FEW = 3  # of what is left that is told beside its sum
_MONEY_END = re.compile("(?<=[一-鿿]{2})(?:支出|经费|费用|费|资金)$")
_DOES = re.compile("^(?:召开|举办|举行|搞|办|做|开)(?=[一-鿿]{2})")
# Of which totals a column is a part.
_HOLDING = defaultdict[str, tuple[str, ...]](
    tuple,
    {
        "人员经费": ("合计", "基本支出"),
        "公用经费": ("合计", "基本支出"),
        "基本支出": ("合计",),
        "项目支出": ("合计",),
    },
)


def kept(group: Sequence[Found], plan: Plan) -> list[Found]:
    """The members of a group that the question does not leave out: those that are so called, and where no member is,
    the projects whose names say it (开会: 二届人大三次会议)."""
    out = {id(found) for one in plan.excluded for found in _meant_by(one, group)}
    return [one for one in group if id(one) not in out]


def tell_taken_out(whole: Sequence[Found], plan: Plan, context: Context) -> None:
    """Which members of a group were left out, where their names are not those of the question; that none was."""
    rest = kept(whole, plan)
    out = list(dict.fromkeys(one.label for one in whole if one not in rest))
    if not out:
        context.draft.say(say("not_deducted"))
    of_units = any(one.unit_name and one.unit_name == one.label for one in plan.excluded)
    if out and not of_units and not {one.label for one in plan.excluded} >= {*out}:
        context.draft.say(say("taken_out", labels="、".join(out)))


def _meant_by(excluded: Selector, group: Sequence[Found]) -> list[Found]:
    """The members of a group that a part of the question to leave out means."""
    if excluded.unit_name and excluded.label == excluded.unit_name:
        key = unit_key(excluded.unit_name)
        of_unit = [one for one in group if one.item_kind == "project" and unit_key(one.unit_name) == key]
        return [*of_unit, *(one for one in group if one.label == excluded.label)]
    named = [one for one in group if one.item in excluded.names]
    words = {_MONEY_END.sub("", one) for one in (*excluded.names, _DOES.sub("", excluded.label))}
    says = [re.compile(_apart(one)) for one in words if len(one) > 1]
    projects = [one for one in group if one.item_kind == "project"]
    return named or [one for one in projects if any(each.search(one.label) for each in says)]


def _apart(words: str) -> str:
    """An expression for words as they stand, and where they are four or more for their halves with others between
    (人大会议: 二届人大三次会议)."""
    half = len(words) // 2
    return f"{re.escape(words[:half])}.*{re.escape(words[half:])}" if half > 1 else re.escape(words)


def rest_of_told(told: Sequence[Found], plan: Plan, context: Context) -> Status | None:
    """The sum of the figures told before without those that the question leaves out; None where it leaves out
    none of them."""
    rest = kept(told, plan)
    if not rest or len(rest) == len(told):
        return None
    context.draft.say(say("rest_of_told", excluded="、".join(one.label for one in told if one not in rest)))
    return add_up(rest, context, plan.unit)


def remainder(plan: Plan, context: Context) -> Status | None:
    """Each figure less what the question leaves out of it; None where some of that is no part of it, or
    the documents do not hold it."""
    done = False
    for document in plan.documents:
        for selector in plan.selectors:
            whole = operand_of(resolve(document, selector, context.facts), selector.label)
            if whole is None and len(plan.documents) > 1:
                continue  # words and tables of one year in files of their own
            if whole is None or whole.unit not in YUAN_PER_UNIT:
                return None
            parts = [_part_of(whole, document, selector, one, context) for one in plan.excluded]
            known = [one for one in parts if one is not None]
            if len(known) < len(parts):
                return None
            _say_remainder(whole, known, selector, plan, context)
            done = True
    return Status.ANSWERED if done else None


def without_excluded(whole: Operand, document: str, selector: Selector, plan: Plan, context: Context) -> Operand | None:
    """A figure less what the question leaves out; None where some of that is no part of it."""
    parts = [_part_of(whole, document, selector, one, context) for one in plan.excluded]
    known = [one for one in parts if one is not None and one.statement is None]
    if not parts or len(known) < len(parts):
        return None
    rows = [found for one in known for found in one.parts]
    formula = f"({' − '.join((whole.formula, *(str(found.value) for found in rows)))})"
    value = whole.value - sum((found.value for found in rows), Decimal(0))
    label = f"{whole.label}（不含{'、'.join(one.label for one in plan.excluded)}）"
    return Operand(label, value, whole.unit, formula, (*whole.parts, *rows), whole.marks)


def _part_of(whole: Operand, document: str, selector: Selector, excluded: Selector, context: Context) -> Operand | None:
    """What is left out as it is printed in the column of the whole, else by itself; None where it does
    not lie within the whole."""
    named = [found for found in whole.parts if len(whole.parts) > 1 and found.item in excluded.names]
    if named:
        return operand_of(named, excluded.label)
    if excluded.fund and not excluded.names:
        part = of_fund(document, selector, excluded.fund, context)
        return part if part and part.unit == whole.unit and part.value <= whole.value else None
    if not excluded.names and not excluded.unit_name:
        own = selector.model_copy(update={"measure": excluded.measure})  # of the row, or of the total, of the whole
        found = resolve(document, own, context.facts)
        part = operand_of([replace(one, label=f"{one.label}（{excluded.label}）") for one in found], excluded.label)
        return part if part and selector.measure in _HOLDING[excluded.measure] else None
    in_column = excluded.model_copy(update={"measure": selector.measure, "fund": selector.fund})
    for one in (in_column, excluded):
        part = operand_of(resolve(document, one, context.facts), excluded.label)
        if part is not None and _lies_within(part, whole, selector):
            return part
    return None


def _lies_within(part: Operand, whole: Operand, selector: Selector) -> bool:
    """Whether every figure of the part is counted in the whole: in its table, below it, or of its kind."""
    if part.unit != whole.unit or part.value > whole.value:
        return False
    cells = {one.cell for one in whole.parts}
    if all(one.cell in cells for one in part.parts):
        return True
    if len(whole.parts) > 1:
        return False
    top = whole.parts[0]
    if selector.names:
        return all(top.item in one.around.split() or _is_kind_of(one, top) for one in part.parts)
    return all(_is_counted_in(one, top, selector) for one in part.parts)


def _is_kind_of(part: Found, top: Found) -> bool:
    return top.item == "三公经费" and part.item_kind == "three_public"


def _is_counted_in(part: Found, total: Found, selector: Selector) -> bool:
    """Whether a row is counted in a total of the document: of its table and column, or a part of the same
    basic or project expenditure in the table that details it."""
    if part.cell.table_id == total.cell.table_id:
        return True
    if part.item_kind == "project" or part.kind == "项目支出表":
        return selector.measure in ("项目支出", "合计")
    if part.item_kind == "economic":
        return part.measure == selector.measure or selector.measure in ("基本支出", "合计")
    return selector.measure in ("合计", part.measure)


def _say_remainder(whole: Operand, parts: Sequence[Operand], selector: Selector, plan: Plan, context: Context) -> None:
    draft = context.draft
    rows = list({found.cell: found for one in parts for found in one.parts}.values())
    said = [one for one in parts if one.statement is not None]
    taken = [*(found.value for found in rows), *(one.value for one in said)]
    value = whole.value - sum(taken, Decimal(0))
    formula = " − ".join((whole.formula, *map(str, taken)))
    marks = marks_of(said)
    draft.computed_figure(f"{selector.label}（扣除后）", value, whole.unit, formula, [*whole.parts, *rows], marks)
    named = "、".join(one.label for one in plan.excluded)
    draft.say(
        say("remainder", label=whole.label, excluded=named, amount=amount_text(value, whole.unit), formula=formula)
    )
    listed = {one.cell for one in whole.parts}
    list_figures([*whole.parts, *(one for one in rows if one.cell not in listed)], draft)
    list_sides(said, context)
    left = _members_left(whole, rows, value, selector, context)
    if left:
        draft.say(say("what_is_left"))
        list_figures(left, draft)
    context.history += [*whole.parts, *rows]


def _members_left(
    whole: Operand, taken: Sequence[Found], value: Decimal, selector: Selector, context: Context
) -> list[Found]:
    """The few figures that what is left consists of: the other columns of the row, or the other rows below it;
    empty where they do not add up to it."""
    if len(whole.parts) != 1:
        return []
    top = whole.parts[0]
    document = top.cell.document_id
    rows = context.facts.of_document(document)
    columns = [one for one in columns_of_row(rows, top) if selector.names]
    as_printed = [replace(one, label=selector.label) for one in taken[:1] if len(taken) == 1]  # staff beside running
    beside = [one for part in as_printed for one in columns_of_row(rows, part)]
    own = taken[0].measure if taken else ""
    beside = [one for one in beside if selector.measure in _HOLDING[one.measure] and own not in _HOLDING[one.measure]]
    beside = [one for one in beside if one.measure != own]
    below = context.facts.children(document, selector) if selector.names else []
    if len(below) == 1:  # 住房保障支出 holds but 住房改革支出
        below = context.facts.children(document, selector.model_copy(update={"names": (below[0].item,)}))
    below = [one for one in below if not any(_is_above(other, one) for other in below)]
    for members in (columns, [*beside, *taken], below):
        cells = {one.cell for one in taken}
        cells |= {one.cell for one in members for part in taken if one.value == part.value and _is_above(one, part)}
        rest = [one for one in members if one.cell not in cells]
        if len(rest) < len(members) and len(rest) <= _FEW and sum((one.value for one in rest), Decimal(0)) == value:
            return rest
    return []


def _is_above(row: Found, part: Found) -> bool:
    """Whether a figure stands in a row below another (公务用车运行维护费, of 公务用车购置及运行维护费)."""
    return row.cell.row in part.parents
