"""Whether a clause has a topic of its own, so that it takes no item from the question before it."""

from __future__ import annotations

import re

from assistant.plan import Operation
from assistant.understand.numbers_apart import NUMBERS_APART
from assistant.understand.reading import Reading
from assistant.understand.residue import content_words, residues
from assistant.understand.tables_asked import asks_empty_tables, asks_tables
from assistant.understand.told import GROUPING

_OF_ALL = re.compile("项目(?!支出|经费|资金)|科目")
_PROJECTS_RANKED = re.compile("最[多大高贵少小低便宜]+的?(?:一个)?项目(?!支出)|哪一?个项目[^,，。?？]{0,4}最")
_OTHER_PROJECTS = re.compile("除[^,，。]+外的项目合计")
_TOTAL_OF_TABLE = re.compile("总计|合计|总数")
_WHOLE_BUDGET = re.compile(
    "(?:总共|一共|总计|全部)[^,，。占比]{0,4}多少预算|预算(?:总共|一共)|年预算(?:怎么|为什么|为啥|为何)|的?钱主要(?:都|是)*[花用]在"
)
_OF_BODY = re.compile(  # what a body has and does
    "几个[处科股]室?|[处科股]室|内设|下属|所属单位|哪[几些]个?家?(?:预算)?单位|管[些着]?(?:什么|哪|啥)|是[干做](?:什么|啥)的"
    "|独立核算|单列"
)
_GOES_ON = re.compile(  # marks of a clause that goes on from the one before, whatever body it names
    "^(?:那|其中|这|里面|当中|也|又|还|以及|[比和跟与同是])|[这该][个些项样笔类]|[同一]样|同类|类似|上[面述]|[前后]者|还有|别的|呢[?？]*$"
)


def has_own_topic(reading: Reading, earlier: Reading) -> bool:
    """Whether a clause names what it asks about, or asks in whole for what needs no item to be named."""
    return (
        reading.names_something
        or _needs_no_item(reading)
        or _asks_other_number(reading, earlier)
        or bool(NUMBERS_APART.search(reading.plain))  # 项目比上年多几个
        or bool(_OTHER_PROJECTS.search(reading.text))
        or _ranks_all_projects(reading, earlier)
        or stands_alone(reading)
    )


def _names_both(reading: Reading, divider: int) -> bool:
    """Whether a clause names both the part, before its 占, and the whole."""
    stretches = [(one.start, one.end) for one in reading.links] + [(one.start, one.end) for one in reading.columns]
    return any(end <= divider for _, end in stretches) and any(start > divider for start, _ in stretches)


def is_akin(reading: Reading, earlier: Reading) -> bool:
    """Whether two clauses are of one topic: of a body in common, or of the same item, column or total, or both of
    projects or income."""
    if set(reading.documents) & set(earlier.documents):
        return True
    own, other = _named_in(reading), _named_in(earlier)
    both = any(words in reading.plain and words in earlier.plain for words in ("项目", "收入", "支出"))
    return bool(own & other) or both


def _named_in(reading: Reading) -> set[str]:
    """The items, columns and totals of a clause."""
    items = {name for one in reading.links for name in one.names}
    return items | {one.name for one in reading.columns} | ({reading.total} if reading.total else set())


def _needs_no_item(reading: Reading) -> bool:
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


def _ranks_all_projects(reading: Reading, earlier: Reading) -> bool:
    """Whether a clause asks for the largest of the projects after one item, and no group of projects, was talked of
    (考试工作经费多少, 最大的项目呢)."""
    ranked = reading.operation is Operation.RANK and bool(_PROJECTS_RANKED.search(reading.text))
    of_projects = any("project" in one.kinds for one in earlier.links)
    return ranked and bool(earlier.links) and (not of_projects or earlier.operation not in GROUPING)


def stands_alone(reading: Reading, *, named: bool = False) -> bool:
    """Whether a clause names a body and, in words that go on from nothing, what is asked of it: an item (`named`), its
    projects, its offices, the total of one of its tables or of its budget, or something in words of its own
    (在职几个人)."""
    if not reading.bodies.mentions or _GOES_ON.search(reading.text):
        return False
    text, of_other = reading.text, reading.text.find("占")
    if "它" in text[: reading.bodies.mentions[0].start] or (of_other >= 0 and not _names_both(reading, of_other)):
        return False
    if named or reading.side or _needs_no_item(reading):
        return True
    if asks_tables(reading.text) or asks_empty_tables(reading.text):
        return True
    of_all = bool(reading.tables and _TOTAL_OF_TABLE.search(reading.text)) or bool(_WHOLE_BUDGET.search(reading.text))
    if of_all or _OF_ALL.search(reading.text) or _OF_BODY.search(reading.text):
        return True
    own = residues(reading.text, reading.bodies.spans)
    return any(content_words(one.text, lambda _: True) for one in own)
