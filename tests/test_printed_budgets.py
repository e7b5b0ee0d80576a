"""Random budgets in many prints give the same facts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from text_documents import document_of

from index.facts import facts_of
from index.model import Block, Grid, GridRow, Heading, Paragraph, Place
from index.tables import build_tables

SUBJECTS = (
    ("201", "一般公共服务支出"),
    ("20101", "人大事务"),
    ("2010101", "行政运行"),
    ("2010104", "人大会议"),
    ("20103", "政府办公厅（室）及相关机构事务"),
    ("2010301", "行政运行"),
    ("208", "社会保障和就业支出"),
    ("20805", "行政事业单位养老支出"),
    ("2080501", "行政单位离退休"),
    ("221", "住房保障支出"),
    ("22102", "住房改革支出"),
    ("2210201", "住房公积金"),
)
HEADS = (
    ("科目编码", "科目名称", "合 计", "基本支出", "", "", "项目支出"),
    ("", "", "", "小计", "人员 经费", "公用经费", ""),
    ("**", "**", "1", "2", "3", "4", "5"),
)
TITLE = "2024年部门一般公共预算支出表"

cents = st.integers(min_value=0, max_value=10**9)


def money(value: int, comma: bool) -> str:
    amount = Decimal(value) / 100
    return "" if not value else f"{amount:,.2f}" if comma else f"{amount:.2f}"


@st.composite
def printed_budgets(draw: st.DrawFn) -> tuple[list[Block], list[tuple[str, str, str]]]:
    """Blocks of one table cut into pages in some way, and its facts as (code, column, raw)."""
    comma = draw(st.booleans())
    body = [("", "合计", *[money(draw(cents), comma) for _ in range(5)])]
    body += [(*subject, *[money(draw(cents), comma) for _ in range(5)]) for subject in SUBJECTS]
    cuts = sorted(draw(st.sets(st.integers(2, len(body) - 1), max_size=3)))
    style = draw(st.sampled_from(("titled", "unit only", "bare")))
    serial = draw(st.booleans())
    unit = draw(st.sampled_from(("万元", "元")))
    line = 0
    blocks: list[Block] = []
    for page, (start, end) in enumerate(zip([0, *cuts], [*cuts, len(body)], strict=True)):
        headed = page == 0 or style != "bare"
        if page == 0 or style == "titled":
            blocks.append(Heading(TITLE, 1, Place(line := line + 1)))
        if headed:
            blocks.append(Paragraph(f"单位：{unit}", Place(line := line + 1)))
        rows = []
        for cells in (*(HEADS if headed else ()), *body[start:end]):
            number = "" if cells in HEADS[:2] else "栏次" if cells in HEADS else str(body.index(cells) + 1)
            first = "序号" if cells == HEADS[0] else number
            rows.append(GridRow((first, *cells) if serial else cells, Place(line := line + 1, line)))
        blocks.append(Grid(tuple(rows), Place(rows[0].place.line, line)))
    columns = ("合计", "基本支出 / 小计", "基本支出 / 人员经费", "基本支出 / 公用经费", "项目支出")
    facts = [(row[0], column, raw) for row in body for column, raw in zip(columns, row[2:], strict=True) if raw]
    return blocks, facts


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(printed_budgets())
def test_any_print_of_a_budget_gives_the_same_facts(printed: tuple[list[Block], list[tuple[str, str, str]]]) -> None:
    blocks, expected = printed
    tables = build_tables(blocks)
    assert [table.title for table in tables] == [TITLE]
    found = facts_of(document_of(Path("x.txt"), tables))
    assert [(fact.code, fact.column, fact.raw) for fact in found] == expected
    names = dict(SUBJECTS)
    for fact in found:
        above = [names[fact.code[:length]] for length in (3, 5) if length < len(fact.code)]
        assert fact.parents == " / ".join(above)
