"""The path's knowledge of question words and document parts, loaded from the data files beside it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.narrative_query import Aspect


@dataclass(frozen=True, slots=True)
class QuestionRule:
    """A pattern of question words that shows what is asked; `keep` leaves its words in the subject, and
    a `loose` one may also ask for something else ("总体目标是什么" for no definition)."""

    aspect: Aspect
    pattern: re.Pattern[str]
    keep: bool
    loose: bool
    when: re.Pattern[str] | None
    unless: re.Pattern[str] | None

    def match(self, question: str) -> re.Match[str] | None:
        """Where the pattern occurs, if the question fits its conditions."""
        if self.unless and self.unless.search(question):
            return None
        if self.when and not self.when.search(question):
            return None
        return self.pattern.search(question)


@dataclass(frozen=True, slots=True)
class AspectClues:
    """Where answers of one aspect stand, and the pattern (over folded text) that marks a sentence as answering."""

    headings: tuple[str, ...]
    parts: tuple[str, ...]
    markers: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Clues:
    """All clue data. `synonyms` maps a spoken word to the official ones that stand for it;
    `fillers` matches what says nothing in a question, and keeps words of its group `spoken`."""

    rules: tuple[QuestionRule, ...]
    fillers: re.Pattern[str]
    filler_words: frozenset[str]
    asking: re.Pattern[str]
    focus_words: frozenset[str]
    implied: tuple[tuple[re.Pattern[str], re.Pattern[str] | None, str], ...]
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
        fillers=_fillers(clues["fillers"], synonyms),
        filler_words=frozenset(clues["fillers"]["words"]),
        asking=re.compile(clues["focus"]["asking"]),
        focus_words=frozenset(clues["focus"]["words"]),
        implied=tuple(
            (re.compile(entry["pattern"]), re.compile(entry["unless"]) if "unless" in entry else None, entry["word"])
            for entry in clues["implied"]
        ),
        asks_name=re.compile(clues["names"]["pattern"]),
        aspects={Aspect(name): _aspect(entry) for name, entry in clues["aspects"].items()},
        synonyms=synonyms,
        spoken=re.compile(_alternatives(synonyms)),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("assistant.narrative").joinpath(name).read_text(encoding="utf-8"))


def _alternatives(words: Iterable[str]) -> str:
    """A pattern of the words, longer ones first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _fillers(entry: dict[str, Any], spoken: Iterable[str]) -> re.Pattern[str]:
    """What to take out of a question; the group `spoken` is to stay."""
    stays = f"(?P<spoken>{_alternatives(spoken)})"
    return re.compile("|".join([stays, *entry["patterns"], _alternatives(entry["phrases"])]))


def _rule(entry: dict[str, Any]) -> QuestionRule:
    when, unless = entry.get("when"), entry.get("unless")
    return QuestionRule(
        aspect=Aspect(entry["aspect"]),
        pattern=re.compile(entry["pattern"]),
        keep=bool(entry.get("keep", False)),
        loose=bool(entry.get("loose", False)),
        when=re.compile(when) if when else None,
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
