"""Form: the subjects that 名词解释 explains against the subjects of the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.catalogue.wording import folded
from index.checks.form import sentence_around
from index.checks.ledger import Ledger, Trouble
from index.checks.readings import path_of
from index.checks.sums import listed
from index.findings import Severity
from index.model import Fact, ItemKind, Passage

_NUMBER = re.compile(r"^[(]?\d+[).、]?")
_EXPLAINS = re.compile(r"[:：,，。]|是指|指(?!数|标)|反映|反应|主要用于")
_MOST_EXPLAINED = 0.6


def check_defined_subjects(ledger: Ledger) -> Iterator[Trouble]:
    """A subject explained with another 款 than the table's, or that no table has; and subjects left out."""
    items = {
        folded(fact.item): fact
        for fact in ledger.amounts()
        if fact.item_kind == ItemKind.FUNCTIONAL and fact.parents and fact.level > 1
    }
    explained: set[str] = set()
    for passage in ledger.document.passages:
        path = _path_explained(folded(passage.text).replace("*", "")) if passage.kind == "definition" else ()
        if not items or len(path) < 2:
            continue
        names = re.split("[、,]", path[-1])
        explained.update(names)
        yield from _judged(ledger, passage, path, names, items)
    finest = {name: fact for name, fact in items.items() if fact.level == max(one.level for one in items.values())}
    left_out = [fact for name, fact in finest.items() if not any(name in one or one in name for one in explained)]
    if explained and left_out and len(left_out) < len(finest) * (1 - _MOST_EXPLAINED):
        message = f"名词解释里没有表中的科目{listed([fact.item for fact in left_out])}。"
        yield Trouble(Severity.NOTE, message, cells=tuple(left_out))


def _path_explained(text: str) -> tuple[str, ...]:
    """The 类, 款 and 项 that a definition is of, the last also where no （项） follows it."""
    head = _EXPLAINS.split(_NUMBER.sub("", text))[0]
    rest = head[max(head.rfind(")"), head.rfind("）")) + 1 :]
    return (*path_of(head), *([rest] if rest and path_of(head) else []))


def _judged(
    ledger: Ledger, passage: Passage, path: tuple[str, ...], names: list[str], items: dict[str, Fact]
) -> Iterator[Trouble]:
    quote = ledger.quote(sentence_around(passage, 0), passage.section, passage.place, passage.id)
    unknown = [name for name in names if name and name not in items]
    if unknown:
        message = f"名词解释里的科目{listed([f'“{name}”' for name in unknown])}在各张表里没有。"
        yield Trouble(Severity.NOTE, message, quotes=(quote,))
    fact = next((items[name] for name in names if name in items), None)
    if fact is None:
        return
    parents = [folded(parent) for parent in fact.parents.split(" / ")]
    if len(path) > 2 and parents and path[-2].removesuffix("支出") != parents[-1].removesuffix("支出"):
        message = f"名词解释把“{fact.item}”列在“{path[-2]}”之下，表中在“{parents[-1]}”之下。"
        yield Trouble(Severity.NOTE, message, cells=(fact,), quotes=(quote,))
