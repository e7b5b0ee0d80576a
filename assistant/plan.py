"""The typed plan between understanding and computing."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Operation(StrEnum):
    """What is computed from the selected facts."""

    VALUE = "value"
    SUM = "sum"
    DIFFERENCE = "difference"
    SHARE = "share"
    CHANGE = "change"
    PRIOR = "prior"
    RANK = "rank"
    FILTER = "filter"
    COUNT = "count"
    LIST = "list"
    TEXT = "text"


class Selector(BaseModel):
    """Which figure: canonical names of the item (any of them), its measure, the scope of tables
    (财政拨款, 收入 or empty) and the subordinate unit (empty: the whole department)."""

    model_config = ConfigDict(frozen=True)

    label: str
    names: tuple[str, ...] = ()
    measure: str = "合计"
    scope: str = ""
    unit_name: str = ""
    kind: str = ""
    project: str = ""


class Condition(BaseModel):
    """A bound on amounts; `unit` is one of money."""

    model_config = ConfigDict(frozen=True)

    operator: str
    amount: Decimal
    unit: str = "万元"


class Plan(BaseModel):
    """What to do, over which documents. `group` names the set that is ranked, filtered, counted or
    listed (projects, items or documents); `base` is what a share is of."""

    model_config = ConfigDict(frozen=True)

    operation: Operation
    documents: tuple[str, ...]
    selectors: tuple[Selector, ...] = ()
    base: Selector | None = None
    group: str = ""
    condition: Condition | None = None
    top: int = 0
    ascending: bool = False
    years: tuple[int, ...] = ()
    question: str = ""
