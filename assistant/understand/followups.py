"""What a follow-up leaves out and takes from the question before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.plan import TOTAL_INCOME, Operation
from assistant.table_order import BUDGET_STAGES
from assistant.understand.bodies import Bodies
from assistant.understand.bounds import condition_of
from assistant.understand.columns import CARRIED, Column
from assistant.understand.departments import Mention
from assistant.understand.editions import SAYS_OUTCOME
from assistant.understand.own_topics import has_own_topic, stands_alone
from assistant.understand.reading import Reading, read
from assistant.understand.residue import THIS_YEAR
from assistant.understand.text import clauses
from assistant.understand.told import GROUPING
from assistant.understand.vocabulary import SPENDING_KINDS, Vocabulary
from index.catalogue.measures import ATTAINED
from index.model import DocumentCard
from index.stages import BEGUN, OUTCOME, REVISED

STAGES = (BEGUN, REVISED, "预算数")
_PART_WORDS = ("其中", "这里面", "里面")
_WHICH_OF_GROUP = re.compile(r"的?(?:有|是)(?:几|多少|哪几?)[个项些](?:呢)?[?？]?$")
_GOAL = re.compile("(?:原来|当初|年初|原定|计划|预期)*的?(?:目标|指标)(?:值|数)?(?!管理)")
_AMOUNT = re.compile("(?:是|为|有|花了?|用了?|安排了?|预算|呢)*多少(?:钱|万元?|元)?[呢?？]*$|呢[?？]*$")
_SET_AGAINST = re.compile(r"(?:比|跟|和|与|同|较)(?:起来)?$")


def _columns(reading: Reading, earlier: Reading, *, same_topic: bool, part_column: bool) -> tuple[Column, ...]:
    """The columns of a follow-up; 其中一般公共预算 keeps what it is a part of (项目支出)."""
    both = [(own, old) for own in reading.funds for old in earlier.funds]
    pairs = [(own, old) for own, old in both if (own.name == CARRIED) != (old.name == CARRIED)]
    if part_column and len(pairs) == len(reading.columns) == len(earlier.columns) == 1:
        own, old = pairs[0]
        return (replace(own, name=f"{CARRIED}/{old.name if own.name == CARRIED else own.name}"),)
    if part_column and not reading.measures:
        held = [one for one in earlier.measures if not (reading.funds and one.name.startswith(CARRIED))]
        return (*held, *reading.columns)  # 其中其他收入 is no part of what is carried over
    if _names_stage_only(reading) and earlier.funds and not earlier.links:
        return (*earlier.funds, *reading.columns)  # 事业收入决算多少，年初预算呢
    if SAYS_OUTCOME.search(reading.text):  # 全年预算数是多少，决算多少
        return reading.columns or tuple(one for one in earlier.columns if same_topic and one.name not in BUDGET_STAGES)
    if _GOAL.match(reading.text):  # 实际完成多少，目标是多少
        return reading.columns or tuple(one for one in earlier.columns if same_topic and one.name != ATTAINED)
    return reading.columns or (earlier.columns if same_topic else ())


def _of_last_year(reading: Reading, earlier: Reading) -> bool:
    """Whether a clause asks for another amount of last year, as the one before did (去年三公经费多少，接待费多少)."""
    named = bool(reading.links) and all(one.kinds <= SPENDING_KINDS for one in reading.links)
    bare = not (reading.years or reading.documents or reading.columns or THIS_YEAR.search(reading.text))
    plain = reading.operation is Operation.VALUE and earlier.operation is Operation.PRIOR and not earlier.years
    return named and bare and plain and bool(_AMOUNT.search(reading.text))


def _operation(reading: Reading, earlier: Reading, *, same_topic: bool, of_fund: bool) -> Operation:
    if of_fund or _of_last_year(reading, earlier):
        return earlier.operation
    return _continued(reading, earlier) if same_topic else reading.operation


def _continued(reading: Reading, earlier: Reading) -> Operation:
    """What a follow-up without an operation of its own does with a group: 50万以下的呢, 养老中心的是哪几个."""
    if reading.operation is not Operation.VALUE or earlier.operation not in GROUPING:
        return reading.operation
    if condition_of(reading.text):
        return Operation.FILTER
    return earlier.operation if reading.bodies.unit_names or reading.documents else reading.operation


def _names_stage_only(reading: Reading) -> bool:
    """Whether a clause names but a stage of the year's amounts (年初预算呢), of what was asked before."""
    return (
        bool(reading.columns)
        and not (reading.links or reading.total)
        and all(one.name in (*STAGES, OUTCOME, "预算数") for one in reading.columns)
    )


def _bodies(reading: Reading, earlier: Reading) -> Bodies:
    """The bodies of a follow-up; one that 比 or 跟 sets something against joins those talked of before."""
    own = reading.bodies
    lone = _lone(own)
    new = not set(own.documents) & set(earlier.documents)
    if not (lone and lone.documents and earlier.documents and (new or own.unit_names) and _compares(reading)):
        return own.after(earlier.bodies)
    if not sets_against(reading):
        return own
    units = dict.fromkeys((*earlier.bodies.unit_names, *own.unit_names)) if not new else ()
    lately = _held_against(earlier)
    of_one = lately is not None and earlier.text[: lately.start].endswith(("比", "较", "是"))
    left = set(lately.documents if lately and of_one else ())  # 比甲多多少, then 比乙多多少
    together = tuple(dict.fromkeys((*(one for one in earlier.documents if one not in left), *own.documents)))
    return replace(own, documents=together, unit_names=tuple(units), several=len(together) > 1)


def _lone(bodies: Bodies) -> Mention | None:
    """The one body that is named, be it by its own level (…局|本级)."""
    if not bodies.mentions:
        return None
    first, *others = bodies.mentions
    own_level = len(others) == 1 and bool(others[0].unit_name) and others[0].start == first.end
    return first if own_level or not others else None


def _asks_which_of_group(reading: Reading) -> bool:
    """Whether a clause asks how many or which of a group, without saying of what (来自财政专户的有几个)."""
    return not reading.links and bool(_WHICH_OF_GROUP.search(reading.text))


def _compares(reading: Reading) -> bool:
    return reading.operation in (Operation.DIFFERENCE, Operation.RATIO, Operation.SHARE)


def sets_against(reading: Reading) -> bool:
    """Whether a clause sets what was talked of against one body that it names (比柯桥多多少, 是柯桥的几倍)."""
    return _lone(reading.bodies) is not None and _held_against(reading) is not None


def _held_against(reading: Reading) -> Mention | None:
    """The body that something is set against, the last that is named (甲比乙多多少); None where nothing is."""
    named = _lone(reading.bodies) or next(reversed(reading.bodies.mentions), None)
    if named is None or not _compares(reading):
        return None
    before = reading.text[: named.start]
    of_ratio = reading.operation is Operation.RATIO and before.endswith("是")
    return named if of_ratio or _SET_AGAINST.search(before) else None


def _whole(reading: Reading, earlier: Reading, *, same_topic: bool) -> Reading | None:
    """What a follow-up asks a part of: what was asked before, or what that was a share of (其中甲占多少, then 乙呢)."""
    of_share = earlier.operation is Operation.SHARE and earlier.parent is not None
    if reading.text.startswith(("其中", "这里面", "里面")):
        return earlier.parent if of_share else earlier
    return earlier.parent if same_topic else None


def _years(reading: Reading, earlier: Reading) -> tuple[int, ...]:
    """The years that a follow-up takes over: not one that was asked about as the year before (2023年是多少, then
    涨了多少)."""
    back = earlier.operation is Operation.PRIOR and reading.operation is Operation.CHANGE
    return () if reading.documents or back else earlier.years


def begun_anew(turn: str, cards: Sequence[DocumentCard], vocabulary: Vocabulary) -> Reading | None:
    """The first clause of a turn that is a whole question, to be taken as if nothing had been asked before it: it
    names a body, of which the documents are no choice of years, and what is asked of it; None of any other turn."""
    first = read((clauses(turn) or [turn])[0], cards, vocabulary)
    asked = [card for card in cards if card.id in first.documents]
    one_year = first.years_named or len({card.department for card in asked}) == len(asked)
    if not asked or first.undecided or not one_year or sets_against(first):
        return None
    named = bool(first.total) or any(one.sure == 1.0 and one.kinds != {"indicator"} for one in first.links)
    return first if stands_alone(first, named=named) else None


def _total_of(earlier: Reading, reading: Reading) -> str:
    """The total that the clause before asked for: where a share is asked of it, all that comes in, if it names nothing
    else (谁收入最多, 占多少)."""
    of_income = reading.operation is Operation.SHARE and bool(earlier.side) and not earlier.names_something
    return earlier.total or (TOTAL_INCOME if of_income else "")


def inherit(reading: Reading, earlier: Reading | None) -> Reading:
    """What a follow-up leaves out comes from the clause before it."""
    if earlier is None:
        return reading
    same_topic = not has_own_topic(reading, earlier) or _names_stage_only(reading)
    part_column = reading.text.startswith(_PART_WORDS) and bool(reading.columns) and not reading.links
    of_fund = earlier.operation in GROUPING and bool(reading.funds) and _asks_which_of_group(reading)
    parallel = bool(reading.funds and earlier.links and earlier.funds) and not (
        reading.links or reading.measures or reading.total or reading.documents
    )
    return replace(
        reading,
        bodies=_bodies(reading, earlier),
        years=reading.years or _years(reading, earlier),
        links=reading.links or (earlier.links if same_topic or part_column or parallel else ()),
        columns=_columns(reading, earlier, same_topic=same_topic, part_column=part_column),
        tables=reading.tables or (earlier.tables if same_topic else ()),
        total=reading.total or (_total_of(earlier, reading) if same_topic else ""),
        left=reading.left or (earlier.left if same_topic else ()),
        fresh=not same_topic or bool(reading.columns),
        parent=_whole(reading, earlier, same_topic=same_topic),
        topic=f"{earlier.topic or earlier.question}？{reading.question}" if same_topic or of_fund else reading.question,
        linked_in="" if reading.links else earlier.linked_in or earlier.text,
        operation=_operation(reading, earlier, same_topic=same_topic, of_fund=of_fund),
    )
