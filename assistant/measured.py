"""Whether figures are of the measure that a question asks for: of money, of a size, of things of a kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.context import Context, resolve
from assistant.narrative.asked import measure_asked, measures_alike
from assistant.plan import Operation, Plan, Selector
from assistant.spoken import DEED
from assistant.understand.clues import NAMES_SUM, asks_money
from assistant.understand.reading import Reading
from assistant.understand.units_counted import fits_unit
from index.amounts import YUAN_PER_UNIT

_MONEY_OF = re.compile(
    "的?(?:总?收入|总?支出|金额|经费|预算|余额|总额|费用|费|资金|结余)(?=(?:是|有|为|共)*(?:多少|几|多大|$|[?？,，呢]))"
)
_OF_SUMS = ("项", "个", "种", "条", "分", "年", "月", "度")  # may count sums of money, or be no measure
_KIND_COUNTED = re.compile(  # 完成多少个审计项目
    "(?:几|多少)个(?:(?![百千万亿点钱]|百分点|项目|单位|部门)[一-鿿]{2}|(?=$|[?？]))"
)
_AREA = re.compile("面积|平方米|平米")
_PIECES_OF = re.compile(r"(?:几|多少)(?:个|名|位|辆|台|套|部|家|所|座)?$")
_INCOME_OF = re.compile("费?的?收入")
_IN_BRACKETS = re.compile(r"[（(]([^（）()]*)[)）]$")  # what an indicator counts: …竞赛（场次）
_COUNTS_INDICATORS = re.compile("指标(?:一共|总共|共)?(?:有|是)?(?:几|多少)[个项条]")
_RATE_ASKED = re.compile(
    r"[一-鿿](?:率|(?<=[意晓成准誉许足]度))(?:的?(?:目标|指标|要求|目标值|指标值))?(?:要|应该?)?(?:是|为|有|达到|到)?(?:多少|几|多高|呢|$)"
)
_NUMBER = re.compile("(?:数量|辆数|台数|保有量)(?:是|有|为)?(?:多少)?[呢?？]*$")
_PER_PIECE = re.compile(r"单价|单位成本|每(?:一)?(?:平方米|平米|公里|千米|吨|亩|户|座|人次|个点位)")
_FOR_EACH = re.compile(r"每(?:一)?[场次名台套件册份期篇][^，,。?？]{0,8}(?:多少|几)")  # 每场补多少钱


def counts_what_is_asked(reading: Reading, plan: Plan, context: Context) -> bool:
    """Whether some figure is of the measure that is asked for, where it is one of a certain measure (几次):
    the number of pupils is none of visits."""
    measure = measure_asked(reading.plain)
    pairs = [(document, one) for document in plan.documents for one in plan.selectors]
    units = {found.unit for pair in pairs for found in resolve(*pair, context.facts)[:1]}
    of_money = bool(units) and units <= YUAN_PER_UNIT.keys()
    if of_money and _asks_no_money(reading, plan, measure):
        return False
    if units and _COUNTS_INDICATORS.search(reading.plain):
        return False  # how many indicators there are is no value of one
    of_project = bool(reading.links) and all(link.kinds == {"project"} for link in reading.links)
    for_each = plan.operation is Operation.VALUE and _FOR_EACH.search(reading.text)
    if of_money and of_project and (for_each or _PER_PIECE.search(reading.plain)):
        return False  # what one square metre costs is not what the project does
    counted = {unit for unit in units if unit and unit not in YUAN_PER_UNIT}
    if (
        counted
        and counted == units
        and any(_MONEY_OF.match(reading.text, link.end) for link in reading.links if link.sure < 1)
    ):
        return False  # 社保基金|收入 is no number of inspections of it
    if counted and counted == units and not _tells_deed(reading, pairs, context):
        return False  # how many rooms are rented is not how many are rebuilt
    if _is_income_of_expense(reading, pairs, context):
        return False  # 水资源费收入 is not what is spent on water
    named = {found[1] for one in plan.selectors for name in one.names for found in _IN_BRACKETS.finditer(name)}
    return not measure or not counted or any(measures_alike(measure, unit) for unit in counted | named)


def is_told_of(wanted: str, plan: Plan, context: Context) -> bool:
    """Whether what a clause wants to know (人次, 每天) stands in a name or a measure of what it asks about, or is the
    unit of one of its figures, or one in which that is counted too."""
    if any(wanted in name for one in plan.selectors for name in (*one.names, one.label, one.measure)):
        return True
    pairs = [(document, one) for document in plan.documents for one in plan.selectors]
    units = {found.unit for pair in pairs for found in resolve(*pair, context.facts)}
    return any(wanted in unit or fits_unit(wanted, unit) for unit in units)


def _asks_no_money(reading: Reading, plan: Plan, measure: str) -> bool:
    """Whether something is asked that no sum of money tells: how many there are, how large or long something is, how
    many groups come, how many of all go by."""
    if plan.operation is Operation.VALUE and _RATE_ASKED.search(reading.plain):
        return True
    counted = bool(measure) and measure not in _OF_SUMS
    counted = counted or _counts_pieces(reading) or bool(_AREA.search(reading.plain) or _NUMBER.search(reading.plain))
    counted = counted or (plan.operation is Operation.VALUE and bool(_KIND_COUNTED.search(reading.plain)))
    return counted and not asks_money(reading.plain)


def _tells_deed(reading: Reading, pairs: Sequence[tuple[str, Selector]], context: Context) -> bool:
    """Whether figures speak of what is done with the things that are counted, where that is said (租了几间)."""
    deed = DEED.search(reading.plain)
    around = [found.around for pair in pairs for found in resolve(*pair, context.facts)[:1]]
    return deed is None or any(deed[1] in one for one in around)


def _is_income_of_expense(reading: Reading, pairs: Sequence[tuple[str, Selector]], context: Context) -> bool:
    """Whether an income is asked for that only resembles an item, and the figures are of what is spent."""
    asked = any(link.sure < 1 and _INCOME_OF.match(reading.text, link.end) for link in reading.links)
    kinds = {found.item_kind for pair in pairs for found in resolve(*pair, context.facts)[:1]} if asked else set()
    return bool(kinds) and kinds <= {"functional", "economic", "project"}


def _counts_pieces(reading: Reading) -> bool:
    """Whether it is asked how many there are of what is named (几个公务员, 多少辆公车)."""
    words = [(link, reading.text[link.start : link.end + 1]) for link in reading.links if link.text in reading.text]
    named = [link for link, text in words if not any(map(NAMES_SUM.search, (link.text, text, text[:-1])))]  # 公车运行费
    return any(_PIECES_OF.search(reading.text[: link.start]) for link in named)
