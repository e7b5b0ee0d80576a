"""Settings: from the environment, with defaults, and every variable that the program reads is listed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from text_documents import ROOT

from assistant.settings import SETTINGS, Settings, default_store


def test_without_variables_the_defaults_hold() -> None:
    assert Settings.from_environment({}) == Settings(store=default_store(), encoder="", debug=False)
    assert default_store().is_absolute()


def test_variables_are_taken(tmp_path: Path) -> None:
    environment = {"BUDGET_STORE": str(tmp_path), "BUDGET_ENCODER": " hash ", "BUDGET_DEBUG": "1"}
    assert Settings.from_environment(environment) == Settings(store=tmp_path, encoder="hash", debug=True)


def test_the_option_goes_before_the_variable(tmp_path: Path) -> None:
    settings = Settings.from_environment({"BUDGET_STORE": "/elsewhere"}, store=str(tmp_path))
    assert settings.store == tmp_path


def test_a_relative_store_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert Settings.from_environment({}, store="here").store == tmp_path / "here"
    assert Settings.from_environment({"BUDGET_STORE": "~/there"}).store == tmp_path / "home" / "there"


@pytest.mark.parametrize("value", ["", "0", " "])
def test_debug_is_off_unless_switched_on(value: str) -> None:
    assert not Settings.from_environment({"BUDGET_DEBUG": value}).debug


def test_every_variable_that_the_program_reads_is_in_the_table() -> None:
    programs = [path for room in ("assistant", "index", "prompts") for path in (ROOT / room).rglob("*.py")]
    read = {name for path in programs for name in re.findall(r'"(BUDGET_\w+)"', path.read_text(encoding="utf-8"))}
    assert read == {setting.name for setting in SETTINGS}
