"""The figures that a question names, as selectors: items, columns, totals, sources of funds."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from assistant.plan import TOTAL, TOTAL_INCOME, TOTAL_OF_BOTH, Operation, Selector
from assistant.understand.apart import RUNNING, apart, counted, halves, is_beside
from assistant.understand.columns import Column, without_scope
from assistant.understand.payments import asks_payments
from assistant.understand.qualifying import below_left_words, qualified
from assistant.understand.reading import Reading
from assistant.understand.residue import YEAR
from assistant.understand.text import PROJECT_NOUN
from assistant.understand.vocabulary import ItemLink, Vocabulary

_BALANCE = re.compile("收入(?:比|和|与|跟|同|减去?)支出|支出(?:比|和|与|跟|同|减去?)收入")
_BOTH_SIDES = re.compile("收.{0,4}支")
_SIDE = re.compile(
    r"(?:那么?|年度?|今年|本年|全年|预算|部门|单位|安排|的|一共|共|总共|有|,)*(收入|支出)(?:预算)?(?:情况)?(?:一共|总共|合计|共)?"
    r"(?:是|有|为)?(?:多少|多大|几何)?(?:钱|万元?|元)?[呢啊呀?？]*"
)
_OVERALL = re.compile(
    r"预算(?:是不是|是否|有没有)?(?:比|较|同|跟|和)"
    r"|(?:花|支出|预算|盘子|用).{0,8}(?:多少|多大|几)|(?:多少|几).{0,4}(?:支出|预算)"
)
_TOTAL_ROW = re.compile("(?:合计|总计|总额|总数)(?:一?[行栏])?的?(?:是|为|有|列了?)?多少")
_MONEY_TABLES = ("收支总表", "收入总表", "支出总表", "支出表")  # not that of 三公经费, of indicators or of procurement
_COSTS = re.compile(r"多少钱|多少万|花(?:了|费)?多少|金额")
_COUNTED_COLUMNS = (
    ("单价", re.compile("单价")),
    (
        "数量",
        re.compile(
            "数量|面积|平方米|(?:几|多少)(?:[辆台套把张批次项份年升吨只册盒瓶桶箱棵株]|件(?!事)|块(?!钱|$|[?？,，。])|部(?!门)|条(?!件)|本(?![级年])|组(?!织)|公斤|千克)|有多少(?!钱)"
        ),
    ),
    ("价值", re.compile("价值|原值|净值|值多少|(?:多少|几)[百千]?(?:钱|万|元|亿)")),
)


def selectors_of(reading: Reading, vocabulary: Vocabulary) -> tuple[Selector, ...]:
    reading = replace(reading, links=tuple(counted(one, reading) for one in reading.links))
    parts = apart(reading) if any(is_beside(one, reading) for one in reading.funds) else [reading]
    return tuple(one for part in parts for one in _selectors_of(part, vocabulary))


_CARRIED = ("结转", "结余")
_JOINS = re.compile("的?(?:[和与跟同比及、是]|还是|相当于)(?:它的|其)?")
_SET_APART = (Operation.DIFFERENCE, Operation.RATIO, Operation.SUM, Operation.VALUE, Operation.RANK)


def _without_heading(reading: Reading) -> list[ItemLink]:
    """The items without 政府采购 beside a thing that is bought (政府采购印刷服务, 印刷服务的政府采购), which only says
    what that is."""
    bought = [one for one in reading.links if one.kinds == {"procurement"}]
    begins, ends = {one.start for one in bought}, [reading.text[: one.end] for one in bought]
    of_bought = [
        one
        for one in reading.links
        if one.names == ("政府采购",) and (one.end in begins or reading.text[: one.start].removesuffix("的") in ends)
    ]
    return [one for one in reading.links if one not in of_bought]


def _selectors_of(reading: Reading, vocabulary: Vocabulary) -> tuple[Selector, ...]:
    named = [selector_of(link, reading) for link in _without_heading(reading)]
    named = below_left_words(named, reading, vocabulary)
    named = [half for one in qualified(named, reading, vocabulary) for half in halves(one, reading)]
    named = list({(one.names, one.documents, one.project): one for one in named}.values())
    columns = tuple(name for name in _own_columns(reading, vocabulary) if not _is_class_of(name, named, vocabulary))
    compared = _sides_of_one(named[0], reading) if len(named) == 1 and not columns else ()
    if compared:
        return compared
    beside = _beside_columns(named, reading)
    if beside:
        return beside
    if named and (columns or reading.total) and any(one.documents for one in named):
        return (*named, *(changed(one, fund="") for one in _of_columns(reading) if one.documents))
    if named and columns:
        return tuple(one.model_copy(update={"measure": name}) for one in named for name in columns)
    if named and len(reading.unit_names) > 1:
        return tuple(changed(one, unit_name=unit) for one in named for unit in reading.unit_names)
    if named:
        return tuple(named)
    if reading.operation is Operation.AVERAGE and not reading.names_something and "养" in reading.plain:
        return (changed(common_of(reading, 0), label=RUNNING, names=(RUNNING,)),)
    if reading.operation is Operation.DIFFERENCE and not reading.names_something and _BALANCE.search(reading.plain):
        common = common_of(reading, 0)
        return changed(common, label=TOTAL_INCOME, side="收入"), changed(common, label=TOTAL, side="")
    side = _side_alone(reading)
    if side:
        own = side == "收入"
        return (changed(common_of(reading, 0), label=TOTAL_INCOME if own else TOTAL, side="收入" if own else ""),)
    if not reading.names_something and not reading.rests and reading.fresh and _asks_overall(reading):
        total = changed(common_of(reading, 0), label=TOTAL_INCOME if reading.side else TOTAL, side=reading.side)
        return _of_each_table(total, reading) if _sets_tables_apart(reading) else (total,)
    totals = _of_columns(reading)
    if len(set(totals)) == 1 and _sets_tables_apart(reading):
        return _of_each_table(totals[0], reading)
    unit = reading.unit_names[0] if len(reading.unit_names) == 1 else ""
    return totals or tuple(Selector(label=words, names=(words,), unit_name=unit) for words in reading.rests)


def _sides_of_one(item: Selector, reading: Reading) -> tuple[Selector, ...]:
    """The sides of a comparison that names one item: as several tables have it, as one table and one source of funds
    have it, or against all that is spent or received; empty for anything else."""
    if _sets_tables_apart(reading):
        return _of_each_table(changed(item, fund=""), reading)
    if len(reading.tables) == len(reading.funds) == 1 and reading.operation is Operation.DIFFERENCE:
        return changed(item, fund=""), changed(item, tables=(), label=f"{item.label}（{item.fund}）")
    if not (reading.total and _sets_against_total(reading)):
        return ()
    both = (item, *_of_columns(reading))
    return both if reading.text.find(reading.total) > reading.links[0].start else both[::-1]


def _beside_columns(named: list[Selector], reading: Reading) -> tuple[Selector, ...]:
    """Items and columns of a table that are joined as so many things (公务接待费和公用经费差多少), in the order in
    which they stand; empty for columns of an item (行政运行的人员经费)."""
    links = [one for one in reading.links if one.text in reading.text]
    carried = [one for one in reading.funds if one.words.endswith(_CARRIED)]  # a row of its own: 年末结余比年初结余
    columns = [*reading.measures, *carried]
    if len(links) != len(named) or not (links and columns) or reading.operation not in _SET_APART:
        return ()
    named = [changed(one, fund="") for one in named] if carried else named
    pieces = [(one.start, one.end, side) for one, side in zip(links, named, strict=True)]
    pieces += [(one.start, one.end, column_selector(one, reading)) for one in reading.measures]
    pieces += [(one.start, one.end, Selector(label=one.words, fund=one.name)) for one in carried]
    pieces.sort(key=lambda one: one[0])
    gaps = [reading.text[one[1] : two[0]] for one, two in pairwise(pieces)]
    return tuple(side for *_, side in pieces) if all(map(_JOINS.fullmatch, gaps)) else ()


def _sets_against_total(reading: Reading) -> bool:
    """Whether the one item of a body is compared with all that it spends or receives."""
    compared = reading.operation in (Operation.DIFFERENCE, Operation.RATIO)
    return compared and len(reading.links) == 1 and reading.bodies.distinct < 2 and reading.total in reading.text


def _side_alone(reading: Reading) -> str:
    """收入 or 支出 where a clause asks for all of it and names nothing else (2024年收入多少, 那支出呢)."""
    if reading.names_something or reading.rests or reading.wants_text or reading.operation is not Operation.VALUE:
        return ""
    chars = list(YEAR.sub(lambda year: " " * len(year[0]), reading.text))
    for start, end in reading.bodies.spans:
        chars[start:end] = " " * (end - start)
    found = _SIDE.fullmatch("".join(chars).replace(" ", ""))
    return found[1] if found else ""


def _is_class_of(column: str, named: list[Selector], vocabulary: Vocabulary) -> bool:
    """Whether what another table has as a column is the class that the items named stand in (工资福利支出里的
    绩效工资)."""
    items = [name for one in named for name in one.names]
    return bool(items) and all(column in vocabulary.parents.get(item, ()) for item in items)


def _sets_tables_apart(reading: Reading) -> bool:
    """Whether the same figure is asked for as several tables have it."""
    return len(reading.tables) > 1 and reading.operation in (Operation.VALUE, Operation.DIFFERENCE, Operation.RATIO)


def _of_each_table(selector: Selector, reading: Reading) -> tuple[Selector, ...]:
    """The figure as each table that is named has it."""
    return tuple(
        changed(
            selector, tables=(kind,), label=f"{selector.label}（{kind}）", side="收入" if kind == "收入总表" else ""
        )
        for kind in reading.tables
    )


def _asks_overall(reading: Reading) -> bool:
    """Whether the question, which names no item, asks for all that is spent; not for all projects."""
    of_table = any(kind.endswith(_MONEY_TABLES) for kind in reading.tables) and bool(_TOTAL_ROW.search(reading.plain))
    return (of_table or bool(_OVERALL.search(reading.plain))) and not PROJECT_NOUN.search(reading.plain)


def _own_columns(reading: Reading, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The columns that are of the named items, not figures beside them (住房公积金占人员经费的比重)."""
    if any(link.kinds & {"asset", "procurement"} for link in reading.links):
        of_assets = any("asset" in link.kinds for link in reading.links)
        said = " ".join((reading.plain, *(link.text for link in reading.links if link.sure < 1)))  # 买几台记录仪
        counted = tuple(name for name, words in _COUNTED_COLUMNS if words.search(said))
        counted = tuple(name for name in counted if name != "价值" or of_assets)
        if of_assets and reading.operation is Operation.SHARE:
            counted = counted or ("价值",)  # a share of assets is one of what they are worth
        elif of_assets and reading.operation is Operation.VALUE:
            counted = counted or ("数量", "价值")  # 其他固定资产多少
        if counted:
            told = ("合计",) if "数量" in counted and _COSTS.search(reading.plain) else ()
            return counted if of_assets else (*counted[:1], *told)
    if reading.operation is Operation.SHARE and not asks_payments(reading):
        return ()
    if asks_payments(reading):
        planned = tuple(dict.fromkeys(name for _, name in vocabulary.columns if name.startswith("资金支出计划/")))
        asked = tuple(one.name for one in reading.measures if one.name in planned)
        if planned and not asked:
            return planned
    of_projects = bool(reading.links) and all(link.kinds == {"project"} for link in reading.links)
    measures = without_scope(reading.measures, reading.text)
    return tuple(dict.fromkeys(one.name for one in measures if not (of_projects and one.name == "项目支出")))


def common_of(reading: Reading, start: int) -> Selector:
    """What every selector of a clause shares: unit, fund, side, tables, its own department."""
    fund = reading.funds[0].name if reading.funds and (reading.links or reading.measures or reading.total) else ""
    unit = reading.unit_names[0] if len(reading.unit_names) == 1 else ""
    return Selector(
        label="",
        fund=fund,
        side=reading.side if not fund else "",
        unit_name=unit,
        tables=reading.tables,
        documents=_own_documents(reading, start),
    )


def changed(common: Selector, **changes: object) -> Selector:
    return common.model_copy(update=changes)


def _own_documents(reading: Reading, start: int) -> tuple[str, ...]:
    """The department that the item stands behind, where each of several has an item of its own."""
    bodies = [one for one in reading.bodies.mentions if one.documents and not one.unit_name]
    totals = [reading.text.find(words) for words in reading.total.split("、") if words]
    places = sorted([*(link.start for link in reading.links), *(one.start for one in reading.measures), *totals])
    if len(bodies) < 2 or len(places) < len(bodies):
        return ()
    starts = [one.start for one in bodies]
    between = [
        any(one < place < two for place in places) for one, two in zip(starts, [*starts[1:], 10**6], strict=True)
    ]
    if not all(between):
        return ()
    before = [one for one in bodies if one.start < start]
    chosen = before[-1] if before else bodies[0]
    return tuple(one for one in chosen.documents if one in reading.documents)


def selector_of(link: ItemLink, reading: Reading) -> Selector:
    label = link.text if link.sure == 1.0 else link.names[0]
    return changed(common_of(reading, link.start), label=label, names=link.names, sure=link.sure)


def _of_columns(reading: Reading) -> tuple[Selector, ...]:
    """Totals of the document by column, or of a source of funds."""
    measures = reading.measures
    if reading.operation in (Operation.VALUE, Operation.SUM, Operation.COUNT, Operation.LIST, Operation.FILTER):
        measures = without_scope(measures, reading.text)
    selectors = [
        changed(column_selector(one, reading), **({"fund": fund} if len(reading.funds) > 1 else {}))
        for one in measures
        for fund in ([one.name for one in reading.funds][:3] or [""])[: None if len(reading.funds) > 1 else 1]
    ]
    compared = reading.operation in (Operation.SHARE, Operation.DIFFERENCE, Operation.RATIO)
    if not selectors and reading.funds and (not reading.total or compared):
        selectors = [
            changed(common_of(reading, one.start), label=one.words or one.name, side=reading.side, fund=one.name)
            for one in reading.funds
        ]
    asked = reading.operation in (Operation.VALUE, Operation.SUM, Operation.DIFFERENCE, Operation.SHARE)
    whole = reading.unit_names and not selectors and asked and not reading.left
    if reading.total or (whole and not PROJECT_NOUN.search(reading.plain)):
        for words in reading.total.split("、"):
            both = bool(_BOTH_SIDES.search(words))
            side = "收入" if not both and ("收入" in words or (not reading.total and reading.side)) else ""
            label = TOTAL_OF_BOTH if both else TOTAL_INCOME if side else TOTAL
            tables = ("收支总表",) if both and not reading.tables else reading.tables
            common = changed(
                common_of(reading, max(0, reading.text.find(words))), label=label, side=side, tables=tables
            )
            common = changed(common, fund="") if selectors else common
            selectors += [changed(common, unit_name=name) for name in reading.unit_names or ("",)]
    return tuple(selectors)


def column_selector(column: Column, reading: Reading) -> Selector:
    side = "收入" if column.name.endswith("收入") else ""  # a source that only the documents know
    return changed(common_of(reading, column.start), label=column.name, measure=column.name, side=side)
