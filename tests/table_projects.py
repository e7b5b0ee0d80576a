"""Random projects with goals and indicators, procured goods, and assets, in the layouts of their tables."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial
from random import Random

from table_layouts import PROJECTS, UNITS, Money, Path, about, joined, row_of
from table_prints import Known, Line, Sheet

from index.model import TableKind

FUNDS: list[Path] = [(word,) for word in ("总计", "一般公共预算", "政府性基金", "国有资本经营预算", "单位资金")]
INDICATORS = (
    ("产出指标", "数量指标", "走访慰问次数", "次"),
    ("产出指标", "数量指标", "培训人数", "人"),
    ("产出指标", "质量指标", "资金发放准确率", "%"),
    ("产出指标", "时效指标", "预算执行率", "%"),
    ("效益指标", "社会效益指标", "困难群众生活水平", ""),
    ("满意度指标", "服务对象满意度指标", "服务对象满意度", "%"),
)


def projects(random: Random) -> Sheet:
    money = Money(random)
    lines = [row_of(("", "合计"), FUNDS, money, about("合计"), blank=0)]
    for unit in random.sample(UNITS, random.randint(1, 3)):
        names = random.sample(PROJECTS, random.randint(1, 4))
        lines += [row_of((unit, name), FUNDS, money, about(name, unit_name=unit)) for name in names]
    header = (("单位名称",), ("项目名称",), *FUNDS)
    return Sheet(
        TableKind.PROJECT,
        "2024年部门项目支出预算表",
        money.unit,
        header,
        tuple(lines),
        breakable=(0, 1),
        name=1,
        labels=2,
    )


def nested_projects(random: Random) -> Sheet:
    """First-level projects with their second-level ones; the upper name printed once or in every row."""
    money = Money(random)
    repeated = random.random() < 0.5
    lines = [row_of(("", "合计", ""), FUNDS, money, about("合计"), blank=0)] if random.random() < 0.7 else []
    for unit in random.sample(UNITS, random.randint(1, 2)):
        for top in random.sample(PROJECTS, random.randint(1, 2)):
            for number in range(random.randint(1, 3)):
                name = f"{top}第{number + 1}项"
                shown = top if repeated or not number else ""
                known = about(name, parents=[top], unit_name=unit)
                lines.append(row_of((unit, shown, name), FUNDS, money, known, blank=0.1))
    header = (("单位名称",), ("一级项目",), ("二级项目",), *FUNDS)
    return Sheet(TableKind.PROJECT, "2024年部门项目支出预算表", money.unit, header, tuple(lines), breakable=(2,))


def project_goals(random: Random) -> Sheet:
    money = Money(random)
    lines = [row_of(("", "合计"), [("金额",)], money, about("合计"), blank=0)]
    lines = [Line((*line.cells, ""), line.facts) for line in lines]
    for unit in random.sample(UNITS, random.randint(1, 3)):
        for name in random.sample(PROJECTS, random.randint(1, 3)):
            line = row_of((unit, name), [("金额",)], money, about(name, unit_name=unit), blank=0)
            goal = f"保障{name}按时足额支出"
            fact = Known(name, "绩效目标", goal, None, "", unit_name=unit)
            lines.append(Line((*line.cells, goal), (*line.facts, fact)))
    header = (("单位名称",), ("项目名称",), ("金额",), ("绩效目标",))
    return Sheet(TableKind.PROJECT_GOAL, "2024年部门项目支出绩效目标表", money.unit, header, tuple(lines))


def _measured(random: Random, unit: str) -> tuple[str, str, Decimal | None, str]:
    """Operator, value as printed, value, unit of an indicator's goal."""
    if not unit:
        return "定性", "明显改善", None, ""
    number = str(random.choice((90, 95, 100, 12, 300, 98.5)))
    return random.choice("≥≤="), number, Decimal(number), unit


def indicators(random: Random) -> Sheet:
    """A list of indicators with operator, value and unit in columns of their own."""
    merged = random.random() < 0.5
    lines = []
    for unit in random.sample(UNITS, random.randint(1, 2)):
        for name in random.sample(PROJECTS, random.randint(1, 3)):
            above: tuple[str, ...] = ("", "", "", "")
            for top, group, label, measure in INDICATORS[random.randint(0, 2) :]:
                operator, raw, value, own = _measured(random, measure)
                known = Known(label, "指标值", raw, value, own, "", joined((name, top, group)), unit, operator)
                full = (unit, name, top, group)
                shown = tuple("" if merged and full[: at + 1] == above[: at + 1] else full[at] for at in range(4))
                above = full
                lines.append(Line((*shown, label, operator, raw, own), (known,)))
    header: tuple[Path, ...] = tuple(
        (word,) for word in ("单位", "项目名称", "一级指标", "二级指标", "三级指标", "计算符号", "指标值", "计量单位")
    )
    return Sheet(TableKind.INDICATOR, "2024年部门项目支出绩效表", "万元", header, tuple(lines), breakable=(4,))


def goal_form(random: Random) -> Sheet:
    """A form about one project: fields, payment plan, goal; the indicators are read as a table of their own."""
    name = random.choice(PROJECTS)
    money = Money(random)
    plan = "资金支出计划（%）"
    scale = "预算规模及资金用途"

    def fact(label: str, raw: str, value: Decimal | None = None, unit: str = "", group: str = "") -> Known:
        return Known(label, "内容", raw, value, unit, "", joined([name, group] if group else [name]))

    amounts = [money.cell(blank=0) for _ in range(3)]
    labels = ("预算数", "其中：财政资金", "其他资金")
    facts = [fact(label, raw, value, money.unit, scale) for label, (raw, value) in zip(labels, amounts, strict=True)]
    parts = [cell for label, (raw, _) in zip(labels, amounts, strict=True) for cell in (label, raw)]
    quarters = [(f"{month}月底", str(share)) for month, share in ((3, 20), (6, 50), (10, 80), (12, 100))]
    shares = [fact(month, f"{share}%", Decimal(share), "%", plan) for month, share in quarters]
    purpose, goal = f"用于{name}相关支出。", f"1. 做好{name}的管理。"
    code = f"99{random.randint(10**7, 10**8)}P"
    lines = [
        Line(("项目编码", code, "", "项目名称", name, "", ""), (fact("项目编码", code), fact("项目名称", name))),
        Line((scale, *parts), tuple(facts)),
        Line(("", purpose, "", "", "", "", ""), (fact(scale, purpose),)),
        Line((plan, "3月底", "", "6月底", "", "10月底", "12月底")),
        Line(("", "20%", "", "50%", "", "80%", "100%"), tuple(shares)),
        Line(("绩效目标", goal, "", "", "", "", ""), (fact("绩效目标", goal),)),
    ]
    if random.random() < 0.6:
        lines += _form_indicators(random, name)
    return Sheet(TableKind.PROJECT_INFO, f"1、{name}绩效目标表", money.unit, (), tuple(lines))


def _form_indicators(random: Random, name: str) -> list[Line]:
    """The indicators below the fields of a form: operator, value and unit in one cell."""
    lines = [Line(("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据", ""))]
    above = ("", "")
    for top, group, label, measure in INDICATORS:
        operator, raw, value, own = _measured(random, measure)
        if value is not None:
            raw = f"{operator}{raw}{random.choice(('', ' '))}{own}"
        known = partial(Known, label, unit="", parents=joined((name, top, group)))
        words, ground = f"全年{label}", "年度工作计划"
        value_fact = known("指标值", raw, value)
        value_fact = replace(value_fact, unit=own, operator="" if value is None else operator)
        facts = (known("绩效指标描述", words, None), value_fact, known("指标值确定依据", ground, None))
        shown = ("" if top == above[0] else top, "" if (top, group) == above else group)
        above = (top, group)
        lines.append(Line((*shown, label, words, raw, ground, ""), facts, TableKind.INDICATOR))
    return lines


def procurement(random: Random) -> Sheet:
    columns: list[Path] = [
        ("数量",),
        ("单价",),
        ("政府采购金额", "合计"),
        ("政府采购金额", "一般公共预算拨款"),
        ("政府采购金额", "单位资金"),
    ]
    money = Money(random)
    lines = [row_of(("合计", "", ""), columns[2:], money, about("合计"), blank=0)]
    lines = [Line((*line.cells[:3], "", "", *line.cells[3:]), line.facts) for line in lines]
    goods = (("台式计算机", "A02010105", "台"), ("打印设备", "A02010601", "台"), ("物业管理服务", "C21040000", "项"))
    for name, code, measure in random.sample(goods, random.randint(1, 3)):
        count = str(random.randint(1, 400))
        known = about(name, code)
        line = row_of((name, code, measure, count), columns[1:], money, known, blank=0.2)
        quantity = Known(name, "数量", count, Decimal(count), measure, code)
        lines.append(Line(line.cells, (quantity, *line.facts)))
    header = (("采购物品名称",), ("政府采购目录序号",), ("计量单位",), *columns)
    return Sheet(TableKind.PROCUREMENT, "2024年部门政府采购预算表", money.unit, header, tuple(lines), breakable=(0,))


def assets(random: Random) -> Sheet:
    money = Money(random)
    columns: list[Path] = [("数量",), ("价值",)]
    total = row_of(("资产总额",), columns[1:], money, about("资产总额"), blank=0)
    lines = [Line((total.cells[0], "", total.cells[1]), total.facts)]
    house = "1、房屋（平方米）"
    rows = (
        (house, "平方米", ()),
        ("其中：办公用房（平方米）", "平方米", (house,)),
        ("2、车辆（辆）", "辆", ()),
        ("3、其他固定资产", "", ()),
    )
    for label, measure, parents in rows:
        count = str(random.randint(1, 9000))
        line = row_of((label, count), columns[1:], money, about(label, parents=parents))
        lines.append(
            Line(line.cells, (Known(label, "数量", count, Decimal(count), measure, "", joined(parents)), *line.facts))
        )
    header = (("项目",), *columns)
    return Sheet(TableKind.ASSET, "2024年部门固定资产占用情况表", money.unit, header, tuple(lines))
