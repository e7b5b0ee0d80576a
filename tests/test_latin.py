"""Questions in the letters of their sound, and in traditional script."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import Answer, Role, Status
from assistant.ask import Assistant
from assistant.settings import Settings
from assistant.understand.latin import spelt_out
from assistant.understand.lexicon import Lexicon
from assistant.understand.script import simplified
from assistant.understand.vocabulary import Vocabulary
from index.store import Store


@pytest.fixture(scope="module")
def lexicon(sample_store: Path) -> Lexicon:
    snapshot = Store.open(sample_store).snapshot()
    return Lexicon(Vocabulary(snapshot), snapshot)


@pytest.fixture(scope="module")
def assistant(sample_store: Path) -> Assistant:
    return Assistant(Store.open(sample_store), Settings(sample_store, encoder="hash"))


def headline(answer: Answer) -> list[tuple[str, str]]:
    return [(str(one.value), one.unit) for one in answer.figures if one.role is Role.HEADLINE]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("图书馆2025nian差旅费duoshao", "图书馆2025年差旅费多少"),
        ("shuiliju2025年gongwujiedaifei", "水利局2025年公务接待费"),
        ("水利局2025年top3的项目", "水利局2025年top3的项目"),  # no syllables
        ("水利局2025年差旅费用python算", "水利局2025年差旅费用python算"),
    ],
)
def test_words_in_letters_are_written_out(lexicon: Lexicon, typed: str, meant: str) -> None:
    assert spelt_out(typed, lexicon)[0].text == meant


def test_syllables_of_no_known_word_are_named(lexicon: Lexicon) -> None:
    (way,) = spelt_out("水利局的kongque差旅费", lexicon)
    assert (way.text, way.unread) == ("水利局的kongque差旅费", ("kongque",))


@pytest.mark.parametrize(
    "typed", ["水利局2025年chailv fei是多少", "shui li ju 2025 nian chailvfei duoshao", "水利局2025年差旅費是多少"]
)
def test_letters_and_traditional_script_get_the_same_figure(assistant: Assistant, typed: str) -> None:
    plain = assistant.ask(["水利局2025年差旅费是多少"])
    answer = assistant.ask([typed])
    assert headline(answer) == headline(plain) != []
    assert ("理解" in answer.answer) == ("chailv" in typed)


def test_letters_that_cannot_be_read_are_asked_back(assistant: Assistant) -> None:
    answer = assistant.ask(["水利局2025年kongque多少钱"])
    assert answer.status is Status.NOT_FOUND
    assert "没有看懂“kongque”" in answer.answer


def test_traditional_script_becomes_simplified_one_for_one() -> None:
    assert (
        simplified("嘉興市2024年公務接待費預算與決算，後為多少萬元") == "嘉兴市2024年公务接待费预算与决算，后为多少万元"
    )
    assert simplified("公务接待费") == "公务接待费"
