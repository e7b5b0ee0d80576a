"""Loads the wordings of `prompts/` and fills them; a variable too many or too few is an error."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

_ANSWERS = "answers"


@lru_cache(maxsize=8)
def wordings(file: str = _ANSWERS) -> dict[str, str]:
    """Every wording of a file of `prompts/` by its name."""
    return tomllib.loads(files("prompts").joinpath(f"{file}.toml").read_text(encoding="utf-8"))


def variables_of(wording: str) -> set[str]:
    """The names in braces of a wording."""
    return {name for _, name, _, _ in string.Formatter().parse(wording) if name}


def say(name: str, **variables: str) -> str:
    """A wording of the answers with its variables filled in. Raises KeyError when they are not exactly its own."""
    return fill(_ANSWERS, name, variables)


def fill(file: str, name: str, variables: Mapping[str, str]) -> str:
    """A wording of a file with its variables filled in. Raises KeyError when they are not exactly its own."""
    wording = wordings(file)[name]
    if variables_of(wording) != set(variables):
        raise KeyError(f"{name}: {sorted(variables_of(wording) ^ set(variables))}")
    return wording.format(**variables)
