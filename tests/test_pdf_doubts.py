"""Tables without rules whose rows and columns are hard to tell: what is told all the same, and what is marked."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from pdf_documents import Printer
from pdf_reading import COLUMNS, grids, read
from pdf_reading import ROWS as LISTED

from assistant.answer import Answer, CellRef, Figure, Role, Route, Status
from assistant.doubts import DOUBT_WARNING, LAYOUT_WARNING, doubt_warnings
from index.model import Doubt
from index.reading import read_document

EDGES = (60.0, 200.0, 290.0, 380.0, 470.0)
HEAD = ("项目", "合计", "基本支出", "项目支出")
ROWS = [
    ("行政运行", "120.00", "80.00", "40.00"),
    ("人大会议", "30.00", "", "30.00"),
    ("合计", "150.00", "80.00", "70.00"),
]


def table(printer: Printer, top: float, edges: Sequence[float], rows: Sequence[Sequence[str]]) -> float:
    return printer.table(top, edges, rows, across=False, down=False)


def test_amounts_side_by_side_in_one_column_are_doubtful() -> None:
    printer = Printer()
    for x, word in ((60, "项目"), (300, "预算数"), (380, "决算数")):
        printer.text(x, 100, word, 10)
    for y, name, parts in (
        (120, "行政运行", ((300, "120.00"), (380, "80.00"))),
        (140, "人大会议", ((318, "1,234,567,890.00"),)),
    ):
        printer.text(60, y, name, 10)
        for x, amount in parts:
            printer.text(x, y, amount, 10)
    content = read(printer)
    (doubt,) = content.doubts
    assert doubt.by_layout
    assert "行政运行" in content.lines[doubt.line - 1]
    assert any("不能确定各数属于哪一行、哪一列" in remark for remark in content.remarks)


def test_a_plain_table_without_rules_is_not_doubtful() -> None:
    printer = Printer()
    table(printer, 100, EDGES, [HEAD, *ROWS])
    content = read(printer)
    assert content.unruled == (1,)
    assert not content.doubts
    assert not content.remarks


def test_figures_without_rules_that_do_not_add_up_are_doubtful(tmp_path: Path) -> None:
    printer = Printer()
    printer.text(200, 60, "澜江市林业局2025年部门预算", 16)
    printer.text(200, 100, "表5 一般公共预算支出表", 12)
    printer.text(400, 116, "单位：万元", 10)
    wrong = [*LISTED[:3], ("2010101", "行政运行", "1,000.30", "900.30", ""), *LISTED[4:]]
    printer.table(124, COLUMNS, wrong, across=False, down=False)
    path = tmp_path / "预算.pdf"
    path.write_bytes(printer.data())
    document, _ = read_document(path)
    assert {doubt.text for doubt in document.doubts} >= {"900.30", "1,000.30"}
    assert all(doubt.by_layout for doubt in document.doubts)
    assert any("没有表格线的表里的数字" in remark for remark in document.remarks)


class Holding:
    """A snapshot of one document with these doubts."""

    def __init__(self, *doubts: Doubt) -> None:
        self.doubts = doubts

    def document(self, _: str) -> Holding:
        return self


def test_an_answer_from_a_doubtful_row_says_that_its_place_is_uncertain() -> None:
    cell = CellRef("预算", "d", "x.pdf", "表5", "t1", "合计", "基本支出", "70.00", "万元", 1, 7)
    figure = Figure("合计", Decimal("70.00"), "万元", Role.HEADLINE, cells=(cell,))
    answer = Answer("", "", "70.00 万元", Status.ANSWERED, Route.TABLE, (figure,))
    (warning,) = doubt_warnings(answer, Holding(Doubt(7, "", by_layout=True)))  # type: ignore[arg-type]
    assert warning == f"{LAYOUT_WARNING}：70.00"
    both = doubt_warnings(answer, Holding(Doubt(7, "", by_layout=True), Doubt(7, "70.00")))  # type: ignore[arg-type]
    assert both == (f"{DOUBT_WARNING}：70.00", f"{LAYOUT_WARNING}：70.00")


def test_known_header_words_on_levels_close_to_each_other_stay_apart() -> None:
    printer = Printer()
    for x, y, word in (
        (60, 106, "科目名称"), (200, 106, "合计"), (340, 100, "基本支出"),
        (280, 113, "小计"), (340, 113, "人员经费"), (410, 113, "公用经费"),
    ):  # fmt: skip
        printer.text(x, y, word, 9)
    rows = [("行政运行", "120.00", "120.00", "80.00", "40.00"), ("合计", "120.00", "120.00", "80.00", "40.00")]
    table(printer, 122, (58, 180, 240, 320, 385, 455), rows)
    ((head, *_),) = [[row for row in grid if "人员经费" in row] for grid in grids(read(printer))]
    assert head[2:] == ("小计", "人员经费", "公用经费")


def test_tables_below_each_other_on_other_columns_are_two() -> None:
    printer = Printer()
    bottom = table(printer, 100, EDGES, [HEAD, *ROWS])
    table(printer, bottom + 12, (60, 130, 250, 345, 500), ROWS)
    assert [grid[-1] for grid in grids(read(printer))] == [ROWS[-1], ROWS[-1]]


def test_a_form_with_values_of_two_lines_beside_its_labels() -> None:
    printer = Printer()
    for x, y, text in (
        (60, 106, "项目编码"), (150, 100, "13070024P000048"), (150, 112, "10005W"), (300, 106, "项目名称"),
        (400, 100, "防火巡护"), (400, 112, "专项经费"),
        (60, 136, "预算数"), (150, 136, "35.00"), (300, 136, "其他资金"),
        (60, 166, "绩效目标"), (150, 160, "用于巡护站点的设备购置"), (150, 172, "和人员培训。"),
    ):  # fmt: skip
        printer.text(x, y, text, 9)
    ((first, second, third),) = grids(read(printer))
    assert first == ("项目编码", "13070024P00004810005W", "项目名称", "防火巡护专项经费")
    assert second[:3] == ("预算数", "35.00", "其他资金")
    assert third[:2] == ("绩效目标", "用于巡护站点的设备购置和人员培训。")
