"""Random budgets as lists side by side, and as tables of 三公经费."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from random import Random

from table_layouts import UNITS, Money, Path, about, row_of, subjects
from table_prints import Known, Line, Sheet

from index.catalogue.subjects import functional_subjects
from index.model import TableKind

ORDINALS = "一二三四五六七八九十"
Item = tuple[Known, str]  # what is known of a row, and its label as printed


def numbered(number: int, words: str) -> str:
    """一、… 二十三、…"""
    tens, ones = divmod(number, 10)
    text = (ORDINALS[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (ORDINALS[ones - 1] if ones else "")
    return f"{text}、{words}"


def same(label: str, code: str = "", parents: Sequence[str] = ()) -> Item:
    return about(label, code, parents), label


def income_items(random: Random, *, fiscal: bool) -> list[Item]:
    sources = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
    if random.random() < 0.5:
        more = () if fiscal else ("财政专户管理资金", "事业收入", "上级补助收入", "其他收入")
        first = "一、财政拨款"
        nested = [same(source, parents=[first]) for source in sources]
        return [same(first), *nested, *(same(numbered(at, word)) for at, word in enumerate(more, start=2))]
    words = [f"{source}拨款收入" for source in sources] + ([] if fiscal else ["财政专户管理资金收入", "单位资金"])
    return [same(numbered(at, word)) for at, word in enumerate(words, start=1)]


def spending_items(random: Random) -> list[Item]:
    if random.random() < 0.6:
        return [(about(name, code, parents), name) for code, name, parents in subjects(random)]
    tops = [code for code in functional_subjects() if len(code) == 3 and code < "230"]
    return [
        same(numbered(at, functional_subjects()[code].name), code)
        for at, code in enumerate(sorted(random.sample(tops, random.randint(5, len(tops)))), start=1)
    ]


def ends(random: Random, *, fiscal: bool) -> list[tuple[Item | None, Item | None]]:
    """The rows below both lists: totals and what is carried over."""
    year = ("年初财政拨款结转和结余", "年末财政拨款结转和结余") if fiscal else ("上年结转结余", "年终结转结余")
    spaced = random.random() < 0.4
    totals = ("收 入 总 计", "支 出 总 计") if spaced else ("收入总计", "支出总计")
    rows: list[tuple[Item | None, Item | None]] = [
        (same("本年收入合计"), same("本年支出合计")),
        (same(year[0]), same(year[1])),
    ]
    if random.random() < 0.3:
        rows.append((same("一般公共预算", parents=[year[0]]), None))
        rows.append((same("政府性基金预算", parents=[year[0]]), None))
    rows.append((same(totals[0]), same(totals[1])))
    return rows


def lists(random: Random, *, fiscal: bool, final: bool) -> Sheet:
    money = Money(random)
    amount = "决算数" if final else random.choice(("预算数", "金额"))
    left: list[Path] = [("收入", amount)]
    right: list[Path] = [("支出", amount)]
    if fiscal and random.random() < 0.6:
        right = [("支出", "合计"), *[("支出", word) for word in ("一般公共预算财政拨款", "政府性基金预算财政拨款")]]
    if final and random.random() < 0.4:
        left, right = [[(side, word) for word in ("年初预算数", "全年预算数", "决算数")] for side in ("收入", "支出")]
    row_number = [("收入", "行次")] if final else []
    label = "项目(按功能分类)" if final or random.random() < 0.2 else "项目"
    header = (("收入", "项目"), *row_number, *left, ("支出", label), *[("支出", "行次")] * len(row_number), *right)
    pairs = [*zip_longest(income_items(random, fiscal=fiscal), spending_items(random)), *ends(random, fiscal=fiscal)]
    lines = []
    for number, (one, other) in enumerate(pairs, start=1):
        own = [_half(one, left, money, number if final else 0), _half(other, right, money, number + 40 if final else 0)]
        lines.append(Line(own[0].cells + own[1].cells, own[0].facts + own[1].facts))
    if fiscal:
        kind, title = TableKind.FISCAL_BALANCE, "2024年部门财政拨款收支预算总表"
    else:
        kind, title = TableKind.BALANCE, "收入支出决算总表" if final else "2024年部门收支预算总表"
    width = 1 + len(row_number) + len(left)
    return Sheet(kind, title, money.unit, header, tuple(lines), telling=False, breakable=(0, width))


def _half(item: Item | None, columns: Sequence[Path], money: Money, number: int) -> Line:
    if item is None:
        return Line(("",) * (1 + bool(number) + len(columns)))
    known, label = item
    labels = (label, str(number)) if number else (label,)
    return row_of(labels, columns, money, known)


def balance(random: Random) -> Sheet:
    return lists(random, fiscal=False, final=False)


def fiscal_balance(random: Random) -> Sheet:
    return lists(random, fiscal=True, final=False)


def final_balance(random: Random) -> Sheet:
    return lists(random, fiscal=random.random() < 0.3, final=True)


# --- 三公经费 ---------------------------------------------------------------------------

TRIPS, CARS, GUESTS = "因公出国（境）费用", "公务用车购置及运行费", "公务接待费"
KINDS: tuple[Path, ...] = (
    ("“三公”经费合计",),
    (TRIPS,),
    (CARS, "小计"),
    (CARS, "公务用车购置费"),
    (CARS, "公务用车运行维护费"),
    (GUESTS,),
)


def three_public_units(random: Random) -> Sheet:
    columns = list(KINDS)
    if random.random() < 0.3:
        columns = [columns[0], *columns[2:], columns[1]]
    money = Money(random)
    lines = [row_of(("合计",), columns, money, about("合计"), blank=0.1)]
    units = random.sample(UNITS, random.randint(1, 4))
    lines += [row_of((unit,), columns, money, about(unit, unit_name=unit), blank=0.5) for unit in units]
    header = (("单位名称",), *columns)
    return Sheet(
        TableKind.THREE_PUBLIC,
        "2024年部门一般公共预算“三公”经费支出表",
        money.unit,
        header,
        tuple(lines),
        breakable=(0,),
    )


def three_public_rows(random: Random) -> Sheet:
    money = Money(random)
    columns: list[Path] = random.choice(
        (
            [("预算数",)],
            [("上年预算数",), ("本年预算数",)],
            [("资金性质", "合计"), ("资金性质", "一般公共预算财政拨款")],
        )
    )
    cars = "二、公务用车购置及运行维护费"
    rows = [about("合计"), about("一、因公出国（境）费用"), about(cars)]
    rows += [about("其中：公务用车购置费", parents=[cars]), about("公务用车运行维护费", parents=[cars])]
    rows.append(about("三、公务接待费"))
    lines = tuple(row_of((known.label,), columns, money, known) for known in rows)
    return Sheet(
        TableKind.THREE_PUBLIC, "2024年“三公”经费支出表", money.unit, (("项目",), *columns), lines, breakable=(0,)
    )


def three_public_final(random: Random) -> Sheet:
    """One row of amounts without a label: the kinds below 预算数 and again below 决算数."""
    kinds: tuple[Path, ...] = (("合计",), ("因公出国（境）费",), *KINDS[2:])
    columns = [(basis, *path) for basis in ("预算数", "决算数") for path in kinds]
    money = Money(random)
    line = row_of((), columns, money, about(""), blank=0.3)
    if not line.facts:
        line = row_of((), columns, money, about(""), blank=0)
    return Sheet(TableKind.THREE_PUBLIC, "财政拨款“三公”经费支出决算表", money.unit, tuple(columns), (line,))
