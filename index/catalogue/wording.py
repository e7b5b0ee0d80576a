"""Comparing words as they are printed: white space, bracket width and radicals do not count."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Any

_RADICALS = str.maketrans("⺠⺟⻅⻋⻔⻓⻘⻛", "民母见车门长青风")
_RADICAL = re.compile("[⺠⺟⻅⻋⻔⻓⻘⻛]")
_PLAIN = re.compile(r"[\u4e00-\u9fff0-9A-Za-z.]+")


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """`text` without white space, with half-width forms of brackets and punctuation."""
    if _PLAIN.fullmatch(text):
        return text
    usual = unicodedata.normalize("NFKC", text)
    return "".join((usual.translate(_RADICALS) if _RADICAL.search(usual) else usual).split())


def read_toml(name: str) -> dict[str, Any]:
    """A catalogue file as a dictionary."""
    return tomllib.loads(files("index.catalogue").joinpath(name).read_text(encoding="utf-8"))
