"""The typed plan between understanding and computing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from index.amounts import in_unit

TOTAL, TOTAL_INCOME, TOTAL_OF_BOTH = "总支出", "总收入", "收支总计"  # labels of the totals of a document
TOTALS = frozenset((TOTAL, TOTAL_INCOME, TOTAL_OF_BOTH))


class Operation(StrEnum):
    """What is computed from the selected facts."""

    VALUE = "value"
    SUM = "sum"
    DIFFERENCE = "difference"
    RATIO = "ratio"
    AVERAGE = "average"
    TREND = "trend"
    SHARE = "share"
    CHANGE = "change"
    PRIOR = "prior"
    RANK = "rank"
    FILTER = "filter"
    COUNT = "count"
    LIST = "list"
    COMPOSITION = "composition"


class Selector(BaseModel):
    """Which figure: canonical names of the item (any of them, or the parts of a spoken word), the
    measure of its column, the source of funds, the side (收入 or empty), the kinds of table that the
    question names, the subordinate unit (empty: the whole department), the project of an indicator,
    and `within`, names of one of which the row stands below. `documents` narrows the plan's. `grand` asks for
    the total that income and expenditure have in common, with what is carried over (支出总计)."""

    model_config = ConfigDict(frozen=True)

    label: str
    names: tuple[str, ...] = ()
    measure: str = "合计"
    fund: str = ""
    side: str = ""
    unit_name: str = ""
    tables: tuple[str, ...] = ()
    project: str = ""
    within: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    sure: float = 1.0
    grand: bool = False

    @property
    def full_name(self) -> str:
        """The name that it stands for, where its words are cut out of it (机关运行 of 机关运行经费), or the one that
        it has (辆车: 车辆); else its words."""
        only = self.names[0] if len(self.names) == 1 else self.label
        return next((name for name in self.names if self.label in name), only)


TESTS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    ">": lambda value, limit: value > limit,
    ">=": lambda value, limit: value >= limit,
    "=": lambda value, limit: value == limit,
    "<": lambda value, limit: value < limit,
    "<=": lambda value, limit: value <= limit,
}


class Condition(BaseModel):
    """A bound on amounts; `unit` is one of money. `upper` is the other end of 50万至100万; of an average the
    amount is that of the group which is filtered. `roughly` are the words of a rough amount (500万元左右), whose
    bounds are those that it is taken to have; these are never told."""

    model_config = ConfigDict(frozen=True)

    operator: str
    amount: Decimal
    unit: str = "万元"
    upper: Decimal | None = None
    upper_open: bool = False  # whether the other end is not within
    of_average: bool = False
    roughly: str = ""

    def is_met(self, value: Decimal, unit: str) -> bool:
        """Whether an amount of money in this unit keeps the bound."""
        if self.upper is not None:
            upper = in_unit(self.upper, self.unit, unit)
            if value > upper or (self.upper_open and value == upper):
                return False
        return TESTS[self.operator](value, in_unit(self.amount, self.unit, unit))


class Plan(BaseModel):
    """What to do, over which documents. `group` names the set that is ranked, filtered, counted or
    listed (projects, items, subjects, units, documents …) and `level` its level in a hierarchy (0: the
    finest); `base` is what a share is of, or what an average is divided by."""

    model_config = ConfigDict(frozen=True)

    operation: Operation
    documents: tuple[str, ...]
    selectors: tuple[Selector, ...] = ()
    base: Selector | None = None
    group: str = ""
    level: int = 0
    topic: str = ""  # what the projects of a group are about, by their names
    condition: Condition | None = None
    share_bound: Condition | None = None  # in percent, on the shares of a group's members
    top: int = 0
    nth: int = 0
    standing: bool = False  # whether it is asked which place something takes
    places: tuple[int, ...] = ()  # of a ranking, set against each other; the last ones from -1
    ascending: bool = False
    years: tuple[int, ...] = ()
    base_year: int = 0  # the year that a change is told against; 0: the year before
    question: str = ""
    unit: str = ""  # the unit of money that the answer is wanted in; empty: as printed
    excluded: tuple[Selector, ...] = ()  # what is taken off the figures, or out of the group
    without: tuple[int, ...] = ()  # the places of a ranking whose members are left out (去掉最大的项目)
    leaves_out: bool = False  # whether the question wants something left out, understood or not
    rests: tuple[str, ...] = ()  # words of the question that no name accounts for
    excess: bool = False  # whether a ratio is of the difference, in percent or in times (比…多百分之几)
    of_told: bool = False  # whether a share is of the figures told before
    of_rest: bool = False  # whether the part is what remains of the selector without what is excluded
    added: tuple[Selector, ...] = ()  # of which the sum is the whole of a share
    whole_documents: tuple[str, ...] = ()  # of the bodies whose figures, added up, a share is of
    of_sum: bool = False  # whether a share is of its parts added up
    each_named: bool = False  # whether several bodies are named one by one, in an order
    selectors_are_new: bool = True  # whether the question itself names them
