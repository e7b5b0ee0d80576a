"""Turns that ask nothing: what was talked of before goes on behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import Status
from assistant.ask import Assistant
from assistant.courtesy import courtesy
from assistant.settings import Settings
from index.store import Store


@pytest.mark.parametrize("turn", ["谢谢", "你好！", "好的，明白了", "辛苦了", "好的谢谢您", "Hello", "再见"])
def test_a_turn_that_asks_nothing(turn: str) -> None:
    polite = courtesy(turn)
    assert polite is not None
    assert polite.status is Status.NOT_FOUND
    assert not polite.figures


@pytest.mark.parametrize("turn", ["谢谢，三公经费多少", "好的，那培训费呢", "行政运行", "可以查决算吗", "会议费呢"])
def test_a_turn_that_asks_something(turn: str) -> None:
    assert courtesy(turn) is None


def test_the_talk_goes_on_behind_thanks(sample_store: Path) -> None:
    assistant = Assistant(Store.open(sample_store), Settings(sample_store))
    plain = assistant.ask(["教育局2025年三公经费多少", "那水利局呢"])
    polite = assistant.ask(["教育局2025年三公经费多少", "谢谢", "那水利局呢"])
    assert polite.answer == plain.answer
