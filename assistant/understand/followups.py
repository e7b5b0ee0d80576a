"""What a follow-up leaves out and takes from the question before it."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.plan import Operation
from assistant.table_order import BUDGET_STAGES
from assistant.understand.bodies import Bodies
from assistant.understand.bounds import condition_of
from assistant.understand.columns import CARRIED, Column
from assistant.understand.departments import Mention
from assistant.understand.editions import SAYS_OUTCOME
from assistant.understand.numbers_apart import NUMBERS_APART
from assistant.understand.reading import Reading
from assistant.understand.residue import content_words
from index.stages import BEGUN, OUTCOME, REVISED

_OF_GROUPS = (Operation.LIST, Operation.FILTER, Operation.COUNT, Operation.RANK)
STAGES = (BEGUN, REVISED, "预算数")
_PART_WORDS = ("其中", "这里面", "里面")
_WHICH_OF_GROUP = re.compile(r"的?(?:有|是)(?:几|多少|哪几?)[个项些](?:呢)?[?？]?$")
_MOVED_MEMBERS = re.compile("哪[些几]个?(?:项目|科目)比")  # of a body that is named: a question of its own
_OTHER_PROJECTS = re.compile("除[^,，。]+外的项目合计")
_PROJECTS_RANKED = re.compile("最[多大高贵少小低便宜]+的?(?:一个)?项目(?!支出)|哪一?个项目[^,，。?？]{0,4}最")
_OWN_PROJECTS = re.compile(
    "项目(?!支出|经费|资金)[^,，。?？]{0,4}(?:有|是|叫)?(?:哪|什么|啥|几个|多少个)|[几多][少]?个(?:[一二]级|明细)?项目(?!支出|经费|资金)"
    "|哪[些几]个?(?:[一二]级|明细)?项目(?:超过?|大于|高于|低于|不到|不足|在[^,，。?？]{1,8}以)|项目[^?？]{0,8}排(?:名|在)?前"
    "|最[一-鿿]{1,3}的?[一二两三四五六七八九十\\d]*个?(?:[一二]级|明细)?项目(?!支出|经费|资金)"
)
_OWN_TOTAL = re.compile("总计|合计|总数")  # of a table that is named
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
    if SAYS_OUTCOME.search(reading.text):  # 全年预算数是多少，决算多少
        return reading.columns or tuple(one for one in earlier.columns if same_topic and one.name not in BUDGET_STAGES)
    return reading.columns or (earlier.columns if same_topic else ())


def _continued(reading: Reading, earlier: Reading) -> Operation:
    """What a follow-up without an operation of its own does with a group: 50万以下的呢, 养老中心的是哪几个."""
    if reading.operation is not Operation.VALUE or earlier.operation not in _OF_GROUPS:
        return reading.operation
    if condition_of(reading.text):
        return Operation.FILTER
    return earlier.operation if reading.bodies.unit_names or reading.documents else reading.operation


def _has_own_topic(reading: Reading) -> bool:
    """Whether the clause asks for something that needs no item: duties, units, the meaning of a word."""
    from assistant.narrative.aspect import aspect_of
    from assistant.narrative_query import Aspect

    if not reading.wants_text:
        return False
    aspect, subject = aspect_of(reading.text)
    defines = aspect is Aspect.DEFINITION and bool(subject) and reading.operation is not Operation.RANK  # 最大的是什么
    return aspect in (Aspect.DUTY, Aspect.ORGANISATION) or defines


def _asks_other_number(reading: Reading, earlier: Reading) -> bool:
    """Whether a clause asks, in words of its own, for another number than the indicator before (常委会一年开几场)."""
    from assistant.narrative.asked import measure_asked

    indicator = bool(earlier.links) and all(one.kinds == {"indicator"} for one in earlier.links)
    named = any(content_words(one.text, lambda _: False) for one in reading.left)
    return indicator and named and bool(measure_asked(reading.text))


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


def _ranks_all_projects(reading: Reading, earlier: Reading) -> bool:
    """Whether a clause asks for the largest of the projects after one item, and no group of projects, was talked of
    (考试工作经费多少, 最大的项目呢), or names the body whose projects they are."""
    ranked = reading.operation is Operation.RANK and bool(_PROJECTS_RANKED.search(reading.text))
    of_projects = any("project" in one.kinds for one in earlier.links)
    whole = bool(reading.bodies.mentions) and not reading.text.startswith(("那", "其中"))
    return ranked and bool(earlier.links) and (whole or not of_projects or earlier.operation not in _OF_GROUPS)


def _asks_group_of_body(reading: Reading) -> bool:
    """Whether a clause names a body and one of its tables, or asks for all, the number or the largest of its projects,
    in words that need nothing of what was talked of (柯桥人大办有哪些明细项目); 其中 and 那 go on from it."""
    named = bool(reading.bodies.mentions) and not reading.text.startswith(("那", "其中", "这"))
    own = bool(_OWN_PROJECTS.search(reading.text) or (reading.tables and _OWN_TOTAL.search(reading.text)))
    return named and own and "占" not in reading.text


def inherit(reading: Reading, earlier: Reading | None) -> Reading:
    """What a follow-up leaves out comes from the clause before it."""
    if earlier is None:
        return reading
    own_topic = reading.names_something or _has_own_topic(reading) or _asks_other_number(reading, earlier)
    own_topic = own_topic or bool(NUMBERS_APART.search(reading.plain))  # 项目比上年多几个
    own_topic = own_topic or bool(_OTHER_PROJECTS.search(reading.text))
    own_topic = own_topic or bool(reading.bodies.mentions and _MOVED_MEMBERS.search(reading.text))
    own_topic = own_topic or _ranks_all_projects(reading, earlier) or _asks_group_of_body(reading)
    same_topic = not own_topic or _names_stage_only(reading)
    part_column = reading.text.startswith(_PART_WORDS) and bool(reading.columns) and not reading.links
    of_fund = earlier.operation in _OF_GROUPS and bool(reading.funds) and _asks_which_of_group(reading)
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
        total=reading.total or (earlier.total if same_topic else ""),
        left=reading.left or (earlier.left if same_topic else ()),
        fresh=not same_topic or bool(reading.columns),
        parent=_whole(reading, earlier, same_topic=same_topic),
        topic=f"{earlier.topic or earlier.question}？{reading.question}" if same_topic or of_fund else reading.question,
        linked_in="" if reading.links else earlier.linked_in or earlier.text,
        operation=earlier.operation if of_fund else _continued(reading, earlier) if same_topic else reading.operation,
    )
