"""Everyday words and the canonical names that they mean."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from index.catalogue.wording import read_toml


@lru_cache(maxsize=1)
def synonyms() -> Mapping[str, tuple[str, ...]]:
    """Spoken word -> canonical item names (出国 -> 因公出国（境）费用; 五险一金 -> its five items)."""
    return MappingProxyType({word: tuple(names) for word, names in read_toml("synonyms.toml")["items"].items()})


@lru_cache(maxsize=1)
def measure_synonyms() -> Mapping[str, str]:
    """Spoken word -> canonical measure (人头费 -> 人员经费)."""
    return MappingProxyType(dict(read_toml("synonyms.toml")["measures"]))
