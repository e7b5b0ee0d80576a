"""The indicator of a project that goes by a longer name there than a question gives it (群众满意度: 群众对审改工作的
满意度), where another project has one of the very name."""

from __future__ import annotations

from assistant.facts import FactTable
from assistant.found import Found
from assistant.plan import Selector
from assistant.understand.text import folded

_END = 2  # characters that say what is measured


def alike_of_project(document: str, selector: Selector, facts: FactTable) -> list[Found]:
    """The one indicator of a selector's project whose name has all characters of the name asked for, in their order,
    and its end; empty where there is none, or several."""
    if not selector.project or len(selector.names) != 1 or selector.measure != "合计":
        return []
    asked = folded(selector.names[0])
    rows = facts.rows_of(document, "indicator", Selector(label=""))
    own = [one for one in rows if one.project == selector.project and _is_longer_name(asked, folded(one.item))]
    return own if len({one.item for one in own}) == 1 else []


def _is_longer_name(asked: str, name: str) -> bool:
    rest = iter(name)
    return asked[-_END:] == name[-_END:] and all(one in rest for one in asked)
