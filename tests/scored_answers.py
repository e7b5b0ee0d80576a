"""An answer, the case that it is right for, and variants of both, for the tests of scoring and evaluation."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from conftest import ROOT

from assistant.answer import Answer, CellRef, Citation, Figure, Role, Route, Status
from assistant.scoring import Case, Expected, Place

DEV = ROOT.parent / "shared" / "eval" / "dev.jsonl"
SOURCES = {"DAG": "甲"}

CELL = CellRef(
    "某部门预算", "d1", "甲_2025.txt", "“三公”经费支出表", "t3", "合计", "公务接待费", "1,500.00", "万元", line=9
)
FIGURE = Figure("公务接待费", Decimal("1500.00"), "万元", Role.HEADLINE, cells=(CELL,))
CITATION = Citation(1, "某部门预算", "d1", "甲_2025.txt", (), "“三公”经费支出表", "合计 1,500.00")
ANSWER = Answer(
    "q1",
    "接待费多少？",
    "公务接待费 1,500.00 万元。[1]",
    Status.ANSWERED,
    Route.TABLE,
    figures=(FIGURE,),
    citations=(CITATION,),
)
CASE = Case(
    "q1",
    "lookup",
    ("接待费多少？",),
    Status.ANSWERED,
    (Expected(Decimal(1500), "万元", "公务接待费"),),
    ("接待",),
    (),
    (Place("DAG", ("三公", "支出表")),),
)
NOT_FOUND = replace(ANSWER, answer="没有找到。", status=Status.NOT_FOUND, figures=(), citations=())


def with_figure(value: str, unit: str, answer: str = "如下。") -> Answer:
    return replace(ANSWER, answer=answer, figures=(replace(FIGURE, value=Decimal(value), unit=unit),))


def expecting(value: str, unit: str, tolerance: str | None = None) -> Case:
    expected = (Expected(Decimal(value), unit, "数"),)
    return replace(CASE, values=expected, must=(), tolerance=Decimal(tolerance) if tolerance else None)
