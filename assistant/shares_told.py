"""The shares of what earlier turns told: 各占多少, 这两个合起来占多少."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.context import Context, Operand, operand_of, operand_stated, operand_told
from assistant.found import FUND_TABLES, Found, is_part, whole_among
from assistant.operands import operand_for, sum_of
from assistant.plan import TOTAL, Plan, Selector
from assistant.recalled import distinct, number_meant, recalled
from assistant.share_rows import ShareRow, name_procured, row_of, whole_of
from assistant.stated import is_reserved, kind_procured, procurement_of
from assistant.table_order import OWN_TABLES
from assistant.understand.groups import EACH_SHARE
from assistant.whole_in_sentence import whole_stated
from index.amounts import YUAN_PER_UNIT, adds_up
from index.model import Statement

OF_LISTED = "以上合计"  # what 占这几个项目合计 is read as


def asks_each(question: str) -> bool:
    """Whether every member's own share is asked for."""
    return bool(EACH_SHARE.search(question))


def shares_of_told(plan: Plan, context: Context) -> list[ShareRow]:
    """The shares of what was told before: of the base that the question names or that was talked of, else
    of the sum of what was told, one figure alone of the total expenditure."""
    stated = [one for one in distinct(context.amounts) if isinstance(one, Statement)]
    if stated and all(isinstance(one, Statement) for one in context.amounts):
        if plan.of_sum and len(stated) < 2:
            return []  # 合起来占多少, where but one was told
        return _sum_of_stated(stated, plan, context) if plan.of_sum else _of_stated(stated, plan, context)
    if stated and plan.of_sum:
        return _of_sum(distinct(context.amounts), plan, context)
    told: Sequence[Found | Statement] = (
        context.series if asks_each(plan.question) or (plan.of_sum and len(context.told) < 2) else ()
    ) or context.told
    told = recalled(plan.question, context) if number_meant(plan.question) else told
    if plan.of_sum and len(told) < 2:
        told = recalled(plan.question, context)  # 甲多少, 乙呢, 合计, 占多少
    figures = [one for one in distinct(told) if isinstance(one, Found) and one.unit in YUAN_PER_UNIT]
    if plan.of_sum and len(figures) < 2:
        return []  # 合起来占多少, where but one was told
    figures.sort(key=lambda one: -one.value)
    parts, holder = ((), None) if plan.of_sum or plan.base is not None else parts_and_whole(figures, context.history)
    if holder is not None:
        return [
            row
            for one in parts
            for row in row_of(operand_of([one], _apart(one, holder)), operand_of([holder], holder.label), holder.label)
        ]
    rows: list[ShareRow] = []
    for group in [figures] if plan.of_sum and figures else [[one] for one in figures]:
        base, whole = whole_of([group[0].cell.document_id], group, _of_department(plan, group), context)
        label = base.label
        if whole is None and OWN_TABLES.keys() & set(base.names):
            total = context.facts.table_total(group[0])
            whole = operand_of([total], label) if total else None
        if plan.base is None and len(figures) > 1 and not plan.of_sum:
            whole, label = operand_of(figures, "合计"), "合计"
        rows += row_of(operand_of(group, "、".join(one.label for one in group)), whole, label)
    return rows


def _apart(part: Found, whole: Found) -> str:
    """The label of a part; of one that is called as its whole is, with the source of funds that it is of."""
    fund = part.kind.removesuffix("支出表") if part.kind in FUND_TABLES else ""
    return f"{part.label}（{fund}）" if fund and part.label == whole.label else part.label


def follows_number(plan: Plan, context: Context) -> bool:
    """Whether words that no name accounts for go on from a number of things, so that they ask for a part of these and
    of no money (编制多少, 行政的占多少)."""
    goes_on = plan.rests and not plan.selectors_are_new and plan.base is not None and plan.base.label == TOTAL
    last = context.said[-1] if context.said else []
    return bool(goes_on and last) and all(isinstance(one, Statement) and one.unit not in YUAN_PER_UNIT for one in last)


def shares_of_listed(context: Context) -> list[ShareRow]:
    """The share of the one amount told last in the sum of those that were listed before it (最大的占这几个合计多少)."""
    lists = [distinct(clause) for clause in context.said]
    last = lists[-1] if lists else []
    listed = next((one for one in reversed(lists[:-1]) if len(one) > 1), [])
    if len(last) != 1 or last[0] not in listed:
        return []
    sides = [operand_told(one, context) for one in (*last, *listed)]
    return row_of(sides[0], sum_of(sides[1:]), OF_LISTED) if len({one.unit for one in sides}) == 1 else []


def parts_and_whole(figures: Sequence[Found], told: Sequence[Found] = ()) -> tuple[Sequence[Found], Found | None]:
    """The parts among some figures, each at the outermost level, and that one of them, or of those told before, which
    holds all the others (三公多少, 细分是哪两项); no whole where there is none."""
    for whole in (*figures, *reversed(told)):
        parts = [one for one in figures if one is not whole and one.cell != whole.cell]
        if parts and (all(_is_of(one, whole) for one in parts) or _make_up(parts, whole)):
            return [one for one in parts if _is_outermost(one, parts)], whole
    return (), None


def _is_of(part: Found, whole: Found) -> bool:
    """Whether a figure is a part of another; no unit's figure is one of another unit's."""
    of_units = part.of_unit and whole.of_unit and part.unit_name != whole.unit_name
    same = (part.item, part.measure, part.cell.document_id) == (whole.item, whole.measure, whole.cell.document_id)
    of_fund = same and part.kind in FUND_TABLES and whole.kind not in FUND_TABLES and part.value <= whole.value
    return (of_fund or is_part(part, whole)) and not of_units


def _is_outermost(part: Found, parts: Sequence[Found]) -> bool:
    """Whether no other one among some parts holds a part."""
    return whole_among(part, [one for one in parts if one is not part]) is None


def _make_up(parts: Sequence[Found], whole: Found) -> bool:
    """Whether figures of one document come to another of it."""
    alike = {(one.cell.document_id, one.unit) for one in (*parts, whole)}
    return len(parts) > 1 and len(alike) == 1 and adds_up((one.value for one in parts), whole.value)


def _of_sum(told: Sequence[Found | Statement], plan: Plan, context: Context) -> list[ShareRow]:
    """The share of what was told, added up, where a sentence states some of it."""
    parts = [
        operand_stated(one, one.subject, context) if isinstance(one, Statement) else operand_of([one], one.label)
        for one in told
    ]
    known = [one for one in parts if one is not None]
    cells = [one for one in told if isinstance(one, Found)]
    if not cells or len({one.unit for one in known}) != 1:
        return []
    base, whole = whole_of([cells[0].cell.document_id], cells, plan, context)
    return row_of(sum_of(known), whole, base.label)


def _of_department(plan: Plan, parts: Sequence[Found]) -> Plan:
    """The plan with the department's figure of one item as the whole, where units' figures of that item were
    told and none is named."""
    items = {one.item for one in parts}
    if plan.base is not None or len(items) > 1 or not all(one.of_unit and one.item_kind != "unit" for one in parts):
        return plan
    return plan.model_copy(update={"base": Selector(label=f"全部门{parts[0].label}", names=(parts[0].item,))})


def _of_stated(told: Sequence[Statement], plan: Plan, context: Context) -> list[ShareRow]:
    """The shares of amounts that sentences stated before: of the procurement that they are kinds of, of the
    base that is named, else of their sum."""
    parts = [operand_stated(one, name_procured(one) if kind_procured(one) else one.subject, context) for one in told]
    whole, label = _whole_of_stated(told, parts, plan, context)
    return [row for one in parts for row in row_of(one, whole, label)]


def _sum_of_stated(told: Sequence[Statement], plan: Plan, context: Context) -> list[ShareRow]:
    """The share of all that sentences stated before, added up: of the base that is named, else of all that is spent."""
    parts = [operand_stated(one, one.subject, context) for one in told]
    base = plan.base or Selector(label=TOTAL)
    whole = operand_for([told[0].document_id], base, context)
    return row_of(sum_of(parts), whole, base.label) if len({one.unit for one in parts}) == 1 else []


def _whole_of_stated(
    told: Sequence[Statement], parts: Sequence[Operand], plan: Plan, context: Context
) -> tuple[Operand | None, str]:
    document = told[0].document_id
    if plan.base is not None and "政府采购" not in plan.base.names:
        return operand_for([document], plan.base, context), plan.base.label
    said = whole_stated(told[0], context) if len(parts) == 1 else None
    if said:
        return said
    if all(kind_procured(one) or is_reserved(one) for one in told):
        total, _ = procurement_of(context.snapshot, document, plan)
        return (operand_stated(total, "政府采购", context) if total else None), "政府采购"
    if len(parts) < 2 or len({one.unit for one in parts}) > 1:
        return operand_for([document], Selector(label=TOTAL), context), TOTAL
    return sum_of(parts), "合计"
