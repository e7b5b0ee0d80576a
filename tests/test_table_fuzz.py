"""Random budgets printed in every layout and variation come back with the same facts, nothing lost,
doubled, shifted or invented. `BUDGET_FUZZ_EXAMPLES` asks for more examples a layout, each time others."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
import table_layouts
import table_lists
import table_projects
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from table_prints import Sheet, Style, any_style, merged, printed
from table_readings import read_again, read_blocks_again, without_space

EXAMPLES = os.environ.get("BUDGET_FUZZ_EXAMPLES", "")
LAYOUTS: tuple[Callable[[Random], Sheet], ...] = (
    table_layouts.general,
    table_layouts.expenditure,
    table_layouts.income,
    table_layouts.fund,
    table_layouts.basic,
    table_layouts.split_codes,
    table_layouts.final_general,
    table_layouts.units_by_subject,
    table_lists.balance,
    table_lists.fiscal_balance,
    table_lists.final_balance,
    table_lists.three_public_units,
    table_lists.three_public_rows,
    table_lists.three_public_final,
    table_projects.projects,
    table_projects.nested_projects,
    table_projects.project_goals,
    table_projects.indicators,
    table_projects.goal_form,
    table_projects.procurement,
    table_projects.assets,
)
fuzz = settings(
    max_examples=int(EXAMPLES or 40),
    derandomize=not EXAMPLES,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
seeds = st.integers(min_value=0, max_value=2**63)


def check_print(sheet: Sheet, style: Style, random: Random) -> None:
    """Prints a sheet, reads it and compares every fact, the kind and the title."""
    lines = printed(sheet, style, random)
    tables, found = read_again(lines)
    expected = [(kind, without_space(fact)) for kind, fact in sheet.facts]
    lost = style.title in ("year", "none")
    if lost and not sheet.telling:
        assert [fact for _, fact in found] == [fact for _, fact in expected], "\n".join(lines)
        return
    assert found == expected, "\n".join(lines)
    assert lost or {table.title for table in tables} == {sheet.title}, "\n".join(lines)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_any_print_of_a_table_gives_its_facts(layout: Callable[[Random], Sheet]) -> None:
    @fuzz
    @given(seeds)
    def check(seed: int) -> None:
        random = Random(seed)  # noqa: S311 - nothing secret is drawn
        sheet = layout(random)
        check_print(sheet, any_style(random), random)

    check()


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_merged_cells_that_the_source_knows_give_the_same_facts(layout: Callable[[Random], Sheet]) -> None:
    @settings(fuzz, max_examples=int(EXAMPLES or 10))
    @given(seeds)
    def check(seed: int) -> None:
        sheet = layout(Random(seed))  # noqa: S311 - nothing secret is drawn
        if sheet.header:
            expected = [(kind, without_space(fact)) for kind, fact in sheet.facts]
            assert read_blocks_again(merged(sheet))[1] == expected

    check()


@settings(fuzz, max_examples=int(EXAMPLES or 60))
@given(seeds)
def test_any_print_of_a_whole_budget_gives_its_facts(seed: int) -> None:
    """Tables of several layouts in one document, below a table of contents or not: each keeps its own rows."""
    random = Random(seed)  # noqa: S311 - nothing secret is drawn
    sheets = {sheet.title: sheet for sheet in (layout(random) for layout in random.sample(LAYOUTS, 5))}.values()
    style = any_style(random)
    style = replace(style, title="plain") if style.title in ("year", "none") else style
    lines = ["# 青禾市民政局2024年部门预算", ""]
    if random.random() < 0.5:
        lines += [
            "目录",
            "",
            *(sheet.title for sheet in sheets),
            "",
            "第一部分 概况",
            "",
            "本部门负责社会救助。",
        ]
    for sheet in sheets:
        lines += printed(sheet, style, random)
    found = read_again(lines)[1]
    assert found == [(kind, without_space(fact)) for sheet in sheets for kind, fact in sheet.facts], "\n".join(lines)
