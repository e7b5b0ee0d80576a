"""The items of a document, each with all that it is called and what its rows say of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.understand.text import bare, folded
from assistant.understand.vocabulary import LINKED_KINDS, Vocabulary

if TYPE_CHECKING:
    import pandas as pd

_LONGEST = 60  # characters of a description that is compared
_KIND_OF_PROJECT = re.compile(r"^.{2,10}专项[-—:]+(?=.{4})")  # 市人社专项-求职创业补贴
_Key = tuple[str, str]  # the name of an item, and the project whose indicator it is


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a document with a figure: the project whose indicator it is, all that it is called, the units of
    its figures, and what its rows say."""

    name: str
    kinds: frozenset[str]
    project: str
    names: tuple[str, ...]
    units: frozenset[str]
    said: str


def items_of(document: str, frame: pd.DataFrame, vocabulary: Vocabulary) -> tuple[Item, ...]:
    """The items of a document: those with figures in its tables, the indicators of each project apart, and the
    projects that only sentences speak of."""
    rows = frame[(frame["document_id"] == document) & frame["item_kind"].isin(LINKED_KINDS)].to_dict("records")
    owned: dict[_Key, list[Mapping[Any, Any]]] = {}
    said: dict[str, list[str]] = {}
    described: dict[_Key, str] = {}
    for row in rows:
        project, words = str(row["project"]), folded(str(row["raw"]))
        key = (str(row["item"]), project if row["item_kind"] == "indicator" else "")
        if not key[0]:
            continue  # a row that the print does not name
        about = project or key[0]
        if row["value"] is not None and row["value"] == row["value"]:
            owned.setdefault(key, []).append(row)
            words = key[0]
        elif "描述" in str(row["measure"]):
            described[key] = words
        elif "用途" in str(row["measure"]):
            described[(about, "")] = words
        said.setdefault(about, []).append(words)
    stated = [name for name in vocabulary.kinds if _is_only_stated(name, document, vocabulary)]
    in_tables = (_item(key, own, described.get(key, ""), said.get(key[0], ())) for key, own in owned.items())
    return (*in_tables, *map(_stated_project, stated))


def _item(key: _Key, rows: Sequence[Mapping[Any, Any]], description: str, about: Iterable[str]) -> Item:
    name, project = key
    around = {str(one["project"]) for one in rows}
    kinds, units = (frozenset(str(one[which]) for one in rows) for which in ("item_kind", "unit"))
    bought = ("采购",) if "procurement" in kinds else ()
    words = [name, *around, description, *(() if project else about), *bought]
    names = (bare(name), _KIND_OF_PROJECT.sub("", bare(name)), description[:_LONGEST])
    return Item(name, kinds, project, tuple(filter(None, dict.fromkeys(names))), units, folded(" ".join(words)))


def _is_only_stated(name: str, document: str, vocabulary: Vocabulary) -> bool:
    """Whether a name is of a project of which only sentences of a document tell an amount."""
    of_project = vocabulary.kinds[name] == {"project"} and name not in vocabulary.valued
    return of_project and document in vocabulary.documents[name]


def _stated_project(name: str) -> Item:
    return Item(name, frozenset(("project",)), "", (bare(name),), frozenset(("万元",)), folded(name))
