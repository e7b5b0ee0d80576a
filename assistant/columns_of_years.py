"""This year's amount beside last year's, as columns of one table print both. A table of one source of funds has less
than the table of all money, so amounts of the two are never set against each other."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.context import Context, Operand, operand_of, resolve
from assistant.found import Found
from assistant.plan import Plan, Selector

LAST_YEAR = ("上年预算数", "上年执行数", "上年决算数", "上年数")  # columns of last year's amounts beside this year's
_OF_ONE_SOURCE = ("一般公共预算", "政府性基金", "国有资本经营")


def columns_of_years(
    now: Operand, documents: Sequence[str], selector: Selector, plan: Plan, context: Context
) -> tuple[Operand, Operand | None]:
    """This year's amount, of the source of funds that the table of last year's is of, and last year's; None in its
    place where no column prints it."""
    year = context.snapshot.card(documents[0]).year or 0
    if selector.measure != "合计" or {plan.base_year, *plan.years} - {0, year, year - 1}:
        return now, None
    for measure in LAST_YEAR:
        before = _first(documents, selector.model_copy(update={"measure": measure}), context)
        if len(before) == 1 and before[0].measure == measure:
            beside = _beside(before[0], now, documents, selector, context)
            return (beside, operand_of(before, selector.label)) if beside else (now, None)
    return now, None


def scope_of_column(before: Found, documents: Sequence[str], selector: Selector, context: Context) -> str:
    """The source of funds that a column of last year's amounts is of, where this year's amount of all money is
    another than the one beside it; else empty."""
    now = operand_of(_first(documents, selector, context), selector.label)
    beside = _beside(before, now, documents, selector, context) if now else None
    return _source_of(before) if now and beside and beside.value != now.value else ""


def _first(documents: Sequence[str], selector: Selector, context: Context) -> list[Found]:
    found = (resolve(one, selector, context.facts) for one in documents)
    return next((parts for parts in found if parts), [])


def _beside(
    before: Found, now: Operand, documents: Sequence[str], selector: Selector, context: Context
) -> Operand | None:
    """This year's amount in the row of last year's; None where that row has none."""
    if now.parts and now.parts[0].cell.table_id == before.cell.table_id:
        return now
    found = _first(documents, selector.model_copy(update={"tables": (before.kind,)}), context)
    if len(found) != 1 or (found[0].cell.table_id, found[0].cell.row) != (before.cell.table_id, before.cell.row):
        return None
    source = _source_of(before) if found[0].value != now.value else ""
    return operand_of(found, f"{selector.label}（{source}）" if source else selector.label)


def _source_of(found: Found) -> str:
    return next((one for one in _OF_ONE_SOURCE if found.kind.startswith(one)), "")
