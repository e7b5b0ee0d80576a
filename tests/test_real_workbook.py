"""A published form with deeply merged cells: what it says comes out with its meaning."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from conftest import SEEDS

from assistant.ask import Assistant
from assistant.scoring import headline_of
from assistant.settings import Settings
from index.encoder import load_encoder
from index.ingest import ingest
from index.model import Document, Fact
from index.reading import read_document
from index.store import Store

WORKBOOKS = SEEDS.parent / "real" / "workbook"


@pytest.fixture(scope="module")
def form() -> tuple[Document, tuple[Fact, ...]]:
    found: list[Path] = sorted(WORKBOOKS.glob("*.xlsx"))
    if not found:
        pytest.skip(f"没有真实的工作簿：{WORKBOOKS} 里找不到 .xlsx 文件")
    return read_document(found[0])


def fact(facts: tuple[Fact, ...], row: str, column: str) -> Fact:
    return next(one for one in facts if row in one.row and column in one.column)


@pytest.mark.parametrize(
    ("row", "column", "raw", "value", "unit"),
    [
        ("基本支出", "内容", "10,891.62", "10891.62", "万元"),
        ("财政拨款", "内容", "72807.38", "72807.38", "万元"),
        ("“三支一扶”高校毕业生", "资金", "587.81", "587.81", "万元"),
        ("促进就业专项资金", "资金", "1140", "1140", "万元"),
        ("财政供养人员数", "内容", "737", "737", "人"),
        ("下属二级单位数", "内容", "10", "10", "个"),
        ("城镇新增就业人数", "指标值", "50000", "50000", "人"),
        ("就业服务满意度", "指标值", "≧90%", "90", "%"),
        ("补贴发放准确率", "指标值", "100%", "100", "%"),
    ],
)
def test_figures_of_the_form(
    form: tuple[Document, tuple[Fact, ...]], row: str, column: str, raw: str, value: str, unit: str
) -> None:
    found = fact(form[1], row, column)
    assert (found.raw, found.value, found.unit) == (raw, Decimal(value), unit)


def test_indicators_stand_below_their_groups(form: tuple[Document, tuple[Fact, ...]]) -> None:
    parents = {one.parents for one in form[1] if one.table_kind == "绩效指标表"}
    assert {group.split(" / ")[0] for group in parents} == {"产出指标", "效益指标", "满意度指标"}
    economic = [one.row for one in form[1] if one.parents == "效益指标 / 经济效益指标"]
    assert economic == ["解决就业困难人员就业人数（人）", "失业人员再就业人数（人）"]


def test_every_fact_is_found_in_its_row_of_the_sheet(form: tuple[Document, tuple[Fact, ...]]) -> None:
    document, facts = form
    assert document.department.endswith("人力资源和社会保障局")
    assert fact(facts, "促进就业专项资金", "资金").sheet_row == 14
    assert all(one.sheet == "Sheet1" and one.sheet_row for one in facts)


@pytest.fixture(scope="module")
def assistant(form: tuple[Document, tuple[Fact, ...]], tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    store = tmp_path_factory.mktemp("workbook-hash") / "store"
    ingest([WORKBOOKS], store, lambda: load_encoder("hash"))
    return Assistant(Store.open(store), Settings(store, encoder="hash"))


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("湛江市人社局财政供养多少人", "737", "人"),
        ("湛江市人社局有几个下属单位", "10", "个"),
        ("湛江市人社局下属二级单位有几个", "10", "个"),
        ("湛江人社局年度重点工作任务一共要投多少钱", "20589.81", "万元"),
        ("湛江人社局有几项重点任务", "3", "个"),
        ("湛江人社局拟投入资金最多的任务是哪个", "18862", "万元"),
        ("湛江人社局人均项目支出多少", "84.01", "万元"),
        ("绩效指标的产出指标中有多少二级指标？", "4", "个"),
        ("绩效指标的效益指标中有多少二级指标？", "4", "个"),
        ("湛江人社局满意度指标有哪些", "75", "%"),
        ("湛江人社局就业服务满意度指标值是多少", "90", "%"),
        ("湛江人社局享受创业担保贷款对象满意度比群众满意度高几个百分点", "20", "个百分点"),
        ("湛江人社局年度重点工作任务列了几项", "3", "个"),
        ("湛江人社局年度重点工作任务拟投入资金合计多少", "20589.81", "万元"),
        ("湛江人社局吃财政饭的有多少人", "737", "人"),
    ],
)
def test_questions_about_the_form(assistant: Assistant, question: str, value: str, unit: str) -> None:
    headline = headline_of(assistant.ask([question]))
    assert headline is not None
    assert (headline.value, headline.unit) == (Decimal(value), unit)


def test_all_indicators_of_a_class_are_listed(assistant: Assistant) -> None:
    answer = assistant.ask(["湛江人社局满意度指标有哪些，各是多少"])
    assert [str(one.value) for one in answer.figures] == ["75", "90", "95", "90"]
    empty = assistant.ask(["湛江人社局效益指标下有哪些二级指标"])
    assert "生态效益指标（下面没有列指标）" in empty.answer
