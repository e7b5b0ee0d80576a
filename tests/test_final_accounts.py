"""Questions over small final accounts: the budget and what came of it, halves of 基本支出 side by side, and
how many were received."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from assistant.answer import Answer, Role, Status
from assistant.ask import Assistant
from assistant.settings import Settings
from index.encoder import load_encoder
from index.ingest import ingest
from index.store import Store

TEXT = """河阳市园林局2023年度部门决算

# 第一部分 部门决算情况说明

## 一、“三公”经费支出决算情况说明

公务接待费1.20万元，主要用于接待外地园林部门考察。2023年国内公务接待12批次86人，其中：外事接待0批次0人。

# 第二部分 部门决算表

一般公共预算财政拨款支出决算表

2023年度

单位：万元

科目编码\t科目名称\t年初预算数\t本年支出\t基本支出\t项目支出
\t合计\t100.00\t112.00\t66.00\t46.00
212\t城乡社区支出\t90.00\t104.00\t58.00\t46.00
21201\t城乡社区管理事务\t60.00\t58.00\t58.00\t
2120101\t行政运行\t60.00\t58.00\t58.00\t
21205\t城乡社区环境卫生\t30.00\t46.00\t\t46.00
2120501\t城乡社区环境卫生\t30.00\t46.00\t\t46.00
221\t住房保障支出\t10.00\t8.00\t8.00\t
22102\t住房改革支出\t10.00\t8.00\t8.00\t
2210201\t住房公积金\t10.00\t8.00\t8.00\t

一般公共预算财政拨款基本支出决算明细表

2023年度

单位：万元

人员经费\t\t\t公用经费\t\t\t\t\t
科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数
301\t工资福利支出\t50.00\t302\t商品和服务支出\t12.00\t310\t资本性支出\t4.00
30101\t基本工资\t42.00\t30201\t办公费\t10.80\t31002\t办公设备购置\t4.00
30113\t住房公积金\t8.00\t30217\t公务接待费\t1.20\t\t\t
人员经费合计\t\t50.00\t公用经费合计\t\t\t\t\t16.00
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over one final account."""
    folder = tmp_path_factory.mktemp("final")
    path: Path = folder / "河阳市园林局2023年度部门决算.txt"
    path.write_text(TEXT, encoding="utf-8")
    store = folder / "store"
    ingest([path], store, lambda: load_encoder("hash"))
    return Assistant(Store.open(store), Settings(store, encoder="hash"))


def headline_of(answer: Answer) -> Decimal | None:
    return next((one.value for one in answer.figures if one.role is Role.HEADLINE), None)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("园林局2023年办公费花了多少", "10.80"),
        ("园林局2023年公用经费多少", "16.00"),
        ("园林局2023年支出合计多少", "112.00"),
        ("园林局行政运行的项目支出和基本支出分别多少", "58.00"),
        ("园林局城乡社区环境卫生支出比年初预算多多少", "16.00"),
        ("园林局2023年一般公共预算支出比年初预算数多了多少", "12.00"),
        ("园林局哪一类支出比年初预算增加最多", "14.00"),
        ("园林局哪个科目比年初预算减少最多", "2.00"),
        ("园林局2023年公务接待了多少批次、多少人次", "12"),
    ],
)
def test_final_accounts_are_answered(assistant: Assistant, question: str, value: str) -> None:
    answer = assistant.ask([question])
    assert answer.status is Status.ANSWERED, answer.answer
    assert headline_of(answer) == Decimal(value), answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "园林局2024年预算安排多少",
        "园林局2022年公务接待批次是多少",
        "园林局2023年哪个科目比上年增加最多",
        "园林局2023年出国团组多少人次",
    ],
)
def test_what_final_accounts_do_not_hold_is_not_found(assistant: Assistant, question: str) -> None:
    answer = assistant.ask([question])
    assert answer.status is Status.NOT_FOUND, answer.answer
