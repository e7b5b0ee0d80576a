"""Which unit carries out a project, as the tables of projects have it: its indicators, printed without any unit, are
that unit's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from assistant.understand.text import unit_key

if TYPE_CHECKING:
    import pandas as pd


def units_of_projects(frame: pd.DataFrame) -> Mapping[tuple[str, str], frozenset[str]]:
    """Document and project -> the keys of the units under which tables list the project."""
    rows = frame[(frame["item_kind"] == "project") & (frame["scope"] == "unit")]
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for document, project, unit in zip(rows["document_id"], rows["project"], rows["unit_name"], strict=True):
        found[(str(document), str(project))].add(unit_key(str(unit)))
    return {key: frozenset(units) for key, units in found.items()}


def indicators_of_units(frame: pd.DataFrame) -> Callable[[int, str], bool]:
    """Whether the row at a place of the frame is an indicator, printed without a unit, of a project that is of a
    unit (by its key) alone."""
    units = units_of_projects(frame)
    kinds, scopes, documents, projects = (
        frame[name].to_numpy(dtype=object) for name in ("item_kind", "scope", "document_id", "project")
    )

    def is_of(place: int, unit: str) -> bool:
        if kinds[place] != "indicator" or scopes[place] == "unit":
            return False
        return units.get((str(documents[place]), str(projects[place])), frozenset()) == {unit}

    return is_of
