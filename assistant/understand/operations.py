"""What is done with the things that a clause names, as these allow it: 一共多少 of a group lists it, a bound selects
from a group, a share of one body in another is a ratio."""

from __future__ import annotations

import re

from assistant.plan import Operation
from assistant.understand.clues import composition_spans, places_of
from assistant.understand.departments import asks_which_body
from assistant.understand.groups import EVERY_UNIT, topic_of
from assistant.understand.newness import newness_spans
from assistant.understand.numbers_apart import MORE_PROJECTS, NUMBERS_APART
from assistant.understand.payments import asks_payments
from assistant.understand.reading import Reading
from assistant.understand.text import PROJECT_NOUN, UNIT_NOUN

_EVERY_UNIT = re.compile(
    r"[按分](?:预算)?单位|各个?(?:下属|所属|预算)*单位|(?:下属|所属)(?:的)?各?(?:预算)?单位(?:的|[^,，。]{0,14}?(?:各|分别))"
)
_PROJECTS_ONLY = re.compile(r"(?:的|有|看看|列)(?:全部|所有|各个)?项目(?:清单|列表|情况)?[呢吧]?$")
_SHARES_COMPARED = re.compile(r"(?:比[重例]|占比)[^,，。]{0,6}?(?:比|和|跟|与|同)|比[^,，。]{2,30}[高低大小]")
_PROJECT_MONEY = "项目支出"
_SETS_AGAINST = re.compile("占|比[重例]|□[^,，。]{0,3}是[^,，。]{0,3}□+[^,，。]{0,3}的(?:百分之|几成|几分之)")
_OF_A_YEAR = re.compile(
    r"(?:是|占|相当于|为)了?(?:上年|去年|上一年|前一年|20\d\d年?)度?的?(?:预算|执行|决算)?数?的?"
    r"(?:百分之[几多]|几成|几分之几|多大比例)"
)
_COUNTED = re.compile(r"项目|(?<!哪)几家|多少家")
_MOST_PROJECTS = re.compile(r"项目(?:的?个?数量?|的?数量)?(?:是)?最[多少](?!的?(?:钱|资金|金额|预算|经费|支出))")
_SHARE_MOVED = re.compile("(?:占比|比重|占[^,，。]{1,14}比例).*百分点")
_YEARS_ADDED = re.compile(r"(?<!近)[两三四五]年[^,，。]{0,16}(?:合计|一共|总共|加起来|之和|总和)")
_PIECES = re.compile(r"(?:多少|几)[辆台套人名位]")
_SUBJECTS = frozenset({"functional", "economic"})
_BOUGHT = frozenset({"asset", "procurement"})
_COMPARED = re.compile(r"比|差|谁|哪")
_BY_AMOUNT = re.compile(  # 比乙多200万以上吗: of the difference, not of what is compared
    r"(?:比[^,，。;；\d]{2,30}[多少高低大小]|差)(?:了|出|着|有)*(?:超过|不到|不足|至少|大约|大概|约|将近|近|超)?[\d一二两三四五六七八九十百千]+(?:\.\d+)?[多余]?[万亿元]"
)
_GROUP_NOUN = re.compile(r"项目|科目|哪些|哪几|单位")
_WHICH_ITEMS = re.compile(r"哪[些几]|有?[几多少]+[项个种家](?!月)")
_PROJECTS = re.compile(r"项目(?!支出)|部门|谁|哪一?家|哪一?个(?=部门|单位)|科目|单位|哪些|哪几|几[项个种家]")


_SEVERAL_TOLD = re.compile("[两俩三四五六七八九][个项者笔样种年家]|加起来|合起来|加在一起|相加")  # before
_PARTS_ASKED = re.compile(
    r"(?:下面|里面?|中|之下)?(?:都|主要|具体|分别|是|有|分成|分为)*哪(?:些|几[个项种类样])[呢?？。]*$"
)


def of_another_body(reading: Reading) -> bool:
    """Whether a figure of one body is put against that of another (甲的总支出占乙的百分之几)."""
    against = re.search("占|相当于|抵|等于|是(?=[^,，。;；]{2,40}的?(?:几成|百分之[几多]))", reading.text)
    if against is None or _SHARES_COMPARED.search(reading.text, against.end()):
        return False
    at = against.start()
    before = {one.documents for one in reading.bodies.mentions if one.end <= at}
    after = {one.documents for one in reading.bodies.mentions if one.start > at}
    return len(reading.documents) == 2 and len(before) == len(after) == 1 and before != after


def of_another_told(reading: Reading) -> bool:
    """Whether one thing is put against itself in another year, or as it was told of two bodies (三公是去年的几成,
    后者是前者的百分之几)."""
    both_told = "前者" in reading.text and "后者" in reading.text
    return (both_told and "倍" not in reading.text) or bool(_OF_A_YEAR.search(reading.text))


def _of_one_body(reading: Reading) -> Operation:
    """The operation that the words say; of bodies of which but one has the item none is ranked."""
    several = reading.bodies.distinct > 1 or bool(EVERY_UNIT.search(reading.plain))
    ranked = reading.operation in (Operation.RANK, Operation.DIFFERENCE) and several
    if several and MORE_PROJECTS.search(reading.plain):
        return Operation.COUNT
    if ranked and (_MOST_PROJECTS.search(reading.plain) or NUMBERS_APART.search(reading.plain)):
        return Operation.COUNT  # the bodies or units by the number of their projects
    if reading.operation is Operation.SUM and "收入" in reading.total and "支出" in reading.total:
        return Operation.VALUE  # 收入合计和支出合计各是多少: what comes in and what goes out is never added up
    if reading.operation is Operation.CHANGE and _SHARE_MOVED.search(reading.plain):
        return Operation.SHARE  # 占比比上年提高几个百分点
    if reading.operation is Operation.TREND and _YEARS_ADDED.search(reading.plain):
        return Operation.SUM  # 两年的基本支出合计
    numbers = NUMBERS_APART.search(reading.plain) and not (reading.links or reading.measures or reading.total)
    if numbers and reading.operation in (Operation.CHANGE, Operation.DIFFERENCE, Operation.RATIO):
        return Operation.COUNT  # 项目比去年多几个
    alone = reading.bodies.distinct == 1 and bool(reading.links) and asks_which_body(reading.plain)
    alone = alone and "单位" not in reading.plain  # the units of the one body are ranked
    alone = alone and (reading.fresh or bool(reading.bodies.mentions))  # 哪家最多 of those that were told before
    if (
        reading.operation is Operation.SUM
        and len(reading.links) == 1
        and reading.bodies.distinct < 2
        and (reading.fresh or not _SEVERAL_TOLD.search(reading.plain))
        and (frozenset() < reading.links[0].kinds <= _BOUGHT or _PIECES.search(reading.plain))
    ):
        return Operation.VALUE  # 买几套，一共多少钱: of one thing
    return Operation.VALUE if alone and reading.operation is Operation.RANK else reading.operation


def _asks_each_unit(reading: Reading) -> bool:
    """Whether a figure of each unit is asked for (各单位, 各学校), none of them by name."""
    by_kind = UNIT_NOUN.search(reading.plain)
    each = _EVERY_UNIT.search(reading.plain) or (by_kind and by_kind[0].startswith("各"))
    return bool(each) and not reading.unit_names


def operation_allowed(reading: Reading, bounded: bool) -> Operation:
    """The operation as the things named allow it: a bound selects from a group, or is compared with."""
    if reading.whole_documents:
        return reading.operation  # one body is set against the sum of several
    named = bool(reading.links or reading.measures or reading.total)
    if composition_spans(reading.plain) and not (reading.links or reading.columns or _COUNTED.search(reading.plain)):
        return Operation.COMPOSITION
    if newness_spans(reading.text) and not reading.links:
        return Operation.LIST  # 几个新增项目
    takes_away = reading.operation is Operation.DIFFERENCE and (reading.left_out or reading.columns_left_out)
    operation = Operation.VALUE if takes_away else _of_one_body(reading)  # 扣掉…后剩多少 compares nothing
    if operation is Operation.DIFFERENCE:
        operation = _of_comparison(reading, bounded=bounded and named)
    elif operation is Operation.SHARE:
        operation = _of_share(reading)
    return _of_group(operation, reading, bounded=bounded, named=named)


def _of_comparison(reading: Reading, *, bounded: bool) -> Operation:
    """What a clause that compares wants: with an extreme a ranking, with a bound or nothing to compare the value."""
    bounded = bounded and not _BY_AMOUNT.search(reading.plain)
    if bounded or (reading.left_out and not _COMPARED.search(reading.plain)):
        return Operation.VALUE  # 扣掉…还有多少: what is left out says it all
    places_compared = "比" in reading.plain and places_of(reading.plain)
    ranked = "最" in reading.plain and not (places_compared or re.search("差|多多少", reading.plain))
    return Operation.RANK if ranked else Operation.DIFFERENCE


def _of_share(reading: Reading) -> Operation:
    """A share; a ratio where a figure of one body is put against another's, and the value where an indicator is in
    percent, or a column of them, such as the plan of payments."""
    if of_another_body(reading) or of_another_told(reading):
        return Operation.RATIO
    in_percent = _is_rate(reading) or any("/" in one.name for one in reading.measures) or asks_payments(reading)
    return Operation.VALUE if in_percent else Operation.SHARE


def _is_rate(reading: Reading) -> bool:
    """Whether the percentage that is asked for is an indicator's own (满意度要做到百分之多少), no share."""
    kinds = {one.kinds for one in reading.links}
    return kinds == {frozenset(("indicator",))} and not _SETS_AGAINST.search(reading.plain)


def _of_group(operation: Operation, reading: Reading, *, bounded: bool, named: bool) -> Operation:
    """The operation as it is one on a group: nothing but projects is named, or each unit, or a bound selects."""
    all_of_them = (not named and _PROJECTS_ONLY.search(reading.plain)) or _asks_each_unit(reading)
    if operation is Operation.VALUE and all_of_them:
        return Operation.FILTER if bounded else Operation.LIST
    if operation is Operation.VALUE and _asks_parts(reading):
        return Operation.LIST
    lists = operation in (Operation.VALUE, Operation.LIST) and _WHICH_ITEMS.search(reading.plain)
    if bounded and (lists or (not named and _GROUP_NOUN.search(reading.text))):
        return Operation.FILTER  # 哪些公用经费不到15万
    about = topic_of(reading) and [one.name for one in reading.measures] in ([], [_PROJECT_MONEY]) and not reading.links
    if operation is Operation.SUM and (about or not named) and (about or PROJECT_NOUN.search(reading.plain)):
        return Operation.LIST
    if operation is Operation.FILTER and (not bounded or (named and not _PROJECTS.search(reading.text))):
        return Operation.VALUE
    return operation


def _asks_parts(reading: Reading) -> bool:
    """Whether the rows below one subject are asked for (商品和服务支出有哪几项)."""
    one = reading.links[0] if len(reading.links) == 1 else None
    of_subject = one is not None and bool(one.kinds) and one.kinds <= _SUBJECTS
    column = reading.columns[0] if len(reading.columns) == 1 and not reading.links else None
    if column is not None and column.name in ("人员经费", "公用经费"):
        return bool(_PARTS_ASKED.match(reading.text, column.end))
    return of_subject and one is not None and bool(_PARTS_ASKED.match(reading.text, one.end))
