"""The path's knowledge of question words and document parts, loaded from the data files beside it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.narrative_query import Aspect


@dataclass(frozen=True, slots=True)
class QuestionRule:
    """A pattern of question words that shows what is asked; `keep` leaves its words in the subject."""

    aspect: Aspect
    pattern: re.Pattern[str]
    keep: bool
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class AspectClues:
    """Where answers of one aspect stand, and the pattern (over folded text) that marks a sentence as answering."""

    headings: tuple[str, ...]
    parts: tuple[str, ...]
    markers: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Clues:
    """All clue data. `synonyms` maps a spoken word to the official ones that stand for it;
    fillers and spoken words are ordered longest first."""

    rules: tuple[QuestionRule, ...]
    filler_phrases: tuple[str, ...]
    filler_pattern: re.Pattern[str]
    filler_words: frozenset[str]
    asking: re.Pattern[str]
    focus_words: frozenset[str]
    asks_name: re.Pattern[str]
    aspects: dict[Aspect, AspectClues]
    synonyms: dict[str, tuple[str, ...]]
    spoken: re.Pattern[str]


@cache
def load_clues() -> Clues:
    """The clue data, read once."""
    clues, groups = _read("clues.toml"), _read("synonyms.toml")["group"]
    synonyms = _synonyms(groups)
    return Clues(
        rules=tuple(_rule(entry) for entry in clues["question"]),
        filler_phrases=tuple(sorted(clues["fillers"]["phrases"], key=len, reverse=True)),
        filler_pattern=re.compile("|".join(clues["fillers"]["patterns"])),
        filler_words=frozenset(clues["fillers"]["words"]),
        asking=re.compile(clues["focus"]["asking"]),
        focus_words=frozenset(clues["focus"]["words"]),
        asks_name=re.compile(clues["names"]["pattern"]),
        aspects={Aspect(name): _aspect(entry) for name, entry in clues["aspects"].items()},
        synonyms=synonyms,
        spoken=re.compile("|".join(map(re.escape, sorted(synonyms, key=len, reverse=True)))),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("assistant.narrative").joinpath(name).read_text(encoding="utf-8"))


def _rule(entry: dict[str, Any]) -> QuestionRule:
    unless = entry.get("unless")
    return QuestionRule(
        aspect=Aspect(entry["aspect"]),
        pattern=re.compile(entry["pattern"]),
        keep=bool(entry.get("keep", False)),
        unless=re.compile(unless) if unless else None,
    )


def _aspect(entry: dict[str, Any]) -> AspectClues:
    return AspectClues(tuple(entry["headings"]), tuple(entry["parts"]), re.compile(entry["markers"]))


def _synonyms(groups: list[dict[str, list[str]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for word in group["spoken"]:
            known = found.get(word, ())
            found[word] = known + tuple(form for form in group["official"] if form not in known)
    return found
