"""Specified questions over real PDFs: several bodies, years, stages and editions in one store. The format of
the specifications is that of `test_asked`."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from test_asked import cases_of, check, title_of

from assistant.ask import Assistant
from assistant.settings import Settings
from index.encoder import load_encoder
from index.ingest import ingest
from index.store import Store

_NAMES = (
    "江苏省人大办公厅__省人大办公厅2018预算公开",
    "江苏省政协办公厅__2017年度部门预算公开表",
    "江苏省政协办公厅__江苏省政协办公厅2018年度部门预算",
    "江苏省政协办公厅__江苏省政协办公厅2018度部门预算公开表",
    "江苏省政协办公厅__江苏省政协办公厅2019年度部门预算",
    "江苏省政协办公厅__江苏省政协办公厅2019年预算公开表",
    "上海市普陀区人民政府万里街道办事处24年预算",
    "上海市普陀区财政局2024年度部门决算",
    "上海市普陀区商务委员会25年预算",
    "上海市普陀区商务委员会单位25年预算",
)


@pytest.fixture(scope="module")
def pdf_store(seeds_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of ten real PDFs made with the hash encoder."""
    held = {path.stem: path for path in (seeds_folder.parent / "real").rglob("*.pdf")}
    missing = [name for name in _NAMES if name not in held]
    if missing:
        pytest.skip(f"没有真实 PDF 文件：{missing[0]}.pdf")
    store = tmp_path_factory.mktemp("pdf-hash") / "store"
    ingest([held[name] for name in _NAMES], store, lambda: load_encoder("hash"))
    return store


@pytest.fixture(scope="module")
def pdf_assistant(pdf_store: Path) -> Assistant:
    return Assistant(Store.open(pdf_store), Settings(pdf_store, encoder="hash"))


@pytest.mark.parametrize("case", list(cases_of("pdf")), ids=title_of)
def test_a_question_about_the_pdf_documents(case: dict[str, Any], pdf_assistant: Assistant) -> None:
    check(case, pdf_assistant.ask(case["ask"]))


def test_the_specified_figures_are_printed_in_the_pdf_documents(pdf_store: Path) -> None:
    snapshot = Store.open(pdf_store).snapshot()
    text = "\n".join(line for card in snapshot.documents for line in snapshot.document(card.id).lines)
    printed = {Decimal(one.replace(",", "")) for one in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}
    for case in cases_of("pdf"):
        operands = re.findall(r"\d+(?:\.\d+)?", case.get("from", ""))
        if not operands and case["say"][0].isdigit():
            operands = [case["say"].split()[0]]
        for operand in operands:
            assert Decimal(operand) in printed or operand in ("100", "10000"), f"{title_of(case)}：{operand}"
