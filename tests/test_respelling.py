"""Slips of the keyboard: which are mended, which are asked about, and what is left as it stands."""

from __future__ import annotations

import tomllib
from collections import Counter
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from assistant.answer import Status
from assistant.ask import Assistant
from assistant.scoring import Case, Expected
from assistant.settings import Settings
from assistant.understand.respelling import Speller
from assistant.understand.vocabulary import Vocabulary
from benchmarks.robustness import try_all
from benchmarks.slips import two_edits
from index.store import Store

ASKED = Path(__file__).parent / "spec" / "asked"
KEPT_OR_ASKED_BACK = Decimal("0.8")  # of short questions; the longer ones of the benchmark stand more
UNSAID = Decimal("0.03")


@pytest.fixture(scope="module")
def speller(sample_store: Path) -> Speller:
    snapshot = Store.open(sample_store).snapshot()
    return Speller(Vocabulary(snapshot), snapshot)


@pytest.fixture(scope="module")
def assistant(sample_store: Path) -> Assistant:
    return Assistant(Store.open(sample_store), Settings(sample_store, encoder="hash"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("图书馆住防公积金多少", "图书馆住房公积金多少"),  # another character
        ("图书馆住房公积多少", "图书馆住房公积金多少"),  # one left out
        ("图书馆住房大公积金多少", "图书馆住房公积金多少"),  # one too many
        ("图书馆住公房积金多少", "图书馆住房公积金多少"),  # two exchanged
        ("图书馆基本只出多少", "图书馆基本支出多少"),  # one that sounds alike
        ("图书馆差旅费是少多", "图书馆差旅费是多少"),
        ("图书馆项目支出占总支出的比种", "图书馆项目支出占总支出的比重"),
        ("教育局项目支出从高倒低排", "教育局项目支出从高到低排"),
        ("水利木2025年差旅费", "水利局2025年差旅费"),
    ],
)
def test_a_slip_is_mended(speller: Speller, typed: str, meant: str) -> None:
    (reading,) = speller.readings(typed)
    assert reading.text == meant
    assert [slip.typed != slip.meant[0] for slip in reading.mended] == [True]


@pytest.mark.parametrize(
    "question",
    [
        "财政局差旅费是多少",
        "体育局差旅费是多少",
        "水务局差旅费是多少",
        "图书馆食堂多少钱",
        "图书馆地铁建设多少钱",
        "教育局局长叫什么名字",
        "教育局不含差旅费的公用经费是多少",
        "图书馆超过五十万元的项目有几个",
        "图书馆2025年交了多少公积金",
        "教育局一年要办几场培训",
        "水利局差旅费比上年多了多少，为啥",
        "这件事归谁管，由谁来批",
    ],
)
def test_other_words_stand_as_they_are(speller: Speller, question: str) -> None:
    (reading,) = speller.readings(question)
    assert (reading.text, reading.mended, reading.doubtful) == (question, (), ())


def test_no_slip_is_found_in_the_specified_questions(speller: Speller) -> None:
    questions = [turn for path in ASKED.glob("samples_*.toml") if "slips" not in path.name for turn in turns_of(path)]
    assert len(questions) > 200
    changed = [one for one in questions if any(reading.mended for reading in speller.readings(one))]
    assert changed == ["水利局2025年河道保洁和堤防养护这个项目预算多少"]  # printed with 与


def test_either_of_two_meanings_is_asked_back(speller: Speller, assistant: Assistant) -> None:
    question = "水利局2025年金额最预的项目是哪个"
    readings = {reading.text for reading in speller.readings(question)}
    assert len(readings) > 1
    answer = assistant.ask([question])
    assert answer.status is Status.CLARIFY
    assert "最预" in answer.answer
    assert answer.answer.count("还是") == 1  # meanings that lead to one answer are named once
    assert not answer.figures


def test_a_follow_up_that_cannot_be_read_is_asked_back(assistant: Assistant) -> None:
    answer = assistant.ask(["教育局2025年公务接待费是多少", "一均多少般万"])
    assert answer.status is Status.CLARIFY
    assert not answer.figures


def test_a_refusal_names_the_words_that_could_not_be_read(assistant: Assistant) -> None:
    answer = assistant.ask(["图书馆目兴般废是多少"])
    assert answer.status is Status.NOT_FOUND
    assert "请改正后再问" in answer.answer


def test_a_character_that_is_no_word_is_named_beside_the_figure(assistant: Assistant) -> None:
    answer = assistant.ask(["水利局2025年况差旅费合计是多少"])
    assert answer.figures
    assert "没有看懂“况”" in answer.answer


@pytest.mark.parametrize("question", ["图书馆2025年交了多少住房公积金", "水利局2025年差旅费要花多少钱呀"])
def test_ordinary_questions_get_no_remark(assistant: Assistant, question: str) -> None:
    answer = assistant.ask([question])
    assert answer.figures
    assert not any(words in answer.answer for words in ("理解", "没有看懂", "没有识别"))


def test_meanings_that_nothing_answers_are_not_guessed(assistant: Assistant) -> None:
    answer = assistant.ask(["教育局2025年进博会保障花多少钱"])
    assert answer.status is Status.NOT_FOUND
    assert "理解" not in answer.answer


def test_an_operation_that_was_not_used_is_told(assistant: Assistant) -> None:
    answer = assistant.ask(["水利局2025年差旅费降到"])
    assert "“降”没有用上" in answer.answer


@pytest.mark.parametrize("seed", [1, 2])
def test_questions_with_random_slips_keep_their_answers(assistant: Assistant, seed: int) -> None:
    cases = [case for name in ("values", "computed") for case in cases_of(ASKED / f"samples_{name}.toml")]
    trials = try_all(assistant, cases[seed % 2 :: 2], Random(seed))  # noqa: S311  (chance, not secrecy)
    found = Counter(trial.outcome for trial in trials)
    worst = [f"{trial.typed}: {trial.after.answer}" for trial in trials if trial.outcome == "unsaid"]
    assert Decimal(found["kept"] + found["asked back"]) / len(trials) >= KEPT_OR_ASKED_BACK, found
    assert Decimal(found["unsaid"]) / len(trials) <= UNSAID, "\n".join(worst)


def test_slips_leave_numbers_alone() -> None:
    question = "图书馆2025年超过五十万元或20万元的项目"
    for seed in range(30):
        typed = two_edits(question, Random(seed))  # noqa: S311
        assert "2025" in typed
        assert "20万" in typed
        assert typed.count("五") == typed.count("十") == 1


def turns_of(path: Path) -> list[str]:
    return [turn for case in tomllib.loads(path.read_text(encoding="utf-8"))["cases"] for turn in case["ask"]]


def cases_of(path: Path) -> list[Case]:
    """The cases of a file that expect a figure."""
    cases = []
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["cases"]:
        amount, _, unit = case["say"].partition(" ")
        if unit:
            values = (Expected(Decimal(amount), unit, ""),)
            words = tuple(case.get("words", ()))
            cases.append(Case(amount, "", tuple(case["ask"]), Status.ANSWERED, values, words, (), ()))
    return cases
