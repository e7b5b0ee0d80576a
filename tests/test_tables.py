"""Tables: small documents with one oddity each, and the real documents."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from text_documents import document_of

from index.facts import facts_of
from index.model import DataRow, Grid, GridRow, Place, Span, Table
from index.readers import read_blocks
from index.tables import build_tables
from index.tables.cells import parse_number

DOCUMENTS = Path(__file__).parent / "documents" / "tables"
SEEDS = Path(os.environ.get("BUDGET_SEEDS", Path(__file__).parents[2] / "shared" / "seeds"))
REGENERATE = "BUDGET_REGENERATE_TABLES"
BROKEN_BUDGET_ROUNDING = Decimal("0.03")

ZHEJIANG = (
    "收支总表 支出总表 财政拨款收支总表 一般公共预算支出表 基本支出表 三公经费表 政府性基金支出表 国有资本经营支出表"
)
WITH_INCOME = ZHEJIANG.replace("收支总表", "收支总表 收入总表", 1)
HEBEI = f"{WITH_INCOME.replace(' 三公经费表', '')} 三公经费表 机构设置表"
SEED_KINDS = {
    "000": f"{ZHEJIANG} 项目支出表 绩效指标表 项目信息表",
    "001": f"{ZHEJIANG} 项目支出表 项目支出表 项目绩效表 绩效指标表",
    "002": f"{WITH_INCOME} 项目支出表 绩效指标表 项目信息表",
    "003": f"{HEBEI} {'项目信息表 绩效指标表 ' * 8}政府采购表 固定资产表",
    "004": f"{WITH_INCOME} 项目支出表 绩效指标表 项目信息表",
}


def described(path: Path) -> str:
    """The tables of a document as text: a line for each fact, note and dropped row."""
    tables = build_tables(read_blocks(path))
    facts = facts_of(document_of(path, tables))
    lines: list[str] = []
    for table in tables:
        lines.append(f"[{table.kind}] {table.title} | {table.unit}")
        for fact in facts:
            if fact.table_id != table.id:
                continue
            parts = [fact.code, fact.unit_name, fact.row, fact.parents, fact.column, fact.operator, fact.raw]
            parts += ["" if fact.value is None else str(fact.value), fact.unit, fact.item, str(fact.item_kind)]
            parts += [fact.measure, f"{fact.level}{fact.side}", fact.project, str(fact.line)]
            lines.append(" ¦ ".join(parts))
        lines += [f"note: {note}" for note in table.notes]
        lines += [f"dropped: {row.line} {row.reason}" for row in table.dropped]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.txt")), ids=lambda path: path.stem)
def test_small_documents_give_their_facts(path: Path) -> None:
    expected = path.with_suffix(".expected")
    header, _, body = expected.read_text(encoding="utf-8").partition("\n\n")
    found = described(path)
    if os.environ.get(REGENERATE):
        expected.write_text(f"{header}\n\n{found}", encoding="utf-8")
        pytest.fail(f"{expected.name} was written anew: read it, then unset {REGENERATE}")
    assert found.splitlines() == body.splitlines(), header


def seed_tables() -> dict[str, tuple[Path, tuple[Table, ...]]]:
    paths = sorted(SEEDS.glob("*.txt")) if SEEDS.is_dir() else []
    if not paths:
        pytest.skip(f"the real documents are not at {SEEDS}; set BUDGET_SEEDS to their folder")
    return {path.name[:3]: (path, build_tables(read_blocks(path))) for path in paths}


@pytest.fixture(scope="module")
def seeds() -> dict[str, tuple[Path, tuple[Table, ...]]]:
    return seed_tables()


@pytest.mark.parametrize("name", sorted(SEED_KINDS))
def test_every_table_of_the_real_documents_is_recognised(
    seeds: dict[str, tuple[Path, tuple[Table, ...]]], name: str
) -> None:
    tables = seeds[name][1]
    assert [table.kind.value for table in tables] == SEED_KINDS[name].split()
    assert min(table.confidence for table in tables) > 0.6
    assert all(table.title for table in tables)


def test_lost_titles_come_from_the_contents(seeds: dict[str, tuple[Path, tuple[Table, ...]]]) -> None:
    titles = [table.title for table in seeds["004"][1]]
    assert titles[0] == "2023年单位收支预算总表"
    assert titles[9] == "2023年单位项目支出预算表"
    assert len(set(titles)) == len(titles)


def test_two_project_tables_under_one_title_differ_by_level(seeds: dict[str, tuple[Path, tuple[Table, ...]]]) -> None:
    first, second = [table for table in seeds["001"][1] if table.kind == "项目支出表"]
    assert {row.level for row in first.rows} == {0, 1}
    assert {row.level for row in second.rows} == {0, 2}
    linked = {row.label: row.parents for row in second.rows if row.parents}
    assert set(linked.values()) == {("人大信息事务",)}
    assert len(linked) == 2


def test_names_cut_off_are_completed(seeds: dict[str, tuple[Path, tuple[Table, ...]]]) -> None:
    names = {row.unit_name for table in seeds["002"][1] for row in table.rows}
    assert "嘉兴市职业技能鉴定中心（嘉兴市高技能人才公共实训管理服务中心）" in names
    assert all(name.count("（") == name.count("）") for name in names)
    congress = {row.unit_name for table in seeds["001"][1] for row in table.rows if row.unit_name}
    assert congress == {"绍兴市柯桥区人民代表大会常务委员会办公室", "绍兴市柯桥区人大信息中心"}
    projects = {row.project for table in seeds["002"][1] for row in table.rows}
    assert "协调劳动关系、基金监督、依法行政工作经费" in projects
    assert "协调劳动关系、基金监督、依法行政" not in projects


# --- every hierarchy and every row adds up ------------------------------------


def amounts(row: DataRow) -> list[Decimal]:
    return [parse_number(cell) or Decimal(0) for cell in row.cells]


def sums_of_children(rows: Iterable[DataRow]) -> dict[tuple[str, ...], list[Decimal]]:
    totals: dict[tuple[str, ...], list[Decimal]] = {}
    for row in rows:
        if row.level:
            known = totals.setdefault((row.side, *row.parents), [Decimal(0)] * len(row.cells))
            totals[(row.side, *row.parents)] = [a + b for a, b in zip(known, amounts(row), strict=True)]
    return totals


@pytest.mark.parametrize("name", sorted(SEED_KINDS))
def test_parents_are_the_sums_of_their_children(seeds: dict[str, tuple[Path, tuple[Table, ...]]], name: str) -> None:
    checked = 0
    coded = {"支出总表", "一般公共预算支出表", "基本支出表", "政府性基金支出表", "收支总表", "财政拨款收支总表"}
    for table in seeds[name][1]:
        if table.kind.value not in coded | {"收入总表"}:
            continue
        totals = sums_of_children(table.rows)
        for row in table.rows:
            children = totals.get((row.side, *row.parents, row.label))
            if row.level == 0 and row.item in ("合计", "收入总计", "支出总计"):
                children = totals.get((row.side,))
            if children is None or not any(children):
                continue
            for own, below in zip(amounts(row), children, strict=True):
                assert abs(own - below) <= BROKEN_BUDGET_ROUNDING, (table.title, row.label, own, below)
                checked += 1
    assert checked > 40


@pytest.mark.parametrize("name", sorted(SEED_KINDS))
def test_rows_are_the_sums_of_their_columns(seeds: dict[str, tuple[Path, tuple[Table, ...]]], name: str) -> None:
    checked = 0
    for table in seeds[name][1]:
        if table.kind.value not in ("支出总表", "一般公共预算支出表", "基本支出表", "三公经费表", "项目支出表"):
            continue
        for row in table.rows:
            by_path = dict(zip(table.columns, amounts(row), strict=True))
            total = next(iter(by_path.values()))
            subtotalled = {path.split(" / ")[0] for path in by_path if path.endswith(" / 小计")}
            first = table.columns[0]
            parts = [
                value
                for path, value in by_path.items()
                if path != first and not (path.split(" / ")[0] in subtotalled and not path.endswith(" / 小计"))
            ]
            assert abs(total - sum(parts)) <= BROKEN_BUDGET_ROUNDING, (table.title, row.label)
            checked += 1
    assert checked > 60


# --- nothing is lost, nothing is doubled ----------------------------------------


@pytest.mark.parametrize("name", sorted(SEED_KINDS))
def test_every_number_of_the_tables_is_accounted_for(
    seeds: dict[str, tuple[Path, tuple[Table, ...]]], name: str
) -> None:
    path, tables = seeds[name]
    facts: dict[int, Counter[str]] = defaultdict(Counter)
    others: dict[int, Counter[str]] = defaultdict(Counter)
    for fact in facts_of(document_of(path, tables)):
        if fact.value is not None and fact.line is not None and parse_number(fact.raw) is not None:
            facts[fact.line][fact.raw] += 1
    for table in tables:
        for row in table.rows:
            assert row.place.line is not None
            others[row.place.line].update([row.code, row.label])
    dropped = {row.line for table in tables for row in table.dropped}
    spans = [(table.place.line or 0, table.place.end_line or 0) for table in tables]
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if "\t" not in line or number in dropped:
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not any(first <= number <= last for first, last in spans):
            assert number < spans[0][0], f"line {number} with cells is in no table"
            continue
        serial = cells[0] if name == "003" and cells[0].isdigit() and len(cells[0]) < 3 else ""
        printed = Counter(cell for cell in cells if parse_number(cell) is not None)
        missing = printed - facts[number] - others[number] - Counter([serial])
        assert not missing, (number, missing)
        assert not facts[number] - printed, (number, facts[number] - printed)


def test_facts_of_the_real_documents_are_counted(seeds: dict[str, tuple[Path, tuple[Table, ...]]]) -> None:
    """2,083 facts: 1,885 amounts, indicator values and cells of plain tables, and 198 cells of running
    text in forms (83 descriptions and 83 grounds of indicators, 8 × code, name, purpose and goal)."""
    facts = [fact for path, tables in seeds.values() for fact in facts_of(document_of(path, tables))]
    described_by = [fact for fact in facts if fact.measure in ("绩效指标描述", "指标值确定依据")]
    form_texts = [fact for fact in facts if fact.table_kind == "项目信息表" and fact.value is None]
    assert (len(facts), len(described_by), len(form_texts)) == (2083, 166, 32)


def test_merged_cells_of_the_source_decide_what_a_header_word_covers() -> None:
    """A word above one column does not spread over a neighbour that the source leaves outside of it."""
    texts = (
        ("单位名称", "本年", "", "", "备注"),
        ("", "基本支出", "项目支出", "上年结转", ""),
        ("青禾市商务局", "5.00", "3.00", "1.00", "含下属单位"),
    )
    rows = tuple(GridRow(cells, Place(number, number)) for number, cells in enumerate(texts, start=1))
    spans = (Span(0, 0, 2, 1), Span(0, 1, 1, 2), Span(0, 4, 2, 1))
    table = build_tables([Grid(rows, Place(1, 3), spans)])[0]
    assert table.columns == ("本年 / 基本支出", "本年 / 项目支出", "上年结转", "备注")
    guessed = build_tables([Grid(rows, Place(1, 3))])[0]
    assert guessed.columns[2] == "本年 / 上年结转"
