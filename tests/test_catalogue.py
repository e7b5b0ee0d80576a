"""The catalogue: complete, consistent with itself, and found by the words that documents print."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from index import catalogue
from index.catalogue import Classification
from index.catalogue.comparisons import measures_of, of_dated_row
from index.catalogue.headers import column_roles, form_fields
from index.model import Basis, ItemKind, TableKind
from index.reading import read_document
from index.tables.kinds import kind_of_title
from index.tables.parts import Role, Shape

TITLES = tomllib.loads((Path(__file__).parent / "spec" / "table_titles.toml").read_text(encoding="utf-8"))


def test_every_subject_has_its_parent() -> None:
    for subjects in (catalogue.functional_subjects(), catalogue.economic_subjects()):
        for subject in subjects.values():
            assert len(subject.code) == 1 + 2 * subject.level
            assert not subject.parent or subject.parent in subjects
            assert bool(subject.parent) == (subject.level > 1)


def test_each_class_has_groups_and_no_two_siblings_share_a_name() -> None:
    for subjects in (catalogue.functional_subjects(), catalogue.economic_subjects()):
        below = [subject for subject in subjects.values() if subject.parent]
        siblings = Counter((subject.parent, catalogue.folded(subject.name)) for subject in below)
        assert [name for name, count in siblings.items() if count > 1] == []
        groups = Counter(subject.parent for subject in subjects.values())
        without_groups = {"209", "219", "227", "234"}  # spent by the treasury, not by departments
        classes = {subject.code for subject in subjects.values() if subject.level == 1}
        assert {code for code in classes if not groups[code]} <= without_groups


def test_every_subject_of_the_real_documents_is_known(seeds_folder: Path) -> None:
    kinds = (ItemKind.FUNCTIONAL, ItemKind.ECONOMIC)
    printed = {
        (row.code, row.item)
        for path in sorted(seeds_folder.glob("*.txt"))
        for table in read_document(path)[0].tables
        for row in table.rows
        if row.code and row.item_kind in kinds
    }
    assert len(printed) > 50
    unknown = [
        (code, name)
        for code, name in printed
        if code not in {subject.code for subject in catalogue.subjects_named(name)}
    ]
    assert unknown == []


@pytest.mark.parametrize(
    ("kind", "title"),
    [(kind, title) for place in TITLES.values() for kind, titles in place.items() for title in titles],
)
def test_titles_tell_the_kind_in_the_wordings_of_all_places(kind: str, title: str) -> None:
    assert kind_of_title(title) == TableKind(kind)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("201", "一般公共服务支出"),
        ("2010301", "行政运行"),
        ("2080505", "机关事业单位基本养老保险缴费支出"),
        ("2101103", "公务员医疗补助"),
        ("2120803", "城市建设支出"),
        ("2210203", "购房补贴"),
        ("2296003", "用于体育事业的彩票公益金支出"),
        ("2240703", "自然灾害救灾补助"),
        ("30112", "其他社会保障缴费"),
        ("30213", "维修（护）费"),
        ("31002", "办公设备购置"),
        ("50502", "商品和服务支出"),
    ],
)
def test_subjects_have_their_names(code: str, name: str) -> None:
    subject = catalogue.subject_of(code)
    assert subject is not None
    assert subject.name == name


def test_a_name_finds_all_its_subjects_whatever_the_brackets() -> None:
    assert len(catalogue.subjects_named("行政运行")) > 30
    assert [s.code for s in catalogue.subjects_named("维修(护)费", Classification.ECONOMIC)] == ["30213", "50209"]
    assert catalogue.subjects_named("住房公积金", Classification.FUNCTIONAL)[0].code == "2210201"
    assert catalogue.subjects_named("没有这个科目") == ()
    assert [s.code for s in catalogue.subjects_named("医疗卫生与计划生育支出")] == ["210"]


@pytest.mark.parametrize(
    ("column", "measure"),
    [
        ("总计", "合计"),
        ("预算数", "合计"),
        ("收入 / 金额", "合计"),
        ("基本支出 / 小计", "基本支出"),
        ("基本支出 / 人员支出", "人员经费"),
        ("基本支出 / 日常公用支出", "公用经费"),
        ("本年收入 / 小计", "本年收入"),
        ("本年收入 / 一般公共 预算", "一般公共预算"),
        ("上年结转结余 / 小计", "上年结转"),
        ("上年结转结余 / 政府性基金 预算", "上年结转/政府性基金"),
        ("本年政府性基金预算支出 / 合 计", "合计"),
        ("公务用车购置及运行费 / 小计", "公务用车购置及运行维护费"),
        ("资金性质 / 国有资本经营预算财政拨款", "国有资本经营预算"),
        ("决算数 / 公务接待费", "决算数/公务接待费"),
        ("预算数 / 合计", "预算数"),
        ("价值（金额单位：万元）", "价值"),
        ("2024年预留中小微企业份额", "预留中小微企业份额"),
        ("谁也没有见过的栏目", "谁也没有见过的栏目"),
        ("", "合计"),
    ],
)
def test_columns_have_canonical_measures(column: str, measure: str) -> None:
    assert catalogue.measure_of(column) == measure


THIS_YEAR, LAST_YEAR = "2025年预算数", "2024年预算数"


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ([f"{THIS_YEAR} / 合计", f"{THIS_YEAR} / 基本支出"], ["合计", "基本支出"]),
        ([f"{LAST_YEAR} / 公务接待费", f"{THIS_YEAR} / 公务接待费"], ["上年预算数/公务接待费", "公务接待费"]),
        (["2024年执行数", f"{THIS_YEAR} / 小计"], ["上年执行数", "合计"]),
        (["2024年 / 合计", "2025年 / 合计"], ["上年数", "合计"]),
        (["2023年度决算数", LAST_YEAR, THIS_YEAR], ["2023年决算数", "上年预算数", "合计"]),
        (["上年预算数", "本年预算数", "比上年增减", "增减%"], ["上年预算数", "合计", "增减额", "增减率"]),
        ([f"{THIS_YEAR}比2024年执行数 / 增减额", f"{THIS_YEAR}比2024年执行数 / 增减%"], ["增减额", "增减率"]),
        ([f"{THIS_YEAR}较2024年增长率"], ["增减率"]),
        (["2024年结转 / 一般公共预算", "本年收入 / 小计"], ["上年结转/一般公共预算", "本年收入"]),
        (["2025年预留中小微企业份额"], ["预留中小微企业份额"]),
        (["2024年决算数", "预算数"], ["上年决算数", "合计"]),
        ([f"{LAST_YEAR} / 合计", f"{LAST_YEAR} / 项目支出"], ["合计", "项目支出"]),  # a table of one other year only
        (["预算数", "金额", "人员经费"], ["合计", "合计", "人员经费"]),
        (["2025年预算支出", "其中： / 基本支出"], ["合计", "基本支出"]),
        (["2025年部门预算安排数", "其中：基本支出"], ["合计", "基本支出"]),
        (["2024年预算支出", "2025年预算支出"], ["上年预算数", "合计"]),
        (["部门预算数", "单位预算数"], ["部门预算数", "单位预算数"]),
    ],
)
def test_columns_of_a_budget_are_told_apart_by_year(columns: list[str], expected: list[str]) -> None:
    assert measures_of(columns, "一般公共预算支出表", Basis.BUDGET, 2025) == expected


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (["年初预算数", "全年预算数", "决算数"], ["预算数", "全年预算数", "合计"]),
        (["公务接待费 / 预算数", "公务接待费 / 决算数"], ["预算数/公务接待费", "公务接待费"]),
        (["2023年度决算数", "2024年度决算数", "增减率（%）"], ["上年决算数", "合计", "增减率"]),
        (["本年收入 / 合计", "预算数"], ["本年收入", "预算数"]),
        (["年初预算安排数", "支出数额"], ["年初预算安排数", "合计"]),
    ],
)
def test_the_plain_figures_of_a_final_account_are_final(columns: list[str], expected: list[str]) -> None:
    assert measures_of(columns, "收入支出决算总表", Basis.FINAL, 2024) == expected


def test_final_figures_in_a_budget_keep_their_basis() -> None:
    assert measures_of(["预算数", "决算数"], "收入支出决算总表", Basis.BUDGET, 2024) == ["预算数", "决算数"]


@pytest.mark.parametrize(
    ("label", "measure", "expected"),
    [
        ("2025年", "公务接待费", "公务接待费"),
        ("2024年", "合计", "上年数"),
        ("2024年预算数", "公务接待费", "上年预算数/公务接待费"),
        ("2023年度", "合计", "2023年"),
        ("2024年新增项目", "合计", "合计"),
        ("公务接待费", "合计", "合计"),
    ],
)
def test_rows_that_a_year_names_are_told_apart(label: str, measure: str, expected: str) -> None:
    assert of_dated_row(label, measure, 2025) == expected


def test_without_a_year_the_latest_column_is_plain() -> None:
    assert measures_of([LAST_YEAR, THIS_YEAR], "支出表", Basis.BUDGET, None) == ["上年预算数", "合计"]
    assert measures_of(["预算数"], "支出表", Basis.BUDGET, None) == ["合计"]


def test_kinds_of_three_public_are_known_by_any_wording() -> None:
    assert catalogue.three_public_kind("二、公务用车购置及运维费") == "公务用车购置及运行维护费"
    assert catalogue.three_public_kind("其中：公务用车购置费") == "公务用车购置费"
    assert catalogue.three_public_kind("因公出国(境)费用") == "因公出国（境）费用"
    assert catalogue.three_public_kind("会议费") == ""


def test_every_kind_of_table_has_evidence_that_names_real_shapes() -> None:
    known = {spec.kind for spec in catalogue.table_kinds()}
    assert known == set(TableKind)
    for spec in catalogue.table_kinds():
        assert spec.titles
        assert spec.shapes <= {shape.value for shape in Shape}


def test_roles_of_header_words_are_roles() -> None:
    assert set(column_roles().values()) <= {role.value for role in Role}
    assert "项目编码" in form_fields()


def test_spoken_words_lead_to_names_that_exist() -> None:
    names = {catalogue.folded(subject.name) for subject in catalogue.subjects()}
    names |= {catalogue.folded(kind) for kind in catalogue.THREE_PUBLIC_KINDS}
    names |= set(catalogue.funds())
    beyond = {"支出总计", "机关运行经费", "政府采购", "资产总额", "固定资产", "房屋", "车辆"}
    beyond |= {
        f"{end}{kind}结转和结余" for end in ("年初", "年末") for kind in ("", "财政拨款")
    }  # rows of final accounts
    beyond |= {"结转下年", "年终结转结余"}
    beyond |= {"财产保险服务", "机动车保险服务", "台式计算机", "便携式计算机", "计算机"}  # of purchases
    for word, items in catalogue.synonyms().items():
        assert items, word
        assert all(catalogue.folded(one) in names | beyond or catalogue.subjects_named(one) for one in items), word
    assert catalogue.synonyms()["五险一金"][-1] == "住房公积金"
    assert catalogue.fund_of("一般公共预算拨款收入") == "一般公共预算"


def test_spoken_measures_are_measures() -> None:
    canonical = set(catalogue.measures().values())
    assert set(catalogue.measure_synonyms().values()) <= canonical
