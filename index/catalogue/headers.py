"""The words of header cells and forms, and what their columns hold."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from index.catalogue.measures import measures, transparent_groups
from index.catalogue.wording import folded, read_toml


@lru_cache(maxsize=1)
def column_roles() -> Mapping[str, str]:
    """Folded header word -> role of its column (序号 -> serial, 科目名称 -> subject)."""
    roles = read_toml("headers.toml")["roles"]
    return MappingProxyType({folded(word): role for role, words in roles.items() for word in words})


@lru_cache(maxsize=1)
def header_words() -> frozenset[str]:
    """Every folded word that is known to stand in headers."""
    data = (folded(word) for word in read_toml("headers.toml")["data"]["words"])
    return frozenset(column_roles()) | frozenset(measures()) | transparent_groups() | frozenset(data)


@lru_cache(maxsize=1)
def form_fields() -> frozenset[str]:
    """Folded labels that stand beside a value in a form."""
    return frozenset(folded(word) for word in read_toml("headers.toml")["form"]["fields"])


@lru_cache(maxsize=1)
def form_groups() -> frozenset[str]:
    """Folded labels of groups of fields in a form."""
    return frozenset(folded(word) for word in read_toml("headers.toml")["form"]["groups"])
