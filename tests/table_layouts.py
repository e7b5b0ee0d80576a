"""Random budgets in the layouts of the tables in which departments publish them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from table_prints import Known, Line, Sheet

from index.catalogue.subjects import economic_subjects, functional_subjects
from index.model import TableKind

UNITS = ("青禾市民政局", "青禾市救助管理站", "青禾市社会福利院", "青禾市慈善事业服务中心")
PROJECTS = (
    "社会救助资金",
    "养老服务补贴",
    "婚姻登记工作经费",
    "设施设备更新",
    "信息系统运行维护",
    "慈善宣传经费",
    "殡葬改革专项",
)
Path = tuple[str, ...]


def joined(path: Sequence[str]) -> str:
    return " / ".join(path)


class Money:
    """Amounts in the unit of a table, printed in its manner; many are blank, some are 0."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.unit = random.choice(("万元", "万元", "元"))
        self._manner = random.choice(("{:.2f}", "{:.2f}", "{:,.2f}", "whole", "mixed"))
        self._blank = random.choice(("", "", "", "-", "—"))

    def cell(self, *, blank: float = 0.3) -> tuple[str, Decimal | None]:
        chance = self._random.random()
        if chance < blank:
            return self._blank, None
        value = Decimal(0) if chance > 0.95 else Decimal(self._random.randint(1, 10**9)) / 100
        if self._random.random() < 0.02:
            value = -value
        manner = self._manner
        if manner == "mixed":
            manner = self._random.choice(("{:.2f}", "{:,.2f}", "whole"))
        if manner == "whole":
            value = value.quantize(Decimal(1))
            manner = self._random.choice(("{:,}", "{}")) if self._manner == "mixed" else "{:,}"
        raw = manner.format(value)
        return raw, Decimal(raw.replace(",", ""))


def row_of(labels: Sequence[str], columns: Sequence[Path], money: Money, known: Known, *, blank: float = 0.3) -> Line:
    """A row of amounts behind its labels, with their facts; `known` is what they have in common."""
    cells = [money.cell(blank=blank) for _ in columns]
    facts = [
        Known(known.label, joined(path), raw, value, money.unit, known.code, known.parents, known.unit_name)
        for path, (raw, value) in zip(columns, cells, strict=True)
        if value is not None
    ]
    return Line((*labels, *(raw for raw, _ in cells)), tuple(facts))


def about(label: str, code: str = "", parents: Sequence[str] = (), unit_name: str = "") -> Known:
    return Known(label, "", "", None, "", code, joined(parents), unit_name)


# --- subjects -----------------------------------------------------------------------


def subjects(random: Random, *, most: int = 4) -> list[tuple[str, str, tuple[str, ...]]]:
    """Some functional subjects with their ancestors, in order: code, name, names above."""
    names = {code: subject.name for code, subject in functional_subjects().items()}
    tops = [code for code in names if len(code) == 3 and any(len(c) == 7 and c.startswith(code) for c in names)]
    found = []
    for top in sorted(random.sample(tops, random.randint(1, most))):
        found.append((top, names[top], ()))
        groups = [code for code in names if len(code) == 5 and code.startswith(top)]
        for group in sorted(random.sample(groups, min(len(groups), random.randint(1, 2)))):
            found.append((group, names[group], (names[top],)))
            items = [code for code in names if len(code) == 7 and code.startswith(group)]
            chosen = sorted(random.sample(items, min(len(items), random.randint(1, 4))))
            found += [(item, names[item], (names[top], names[group])) for item in chosen]
    return found


def economic(random: Random) -> list[tuple[str, str, tuple[str, ...]]]:
    """Some economic subjects of departments with their ancestors, in order."""
    names = {code: subject.name for code, subject in economic_subjects().items() if code < "400"}
    found = []
    for top in sorted({"301", *random.sample(("302", "303", "310"), random.randint(1, 3))}):
        found.append((top, names[top], ()))
        items = [code for code in names if len(code) == 5 and code.startswith(top)]
        found += [
            (c, names[c], (names[top],)) for c in sorted(random.sample(items, min(len(items), random.randint(1, 8))))
        ]
    return found


def coded(
    random: Random,
    kind: TableKind,
    title: str,
    columns: Sequence[Path],
    heads: tuple[Path, Path],
    rows: Sequence[tuple[str, str, tuple[str, ...]]],
) -> Sheet:
    money = Money(random)
    lines = [row_of(("", "合计"), columns, money, about("合计"), blank=0.1)]
    if random.random() < 0.3:
        lines = []
    name_first = random.random() < 0.15
    for code, name, parents in rows:
        lines.append(row_of((code, name), columns, money, about(name, code, parents)))
    if not any(line.facts for line in lines):
        lines.insert(0, row_of(("", "合计"), columns, money, about("合计"), blank=0))
    if name_first:
        heads = (heads[1], heads[0])
        lines = [Line((line.cells[1], line.cells[0], *line.cells[2:]), line.facts) for line in lines]
    return Sheet(
        kind,
        title,
        money.unit,
        (*heads, *columns),
        tuple(lines),
        breakable=(0 if name_first else 1,),
        name=0 if name_first else 1,
        labels=2,
    )


PLAIN_HEADS = (("科目编码",), ("科目名称",))


def heads(random: Random) -> tuple[Path, Path]:
    return random.choice(
        (
            PLAIN_HEADS,
            PLAIN_HEADS,
            (("功能分类科目", "科目编码"), ("功能分类科目", "科目名称")),
            (("功能分类科目编码",), ("功能分类科目名称",)),
        )
    )


def general(random: Random) -> Sheet:
    basic = [("基本支出", "小计"), ("基本支出", "人员经费"), ("基本支出", "公用经费")]
    columns = random.choice(
        (
            [("合计",), *basic, ("项目支出",)],
            [("合计",), ("基本支出",), ("项目支出",)],
            [("合计",), ("项目支出",), *basic],
            [("本年支出", "合计"), *[("本年支出", *path) for path in basic], ("本年支出", "项目支出")],
        )
    )
    return coded(
        random, TableKind.GENERAL_BUDGET, "2024年部门一般公共预算支出表", columns, heads(random), subjects(random)
    )


def expenditure(random: Random) -> Sheet:
    columns: list[Path] = [("总计",), ("基本支出", "人员支出"), ("基本支出", "公用经费"), ("项目支出",)]
    if random.random() < 0.4:
        columns = [("合计",), ("基本支出",), ("项目支出",)]
    more: list[Path] = [("事业单位经营支出",), ("上缴上级支出",), ("对附属单位补助支出",)]
    random.shuffle(more)
    return coded(
        random, TableKind.EXPENDITURE, "2024年部门支出预算总表", [*columns, *more], heads(random), subjects(random)
    )


def income(random: Random) -> Sheet:
    this_year: list[Path] = [
        ("本年收入", word)
        for word in (
            "小计",
            "一般公共预算",
            "政府性基金",
            "国有资本经营预算",
            "财政专户管理资金",
            "事业收入",
            "其他收入",
        )
    ]
    carried: list[Path] = [("上年结转结余", word) for word in ("小计", "一般公共预算", "政府性基金", "单位资金")]
    if random.random() < 0.3:
        carried = [("上年结转",)]
    columns: list[Path] = [("总计",), *this_year, *carried]
    if random.random() < 0.5:
        return coded(random, TableKind.INCOME, "2024年部门收入预算总表", columns, heads(random), subjects(random))
    money = Money(random)
    lines = [row_of(("合计",), columns, money, about("合计"), blank=0)]
    lines += [
        row_of((unit,), columns, money, about(unit, unit_name=unit))
        for unit in random.sample(UNITS, random.randint(1, 4))
    ]
    return Sheet(
        TableKind.INCOME, "2024年部门收入预算总表", money.unit, (("单位名称",), *columns), tuple(lines), breakable=(0,)
    )


def fund(random: Random) -> Sheet:
    word = random.choice(("政府性基金", "国有资本经营"))
    kind = TableKind.GOVERNMENT_FUND if word == "政府性基金" else TableKind.STATE_CAPITAL
    top = f"本年{word}预算支出"
    columns = [(top, "合计"), (top, "基本支出"), (top, "项目支出")]
    return coded(random, kind, f"2024年部门{word}预算支出表", columns, PLAIN_HEADS, subjects(random, most=2))


def basic(random: Random) -> Sheet:
    top = random.choice(("本年一般公共预算基本支出", ""))
    columns = [(top, word) if top else (word,) for word in ("合计", "人员经费", "公用经费")]
    names = random.choice((("经济分类科目", "科目编码"), ("部门经济分类科目", "科目编码")))
    labels = (names, (names[0], "科目名称"))
    return coded(random, TableKind.BASIC, "2024年部门一般公共预算基本支出表", columns, labels, economic(random))


def split_codes(random: Random) -> Sheet:
    """类, 款, 项 in columns of their own, as in final accounts and in Shanghai."""
    rows = subjects(random)
    money = Money(random)
    style = random.choice(("final", "budget"))
    if style == "final":
        labels: list[Path] = [("项目", "支出功能分类科目编码", part) for part in "类款项"] + [("项目", "科目名称")]
        columns: list[Path] = [
            ("本年支出合计",),
            ("基本支出",),
            ("项目支出",),
            ("上缴上级支出",),
            ("经营支出",),
            ("对附属单位补助支出",),
        ]
        title = "支出决算表"
    else:
        labels = [("项目", "功能分类科目编码", part) for part in "类款项"] + [("项目", "功能分类科目名称")]
        columns = [("支出预算", "合计"), ("支出预算", "基本支出"), ("支出预算", "项目支出")]
        title = "2025年部门支出预算总表"
    lines = []
    if random.random() < 0.5:
        lines = [row_of(("", "", "", "合计"), columns, money, about("合计"), blank=0)]
    for code, name, parents in rows:
        lines.append(
            row_of((code[:3], code[3:5], code[5:], name), columns, money, about(name, code, parents), blank=0.1)
        )
    if lines[0].cells[3] != "合计":
        lines.append(row_of(("合计", "", "", ""), columns, money, about("合计"), blank=0))
    return Sheet(
        TableKind.EXPENDITURE,
        title,
        money.unit,
        (*labels, *columns),
        tuple(lines),
        telling=style == "final",
        breakable=(3,),
    )


def final_general(random: Random) -> Sheet:
    """A final account: 年初预算数, 全年预算数, 决算数 beside each other."""
    columns = [("年初预算数",), ("全年预算数",), ("决算数",)]
    sheet = coded(
        random, TableKind.GENERAL_BUDGET, "一般公共预算财政拨款支出决算表", columns, PLAIN_HEADS, subjects(random)
    )
    return replace(sheet, telling=False)


def units_by_subject(random: Random) -> Sheet:
    columns: list[Path] = [("合计",), ("基本支出",), ("项目支出",)]
    money = Money(random)
    lines = [row_of(("", "", "合计"), columns, money, about("合计"), blank=0)]
    for unit in random.sample(UNITS, random.randint(1, 3)):
        lines += [
            row_of((unit, code, name), columns, money, about(name, code, parents, unit))
            for code, name, parents in subjects(random, most=2)
        ]
    header = (("单位名称",), ("科目编码",), ("科目名称",), *columns)
    return Sheet(
        TableKind.GENERAL_BUDGET, "2024年部门一般公共预算支出表", money.unit, header, tuple(lines), breakable=(0, 2)
    )
