"""Which way a clause goes first: by the figures of the tables or by the words of the document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.context import Context, resolve
from assistant.plan import TOTAL, Operation, Plan
from assistant.sources import asks_source
from assistant.understand.clues import asks_for_attribute, asks_for_reason
from assistant.understand.departments import asks_who_has
from assistant.understand.reading import Reading

if TYPE_CHECKING:
    from index.store import Snapshot

_COUNTED = re.compile(r"多少|几|占|比|最|率")
_AMOUNT = re.compile(r"多少|(?<!哪)几|变化|增加|减少")
_CONTENT = re.compile(r"什么|啥|谁|哪里|哪儿|哪来|怎么|如何|何时|哪些")
_OTHER_NUMBER = re.compile(r"几[次场天期人名位家件份篇册]|多少[次场天期人名位家件份篇册]")
_WHOSE = re.compile("谁|哪[一几]?[家个](?:单位|部门|局|办)?(?!项目|科目)")
_QUOTED = re.compile(r"[“\"「『]([^”\"」』]+)[”\"」』]")
_NUMBER = re.compile(r"多少|(?<!哪)几|占|比|最|差|多大|哪个更|排")
_BY_CLASS = re.compile(r"按[^，。？]{0,6}(?:功能|用途|性质|来源|经济)[^，。？]{0,4}[分划](?:为|成|类)?(?:了)?(?:哪|几)")
_DIFFER = re.compile(
    r"(?:有什么|有何|有啥)(?:区别|不同|不一样|差别)|异同|(?:解释|定义|意思|含义|说法)(?:都|是不是|是否)?(?:一样|相同|一致)"
)
_OFFICES = re.compile(r"内设|处室|科室|内部机构|规格|行政级别|单位的?性质|什么性质")
_WHICH_UNITS = re.compile(r"哪[几两三四五六七八九十][家个]")
_MONEY = re.compile(
    r"钱|万|元|预算(?!单位|编制|[^，。？]{0,4}(?:包括|包含|涵盖|由|覆盖|含))|经费|支出|收入|各多少|分别多少"
)
_NAMES = re.compile(r"(?:叫|名称是?|名字是?)(?:什么|啥)")
PAYMENTS = "资金支出计划/"  # of the columns of a plan of payments, each with a point of time
NO_TEXT = frozenset(
    {
        Operation.SHARE,
        Operation.RANK,
        Operation.FILTER,
        Operation.COUNT,
        Operation.DIFFERENCE,
        Operation.RATIO,
        Operation.AVERAGE,
        Operation.PRIOR,
        Operation.TREND,
    }
)


def wants_words_first(reading: Reading, plan: Plan, snapshot: Snapshot) -> bool:
    """Whether a clause is answered by the words of the document before its figures."""
    part = reading.plain
    if asks_who_has(part) and reading.bodies.distinct > 1 and plan.selectors and not asks_for_reason(part):
        return False  # 哪家单位没有安排会议费
    if plan.operation is Operation.LIST and plan.group and _NAMES.search(part):
        return False
    if plan.selectors and asks_source(part):
        return False
    if any(one.measure.startswith(PAYMENTS) for one in plan.selectors) and not asks_for_reason(part):
        return False  # 资金支出计划怎么安排的
    if plan.group == "units" and plan.selectors and not (asks_for_reason(part) or _asks_units(reading, plan)):
        return False  # 按单位怎么分的
    if plan.operation is Operation.CHANGE and plan.selectors and _WHOSE.search(part) and not asks_for_reason(part):
        return False  # 谁的公务接待费涨了
    if asks_for_reason(part) or "名词解释" in part or _asks_for_words(reading, plan, snapshot):
        return True
    if plan.operation in (*NO_TEXT, Operation.CHANGE, Operation.COMPOSITION) or not reading.wants_text:
        return False
    return not (re.search(r"多少|几", part) and (reading.links or reading.measures))


def may_be_in_words(reading: Reading) -> bool:
    """Whether words may answer what the figures do not: not where a number is asked for, unless one of a
    certain measure (几次, 多少天), which a sentence either states or not."""
    from assistant.narrative.asked import form_asked

    if asks_for_attribute(reading.plain):
        return False
    return not _COUNTED.search(reading.plain) or form_asked(reading.text) is not None


def _asks_for_words(reading: Reading, plan: Plan, snapshot: Snapshot) -> bool:
    """Whether the clause's own words ask who, why, what for, when or what something means."""
    from assistant.narrative.asked import asks_date
    from assistant.narrative.aspect import asks_why, aspect_of, is_loose
    from assistant.narrative.definitions import is_defined
    from assistant.narrative_query import Aspect

    if _DIFFER.search(reading.text) and not _AMOUNT.search(reading.text):
        return True
    if _BY_CLASS.search(reading.text) or _asks_meaning(reading, snapshot) or _asks_units(reading, plan):
        return True
    if plan.operation is Operation.LIST and reading.links and aspect_of(reading.text)[0] is Aspect.PURPOSE:
        return True  # 用在哪几个项目上
    if plan.operation in (*NO_TEXT, Operation.COMPOSITION) or plan.group:
        return False
    if asks_why(reading.text) or asks_date(reading.text):
        return True
    if any(_OTHER_NUMBER.search(rest) for rest in reading.rests):
        return True  # 几次常委会、几次主任会议: one of the numbers is of nothing that has a name
    if not reading.fresh and _CONTENT.search(reading.text) and not _NUMBER.search(reading.text):
        return True  # 修了什么路, 要达到什么目标: of what was asked before, but no figure
    of_words = {Aspect.DUTY, Aspect.ORGANISATION, Aspect.DEFINITION, Aspect.PURPOSE, Aspect.COMPOSITION}
    if _AMOUNT.search(reading.text) or aspect_of(reading.text)[0] not in of_words:
        return False
    aspect, subject = aspect_of(reading.text)
    return not is_loose(reading.text) or (
        aspect is Aspect.DEFINITION and is_defined(subject, reading.documents, snapshot)
    )


def _asks_units(reading: Reading, plan: Plan) -> bool:
    """Whether it is asked which units there are, or how many offices, not what they spend."""
    from assistant.narrative.aspect import aspect_of
    from assistant.narrative_query import Aspect

    if aspect_of(reading.text)[0] is not Aspect.ORGANISATION:
        return False
    of_all = all(one.label == TOTAL for one in plan.selectors)
    of_units = plan.operation in (Operation.LIST, Operation.VALUE) and plan.group == "units" and of_all
    of_units = of_units or (bool(_WHICH_UNITS.search(reading.text)) and not reading.names_something)
    return bool(_OFFICES.search(reading.text)) or (of_units and not _MONEY.search(reading.text))


def _asks_meaning(reading: Reading, snapshot: Snapshot) -> bool:
    """Whether what a quoted term covers is asked for that the glossary explains (“部门预算支出”包括哪几类)."""
    from assistant.narrative.aspect import aspect_of
    from assistant.narrative.definitions import is_defined
    from assistant.narrative_query import Aspect

    quoted = _QUOTED.search(reading.question)
    if quoted is None or aspect_of(reading.text)[0] not in (Aspect.DEFINITION, Aspect.COMPOSITION):
        return False
    return is_defined(quoted[1], reading.documents, snapshot)


def is_by_plan(plan: Plan, context: Context) -> bool:
    """Whether the documents have what is asked of a plan of payments, whose columns are dates."""
    planned = [one for one in plan.selectors if one.measure.startswith(PAYMENTS)]
    return any(resolve(document, one, context.facts) for one in planned for document in plan.documents)
