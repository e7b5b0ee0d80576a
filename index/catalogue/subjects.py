"""The functional (支出功能分类) and economic (支出经济分类) subjects, as codes with names and parents."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from index.catalogue.wording import folded


class Classification(StrEnum):
    """Which of the two classifications a subject belongs to."""

    FUNCTIONAL = "functional"
    ECONOMIC = "economic"


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject: `level` 1 类 (3 digits), 2 款 (5 digits), 3 项 (7 digits); `parent` is a code or empty."""

    code: str
    name: str
    classification: Classification
    level: int
    parent: str


def level_of_code(code: str) -> int:
    """1, 2, 3 for subject codes of 3, 5, 7 digits; 0 for anything else."""
    return {3: 1, 5: 2, 7: 3}.get(len(code), 0) if code.isascii() and code.isdigit() else 0


@lru_cache(maxsize=1)
def functional_subjects() -> Mapping[str, Subject]:
    """Code -> functional subject (类款项)."""
    return _read("functional.csv", Classification.FUNCTIONAL)


@lru_cache(maxsize=1)
def economic_subjects() -> Mapping[str, Subject]:
    """Code -> economic subject (类款): 301 to 399 of departments, 501 to 599 of the government."""
    return _read("economic.csv", Classification.ECONOMIC)


@lru_cache(maxsize=1)
def subjects() -> tuple[Subject, ...]:
    """All subjects, functional ones first, in the order of their codes."""
    return (*functional_subjects().values(), *economic_subjects().values())


def subject_of(code: str) -> Subject | None:
    """The subject with this code; None when the catalogue does not know it."""
    return functional_subjects().get(code) or economic_subjects().get(code)


def subjects_named(name: str, classification: Classification | None = None) -> tuple[Subject, ...]:
    """The subjects with this name, of today or former, written with any bracket width.

    Several 款 may have an 项 of one name (行政运行).
    """
    found = _by_name().get(folded(name), ())
    return found if classification is None else tuple(s for s in found if s.classification is classification)


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, tuple[Subject, ...]]:
    names: dict[str, list[Subject]] = {}
    for subject in subjects():
        names.setdefault(folded(subject.name), []).append(subject)
    for code, name in _former_names():
        subject = functional_subjects().get(code) or economic_subjects()[code]
        names.setdefault(folded(name), []).append(subject)
    return MappingProxyType({name: tuple(found) for name, found in names.items()})


def _former_names() -> list[tuple[str, str]]:
    """Names that subjects had in the classifications of earlier years, with today's codes."""
    text = files("index.catalogue").joinpath("former_names.csv").read_text(encoding="utf-8")
    return [(row["code"], row["name"]) for row in csv.DictReader(text.splitlines())]


def _read(name: str, classification: Classification) -> Mapping[str, Subject]:
    text = files("index.catalogue").joinpath(name).read_text(encoding="utf-8")
    found: dict[str, Subject] = {}
    for row in csv.DictReader(text.splitlines()):
        code = row["code"]
        level = level_of_code(code)
        found[code] = Subject(code, row["name"], classification, level, code[:-2] if level > 1 else "")
    return MappingProxyType(found)
