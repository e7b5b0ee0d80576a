"""Totals: of the whole document, of a unit, of a source of funds; of a table that is about one thing only."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.facts import FactTable
from assistant.found import Found
from assistant.plan import TOTAL, TOTAL_INCOME, TOTALS, Selector
from assistant.table_order import FUND_PARTS, OWN_TABLES
from assistant.table_rows import paid_for_projects

_FISCAL_TABLE = ("财政拨款收支总表",)
_BALANCE_SHEET = ("收支总表",)
_CARRIED = re.compile("(?:年初|年末|上年|本年)?(?:结转|结余)")
_OWN_YEAR = "本年收入"  # the column of final accounts: without what is carried over
_AS_ROWS = ("基本支出", "项目支出", "人员经费", "公用经费")  # measures that some tables print as rows


def total_of_own_table(document: str, selector: Selector, facts: FactTable) -> list[Found]:
    """The total of the table that is about nothing but the thing asked, where no row is named after it."""
    kind = next((table for name, table in OWN_TABLES.items() if name in selector.names), "")
    if not kind or selector.measure != "合计" or selector.unit_name or selector.fund:
        return []
    for measure in (selector.label, *selector.names, "合计"):
        total = selector.model_copy(update={"names": (), "tables": (kind,), "measure": measure})
        one = facts.total(document, total)
        if one is not None:
            return [replace(one, label=selector.names[0])]
    return []


def total_of(document: str, selector: Selector, facts: FactTable) -> list[Found]:
    """The total that a selector without names asks for; several where projects have to be told for it. Empty where
    no table prints one."""
    balanced = _balanced(document, selector, facts) if selector.label in (TOTAL, TOTAL_INCOME) else None
    balanced = balanced or _carried(document, selector, facts)
    found = [balanced] if balanced else _by_table(document, selector, facts)
    return found or _as_row(document, selector, facts)


def _balanced(document: str, selector: Selector, facts: FactTable) -> Found | None:
    """The total of all that comes in or goes out, with what is carried over, where that is asked for (收入总计); the
    income of the year alone where final accounts have a column for it."""
    if selector.fund or selector.unit_name or selector.measure != "合计" or selector.tables:
        return None
    side = selector.side or ("收入" if selector.label == TOTAL_INCOME else "")
    if selector.grand:
        return facts.total(document, selector.model_copy(update={"tables": _BALANCE_SHEET, "side": side}))
    of_income = selector.model_copy(update={"tables": ("收入总表",), "side": side})
    if not side or facts.total(document, of_income):
        return None
    return facts.total(document, of_income.model_copy(update={"measure": _OWN_YEAR}))


def _carried(document: str, selector: Selector, facts: FactTable) -> Found | None:
    """What is carried over in all, as the balance sheet has it in a row, where a table of one source of funds has a
    column that is called so."""
    if not _CARRIED.match(selector.measure) or selector.tables or selector.fund or selector.unit_name:
        return None
    row = Selector(label=selector.label, names=(selector.measure,), tables=_BALANCE_SHEET)
    found = facts.find(document, row)
    return replace(found, label=selector.label) if found and found.kind in _BALANCE_SHEET else None


def _as_row(document: str, selector: Selector, facts: FactTable) -> list[Found]:
    """The only row that is called as the measure asked for, where no table has a column for that."""
    if selector.measure not in _AS_ROWS or selector.tables or selector.fund or selector.unit_name:
        return []
    names = (f"{selector.measure}合计", selector.measure)
    asked = (Selector(label=selector.measure, names=(name,), project=selector.project) for name in names)
    rows = [found for one in asked for found in facts.find_all(document, one) if not (found.project or found.of_unit)]
    return [replace(rows[0], label=selector.label)] if len(rows) == 1 else []


def _parts_of_fund(document: str, selector: Selector, facts: FactTable) -> list[Found]:
    """What the sources that make up 财政拨款 bring in, where nothing is printed of them together."""
    if selector.fund not in FUND_PARTS or selector.tables:
        return []
    funds = [selector.model_copy(update={"fund": part, "label": part}) for part in FUND_PARTS[selector.fund]]
    parts = [(one.fund, found) for one in funds if (found := facts.income_of(document, one))]
    label = selector.label
    return [replace(one, label=f"{label}（{fund}）" if len(parts) > 1 else label) for fund, one in parts]


def _by_table(document: str, selector: Selector, facts: FactTable) -> list[Found]:
    if selector.unit_name and selector.measure == "项目支出":
        own = facts.projects(document, selector.unit_name, finest=False, fund=selector.fund)
        one = None if own or selector.fund else facts.total(document, selector)
        return [one] if one else own
    if selector.fund and selector.measure == "合计" and selector.label not in TOTALS:
        ways = (facts.income_of, facts.total) if selector.side else (facts.total, facts.income_of)
        one = next((found for found in (way(document, selector) for way in ways) if found), None)
        return [one] if one else _parts_of_fund(document, selector, facts)
    one = facts.total(document, selector)
    if one is None and selector.fund and selector.side:
        one = facts.income_of(document, selector)
    if one is None and selector.side and selector.tables == _FISCAL_TABLE:
        row = selector.model_copy(update={"names": ("财政拨款",), "fund": ""})
        one = next(iter(facts.find_all(document, row)), None)
    if one is None and selector.side and selector.measure != "合计":
        named = selector.model_copy(update={"names": (selector.measure,), "measure": "合计"})
        one = next(iter(facts.find_all(document, named)), None)
    if one is None and selector.tables:
        one = facts.total(document, selector.model_copy(update={"tables": ()}))
    if one is None and selector.fund and selector.measure == "项目支出":
        return paid_for_projects(document, selector.fund, facts.find_all)
    return [one] if one else []
