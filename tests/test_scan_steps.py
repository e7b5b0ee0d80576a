"""The steps of reading a scan: characters and boxes, ink and seals, what is doubtful."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.answer import Answer, CellRef, Figure, Role, Route, Status
from assistant.doubts import DOUBT_WARNING, doubt_warnings
from index.model import Doubt, Place, Span
from index.readers.ocr.boxes import characters_below, lines_of_text, pixels_of, unread_ink, widened
from index.readers.ocr.doubts import Mark, PrintedText, doubts_of
from index.readers.ocr.engine import PixelBox, Recognised, _with_scores
from index.readers.ocr.figures import doubtful_cells, is_doubtful, tidied
from index.readers.ocr.picture import Scan, Stroke, scan_of, smoothed, without_seals
from index.readers.ocr.signs import lost_sign
from index.readers.ocr.tables import with_stars
from index.readers.pdf.lattice import Lattice


@pytest.mark.parametrize(
    ("text", "score", "expected"),
    [
        ("1,234.56", 0.99, False),
        ("-12.5%", 0.99, False),
        ("2080505", 0.99, False),
        ("1,23.56", 0.99, True),
        ("12.3.4", 0.99, True),
        ("1O1.80", 0.99, True),
        ("101.80", 0.6, True),
        ("", 0.99, True),
        ("教育支出", 0.6, False),
        ("教育支出", 0.2, True),
        ("%", 0.8, False),
    ],
)
def test_figures_that_are_no_numbers_are_doubtful(text: str, score: float, expected: bool) -> None:
    assert is_doubtful(text, score) is expected


def test_an_uncertain_figure_makes_its_sentence_doubtful() -> None:
    assert is_doubtful("比上年增加126.40万元", 0.8, 0.7)
    assert not is_doubtful("比上年增加126.40万元", 0.8, 0.99)


def test_punctuation_among_words_counts_for_nothing() -> None:
    """Except in figures."""
    scores = [0.9, 0.5, 0.9, 0.95, 0.8, 0.95, 0.4]
    assert _with_scores("收：支1.5。", scores) == Recognised("收：支1.5。", 0.8, 0.8)
    assert _with_scores("1,5", [0.9, 0.5, 0.9]) == Recognised("1,5", 0.5, 0.5)
    assert _with_scores(" ", [0.9]) == Recognised("", 0.0)


def test_an_amount_without_its_point_is_doubtful_among_amounts_with_one() -> None:
    rows = [
        ("项", "合计"),
        ("**", "1"),
        ("甲", "12.50"),
        ("乙", "3.10"),
        ("丙", "18050"),
        ("丁", "7.00"),
        ("戊", "1.25"),
    ]
    assert doubtful_cells(rows) == [(4, 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1，234。56", "1,234.56"),
        ("编制部门:某局", "编制部门：某局"),
        ("水利局（本级)", "水利局（本级）"),
        ("*火", "**"),
        ("101澜江市林业局", "101 澜江市林业局"),
        ("2010101行政运行", "2010101行政运行"),
    ],
)
def test_marks_are_put_right(text: str, expected: str) -> None:
    assert tidied(text) == expected


def test_stars_of_a_row_of_column_numbers_are_put_right() -> None:
    assert with_stars(("美茶", "火", "1", "2", "3")) == ("**", "**", "1", "2", "3")
    assert with_stars(("合计", "", "1", "2", "3")) == ("合计", "", "1", "2", "3")
    assert with_stars(("宣传费", "1", "2", "7")) == ("宣传费", "1", "2", "7")


def test_ink_beside_a_box_of_text_belongs_to_it() -> None:
    """A sign before a number is not left out, nor taken from beyond a rule or out of the next box."""
    ink = np.zeros((60, 400), np.uint8)
    ink[30:32, 90:100] = 255  # a sign
    ink[20:44, 110:180] = 255
    ink[20:44, 195:230] = 255  # beyond a rule
    found = Scan(np.zeros((60, 400, 3), np.uint8), ink, (), (Stroke(188.0, 0, 60),))
    assert widened((110, 20, 180, 44), [(110, 20, 180, 44)], found) == (90, 20, 180, 44)
    assert widened((110, 20, 180, 44), [(90, 28, 100, 34)], found) == (110, 20, 180, 44)


def test_lines_of_a_cell_that_was_not_read_are_told_apart() -> None:
    ink = np.zeros((100, 200), np.uint8)
    ink[10:30, 20:80] = ink[40:60, 20:60] = 255
    assert unread_ink(ink, (0, 0, 200, 100), [], 20.0) == [(20, 10, 80, 30), (20, 40, 60, 60)]


def test_characters_one_below_another_are_told_apart() -> None:
    """A character of several strokes, such as 三, is one; a line of text is none of them."""
    ink = np.zeros((200, 100), np.uint8)
    for top, bottom in ((10, 30), (40, 43), (48, 51), (57, 60), (70, 90)):
        ink[top:bottom, 10:30] = 255
    assert characters_below(ink, (10, 10, 30, 90)) == [(10, 10, 30, 30), (10, 40, 30, 60), (10, 70, 30, 90)]
    assert characters_below(ink, (10, 10, 30, 30)) == []
    assert characters_below(ink, (0, 10, 100, 90)) == []


def test_boxes_over_the_same_stretch_of_a_line_are_one() -> None:
    """As where a line was found twice, once with the end of the cell beside it."""
    ink = np.zeros((60, 400), np.uint8)
    ink[20:40, 20:180] = ink[20:40, 210:300] = 255
    found = Scan(np.zeros((60, 400, 3), np.uint8), ink, (), (Stroke(195.0, 0, 60),))
    assert lines_of_text([(18, 18, 182, 42), (150, 17, 305, 43)], found) == [(20, 20, 180, 40), (210, 20, 300, 40)]
    ink[20:28, 210:218] = ink[32:40, 210:218] = 0  # a thin first stroke, of which the end of the other box holds a bit
    assert lines_of_text([(18, 18, 214, 42), (205, 17, 305, 43)], found) == [(20, 20, 180, 40), (210, 20, 300, 40)]


def test_strokes_of_large_characters_are_no_rules() -> None:
    """A short stroke is a rule where it leads from one rule to another."""
    picture = np.full((300, 600, 3), 255, np.uint8)
    picture[50:53, 20:500] = picture[120:123, 20:500] = 0
    picture[50:123, 20:23] = picture[50:123, 497:500] = picture[50:123, 300:303] = 0
    picture[60:112, 150:155] = 0  # of a bold character
    found = scan_of(picture, [])
    assert [round(one.position) for one in found.down] == [21, 301, 498]
    assert len(found.across) == 2
    assert found.ink[60:112, 150:155].all()


def test_seals_are_taken_off_and_red_titles_are_not() -> None:
    picture = np.full((500, 600, 3), 250, np.uint8)
    picture[20:60, 50:500] = (40, 40, 220)  # a title, in blue, green, red
    picture[100:400:10, 100:400] = picture[100:400, 100:400:10] = (60, 60, 225)
    picture[201:204, 50:500] = 20
    found = without_seals(picture)
    assert (found[20:60] == picture[20:60]).all()
    assert found[210:400, 100:400].min() > 235
    assert found[202, 50:500].max() < 60
    plain = np.full((60, 60, 3), 250, np.uint8)
    assert without_seals(plain) is plain


def test_grain_is_smoothed_and_no_ink() -> None:
    picture = np.random.default_rng(1).normal(225, 12, (300, 600, 1)).clip(0, 255).astype(np.uint8).repeat(3, 2)
    picture[100:130, 200:210] = 30
    ink = scan_of(smoothed(picture), []).ink
    assert ink[102:128, 202:208].all()
    ink[96:134, 196:214] = 0
    assert np.count_nonzero(ink) == 0
    plain = np.full((60, 60, 3), 250, np.uint8)
    assert smoothed(plain) is plain


@pytest.mark.parametrize(
    ("stroke", "found"),
    [
        ((98, 29, 108, 31), (98, 20, 180, 44)),  # a sign, though faint
        ((98, 20, 108, 44), None),  # a character
        ((98, 41, 108, 43), None),  # the foot of another
        ((60, 29, 70, 31), None),  # too far away
    ],
)
def test_a_sign_before_a_figure_is_found(stroke: PixelBox, found: PixelBox | None) -> None:
    clean = np.full((60, 400, 3), 250, np.uint8)
    clean[20:44, 114:180] = 20
    ink = np.where(clean[..., 0] < 100, 255, 0).astype(np.uint8)
    left, top, right, bottom = stroke
    clean[top:bottom, left:right] = 180
    scan = Scan(clean, ink, (), (), 250)
    assert lost_sign(scan, (114, 20, 180, 44), "12.50", []) == found
    assert lost_sign(scan, (114, 20, 180, 44), "-12.50", []) is None
    assert lost_sign(scan, (114, 20, 180, 44), "12.50", [(90, 20, 111, 44)]) is None


def test_doubts_are_found_again_in_the_lines() -> None:
    printed_lines = [
        PrintedText(("甲", "12.50", "3.10"), Place(1, 1, 1), (0, 0, 100, 20), table=0),
        PrintedText(("支出12.50万元。",), Place(2, 2, 1), (0, 30, 100, 40)),
    ]
    marks = {1: [Mark("12.50", 50, 10), Mark("12.50", 20, 35), Mark("", 90, 10)]}
    assert doubts_of(printed_lines, marks) == (Doubt(1, "12.50"), Doubt(1, ""), Doubt(2, "12.50"))


class Holding:
    """A snapshot of one document with these doubts."""

    def __init__(self, *doubts: Doubt) -> None:
        self.doubts = doubts

    def document(self, _: str) -> Holding:
        return self


def test_ink_of_a_cell_that_was_not_read_is_found() -> None:
    lattice = Lattice((0, 100, 200), (0, 50), (Span(0, 0, 1, 1), Span(0, 1, 1, 1)))
    ink = np.zeros((50, 200), np.uint8)
    ink[30:46, 20:36] = 255  # the wrapped last character of a cell
    ink[22:25, 50:56] = 255  # the rest of a stroke of what was read
    ink[20:22, 140:150] = 255  # a dash that stands alone
    read = [(10, 5, 60, 25)]
    assert [unread_ink(ink, pixels_of(lattice, cell, 1.0), read, 20.0) for cell in lattice.cells] == [
        [(20, 30, 36, 46)],
        [(140, 20, 150, 22)],
    ]


@pytest.mark.parametrize(
    ("doubt", "warned"),
    [
        (Doubt(7, "12.50"), True),
        (Doubt(7, "教育支出"), True),
        (Doubt(7, ""), True),
        (Doubt(7, "3.10"), False),
        (Doubt(8, "12.50"), False),
    ],
)
def test_an_answer_from_a_doubtful_cell_warns(doubt: Doubt, warned: bool) -> None:
    cell = CellRef("预算", "d", "x.pdf", "表1", "t1", "教育支出", "合计", "12.50", "万元", 1, 7)
    figure = Figure("教育支出", None, "万元", Role.HEADLINE, cells=(cell,))  # type: ignore[arg-type]
    answer = Answer("", "", "12.50 万元", Status.ANSWERED, Route.TABLE, (figure,))
    found = doubt_warnings(answer, Holding(doubt))  # type: ignore[arg-type]
    assert [one.startswith(DOUBT_WARNING) for one in found] == [True] * warned
