"""Specified questions over the samples and the real documents: what is asked as people type it, and the
figure of the source that answers it.

A file of `tests/spec/asked` says of which `documents` it asks (samples, seeds or layouts) and lists cases, each
with `ask` (the turns of a conversation), `say` (the headline with its unit, or a status), and where it
matters `from` (the calculation over figures that the sources print), `table` and `row` (words of the
place that the headline is read from), `words` (each of which, or one of `a|b`, the answer says),
`say_not` (none of which it says) and `within` (the tolerance). `ask_back` says that the question also fits
another figure, so that the assistant may ask back if it states this one among the readings.

Every operand, and every headline without a calculation, is looked up in the text of the sources, so a
specification cannot state a figure that no document prints.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer, Status
from assistant.ask import Assistant
from assistant.proofs import unproven_figures
from assistant.scoring import Case, Expected, headline_of, score, states
from assistant.settings import Settings
from assistant.verify import evaluate_formula
from index.encoder import load_encoder
from index.ingest import ingest
from index.store import Store

FOLDER = Path(__file__).parent / "spec" / "asked"
LAYOUTS = Path(__file__).parent / "documents" / "layouts"
_STATUSES = frozenset(status.value for status in Status)
_SCALES = ("100", "0.0001")
_PERCENT_STEP = Decimal("0.006")


def cases_of(documents: str) -> Iterator[dict[str, Any]]:
    """The cases of all files about these documents."""
    for path in sorted(FOLDER.glob("*.toml")):
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        if found["documents"] == documents:
            yield from found["cases"]


def title_of(case: dict[str, Any]) -> str:
    """How a case is called in the report."""
    return " / ".join(case["ask"])


@cache
def printed_numbers(folder: Path) -> frozenset[Decimal]:
    """All numbers that the documents of a folder print."""
    text = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir() if path.suffix in (".txt", ".md"))
    return frozenset(Decimal(one.replace(",", "")) for one in re.findall(r"\d[\d,]*(?:\.\d+)?", text))


@pytest.fixture(scope="module")
def sample_assistant(sample_store: Path) -> Assistant:
    return Assistant(Store.open(sample_store), Settings(sample_store, encoder="hash"))


@pytest.fixture(scope="module")
def seed_assistant(seeds_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    store = tmp_path_factory.mktemp("seeds-hash") / "store"
    ingest([seeds_folder], store, lambda: load_encoder("hash"))
    return Assistant(Store.open(store), Settings(store, encoder="hash"))


@pytest.fixture(scope="module")
def layout_assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    store = tmp_path_factory.mktemp("layouts-hash") / "store"
    ingest([LAYOUTS], store, lambda: load_encoder("hash"))
    return Assistant(Store.open(store), Settings(store, encoder="hash"))


@pytest.mark.parametrize("case", list(cases_of("samples")), ids=title_of)
def test_a_question_about_the_samples(case: dict[str, Any], sample_assistant: Assistant) -> None:
    check(case, sample_assistant.ask(case["ask"]))


@pytest.mark.parametrize("case", list(cases_of("seeds")), ids=title_of)
def test_a_question_about_the_real_documents(case: dict[str, Any], seed_assistant: Assistant) -> None:
    check(case, seed_assistant.ask(case["ask"]))


@pytest.mark.parametrize("case", list(cases_of("layouts")), ids=title_of)
def test_a_question_about_other_layouts(case: dict[str, Any], layout_assistant: Assistant) -> None:
    check(case, layout_assistant.ask(case["ask"]))


def test_the_specified_figures_are_those_of_the_sources(samples_folder: Path) -> None:
    for documents, folder in (("samples", samples_folder), ("layouts", LAYOUTS)):
        for case in cases_of(documents):
            check_source(case, folder)


def test_the_specified_figures_are_those_of_the_real_documents(seeds_folder: Path) -> None:
    for case in cases_of("seeds"):
        check_source(case, seeds_folder)


def check_source(case: dict[str, Any], folder: Path) -> None:
    """The figures of a case are printed, and its calculation gives the headline."""
    amount, _, unit = case["say"].partition(" ")
    if case["say"] in _STATUSES:
        return
    operands = re.findall(r"\d+(?:\.\d+)?", case.get("from", "")) or [amount]
    if "from" in case:
        step = Decimal(str(case.get("within", _PERCENT_STEP if unit in ("%", "倍") else "0.0001")))
        assert abs(evaluate_formula(case["from"]) - Decimal(amount)) < step, title_of(case)
    factors = (Decimal(1), Decimal(10000), Decimal("0.0001")) if unit in ("元", "亿元") else (Decimal(1),)
    printed = printed_numbers(folder)
    for operand in operands:
        assert operand in _SCALES or any(Decimal(operand) * by in printed for by in factors), title_of(case)


def check(case: dict[str, Any], answer: Answer) -> None:
    """An answer is what a case says."""
    faults = faults_of(case, answer)
    assert not faults, f"{'；'.join(faults)}\n{answer.answer}"


def faults_of(case: dict[str, Any], answer: Answer) -> list[str]:
    """What is wrong with an answer."""
    said: str = case["say"]
    amount, _, unit = said.partition(" ")
    values = () if said in _STATUSES else (Expected(Decimal(amount), unit, ""),)
    if case.get("ask_back") and answer.status is Status.CLARIFY:
        return [] if states(answer, values[0], None) else ["反问中没有这个数字"]
    within = Decimal(str(case["within"])) if "within" in case else None
    expected = Case(
        title_of(case), "", tuple(case["ask"]), Status(said) if said in _STATUSES else Status.ANSWERED,
        values, tuple(case.get("words", ())), tuple(case.get("say_not", ())), (), within,
    )  # fmt: skip
    faults = [*score(expected, answer, {}).problems, *(f"没有依据：{one}" for one in unproven_figures(answer))]
    headline = headline_of(answer)
    if values and headline is not None:
        if unit in ("元", "亿元") and headline.unit != unit:
            faults.append(f"单位应为 {unit}")
        tables = " ".join(f"{cell.table} {cell.row}" for cell in headline.cells)
        faults += [f"出处应有“{case[key]}”" for key in ("table", "row") if key in case and case[key] not in tables]
    return faults
