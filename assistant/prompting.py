"""Loads the wordings of `prompts/` and fills them; a variable too many or too few is an error."""

from __future__ import annotations

import string
import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def wordings() -> dict[str, str]:
    """Every wording by its name."""
    return tomllib.loads(files("prompts").joinpath("answers.toml").read_text(encoding="utf-8"))


def variables_of(wording: str) -> set[str]:
    """The names in braces of a wording."""
    return {name for _, name, _, _ in string.Formatter().parse(wording) if name}


def say(name: str, **variables: str) -> str:
    """A wording with its variables filled in. Raises KeyError when they are not exactly its own."""
    wording = wordings()[name]
    if variables_of(wording) != set(variables):
        raise KeyError(f"{name}: {sorted(variables_of(wording) ^ set(variables))}")
    return wording.format(**variables)
